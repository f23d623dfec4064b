import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderEntry, FolderSnapshot } from '../core/receipts/snapshot';
import { labMarker } from './labFolder';

const limits = { entries: 2000, depth: 8 };
/** What tools keep for themselves: taken as one thing, its inside is not looked at. */
const closed = new Set(['.git', 'node_modules', '__pycache__', '.venv']);

/** What lies in a lab's folder, up to a limit. Follows no link. Undefined where there is no such folder. */
export async function folderSnapshot(folder: string): Promise<FolderSnapshot | undefined> {
  const entries: FolderEntry[] = [];
  const state = { cut: false };
  const there = await walk(folder, '', 0, entries, state);
  return there ? { folder, entries, cut: state.cut } : undefined;
}

async function walk(root: string, under: string, depth: number, entries: FolderEntry[], state: { cut: boolean }): Promise<boolean> {
  const found = await readdir(join(root, under), { withFileTypes: true }).catch(() => undefined);
  if (!found) return false;
  // An environment of Python, whatever it is called.
  if (under !== '' && found.some(({ name }) => name === 'pyvenv.cfg')) return true;
  const names = found.filter(entry => under !== '' || entry.name !== labMarker).map(entry => entry.name).sort();
  const looks = await Promise.all(names.map(async name => ({ name, stat: await lstat(join(root, under, name)).catch(() => undefined) })));
  for (const { name, stat } of looks) {
    if (!stat) continue;
    if (entries.length >= limits.entries) { state.cut = true; return true; }
    const path = under === '' ? name : `${under}/${name}`;
    const kind = stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : 'file';
    entries.push({ path, kind, size: kind === 'folder' ? 0 : stat.size, print: kind === 'folder' ? '' : `${stat.size}-${Math.round(stat.mtimeMs)}-${stat.ino}` });
    if (kind !== 'folder' || closed.has(name)) continue;
    if (depth >= limits.depth) state.cut = true;
    else await walk(root, path, depth + 1, entries, state);
  }
  return true;
}
