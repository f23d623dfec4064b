import type { Disposable } from '../../core/disposable';
import type { Clock } from './clock';

export interface Beats {
  /** Nothing was heard for 30 s. */
  silent(): void;
  /** Time for full lists. */
  stale(): void;
  /** The machine slept: timers stood still. */
  slept(): void;
}

const tickMs = 5000;
const silentMs = 30_000;
const driftMs = 30_000;
const resyncMs = 5 * 60_000;

/** Looks at the clock every 5 s while somebody watches. By itself it contacts nothing. */
export class Heartbeat {
  /** When the daemon was last heard, milliseconds since the epoch. */
  lastTraffic = 0;
  private lastResync = 0;
  private expected = 0;
  private timer: Disposable | undefined;

  constructor(private readonly clock: Clock, private readonly beats: Beats) {}

  start(): void {
    this.lastResync = this.clock.now();
    this.traffic();
    this.schedule();
  }
  stop(): void { this.timer?.dispose(); }
  traffic(): void { this.lastTraffic = this.clock.now(); }

  private schedule(): void {
    this.expected = this.clock.now() + tickMs;
    this.timer = this.clock.after(tickMs, () => this.tick());
  }

  private tick(): void {
    const now = this.clock.now();
    const slept = now - this.expected > driftMs;
    this.schedule();
    if (slept) return this.beats.slept();
    if (now - this.lastResync >= resyncMs) {
      this.lastResync = now;
      return this.beats.stale();
    }
    if (now - this.lastTraffic >= silentMs) this.beats.silent();
  }
}
