import type { Disposable } from '../../core/disposable';
import type { Clock } from '../docker/clock';
import type { ClusterObject } from './object';
import type { ObjectChange } from './objects';

/** A rollout changes a dozen objects several times in a moment. */
const apartMs = 100;

/** Hands changes on at once, and then at most once in 100 ms: the newest of each object. */
export class ChangeBatch implements Disposable {
  private readonly upserts = new Map<string, ClusterObject>();
  private readonly removed = new Set<string>();
  private timer: Disposable | undefined;

  constructor(private readonly clock: Clock, private readonly handOn: (change: ObjectChange) => void) {}

  add({ upserts, removed }: ObjectChange): void {
    for (const object of upserts) {
      this.removed.delete(object.uid);
      this.upserts.set(object.uid, object);
    }
    for (const uid of removed) {
      this.upserts.delete(uid);
      this.removed.add(uid);
    }
    if (!this.timer) this.flush();
  }

  /** Nothing is kept back any more. */
  flushNow(): void {
    this.timer?.dispose();
    this.timer = undefined;
    this.send();
  }

  dispose(): void { this.flushNow(); }

  private flush(): void {
    if (!this.send()) return;
    this.timer = this.clock.after(apartMs, () => {
      this.timer = undefined;
      this.flush();
    });
  }

  private send(): boolean {
    if (!this.upserts.size && !this.removed.size) return false;
    const change = { upserts: [...this.upserts.values()], removed: [...this.removed] };
    this.upserts.clear();
    this.removed.clear();
    this.handOn(change);
    return true;
  }
}
