import { msg, type Message } from './message';
import type { RunRecord } from './run';
import type { Block } from './section';

/** Below this nobody wonders how long it takes. Milliseconds. */
const longMs = 10_000;

/**
 * How long a block usually takes, by its author's word, else by its own passed runs; undefined for a short one.
 * `records`: of its lab, oldest first. `say` puts a time with its unit into the reader's language.
 */
export function usualOf(block: Pick<Block, 'hash' | 'options'>, records: readonly RunRecord[], say: (words: Message) => string): Message | undefined {
  if (block.options.tty || block.options.background) return undefined;
  const times = records.filter(record => record.blockHash === block.hash && record.state === 'passed' && record.end !== undefined && !record.remedy).map(({ start, end }) => (end ?? start) - start);
  const last = times.at(-1);
  const given = block.options.usualSeconds;
  const lastWords = last === undefined ? undefined : clock(last);
  if (given) {
    const [from, to] = [span(given.from), span(given.to)];
    const end = say(to);
    if (say(from) === end) return lastWords === undefined ? msg('usually {0}', end) : msg('usually {0}, last time {1}', end, lastWords);
    const range = [from.text === to.text ? from.args[0] ?? '' : say(from), end] as const;
    return lastWords === undefined ? msg('usually {0}–{1}', ...range) : msg('usually {0}–{1}, last time {2}', ...range, lastWords);
  }
  const middle = median(times);
  if (middle === undefined || lastWords === undefined || middle < longMs) return undefined;
  return times.length < 2 ? msg('last time {0}', lastWords) : msg('usually about {0}, last time {1}', say(span(Math.round(middle / 1000))), lastWords);
}

function median(times: readonly number[]): number | undefined {
  const sorted = [...times].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : sorted.length === 0 ? undefined : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** "45 s", "3 min", "1.5 h". */
function span(seconds: number): Message {
  if (seconds < 90) return msg('{0} s', Math.max(1, Math.round(seconds)));
  const minutes = seconds / 60;
  return minutes < 90 ? msg('{0} min', Math.round(minutes)) : msg('{0} h', Math.round(minutes / 6) / 10);
}

/** "4:12". */
function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
