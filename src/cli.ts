import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { UserError } from './core/errors';
import { english } from './core/message';
import { rehearseLabs, type LabsChoice } from './headless/labsCommand';
import { tooOld } from './headless/nodeVersion';
import { systemClock } from './targets/docker/clock';
import { createDockerTarget } from './targets/docker';
import type * as Aws from './targets/aws';
import type * as Kubernetes from './targets/kubernetes';
import { createRunner } from './targets/process';
import { createShellParser } from './targets/shellParser';

const usage = `Usage: node cli.js labs [options] [<lab, section or file> ...]

Takes each lab of a course through on the Docker, the cluster or the emulator of AWS that the environment names: its checks must fail on a clean start,
hold after its blocks, notice what is done behind its back, and fail again after its clean-up.

  --course FOLDER   the course folder, or the folder above its folder notes; without it: this folder
  --json FILE       writes one row a lab as well
  --list            only says which labs there are and in which file, one a line
  --not-run FILE    names of blocks that may be left out, one a line; # begins a comment

Exit codes: 0 all labs are as they should be; 1 a lab is not; 2 it could not begin (usage, course, no such lab);
3 Docker, the cluster or the emulator does not answer; 70 a fault of this program. Needs Node.js 20.3 or newer.`;

/** The second composition root: the same engine without an editor. Nothing but Node, this file and the wasm beside it. */
async function main(args: readonly string[]): Promise<number> {
  const old = tooOld(process.versions.node);
  if (old !== undefined) return said(2, old);
  const choice = choiceOf(args);
  if (choice === undefined) return said(2, usage);
  const runner = createRunner(process.env);
  const docker = createDockerTarget({ runner, mayProbe: () => false });
  let made: Kubernetes.ClusterTarget | undefined;
  const cluster = (): Kubernetes.ClusterTarget => made ??= bundle<typeof Kubernetes>('./kubernetes.js').createClusterTarget({ runner });
  let emulated: Aws.AwsTarget | undefined;
  const aws = (): Aws.AwsTarget => emulated ??= bundle<{ createAwsTarget(): Aws.AwsTarget }>('./aws.js').createAwsTarget();
  const tools = {
    env: process.env, clock: systemClock, runner, targets: { docker, cluster, aws }, parser: createShellParser(() => readFile(join(__dirname, 'sh.wasm'))),
    print: (text: string) => process.stdout.write(`${text}\n`), log: (line: string) => process.stderr.write(`${line}\n`),
  };
  try {
    return await rehearseLabs(choice, tools) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof UserError)) return said(70, error instanceof Error ? error.stack ?? error.message : String(error));
    return said(/^(?:docker|cluster|aws)\./.test(error.code) ? 3 : 2, [error.userMessage, ...error.remedy ? [error.remedy] : []].map(english).join(' '));
  } finally {
    docker.dispose();
    made?.dispose();
    emulated?.dispose();
  }
}

/** A bundle beside this one: most labs do without it. */
function bundle<T>(file: string): T { return createRequire(__filename)(file) as T; }

/** Undefined where the arguments are not understood. */
function choiceOf(args: readonly string[]): LabsChoice | undefined {
  const text = { type: 'string' } as const;
  try {
    const { positionals: [command, ...names], values } = parseArgs({ args: [...args], allowPositionals: true, options: { course: text, json: text, 'not-run': text, list: { type: 'boolean' } } });
    return command === 'labs' ? { names, course: values.course ?? '.', json: values.json, notRun: values['not-run'], list: values.list } : undefined;
  } catch {
    return undefined;
  }
}

function said(code: number, text: string): number {
  process.stderr.write(`${text}\n`);
  return code;
}

void main(process.argv.slice(2)).then(code => process.exit(code));
