import type { Disposable } from '../core/disposable';
import { Disposables, Slot } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { ContextReport } from '../core/run';
import type { TargetEvent } from '../core/resource';
import type { LinkStatus, SourceChange } from '../core/source';
import type { LiveState } from '../core/liveState';
import type { DockerSource, DockerTarget, EndpointProbes } from '../parts/docker';
import type { Env, FixedPlace, TargetLink } from './targetLink';

const deciding = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'HOME', 'PATH'] as const;

/** The Docker daemon that the lab's shell talks to. Follows the shell: another endpoint there is another source here. */
export class DockerLink extends Disposables implements TargetLink {
  readonly target = 'docker';
  private readonly changes = this.own(new Emitter<SourceChange | undefined>());
  private readonly links = this.own(new Emitter<LinkStatus>());
  /** Rows of the source changed; undefined: everything may be different. */
  readonly onChange = this.changes.event;
  readonly onLink = this.links.event;
  private readonly events = this.own(new Emitter<TargetEvent>());
  readonly onEvent = this.events.event;
  private readonly opened = this.own(new Slot<Opened>());
  private env: Env;
  private holds = 0;
  private readers = 0;
  private portHolds = 0;
  private watching = false;
  private docker: DockerTarget | undefined;

  constructor(private readonly load: () => DockerTarget, private readonly base: Env) {
    super();
    this.env = base;
  }

  /** Undefined until somebody needed Docker: nothing is loaded before. */
  get status(): LinkStatus | undefined { return this.opened.value?.source.status; }
  get source(): DockerSource | undefined { return this.opened.value?.source; }
  get probes(): EndpointProbes | undefined { return this.opened.value?.probes; }
  /** Takes a docker command to the same place as the lab's shell. */
  get commandEnv(): Env { return this.env; }

  /** What the lab's shell said; undefined: the lab has no shell yet. */
  follow(report: ContextReport | undefined): void {
    const overlay = Object.fromEntries(deciding.map(name => [name, report?.[name] === undefined ? this.base[name] : report[name] ?? undefined]));
    this.env = { ...this.base, ...overlay };
    if (this.opened.value && this.docker && placeOf(this.docker.endpoint(this.env)) !== this.opened.value.at) this.reopen();
  }

  /** Finds out where docker commands would go, for the banner; contacts nothing. */
  prepare(): void { if (!this.opened.value) this.reopen(); }

  /** Connects, for as long as somebody looks or a run goes on. `ports`: published ports are asked too. */
  hold(ports = false): Disposable {
    this.count(1, ports);
    let held = true;
    return { dispose: () => { if (!held) return; held = false; this.count(-1, ports); } };
  }

  live(): LiveState | undefined {
    const { source } = this;
    if (!source?.place || source.status.phase !== 'live') return undefined;
    return { daemon: source.place, resources: source.resources, skewMs: source.skewMs, ...(source.swarm ? { swarm: source.swarm } : {}) };
  }

  fixed(): FixedPlace {
    const { env } = this;
    return { env, look: () => this.loaded().look(env).catch(() => undefined) };
  }

  wake(): void { this.opened.value?.source.wake(); }

  /** While a note with a banner is read: a context that is changed elsewhere is noticed. Connects to nothing. */
  read(): Disposable {
    this.readers++;
    this.look();
    return { dispose: () => { this.readers--; this.look(); } };
  }

  private count(by: 1 | -1, ports: boolean): void {
    this.holds += by;
    if (ports) this.portHolds += by;
    if (this.opened.value) this.look();
    else this.reopen();
  }

  private look(): void {
    const config = this.holds > 0 || this.readers > 0;
    const first = config && !this.watching;
    this.watching = config;
    // What has changed while nobody looked was not noticed.
    if (first) this.configChanged();
    this.opened.value?.look({ rows: this.holds > 0, ports: this.portHolds > 0, config });
  }

  private configChanged(): void {
    if (this.opened.value && this.docker && this.opened.value.at !== placeOf(this.docker.endpoint(this.env))) this.reopen();
  }

  private loaded(): DockerTarget { return this.docker ??= this.own(this.load()); }

  private reopen(): void {
    const next = new Opened(this.loaded(), this.env, () => this.configChanged());
    next.own(next.source.onEvent(event => this.events.fire(event)));
    next.own(next.source.onChange(change => this.changes.fire(change)));
    next.own(next.source.onStatus(status => this.links.fire(status)));
    next.own(next.probes.onChange(() => this.changes.fire({ upserts: [], removed: [] })));
    this.opened.value = next;
    this.look();
    this.links.fire(next.source.status);
    this.changes.fire(undefined);
  }
}

class Opened extends Disposables {
  readonly at: string;
  readonly source: DockerSource;
  readonly probes: EndpointProbes;
  private readonly held = this.own(new Slot<Disposable>());
  private readonly heldPorts = this.own(new Slot<Disposable>());
  private readonly heldConfig = this.own(new Slot<Disposable>());

  constructor(private readonly target: DockerTarget, private readonly env: Env, private readonly configChanged: () => void) {
    super();
    this.at = placeOf(target.endpoint(env));
    this.source = this.own(target.source(env));
    this.probes = this.own(target.endpoints(this.source));
  }

  look({ rows, ports, config }: { readonly rows: boolean; readonly ports: boolean; readonly config: boolean }): void {
    this.held.value = rows ? this.held.value ?? this.source.hold() : undefined;
    this.heldConfig.value = config ? this.heldConfig.value ?? this.target.watch(this.env, this.configChanged) : undefined;
    this.heldPorts.value = ports ? this.heldPorts.value ?? this.probes.hold() : undefined;
  }
}

/** The same daemon under another context is another place for the student. */
function placeOf({ key, context }: { readonly key: string; readonly context?: string }): string { return `${key}\n${context ?? ''}`; }
