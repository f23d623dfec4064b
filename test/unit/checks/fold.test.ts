import assert from 'node:assert/strict';
import { CheckFold } from '../../../src/core/checks/fold';
import type { AnswerEntry, CapturedEntry, CheckDoneEntry, JournalEntry } from '../../../src/core/journal';

const at = (time: number) => ({ v: 1 as const, at: time, courseId: 'c', courseVersion: '1', labId: 'L' });
const done = (time: number, over: Partial<CheckDoneEntry> = {}): CheckDoneEntry => ({ ...at(time), kind: 'check', sectionId: 's', checkId: 'a', hash: 'h', by: 'state', evidence: [], marks: [], ...over });
const answer = (time: number, text: string): AnswerEntry => ({ ...at(time), kind: 'answer', sectionId: 's', checkId: 'a', hash: 'h', text });
const captured = (time: number, value: string): CapturedEntry => ({ ...at(time), kind: 'captured', sectionId: 's', name: 'N', value });
const reset = (time: number): JournalEntry => ({ ...at(time), kind: 'reset' });
const check = { id: 'a', hash: 'h' };

function fold(...entries: readonly JournalEntry[]): CheckFold {
  const all = new CheckFold({ courseId: 'c', labId: 'L' });
  for (const entry of entries) all.add(entry);
  return all;
}

describe('what the journal says of checks', () => {
  it('keeps the first time something was seen, and what was seen over the student’s word', () => {
    assert.equal(fold(done(1), done(2)).latch('s', check)?.at, 1);
    assert.deepEqual(fold(done(1, { by: 'student' }), done(2)).latch('s', check)?.by, 'state');
    assert.deepEqual(fold(done(1), done(2, { by: 'student' })).latch('s', check)?.by, 'state');
  });

  it('keeps the last answer and value', () => {
    const all = fold(answer(1, 'x'), answer(2, 'y'), captured(1, '80'), captured(2, '81'));
    assert.deepEqual([all.answer('s', check), all.value('s', 'N')], ['y', '81']);
  });

  it('forgets what was before a reset, in whatever order it is read', () => {
    const all = fold(done(1), answer(1, 'x'), captured(1, '80'), reset(5));
    assert.deepEqual([all.latch('s', check), all.answer('s', check), all.value('s', 'N')], [undefined, undefined, undefined]);
    assert.equal(fold(reset(5), done(1)).latch('s', check), undefined, 'from the file of another window');
    assert.equal(fold(done(7), reset(5)).latch('s', check)?.at, 7);
    assert.equal(fold(captured(7, '80'), reset(5)).value('s', 'N'), '80');
    assert.equal(fold(reset(5), done(6)).latch('s', check)?.at, 6);
  });

  it('is of one lab, one section, one text', () => {
    assert.equal(fold(done(1, { labId: 'other' })).latch('s', check), undefined);
    assert.equal(fold(done(1, { courseId: 'other' })).latch('s', check), undefined);
    assert.equal(fold(done(1)).latch('other', check), undefined);
    assert.equal(fold(done(1)).latch('s', { id: 'a', hash: 'changed' }), undefined);
  });
});
