import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileProbe } from './probes/file';

/** `version`: what the file was when it was read; `same`: it is what it was then. */
export type FigureFile =
  | { readonly kind: 'text'; readonly text: string; readonly version: string }
  | { readonly kind: 'none' | 'barred'; readonly version: string }
  | { readonly kind: 'same' };

/** A file of the lab's folder for a drawing: at most its first or last megabyte, and only if it is another than `known`. */
export async function readFigureFile(folder: string | undefined, path: string, part: 'start' | 'end', known: string | undefined): Promise<FigureFile> {
  const version = folder === undefined ? 'none' : await stat(join(folder, path)).then(({ mtimeMs, size, ino }) => `${ino} ${size} ${mtimeMs}`, () => 'none');
  if (version === known) return { kind: 'same' };
  const seen = await fileProbe(path, folder, part);
  if (seen.kind === 'file') return { kind: 'text', text: seen.text, version };
  return { kind: seen.kind === 'none' ? 'none' : 'barred', version };
}
