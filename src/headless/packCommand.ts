import { lstat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from '../core/errors';
import { english, msg } from '../core/message';
import { PackRefused, refusalLine, type Refusal } from '../core/pack/found';
import { idOf } from '../core/pack/packIdentity';
import { folderSource } from '../targets/pack/folderSource';
import type { LabbookFiles } from '../targets/pack/labbookFiles';
import { packCourse, type PackedCourse } from '../targets/pack/packCourse';
import { UsageError, type CliCommand, type CliTools } from './cliCommand';
import { courseRoot } from './courseOnDisk';

/** `labbook`: the Labbook that is put into a pack where that is asked for. */
export const packCli = (labbook: LabbookFiles): CliCommand => ({
  name: 'pack',
  summary: 'makes one file of a course, for students to install',
  usage: `Usage: labbook pack [options] FOLDER --out FILE

Makes a .vsix of the course in FOLDER or in its folder notes. The same course gives the same bytes. Nothing is packed
that could do harm on a student's machine or be missing there: links, names that Windows does not know, files over
8 MB, drawings with scripts, a course with errors. Each is named.

  --out FILE         where to write the pack
  --publisher NAME   who hands it out, instead of the publisher in course.yaml
  --with-labbook     puts Labbook into it too, for class-rooms without a Marketplace
  --json             prints the result as JSON: {id, version, content, sha256, bytes, files, blocks, leftOut} or
                     {refused: [{path, line, message, remedy}]}

Exit codes: 0 it is packed; 1 something is in the way; 2 it could not begin (usage, no course); 70 a fault of this program.`,
  async run(args, tools) {
    const { folder, out, publisher, withLabbook, json } = choiceOf(args);
    const root = await courseRoot(resolve(tools.cwd, folder));
    try {
      const packed = await packCourse(folderSource(root), { publisher, ...withLabbook && { labbook } });
      await write(resolve(tools.cwd, out), packed.bytes);
      tools.print(json ? JSON.stringify(factsOf(packed), undefined, 2) : wordsOf(packed, out));
      return 0;
    } catch (error) {
      if (!(error instanceof PackRefused)) throw error;
      say(error.refusals, tools, json);
      return 1;
    }
  },
});

interface Choice { readonly folder: string; readonly out: string; readonly publisher: string | undefined; readonly withLabbook: boolean; readonly json: boolean }

function choiceOf(args: readonly string[]): Choice {
  const text = { type: 'string' } as const, flag = { type: 'boolean' } as const;
  const { positionals, values } = parsed(() => parseArgs({ args: [...args], allowPositionals: true, options: { out: text, publisher: text, 'with-labbook': flag, json: flag } }));
  const [folder, ...more] = positionals;
  if (folder === undefined || more.length > 0) throw new UsageError('Name one course folder.');
  if (values.out === undefined) throw new UsageError('Say where to write the pack: --out FILE.');
  return { folder, out: values.out, publisher: values.publisher, withLabbook: values['with-labbook'] ?? false, json: values.json ?? false };
}

function parsed<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** What stands there already is replaced only where it is a file. */
async function write(path: string, bytes: Buffer): Promise<void> {
  const there = await lstat(path).catch(() => undefined);
  if (there && !there.isFile()) throw new UserError('pack.out', msg('{0} is no file.', path));
  await writeFile(path, bytes).catch((error: unknown) => { throw new UserError('pack.out', msg('{0} cannot be written: {1}.', path, error instanceof Error ? error.message : String(error))); });
}

function factsOf({ identity, content, sha256, bytes, files, blocks, leftOut }: PackedCourse): object {
  return { id: idOf(identity), version: identity.version, content, sha256, bytes: bytes.length, files, blocks, leftOut };
}

function wordsOf(packed: PackedCourse, out: string): string {
  const { identity, course, content, sha256, bytes, files, blocks, leftOut } = packed;
  return [
    `${out}: ${course.title} ${identity.version} as ${idOf(identity)}; ${files} files, ${blocks} blocks, ${(bytes.length / 1e6).toFixed(2)} MB`,
    `content  ${content}  what students are shown and trust`,
    `file     ${sha256}  SHA-256`,
    ...leftOut.map(path => `left out ${path}: files of this kind are no part of a course`),
  ].join('\n');
}

function say(refusals: readonly Refusal[], tools: CliTools, json: boolean): void {
  if (json) return tools.print(JSON.stringify({ refused: refusals.map(({ path, line, message, remedy }) => ({ path, ...line !== undefined && { line: line + 1 }, message: english(message), ...remedy && { remedy: english(remedy) } })) }, undefined, 2));
  for (const refusal of refusals) tools.log([refusalLine(refusal, english), ...refusal.remedy ? [english(refusal.remedy)] : []].join('. '));
  tools.log('Nothing is packed.');
}
