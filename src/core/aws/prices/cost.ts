import type { AwsBilling } from '../resource';
import { prices, type Price } from './table';

const hourMs = 3_600_000;

export interface Cost {
  /** US dollars; undefined where no price is known: never taken for nothing. */
  readonly perHour: number | undefined;
  /** US dollars up to now; undefined where there is no price, or where the service does not say since when. */
  readonly soFar: number | undefined;
  /** Milliseconds since the epoch. */
  readonly since: number | undefined;
  readonly price: Price | undefined;
}

/** Of several things together. What has no price is named and not in the sums. */
export interface CostSum<R> {
  readonly perHour: number;
  readonly soFar: number;
  /** Of those that say since when: what `soFar` grows by. */
  readonly growing: number;
  /** ISO day of the oldest price in it; undefined where there is none. */
  readonly oldest: string | undefined;
  /** All prices in it are confirmed. */
  readonly confirmed: boolean;
  /** What is billed, dearest first; what has no price comes first, since it may be dearer than all. */
  readonly billed: readonly { readonly resource: R; readonly cost: Cost }[];
  readonly unknown: readonly R[];
}

interface Billed { readonly billing?: AwsBilling }

export function priceOf(key: string, region: string): Price | undefined {
  return prices.find(price => price.key === key && price.region === region);
}

/** Undefined: it costs nothing by the hour. `now`: milliseconds since the epoch. */
export function costOf({ billing }: Billed, region: string, now: number): Cost | undefined {
  if (!billing || billing.count <= 0) return undefined;
  const price = priceOf(billing.price, region);
  const perHour = price && price.usd * billing.count;
  const { since } = billing;
  return { price, perHour, since, soFar: perHour === undefined || since === undefined ? undefined : perHour * Math.max(0, now - since) / hourMs };
}

export function sumOf<R extends Billed>(resources: Iterable<R>, region: string, now: number): CostSum<R> {
  const billed = [...resources].flatMap(resource => {
    const cost = costOf(resource, region, now);
    return cost ? [{ resource, cost }] : [];
  }).sort((a, b) => (b.cost.perHour ?? Infinity) - (a.cost.perHour ?? Infinity) || 0);
  const known = billed.flatMap(({ cost }) => cost.price && cost.perHour !== undefined ? [{ ...cost, price: cost.price, perHour: cost.perHour }] : []);
  return {
    billed,
    perHour: known.reduce((sum, { perHour }) => sum + perHour, 0),
    soFar: known.reduce((sum, { soFar }) => sum + (soFar ?? 0), 0),
    growing: known.reduce((sum, { perHour, soFar }) => sum + (soFar === undefined ? 0 : perHour), 0),
    oldest: known.map(({ price }) => price.date).sort()[0],
    confirmed: known.every(({ price }) => price.confirmed),
    unknown: billed.flatMap(({ resource, cost }) => cost.perHour === undefined ? [resource] : []),
  };
}
