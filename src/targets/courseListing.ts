import { readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { CourseListing } from '../core/courseCheck/checkedCourse';

/** More files than a course has: a folder chosen by mistake is not read to its end. */
const most = 20_000;

/** What lies below a course folder. Hidden files and `node_modules` are left out; links are followed only to files inside the folder. */
export async function listCourse(root: string): Promise<CourseListing> {
  const real = await realpath(root);
  const files: string[] = [];
  const odd: string[] = [];
  const open = [''];
  for (let folder = open.pop(); folder !== undefined && files.length < most; folder = open.pop()) {
    for (const entry of await readdir(join(real, folder), { withFileTypes: true })) {
      if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) open.push(path);
      else if (entry.isFile() || (entry.isSymbolicLink() && await isFileInside(real, path))) files.push(path);
      else odd.push(path);
    }
  }
  return { files: files.sort(), odd: odd.sort() };
}

async function isFileInside(root: string, path: string): Promise<boolean> {
  try {
    const target = await realpath(join(root, path));
    const below = relative(root, target);
    return below !== '' && !below.startsWith(`..${sep}`) && below !== '..' && (await stat(target)).isFile();
  } catch {
    return false;
  }
}
