import assert from 'node:assert/strict';
import { decide, type Standing } from '../../../src/core/checks/standing';
import { no, unknown, yes, asking } from '../../../src/core/checks/world';
import type { CheckDoneEntry } from '../../../src/core/journal';
import { english, msg } from '../../../src/core/message';
import { check, now, run } from './worlds';

const fact = msg('a fact');
const right = yes([fact], ['standIn']);
const wrong = no(fact);
const plain = check('c', { kind: 'container', name: 'web', state: 'running' }, { block: 'b' });
const latch: CheckDoneEntry = { v: 1, at: now - 5000, courseId: 'c', courseVersion: '1', labId: 'L', kind: 'check', sectionId: 's', checkId: 'c', hash: plain.hash, by: 'state', evidence: [msg('seen')], marks: [] };
const stand = (over: Partial<Standing>) => decide({ check: plain, verdict: wrong, holdMs: 0, going: false, sureAt: 0, now, ordinal: 3, ...over });
const ended = run('b', { end: now - 3000 });
const failed = run('b', { state: 'failed', code: 125, end: now - 3000 });
const says = (over: Partial<Standing>) => { const { state, facts } = stand(over); return `${state}: ${facts.map(english).join('; ')}`; };

describe('how a check stands', () => {
  it('is done when it holds, and stays done with time and evidence', () => {
    const { state, doneAt, latch: keeps, marks } = stand({ verdict: right });
    assert.deepEqual([state, doneAt, keeps, marks], ['done', now, true, ['standIn']]);
    const kept = stand({ verdict: wrong, live: wrong, latch });
    assert.deepEqual([kept.state, kept.doneAt, kept.facts, kept.gone, kept.byStudent], ['done', now - 5000, latch.evidence, true, false]);
  });

  it('is gone only where the live state says so', () => {
    for (const live of [undefined, right, asking, unknown(fact)]) assert.equal(stand({ verdict: wrong, live, latch }).gone, false);
  });

  it('takes the student’s word, and the live state’s over it', () => {
    const word = { ...latch, by: 'student' as const, evidence: [] };
    const { state, byStudent, gone } = stand({ latch: word, live: wrong });
    assert.deepEqual([state, byStudent, gone], ['done', true, false]);
    const seen = stand({ latch: word, verdict: right, live: right });
    assert.deepEqual([seen.byStudent, seen.latch], [false, true]);
  });

  it('of something that starts is shown at once and kept once it has lasted', () => {
    const fresh = stand({ verdict: right, holdMs: 1500, trueSince: now - 500 });
    assert.deepEqual([fresh.state, fresh.latch, fresh.dueAt], ['done', false, now + 1000]);
    assert.equal(stand({ verdict: right, holdMs: 1500, trueSince: now - 1500 }).latch, true);
  });

  it('does not count before the moment from which it is sure', () => {
    const early = stand({ verdict: right, sureAt: now + 700 });
    assert.deepEqual([early.state, early.dueAt, early.latch], ['notYet', now + 700, false]);
    assert.equal(stand({ verdict: right, sureAt: now }).state, 'done');
  });

  it('waits, is not measured, or is barred: each says why', () => {
    const waitsFor = { kind: 'block', id: 'b', ordinal: 3 } as const;
    assert.deepEqual([stand({ waitsFor, verdict: right }).state, stand({ waitsFor }).waitsFor], ['waiting', waitsFor]);
    assert.equal(says({ verdict: unknown(msg('no Docker')) }), 'notMeasured: no Docker');
    assert.equal(says({ barred: msg('not trusted'), verdict: right }), 'notMeasured: not trusted');
    assert.equal(stand({ verdict: asking }).state, 'notYet');
  });

  it('cannot pass when its container has ended after the block, not before anybody tried', () => {
    const dead = { ...no(fact, 'ended', 'container:x') };
    assert.equal(says({ verdict: dead }), 'notYet: a fact');
    assert.equal(says({ verdict: dead, run: run('b', { state: 'running', end: undefined }) }), 'notYet: a fact');
    assert.equal(says({ verdict: dead, run: ended, going: true }), 'notYet: a fact');
    assert.equal(says({ verdict: dead, run: ended }), 'cannotPass: a fact');
    assert.equal(stand({ verdict: dead, run: ended }).logsOf, 'container:x');
    const justEnded = stand({ verdict: dead, run: run('b', { end: now - 300 }) });
    assert.deepEqual([justEnded.state, justEnded.dueAt], ['notYet', now + 700], 'the list may be a moment old');
  });

  it('cannot pass when what would bring it failed', () => {
    assert.equal(says({ verdict: no(fact, 'missing'), run: failed }), 'cannotPass: block 3 has failed with exit code 125; a fact');
    assert.equal(stand({ verdict: no(fact, 'missing'), run: failed }).failed, true);
    assert.equal(says({ verdict: no(fact, 'missing'), run: { ...failed, state: 'timedOut' } }), 'cannotPass: block 3 was stopped at its limit; a fact');
    assert.equal(says({ verdict: no(fact, 'missing'), run: { ...failed, state: 'stopped' } }), 'notYet: a fact');
    assert.equal(says({ verdict: no(fact, 'missing'), run: ended }), 'notYet: a fact', 'the block passed: it may be on its way');
    assert.equal(says({ verdict: wrong, run: failed }), 'notYet: a fact', 'it is there and may still change');
  });

  it('cannot pass when the output is complete and does not say it', () => {
    const of = check('c', { kind: 'output', has: ['x'] }, { block: 'b' });
    assert.equal(stand({ check: of, verdict: no(fact, 'over'), run: run('b', { end: now - 2000 }) }).state, 'notYet', 'the rest of the output may still come');
    assert.equal(stand({ check: of, verdict: no(fact, 'over'), run: ended }).state, 'cannotPass');
    assert.equal(stand({ check: { ...of, timeoutSeconds: 60 }, verdict: no(fact, 'over'), run: ended }).state, 'notYet', 'the block is to be run again');
  });

  it('cannot pass when its time is over, counted from the end of the block', () => {
    const timed = { ...plain, timeoutSeconds: 5 };
    const soon = stand({ check: timed, run: ended });
    assert.deepEqual([soon.state, soon.dueAt], ['notYet', now + 2000]);
    assert.equal(says({ check: timed, run: ended, now: now + 2000 }), 'cannotPass: a fact; it should have come within 5 s after the block');
    assert.equal(stand({ check: timed, now: now + 99_000 }).state, 'notYet', 'nobody has run the block');
  });
});
