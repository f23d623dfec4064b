import type { JournalEntry, Moment } from '../journal';
import type { TargetEvent } from '../resource';
import type { Translate } from '../statusInput';
import { timelineOf } from '../timeline';

/** What happened in one lab between two times of this machine's clock, milliseconds since the epoch. */
export interface MomentsInput {
  /** Of that lab. */
  readonly journal: readonly JournalEntry[];
  /** By the target's clock. */
  readonly events: readonly TargetEvent[];
  readonly skewMs: number;
  /** When the lab was seen to break. */
  readonly from: number;
  readonly to: number;
}

/** A failure is seen a moment after it was told. */
const earlierMs = 3000;
/** So many can be compared with a guess. */
const most = 8;

/** What the target told of the lab's things while it was broken, in the words of the timeline. */
export function momentsOf({ journal, events, skewMs, from, to }: MomentsInput, translate: Translate): readonly Moment[] {
  const items = timelineOf({ records: [], journal: journal.filter(({ kind }) => kind === 'made'), events, skewMs, isOwn: ownBy(journal), ordinal: () => undefined, claim: () => undefined }, translate);
  return items.filter(({ lane, at }) => lane === 'event' && at >= from - earlierMs && at <= to + earlierMs).slice(0, most)
    .map(({ at, label, detail }) => ({ ms: Math.max(0, at - from), text: detail === undefined ? label : `${label}: ${detail}` }));
}

/** A swarm makes containers for a service that the lab made: they are called after it. */
export function ownBy(journal: readonly JournalEntry[]): (uid: string, name?: string) => boolean {
  const made = journal.flatMap(entry => entry.kind === 'made' ? [entry] : []);
  const uids = new Set(made.map(({ uid }) => uid));
  const services = made.flatMap(({ thing, name }) => thing === 'service' ? [`${name}.`] : []);
  return (uid, name) => uids.has(uid) || (name !== undefined && services.some(service => name.startsWith(service)));
}
