import { copyFile, lstat, mkdir, readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { thingAt } from '../core/receipts/folderDiff';
import { folderSnapshot } from './folderSnapshot';

/**
 * Removes a file or folder of a lab's folder, if it still looks as the ledger says. Never outside the folder, never
 * through a link: a link itself is removed, not what it names.
 */
export async function removeLabFile(folder: string, path: string, print: string): Promise<boolean> {
  const target = join(folder, path);
  if (path === '' || !await isInside(folder, target)) return false;
  const now = await folderSnapshot(folder);
  if (!now || thingAt(now, path)?.print !== print) return false;
  await rm(target, { recursive: true, force: true });
  return true;
}

/** The folder that holds it, with all links resolved, lies in the lab's folder. */
async function isInside(folder: string, target: string): Promise<boolean> {
  const [root, parent] = await Promise.all([realpath(folder), realpath(dirname(target))].map(one => one.catch(() => undefined)));
  return root !== undefined && parent !== undefined && (parent === root || parent.startsWith(root + sep));
}

/** Puts the course's files back as they were shipped, over what lies there. Nothing is written through a link. */
export async function putBackShipped(shipped: string, folder: string): Promise<void> {
  const entries = await readdir(shipped, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const from = join(shipped, entry.name), to = join(folder, entry.name);
    const there = await lstat(to).catch(() => undefined);
    if (entry.isDirectory()) {
      if (there && !there.isDirectory()) continue;
      if (!there) await mkdir(to);
      await putBackShipped(from, to);
    } else if (entry.isFile() && !there?.isDirectory()) {
      if (there && !there.isFile()) await rm(to);
      await copyFile(from, to);
    }
  }
}
