import { msg, type Message } from '../message';
import { isCourseFile, isLitter } from './fileKind';
import { diskKey, nameFault } from './fileName';
import { megabytes, packLimits, type FoundFile, type Refusal } from './found';

export interface PackPlan {
  /** By path, so that the same course gives the same pack. */
  readonly files: readonly FoundFile[];
  /** No part of a course: the author is told, the pack is made. */
  readonly leftOut: readonly string[];
  /** With one of these nothing is packed. */
  readonly refused: readonly Refusal[];
}

/** Which of these files make up the course, and what is in the way. Looks at names, kinds and sizes alone. */
export function planFiles(found: readonly FoundFile[]): PackPlan {
  const leftOut: string[] = [];
  const refused: Refusal[] = [];
  const files: FoundFile[] = [];
  for (const file of [...found].sort(byPath)) {
    if (file.path.split('/').some(isLitter)) continue;
    const why = faultOf(file);
    if (why) refused.push({ path: file.path, ...why });
    else if (isCourseFile(file.path)) files.push(file);
    else leftOut.push(file.path);
  }
  return { files, leftOut, refused: [...refused, ...collisions(files), ...excess(files)] };
}

/** By code units: the order of no language and no machine. */
export function byPath(a: { readonly path: string }, b: { readonly path: string }): number { return a.path < b.path ? -1 : a.path > b.path ? 1 : 0; }

function faultOf({ path, kind, size }: FoundFile): { readonly message: Message; readonly remedy?: Message } | undefined {
  const name = nameFault(path);
  if (name) return { message: name, remedy: msg('Rename it.') };
  if (kind === 'link') return { message: msg('it is a link'), remedy: msg('Put the file itself there.') };
  if (kind === 'other') return { message: msg('it is no ordinary file'), remedy: msg('Remove it.') };
  if (size > packLimits.file) return { message: msg('it has {0}; at most {1} are packed', megabytes(size), megabytes(packLimits.file)), remedy: msg('Let the lab make or fetch it.') };
  // Elsewhere nobody would miss it; without a file of its folder a lab breaks.
  if (path.startsWith('labs/') && !isCourseFile(path)) return { message: msg('files of this kind are not packed'), remedy: msg('Give it the ending of what it is, or let the lab make it.') };
  return undefined;
}

function collisions(files: readonly FoundFile[]): Refusal[] {
  const first = new Map<string, string>();
  return files.flatMap(({ path }) => {
    const other = first.get(diskKey(path));
    first.set(diskKey(path), other ?? path);
    return other === undefined ? [] : [{ path, message: msg('on Windows and macOS it is the same file as {0}', other), remedy: msg('Rename one of the two.') }];
  });
}

function excess(files: readonly FoundFile[]): Refusal[] {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length > packLimits.files) return [{ path: '', message: msg('the course has {0} files; at most {1} are packed', files.length, packLimits.files) }];
  return size > packLimits.all ? [{ path: '', message: msg('the course has {0}; at most {1} are packed', megabytes(size), megabytes(packLimits.all)) }] : [];
}
