import { createHash } from 'node:crypto';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabFile } from '../core/courseContent';

/** More than this is no longer read: such a file counts by its size and time, and such a folder as one that changes always. */
const mostFiles = 1000;
const mostBytes = 8 * 1024 * 1024;
/** Of a text that may be shown. */
const mostText = 64 * 1024;

/** What a course copies into lab folders: the plain files of its folder `labs`. Links are not followed, as they are not copied. */
export async function labFiles(root: string): Promise<readonly LabFile[]> {
  const paths: string[] = [];
  await gather(root, 'labs', paths);
  if (paths.length > mostFiles) return [{ path: 'labs', hash: `more than ${mostFiles} files, seen at ${Date.now()}`, text: '' }];
  const files: LabFile[] = [];
  for (const path of paths.sort()) files.push(await read(root, path));
  return files;
}

async function gather(root: string, path: string, paths: string[]): Promise<void> {
  // Before each folder, so that a link to one is not entered.
  const there = await lstat(join(root, path)).catch(() => undefined);
  if (!there?.isDirectory() || paths.length > mostFiles) return;
  for (const entry of await readdir(join(root, path), { withFileTypes: true }).catch(() => [])) {
    const below = `${path}/${entry.name}`;
    if (entry.isDirectory()) await gather(root, below, paths);
    else if (entry.isFile()) paths.push(below);
  }
}

async function read(root: string, path: string): Promise<LabFile> {
  const file = join(root, path);
  const { size, mtimeMs } = await lstat(file);
  if (size > mostBytes) return { path, hash: `${size} bytes, ${mtimeMs}`, text: '' };
  const bytes = await readFile(file);
  const text = bytes.length > mostText || bytes.includes(0) ? '' : bytes.toString('utf8');
  return { path, hash: createHash('sha256').update(bytes).digest('hex'), text };
}
