import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { Holds } from '../../core/holds';
import { msg, type Message } from '../../core/message';
import type { ClusterResource } from '../../core/clusterResource';
import type { ResourceKind, TargetEvent } from '../../core/resource';
import type { Cause, EndpointView, LinkPhase, LinkStatus, Source, SourceChange } from '../../core/source';
import { Backoff } from '../docker/backoff';
import type { Clock } from '../docker/clock';
import { Heartbeat } from '../docker/heartbeat';
import { limitKey, limitsOf } from './limits';
import { failureCause, problemCause, type CauseFacts } from './cause';
import { ChangeBatch } from './changeBatch';
import type { Asking, Page } from './client';
import type { KubeContext, ResolvedContext } from './context';
import { ClusterFailure, failureOf } from './failure';
import type { FollowerClient, FollowerState } from './follower';
import { labKinds, nodeKind, type FollowedKind } from './kinds';
import { namespaceUid, placeOf, versionOf } from './place';
import { Objects, type ObjectChange } from './objects';
import type { ClusterObject } from './object';
import { resourceKind } from './reading';
import { Rows } from './rows';
import { Session, type SessionSink } from './session';

/** One connection's way of asking. */
export interface Connection {
  readonly client: FollowerClient & Disposable & { readonly skewMs: number; page(path: string, asking: Asking, bytes: number): Promise<Page> };
  /** Fetches the credentials anew at the next request. False where that cannot help. */
  refresh(): boolean;
}

export interface ClusterSourceDeps {
  /** Looked at before each attempt: the files may have changed. */
  resolve(): ResolvedContext;
  /** A new one each time. */
  connect(resolved: ResolvedContext): Connection;
  causeFacts(): CauseFacts;
  readonly clock: Clock;
}

/** What is known of one kind: `cut` where there are more objects than are read. */
export interface KindState { readonly state: FollowerState; readonly cut: boolean }

/** Live state of one namespace of one context. Contacts nothing until somebody holds it, nothing after the last lets go. */
export interface ClusterSource extends Source {
  readonly context: KubeContext | undefined;
  readonly resources: ReadonlyMap<string, ClusterResource>;
  /** As the server has them. */
  readonly objects: ReadonlyMap<string, ClusterObject>;
  readonly kinds: ReadonlyMap<string, KindState>;
  readonly unknown: ReadonlySet<ResourceKind>;
  readonly onKind: Emitter<string>['event'];
  /** One answer of the API server, over the connection that is there: `/api/v1/…`. Rejects with a ClusterFailure, and while it is not live. */
  ask(path: string): Promise<unknown>;
  /** The same for a page behind it, whatever its status; at most 256 KB of it. */
  page(path: string): Promise<Page>;
  /** As in `LiveState.namespace`, asked now. */
  namespaceUid(): Promise<string | undefined>;
}

/** A cluster on this machine is asked often while it is away: that it refuses costs nothing, and it is waited for. */
const localWaitMs = 1000;
const askDeadlineMs = 5000;
const pageBytes = 256 * 1024;

export class LiveClusterSource implements ClusterSource {
  status: LinkStatus;
  place: string | undefined;
  private resolved: ResolvedContext;
  private readonly statusEmitter = new Emitter<LinkStatus>();
  private readonly changeEmitter = new Emitter<SourceChange>();
  private readonly eventEmitter = new Emitter<TargetEvent>();
  private readonly kindEmitter = new Emitter<string>();
  readonly onStatus = this.statusEmitter.event;
  readonly onChange = this.changeEmitter.event;
  readonly onEvent = this.eventEmitter.event;
  readonly onKind = this.kindEmitter.event;
  readonly kinds = new Map<string, KindState>();
  private readonly store = new Objects();
  private readonly rows = new Rows();
  private readonly backoff: Backoff;
  private readonly heartbeat: Heartbeat;
  private readonly batch: ChangeBatch;
  private readonly holds = new Holds(() => this.begin(), () => this.rest());
  private session: Session | undefined;
  private live: Session | undefined;
  private connection: Connection | undefined;
  private retry: Disposable | undefined;
  private version: string | undefined;
  /** Credentials were fetched anew since it was live. */
  private refreshed = false;

  constructor(private readonly deps: ClusterSourceDeps) {
    this.resolved = deps.resolve();
    this.status = { phase: 'idle', since: deps.clock.now(), ...this.view(), ...this.nowhere() };
    this.backoff = new Backoff(deps.clock);
    this.batch = new ChangeBatch(deps.clock, change => this.changed(change));
    this.heartbeat = new Heartbeat(deps.clock, {
      silent: () => this.live?.check(),
      stale: () => undefined, // a watch misses nothing: when it cannot go on, it lists
      slept: () => { if (this.live) this.live.check(); else this.wake(); },
    });
  }

  get context(): KubeContext | undefined { return this.resolved.context; }
  get objects(): ReadonlyMap<string, ClusterObject> { return this.store.all; }
  get resources(): ReadonlyMap<string, ClusterResource> { return this.rows.all; }
  get unknown(): ReadonlySet<ResourceKind> { return unknownKinds(this.kinds); }
  get limits(): readonly Message[] { return limitsOf(this.kinds, this.context?.namespace ?? ''); }
  get skewMs(): number { return this.connection?.client.skewMs ?? 0; }

  hold(): Disposable { return this.holds.take(); }

  wake(): void {
    if (!this.holds.any) return;
    if (this.live) this.live.wake();
    else if (!this.session) void this.attempt();
  }

  /** A watch tells by itself: nothing but what is gathered here is kept back. */
  quiet(): Promise<void> {
    this.batch.flushNow();
    return Promise.resolve();
  }

  async ask(path: string): Promise<unknown> { return this.answering.get(path, { deadlineMs: askDeadlineMs }); }
  async namespaceUid(): Promise<string | undefined> { return this.context && namespaceUid(path => this.ask(path), this.context.namespace); }
  async page(path: string): Promise<Page> { return this.answering.page(path, { deadlineMs: askDeadlineMs }, pageBytes); }

  dispose(): void {
    this.holds.end();
    for (const emitter of [this.statusEmitter, this.changeEmitter, this.eventEmitter, this.kindEmitter]) emitter.dispose();
  }

  private get answering(): Connection['client'] {
    if (!this.live || !this.connection) throw new ClusterFailure('ended', 'The cluster is not connected.');
    return this.connection.client;
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
    this.batch.dispose();
    this.set('idle', { ...this.nowhere(), ...(lastGood === undefined ? {} : { lastGood }) });
  }

  private drop(): void {
    this.retry?.dispose();
    const session = this.session;
    this.session = this.live = this.retry = undefined;
    session?.dispose();
  }

  private async attempt(): Promise<void> {
    this.drop();
    const resolved = this.deps.resolve();
    // Another place was chosen meanwhile: that is another source. New credentials for this one are welcome.
    if (!this.context || samePlace(this.context, resolved.context)) this.resolved = resolved;
    const { context } = this;
    if (!context) return this.waitAndRetry('down', problemCause(resolved, this.deps.causeFacts()), this.status.lastGood, undefined);
    const connection = this.deps.connect(this.resolved);
    this.connection = connection;
    const session: Session = new Session(connection.client, kindsOf(context), context.namespace, this.store, this.sink(() => session), this.deps.clock);
    this.session = session;
    try {
      await session.open();
      const place = await placeOf(connection.client, context);
      if (this.session === session) this.place = place;
    } catch (error) {
      if (this.session === session) this.lost(failureOf(error), 'down', this.status.lastGood);
      return;
    }
    if (this.session !== session) return;
    this.batch.flushNow();
    this.live = session;
    this.refreshed = false;
    this.backoff.connected();
    this.heartbeat.traffic();
    this.set('live', {});
    // Nobody waits for it.
    const version = await versionOf(connection.client);
    if (this.live !== session || version === undefined || version === this.version) return;
    this.version = version;
    this.set('live', {});
  }

  private changed(objects: ObjectChange): void {
    const { change, events } = this.rows.apply(objects, this.deps.clock.now() + this.skewMs);
    if (!change.upserts.length && !change.removed.length) return;
    this.changeEmitter.fire(change);
    // What was there before somebody looked has not happened now.
    if (this.live) for (const event of events) this.eventEmitter.fire(event);
  }

  private sink(self: () => Session | undefined): SessionSink {
    const mine = (): boolean => this.session === self();
    return {
      change: change => { if (mine()) this.batch.add(change); },
      kind: (kind, state, cut) => {
        if (!mine()) return;
        const before = limitKey(this.kinds.get(kind));
        this.kinds.set(kind, { state, cut });
        this.kindEmitter.fire(kind);
        if (limitKey(this.kinds.get(kind)) !== before) this.changeEmitter.fire({ upserts: [], removed: [] });
      },
      traffic: () => this.heartbeat.traffic(),
      lost: failure => {
        // An answer that did not come makes the rows older than a stream that broke.
        if (mine()) this.lost(failure, 'stale', failure.reason === 'slow' ? this.heartbeat.lastTraffic : this.deps.clock.now());
      },
    };
  }

  private lost(failure: ClusterFailure, phase: 'stale' | 'down', lastGood: number | undefined): void {
    const { context } = this;
    if (!context) return;
    const again = failure.reason === 'unauthorized' && !this.refreshed && this.connection?.refresh() === true;
    this.drop();
    if (again) {
      this.refreshed = true;
      void this.attempt();
      return;
    }
    this.waitAndRetry(phase, failureCause(failure, context), lastGood, failure);
  }

  private waitAndRetry(phase: LinkPhase, cause: Cause, lastGood: number | undefined, failure: ClusterFailure | undefined): void {
    const rest = lastGood === undefined ? { cause } : { cause, lastGood };
    // A log-in that was refused is not tried again by itself: it may open a browser, or lock an account.
    if (!failure || ['unauthorized', 'pluginMissing', 'pluginFailed', 'config'].includes(failure.reason)) return this.set(phase, rest);
    const wait = Math.min(this.backoff.next(), this.context?.local ? localWaitMs : Infinity);
    this.retry = this.deps.clock.after(wait, () => void this.attempt());
    this.set(phase, { ...rest, retryAt: this.deps.clock.now() + wait });
  }

  private set(phase: LinkPhase, rest: Pick<LinkStatus, 'cause' | 'retryAt' | 'lastGood'>): void {
    const since = phase === this.status.phase ? this.status.since : this.deps.clock.now();
    this.status = { phase, since, ...this.view(), ...rest };
    this.statusEmitter.fire(this.status);
  }

  /** That there is no place to go to is known without asking anybody. */
  private nowhere(): { readonly cause?: Cause } { return this.context ? {} : { cause: problemCause(this.resolved, this.deps.causeFacts()) }; }

  private view(): { readonly endpoint?: EndpointView } {
    const { context } = this;
    if (!context) return {};
    const label = context.local ? msg('Cluster {0} on this machine', context.cluster) : msg('Cluster {0}', context.cluster);
    return { endpoint: { label, address: context.server, from: 'kubeconfig', context: context.name, cluster: context, ...(this.version === undefined ? {} : { version: this.version }) } };
  }
}

/** What is listed and whole is known; all else may hold more than is seen. */
function unknownKinds(kinds: ReadonlyMap<string, KindState>): ReadonlySet<ResourceKind> {
  return new Set([...kinds].flatMap(([kind, { state, cut }]) => state.kind === 'live' && !cut ? [] : resourceKind(kind) ?? []));
}

function samePlace(one: KubeContext, other: KubeContext | undefined): boolean {
  return other?.name === one.name && other.server === one.server && other.namespace === one.namespace;
}

function kindsOf({ minikube }: KubeContext): readonly FollowedKind[] {
  return minikube === undefined ? labKinds : [...labKinds, nodeKind];
}
