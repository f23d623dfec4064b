import type { Disposable } from '../../core/disposable';
import type { Clock } from '../docker/clock';
import { ClusterFailure, failureOf } from './failure';
import { Follower, type FollowerClient, type FollowerState } from './follower';
import type { FollowedKind } from './kinds';
import type { ObjectChange, Objects } from './objects';

export interface SessionSink {
  change(change: ObjectChange): void;
  /** What can be said of one kind has changed. */
  kind(kind: string, state: FollowerState, cut: boolean): void;
  traffic(): void;
  /** The cluster is away. Told once; the session has ended. */
  lost(failure: ClusterFailure): void;
}

const healthDeadlineMs = 3000;

/** One connection to a cluster: from the first question whether it is there, to its loss. */
export class Session implements Disposable {
  private readonly followers: readonly Follower[];
  private readonly waiting: Set<string>;
  private readonly cut = new Set<string>();
  private opened: { resolve(): void; reject(failure: ClusterFailure): void } | undefined;
  private over = false;

  constructor(
    private readonly client: FollowerClient & Disposable, kinds: readonly FollowedKind[], namespace: string,
    private readonly objects: Objects, private readonly sink: SessionSink, clock: Clock,
  ) {
    this.waiting = new Set(kinds.map(({ kind }) => kind));
    this.followers = kinds.map(kind => this.follower(kind, namespace, clock));
  }

  /** Resolves when all kinds are listed, or known to be forbidden. Rejects with a ClusterFailure. */
  async open(): Promise<void> {
    await this.ping();
    if (this.over) throw new ClusterFailure('ended', 'The session was ended.');
    await new Promise<void>((resolve, reject) => {
      this.opened = { resolve, reject };
      for (const follower of this.followers) follower.start();
    });
  }

  /** Whether the API server answers. One that says no, says it. */
  async ping(): Promise<void> {
    try {
      await this.client.get('/readyz', { deadlineMs: healthDeadlineMs });
    } catch (error) {
      const failure = failureOf(error);
      // Not everybody may ask for its health, and an old server does not know the question.
      if (failure.reason !== 'forbidden' && failure.reason !== 'absent') throw failure;
    }
    this.sink.traffic();
  }

  /** It may have gone while nothing was heard. */
  check(): void {
    void this.ping().catch((error: unknown) => this.lost(failureOf(error)));
  }

  /** Whatever has to wait tries again now, and a connection that hangs is found out. */
  wake(): void {
    this.check();
    for (const follower of this.followers) follower.wake();
  }

  dispose(): void {
    this.over = true;
    for (const follower of this.followers) follower.dispose();
    this.client.dispose();
    this.opened?.reject(new ClusterFailure('ended', 'The session was ended.'));
  }

  private follower(kind: FollowedKind, namespace: string, clock: Clock): Follower {
    const change = (of: ObjectChange): void => {
      if (!this.over && (of.upserts.length || of.removed.length)) this.sink.change(of);
    };
    return new Follower(kind, namespace, this.client, {
      all: (objects, cut) => {
        if (cut) this.cut.add(kind.kind);
        else this.cut.delete(kind.kind);
        change(this.objects.replaceAll(kind.kind, objects));
      },
      changed: object => { if (this.objects.put(object)) change({ upserts: [object], removed: [] }); },
      removed: uid => { if (this.objects.remove(uid)) change({ upserts: [], removed: [uid] }); },
      state: state => this.told(kind.kind, state),
      traffic: () => this.sink.traffic(),
      lost: failure => this.lost(failure),
    }, clock);
  }

  private told(kind: string, state: FollowerState): void {
    if (this.over) return;
    this.sink.kind(kind, state, this.cut.has(kind));
    if (state.kind === 'listing') return;
    // One kind that has to wait does not hold the others back.
    this.waiting.delete(kind);
    if (!this.waiting.size) this.opened?.resolve();
  }

  private lost(failure: ClusterFailure): void {
    if (this.over || failure.reason === 'ended') return;
    const opening = this.waiting.size > 0 ? this.opened : undefined;
    this.opened = undefined;
    this.dispose();
    if (opening) opening.reject(failure);
    else this.sink.lost(failure);
  }
}
