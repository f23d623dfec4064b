import type { Resource, VolumeResource } from '../../core/resource';
import type { DaemonEvent } from './api';

/**
 * A daemon may name as a volume's time that of the last change in its folder (Docker 20.10 does), so a database would make
 * its volume another one each time it starts. As long as no event tells that a volume has gone, it keeps the time that was
 * seen first: what was made anew under its name has another.
 */
export class VolumeTimes {
  private first = new Map<string, number>();
  /** When it was last destroyed, by the daemon's clock. */
  private readonly gone = new Map<string, number>();

  seen({ type, action, id, time }: DaemonEvent): void {
    if (type !== 'volume') return;
    if (action === 'prune') this.first.clear();
    if (action !== 'destroy') return;
    this.first.delete(id);
    this.gone.set(id, time);
  }

  /** `rows`: all volumes that the daemon lists. */
  apply(rows: readonly VolumeResource[]): VolumeResource[] {
    const known = this.first;
    this.first = new Map();
    return rows.map(row => {
      // A list that was asked for before the end of a volume must not bring its time back.
      if (row.created === undefined || row.created + 1000 <= (this.gone.get(row.name) ?? 0)) return row;
      const created = known.get(row.name) ?? row.created;
      this.first.set(row.name, created);
      return created === row.created ? row : { ...row, created };
    });
  }

  /** Events may have been missed. */
  clear(): void { this.first.clear(); this.gone.clear(); }
}

/** What was asked anew, with the times of volumes as they are known. */
export function withKnownTimes(asked: ReadonlyMap<string, Resource>, known: ReadonlyMap<string, Resource>): ReadonlyMap<string, Resource> {
  return new Map([...asked].map(([uid, row]) => {
    const created = row.kind === 'volume' ? known.get(uid)?.created : undefined;
    return [uid, created === undefined ? row : { ...row, created }];
  }));
}
