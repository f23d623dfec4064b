import type { Disposable } from '../../core/disposable';
import type { NodeResource } from '../../core/resource';
import type { SourceChange, SwarmState } from '../../core/source';
import type { DaemonEvent, DaemonInfo, DockerApi, ListedService, ListedTask } from './api';
import type { Clock } from './clock';
import { Coalescer, type Wanted } from './coalesce';
import type { Store } from './store';
import { SwarmBooks } from './swarmBooks';
import { SwarmPace } from './swarmPace';
import { swarmTrouble } from './swarmTrouble';

export interface SwarmParts {
  readonly api: DockerApi;
  readonly store: Store;
  readonly clock: Clock;
  /** Whether ports published by the routing mesh can answer where that kernel runs; undefined: not known. */
  mesh(kernel: string): boolean | undefined;
  /** `always`: told even without rows. */
  publish(changes: readonly (SourceChange | undefined)[], always: boolean): void;
  traffic(): void;
  /** The daemon itself does not answer. */
  lost(error: Error): void;
}

export interface SwarmListing { readonly services: readonly ListedService[]; readonly tasks: readonly ListedTask[]; readonly nodes: readonly NodeResource[] }

const fastMs = 1000;
const retryMs = 5000;
const retryForMs = 5 * 60_000;
const moved = new Set(['create', 'start', 'die', 'destroy', 'health_status', 'oom']);

/** Services, tasks and nodes of the swarm that a daemon manages. A daemon without a swarm is asked nothing, a worker neither. */
export class SwarmWatch implements Disposable {
  state: SwarmState | undefined;
  private readonly services: Coalescer;
  private readonly nodes: Coalescer;
  private readonly info: Coalescer;
  private readonly pace: SwarmPace;
  private readonly books: SwarmBooks;
  private kernel = '';
  private troubledSince: number | undefined;
  private retry: Disposable | undefined;
  private over = false;

  constructor(private readonly parts: SwarmParts) {
    const { clock, api } = parts;
    this.services = new Coalescer(clock, wanted => this.guard(() => this.refreshServices(wanted)));
    this.nodes = new Coalescer(clock, () => this.guard(() => this.refreshNodes()));
    this.info = new Coalescer(clock, () => this.guard(async () => this.member(await api.info())));
    this.pace = new SwarmPace(clock, api.costly ? retryMs : fastMs, ids => { for (const id of ids) this.services.mark(id); });
    this.books = new SwarmBooks(parts.store, id => this.pace.isOver(id));
  }

  /** For the first lists of a connection: asks, shows nothing yet. Rejects only where the daemon itself does not answer. */
  async load(info: DaemonInfo): Promise<SwarmListing | undefined> {
    this.take(info);
    if (this.state?.role !== 'manager') return undefined;
    let listing: SwarmListing | undefined;
    await this.attempt(async () => { listing = await this.listAll(); });
    return listing;
  }

  /** Without a listing the rows go, unless it is only that the manager cannot be asked. */
  show(listing: SwarmListing | undefined): void {
    if (this.over) return;
    if (!listing && this.state?.problem) return this.tell([], true);
    if (listing) this.showNodes(listing.nodes);
    else {
      this.pace.reset();
      this.tell([this.parts.store.replaceAll('node', [])], true);
    }
    this.showServices('all', listing?.services ?? [], listing?.tasks ?? []);
  }

  seen(event: DaemonEvent): void {
    if (this.tellsOfMembership(event)) this.reread();
    if (this.state?.role !== 'manager') return;
    const { type, action, id, attributes } = event;
    if (type === 'service') this.seenService(action, id);
    if (type === 'node') this.seenNode(event);
    const service = type === 'container' && moved.has(action) ? attributes['com.docker.swarm.service.id'] : undefined;
    if (!service) return;
    this.services.mark(service);
    this.pace.stir(service);
  }

  /** A swarm may have been made, joined or left. */
  reread(): void { this.info.mark(); }

  resync(): void {
    if (this.state?.role === 'inactive') return;
    this.reread();
    if (this.state?.role === 'manager') this.markAll();
  }

  dispose(): void {
    this.over = true;
    this.retry?.dispose();
    for (const part of [this.services, this.nodes, this.info, this.pace]) part.dispose();
  }

  private seenService(action: string, id: string): void {
    if (action === 'remove') {
      this.pace.forget(id);
      return this.tell([this.books.drop(id)], false);
    }
    this.services.mark(id);
    this.pace.renew(id);
  }

  /** A manager also tells of its nodes when tasks come and go there; that is news only to a task that waits for a node. */
  private seenNode({ action, id, attributes }: DaemonEvent): void {
    if (action === 'remove') this.tell([this.parts.store.update([], [`node:${id}`])], false);
    if (action !== 'update' || Object.keys(attributes).some(key => key.endsWith('.new'))) this.pace.renew();
    else for (const service of this.books.waiting()) this.pace.renew(service);
    this.markAll();
  }

  /** Init and leave tell of nodes or of the networks that a swarm brings along; a manager that is demoted hears of its own node. */
  private tellsOfMembership({ type, id, attributes }: DaemonEvent): boolean {
    if (type === 'daemon') return true;
    const manager = this.state?.role === 'manager';
    if (type === 'node') return !manager || id === this.state?.node;
    return type === 'network' && attributes['type'] === 'overlay' && !attributes['container'];
  }

  private markAll(): void {
    this.services.mark();
    this.nodes.mark();
  }

  private async member(info: DaemonInfo): Promise<void> {
    const before = this.state;
    const listing = this.isNews(info) ? await this.load(info) : undefined;
    if (this.over || before === this.state) return;
    this.show(listing);
  }

  private isNews({ swarm }: DaemonInfo): boolean {
    const { role, cluster, node } = this.state ?? {};
    return role !== swarm.role || cluster !== swarm.cluster || node !== swarm.node;
  }

  private take({ swarm, kernel }: DaemonInfo): void {
    this.kernel = kernel;
    this.calm();
    this.state = { ...swarm };
    this.lookAtMesh();
  }

  private async listAll(): Promise<SwarmListing> {
    const [services, tasks, nodes] = await Promise.all([this.parts.api.services(), this.parts.api.tasks(), this.parts.api.nodes()]);
    return { services, tasks, nodes };
  }

  private async refreshServices(wanted: Wanted): Promise<void> {
    const ids = wanted === 'all' ? undefined : wanted;
    const [services, tasks] = await Promise.all([this.parts.api.services(ids), this.parts.api.tasks(ids)]);
    if (this.over || this.state?.role !== 'manager') return;
    this.showServices(wanted, services, tasks);
    this.recovered();
  }

  private async refreshNodes(): Promise<void> {
    const nodes = await this.parts.api.nodes();
    if (!this.over && this.state?.role === 'manager') this.showNodes(nodes);
  }

  private showServices(wanted: Wanted, services: readonly ListedService[], tasks: readonly ListedTask[]): void {
    const meshed = this.lookAtMesh();
    const changes = this.books.enter(wanted, services, tasks);
    for (const [id, moving] of this.books.verdicts(wanted)) this.pace.judge(id, moving);
    this.tell(changes, meshed);
  }

  private showNodes(nodes: readonly NodeResource[]): void {
    const rows = nodes.map(node => ({ ...node, self: node.uid === `node:${this.state?.node}` }));
    this.tell([this.parts.store.replaceAll('node', rows)], false);
  }

  /** The part of the kernel may be loaded only when the first service needs it. */
  private lookAtMesh(): boolean {
    const mesh = this.state && this.state.role !== 'inactive' ? this.parts.mesh(this.kernel) : undefined;
    if (!this.state || this.state.mesh === mesh) return false;
    this.state = { ...this.state, mesh };
    return true;
  }

  private tell(changes: readonly (SourceChange | undefined)[], always: boolean): void {
    this.parts.publish(changes, always);
  }

  private async guard(question: () => Promise<void>): Promise<void> {
    try {
      await this.attempt(question);
    } catch (error) {
      if (!this.over) this.parts.lost(error as Error);
    }
  }

  /** What ails the swarm alone is said beside its last rows; the daemon and all else on it go on. */
  private async attempt(question: () => Promise<void>): Promise<void> {
    try {
      await question();
      if (!this.over) this.parts.traffic();
    } catch (error) {
      const trouble = swarmTrouble(error);
      if (this.over) return;
      if (!trouble) throw error;
      if (trouble === 'left') this.reread();
      else this.troubled({ ...this.state, role: 'manager', problem: trouble });
    }
  }

  private troubled(state: SwarmState): void {
    const news = state.problem?.text !== this.state?.problem?.text;
    this.state = state;
    this.troubledSince ??= this.parts.clock.now();
    if (this.parts.clock.now() - this.troubledSince < retryForMs) {
      this.retry?.dispose();
      this.retry = this.parts.clock.after(retryMs, () => this.markAll());
    }
    if (news) this.tell([], true);
  }

  private recovered(): void {
    if (!this.state?.problem) return;
    this.calm();
    this.markAll();
    this.tell([], true);
  }

  private calm(): void {
    this.retry?.dispose();
    this.troubledSince = undefined;
    if (this.state?.problem) this.state = { ...this.state, problem: undefined };
  }
}
