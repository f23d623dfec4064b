import type { AwsKind } from '../../core/aws/kinds';
import type { AwsResource } from '../../core/aws/resource';
import type { TargetEvent } from '../../core/resource';
import type { SourceChange } from '../../core/source';
import type { KindOutcome } from './follower';

/** The rows of all services, and what a look has changed in them. */
export class AwsStore {
  readonly rows = new Map<string, AwsResource>();
  /** What became of each kind when it was last asked for. */
  readonly kinds = new Map<AwsKind, KindOutcome>();

  /** `now`: the place's clock. What was there before anybody looked has not happened now. */
  apply(outcome: KindOutcome, now: number): { readonly change: SourceChange; readonly events: readonly TargetEvent[] } {
    const { kind, rows, failure } = outcome;
    const first = this.kinds.get(kind) === undefined || this.kinds.get(kind)!.failure !== undefined && ![...this.rows.values()].some(row => row.kind === kind);
    this.kinds.set(kind, outcome);
    if (failure) return { change: { upserts: [], removed: [] }, events: [] };
    const found = new Map(rows.map(row => [row.uid, row]));
    const removed = [...this.rows.values()].filter(row => row.kind === kind && !found.has(row.uid));
    const upserts = rows.filter(row => !same(this.rows.get(row.uid), row));
    const events = [
      ...removed.map(row => event(row, 'delete', now)),
      ...upserts.flatMap(row => {
        const before = this.rows.get(row.uid);
        if (!before) return [event(row, 'create', Math.min(row.created ?? now, now))];
        return before.status === row.status ? [] : [event(row, 'status', now, `${before.status} → ${row.status}`)];
      }),
    ];
    for (const { uid } of removed) this.rows.delete(uid);
    for (const row of upserts) this.rows.set(row.uid, row);
    return { change: { upserts, removed: removed.map(({ uid }) => uid) }, events: first ? [] : events };
  }
}

function event({ kind, uid, name }: AwsResource, action: string, time: number, more?: string): TargetEvent {
  return { kind, action, uid, name, time, ...more === undefined ? {} : { more } };
}

function same(one: AwsResource | undefined, other: AwsResource): boolean { return one !== undefined && JSON.stringify(one) === JSON.stringify(other); }
