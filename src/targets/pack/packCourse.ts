import { createHash } from 'node:crypto';
import type { Course } from '../../core/course';
import { msg } from '../../core/message';
import { packLimits, PackRefused } from '../../core/pack/found';
import { packFolder, contentTypes, packManifest, packReadme, vsixManifest, type PackFacts, type VsixFields } from '../../core/pack/packFiles';
import { packIdentity, type PackIdentity } from '../../core/pack/packIdentity';
import { planFiles } from '../../core/pack/packPlan';
import { judgeCourse, type Contents } from './courseContents';
import type { PackSource } from './folderSource';
import { labbookEntries, type LabbookFiles } from './labbookFiles';
import { readZip } from './zipReader';
import { writeZip, type ZipEntry } from './zipWriter';

export interface PackOptions {
  /** Before that of `course.yaml`. */
  readonly publisher?: string;
  /** Where `course.yaml` names none. */
  readonly otherwise?: string;
  /** Puts Labbook itself into the pack: for class-rooms without a Marketplace. */
  readonly labbook?: LabbookFiles;
}

export interface PackedCourse {
  readonly bytes: Buffer;
  readonly course: Course;
  readonly identity: PackIdentity;
  /** What a student's trust is given to; they are shown it before the first run. 64 hex digits. */
  readonly content: string;
  /** SHA-256 of the file, 64 hex digits. */
  readonly sha256: string;
  readonly files: number;
  readonly blocks: number;
  /** Paths that are no part of a course. */
  readonly leftOut: readonly string[];
}

/** One .vsix of a course; the same course gives the same bytes. @throws PackRefused with all that is in the way */
export async function packCourse(source: PackSource, options: PackOptions = {}): Promise<PackedCourse> {
  const { contents, leftOut } = await contentsOf(source);
  const { course, content, blocks } = await judgeCourse(contents);
  const named = packIdentity(course, { publisher: options.publisher ?? course.publisher ?? options.otherwise, withLabbook: options.labbook !== undefined });
  if ('refused' in named) throw new PackRefused([named.refused]);
  const { identity } = named;
  const entries = await entriesOf({ course, identity, content }, contents, options.labbook);
  const bytes = await writeZip(entries);
  await verify(bytes, entries);
  return { bytes, course, identity, content, blocks, leftOut, files: contents.size, sha256: createHash('sha256').update(bytes).digest('hex') };
}

export async function contentsOf(source: PackSource): Promise<{ readonly contents: Contents; readonly leftOut: readonly string[] }> {
  const { files, leftOut, refused } = planFiles(await source.list());
  if (refused.length > 0) throw new PackRefused(refused);
  const contents = new Map<string, Buffer>();
  for (const file of files) contents.set(file.path, await source.read(file));
  return { contents, leftOut };
}

async function entriesOf(facts: PackFacts, contents: Contents, labbook: LabbookFiles | undefined): Promise<ZipEntry[]> {
  const own = labbook ? await labbookEntries(labbook, facts) : [text('package.json', json(packManifest(facts)))];
  const licence = [...contents].find(([path]) => /^licen[cs]e(?:\.(?:md|txt))?$/i.test(path));
  const inside = [
    ...own, text('README.md', packReadme(facts, labbook !== undefined)),
    ...licence && !labbook ? [{ name: 'LICENSE.txt', bytes: licence[1] }] : [],
    ...[...contents].map(([path, bytes]) => ({ name: `${packFolder}/${path}`, bytes })),
  ].map(({ name, bytes }) => ({ name: `extension/${name}`, bytes }));
  const manifest = JSON.parse((own.find(({ name }) => name === 'package.json') ?? { bytes: '{}' }).bytes.toString()) as VsixFields;
  const around = [{ name: 'extension.vsixmanifest', bytes: Buffer.from(vsixManifest(manifest)) }];
  return [...around, { name: '[Content_Types].xml', bytes: Buffer.from(contentTypes([...inside, ...around].map(({ name }) => name).sort())) }, ...inside];
}

/** What was written is read as whoever installs it will. */
async function verify(bytes: Buffer, entries: readonly ZipEntry[]): Promise<void> {
  const limits = { files: packLimits.files + 500, file: packLimits.file, all: packLimits.all * 2 };
  const read = new Map((await readZip(bytes, limits)).map(entry => [entry.name, entry.bytes]));
  const wrong = entries.find(entry => !read.get(entry.name)?.equals(entry.bytes));
  if (wrong || read.size !== entries.length) throw new PackRefused([{ path: wrong?.name ?? '', message: msg('the pack could not be read back as it was written') }]);
}

function text(name: string, content: string): ZipEntry { return { name, bytes: Buffer.from(content) }; }
function json(value: object): string { return `${JSON.stringify(value, undefined, 2)}\n`; }
