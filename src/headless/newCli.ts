import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { english } from '../core/message';
import { courseFromNotes } from '../core/newCourse/fromNotes';
import { newCourseText } from '../core/newCourse/newReport';
import { templateCourse } from '../core/newCourse/template';
import { readNotes, writeNew } from '../targets/newFolder';
import { UsageError, type CliCommand } from './cliCommand';

export const newCli: CliCommand = {
  name: 'new',
  summary: 'begins a course, from nothing or from notes',
  usage: `Usage: labbook new FOLDER [--from NOTES]

Begins a course in FOLDER: with one lab that passes its own checks, or, with --from, with the Markdown in the folder NOTES. There Killercoda
scenarios (index.json) and notes written for Runme are understood. No line of prose is changed: blocks without a name get one in the line that
opens their fence, and front matter, checks and a clean-up are added as proposals. The lines of Killercoda's steps that carry its marks, such as {{exec}}, become fences. What could not be taken over is listed with
file and line. No file is ever written over.

  --from NOTES  folder of the notes; it is only read

Exit codes: 0 the course is written; 2 nothing was written (usage, no notes, a file is there already); 70 a fault of this program.
Needs Node.js 20.3 or newer.`,
  async run(args, tools) {
    const { folder, from } = choiceOf(args);
    const root = resolve(tools.cwd, folder);
    const notes = from === undefined ? undefined : resolve(tools.cwd, from);
    const made = notes === undefined ? templateCourse(basename(root)) : courseFromNotes(await readNotes(notes, root), basename(root));
    await writeNew(root, made.files, notes);
    tools.print(newCourseText(made, english).join('\n'));
    return 0;
  },
};

function choiceOf(args: readonly string[]): { readonly folder: string; readonly from?: string | undefined } {
  try {
    const { positionals: [folder, ...more], values } = parseArgs({ args: [...args], allowPositionals: true, options: { from: { type: 'string' } } });
    if (folder === undefined || more.length > 0) throw new Error('Name one folder for the new course.');
    return { folder, from: values.from };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
