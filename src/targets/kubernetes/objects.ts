import type { ClusterObject } from './object';

/** What is different now. */
export interface ObjectChange {
  readonly upserts: readonly ClusterObject[];
  /** Uids. */
  readonly removed: readonly string[];
}

/** All that is known of a namespace, by uid. */
export class Objects {
  private readonly known = new Map<string, ClusterObject>();

  get all(): ReadonlyMap<string, ClusterObject> { return this.known; }

  /** `fresh` are all there are of this kind. */
  replaceAll(kind: string, fresh: readonly ClusterObject[]): ObjectChange {
    const present = new Set(fresh.map(object => object.uid));
    const gone = [...this.known.values()].filter(object => object.kind === kind && !present.has(object.uid)).map(object => object.uid);
    return { upserts: fresh.filter(object => this.put(object)), removed: gone.filter(uid => this.remove(uid)) };
  }

  /** @returns whether it is new, or another version of it was known */
  put(object: ClusterObject): boolean {
    if (this.known.get(object.uid)?.version === object.version) return false;
    this.known.set(object.uid, object);
    return true;
  }

  remove(uid: string): boolean { return this.known.delete(uid); }
}
