import { swarmUid, thingOf, type LiveState } from '../liveState';

export interface CaughtUpPorts {
  /** Asks the daemon anew; undefined where it does not answer. */
  look(): Promise<LiveState | undefined>;
  /** What is followed and shown; undefined while no daemon is known to answer. */
  followed(): LiveState | undefined;
  now(): number;
  pause(ms: number): Promise<void>;
}

const everyMs = 200;

/**
 * Waits until what is followed says what the daemon says, for no longer than this. Not all of a swarm is told by events,
 * and what is judged before that is judged by what was.
 */
export async function caughtUp({ look, followed, now, pause }: CaughtUpPorts, limitMs: number): Promise<LiveState | undefined> {
  const end = now() + limitMs;
  for (;;) {
    const asked = await look();
    const shown = followed();
    if ((asked && shown && agree(asked, shown)) || now() >= end) return asked;
    await pause(everyMs);
  }
}

function agree(asked: LiveState, shown: LiveState): boolean {
  if (asked.daemon !== shown.daemon || swarmUid(asked) !== swarmUid(shown)) return false;
  const [one, other] = [asked, shown].map(({ resources }) => [...resources.values()].filter(row => thingOf(row)).map(({ uid }) => uid).sort().join('\n'));
  return one === other;
}
