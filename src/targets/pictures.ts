import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { pictureLimits } from '../core/portfolio/pictures';
import { openCourseFolder } from './courseFolder';

const kinds: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg', '.gif': 'image/gif', '.webp': 'image/webp', '.svg': 'image/svg+xml' };

/** Data addresses of pictures below a course folder, by path; those that are missing, lead out of it or are beyond the limits are not in it. */
export async function readPictures(root: string, paths: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const folder = openCourseFolder(root);
  const found = new Map<string, string>();
  let left: number = pictureLimits.all;
  for (const path of new Set(paths)) {
    const place = await folder.resolveImage(path);
    const kind = kinds[extname(path).toLowerCase()];
    if ('problem' in place || kind === undefined) continue;
    const { size } = await stat(place.path);
    if (size > Math.min(pictureLimits.one, left)) continue;
    left -= size;
    found.set(path, `data:${kind};base64,${(await readFile(place.path)).toString('base64')}`);
  }
  return found;
}
