import type { Disposable } from '../core/disposable';
import { Disposables, Slot } from '../core/disposable';
import { Emitter, type Event } from '../core/emitter';
import type { LiveState } from '../core/liveState';
import type { TargetEvent } from '../core/resource';
import type { ContextReport } from '../core/run';
import type { LinkStatus, Source, SourceChange } from '../core/source';
import type { Env, FixedPlace, Probes, TargetLink } from './targetLink';

/** Endpoints that are asked while they are held. */
export interface HeldProbes extends Probes, Disposable {
  readonly onChange: Event<unknown>;
  hold(): Disposable;
}

/** What a link needs of a target. Only the hold of a source contacts anybody. */
export interface Way<S extends Source> extends Disposable {
  /** Equal for the same place. */
  at(env: Env): string;
  source(env: Env): S;
  probes?(source: S): HeldProbes;
  /** What is there at this moment, asked anew. Rejects where nobody answers. */
  look(env: Env): Promise<LiveState>;
  /** Calls when files that decide the place have changed. */
  watch(env: Env, changed: () => void): Disposable;
}

/** Follows the lab's shell: another place there is another source here. */
export abstract class ShellLink<S extends Source, W extends Way<S> = Way<S>> extends Disposables implements TargetLink {
  abstract readonly target: TargetLink['target'];
  private readonly changes = this.own(new Emitter<SourceChange | undefined>());
  private readonly links = this.own(new Emitter<LinkStatus>());
  readonly onChange = this.changes.event;
  readonly onLink = this.links.event;
  private readonly events = this.own(new Emitter<TargetEvent>());
  readonly onEvent = this.events.event;
  private readonly opened = this.own(new Slot<Opened<S>>());
  protected env: Env;
  private holds = 0;
  private readers = 0;
  private portHolds = 0;
  private watching = false;
  private way: W | undefined;

  /** `deciding`: variables of the shell that decide where commands go. `load` is called when somebody needs the target first. */
  protected constructor(private readonly load: () => W, protected readonly base: Env, private readonly deciding: readonly string[]) {
    super();
    this.env = base;
  }

  get status(): LinkStatus | undefined { return this.opened.value?.source.status; }
  get source(): S | undefined { return this.opened.value?.source; }
  get probes(): HeldProbes | undefined { return this.opened.value?.probes; }
  get commandEnv(): Env { return this.env; }

  follow(report: ContextReport | undefined): void {
    this.env = this.envOf(report);
    this.placeMayDiffer();
  }

  /** As the shell that said this has it. */
  protected envOf(report: ContextReport | undefined): Env {
    const overlay = Object.fromEntries(this.deciding.map(name => [name, report?.[name] === undefined ? this.base[name] : report[name] ?? undefined]));
    return { ...this.base, ...overlay };
  }

  prepare(): void { if (!this.opened.value) this.reopen(); }

  hold(ports = false): Disposable {
    this.count(1, ports);
    let held = true;
    return { dispose: () => { if (!held) return; held = false; this.count(-1, ports); } };
  }

  live(): LiveState | undefined {
    const { source } = this;
    if (!source?.place || source.status.phase !== 'live') return undefined;
    return { daemon: source.place, resources: source.resources, skewMs: source.skewMs, ...(source.swarm ? { swarm: source.swarm } : {}), ...(source.unknown ? { unknown: source.unknown } : {}) };
  }

  fixed(): FixedPlace {
    const { env } = this;
    return { env, look: () => this.loaded().look(env).catch(() => undefined) };
  }

  wake(): void { this.opened.value?.source.wake(); }

  read(): Disposable {
    this.readers++;
    this.look();
    return { dispose: () => { this.readers--; this.look(); } };
  }

  /** False: whoever holds the link waits until `look` finds that it may be contacted. */
  protected mayContact(): boolean { return true; }

  /** Whether anybody looks: at rows, or at where commands would go. */
  protected get isLookedAt(): boolean { return this.holds > 0 || this.readers > 0; }

  /** Whether somebody would be connected now, if that were allowed. */
  protected get wantsContact(): boolean { return this.holds > 0; }

  /** What may be contacted has changed. */
  protected allowanceChanged(): void {
    this.look();
    this.tell();
  }

  protected look(): void {
    const config = this.holds > 0 || this.readers > 0;
    const first = config && !this.watching;
    this.watching = config;
    // What has changed while nobody looked was not noticed.
    if (first) this.placeMayDiffer();
    const rows = this.holds > 0 && this.mayContact();
    this.opened.value?.look({ rows, ports: rows && this.portHolds > 0, config });
  }

  protected placeMayDiffer(): void {
    if (this.opened.value && this.way && this.opened.value.at !== this.way.at(this.env)) this.reopen();
  }

  private count(by: 1 | -1, ports: boolean): void {
    this.holds += by;
    if (ports) this.portHolds += by;
    if (this.opened.value) this.look();
    else this.reopen();
  }

  /** As this link says it, which may be less than what its source knows. */
  private tell(): void {
    const { status } = this;
    if (status) this.links.fire(status);
  }

  protected loaded(): W { return this.way ??= this.own(this.load()); }

  private reopen(): void {
    const next = new Opened(this.loaded(), this.env, () => this.placeMayDiffer());
    next.own(next.source.onEvent(event => this.events.fire(event)));
    next.own(next.source.onChange(change => this.changes.fire(change)));
    next.own(next.source.onStatus(() => this.tell()));
    if (next.probes) next.own(next.probes.onChange(() => this.changes.fire({ upserts: [], removed: [] })));
    this.opened.value = next;
    this.look();
    this.tell();
    this.changes.fire(undefined);
  }
}

class Opened<S extends Source> extends Disposables {
  readonly at: string;
  readonly source: S;
  readonly probes: HeldProbes | undefined;
  private readonly held = this.own(new Slot<Disposable>());
  private readonly heldPorts = this.own(new Slot<Disposable>());
  private readonly heldConfig = this.own(new Slot<Disposable>());

  constructor(private readonly way: Way<S>, private readonly env: Env, private readonly configChanged: () => void) {
    super();
    this.at = way.at(env);
    this.source = this.own(way.source(env));
    const probes = way.probes?.(this.source);
    this.probes = probes && this.own(probes);
  }

  look({ rows, ports, config }: { readonly rows: boolean; readonly ports: boolean; readonly config: boolean }): void {
    this.held.value = rows ? this.held.value ?? this.source.hold() : undefined;
    this.heldConfig.value = config ? this.heldConfig.value ?? this.way.watch(this.env, this.configChanged) : undefined;
    this.heldPorts.value = ports ? this.heldPorts.value ?? this.probes?.hold() : undefined;
  }
}
