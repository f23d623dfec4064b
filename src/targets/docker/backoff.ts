import type { Clock } from './clock';

const ceilings = [250, 500, 1000, 2000, 5000, 10_000];
/** A connection that held this long was a good one: the next wait begins at the shortest again. */
const goodAfterMs = 10_000;

/** Waits with full jitter under a growing ceiling. It never gives up. */
export class Backoff {
  private tries = 0;
  private liveSince: number | undefined;

  constructor(private readonly clock: Clock) {}

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    if (this.liveSince !== undefined && this.clock.now() - this.liveSince >= goodAfterMs) this.tries = 0;
    this.liveSince = undefined;
    const ceiling = ceilings[Math.min(this.tries, ceilings.length - 1)] ?? 0;
    this.tries++;
    return Math.round(this.clock.random() * ceiling);
  }

  connected(): void { this.liveSince = this.clock.now(); }
  reset(): void { this.tries = 0; }
}
