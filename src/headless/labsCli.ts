import { parseArgs } from 'node:util';
import { UsageError, type CliCommand } from './cliCommand';
import { rehearseLabs, type LabsChoice } from './labsCommand';

export const labsCli: CliCommand = {
  name: 'labs',
  summary: 'takes each lab of a course through on real servers',
  usage: `Usage: labbook labs [options] [<lab, section or file> ...]

Takes each lab of a course through on the Docker, the cluster or the emulator of AWS that the environment names: its checks must fail on a clean start,
hold after its blocks, notice what is done behind its back, and fail again after its clean-up.

  --course FOLDER   the course folder, or the folder above its folder notes; without it: this folder
  --json FILE       writes one row a lab as well
  --list            only says which labs there are and in which file, one a line
  --not-run FILE    names of blocks that may be left out, one a line; # begins a comment

Exit codes: 0 all labs are as they should be; 1 a lab is not; 2 it could not begin (usage, course, no such lab);
3 Docker, the cluster or the emulator does not answer; 70 a fault of this program. Needs Node.js 20.3 or newer.`,
  async run(args, tools) { return await rehearseLabs(choiceOf(args), tools.labs()) ? 0 : 1; },
};

function choiceOf(args: readonly string[]): LabsChoice {
  const text = { type: 'string' } as const;
  try {
    const { positionals: names, values } = parseArgs({ args: [...args], allowPositionals: true, options: { course: text, json: text, 'not-run': text, list: { type: 'boolean' } } });
    return { names, course: values.course ?? '.', json: values.json, notRun: values['not-run'], list: values.list };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
