import type { AwsKind } from './kinds';
import { isEmulated, isOnAws, regionOf } from './place';
import { isOfAws } from './resource';
import type { LabRef, Ledger } from '../ledger';
import type { LiveState } from '../liveState';

/** A thing of a lab that costs money by the hour on a real account. Small enough to be kept in one stored value that a starting window reads. */
export interface BilledThing extends LabRef {
  readonly uid: string;
  readonly kind: AwsKind;
  readonly name: string;
  /** `Source.place`: account and region. */
  readonly place: string;
  /** Key of the price table. */
  readonly price: string;
  readonly count: number;
  /** Since when it is billed as far as is known, milliseconds since the epoch. */
  readonly since: number;
  /** When it was last seen there, milliseconds since the epoch. */
  readonly seen: number;
}

/** What one of a kind costs in a region. Undefined: not known, which is never taken for nothing. */
export type HourPrice = (key: string, region: string) => { readonly usd: number; readonly date: string; readonly confirmed: boolean } | undefined;

/** What is known of the cost of several things. */
export interface BillSum {
  /** USD an hour of those whose price is known. */
  readonly perHour: number;
  /** USD since each began. */
  readonly soFar: number;
  /** How many have no known price. */
  readonly unknown: number;
  /** Whether each price stands in a source that was read. */
  readonly confirmed: boolean;
  /** Of the oldest price in it, `2026-11-26`. */
  readonly date?: string;
}

/**
 * The bill after a look at one place. What is there is as it was seen now; what is gone from the ledger or from its place is off;
 * of other places nothing new is known.
 */
export function billAfter(before: readonly BilledThing[], ledger: Ledger, live: LiveState | undefined, now: number): readonly BilledThing[] {
  const known = new Map(before.map(thing => [keyOf(thing.place, thing.uid), thing]));
  return ledger.things().flatMap(({ made }) => {
    const { uid, thing, name, daemon: place, courseId, labId } = made;
    if (!isOfAws({ kind: thing }) || !isOnAws(place) || isEmulated(place)) return [];
    const was = known.get(keyOf(place, uid));
    if (live?.daemon !== place) return was ? [was] : [];
    const resource = live.resources.get(uid);
    if (!resource) return was && live.unknown?.has(thing as AwsKind) ? [was] : [];
    if (!isOfAws(resource) || !resource.billing) return [];
    const { price, count, since } = resource.billing;
    return [{ courseId, labId, uid, kind: resource.kind, name, place, price, count, since: since ?? was?.since ?? resource.created ?? made.at, seen: now }];
  });
}

/** Dearest first; what has no known price before all, since it may be the dearest. */
export function dearestFirst(things: readonly BilledThing[], priceOf: HourPrice): readonly BilledThing[] {
  const cost = (thing: BilledThing): number => hourly(thing, priceOf) ?? Number.POSITIVE_INFINITY;
  return [...things].sort((a, b) => cost(b) - cost(a) || (a.name < b.name ? -1 : 1));
}

/** USD an hour; undefined where no price is known. */
export function hourly({ price, count, place }: Pick<BilledThing, 'price' | 'count' | 'place'>, priceOf: HourPrice): number | undefined {
  const found = priceOf(price, regionOf(place));
  return found && found.usd * count;
}

export function sumOf(things: readonly BilledThing[], now: number, priceOf: HourPrice): BillSum {
  return things.reduce<BillSum>((sum, thing) => {
    const price = priceOf(thing.price, regionOf(thing.place));
    if (!price) return { ...sum, unknown: sum.unknown + 1 };
    const usd = price.usd * thing.count;
    const date = sum.date === undefined || price.date < sum.date ? price.date : sum.date;
    return { perHour: sum.perHour + usd, soFar: sum.soFar + usd * hoursBetween(thing.since, now), unknown: sum.unknown, confirmed: sum.confirmed && price.confirmed, date };
  }, { perHour: 0, soFar: 0, unknown: 0, confirmed: true });
}

/** Whether two bills say the same but for when it was seen. */
export function sameBill(a: readonly BilledThing[], b: readonly BilledThing[]): boolean {
  const text = (bill: readonly BilledThing[]): string => JSON.stringify(bill.map(({ place, uid, price, count, since }) => [place, uid, price, count, since]));
  return text(a) === text(b);
}

function hoursBetween(from: number, to: number): number { return Math.max(0, to - from) / 3_600_000; }
function keyOf(place: string, uid: string): string { return `${place}\n${uid}`; }
