import assert from 'node:assert/strict';
import type { GoneEntry, JournalEntry, MadeEntry } from '../../../src/core/journal';
import { readEntry } from '../../../src/core/journalRead';
import { Ledger } from '../../../src/core/ledger';

const lab = { courseId: 'c', courseVersion: '1', labId: 'L1' };
const made = (uid: string, at: number, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at, ...lab, uid, thing: 'container', name: uid, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r1', evidence: 'named', likely: false, ...more,
});
const gone = (uid: string, at: number, more: Partial<GoneEntry> = {}): GoneEntry => ({ v: 1, kind: 'gone', at, ...lab, uid, daemon: 'D', by: 'outside', ...more });
const uids = (entries: readonly JournalEntry[]) => new Ledger(entries).of(lab).map(({ made: { uid } }) => uid);
const shuffles = <T>(items: readonly T[]): T[][] => items.length < 2 ? [[...items]] : items.flatMap((item, n) => shuffles(items.toSpliced(n, 1)).map(rest => [item, ...rest]));

describe('ledger', () => {
  it('holds what was made and is not gone, whatever the order in which windows are read', () => {
    const entries = [made('a', 1), gone('a', 2), made('a', 3, { runId: 'r2' }), made('b', 2)];
    for (const order of shuffles(entries)) {
      const ledger = new Ledger(order);
      assert.deepEqual(ledger.of(lab).map(({ made: one }) => [one.uid, one.runId]), [['b', 'r1'], ['a', 'r2']]);
    }
    assert.deepEqual(uids([made('a', 1), gone('a', 2)]), []);
  });
  it('keeps what a run made in its receipt when it is gone', () => {
    assert.deepEqual(new Ledger([made('a', 1), gone('a', 2)]).madeBy('r1').map(({ uid }) => uid), ['a']);
  });
  it('does not mix daemons and labs', () => {
    assert.deepEqual(uids([made('a', 1), gone('a', 2, { daemon: 'E' })]), ['a']);
    assert.deepEqual(uids([made('a', 1, { labId: 'L2' })]), []);
    assert.equal(new Ledger([made('a', 1)]).find('E', 'a'), undefined);
  });
  it('a thing has one maker; what is learnt later makes it more certain, not less', () => {
    const first = made('a', 1, { likely: true, evidence: 'window', size: 1, print: 'x' });
    const later = made('a', 2, { runId: 'r2', evidence: 'printedId', size: 2, print: 'y' });
    for (const order of shuffles([first, later])) {
      const ledger = new Ledger(order);
      const { made: one } = ledger.find('D', 'a') ?? assert.fail();
      assert.deepEqual([one.runId, one.likely, one.evidence, one.size, one.print], ['r1', false, 'printedId', 2, 'y']);
      assert.equal(ledger.madeBy('r1')[0]?.evidence, 'printedId');
    }
    const worse = new Ledger([made('a', 1), made('a', 2, { likely: true, evidence: 'window' })]).find('D', 'a')?.made;
    assert.deepEqual([worse?.likely, worse?.evidence], [false, 'named']);
  });
  it('what a student keeps is marked until it is made anew', () => {
    const kept: JournalEntry = { v: 1, kind: 'kept', at: 2, ...lab, uid: 'a', daemon: 'D' };
    assert.equal(new Ledger([made('a', 1), kept]).find('D', 'a')?.kept, true);
    assert.equal(new Ledger([made('a', 1), kept, gone('a', 3), made('a', 4)]).find('D', 'a')?.kept, false);
  });
  it('survives a reset of the lab’s progress', () => {
    assert.deepEqual(uids([made('a', 1), { v: 1, kind: 'reset', at: 2, ...lab }]), ['a']);
  });
  it('gives the last word about a run', () => {
    const settled = (at: number, name: string): JournalEntry => ({ v: 1, kind: 'settled', at, ...lab, runId: 'r1', changed: [], removed: [{ uid: name, thing: 'container', name, evidence: 'named', likely: false }] });
    for (const order of shuffles([settled(1, 'a'), settled(2, 'b')])) assert.equal(new Ledger(order).settled('r1')?.removed[0]?.name, 'b');
  });
});

describe('a line of the journal', () => {
  it('is read when it is whole', () => assert.deepEqual(readEntry(made('a', 1)), made('a', 1)));
  for (const [what, value] of [
    ['no object', 'made'], ['nothing', null], ['another version', { ...made('a', 1), v: 2 }], ['an unknown kind', { ...made('a', 1), kind: 'wished' }],
    ['no time', { ...made('a', 1), at: 'now' }], ['no thing', { ...made('a', 1), uid: undefined }], ['a kind from the prototype', { ...made('a', 1), kind: 'constructor' }],
    ['a list that is missing', { v: 1, kind: 'settled', at: 1, ...lab, runId: 'r', changed: null, removed: [] }],
  ] as const) it(`is refused with ${what}`, () => assert.equal(readEntry(value), undefined));
});
