import assert from 'node:assert/strict';
import { LiveRun } from '../../../src/core/liveRun';
import type { RunRecord } from '../../../src/core/run';
import { lastRuns, lastRunsWithForeign, mergeRecords, readRecord } from '../../../src/core/runLines';
import { planOf } from './plans';

function record(runId: string, blockId: string, blockHash: string, start: number): RunRecord {
  return { v: 1, runId, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId, blockHash, blockText: 't', target: 'docker', shell: 'bash', state: 'passed', code: 0, marks: [], statements: [], start, end: start + 1, context: {}, tools: {} };
}

describe('run records', () => {
  it('merges those of several windows by time; the last one of a run wins', () => {
    const merged = mergeRecords([record('a', 'x', 'old', 5), record('a', 'x', 'new', 5), record('b', 'x', 'h', 2)]);
    assert.deepEqual(merged.map(({ runId, blockHash }) => [runId, blockHash]), [['b', 'h'], ['a', 'new']]);
  });

  it('takes nothing for a record that is no finished run', () => {
    const whole = record('a', 'x', 'h', 1);
    assert.equal(readRecord(whole), whole);
    for (const value of [null, 'text', [], {}, { ...whole, v: 2 }, { ...whole, state: 'running' }, { ...whole, statements: undefined }]) assert.equal(readRecord(value), undefined);
  });

  it('never shows what others say of a block that ran here, nor of one whose text has changed', () => {
    const found = lastRunsWithForeign([record('1', 'web', 'w', 1)], [record('2', 'web', 'w', 2), record('3', 'db', 'd', 3), record('4', 'app', 'old', 4)],
      [{ id: 'web', hash: 'w' }, { id: 'db', hash: 'd' }, { id: 'app', hash: 'new' }]);
    assert.deepEqual([...found].map(([id, { record: { runId }, foreign }]) => [id, runId, foreign]), [['web', '1', undefined], ['db', '3', true]]);
  });

  it('finds the last run of a block by its text, and says when the text has changed', () => {
    const records = [record('1', 'web', 'old', 1), record('2', 'web', 'new', 2), record('3', 'other', 'moved', 3)];
    const found = lastRuns(records, [{ id: 'web', hash: 'newest' }, { id: 'renamed', hash: 'moved' }, { id: 'fresh', hash: 'f' }]);
    assert.deepEqual([...found].map(([id, { record: { runId }, changed }]) => [id, runId, changed]), [['web', '2', true], ['renamed', '3', false]]);
  });

  it('takes a remedy for no run of its block', () => {
    const found = lastRuns([record('1', 'web', 'w', 1), { ...record('2', 'web', 'w', 2), remedy: true }, { ...record('3', 'db', 'x', 3), remedy: true }], [{ id: 'web', hash: 'w' }, { id: 'db', hash: 'd' }]);
    assert.deepEqual([...found].map(([id, { record: { runId } }]) => [id, runId]), [['web', '1']]);
    assert.equal(new LiveRun({ ...planOf('4', ['ls']), remedy: true }, 0).record().remedy, true);
    assert.equal('remedy' in new LiveRun(planOf('5', ['ls']), 0).record(), false);
  });

  it('does not take the run of a block that is still there for that of another', () => {
    const found = lastRuns([record('1', 'block-1', 'A', 1)], [{ id: 'block-1', hash: 'B' }, { id: 'block-2', hash: 'A' }]);
    assert.deepEqual([...found.keys()], ['block-2']);
  });
});
