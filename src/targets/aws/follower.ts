import type { AwsKind, AwsService } from '../../core/aws/kinds';
import type { AwsResource } from '../../core/aws/resource';
import type { Disposable } from '../../core/disposable';
import type { Clock } from '../docker/clock';
import { uidOf } from './connect';
import { failureOf, type AwsFailure } from './failure';
import { healthOf, isEnding } from './health';
import { billingMs, longestMs, paceOf } from './limits';
import type { KindReader, Named, Round, Row, ServiceClient } from './service';
import type { AwsHold, KnownThing } from './target';

/** What became of one kind in a round. */
export interface KindOutcome {
  readonly kind: AwsKind;
  /** All of it, where there is no failure. */
  readonly rows: readonly AwsResource[];
  readonly cut: boolean;
  /** As much as a list says: more is asked for, and comes. */
  readonly early?: boolean;
  readonly failure?: AwsFailure;
}

export interface FollowerSink {
  kind(outcome: KindOutcome): void;
  /** A round is over. `failure`: it was broken off, and the next begins at `nextAt`. */
  ended(failure: AwsFailure | undefined, nextAt: number | undefined): void;
}

/** An emulator is done at once, or never. */
const pretendedMs = 30_000;
/** Of what a list only names, so many are asked for one by one, besides those that are known to be the lab's. */
const mostDescribed = { emulated: 25, real: 10 };

/** Follows one service: all is listed now and then, and what is on its way is asked for often. Never two rounds at a time. */
export class Follower implements Disposable {
  private readonly emulated: boolean;
  private timer: Disposable | undefined;
  private running: Promise<void> | undefined;
  /** A round of everything is wanted as soon as this one has ended. */
  private again = false;
  private slower = 1;
  private fullAt: number;
  private mode: AwsHold | undefined;
  private ended = false;
  /** Who waits for the end of the next round of everything. */
  private readonly waiting: (() => void)[] = [];
  /** Ids of which the ledger knows. */
  private readonly known = new Map<AwsKind, Set<string>>();
  private readonly rows = new Map<AwsKind, ReadonlyMap<string, AwsResource>>();
  private readonly stamps = new Map<string, string>();
  /** What is on its way, and since when that has not changed. */
  private waited: { readonly what: string; readonly since: number } = { what: '', since: 0 };

  constructor(
    private readonly service: AwsService, private readonly client: ServiceClient,
    private readonly deps: { readonly emulated: boolean; readonly clock: Clock; readonly sink: FollowerSink },
  ) {
    this.emulated = deps.emulated;
    this.fullAt = deps.clock.now();
  }

  know(things: readonly KnownThing[]): void {
    for (const { kind, id } of things) this.known.set(kind, (this.known.get(kind) ?? new Set()).add(id));
  }

  /** Who looks: a service of which nothing costs by the hour is not asked while nobody does. */
  follow(mode: AwsHold): void {
    if (this.mode === mode) return;
    const first = this.mode === undefined;
    this.mode = mode;
    if (mode === 'look' || first) this.fullAt = this.deps.clock.now();
    else this.fullAt = this.deps.clock.now() + billingMs;
    this.plan();
  }

  /** Everything, in so many milliseconds. */
  look(inMs = 0): void {
    this.slower = 1;
    this.fullAt = this.deps.clock.now() + inMs;
    if (this.running) this.again = true;
    this.plan();
  }

  /** Resolves when all has been looked at that is there by now: nothing of it is told, so it is looked at. */
  quiet(): Promise<void> {
    // One that asks to slow down is not hurried by it.
    if (this.ended || !this.mode || this.slower > 1) return Promise.resolve();
    return new Promise(resolve => {
      this.waiting.push(resolve);
      this.look();
    });
  }

  dispose(): void {
    this.ended = true;
    for (const go of this.waiting.splice(0)) go();
    this.timer?.dispose();
    this.client.dispose();
  }

  private get pending(): readonly AwsResource[] { return [...this.rows.values()].flatMap(rows => [...rows.values()].filter(({ health }) => health === 'working')); }

  private plan(): void {
    this.timer?.dispose();
    this.timer = undefined;
    if (this.ended || this.running || !this.mode) return;
    const now = this.deps.clock.now();
    const at = this.mode === 'look' && this.pending.length ? Math.min(this.fullAt, now + this.spread(this.patience(now))) : this.fullAt;
    this.timer = this.deps.clock.after(Math.max(0, at - now), () => this.begin());
  }

  /** What an emulator only pretends may be on its way for ever: that is not asked for each second. */
  private patience(now: number): number {
    const { pending, steady } = paceOf(this.service, this.emulated);
    if (!this.emulated) return pending;
    const what = this.pending.map(({ uid, status, facts }) => `${uid} ${status} ${facts.join(' ')}`).join('\n');
    if (what !== this.waited.what) this.waited = { what, since: now };
    return now - this.waited.since > pretendedMs ? steady : pending;
  }

  private begin(): void {
    this.timer = undefined;
    const full = this.deps.clock.now() >= this.fullAt;
    const served = full ? this.waiting.splice(0) : [];
    this.running = this.round(full).finally(() => {
      this.running = undefined;
      for (const go of served) go();
      this.plan();
    });
  }

  private async round(full: boolean): Promise<void> {
    this.again = false;
    let failed: AwsFailure | undefined;
    const readers = this.mode === 'billing' ? this.client.kinds.filter(reader => this.forBilling(reader)) : this.client.kinds;
    for (const reader of readers) {
      if (!full && !this.pending.some(({ kind }) => kind === reader.kind)) continue;
      const failure = await this.read(reader, full);
      if (this.ended) return;
      if (failure?.reason === 'ended') return;
      if (failure && (failure.ofPlace || failure.reason === 'throttled')) { failed = failure; break; }
    }
    this.slower = failed ? this.slower * 2 : 1;
    const { pending, steady } = paceOf(this.service, this.emulated);
    const now = this.deps.clock.now();
    if (failed) this.fullAt = now + Math.min(longestMs, this.spread(pending * this.slower));
    else if (full && !this.again) this.fullAt = now + (this.mode === 'billing' ? billingMs : this.spread(steady));
    this.deps.sink.ended(failed, failed && this.fullAt);
  }

  /** What costs by the hour, and what it is read by. */
  private forBilling(reader: KindReader): boolean { return reader.billable === true || reader.kind === 'aws-ecs-cluster' && this.client.kinds.some(({ billable }) => billable); }

  private async read(reader: KindReader, full: boolean): Promise<AwsFailure | undefined> {
    const { kind } = reader;
    try {
      const { rows, cut } = full || !reader.describe ? await this.list(reader) : await this.renew(reader);
      if (this.ended) return undefined;
      this.rows.set(kind, rows);
      this.deps.sink.kind({ kind, rows: [...rows.values()], cut });
      return undefined;
    } catch (error) {
      if (this.ended) return undefined;
      const failure = failureOf(error, { emulated: this.emulated, call: kind });
      // What is known stays: that it could not be asked for says nothing of it.
      if (failure.reason !== 'ended') this.deps.sink.kind({ kind, rows: [...this.rows.get(kind)?.values() ?? []], cut: false, failure });
      return failure;
    }
  }

  /** Those on their way alone. */
  private async renew(reader: KindReader): Promise<{ readonly rows: ReadonlyMap<string, AwsResource>; readonly cut: boolean }> {
    const rows = new Map(this.rows.get(reader.kind));
    for (const [id, { health }] of [...rows]) {
      if (health !== 'working') continue;
      const row = await reader.describe!(id, this.roundOf(new Map(rows)));
      if (row) rows.set(id, this.whole(reader.kind, row));
      else rows.delete(id);
    }
    return { rows, cut: false };
  }

  private async list(reader: KindReader): Promise<{ readonly rows: ReadonlyMap<string, AwsResource>; readonly cut: boolean }> {
    const { kind } = reader;
    const { rows: found, cut } = await reader.list(this.roundOf(new Map()));
    const before = this.rows.get(kind) ?? new Map<string, AwsResource>();
    const rows = new Map<string, AwsResource>();
    const listed = new Map<string, Row>();
    const open: Named[] = [];
    for (const item of found) {
      if (!('named' in item)) { rows.set(item.id, this.whole(kind, item)); continue; }
      if (item.row) listed.set(item.named, item.row);
      const old = before.get(item.named);
      // It has not changed since it was asked for.
      if (old && item.stamp !== undefined && this.stamps.get(`${kind} ${item.named}`) === item.stamp && old.health !== 'working') { rows.set(item.named, old); continue; }
      open.push(item);
      if (old) rows.set(item.named, old);
      else if (item.row) rows.set(item.named, this.whole(kind, item.row));
    }
    const known = [...this.known.get(kind) ?? []];
    const unlisted = reader.describe && cut ? known.filter(id => !rows.has(id) && !open.some(({ named }) => named === id)) : [];
    const newest = open.slice(0, mostDescribed[this.emulated ? 'emulated' : 'real']);
    const asked: readonly Named[] = [...newest, ...open.filter(item => !newest.includes(item) && (known.includes(item.named) || before.has(item.named))), ...unlisted.map(named => ({ named }))];
    const early = rows.size > before.size;
    if (early && asked.length && !this.ended) this.deps.sink.kind({ kind, rows: [...rows.values()], cut: false, early: true });
    for (const item of asked) {
      const row = await this.describe(reader, item.named, this.roundOf(listed), rows.has(item.named));
      if (row === 'kept') continue;
      if (!row) { rows.delete(item.named); continue; }
      rows.set(item.named, this.whole(kind, row));
      if (item.stamp !== undefined) this.stamps.set(`${kind} ${item.named}`, item.stamp);
    }
    return { rows, cut };
  }

  /** What the list has said stands, where there is some and the service says no more. */
  private async describe(reader: KindReader, id: string, round: Round, has: boolean): Promise<Row | 'kept' | undefined> {
    try {
      return await reader.describe?.(id, round);
    } catch (error) {
      const { reason } = failureOf(error, { emulated: this.emulated });
      if (has && ['forbidden', 'unsupported', 'server'].includes(reason)) return 'kept';
      throw error;
    }
  }

  private roundOf(listed: ReadonlyMap<string, Row | AwsResource>): Round {
    return { rows: kind => [...this.rows.get(kind)?.values() ?? []], listed: id => listed.get(id) };
  }

  private whole(kind: AwsKind, row: Row): AwsResource {
    const health = row.health === 'well' ? healthOf(row.status) : row.health;
    const { message, ...rest } = row;
    return { labels: {}, facts: [], ending: isEnding(row.status), ...rest, ...message ? { message } : {}, uid: uidOf(kind, row), kind, standIn: false, emulated: this.emulated, health };
  }

  private spread(ms: number): number {
    const { jitter } = paceOf(this.service, this.emulated);
    return ms * (1 + jitter * (this.deps.clock.random() * 2 - 1));
  }
}
