import { lookup } from 'node:dns/promises';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { msg } from '../../core/message';
import type { ContainerResource, PublishedPort, Resource, ServiceResource } from '../../core/resource';
import type { EndpointProbe, ProbeResult } from '../../core/statusInput';
import { isForbidden, isOwnAddress, probe, type ProbeAddress } from '../probe';
import type { Clock } from './clock';
import type { Endpoint } from './endpoint';
import type { DockerSource } from './source';

export interface EndpointProbesDeps {
  readonly clock: Clock;
  mayProbe(): boolean;
}

const everyMs = 5000;
/** A server needs a moment after its container: it is asked again soon, then only with the others. */
const soonMs = [300, 700, 1500];
const atOnce = 6;

type Way = ProbeAddress | { readonly result: ProbeResult };

/** The published ports of a source's containers and services and whether somebody answers. Asks only while held, and only for wanted owners. */
export class EndpointProbes implements Disposable {
  private readonly changed = new Emitter<readonly EndpointProbe[]>();
  /** All endpoints, whenever one of them is different. */
  readonly onChange = this.changed.event;
  private rows = new Map<string, EndpointProbe>();
  private wanted: ReadonlySet<string> = new Set();
  private readonly asking = new Set<string>();
  private readonly queue: string[] = [];
  private readonly subscription: Disposable;
  private holds = 0;
  private timer: Disposable | undefined;
  private readonly soon = new Set<Disposable>();

  constructor(private readonly source: DockerSource, private readonly deps: EndpointProbesDeps) {
    this.subscription = source.onChange(change => { if (change.removed.length || change.upserts.some(row => row.kind === 'container' || row.kind === 'service')) this.derive(); });
    this.derive();
  }

  get probes(): readonly EndpointProbe[] { return [...this.rows.values()]; }

  /** Uids of the containers and services whose ports may be asked, i.e. those of the lab on screen. Nobody else's server is talked to. */
  want(owners: ReadonlySet<string>): void {
    this.wanted = owners;
    this.derive();
  }

  hold(): Disposable {
    this.holds++;
    if (this.holds === 1) this.beat();
    let held = true;
    return { dispose: () => { if (held) { held = false; this.holds--; if (this.holds === 0) this.rest(); } } };
  }

  dispose(): void {
    this.subscription.dispose();
    this.holds = 0;
    this.rest();
    this.changed.dispose();
  }

  private rest(): void {
    this.timer?.dispose();
    for (const timer of this.soon) timer.dispose();
    this.soon.clear();
    this.queue.length = 0;
  }

  private beat(): void {
    if (this.source.status.phase === 'live') for (const uid of this.rows.keys()) this.ask(uid);
    this.timer = this.deps.clock.after(everyMs, () => this.beat());
  }

  /** Ports of running containers, and of services where the mesh publishes them; a result stays with its port as long as the container keeps it. */
  private derive(): void {
    const next = new Map<string, EndpointProbe>();
    const fresh: string[] = [];
    for (const owner of this.source.resources.values()) {
      if (!publishes(owner)) continue;
      for (const port of owner.ports) {
        const row = this.row(owner, port);
        next.set(row.uid, row);
        if (row.result.kind === 'asking') fresh.push(row.uid);
      }
    }
    const same = next.size === this.rows.size && [...next].every(([uid, row]) => this.rows.get(uid) === row);
    this.rows = next;
    if (!same) this.changed.fire(this.probes);
    for (const uid of fresh) { this.ask(uid); this.askSoon(uid, 0); }
  }

  private row(owner: ContainerResource | ServiceResource, port: PublishedPort): EndpointProbe {
    const uid = `endpoint:${port.hostIp}:${port.hostPort}/${port.protocol}`;
    const known = this.rows.get(uid);
    const barred = this.barred(owner.uid, port);
    if (known?.owner === owner.uid && !barred && known.result.kind !== 'notProbed') return known;
    if (known?.owner === owner.uid && barred && known.result.kind === 'notProbed') return known;
    return { uid, address: `${shownHost(this.source.endpoint)}:${port.hostPort}`, owner: owner.uid, result: barred ?? { kind: 'asking' }, openable: false };
  }

  private barred(owner: string, port: PublishedPort): ProbeResult | undefined {
    if (port.protocol !== 'tcp') return { kind: 'notProbed', reason: msg('{0} ports cannot be asked', port.protocol.toUpperCase()) };
    if (!this.wanted.has(owner)) return { kind: 'notProbed', reason: msg('not of this lab') };
    if (!this.deps.mayProbe()) return { kind: 'notProbed', reason: msg('only in a trusted workspace') };
    return undefined;
  }

  private askSoon(uid: string, turn: number): void {
    const wait = soonMs[turn];
    if (wait === undefined) return;
    const timer = this.deps.clock.after(wait, () => {
      this.soon.delete(timer);
      const kind = this.rows.get(uid)?.result.kind;
      if (kind === undefined || kind === 'http' || kind === 'tcp') return;
      this.ask(uid);
      this.askSoon(uid, turn + 1);
    });
    this.soon.add(timer);
  }

  private ask(uid: string): void {
    if (this.holds === 0 || this.asking.has(uid) || this.queue.includes(uid)) return;
    this.queue.push(uid);
    this.pump();
  }

  private pump(): void {
    while (this.asking.size < atOnce) {
      const uid = this.queue.shift();
      if (uid === undefined) return;
      const row = this.rows.get(uid);
      if (!row || row.result.kind === 'notProbed') continue;
      this.asking.add(uid);
      void this.result(row).then(result => this.settle(row, result)).finally(() => { this.asking.delete(uid); this.pump(); });
    }
  }

  private settle(asked: EndpointProbe, result: ProbeResult): void {
    const row = this.rows.get(asked.uid);
    if (row?.owner !== asked.owner || row.result.kind === 'notProbed') return;
    this.rows.set(row.uid, { ...row, result, at: this.deps.clock.now(), openable: result.kind === 'http' });
    // The time an answer took differs each time; only that is no news.
    if (!sameResult(row.result, result)) this.changed.fire(this.probes);
  }

  private async result(row: EndpointProbe): Promise<ProbeResult> {
    const [, hostIp = '', port = ''] = /^endpoint:(.*):(\d+)\/tcp$/.exec(row.uid) ?? [];
    const way = await wayTo(hostIp, Number(port), this.source.endpoint);
    return 'result' in way ? way.result : probe(way);
  }
}

/** What a service publishes in host mode stands with its containers already. */
function publishes(resource: Resource): resource is ContainerResource | ServiceResource {
  if (resource.kind === 'service') return resource.publishMode === 'ingress' && resource.desired > 0;
  return resource.kind === 'container' && (resource.state === 'running' || resource.state === 'paused') && resource.ports.length > 0;
}

function sameResult(a: ProbeResult, b: ProbeResult): boolean {
  return a.kind === b.kind && (a.kind !== 'http' || (b.kind === 'http' && a.status === b.status));
}

/** Name or address of the machine that the daemon runs on; undefined: this one. */
export function remoteHost({ connect, address }: Endpoint): string | undefined {
  if (connect.kind === 'tcp') return connect.host;
  if (connect.kind === 'socket') return undefined;
  return /^[a-z]+:\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^:/]+)/i.exec(address)?.[1]?.replace(/^\[|\]$/g, '');
}

function shownHost(endpoint: Endpoint): string {
  const host = remoteHost(endpoint) ?? 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

/** Only loopback, this machine's own addresses and the daemon's host: never an address from anywhere else. */
export async function wayTo(hostIp: string, port: number, endpoint: Endpoint): Promise<Way> {
  const host = remoteHost(endpoint);
  const shown = `${shownHost(endpoint)}:${port}`;
  const everywhere = hostIp === '' || hostIp === '0.0.0.0' || hostIp === '::';
  if (host === undefined) {
    const ip = hostIp === '::' ? '::1' : everywhere ? '127.0.0.1' : hostIp;
    return isOwnAddress(ip) ? { ip, port, shown } : { result: { kind: 'notProbed', reason: msg('{0} is not an address of this machine', hostIp) } };
  }
  if (!everywhere && isLoopback(hostIp) && !isLoopback(host)) return { result: { kind: 'unreachable', reason: msg('published on {0} only, for programs on the daemon\'s own machine', hostIp) } };
  try {
    const { address } = await lookup(host);
    return isForbidden(address) ? { result: { kind: 'notProbed', reason: msg('{0} is a link-local address', host) } } : { ip: address, port, shown };
  } catch {
    return { result: { kind: 'unreachable', reason: msg('the name {0} is not known here', host) } };
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
