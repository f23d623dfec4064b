import { isAscii, isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import type { FoundFile } from '../core/classTable/classTable';
import { UserError } from '../core/errors';
import { msg } from '../core/message';

/** Bytes of one hand-in; of all that is read; and files. A whole class stays far below. */
const mostBytes = 16 * 1024 * 1024;
const mostInAll = 1024 * 1024 * 1024;
const mostFiles = 5000;

/**
 * Every hand-in below a folder, in a zip as learning platforms make it, or a single one. Zips in the folder are opened too.
 * Nothing is written, links are not followed. A file that cannot be read is one entry with the reason. Each is judged
 * before the next is read, so that no more than one text is kept.
 * @throws UserError where the place itself is not there
 */
export async function readHandIns<T>(path: string, judge: (file: FoundFile) => T): Promise<readonly T[]> {
  const there = await lstat(path).catch(() => undefined);
  if (!there) throw new UserError('report.missing', msg('There is no {0}.', path), msg('Name a folder or a zip with hand-ins.'));
  const reader = new Reader(judge);
  if (there.isDirectory()) await reader.folder(path, '');
  else await reader.file(path, basename(path));
  return reader.found;
}

class Reader<T> {
  readonly found: T[] = [];
  private bytes = 0;

  constructor(private readonly judge: (file: FoundFile) => T) {}

  async folder(root: string, below: string): Promise<void> {
    const entries = await readdir(join(root, below), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => a.name < b.name ? -1 : 1)) {
      const name = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) await this.folder(root, name);
      else if (entry.isFile()) await this.file(join(root, name), name);
    }
  }

  async file(path: string, name: string): Promise<void> {
    if (isZip(name)) return this.zip(path, name);
    if (isHandIn(name)) await this.take(name, () => readOrdinary(path));
  }

  private async zip(path: string, name: string): Promise<void> {
    try {
      const zip = await openPromise(path, { validateEntrySizes: true, decodeStrings: true });
      for await (const entry of zip.eachEntry()) if (isHandIn(entry.fileName)) await this.take(`${name}: ${entry.fileName}`, () => readEntry(zip, entry));
    } catch (error) {
      if (error instanceof UserError) throw error;
      this.found.push(this.judge({ name, problem: msg('The zip cannot be read: {0}', error instanceof Error ? error.message : String(error)) }));
    }
  }

  private async take(name: string, read: () => Promise<Buffer>): Promise<void> {
    if (this.found.length >= mostFiles || this.bytes > mostInAll) throw new UserError('report.tooMuch', msg('There are more than {0} files, or more than {1} MB of them.', mostFiles, mostInAll / 1024 / 1024), msg('Name the folder of one class.'));
    this.found.push(this.judge(await this.fileOf(name, read)));
  }

  private async fileOf(name: string, read: () => Promise<Buffer>): Promise<FoundFile> {
    try {
      const bytes = await read();
      this.bytes += bytes.length;
      return { name, text: textOf(bytes) };
    } catch (error) {
      return { name, problem: error instanceof UserError ? error.userMessage : msg('It cannot be read: {0}', error instanceof Error ? error.message : String(error)) };
    }
  }
}

/** Nearly all of a class's files are plain ASCII, which need not be decoded. */
function textOf(bytes: Buffer): string {
  if (isAscii(bytes)) return bytes.toString('latin1');
  if (!isUtf8(bytes)) throw new UserError('report.noText', msg('It is no text.'));
  return bytes.toString('utf8');
}

function isZip(name: string): boolean { return /\.zip$/i.test(name); }
/** macOS puts a shadow of each file into its zips. */
function isHandIn(name: string): boolean { return /\.json$/i.test(name) && !/(?:^|\/)(?:\._|__MACOSX\/)/.test(name); }

async function readOrdinary(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  try {
    const { size } = await handle.stat();
    if (size > mostBytes) throw tooLarge();
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer> {
  if (entry.uncompressedSize > mostBytes) throw tooLarge();
  const stream: Readable = await zip.openReadStreamPromise(entry);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function tooLarge(): UserError { return new UserError('report.tooLarge', msg('It is larger than {0} MB.', mostBytes / 1024 / 1024)); }
