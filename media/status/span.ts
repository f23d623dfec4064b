import type { Translator } from './words';

/** A finished span: `0.6 s`, `41.4 s`, `3 min 05 s`, `1 h 12 min`. Milliseconds in. */
export function spanWords(t: Translator, milliseconds: number): string {
  const tenths = Math.max(0, Math.round(milliseconds / 100));
  if (tenths < 600) return t('{0} s', (tenths / 10).toFixed(1));
  const seconds = Math.round(tenths / 10);
  if (seconds < 3600) return t('{0} min {1} s', Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'));
  return t('{0} h {1} min', Math.floor(seconds / 3600), String(Math.floor(seconds / 60) % 60).padStart(2, '0'));
}
