import type { Disposable } from '../../core/disposable';
import { Backoff } from '../docker/backoff';
import type { Clock } from '../docker/clock';
import type { Asking } from './client';
import { ClusterFailure, failureOf, failureOfStatus } from './failure';
import { pathOf, type FollowedKind } from './kinds';
import { objectOf, type ClusterObject } from './object';
import { asMap, asText, type Plain } from './plain';

export type FollowerState =
  | { readonly kind: 'listing' } | { readonly kind: 'live' }
  /** `until`: milliseconds since the epoch. */
  | { readonly kind: 'waiting'; readonly failure: ClusterFailure; readonly until: number }
  /** This kind is not for this user; nothing more is asked until it is woken. */
  | { readonly kind: 'forbidden'; readonly failure: ClusterFailure };

export interface FollowerSink {
  /** These are all there are; `cut`: there are more, which are not shown. */
  all(objects: readonly ClusterObject[], cut: boolean): void;
  changed(object: ClusterObject): void;
  removed(uid: string): void;
  state(state: FollowerState): void;
  /** The server was heard. */
  traffic(): void;
  /** The cluster itself is away: this follower has stopped. */
  lost(failure: ClusterFailure): void;
}

/** The two requests that it makes. */
export interface FollowerClient {
  get(path: string, asking: Asking): Promise<unknown>;
  stream(path: string, asking: Asking, sink: { opened(): void; line(object: unknown): void }): Promise<void>;
}

const pageSize = 500;
const mostObjects = 2000;
const listDeadlineMs = 15_000;
const openDeadlineMs = 10_000;
/** A stream that was closed sooner than this, without a word, was no good one. */
const shortMs = 1000;

/**
 * Keeps up with one kind in one namespace: lists it, then watches from there. The library's informers do the same and
 * were measured first: each stops for good at the first connection that is reset, tells an error for its own stop, and
 * leaves a watch open when it is stopped while it lists. Here whatever comes from before a stop is dropped, since the
 * signal of its time has been aborted, and every way leads back into the same loop.
 */
export class Follower implements Disposable {
  private running: AbortController | undefined;
  /** Where to go on watching; undefined: list first. */
  private version: string | undefined;
  private readonly backoff: Backoff;
  private wakeUp: (() => void) | undefined;
  private refused = false;

  constructor(private readonly kind: FollowedKind, private readonly namespace: string, private readonly client: FollowerClient, private readonly sink: FollowerSink, private readonly clock: Clock) {
    this.backoff = new Backoff(clock);
  }

  start(): void {
    if (this.running) return;
    this.refused = false;
    this.running = new AbortController();
    void this.follow(this.running.signal);
  }

  /** A waiting one tries again at once; one that was refused too: a role may have been given. */
  wake(): void {
    this.wakeUp?.();
    if (this.refused) this.start();
  }

  dispose(): void {
    this.running?.abort();
    this.running = undefined;
    this.refused = false;
  }

  private async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        if (this.version === undefined) await this.list(signal);
        else await this.watch(this.version, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!await this.recover(failureOf(error), signal)) return;
      }
    }
  }

  private async list(signal: AbortSignal): Promise<void> {
    this.sink.state({ kind: 'listing' });
    const objects: ClusterObject[] = [];
    let next: string | undefined;
    let version: string | undefined;
    do {
      const path = pathOf(this.kind, this.namespace, { limit: String(pageSize), ...(next === undefined ? {} : { continue: next }) });
      const page = asMap(await this.client.get(path, { deadlineMs: listDeadlineMs, signal }));
      if (signal.aborted) return;
      this.sink.traffic();
      for (const item of Array.isArray(page['items']) ? page['items'] as unknown[] : []) objects.push(...listed(item, this.kind.kind));
      const metadata = asMap(page['metadata']);
      version ??= asText(metadata['resourceVersion']);
      next = asText(metadata['continue']);
    } while (next !== undefined && objects.length < mostObjects);
    if (version === undefined) throw new ClusterFailure('server', 'The list has no version.');
    this.sink.all(objects, next !== undefined);
    this.version = version;
    this.sink.state({ kind: 'live' });
  }

  /** Ends when the server closes it, as it does each few minutes; rejects at anything else. */
  private async watch(from: string, signal: AbortSignal): Promise<void> {
    const began = this.clock.now();
    let heard = false;
    // A bookmark says how far we are where nothing happens: else the version grows too old to go on from.
    const path = pathOf(this.kind, this.namespace, { watch: 'true', allowWatchBookmarks: 'true', resourceVersion: from });
    await this.client.stream(path, { deadlineMs: openDeadlineMs, signal }, {
      opened: () => {
        if (signal.aborted) return;
        this.sink.traffic();
        this.sink.state({ kind: 'live' });
      },
      line: value => {
        if (signal.aborted) return;
        heard = true;
        this.backoff.connected();
        this.sink.traffic();
        this.take(asMap(value));
      },
    });
    if (!heard && this.clock.now() - began < shortMs) throw new ClusterFailure('broken', 'The watch was closed at once.');
  }

  private take(event: Plain): void {
    const type = asText(event['type']);
    const body = asMap(event['object']);
    if (type === 'ERROR') throw failureOfStatus(Number(body['code'] ?? 500), body);
    this.version = asText(asMap(body['metadata'])['resourceVersion']) ?? this.version;
    if (type === 'BOOKMARK') return;
    const object = objectOf(body, this.kind.kind);
    if (!object) return;
    if (type === 'DELETED') this.sink.removed(object.uid);
    else this.sink.changed(object);
  }

  /** @returns whether to go on */
  private async recover(failure: ClusterFailure, signal: AbortSignal): Promise<boolean> {
    if (failure.reason === 'ended') return false;
    if (failure.ofCluster) {
      this.dispose();
      this.sink.lost(failure);
      return false;
    }
    // A stream that breaks off is taken up where it was; whatever else the server says, its list is asked anew.
    if (failure.reason !== 'broken') this.version = undefined;
    if (failure.reason === 'forbidden' || failure.reason === 'absent') {
      this.sink.state({ kind: 'forbidden', failure });
      this.running = undefined;
      this.refused = true;
      return false;
    }
    const wait = Math.max(this.backoff.next(), failure.more.retryAfterMs ?? 0);
    this.sink.state({ kind: 'waiting', failure, until: this.clock.now() + wait });
    await this.pause(wait, signal, failure.more.retryAfterMs === undefined);
    return !signal.aborted;
  }

  /** What the server asked for is waited for to its end. */
  private async pause(ms: number, signal: AbortSignal, mayWake: boolean): Promise<void> {
    await new Promise<void>(resolve => {
      const end = (): void => {
        timer.dispose();
        signal.removeEventListener('abort', end);
        this.wakeUp = undefined;
        resolve();
      };
      const timer = this.clock.after(ms, end);
      signal.addEventListener('abort', end, { once: true });
      if (mayWake) this.wakeUp = end;
    });
  }
}

function listed(item: unknown, kind: string): ClusterObject[] {
  const object = objectOf(item, kind);
  return object ? [object] : [];
}
