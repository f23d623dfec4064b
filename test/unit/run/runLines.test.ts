import assert from 'node:assert/strict';
import type { RunRecord } from '../../../src/core/run';
import { fromLines, lastRuns, toLine } from '../../../src/core/runLines';

function record(runId: string, blockId: string, blockHash: string, start: number): RunRecord {
  return { v: 1, runId, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId, blockHash, blockText: 't', target: 'docker', shell: 'bash', state: 'passed', code: 0, marks: [], statements: [], start, end: start + 1, context: {}, tools: {} };
}

describe('run records', () => {
  it('merges the files of several windows by time and forgives a torn last line', () => {
    const one = toLine(record('a', 'x', 'h', 5)) + toLine(record('c', 'x', 'h', 9)).slice(0, 30);
    const two = toLine(record('b', 'x', 'h', 2));
    assert.deepEqual(fromLines([one, two]).map(found => found.runId), ['b', 'a']);
  });

  it('skips what is no finished record', () => {
    assert.deepEqual(fromLines(['null\n{}\n{"v":2}\nnonsense\n', toLine({ ...record('a', 'x', 'h', 1), state: 'running' })]), []);
  });

  it('finds the last run of a block by its text, and says when the text has changed', () => {
    const records = [record('1', 'web', 'old', 1), record('2', 'web', 'new', 2), record('3', 'other', 'moved', 3)];
    const found = lastRuns(records, [{ id: 'web', hash: 'newest' }, { id: 'renamed', hash: 'moved' }, { id: 'fresh', hash: 'f' }]);
    assert.deepEqual([...found].map(([id, { record: { runId }, changed }]) => [id, runId, changed]), [['web', '2', true], ['renamed', '3', false]]);
  });

  it('does not take the run of a block that is still there for that of another', () => {
    const found = lastRuns([record('1', 'block-1', 'A', 1)], [{ id: 'block-1', hash: 'B' }, { id: 'block-2', hash: 'A' }]);
    assert.deepEqual([...found.keys()], ['block-2']);
  });
});
