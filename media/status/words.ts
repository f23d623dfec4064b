import type { Strings } from '../../src/core/protocol';

/** Made once: making one costs half a millisecond. */
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });

/** Looks a sentence up by its English text and fills `{0}`. */
export type Translator = (text: string, ...args: readonly (string | number)[]) => string;

export function translator(strings: Strings): Translator {
  return (text, ...args) => (strings[text] ?? text).replace(/\{(\d+)\}/g, (whole, n: string) => String(args[Number(n)] ?? whole));
}

/** How long ago, coarse enough that a tick each half minute keeps it true. Milliseconds in. */
export function ageWords(t: Translator, milliseconds: number): string {
  const minutes = Math.floor(Math.max(0, milliseconds) / 60_000);
  if (minutes < 1) return t('< 1 min');
  if (minutes < 60) return t('{0} min', minutes);
  if (minutes < 48 * 60) return t('{0} h', Math.floor(minutes / 60));
  return t('{0} d', Math.floor(minutes / (24 * 60)));
}

export function clockWords(at: number): string {
  return clock.format(at);
}
