import type { ClusterResource } from '../../core/clusterResource';
import type { TargetEvent } from '../../core/resource';
import type { SourceChange } from '../../core/source';
import { resourceOf } from './mapping';
import type { ObjectChange } from './objects';
import { resourceUid } from './reading';

/** The objects of a namespace as rows: each is put into words once for each version of it. */
export class Rows {
  private readonly known = new Map<string, ClusterResource>();
  /** Uids of the cluster to those of rows: of what is gone only the former is told. */
  private readonly uids = new Map<string, string>();

  get all(): ReadonlyMap<string, ClusterResource> { return this.known; }

  /** What is different, and what has happened by that. `now`: milliseconds since the epoch. */
  apply({ upserts, removed }: ObjectChange, now: number): { readonly change: SourceChange; readonly events: readonly TargetEvent[] } {
    const events: TargetEvent[] = [];
    const rows = upserts.flatMap(object => {
      const row = resourceOf(object);
      if (!row) return [];
      events.push({ kind: row.kind, action: this.known.has(row.uid) ? 'update' : 'create', uid: row.uid, name: row.name, time: now });
      this.known.set(row.uid, row);
      this.uids.set(object.uid, row.uid);
      return [row];
    });
    const gone = removed.flatMap(object => {
      const uid = this.uids.get(object) ?? resourceUid('', object);
      const row = this.known.get(uid);
      this.uids.delete(object);
      if (!row || !this.known.delete(uid)) return [];
      events.push({ kind: row.kind, action: 'delete', uid, name: row.name, time: now });
      return [uid];
    });
    return { change: { upserts: rows, removed: gone }, events };
  }
}
