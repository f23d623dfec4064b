import assert from 'node:assert/strict';
import { Holds } from '../../../src/core/holds';

describe('holds', () => {
  const told: string[] = [];
  const holds = new Holds(() => told.push('first'), () => told.push('last'));
  beforeEach(() => { told.length = 0; });

  it('tell of the first and of the last, however often one is let go', () => {
    const [one, two] = [holds.take(), holds.take()];
    one.dispose();
    one.dispose();
    assert.deepEqual([told, holds.any], [['first'], true]);
    two.dispose();
    assert.deepEqual([told, holds.any], [['first', 'last'], false]);
  });

  it('end for all at once, and what is let go later counts no more', () => {
    const one = holds.take();
    holds.end();
    holds.end();
    const two = holds.take();
    one.dispose();
    assert.deepEqual([told, holds.any], [['first', 'last', 'first'], true]);
    two.dispose();
  });
});
