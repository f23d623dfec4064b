import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkCourse } from '../core/courseCheck/checkCourse';
import { countsOf, jsonOf, textOf } from '../core/courseCheck/report';
import { listCourse } from '../targets/courseListing';
import { UsageError, type CliCommand } from './cliCommand';
import { openCourse } from './courseOnDisk';

export const checkCli: CliCommand = {
  name: 'check',
  summary: 'looks at a whole course without running anything of it',
  usage: `Usage: labbook check [options] [FOLDER]

Reads the course in FOLDER (without it: this folder), or in its folder notes, and says what is wrong: the format, links, pictures and their
descriptions, shell text, values that nobody gives, labs without checks or clean-up, images without a fixed version, secrets in the text,
commands that do harm or are retired. Adds up minutes and downloads. Nothing is run, nothing is asked on the network.

  --json FILE   writes the findings and the sums as one JSON object as well; - is standard output, in place of the text
  --strict      warnings count as errors

Exit codes: 0 no error was found; 1 an error was found; 2 it could not begin (usage, no course that can be read); 70 a fault of this program.
Needs Node.js 20.3 or newer.`,
  async run(args, tools) {
    const { folder, json, strict } = choiceOf(args);
    const open = await openCourse(resolve(tools.cwd, folder));
    const report = await checkCourse(open, await listCourse(open.root), tools.parser());
    const written = `${JSON.stringify(jsonOf(report), undefined, 2)}\n`;
    if (json === '-') tools.print(written.trimEnd());
    else tools.print(textOf(report));
    if (json !== undefined && json !== '-') await writeFile(resolve(tools.cwd, json), written);
    const { errors, warnings } = countsOf(report);
    return errors + (strict ? warnings : 0) > 0 ? 1 : 0;
  },
};

interface Choice { readonly folder: string; readonly json?: string | undefined; readonly strict: boolean }

function choiceOf(args: readonly string[]): Choice {
  try {
    const { positionals: [folder = '.', ...more], values } = parseArgs({ args: [...args], allowPositionals: true, options: { json: { type: 'string' }, strict: { type: 'boolean' } } });
    if (more.length > 0) throw new Error(`One folder at a time: ${more.join(' ')}`);
    return { folder, json: values.json, strict: values.strict ?? false };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
