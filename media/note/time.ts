import type { Translator } from '../status/words';

/** Made once: a formatter for each of 500 blocks costs a quarter of a second. */
const hourAndMinute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });

/** A running clock: `0:38`, `12:05`, `1:02:05`. */
export function clockSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes}:${pad(seconds % 60)}` : `${Math.floor(minutes / 60)}:${pad(minutes % 60)}:${pad(seconds % 60)}`;
}

/** `at 14:02`; of an earlier day `yesterday, 16:40` or the date. */
export function whenWords(t: Translator, at: number, now: number): string {
  return dayOf(at) >= dayOf(now) ? t('at {0}', timeWords(t, at, now)) : timeWords(t, at, now);
}

/** `14:02`; of an earlier day `yesterday, 16:40` or the date. */
export function timeWords(t: Translator, at: number, now: number): string {
  const time = hourAndMinute.format(at);
  const days = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  if (days <= 0) return time;
  if (days === 1) return t('yesterday, {0}', time);
  return t('{0}, {1}', new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: days > 300 ? 'numeric' : undefined }), time);
}

function pad(n: number): string { return String(n).padStart(2, '0'); }
/** Milliseconds since the epoch of that day's midnight. */
export function dayOf(at: number): number { const day = new Date(at); return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime(); }
