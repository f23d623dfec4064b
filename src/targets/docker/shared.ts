import type { Disposable } from '../../core/disposable';
import type { Resource } from '../../core/resource';
import type { LinkStatus } from '../../core/source';
import type { DockerSource, LiveSource } from './source';

/** One user's share of a source: what this user holds ends with it, whoever else is still there. */
export class SharedSource implements DockerSource {
  readonly onStatus: DockerSource['onStatus'];
  readonly onChange: DockerSource['onChange'];
  readonly onEvent: DockerSource['onEvent'];
  private readonly own = new Set<Disposable>();
  private disposed = false;

  constructor(private readonly live: LiveSource, private readonly release: () => void) {
    this.onStatus = listener => this.keep(live.onStatus(listener));
    this.onChange = listener => this.keep(live.onChange(listener));
    this.onEvent = listener => this.keep(live.onEvent(listener));
  }

  get status(): LinkStatus { return this.live.status; }
  get resources(): ReadonlyMap<string, Resource> { return this.live.resources; }
  get swarm() { return this.live.swarm; }
  get place() { return this.live.place; }
  get skewMs() { return this.live.skewMs; }
  get version() { return this.live.version; }
  get info() { return this.live.info; }
  get endpoint() { return this.live.endpoint; }

  look: DockerSource['look'] = ask => this.live.look(ask);

  hold(): Disposable { return this.disposed ? { dispose: () => undefined } : this.keep(this.live.hold()); }
  quiet(): Promise<void> { return this.live.quiet(); }
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
