import type { ClusterResource } from '../../core/clusterResource';
import type { TargetEvent } from '../../core/resource';
import type { SourceChange } from '../../core/source';
import { changeOf } from './changes';
import { resourceOf } from './mapping';
import type { ObjectChange } from './objects';
import { resourceUid } from './reading';

/** The objects of a namespace as rows: each is put into words once for each version of it. */
export class Rows {
  private readonly known = new Map<string, ClusterResource>();
  /** Uids of the cluster to those of rows: of what is gone only the former is told. */
  private readonly uids = new Map<string, string>();
  /** To whom each row belongs: when it goes, its owner may have gone before it. */
  private readonly owners = new Map<string, string>();

  get all(): ReadonlyMap<string, ClusterResource> { return this.known; }

  /** What is different, and what has happened by that. `now`: milliseconds since the epoch, by the cluster's clock. */
  apply({ upserts, removed }: ObjectChange, now: number): { readonly change: SourceChange; readonly events: readonly TargetEvent[] } {
    const events: TargetEvent[] = [];
    const rows = upserts.flatMap(object => {
      const row = resourceOf(object);
      if (!row) return [];
      const before = this.known.get(row.uid);
      this.known.set(row.uid, row);
      this.belongs(row);
      events.push(this.event(row, before ? changeOf(before, row) : { action: 'create' }, now));
      this.uids.set(object.uid, row.uid);
      return [row];
    });
    const gone = removed.flatMap(object => {
      const uid = this.uids.get(object) ?? resourceUid('', object);
      const row = this.known.get(uid);
      this.uids.delete(object);
      if (!row || !this.known.delete(uid)) return [];
      events.push(this.event(row, { action: 'delete' }, now));
      this.bequeath(uid);
      return [uid];
    });
    return { change: { upserts: rows, removed: gone }, events };
  }

  private event({ kind, uid, name }: ClusterResource, change: Pick<TargetEvent, 'action' | 'more'>, time: number): TargetEvent {
    const owner = this.topOf(uid);
    return { kind, uid, name, time, ...change, ...owner !== undefined && { owner } };
  }

  private belongs({ uid, owner }: ClusterResource): void {
    if (owner !== undefined) this.owners.set(uid, owner);
  }

  private topOf(uid: string): string | undefined {
    let top = this.owners.get(uid);
    for (let next = top; next !== undefined; next = this.owners.get(next)) top = next;
    return top;
  }

  private bequeath(uid: string): void {
    const owner = this.owners.get(uid);
    this.owners.delete(uid);
    if (owner !== undefined) for (const [own, of] of this.owners) if (of === uid) this.owners.set(own, owner);
  }
}
