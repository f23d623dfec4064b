import assert from 'node:assert/strict';
import { readFromStatus } from '../../../src/core/statusMessages';

const valid: readonly ({ readonly kind: string } & Readonly<Record<string, unknown>>)[] = [
  { kind: 'ready' },
  { kind: 'action', uid: 'container:1', action: 'stop' },
  { kind: 'revealBlock', section: 's', blockId: 'b' },
  { kind: 'remedy', id: 'gone/0' },
  { kind: 'others', open: true },
  { kind: 'cleanUp' },
  { kind: 'sheet', id: 'L1', action: 'remove', selected: ['container:1', 'volume:x'] },
  { kind: 'sheet', id: 'L1', action: 'close', selected: [] },
  { kind: 'strip', id: 'leftOvers', action: 'keep' },
  { kind: 'timeline', open: false },
  { kind: 'painted', uid: 'u', state: 's' },
];

describe('messages of the status page', () => {
  it('takes each kind as it is', () => {
    assert.deepEqual(valid.map(readFromStatus), valid);
  });

  it('drops a message with any field missing, of another type, or far too long', () => {
    const wrong: unknown[] = [undefined, 7, { a: 1 }, ['x', 7], null, 'x'.repeat(100_000), NaN];
    const taken = valid.flatMap(message => Object.keys(message).flatMap(key => wrong.map(value => ({ ...message, [key]: value }))))
      .filter(message => readFromStatus(message) !== undefined);
    assert.deepEqual(taken, []);
  });

  it('takes no action that is not one of a row, and no list that is longer than any lab', () => {
    assert.equal(readFromStatus({ kind: 'action', uid: 'u', action: 'rm -rf' }), undefined);
    assert.equal(readFromStatus({ kind: 'sheet', id: 'i', action: 'remove', selected: Array.from({ length: 5001 }, () => 'u') }), undefined);
    assert.equal(readFromStatus({ kind: 'sheet', id: 'i', action: 'remove', selected: { length: 0 } }), undefined);
  });

  it('knows no other kind, nothing that is not an object, and carries on nothing that it does not know', () => {
    for (const value of [undefined, null, 1, '', 'ready', [], {}, () => undefined, { kind: 'run', command: 'id' }, { kind: 'constructor' }, { kind: '__proto__' }]) assert.equal(readFromStatus(value), undefined);
    assert.deepEqual(readFromStatus({ kind: 'cleanUp', command: 'rm -rf /' }), { kind: 'cleanUp' });
  });

  it('survives whatever is thrown at it', () => {
    const pieces: unknown[] = [...valid.map(({ kind }) => kind), 's', -1, Infinity, true, null, undefined, {}, [], [null], ['u'], 'x'.repeat(3000), { toString: null }];
    let seed = 11;
    const pick = (): unknown => pieces[(seed = (seed * 1103515245 + 12345) % 2147483648) % pieces.length];
    for (let i = 0; i < 3000; i++) {
      const message = { kind: pick(), uid: pick(), action: pick(), section: pick(), blockId: pick(), id: pick(), open: pick(), state: pick(), selected: pick() };
      assert.doesNotThrow(() => readFromStatus(message));
    }
  });
});
