import { constants } from 'node:fs';
import { copyFile, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { msg, type Message } from '../core/message';
import { UserError } from '../core/errors';

/** Its content is the lab's id. Without it a folder is somebody else's. */
export const labMarker = '.labbook-lab';

export interface LabFolder {
  readonly path: string;
  /** What the student should know: another folder was in the way, a file of theirs was kept. */
  readonly notes: readonly Message[];
}

/**
 * `<labs folder>/<course id>/<lab id>`, made on first use. A folder without our marker is never touched: `-2` is taken.
 * Shipped files are copied in; a file that is there already stays as it is.
 */
export async function openLabFolder(labs: string, courseId: string, labId: string, shipped: string | undefined): Promise<LabFolder> {
  const notes: Message[] = [];
  const course = join(labs, courseId);
  await mkdir(course, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new UserError('labFolder.cannotMake', msg('The folder {0} cannot be made: {1}', course, error.code ?? error.message), msg('Choose another folder in the setting labbook.labsFolder.'));
  });
  const path = await claim(course, labId, notes);
  if (shipped && await isPlainFolder(shipped)) await copyIn(shipped, path, notes);
  return { path, notes };
}

/** What is copied must be what was trusted: a link in place of the folder would lead to anything. */
async function isPlainFolder(shipped: string): Promise<boolean> {
  const there = await Promise.all([dirname(shipped), shipped].map(path => lstat(path).catch(() => undefined)));
  return there.every(stats => stats?.isDirectory() ?? false);
}

/** The lab's folder if it was made; nothing is made here. */
export async function findLabFolder(labs: string, courseId: string, labId: string): Promise<string | undefined> {
  for (let n = 1; n < 100; n++) {
    const path = join(labs, courseId, n === 1 ? labId : `${labId}-${n}`);
    const there = await lstat(path).catch(() => undefined);
    if (!there) return undefined;
    if (there.isDirectory() && await isOf(path, labId)) return path;
  }
  return undefined;
}

async function claim(course: string, labId: string, notes: Message[]): Promise<string> {
  for (let n = 1; n < 100; n++) {
    const path = join(course, n === 1 ? labId : `${labId}-${n}`);
    if (await take(path, labId)) return path;
    notes.push(msg('The folder {0} was there before and is left alone.', path));
  }
  throw new UserError('labFolder.taken', msg('No free folder name for lab {0} in {1}.', labId, course), msg('Move the folders that are in the way, or set labbook.labsFolder.'));
}

async function take(path: string, labId: string): Promise<boolean> {
  const there = await lstat(path).catch(() => undefined);
  if (!there) {
    await mkdir(path);
    await writeFile(join(path, labMarker), `${labId}\n`, { flag: 'wx' });
    return true;
  }
  if (!there.isDirectory()) return false;
  return isOf(path, labId);
}

async function isOf(path: string, labId: string): Promise<boolean> {
  return (await readFile(join(path, labMarker), 'utf8').catch(() => '')).trim() === labId;
}

/** Plain files and folders only; never through a link that lies in the lab folder. */
async function copyIn(from: string, to: string, notes: Message[]): Promise<void> {
  const entries = await readdir(from, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const source = join(from, entry.name), target = join(to, entry.name);
    const there = await lstat(target).catch(() => undefined);
    if (entry.isDirectory()) {
      if (!there) await mkdir(target);
      if (!there || there.isDirectory()) await copyIn(source, target, notes);
      else notes.push(msg('{0} was there before and is kept; the course ships a folder of that name.', target));
    } else if (entry.isFile()) {
      if (!there) await copyFile(source, target, constants.COPYFILE_EXCL);
      else if (!(await same(source, target))) notes.push(msg('{0} differs from the course’s file and is kept.', target));
    }
  }
}

async function same(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([readFile(a), readFile(b).catch(() => undefined)]);
  return right !== undefined && left.equals(right);
}
