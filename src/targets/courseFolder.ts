import { constants, type BigIntStats } from 'node:fs';
import { lstat, open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, relative, isAbsolute, sep } from 'node:path';
import type { CourseFiles, FileProblem, FileText } from '../core/course';
import { coursePath } from '../core/coursePath';
import { isImageName, textLimit, textOfBytes } from '../core/courseText';

/** `path` is absolute and has no links left in it. */
export type FilePlace = { readonly path: string } | { readonly problem: FileProblem };

/** Looks things up below a course folder. Whatever a course holds, nothing outside the folder is read and nothing but ordinary files is opened. */
export interface CourseFolder extends CourseFiles {
  /** `path` is relative to the course folder, with `/`. Only pictures: anything else is `notAFile`. Never throws. */
  resolveImage(path: string): Promise<FilePlace>;
}

/**
 * Touches nothing on the disk yet. `within`: the workspace folder that the student opened; a course folder that is a
 * link out of it reads as `outside`. The workspace folder itself may be reached through a link.
 */
export function openCourseFolder(root: string, within: string = root): CourseFolder {
  return new DiskFolder(root, within);
}

class DiskFolder implements CourseFolder {
  /** Real paths of the course folder and of folders in it. Shared by reads that go on at the same time; never kept longer, for a folder may move. */
  private readonly resolving = new Map<string, Promise<string>>();

  constructor(private readonly root: string, private readonly within: string) {}

  async read(path: string): Promise<FileText> {
    const place = await this.place(path);
    return 'problem' in place ? place : readText(place);
  }

  async resolveImage(path: string): Promise<FilePlace> {
    const place = await this.place(path);
    if ('problem' in place) return place;
    // Both names count: `x.png` must not be another name for something that is no picture.
    const isImage = [path, place.path].every(isImageName);
    return isImage ? { path: place.path } : { problem: 'notAFile' };
  }

  async isImage(path: string): Promise<boolean> { return 'path' in await this.resolveImage(path); }

  /** Links are resolved first and judged then, so a link inside the folder is fine and one out of it is named. */
  private async place(path: string): Promise<Place | { readonly problem: FileProblem }> {
    const below = coursePath(path);
    if (below === undefined) return { problem: 'outside' };
    try {
      const above = dirname(join(this.root, below));
      const [root, folder] = await Promise.all([this.once('', () => this.resolveRoot()), this.once(above, () => realpath(above))]);
      const named = join(folder, basename(below));
      // A file that is no link lies where its folder lies: one look a file instead of one for each part of its path.
      const found = await lstat(named, { bigint: true });
      const real = found.isSymbolicLink() ? await realpath(named) : named;
      if (!contains(root, real)) return { problem: 'outside' };
      const stats = real === named ? found : await lstat(real, { bigint: true });
      return stats.isFile() ? { path: real, stats } : { problem: 'notAFile' };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  }

  private once(key: string, resolve: () => Promise<string>): Promise<string> {
    const going = this.resolving.get(key) ?? resolve().finally(() => this.resolving.delete(key));
    this.resolving.set(key, going);
    return going;
  }

  private async resolveRoot(): Promise<string> {
    const [root, within] = await Promise.all([realpath(this.root), realpath(this.within)]);
    if (root === within || contains(within, root)) return root;
    throw new OutsideError();
  }
}

class OutsideError extends Error {}

interface Place { readonly path: string; readonly stats: BigIntStats }

async function readText({ path, stats }: Place): Promise<FileText> {
  if (stats.size > textLimit) return { problem: 'tooLarge' };
  let handle: FileHandle | undefined;
  try {
    // O_NONBLOCK and O_NOFOLLOW: if the file was exchanged since it was looked at, the open must neither hang nor follow.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const opened = await handle.stat({ bigint: true });
    if (!opened.isFile() || opened.ino !== stats.ino || opened.dev !== stats.dev) return { problem: 'notAFile' };
    return await decode(handle, Number(opened.size));
  } catch (error) {
    return { problem: problemOf(error) };
  } finally {
    await handle?.close();
  }
}

/** `expected` bytes are read, and more if the file has grown since or, as in /proc, does not know its size. */
async function decode(handle: FileHandle, expected: number): Promise<FileText> {
  let buffer = Buffer.allocUnsafe(Math.min(expected, textLimit) + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
    if (length > textLimit) return { problem: 'tooLarge' };
    if (length === expected) break;
    if (length === buffer.length) buffer = Buffer.concat([buffer], textLimit + 1);
  }
  return textOfBytes(buffer.subarray(0, length));
}

function contains(root: string, path: string): boolean {
  const below = relative(root, path);
  return below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
}

function problemOf(error: unknown): FileProblem {
  if (error instanceof OutsideError) return 'outside';
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'missing';
  return code === 'ELOOP' ? 'outside' : 'unreadable';
}

/** Course folders at the top of a workspace folder: the folder itself or its `notes`. Absolute, links not resolved. Never throws. */
export async function findCourses(folder: string): Promise<string[]> {
  const candidates = [join(folder, 'course.yaml'), join(folder, 'notes', 'course.yaml')];
  const found = await Promise.all(candidates.map(async path => (await exists(path)) ? [dirname(path)] : []));
  return found.flat();
}

/** Also true for what is no ordinary file: opening the course then says what is wrong with it. */
async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, error => problemOf(error) !== 'missing');
}
