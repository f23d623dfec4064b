import { awsKinds, serviceOf, type AwsKind, type AwsService } from '../../core/aws/kinds';
import type { AwsAnswer, AwsQuery } from '../../core/aws/query';
import type { AwsResource } from '../../core/aws/resource';
import type { Disposable } from '../../core/disposable';
import { Emitter } from '../../core/emitter';
import { UserError } from '../../core/errors';
import { Holds } from '../../core/holds';
import { msg, type Message } from '../../core/message';
import type { TargetEvent } from '../../core/resource';
import type { Cause, EndpointView, LinkPhase, LinkStatus, SourceChange } from '../../core/source';
import { Backoff } from '../docker/backoff';
import { answerOf, serviceOfQuery } from './ask';
import { accountCause, emulatorCause, limitOf, slowDown } from './cause';
import { connect, type AwsCommons, type Connection } from './connection';
import { failureOf, type AwsFailure } from './failure';
import { Follower, type FollowerSink, type KindOutcome } from './follower';
import { wakeMs } from './limits';
import type { Resolved } from './place';
import type { ServiceClient } from './service';
import { AwsStore } from './store';
import type { AwsHold, AwsSource, AwsWanted, Env, KnownThing } from './target';

export interface AwsSourceDeps {
  readonly env: Env;
  readonly wanted: AwsWanted;
  readonly commons: AwsCommons;
  /** Looked at before each attempt: the files may have changed. */
  resolve(): Resolved;
  /** Calls when one of these has changed. */
  watch(files: readonly string[], changed: () => void): Disposable;
}

/** An emulator is waited for: that nobody listens costs nothing. */
const localWaitMs = 1000;

export class LiveAwsSource implements AwsSource {
  status: LinkStatus;
  place: string | undefined;
  readonly skewMs = 0;
  private resolved: Resolved;
  private readonly statusEmitter = new Emitter<LinkStatus>();
  private readonly changeEmitter = new Emitter<SourceChange>();
  private readonly eventEmitter = new Emitter<TargetEvent>();
  readonly onStatus = this.statusEmitter.event;
  readonly onChange = this.changeEmitter.event;
  readonly onEvent = this.eventEmitter.event;
  private readonly roundEmitter = new Emitter<AwsService>();
  /** A service has been looked at. */
  readonly onRound = this.roundEmitter.event;
  private readonly store = new AwsStore();
  private readonly looks = new Holds(() => this.follow(), () => this.follow());
  private readonly bills = new Holds(() => this.follow(), () => this.follow());
  private readonly backoff: Backoff;
  private readonly known: KnownThing[] = [];
  private connection: Connection | undefined;
  private attempting: object | undefined;
  private beginning: Promise<void> | undefined;
  private readonly followers = new Map<AwsService, Follower>();
  private watching: Disposable | undefined;
  private retry: Disposable | undefined;
  /** Fresh credentials have been tried since it was live. */
  private refreshed = false;
  /** Services that ask to slow down, with the time of their next look. */
  private readonly slow = new Map<AwsService, number>();
  /** Services that gave no answer in time when they were looked at last. */
  private readonly silent = new Set<AwsService>();

  constructor(private readonly deps: AwsSourceDeps) {
    this.resolved = deps.resolve();
    this.status = { phase: 'idle', since: this.clock.now(), ...this.view(), ...this.nowhere() };
    this.backoff = new Backoff(this.clock);
  }

  get resources(): ReadonlyMap<string, AwsResource> { return this.store.rows; }

  get unknown(): ReadonlySet<AwsKind> {
    return new Set(awsKinds.filter(kind => {
      const outcome = this.store.kinds.get(kind);
      return !outcome || outcome.failure !== undefined || outcome.cut || outcome.early === true;
    }));
  }

  get limits(): readonly Message[] {
    const sentences = [...this.store.kinds.values()].flatMap(outcome => limitOf(outcome) ?? []);
    return [...new Map(sentences.map(sentence => [JSON.stringify(sentence), sentence])).values()];
  }

  /** Whether this kind was asked for to its end, with success or without. */
  isSettled(kind: AwsKind): boolean { return this.store.kinds.has(kind) && !this.store.kinds.get(kind)!.early; }

  hold(why: AwsHold = 'look'): Disposable { return (why === 'look' ? this.looks : this.bills).take(); }

  wake(): void {
    if (!this.mode) return;
    if (this.status.phase === 'live') for (const follower of this.followers.values()) follower.look(wakeMs);
    else if (!this.attempting) void this.attempt();
  }

  know(things: readonly KnownThing[]): void {
    this.known.push(...things);
    for (const follower of this.followers.values()) follower.know(things);
  }

  async quiet(): Promise<void> {
    await this.beginning;
    await Promise.all([...this.followers.values()].map(follower => follower.quiet()));
  }

  async ask(query: AwsQuery): Promise<AwsAnswer> {
    if (this.status.phase !== 'live' || !this.connection) throw new UserError('aws.gone', this.status.cause?.message ?? msg('AWS is not connected.'));
    return answerOf(query, this.connection.client(serviceOfQuery(query)), this.emulated);
  }

  dispose(): void {
    this.looks.end();
    this.bills.end();
    for (const emitter of [this.statusEmitter, this.changeEmitter, this.eventEmitter, this.roundEmitter]) emitter.dispose();
  }

  private get clock() { return this.deps.commons.clock; }
  private get emulated(): boolean { return this.deps.wanted.track === 'emulator'; }
  private get mode(): AwsHold | undefined { return this.looks.any ? 'look' : this.bills.any ? 'billing' : undefined; }

  private follow(): void {
    const { mode } = this;
    if (!mode) return this.rest();
    if (this.followers.size) for (const follower of this.followers.values()) follower.follow(mode);
    else if (!this.attempting && !this.retry) {
      this.set('connecting', {});
      void this.attempt();
    }
  }

  private rest(): void {
    const lastGood = this.status.phase === 'live' ? this.clock.now() : this.status.lastGood;
    this.drop();
    this.watching?.dispose();
    this.watching = undefined;
    this.set('idle', { ...this.nowhere(), ...lastGood === undefined ? {} : { lastGood } });
  }

  private drop(): void {
    this.retry?.dispose();
    for (const follower of this.followers.values()) follower.dispose();
    this.followers.clear();
    this.slow.clear();
    this.silent.clear();
    this.connection?.dispose();
    this.attempting = this.retry = this.connection = undefined;
  }

  private async attempt(): Promise<void> {
    this.drop();
    this.resolved = this.deps.resolve();
    this.watching?.dispose();
    this.watching = this.resolved.files.length ? this.deps.watch(this.resolved.files, () => this.renew()) : undefined;
    const { place, problem } = this.resolved;
    if (!place) return this.set('down', { ...problem ? { cause: problem } : {}, ...this.lastGood() });
    const attempt = {};
    this.attempting = attempt;
    try {
      const connection = await connect({ ...this.resolved, place }, this.deps.env, this.deps.wanted, this.deps.commons);
      if (this.attempting !== attempt) return connection.dispose();
      this.beginning = this.began(connection);
      await this.beginning;
    } catch (error) {
      if (this.attempting === attempt || !this.attempting && this.mode) this.lost(failureOf(error, { emulated: this.emulated }));
    }
  }

  private async began(connection: Connection): Promise<void> {
    if (this.place !== undefined && this.place !== connection.place) {
      // Rows of another account are not this one's.
      const removed = [...this.store.rows.keys()];
      this.store.rows.clear();
      this.store.kinds.clear();
      this.changeEmitter.fire({ upserts: [], removed });
    }
    this.connection = connection;
    this.attempting = undefined;
    this.place = connection.place;
    if (!this.deps.wanted.services.length) this.set('live', {});
    for (const service of this.deps.wanted.services) {
      this.begin(service, connection.client(service));
      // To load a client takes a while: others are let in between, and this one's first answer.
      await new Promise(resolve => setImmediate(resolve));
      if (this.connection !== connection) return;
    }
  }

  private begin(service: AwsService, client: ServiceClient): void {
    const follower: Follower = new Follower(service, client, { emulated: this.emulated, clock: this.clock, sink: this.sink(service, () => this.followers.get(service) === follower) });
    this.followers.set(service, follower);
    follower.know(this.known.filter(({ kind }) => serviceOf(kind) === service));
    follower.follow(this.mode ?? 'look');
  }

  /** The student has changed the files. */
  private renew(): void { if (this.mode) { this.refreshed = false; void this.attempt(); } }

  private sink(service: AwsService, mine: () => boolean): FollowerSink {
    return {
      kind: outcome => { if (mine()) this.seen(outcome); },
      ended: (failure, nextAt) => {
        if (!mine()) return;
        const was = this.slow.size;
        if (failure?.reason === 'throttled' && nextAt !== undefined) this.slow.set(service, nextAt);
        else this.slow.delete(service);
        if (failure?.reason === 'slow') this.silent.add(service);
        else this.silent.delete(service);
        // One service that takes its time, as an emulator does at its first call, is not the place.
        if (failure?.ofPlace && (failure.reason !== 'slow' || this.silent.size === this.deps.wanted.services.length)) this.lost(failure);
        else if (this.status.phase === 'live' && (was || this.slow.size)) this.set('live', {});
        this.roundEmitter.fire(service);
      },
    };
  }

  private seen(outcome: KindOutcome): void {
    const before = JSON.stringify([this.limits, [...this.unknown]]);
    const { change, events } = this.store.apply(outcome, this.clock.now());
    if (outcome.failure?.ofPlace) return;
    if (change.upserts.length || change.removed.length || before !== JSON.stringify([this.limits, [...this.unknown]])) this.changeEmitter.fire(change);
    if (this.status.phase !== 'live') {
      this.refreshed = false;
      this.backoff.connected();
      this.set('live', {});
    }
    for (const event of events) this.eventEmitter.fire(event);
  }

  private lost(failure: AwsFailure): void {
    const { settings } = this.resolved;
    const phase: LinkPhase = this.status.phase === 'live' || this.status.phase === 'stale' ? 'stale' : 'down';
    const lastGood = this.status.phase === 'live' ? { lastGood: this.clock.now() } : this.lastGood();
    this.drop();
    if (!this.mode) return;
    // New keys may stand in the file already.
    if (failure.reason === 'authExpired' && !this.refreshed) {
      this.refreshed = true;
      void this.attempt();
      return;
    }
    const cause: Cause = settings ? accountCause(failure, settings) : emulatorCause(failure);
    // A log-in that was refused is tried again when the files change, or when the student asks.
    if (failure.ofLogIn) return this.set(phase, { cause, ...lastGood });
    const wait = this.emulated ? Math.min(this.backoff.next(), localWaitMs) + 250 : this.backoff.next() + 2000;
    this.retry = this.clock.after(wait, () => void this.attempt());
    this.set(phase, { cause, ...lastGood, retryAt: this.clock.now() + wait });
  }

  private set(phase: LinkPhase, rest: Pick<LinkStatus, 'cause' | 'retryAt' | 'lastGood'>): void {
    const since = phase === this.status.phase ? this.status.since : this.clock.now();
    const next = phase === 'live' && this.slow.size ? Math.min(...this.slow.values()) : undefined;
    const slow = next === undefined ? {} : { cause: slowDown(Math.max(1, Math.round((next - this.clock.now()) / 1000))), retryAt: next };
    this.status = { phase, since, ...this.view(), ...rest, ...slow };
    this.statusEmitter.fire(this.status);
  }

  private lastGood(): { readonly lastGood?: number } { return this.status.lastGood === undefined ? {} : { lastGood: this.status.lastGood }; }
  private nowhere(): { readonly cause?: Cause } { return this.resolved.problem ? { cause: this.resolved.problem } : {}; }

  private view(): { readonly endpoint?: EndpointView } {
    const aws = this.connection?.aws ?? this.resolved.place;
    if (!aws) return {};
    const { emulator, account, region, profile, endpoint } = aws;
    const label = emulator ? msg('Emulator {0} on this machine', emulator.name) : account === undefined ? msg('AWS, {0}', region) : msg('AWS account {0}', account);
    return {
      endpoint: {
        label, address: endpoint ?? `https://aws.amazon.com/${region}`, from: emulator ? 'emulator' : 'profile', aws,
        ...profile === undefined ? {} : { context: profile }, ...emulator?.version === undefined ? {} : { version: emulator.version },
      },
    };
  }
}
