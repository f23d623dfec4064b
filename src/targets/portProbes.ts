import type { Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { Holds } from '../core/holds';
import { msg } from '../core/message';
import type { Resource } from '../core/resource';
import type { Source } from '../core/source';
import type { EndpointProbe, ProbeResult } from '../core/statusInput';
import type { Clock } from './docker/clock';
import { probe, type ProbeAddress } from './probe';

export interface PortProbesDeps {
  readonly clock: Clock;
  mayProbe(): boolean;
}

/** A port to ask, or why it is never asked. */
export type Way = ProbeAddress | { readonly result: ProbeResult };

/** A port that something publishes. */
export interface PublishedWay extends Pick<EndpointProbe, 'uid' | 'address' | 'owner' | 'via' | 'instead'> {
  /** Why it is not asked, whoever wants to. */
  readonly barred?: ProbeResult;
  way(): Promise<Way>;
}

/** Which ports there are, and how they are reached. */
export interface PortBook {
  /** A change of it may be one of the ports. */
  concerns(resource: Resource): boolean;
  portsOf(resource: Resource): readonly PublishedWay[];
}

const everyMs = 5000;
/** A server needs a moment after its container: it is asked again soon, then only with the others. */
const soonMs = [300, 700, 1500];
const atOnce = 6;

/** The ports that a source's things publish and whether somebody answers there. Asks only while held, and only for wanted owners. */
export class PortProbes implements Disposable {
  private readonly changed = new Emitter<readonly EndpointProbe[]>();
  /** All endpoints, whenever one of them is different. */
  readonly onChange = this.changed.event;
  private rows = new Map<string, EndpointProbe>();
  private ways = new Map<string, PublishedWay>();
  private wanted: ReadonlySet<string> = new Set();
  private readonly asking = new Set<string>();
  private readonly queue: string[] = [];
  private readonly subscription: Disposable;
  private readonly holds = new Holds(() => this.beat(), () => this.rest());
  private timer: Disposable | undefined;
  private readonly soon = new Set<Disposable>();

  constructor(private readonly source: Pick<Source, 'resources' | 'status' | 'onChange'>, private readonly deps: PortProbesDeps, private readonly book: PortBook) {
    this.subscription = source.onChange(change => { if (change.removed.length || change.upserts.some(row => book.concerns(row))) this.derive(); });
    this.derive();
  }

  get probes(): readonly EndpointProbe[] { return [...this.rows.values()]; }

  /** Uids of what publishes the ports that may be asked, i.e. things of the lab on screen. Nobody else's server is talked to. */
  want(owners: ReadonlySet<string>): void {
    this.wanted = owners;
    this.derive();
  }

  hold(): Disposable { return this.holds.take(); }

  dispose(): void {
    this.subscription.dispose();
    this.holds.end();
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

  /** A result stays with its port as long as its owner keeps it. */
  private derive(): void {
    const next = new Map<string, EndpointProbe>();
    const ways = new Map<string, PublishedWay>();
    const fresh: string[] = [];
    for (const owner of this.source.resources.values()) {
      for (const port of this.book.portsOf(owner)) {
        const row = this.row(port);
        next.set(row.uid, row);
        ways.set(row.uid, port);
        if (row.result.kind === 'asking') fresh.push(row.uid);
      }
    }
    const same = next.size === this.rows.size && [...next].every(([uid, row]) => this.rows.get(uid) === row);
    this.rows = next;
    this.ways = ways;
    if (!same) this.changed.fire(this.probes);
    for (const uid of fresh) { this.ask(uid); this.askSoon(uid, 0); }
  }

  private row(port: PublishedWay): EndpointProbe {
    const { uid, address, owner, via, instead } = port;
    const known = this.rows.get(uid);
    const barred = this.barred(port);
    const same = known?.owner === owner && known.address === address && known.instead === instead;
    if (known && same && (barred ? known.result.kind === barred.kind : this.ways.get(uid)?.barred === undefined && known.result.kind !== 'notProbed')) return known;
    return { uid, address, owner, result: barred ?? { kind: 'asking' }, openable: false, ...(via ? { via } : {}), ...(instead === undefined ? {} : { instead }) };
  }

  private barred({ owner, barred }: PublishedWay): ProbeResult | undefined {
    if (barred) return barred;
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
    if (!this.holds.any || this.asking.has(uid) || this.queue.includes(uid)) return;
    this.queue.push(uid);
    this.pump();
  }

  private pump(): void {
    while (this.asking.size < atOnce) {
      const uid = this.queue.shift();
      if (uid === undefined) return;
      const row = this.rows.get(uid);
      const port = this.ways.get(uid);
      if (!row || !port || port.barred || row.result.kind === 'notProbed') continue;
      this.asking.add(uid);
      void resultOf(port).then(result => this.settle(row, result)).finally(() => { this.asking.delete(uid); this.pump(); });
    }
  }

  private settle(asked: EndpointProbe, result: ProbeResult): void {
    const row = this.rows.get(asked.uid);
    if (row?.owner !== asked.owner || row.address !== asked.address || row.result.kind === 'notProbed') return;
    this.rows.set(row.uid, { ...row, result, at: this.deps.clock.now(), openable: result.kind === 'http' });
    // The time an answer took differs each time; only that is no news.
    if (!sameResult(row.result, result)) this.changed.fire(this.probes);
  }
}

async function resultOf(port: PublishedWay): Promise<ProbeResult> {
  const way = await port.way();
  return 'result' in way ? way.result : probe(way);
}

function sameResult(a: ProbeResult, b: ProbeResult): boolean {
  return a.kind === b.kind && (a.kind !== 'http' || (b.kind === 'http' && a.status === b.status));
}
