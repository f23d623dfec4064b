import assert from 'node:assert/strict';
import { OpenRunsHint } from '../../../src/core/openRunsHint';

describe('OpenRunsHint', () => {
  it('is written before the first run, left alone by the next ones and taken back after a rest', () => {
    const writes: number[] = [];
    let timers: (() => void)[] = [];
    const clock = { after: (_: number, then: () => void) => { timers.push(then); return { dispose: () => { timers = timers.filter(timer => timer !== then); } }; } };
    const hint = new OpenRunsHint({ get: () => writes.at(-1) ?? 0, set: count => writes.push(count) }, clock);
    const step = (count: number) => { hint.set(count); return [[...writes], timers.length]; };
    assert.deepEqual(step(1), [[1], 0]);
    assert.deepEqual(step(0), [[1], 1]);
    assert.deepEqual(step(1), [[1], 0], 'a run that begins meanwhile keeps it');
    assert.deepEqual(step(0), [[1], 1]);
    timers[0]?.();
    assert.deepEqual([writes, hint.open], [[1, 0], false]);
    hint.set(2);
    assert.deepEqual([writes, hint.open], [[1, 0, 2], true]);
  });
});
