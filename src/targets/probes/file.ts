import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Seen } from '../../core/checks/want';
import { msg } from '../../core/message';

const most = 1024 * 1024;

/** A regular file in the lab's folder, whatever links lead there. `folder`: undefined where the lab has none yet. Of a large one that part which is asked for. */
export async function fileProbe(path: string, folder: string | undefined, part: 'start' | 'end' = 'start'): Promise<Seen> {
  if (folder === undefined) return { kind: 'none' };
  const root = await realpath(folder).catch(() => undefined);
  if (root === undefined) return { kind: 'none' };
  const wanted = resolve(folder, path);
  // Not even asked whether it exists: that alone would tell of what lies elsewhere.
  if (!isInside(folder, wanted)) return outside(path);
  const real = await realpath(wanted).catch(() => undefined);
  if (real === undefined) return { kind: 'none' };
  if (!isInside(root, real)) return outside(path);
  return read(path, real, part);
}

async function read(path: string, real: string, part: 'start' | 'end'): Promise<Seen> {
  // A pipe would keep us waiting, and a link may have come to lie there meanwhile.
  const file = await open(real, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: NodeJS.ErrnoException) => error);
  if (file instanceof Error) return file.code === 'ENOENT' ? { kind: 'none' } : { kind: 'barred', reason: msg('`{0}` cannot be read: {1}', path, file.code ?? file.message) };
  try {
    const { size } = await file.stat().then(stat => stat.isFile() ? stat : { size: -1 });
    if (size < 0) return { kind: 'barred', reason: msg('`{0}` is no plain file', path) };
    const { bytesRead, buffer } = await file.read(Buffer.alloc(Math.min(size, most)), 0, Math.min(size, most), part === 'start' ? 0 : Math.max(0, size - most));
    return { kind: 'file', text: buffer.subarray(0, bytesRead).toString('utf8'), cut: size > most };
  } finally {
    await file.close();
  }
}

function outside(path: string): Seen { return { kind: 'barred', reason: msg('`{0}` lies outside the lab’s folder', path) }; }

function isInside(root: string, path: string): boolean {
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
