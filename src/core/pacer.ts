import type { Disposable } from './disposable';
import type { Clock } from './labRuns';

/**
 * Sends the newest value of each key: at once what must be seen at once, anything else a moment later and only if
 * nothing newer has come by then. What lasts no longer than that moment is told by its end alone.
 */
export class Pacer<T> implements Disposable {
  private readonly waiting = new Map<string, { make: () => T; readonly timer: Disposable }>();

  constructor(private readonly clock: Pick<Clock, 'after'>, private readonly ms: number, private readonly send: (value: T) => void) {}

  /** `make` is called when it is sent. */
  put(key: string, urgent: boolean, make: () => T): void {
    const waiting = this.waiting.get(key);
    if (urgent) {
      waiting?.timer.dispose();
      this.waiting.delete(key);
      this.send(make());
    } else if (waiting) waiting.make = make;
    else this.waiting.set(key, { make, timer: this.clock.after(this.ms, () => this.hurry(key)) });
  }

  dispose(): void {
    for (const { timer } of this.waiting.values()) timer.dispose();
    this.waiting.clear();
  }

  /** What waits under this key is wanted now. */
  hurry(key: string): void {
    const waiting = this.waiting.get(key);
    waiting?.timer.dispose();
    this.waiting.delete(key);
    if (waiting) this.send(waiting.make());
  }
}
