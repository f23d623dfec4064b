import type { Translator } from '../status/words';

/** A finished span: `0.6 s`, `41.4 s`, `3 min 05 s`, `1 h 12 min`. Milliseconds in. */
export function spanWords(t: Translator, milliseconds: number): string {
  const tenths = Math.max(0, Math.round(milliseconds / 100));
  if (tenths < 600) return t('{0} s', (tenths / 10).toFixed(1));
  const seconds = Math.round(tenths / 10);
  if (seconds < 3600) return t('{0} min {1} s', Math.floor(seconds / 60), pad(seconds % 60));
  return t('{0} h {1} min', Math.floor(seconds / 3600), pad(Math.floor(seconds / 60) % 60));
}

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
  const time = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit', hour12: false });
  const days = Math.round((dayOf(now) - dayOf(at)) / 86_400_000);
  if (days <= 0) return time;
  if (days === 1) return t('yesterday, {0}', time);
  return t('{0}, {1}', new Date(at).toLocaleDateString(undefined, { day: 'numeric', month: 'short', year: days > 300 ? 'numeric' : undefined }), time);
}

/** `920 B`, `12 KB`, `104 MB`. */
export function sizeWords(t: Translator, bytes: number): string {
  if (bytes < 1000) return t('{0} B', bytes);
  if (bytes < 1_000_000) return t('{0} KB', Math.round(bytes / 1000));
  return t('{0} MB', bytes < 10_000_000 ? (bytes / 1_000_000).toFixed(1) : Math.round(bytes / 1_000_000));
}

function pad(n: number): string { return String(n).padStart(2, '0'); }
/** Milliseconds since the epoch of that day's midnight. */
export function dayOf(at: number): number { const day = new Date(at); return new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime(); }
