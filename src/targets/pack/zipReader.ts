import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { UserError } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import { diskKey, nameFault } from '../../core/pack/fileName';
import { megabytes, PackRefused } from '../../core/pack/found';
import type { ZipEntry } from './zipWriter';

export interface ZipLimits {
  /** Bytes of all files together, unpacked. */
  readonly all: number;
  readonly files: number;
  /** Bytes of one file, unpacked. */
  readonly file: number;
}

/** No text packs better than this; a file that claims to is meant to fill a disk. */
const bestRatio = 500;
const linkMode = 0o120000, fileMode = 0o100000, kindMask = 0o170000;

/** The plain files of a zip, all in memory. @throws PackRefused for what no honest zip of a course holds, named by its path */
export async function readZip(bytes: Buffer, limits: ZipLimits): Promise<readonly ZipEntry[]> {
  const zip = await opened(bytes);
  if (zip.entryCount > limits.files) throw refused('', msg('{0} files; at most {1} are read', zip.entryCount, limits.files));
  const entries: ZipEntry[] = [];
  const seen = new Set<string>();
  let size = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      judge(entry, limits, seen);
      size += entry.uncompressedSize;
      if (size > limits.all) throw refused(entry.fileName, msg('the files before it already have {0}', megabytes(limits.all)));
      entries.push({ name: entry.fileName, bytes: await contentOf(zip, entry) });
    }
  } catch (error) {
    throw error instanceof UserError ? error : broken(error);
  }
  return entries;
}

async function opened(bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { strictFileNames: true, validateEntrySizes: true });
  } catch (error) {
    throw broken(error);
  }
}

function judge(entry: Entry, limits: ZipLimits, seen: Set<string>): void {
  const { fileName: name, uncompressedSize: size, compressedSize: packed } = entry;
  const fault = nameFault(name);
  if (fault) throw refused(name, fault);
  const kind = (entry.externalFileAttributes >>> 16) & kindMask;
  if (kind === linkMode) throw refused(name, msg('it is a link'));
  if (kind !== 0 && kind !== fileMode) throw refused(name, msg('it is no ordinary file'));
  if (entry.isEncrypted()) throw refused(name, msg('it is encrypted'));
  if (seen.has(diskKey(name))) throw refused(name, msg('its name stands there twice'));
  seen.add(diskKey(name));
  if (size > limits.file) throw refused(name, msg('it has {0}; at most {1} are read', megabytes(size), megabytes(limits.file)));
  if (size > 100_000 && size > packed * bestRatio) throw refused(name, msg('it is packed more tightly than any text can be'));
}

/** Its real size is held against the one that the zip states while it is read. */
async function contentOf(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function refused(path: string, message: Message): PackRefused { return new PackRefused([{ path, message }]); }

function broken(error: unknown): UserError {
  return new UserError('pack.brokenZip', msg('The file cannot be read as a zip: {0}.', error instanceof Error ? error.message : String(error)), msg('Fetch it again; it may have been cut off.'));
}
