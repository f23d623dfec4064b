import { lstat, readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { msg } from '../../core/message';
import { megabytes, packLimits, PackRefused } from '../../core/pack/found';
import { judgePack, type PackManifest } from '../../core/pack/judgePack';
import { idOf } from '../../core/pack/packIdentity';
import { packFolder } from '../../core/pack/packFiles';
import { judgeCourse, type JudgedCourse } from './courseContents';
import { folderSource, type PackSource } from './folderSource';
import { contentsOf, packCourse } from './packCourse';
import { readZip } from './zipReader';
import type { ZipEntry } from './zipWriter';

/** What may be installed: looked through, and nothing of it done yet. */
export interface Installable extends JudgedCourse {
  /** A pack, as VS Code installs it. */
  readonly bytes: Buffer;
  readonly manifest: PackManifest;
  readonly files: number;
  readonly sha256: string;
}

/** Of a course without one; its pack is never handed on. */
const ownPublisher = 'local';
const limits = { files: packLimits.files + 20, file: packLimits.file, all: packLimits.all };

/** Looks through a pack, or makes one of a zip or a folder with a course. @throws PackRefused with all that is in the way */
export async function readInstallable(path: string): Promise<Installable> {
  const there = await lstat(path);
  if (there.isDirectory()) return pack(folderSource(path));
  if (!there.isFile()) throw new PackRefused([{ path, message: msg('it is no ordinary file') }]);
  if (there.size > packLimits.all) throw new PackRefused([{ path, message: msg('it has {0}; at most {1} are read', megabytes(there.size), megabytes(packLimits.all)) }]);
  const bytes = await readFile(path);
  const entries = await readZip(bytes, limits);
  return entries.some(({ name }) => name === 'extension/package.json') ? readPack(bytes, entries) : pack(zipSource(entries));
}

/** Packed here, and judged by that. */
async function pack(source: PackSource): Promise<Installable> {
  const { identity, ...packed } = await packCourse(source, { otherwise: ownPublisher });
  return { ...packed, manifest: { id: idOf(identity), version: identity.version } };
}

async function readPack(bytes: Buffer, entries: readonly ZipEntry[]): Promise<Installable> {
  const manifest = judgePack(entries);
  const contents = await contentsOf(zipSource(below(entries, `extension/${packFolder}/`)));
  const judged = await judgeCourse(contents.contents);
  return { ...judged, bytes, manifest, files: contents.contents.size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** A zip of a course folder, also one in which that folder is the only thing. */
function zipSource(entries: readonly ZipEntry[]): PackSource {
  const first = entries.find(({ name }) => /^(?:[^/]+\/){0,2}course\.yaml$/.test(name));
  const inside = below(entries, first ? first.name.slice(0, -'course.yaml'.length) : '');
  const byName = new Map(inside.map(({ name, bytes }) => [name, bytes]));
  return {
    list: async () => inside.map(({ name, bytes }) => ({ path: name, kind: 'file', size: bytes.length })),
    read: async ({ path }) => byName.get(path) ?? Buffer.alloc(0),
  };
}

function below(entries: readonly ZipEntry[], folder: string): ZipEntry[] {
  return entries.filter(({ name }) => name.startsWith(folder)).map(({ name, bytes }) => ({ name: name.slice(folder.length), bytes }));
}
