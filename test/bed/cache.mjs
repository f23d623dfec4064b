/**
 * Where the bed keeps what is dear to make. Safe to delete; never cleaned by the bed itself.
 */
import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** @returns {string} absolute path, not necessarily there yet */
export function cacheFolder() {
  const { LABBOOK_CACHE, XDG_CACHE_HOME } = process.env;
  return LABBOOK_CACHE || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'labbook');
}

/**
 * The folder `path`, made by `make` if it is not there. It appears whole or not at all, so an interrupted or a
 * simultaneous run does no harm.
 * @param {string} path
 * @param {(folder: string) => Promise<void>} make fills a new empty folder
 */
export async function madeOnce(path, make) {
  if (await exists(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const draft = await mkdtemp(`${path}.part-`);
  try {
    await make(draft);
    await rename(draft, path).catch(async error => { if (!await exists(path)) throw error; });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return path;
}

/** @param {string} path */
export async function exists(path) {
  return stat(path).then(() => true, () => false);
}
