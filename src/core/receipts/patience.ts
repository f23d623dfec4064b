import { Disposables } from '../disposable';
import type { Event } from '../emitter';
import type { Clock } from '../labRuns';

/** A run does not wait longer than this for a look at what was there before it. */
const patienceMs = 1000;

interface Looking {
  readonly clock: Clock;
  /** Undefined while no daemon is known to answer. */
  live(): unknown;
  /** No daemon will answer soon. */
  down(): boolean;
  readonly onLive: Event<void>;
  /** Resolves when what has happened up to now is in `live`. */
  quiet?(): Promise<void>;
  failed(error: unknown): void;
}

/** A look before the run is worth a moment; a daemon that does not answer is not waited for. */
export function liveSoon({ live, down, clock, onLive }: Pick<Looking, 'live' | 'down' | 'clock' | 'onLive'>): Promise<void> {
  if (live() || down()) return Promise.resolve();
  return new Promise(resolve => {
    const own = new Disposables();
    const done = () => { own.dispose(); resolve(); };
    own.own(clock.after(patienceMs, done));
    own.own(onLive(() => { if (live() || down()) done(); }));
  });
}

/** What has happened up to now is in the live state, or the time is over. */
export function quietSoon({ quiet, clock, failed }: Pick<Looking, 'quiet' | 'clock' | 'failed'>): Promise<void> {
  if (!quiet) return Promise.resolve();
  return new Promise(resolve => {
    const late = clock.after(patienceMs, resolve);
    void quiet().catch(failed).finally(() => { late.dispose(); resolve(); });
  });
}
