import type { Disposable } from '../../core/disposable';
import type { ContainerResource, Resource, TargetEvent } from '../../core/resource';
import type { SourceChange } from '../../core/source';
import { isNoise, type DaemonEvent, type DaemonInfo, type DockerApi, type DockerReader, type VersionInfo } from './api';
import type { Clock } from './clock';
import { Coalescer, type Wanted } from './coalesce';
import { ContainerHealth } from './health';
import { effectOf, type ListKind } from './eventEffects';
import { Expectations } from './expectation';
import type { Store } from './store';
import { SwarmWatch } from './swarmWatch';
import { VolumeTimes } from './volumeTimes';

export interface SessionSink {
  change(change: SourceChange): void;
  event(event: TargetEvent): void;
  /** The daemon answered or told something. */
  traffic(): void;
  /** See `SwarmParts`. */
  mesh(kernel: string): boolean | undefined;
  /** At most once, and only after `open` has resolved: the session is over. */
  lost(error: Error | undefined): void;
}

/** What is known from before and outlives a reconnect. */
export interface Memory {
  daemonId?: string;
  /** By the daemon's clock. */
  lastEvent?: number;
  volumes?: VolumeTimes;
}

const firstCallMs = 15_000;
const swarmMs = 1000;
const historyMs = 10 * 60_000;
const overlapMs = 2000;
const inspectAtMost = 16;

/** One connection to a daemon from the first ping to its end: events first, then the lists, then what came meanwhile. */
export class Session implements Disposable {
  version: VersionInfo | undefined;
  info: DaemonInfo | undefined;
  /** The daemon's clock minus this machine's. */
  skewMs = 0;
  private readonly kinds: Readonly<Record<ListKind, Coalescer>>;
  private readonly health: ContainerHealth;
  private readonly expected: Expectations;
  readonly swarm: SwarmWatch;
  /** Ids are never used twice: a list that was asked for earlier must not bring one back. */
  private readonly destroyed = new Set<string>();
  private buffer: DaemonEvent[] | undefined = [];
  private over = false;

  constructor(
    private readonly api: DockerApi, private readonly store: Store, private readonly memory: Memory,
    private readonly clock: Clock, private readonly sink: SessionSink,
  ) {
    const kind = (name: ListKind): Coalescer => new Coalescer(clock, wanted => this.refresh(name, wanted));
    this.kinds = { container: kind('container'), network: kind('network'), volume: kind('volume'), image: kind('image') };
    this.health = new ContainerHealth(clock, id => this.kinds.container.mark(id));
    this.expected = new Expectations(clock, id => this.kinds.container.mark(id));
    this.swarm = new SwarmWatch({
      api, store, clock, mesh: kernel => sink.mesh(kernel), traffic: () => sink.traffic(), lost: error => this.end(error),
      publish: (changes, always) => this.publish(changes, always),
    });
  }

  private get volumes(): VolumeTimes { return this.memory.volumes ??= new VolumeTimes(); }

  /** Rejects where the daemon cannot be reached or used; then the session is to be disposed. */
  async open(): Promise<void> {
    await this.api.ping(firstCallMs);
    const asked = this.clock.now();
    const [version, info] = await Promise.all([this.api.version(), this.api.info()]);
    const answered = this.clock.now();
    this.version = version;
    this.info = info;
    this.skewMs = skewOf(info.serverTime, asked, answered);
    if (this.memory.daemonId !== undefined && this.memory.daemonId !== info.id) this.forgetDaemon();
    this.memory.daemonId = info.id;
    await this.api.events(this.since(), { onEvent: event => this.take(event), onClose: error => this.closed(error) });
    const swarm = this.swarm.load(info);
    // Looked at below; a connection that breaks meanwhile shows in the lists.
    swarm.catch(() => undefined);
    const lists = await Promise.all(kindOrder.map(kind => this.list(kind, 'all')));
    this.publish(lists.map((rows, index) => this.store.replaceAll(kindOrder[index] ?? 'container', rows)));
    await this.briefly(swarm.then(listing => this.swarm.show(listing)));
    this.applyBuffer();
    void this.findOutOfMemory(lists[0] as readonly ContainerResource[]);
  }

  /** Resolves when no list is under way or due. */
  async quiet(): Promise<void> { await Promise.all(Object.values(this.kinds).map(kind => kind.quiet())); }

  get reader(): DockerReader { return this.api; }

  /** Lists everything anew. */
  resync(): void {
    for (const kind of Object.values(this.kinds)) kind.mark();
    this.swarm.resync();
  }
  /** Builds leave images behind without an event on some engines. */
  refreshImages(): void { this.kinds.image.mark(); }
  /** A command may have made, joined or left a swarm; not all of that is told. */
  rereadSwarm(): void { this.swarm.reread(); }

  async ping(deadlineMs: number): Promise<void> {
    try {
      await this.api.ping(deadlineMs);
      this.sink.traffic();
      if (this.swarm.state?.role !== 'inactive') this.swarm.reread();
    } catch (error) {
      this.end(error as Error);
    }
  }

  dispose(): void {
    this.over = true;
    this.health.dispose();
    this.expected.dispose();
    this.swarm.dispose();
    for (const kind of Object.values(this.kinds)) kind.dispose();
    this.api.dispose();
  }

  /** Managers without a leader take their time; nothing else waits for them longer than a moment. */
  private async briefly(swarm: Promise<unknown>): Promise<void> {
    let timer: Disposable | undefined;
    let late = false;
    const wait = new Promise<void>(resolve => { timer = this.clock.after(swarmMs, () => { late = true; resolve(); }); });
    swarm.catch(error => { if (late) this.end(error as Error); });
    await Promise.race([swarm, wait]);
    timer?.dispose();
  }

  private since(): number {
    const now = this.clock.now() + this.skewMs;
    const last = this.memory.lastEvent;
    if (last !== undefined && now - last < historyMs) return last;
    this.volumes.clear();
    return now - overlapMs;
  }

  private forgetDaemon(): void {
    delete this.memory.lastEvent;
    this.volumes.clear();
    this.publish([this.store.clear()]);
  }

  private closed(error: Error | undefined): void {
    // While still opening, ending the calls makes `open` reject; nobody else must be told.
    if (this.buffer) this.api.dispose();
    else this.end(error);
  }

  private end(error: Error | undefined): void {
    if (this.over) return;
    this.dispose();
    this.sink.lost(error);
  }

  private take(event: DaemonEvent): void {
    if (this.over) return;
    this.sink.traffic();
    if (isNoise(event.action)) return;
    if (this.buffer) this.buffer.push(event);
    else this.apply(event);
  }

  private applyBuffer(): void {
    const events = this.buffer ?? [];
    this.buffer = undefined;
    const last = this.memory.lastEvent ?? Number.NEGATIVE_INFINITY;
    // The daemon repeats from the last one seen on; that one is known.
    for (const event of events) if (event.time > last) this.apply(event);
  }

  private apply(event: DaemonEvent): void {
    this.memory.lastEvent = Math.max(this.memory.lastEvent ?? 0, event.time);
    const effect = effectOf(event);
    this.expected.seen(event);
    this.volumes.seen(event);
    this.swarm.seen(event);
    if (event.type === 'container') this.health.seen(event);
    if (effect.destroyed) this.remove(effect.destroyed);
    if (effect.event) this.sink.event(effect.event);
    for (const [kind, id] of effect.marks) {
      if (id === undefined) this.kinds[kind].markTwice();
      else this.kinds[kind].mark(id);
    }
    if (event.type === 'container' && event.action === 'die' && event.attributes['exitCode'] === '137') void this.inspectDeath(event.id);
  }

  private remove(id: string): void {
    this.destroyed.add(id);
    this.publish([this.store.update([], [`container:${id}`])]);
  }

  private async refresh(kind: ListKind, wanted: Wanted): Promise<void> {
    try {
      const rows = await this.list(kind, wanted);
      if (this.over) return;
      this.sink.traffic();
      this.publish([wanted === 'all' ? this.store.replaceAll(kind, rows) : this.store.update(rows, missing(kind, wanted, rows))]);
    } catch (error) {
      this.end(error as Error);
    }
  }

  private async list(kind: ListKind, wanted: Wanted): Promise<readonly Resource[]> {
    if (kind === 'network') return this.api.networks();
    if (kind === 'volume') return this.volumes.apply(await this.api.volumes());
    if (kind === 'image') return this.api.images();
    const rows = await this.api.containers(wanted === 'all' ? undefined : wanted);
    if (!this.over) this.expected.check(rows);
    return rows.filter(row => !this.destroyed.has(row.uid.slice('container:'.length))).map(row => this.health.apply(row));
  }

  private publish(changes: readonly (SourceChange | undefined)[], always = false): void {
    const upserts = changes.flatMap(change => change?.upserts ?? []);
    const removed = changes.flatMap(change => change?.removed ?? []);
    if (always || upserts.length || removed.length) this.sink.change({ upserts, removed });
  }

  /** Deaths from before we looked: the list gives the code alone. */
  private async findOutOfMemory(containers: readonly ContainerResource[]): Promise<void> {
    const killed = containers.filter(row => row.state === 'exited' && row.exitCode === 137).slice(0, inspectAtMost);
    for (const row of killed) await this.inspectDeath(row.uid.slice('container:'.length));
  }

  private async inspectDeath(id: string): Promise<void> {
    try {
      const detail = await this.api.inspect(id);
      if (this.over || !detail.oomKilled) return;
      this.health.markOom(id);
      this.kinds.container.mark(id);
    } catch {
      // Gone meanwhile (--rm): there is no row to mark.
    }
  }
}

/** What the time of the question and the answer leaves open is not believed to be a difference. */
function skewOf(serverTime: number | undefined, asked: number, answered: number): number {
  if (serverTime === undefined) return 0;
  const skew = serverTime - (asked + answered) / 2;
  return Math.abs(skew) <= (answered - asked) / 2 + 1 ? 0 : skew;
}

const kindOrder: readonly ListKind[] = ['container', 'network', 'volume', 'image'];

function missing(kind: ListKind, wanted: readonly string[], rows: readonly Resource[]): string[] {
  const found = new Set(rows.map(row => row.uid));
  return wanted.map(id => `${kind}:${id}`).filter(uid => !found.has(uid));
}
