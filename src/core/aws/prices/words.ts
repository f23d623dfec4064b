import { msg, type Message } from '../../message';
import type { Cost, CostSum } from './cost';

/** US dollars as a number to read: three digits behind the point below 0.2, else two. Always "about". */
export function usd(amount: number): string {
  if (amount > 0 && amount < 0.001) return '0.001';
  const text = amount < 0.2 ? amount.toFixed(3).replace(/0$/, '') : amount.toFixed(2);
  return text;
}

/** "about 0.06 USD an hour, unconfirmed price (2026-11-26)". `emulated`: nobody pays. */
export function costWords({ perHour, price }: Cost, emulated = false): Message {
  if (perHour === undefined || !price) return emulated ? msg('no price known for a real account') : msg('billed by the hour, no price known');
  const date = price.date;
  if (emulated) return price.confirmed ? msg('would cost about {0} USD an hour on a real account (price of {1})', usd(perHour), date) : msg('would cost about {0} USD an hour on a real account, unconfirmed price ({1})', usd(perHour), date);
  return price.confirmed ? msg('about {0} USD an hour (price of {1})', usd(perHour), date) : msg('about {0} USD an hour, unconfirmed price ({1})', usd(perHour), date);
}

/** Of all that runs, for a header or the status bar; undefined where nothing is billed. */
export function sumWords({ perHour, oldest, confirmed, billed, unknown }: CostSum<unknown>, emulated = false): { readonly text: Message; readonly notes: readonly Message[] } | undefined {
  if (billed.length === 0) return undefined;
  const hidden = unknown.length === 0 ? [] : [unknown.length === 1 ? msg('1 more has no price here') : msg('{0} more have no price here', unknown.length)];
  if (oldest === undefined) return { text: emulated ? msg('No cost. On a real account it is billed by the hour, no price known') : msg('billed by the hour, no price known'), notes: [] };
  const dated = confirmed ? msg('prices of {0} or later, without tax, traffic and storage', oldest) : msg('unconfirmed prices of {0} or later, without tax, traffic and storage', oldest);
  return { text: emulated ? msg('No cost. On a real account about {0} USD an hour', usd(perHour)) : msg('about {0} USD an hour', usd(perHour)), notes: [dated, ...hidden] };
}
