import type { Disposable } from '../../core/disposable';
import type { Clock } from '../docker/clock';

export interface Rate { readonly perSecond: number; readonly burst: number }

/** Lets so many requests a second through, in the order in which they came. */
export class TokenBucket {
  private tokens: number;
  private filled: number;
  private readonly waiting: { readonly go: () => void }[] = [];
  private timer: Disposable | undefined;

  constructor(private readonly rate: Rate, private readonly clock: Clock) {
    this.tokens = rate.burst;
    this.filled = clock.now();
  }

  /** Resolves when the next request may go; rejects when `signal` says that it need not. */
  take(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) { reject(new Error('ended')); return; }
      const leave = (): void => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new Error('ended'));
      };
      const entry = { go: () => { signal?.removeEventListener('abort', leave); resolve(); } };
      signal?.addEventListener('abort', leave, { once: true });
      this.waiting.push(entry);
      this.serve();
    });
  }

  private serve(): void {
    this.fill();
    while (this.waiting.length && this.tokens >= 1) {
      this.tokens--;
      this.waiting.shift()?.go();
    }
    if (!this.waiting.length || this.timer) return;
    // A millisecond more than computed: a timer that comes a moment early would be set again.
    this.timer = this.clock.after(Math.ceil((1 - this.tokens) / this.rate.perSecond * 1000) + 1, () => {
      this.timer = undefined;
      this.serve();
    });
  }

  private fill(): void {
    const now = this.clock.now();
    this.tokens = Math.min(this.rate.burst, this.tokens + Math.max(0, now - this.filled) / 1000 * this.rate.perSecond);
    this.filled = now;
  }
}
