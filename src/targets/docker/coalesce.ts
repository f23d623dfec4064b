import type { Disposable } from '../../core/disposable';
import type { Clock } from './clock';

export type Wanted = 'all' | readonly string[];

const idGapMs = 10;
const gapMs = 100;
const fullGapMs = 250;
const againMs = 150;
const fewIds = 8;

/**
 * Turns marks into refreshes: the first at once, never two at a time, and once more where something was marked
 * meanwhile. Few ids are asked for by id, which is cheap: 10 ms after the last refresh began. A full list comes
 * 100 ms after the last refresh and 250 ms after the last full one.
 */
export class Coalescer implements Disposable {
  private ids = new Set<string>();
  private all = false;
  private again = false;
  private running = false;
  private disposed = false;
  private waiting: (() => void)[] = [];
  private timer: Disposable | undefined;
  private second: Disposable | undefined;
  private due = Number.POSITIVE_INFINITY;
  private lastRun = Number.NEGATIVE_INFINITY;
  private lastFull = Number.NEGATIVE_INFINITY;

  /** `refresh` must not reject: what fails in it is its own affair. */
  constructor(private readonly clock: Clock, private readonly refresh: (wanted: Wanted) => Promise<void>) {}

  mark(id?: string): void {
    if (id === undefined || this.ids.size >= fewIds) this.all = true;
    else this.ids.add(id);
    this.schedule();
  }

  /** Looks a second time a moment later: the daemon may tell of a change before its list shows it. */
  markTwice(): void {
    this.again = true;
    this.mark();
  }

  /** Resolves when nothing is marked and no refresh is under way or to come, the second look included. */
  quiet(): Promise<void> {
    return this.isQuiet ? Promise.resolve() : new Promise(resolve => this.waiting.push(resolve));
  }

  private get isQuiet(): boolean { return this.disposed || !(this.running || this.all || this.again || this.second || this.ids.size > 0); }

  private tell(): void {
    if (!this.isQuiet) return;
    const { waiting } = this;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  dispose(): void {
    this.disposed = true;
    this.tell();
    this.timer?.dispose();
    this.second?.dispose();
  }

  private schedule(): void {
    if (this.running || this.disposed) return;
    const now = this.clock.now();
    const at = Math.max(now, this.all ? Math.max(this.lastRun + gapMs, this.lastFull + fullGapMs) : this.lastRun + idGapMs);
    if (this.timer && this.due <= at && this.due > now) return;
    this.timer?.dispose();
    this.timer = undefined;
    if (at <= now) return void this.run();
    this.due = at;
    this.timer = this.clock.after(at - now, () => { this.timer = undefined; this.schedule(); });
  }

  private async run(): Promise<void> {
    const wanted: Wanted = this.all ? 'all' : [...this.ids];
    this.ids = new Set();
    this.all = false;
    this.running = true;
    this.lastRun = this.clock.now();
    if (wanted === 'all') this.lastFull = this.lastRun;
    await this.refresh(wanted);
    this.running = false;
    if (wanted === 'all' && this.again && !this.disposed) {
      this.again = false;
      this.second?.dispose();
      this.second = this.clock.after(againMs, () => { this.second = undefined; this.mark(); });
    }
    if (this.all || this.ids.size > 0) this.schedule();
    else this.tell();
  }
}
