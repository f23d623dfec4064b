import { msg, type Message } from '../message';
import type { Translate } from '../statusInput';
import { dearestFirst, hourly, sumOf, type BilledThing, type BillSum, type HourPrice } from './bill';
import { regionOf } from './place';
import { usd } from './prices/words';

const hoursOfMonth = 730;
/** So many are named in one line. */
const named = 3;

/** "about 0.12 USD an hour", with what is not known said beside it. */
export function perHourWords({ perHour, unknown }: Pick<BillSum, 'perHour' | 'unknown'>): Message {
  if (perHour === 0) return msg('no price known');
  if (unknown === 0) return msg('about {0} USD an hour', usd(perHour));
  return unknown === 1 ? msg('about {0} USD an hour, and 1 price is not known', usd(perHour)) : msg('about {0} USD an hour, and {1} prices are not known', usd(perHour), unknown);
}

/** What stands in the status bar. */
export function clockWords(sum: BillSum): Message {
  if (sum.perHour === 0) return msg('runs on AWS, no price known');
  return msg('about {0} USD/h, {1} so far', usd(sum.perHour), usd(sum.soFar));
}

/** "endpoint `xgb-1`" of the gate: an hour, and a month if nobody takes it away. */
export function gateWords(thing: BilledThing, priceOf: HourPrice): Message {
  const perHour = hourly(thing, priceOf);
  return perHour === undefined ? msg('no price known') : msg('about {0} USD an hour, {1} a month', usd(perHour), usd(perHour * hoursOfMonth));
}

/** Where a sum comes from: never printed as if it were certain. */
export function sourceWords({ confirmed, date }: Pick<BillSum, 'confirmed' | 'date'>): Message | undefined {
  if (date === undefined) return undefined;
  return confirmed ? msg('Prices as of {0}; your account may pay others.', date) : msg('Unconfirmed prices, noted on {0}; your account may pay others.', date);
}

/** What a starting window says, from what was stored: nobody has been asked. */
export function leftRunningWords(things: readonly BilledThing[], now: number, priceOf: HourPrice, translate: Translate): { readonly title: Message; readonly detail: Message } {
  const sum = sumOf(things, now, priceOf);
  const first = dearestFirst(things, priceOf).slice(0, named).map(({ name }) => `“${name}”`).join(', ');
  const names = things.length > named ? translate(msg('{0} and {1} more', first, things.length - named)) : first;
  const where = accountsOf(things).join(', ');
  return {
    title: things.length === 1 ? msg('1 thing may still be running on your AWS account {0}: {1}.', where, names) : msg('{0} things may still be running on your AWS account {1}: {2}.', things.length, where, names),
    detail: sum.perHour === 0 ? msg('Its price is not known. Nobody has been asked yet.') : msg('{0}, about {1} USD so far. Nobody has been asked yet.', translate(perHourWords(sum)), usd(sum.soFar)),
  };
}

/** Twelve digits and a region each. */
function accountsOf(things: readonly BilledThing[]): readonly string[] {
  return [...new Set(things.map(({ place }) => `${place.slice('aws:'.length, place.lastIndexOf('/'))} (${regionOf(place)})`))];
}
