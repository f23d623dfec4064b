import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { editWords } from '../core/classTable/cellWords';
import { classCsv } from '../core/classTable/csv';
import { classJson } from '../core/classTable/json';
import { classTableOf, judgeFile, type ClassTable } from '../core/classTable/classTable';
import { classPage } from '../core/classTable/page';
import { UserError } from '../core/errors';
import { english, msg } from '../core/message';
import { digestOfText } from '../targets/digestOfText';
import { readHandIns } from '../targets/handIns';
import { UsageError, type CliCommand } from './cliCommand';

/** By the ending of the file. */
const writers: Readonly<Record<string, (table: ClassTable) => string>> = { html: table => classPage(table, english), csv: classCsv, json: classJson };

export const reportCli: CliCommand = {
  name: 'report',
  summary: 'makes the class table of a folder or zip of hand-ins',
  usage: `Usage: labbook report HAND-INS --out FILE [--out FILE ...]

Makes the table of a class of the files that students have handed in: a folder with whatever is below it, a zip from a learning platform, or one file.

  --out FILE   where to write; its ending says what: .html one self-contained page, .csv a line for each student and section, .json for programs

The newest of several files of one id counts. The files are evidence, not proof: a careless edit is noticed, a deliberate one need not be.

Exit codes: 0 all files could be read and none was edited; 1 some are broken, were edited, or hold the same work under two ids; 2 it could not begin; 70 a fault of this program.`,
  async run(args, { cwd, print, log }) {
    const { place, outs } = choiceOf(args);
    const files = await readHandIns(resolve(cwd, place), file => judgeFile(file, digestOfText));
    if (files.length === 0) throw new UserError('report.none', msg('There is no hand-in in {0}.', place), msg('Hand-ins are called labbook-handin-….json.'));
    const table = classTableOf(files);
    for (const { file, write } of outs) await writeFile(resolve(cwd, file), write(table));
    for (const { file, problem } of table.broken) log(`${file}: ${english(problem)}`);
    for (const { file, edit } of table.students) if (edit) log(`${file}: ${english(editWords(edit))}`);
    for (const { id, same } of table.students) for (const one of same) log(`${id}: ${one.records} records are those of ${one.id} too`);
    print(`${table.students.length} students, ${files.length} files, ${table.broken.length} broken, ${table.students.filter(({ edit }) => edit).length} edited: ${outs.map(({ file }) => file).join(', ')}`);
    return table.broken.length === 0 && table.students.every(({ edit, same }) => !edit && same.length === 0) ? 0 : 1;
  },
};

interface Choice { readonly place: string; readonly outs: readonly { readonly file: string; write(table: ClassTable): string }[] }

function choiceOf(args: readonly string[]): Choice {
  const { place, out } = parsed(args);
  const outs = out.map(file => ({ file, write: writers[file.slice(file.lastIndexOf('.') + 1).toLowerCase()] }));
  const odd = outs.find(({ write }) => write === undefined);
  if (odd) throw new UsageError(`${odd.file} ends in none of .html, .csv, .json.`);
  if (place === undefined) throw new UsageError('Name one folder, zip or file of hand-ins.');
  if (outs.length === 0) throw new UsageError('Name a file to write: --out FILE.');
  return { place, outs: outs.flatMap(({ file, write }) => write ? [{ file, write }] : []) };
}

function parsed(args: readonly string[]): { readonly place: string | undefined; readonly out: readonly string[] } {
  try {
    const { positionals, values } = parseArgs({ args: [...args], allowPositionals: true, options: { out: { type: 'string', multiple: true } } });
    return { place: positionals.length === 1 ? positionals[0] : undefined, out: values.out ?? [] };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
