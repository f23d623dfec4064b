import { constants } from 'node:fs';
import { lstat, open, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isLitter } from '../../core/pack/fileKind';
import { packLimits, PackRefused, type FoundFile } from '../../core/pack/found';
import { msg } from '../../core/message';

/** Where the files of a course come from: a folder or a zip. */
export interface PackSource {
  list(): Promise<readonly FoundFile[]>;
  /** @throws PackRefused where it is not as it was listed */
  read(file: FoundFile): Promise<Buffer>;
}

/** So many are looked at before it is said that there are too many. */
const mostFiles = packLimits.files * 5;

/** Follows no link. `root`: the course folder; it may itself be reached through one. */
export function folderSource(root: string): PackSource {
  return {
    async list() {
      const found: FoundFile[] = [];
      await gather(await realpath(root), '', found);
      return found;
    },
    read: async file => readPlain(join(await realpath(root), ...file.path.split('/')), file),
  };
}

async function gather(root: string, below: string, found: FoundFile[]): Promise<void> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (isLitter(entry.name)) continue;
    if (found.length > mostFiles) return;
    if (entry.isDirectory()) await gather(root, path, found);
    else if (entry.isSymbolicLink()) found.push({ path, kind: 'link', size: 0 });
    else if (entry.isFile()) found.push({ path, kind: 'file', size: (await lstat(join(root, path))).size });
    else found.push({ path, kind: 'other', size: 0 });
  }
}

/** Whatever took the file's place since it was listed: the open neither hangs nor follows. */
async function readPlain(path: string, file: FoundFile): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)).catch(() => undefined);
  try {
    const stats = await handle?.stat();
    if (!handle || !stats?.isFile()) throw new PackRefused([{ path: file.path, message: msg('it cannot be read') }]);
    if (stats.size !== file.size) throw new PackRefused([{ path: file.path, message: msg('it changed while it was packed') }]);
    return await handle.readFile();
  } finally {
    await handle?.close();
  }
}
