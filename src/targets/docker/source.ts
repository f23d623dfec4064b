import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { Holds } from '../../core/holds';
import type { Resource, TargetEvent } from '../../core/resource';
import type { Cause, EndpointView, LinkPhase, LinkStatus, Source, SourceChange, SwarmState } from '../../core/source';
import { DockerFailure, type DaemonInfo, type DockerApi, type DockerReader, type VersionInfo } from './api';
import { Backoff } from './backoff';
import { causeOf, goneCause, remoteCause, type CauseFacts } from './cause';
import type { Clock } from './clock';
import type { Endpoint } from './endpoint';
import { Heartbeat } from './heartbeat';
import { Session, type Memory, type SessionSink } from './session';
import { Store } from './store';

export interface SourceDeps {
  /** Looked at before each attempt: a socket may have come to lie somewhere else. */
  resolve(): Endpoint;
  /** A new client each time; throws where its files cannot be read. */
  connect(endpoint: Endpoint): DockerApi;
  /** Calls when the socket file comes back. */
  watchSocket(path: string, appeared: () => void): Disposable;
  causeFacts(): CauseFacts;
  readonly clock: Clock;
  /** Whether the routing mesh of a swarm works on the kernel of this release, where that can be known. */
  mesh(kernel: string, endpoint: Endpoint): boolean | undefined;
}

export interface DockerSource extends Source {
  readonly version: VersionInfo | undefined;
  readonly info: DaemonInfo | undefined;
  /** Where it is connected or trying to. */
  readonly endpoint: Endpoint;
  /** What no list says, over the connection that is there. Rejects while it is not live, and where the thing is gone. */
  look<T>(ask: (reader: DockerReader) => Promise<T>): Promise<T>;
}

const slowNoticeMs = 5000;
const livePingMs = 2000;

export class LiveSource implements DockerSource {
  status: LinkStatus;
  endpoint: Endpoint;
  private readonly statusEmitter = new Emitter<LinkStatus>();
  private readonly changeEmitter = new Emitter<SourceChange>();
  private readonly eventEmitter = new Emitter<TargetEvent>();
  readonly onStatus = this.statusEmitter.event;
  readonly onChange = this.changeEmitter.event;
  readonly onEvent = this.eventEmitter.event;
  private readonly store = new Store();
  private readonly memory: Memory = {};
  private readonly backoff: Backoff;
  private readonly heartbeat: Heartbeat;
  private readonly holds = new Holds(() => this.begin(), () => this.rest());
  private session: Session | undefined;
  private live: Session | undefined;
  private retry: Disposable | undefined;
  private notice: Disposable | undefined;
  private watch: Disposable | undefined;
  private known: Session | undefined;

  constructor(private readonly deps: SourceDeps) {
    this.endpoint = deps.resolve();
    this.status = { phase: 'idle', since: deps.clock.now(), endpoint: this.view() };
    this.backoff = new Backoff(deps.clock);
    this.heartbeat = new Heartbeat(deps.clock, {
      silent: () => void this.live?.ping(livePingMs),
      stale: () => this.live?.resync(),
      slept: () => { if (this.live) void this.live.ping(livePingMs); else this.wake(); },
    });
  }

  get resources(): ReadonlyMap<string, Resource> { return this.store.resources; }
  get swarm(): SwarmState | undefined { return this.session?.swarm.state ?? this.known?.swarm.state; }
  get skewMs(): number { return this.known?.skewMs ?? 0; }
  get place(): string | undefined { return this.known?.info?.id; }
  get version(): VersionInfo | undefined { return this.known?.version; }
  get info(): DaemonInfo | undefined { return this.known?.info; }

  hold(): Disposable { return this.holds.take(); }

  wake(): void {
    if (!this.holds.any) return;
    if (this.live) {
      this.live.refreshImages();
      this.live.rereadSwarm();
    } else if (!this.session) void this.attempt();
  }

  async quiet(): Promise<void> { await this.live?.quiet(); }

  async look<T>(ask: (reader: DockerReader) => Promise<T>): Promise<T> {
    if (!this.live) throw new DockerFailure('ended', 'Docker is not connected.');
    return ask(this.live.reader);
  }

  dispose(): void {
    this.holds.end();
    for (const emitter of [this.statusEmitter, this.changeEmitter, this.eventEmitter]) emitter.dispose();
  }

  private begin(): void {
    this.set('connecting', {});
    this.heartbeat.start();
    void this.attempt();
  }

  private rest(): void {
    const lastGood = this.live ? this.deps.clock.now() : this.status.lastGood;
    this.heartbeat.stop();
    this.drop();
    this.unwatch();
    this.set('idle', lastGood === undefined ? {} : { lastGood });
  }

  private drop(): void {
    this.retry?.dispose();
    this.notice?.dispose();
    const session = this.session;
    this.session = this.live = this.retry = this.notice = undefined;
    session?.dispose();
  }

  private async attempt(): Promise<void> {
    this.drop();
    const resolved = this.deps.resolve();
    // Another context was chosen meanwhile: that is another source. A broken choice that was mended is this one's.
    if (resolved.key === this.endpoint.key || this.endpoint.connect.kind === 'none') this.endpoint = resolved;
    if (this.endpoint.connect.kind === 'none') return this.failed(undefined);
    let session: Session | undefined;
    try {
      session = new Session(this.deps.connect(this.endpoint), this.store, this.memory, this.deps.clock, this.sink(() => session));
      this.session = session;
      this.notice = this.deps.clock.after(slowNoticeMs, () => this.tellSlow());
      await session.open();
    } catch (error) {
      if (this.session === session) this.failed(error);
      return;
    }
    if (this.session === session) this.connected(session);
  }

  private sink(self: () => Session | undefined): SessionSink {
    return {
      change: change => { if (this.session === self()) this.changeEmitter.fire(change); },
      event: event => this.eventEmitter.fire(event),
      traffic: () => this.heartbeat.traffic(),
      mesh: kernel => this.deps.mesh(kernel, this.endpoint),
      lost: error => { if (this.session === self()) this.lost(error); },
    };
  }

  private connected(session: Session): void {
    this.notice?.dispose();
    this.live = this.known = session;
    this.unwatch();
    this.backoff.connected();
    this.heartbeat.traffic();
    this.set('live', this.endpoint.connect.kind === 'cli' ? { cause: remoteCause(this.endpoint) } : {});
  }

  /** It was live a moment ago. An answer that did not come makes the rows older than a stream that broke. */
  private lost(error: Error | undefined): void {
    const silent = error instanceof DockerFailure && error.reason === 'slow';
    const lastGood = silent ? this.heartbeat.lastTraffic : this.deps.clock.now();
    this.drop();
    const cause = error instanceof DockerFailure ? causeOf(error, this.endpoint, this.deps.causeFacts()) : goneCause();
    this.waitAndRetry('stale', cause, lastGood);
  }

  private failed(error: unknown): void {
    this.drop();
    this.waitAndRetry('down', causeOf(error, this.endpoint, this.deps.causeFacts()), this.status.lastGood);
  }

  private waitAndRetry(phase: LinkPhase, cause: Cause, lastGood: number | undefined): void {
    const wait = this.backoff.next();
    this.watchSocket();
    this.retry = this.deps.clock.after(wait, () => void this.attempt());
    this.set(phase, { cause, retryAt: this.deps.clock.now() + wait, ...(lastGood === undefined ? {} : { lastGood }) });
  }

  private tellSlow(): void {
    const cause = causeOf(new DockerFailure('slow', `no answer within ${slowNoticeMs / 1000} s`), this.endpoint, this.deps.causeFacts());
    const { lastGood } = this.status;
    this.set(this.status.phase, { cause, ...(lastGood === undefined ? {} : { lastGood }) });
  }

  private watchSocket(): void {
    if (this.watch || this.endpoint.connect.kind !== 'socket') return;
    this.watch = this.deps.watchSocket(this.endpoint.connect.path, () => {
      this.backoff.reset();
      // An attempt under way may hang on the socket that was there before.
      void this.attempt();
    });
  }

  private unwatch(): void {
    this.watch?.dispose();
    this.watch = undefined;
  }

  private set(phase: LinkPhase, rest: Pick<LinkStatus, 'cause' | 'retryAt' | 'lastGood'>): void {
    const since = phase === this.status.phase ? this.status.since : this.deps.clock.now();
    this.status = { phase, since, endpoint: this.view(), ...rest };
    this.statusEmitter.fire(this.status);
  }

  private view(): EndpointView {
    const { label, address, from, context } = this.endpoint;
    const version = this.known?.version?.version;
    return { label, address, from, ...(context ? { context } : {}), ...(version ? { version } : {}) };
  }
}
