import type { Clock } from './labRuns';
import type { Disposable } from './disposable';

/** Whether runs may be open, kept by the editor. Each write costs the window time. */
export interface StoredHint { get(): number; set(count: number): unknown }

/** So long after the last run it is taken back: the next run has nothing to write. */
const restMs = 5000;

/**
 * What a starting window looks at. It may say that runs are open where none is, never the reverse: it is written before
 * a run begins, and taken back some time after the last one has ended.
 */
export class OpenRunsHint implements Disposable {
  private rest: Disposable | undefined;

  constructor(private readonly stored: StoredHint, private readonly clock: Pick<Clock, 'after'>) {}

  get open(): boolean { return this.stored.get() > 0; }

  set(count: number): void {
    this.rest?.dispose();
    this.rest = undefined;
    if (count === 0) this.rest = this.clock.after(restMs, () => this.stored.set(0));
    else if (!this.open) this.stored.set(count);
  }

  dispose(): void { this.rest?.dispose(); }
}
