import assert from 'node:assert/strict';
import { english } from '../../../src/core/message';
import type { JournalEntry } from '../../../src/core/journal';
import type { TargetEvent } from '../../../src/core/resource';
import type { RunRecord, RunState } from '../../../src/core/run';
import { timelineOf, type TimelineInput } from '../../../src/core/timeline';

const lab = { v: 1 as const, courseId: 'c', courseVersion: '1', labId: 'L1' };
const run = (runId: string, start: number, state: RunState, more: Partial<RunRecord> = {}): RunRecord => ({
  v: 1, runId, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L1', blockId: 'b', blockHash: '', blockText: '', target: 'docker', shell: 'bash', state, marks: [], statements: [], start,
  end: start + 5, context: {}, tools: {}, ...more,
});
const check = (at: number, by: 'state' | 'student' = 'state'): JournalEntry => ({ ...lab, kind: 'check', at, sectionId: 's', checkId: 'up', hash: '', by, evidence: [], marks: [] });
const event = (action: string, time: number, uid = 'container:abc') => ({ kind: 'container' as const, action, uid, name: 'web', time });
const axis = (input: Partial<TimelineInput>) => timelineOf({
  records: [], journal: [], events: [], skewMs: 0, isOwn: uid => uid === 'container:abc', ordinal: () => 7, claim: () => 'The web server runs', ...input,
}, english);

describe('the time axis of a lab', () => {
  it('puts runs, checks and events on one axis, the target’s clock set right', () => {
    const items = axis({ records: [run('r', 1000, 'failed', { code: 3 })], journal: [check(1500)], events: [event('start', 6200)], skewMs: 5000 });
    assert.deepEqual(items.map(({ lane, at, tone, label, detail }) => [lane, at, tone, label, detail]), [
      ['run', 1000, 'fail', 'Block 7', 'failed, exit 3'], ['event', 1200, 'pass', 'web', 'started'], ['check', 1500, 'pass', 'The web server runs', 'check done'],
    ]);
  });

  it('says of what passed on an emulator that it did, and of what failed there nothing less', () => {
    const on = { marks: ['emulated'] as const };
    const items = axis({ records: [run('a', 1, 'passed', on), run('b', 2, 'failed', { ...on, code: 1 })], journal: [{ ...check(3), ...on } as JournalEntry, { ...check(4, 'student'), ...on } as JournalEntry], events: [event('start', 5)], emulated: true });
    assert.deepEqual(items.map(({ tone, detail }) => `${tone}: ${detail ?? ''}`), ['emulated: passed, emulated', 'fail: failed, exit 1', 'emulated: check done, emulated', 'idle: marked done by you', 'emulated: started']);
  });

  it('tells only of what the lab made, and leaves the noise out', () => {
    assert.deepEqual(axis({ events: [event('start', 1, 'container:foreign'), event('exec_start', 2), event('die', 3)] }).map(item => item.detail), ['ended']);
  });

  it('tells of a cluster what was done and what became of it, a failing pod’s flicker never', () => {
    let time = 0;
    const uid = 'deployment:d', of = (kind: TargetEvent['kind'], action: string, more?: string, at = uid): TargetEvent => ({ kind, action, uid: at, name: 'web', time: ++time, ...more !== undefined && { more }, ...at !== uid && { owner: uid } });
    const told = (...events: readonly TargetEvent[]) => axis({ events, isOwn: one => one === uid }).map(({ detail, tone }) => `${detail ?? ''} ${tone}`);
    assert.deepEqual(told(of('deployment', 'create'), of('deployment', 'scaled', '1 → 4'), of('deployment', 'update'), of('deployment', 'rolledOut', '4/4')), ['deployment created idle', 'scaled, 1 → 4 idle', 'rolled out, 4/4 pass']);
    assert.deepEqual(told(of('pod', 'create', undefined, 'pod:p'), of('pod', 'update', undefined, 'pod:p'), of('pod', 'failing', 'ImagePullBackOff', 'pod:p'), of('replicaset', 'create', undefined, 'replicaset:r'), of('endpoints', 'update', undefined, 'endpoints:e')), ['pod created idle', 'pod fails, ImagePullBackOff fail']);
    assert.deepEqual(told({ kind: 'k8s-node', action: 'cordon', uid: 'k8s-node:n', time: 1 }, { kind: 'pod', action: 'create', uid: 'pod:x', owner: 'deployment:other', time: 1 }), ['node takes no new pods wait']);
  });

  it('begins anew after a reset', () => {
    const items = axis({ records: [run('old', 10, 'passed'), run('new', 30, 'passed')], journal: [check(12), { ...lab, kind: 'reset', at: 20 }], events: [event('start', 15), event('die', 25)] });
    assert.deepEqual(items.map(item => item.id.split(':')[0]), ['reset@20', 'event', 'run']);
  });

  it('says whose word a check stands on', () => assert.deepEqual(axis({ journal: [check(1, 'student')] }).map(({ tone, detail }) => [tone, detail]), [['idle', 'marked done by you']]));

  it('keeps the latest 200', () => {
    const items = axis({ records: Array.from({ length: 500 }, (_, i) => run(`r${i}`, i, 'passed')) });
    assert.deepEqual([items.length, items[0]?.at, items.at(-1)?.at], [200, 300, 499]);
  });
});
