import assert from 'node:assert/strict';
import { OutputBatch } from '../../../src/core/outputBatch';

describe('output on its way to a page', () => {
  it('comes out once, in one piece, from where it begins', () => {
    const batch = new OutputBatch();
    batch.add('one ', 10);
    batch.add('two', 14);
    assert.deepEqual(batch.take(), { text: 'one two', offset: 10 });
    assert.equal(batch.take(), undefined);
    batch.add('three', 17);
    assert.deepEqual(batch.take(), { text: 'three', offset: 17 });
  });

  it('keeps only the end of much, and says by the offset what is missing', () => {
    const batch = new OutputBatch(8);
    batch.add('abcdef', 0);
    batch.add('ghij', 6);
    assert.deepEqual(batch.take(), { text: 'cdefghij', offset: 2 });
    batch.add('k'.repeat(20), 10);
    assert.deepEqual(batch.take(), { text: 'k'.repeat(8), offset: 22 });
  });

  it('gives the same characters at the same places, whatever the pieces', () => {
    let seed = 11;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    const whole = Array.from({ length: 4000 }, (_, index) => String.fromCharCode(33 + index % 90)).join('');
    const batch = new OutputBatch(64);
    for (let at = 0; at < whole.length;) {
      const length = 1 + random(100);
      batch.add(whole.slice(at, at + length), at);
      at = Math.min(whole.length, at + length);
      if (random(3) > 0) continue;
      const taken = batch.take();
      assert.ok(taken && taken.text.length <= 64);
      assert.equal(taken.text, whole.slice(taken.offset, at));
    }
  });
});
