import { msg, type Message } from '../message';
import type { RunOf, ThingOf } from './portfolio';

export type Translate = (message: Message) => string;

/** `2026-11-26 14:02`, by the clock of this machine; what is no time is a question mark. */
export function timeWords(at: number): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '?';
  const two = (value: number) => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} ${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** "0.4 s", "2 min", "1 h 5 min". */
export function durationWords(ms: number): Message {
  if (ms < 59_500) return msg('{0} s', ms < 9950 ? (Math.max(0, ms) / 1000).toFixed(1) : Math.round(ms / 1000));
  const minutes = Math.round(ms / 60_000);
  return minutes < 60 ? msg('{0} min', minutes) : msg('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}

/** "Passed, exit 0", "Failed, exit 125", "Typed by hand: passed". */
export function runWords({ state, code }: Pick<RunOf, 'state' | 'code'>): Message {
  switch (state) {
    case 'passed': return msg('Passed');
    case 'failed': return code === undefined ? msg('Failed') : msg('Failed, exit {0}', code);
    case 'stopped': return msg('Stopped');
    case 'timedOut': return msg('Timed out');
    case 'interrupted': return msg('Interrupted: its shell ended unseen');
    case 'notRun': return msg('Not run');
    default: return msg('Not measured');
  }
}

/** What stands beside a result. */
export function markWords(record: { readonly emulated?: true; readonly byHand?: true; readonly remedy?: true; readonly changed?: true }): Message[] {
  return [
    ...record.emulated ? [msg('emulated')] : [], ...record.byHand ? [msg('typed by hand')] : [],
    ...record.remedy ? [msg('a remedy, not the block itself')] : [], ...record.changed ? [msg('its text has changed since')] : [],
  ];
}

export function thingWords(things: readonly ThingOf[]): string { return things.map(({ thing, name }) => `${thing} ${name}`).join(', '); }
