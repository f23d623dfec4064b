import type { Disposable } from '../core/disposable';
import type { Source } from '../core/source';

/** One user's share of a source: what this user holds and hears ends with it, whoever else is still there. */
export abstract class Share<S extends Source> {
  readonly onStatus: Source['onStatus'];
  readonly onChange: Source['onChange'];
  readonly onEvent: Source['onEvent'];
  private readonly own = new Set<Disposable>();
  protected disposed = false;

  constructor(protected readonly live: S, private readonly release: () => void) {
    this.onStatus = listener => this.keep(live.onStatus(listener));
    this.onChange = listener => this.keep(live.onChange(listener));
    this.onEvent = listener => this.keep(live.onEvent(listener));
  }

  get status() { return this.live.status; }
  get place() { return this.live.place; }
  get skewMs() { return this.live.skewMs; }

  hold(): Disposable { return this.disposed ? { dispose: () => undefined } : this.keep(this.live.hold()); }
  quiet(): Promise<void> { return this.live.quiet(); }
  wake(): void { if (!this.disposed) this.live.wake(); }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const item of [...this.own]) item.dispose();
    this.release();
  }

  protected keep(item: Disposable): Disposable {
    const kept = { dispose: () => { if (this.own.delete(kept)) item.dispose(); } };
    this.own.add(kept);
    return kept;
  }
}
