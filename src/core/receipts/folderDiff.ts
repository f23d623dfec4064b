import type { FolderEntry, FolderSnapshot } from './snapshot';

/** A file, or a folder with all that is in it. */
export interface FolderThing { readonly path: string; readonly kind: FolderEntry['kind']; readonly size: number; readonly print: string }
export interface FolderDiff {
  /** The topmost of what is new. */
  readonly made: readonly FolderThing[];
  readonly changed: readonly { readonly before: FolderEntry; readonly after: FolderEntry }[];
  /** The topmost of what is no more. */
  readonly removed: readonly FolderEntry[];
}

/** What happened in a lab's folder between two looks. Two looks at different folders tell nothing. */
export function diffFolders(before: FolderSnapshot, after: FolderSnapshot): FolderDiff {
  if (before.folder !== after.folder) return { made: [], changed: [], removed: [] };
  const old = byPath(before), now = byPath(after);
  // Past the limit of the first look nobody knows what was there.
  const made = before.cut ? [] : topmost(after.entries.filter(entry => !old.has(entry.path))).flatMap(entry => thingAt(after, entry.path) ?? []);
  const removed = after.cut ? [] : topmost(before.entries.filter(entry => !now.has(entry.path)));
  const changed = after.entries.flatMap(entry => {
    const was = old.get(entry.path);
    return was && entry.kind !== 'folder' && was.print !== entry.print ? [{ before: was, after: entry }] : [];
  });
  return { made, changed, removed };
}

/** As it is now, for comparing: a folder's print covers all that is in it. Undefined where it is not there, or not wholly known. */
export function thingAt(snapshot: FolderSnapshot, path: string): FolderThing | undefined {
  const own = snapshot.entries.find(entry => entry.path === path);
  if (!own) return undefined;
  if (own.kind !== 'folder') return own;
  const inside = snapshot.entries.filter(entry => entry.path.startsWith(`${path}/`));
  const print = hash(inside.map(entry => `${entry.path}\n${entry.kind === 'folder' ? '' : entry.print}`).sort().join('\n'));
  return { path, kind: 'folder', size: inside.reduce((sum, entry) => sum + entry.size, 0), print: snapshot.cut ? `${print}?` : print };
}

function byPath(snapshot: FolderSnapshot): Map<string, FolderEntry> { return new Map(snapshot.entries.map(entry => [entry.path, entry])); }

function topmost(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const paths = new Set(entries.map(entry => entry.path));
  return entries.filter(({ path }) => !parentsOf(path).some(parent => paths.has(parent)));
}

function parentsOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('/'));
}

/** FNV-1a, twice with different starts: for telling changes, not for secrets. */
function hash(text: string): string {
  const once = (start: number): string => {
    let value = start;
    for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
    return (value >>> 0).toString(16).padStart(8, '0');
  };
  return once(0x811c9dc5) + once(0x1234567);
}
