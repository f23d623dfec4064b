import type { Translator } from './words';

/** `920 B`, `12 KB`, `104 MB`, `1.2 GB`. */
export function sizeWords(t: Translator, bytes: number): string {
  if (bytes < 1000) return t('{0} B', bytes);
  if (bytes < 1_000_000) return t('{0} KB', Math.round(bytes / 1000));
  if (bytes < 999_500_000) return t('{0} MB', bytes < 10_000_000 ? (bytes / 1_000_000).toFixed(1) : Math.round(bytes / 1_000_000));
  return t('{0} GB', (bytes / 1_000_000_000).toFixed(1));
}
