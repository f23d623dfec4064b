import assert from 'node:assert/strict';
import { caughtUp } from '../../../src/core/cleanup/caughtUp';
import type { LiveState } from '../../../src/core/liveState';
import { FakeClock } from '../docker/fakes';
import { box } from './receiptBench';

describe('what is followed', () => {
  const clock = new FakeClock();
  const state = (names: readonly string[], more: Partial<LiveState> = {}): LiveState => ({ daemon: 'D', skewMs: 0, resources: new Map(names.map(name => [name, box(clock, name, name)])), ...more });
  const swarm = { swarm: { role: 'manager', node: 'n' } as LiveState['swarm'] };
  const waits = async (asked: LiveState | undefined, shown: readonly (LiveState | undefined)[]): Promise<number> => {
    let now = 0, pauses = 0;
    await caughtUp({ look: async () => asked, followed: () => shown[Math.min(pauses, shown.length - 1)], now: () => now, pause: async ms => { now += ms; pauses++; } }, 1000);
    return pauses;
  };

  it('is waited for until it says what the daemon says', async () => {
    assert.equal(await waits(state(['1']), [state(['1'])]), 0);
    assert.equal(await waits(state(['1']), [undefined, state(['1', '2']), state([]), state(['1'])]), 3);
    assert.equal(await waits(state(['1']), [state(['1'], swarm), state(['1'], { daemon: 'E' }), state(['1'])]), 2);
    assert.equal(await waits(state(['1'], swarm), [state(['1']), state(['1'], swarm)]), 1);
  });

  it('is not waited for without an end', async () => {
    assert.equal(await waits(state(['1']), [state([])]), 5);
    assert.equal(await waits(undefined, [state([])]), 5);
  });
});
