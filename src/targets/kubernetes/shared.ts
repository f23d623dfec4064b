import type { Disposable } from '../../core/disposable';
import type { ClusterSource } from './source';

/** One user's share of a source: what this user holds and hears ends with it, whoever else is still there. */
export class SharedClusterSource implements ClusterSource {
  readonly onStatus: ClusterSource['onStatus'];
  readonly onChange: ClusterSource['onChange'];
  readonly onEvent: ClusterSource['onEvent'];
  readonly onKind: ClusterSource['onKind'];
  private readonly own = new Set<Disposable>();
  private disposed = false;

  constructor(private readonly live: ClusterSource, private readonly release: () => void) {
    this.onStatus = listener => this.keep(live.onStatus(listener));
    this.onChange = listener => this.keep(live.onChange(listener));
    this.onEvent = listener => this.keep(live.onEvent(listener));
    this.onKind = listener => this.keep(live.onKind(listener));
  }

  get status() { return this.live.status; }
  get context() { return this.live.context; }
  get resources() { return this.live.resources; }
  get place() { return this.live.place; }
  get skewMs() { return this.live.skewMs; }
  get objects() { return this.live.objects; }
  get limits() { return this.live.limits; }
  get kinds() { return this.live.kinds; }
  get unknown() { return this.live.unknown; }

  hold(): Disposable { return this.disposed ? { dispose: () => undefined } : this.keep(this.live.hold()); }
  ask(path: string): Promise<unknown> { return this.live.ask(path); }
  namespaceUid(): Promise<string | undefined> { return this.live.namespaceUid(); }
  quiet(): Promise<void> { return this.live.quiet(); }
  page(path: string) { return this.live.page(path); }
  wake(): void { if (!this.disposed) this.live.wake(); }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const item of [...this.own]) item.dispose();
    this.release();
  }

  private keep(item: Disposable): Disposable {
    const kept = { dispose: () => { if (this.own.delete(kept)) item.dispose(); } };
    this.own.add(kept);
    return kept;
  }
}
