import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../core/errors';
import { followedOf } from '../core/followed';
import type { Clock } from '../core/labRuns';
import { msg } from '../core/message';
import type { Runner } from '../core/command';
import type { ShellParser } from '../core/statement';
import { chooseLabs, openCourse, type LabOnDisk } from './courseOnDisk';
import { HeadlessLab } from './headlessLab';
import type { Targets } from './labPlace';
import { faultsOf, readNotRun, tableOf, type LabRow } from './labRow';
import { Rehearsal } from './rehearsal';

export interface LabsChoice {
  /** Labs, sections or files; all labs where there are none. */
  readonly names: readonly string[];
  /** The course folder or the folder above it. */
  readonly course: string;
  /** Where to write the rows. */
  readonly json?: string;
  /** Only say which they are. */
  readonly list?: boolean;
  /** File with the names of blocks that may be left out. */
  readonly notRun?: string;
}

export interface LabsTools {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly runner: Runner;
  readonly parser: ShellParser;
  readonly targets: Targets;
  /** Absolute path of this program, for labs whose blocks call it. */
  readonly cli?: string;
  /** The result. */
  print(text: string): void;
  /** How it goes. */
  log(line: string): void;
}

/** Docker may have just been started. */
const connectMs = 60_000;

/** Takes labs through, one after the other. Resolves with whether all are as they should be. */
export async function rehearseLabs(choice: LabsChoice, tools: LabsTools): Promise<boolean> {
  const open = await openCourse(choice.course);
  const labs = await chooseLabs(open, choice.names);
  if (choice.list) {
    tools.print(labs.map(lab => `${nameOf(lab)}\t${join(open.root, lab.entry.file)}`).join('\n'));
    return true;
  }
  const allowed = readNotRun(choice.notRun === undefined ? '' : await readFile(choice.notRun, 'utf8'));
  const rows: LabRow[] = [];
  for (const lab of labs) {
    const row = await rehearse(lab, tools);
    rows.push(row);
    for (const fault of faultsOf(row, allowed)) tools.log(`${row.lab}: ${fault}`);
    if (choice.json !== undefined) await writeFile(choice.json, `${JSON.stringify(rows, undefined, 2)}\n`);
  }
  tools.print(tableOf(rows, allowed));
  return rows.every(row => faultsOf(row, allowed).length === 0);
}

async function rehearse(lab: LabOnDisk, tools: LabsTools): Promise<LabRow> {
  const name = nameOf(lab);
  const began = tools.clock.now();
  const log = (line: string): void => tools.log(`${name} ${((tools.clock.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}`);
  const storage = await mkdtemp(join(tmpdir(), 'labbook-labs-'));
  const own = new HeadlessLab({ ...tools, lab, storage, log });
  try {
    const why = await own.connected(connectMs);
    if (why !== undefined) throw away(why, lab);
    for (const { severity, message, span } of lab.section.diagnostics) if (severity === 'error') log(`${lab.entry.file}:${span.start.line + 1}: ${message.text}`);
    return await new Rehearsal(own.rehearsal()).row();
  } finally {
    own.dispose();
    // A record that is on its way to the disk may still arrive while its folder goes.
    await rm(storage, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

function away(why: string, { section }: LabOnDisk): UserError {
  const followed = followedOf(section.meta.targets);
  if (followed === 'aws') return new UserError('aws.away', msg('{0}', why), msg('AWS_ENDPOINT_URL says which emulator of AWS is used.'));
  return followed === 'kubernetes'
    ? new UserError('cluster.away', msg('{0}', why), msg('KUBECONFIG and its current context say which cluster is used.'))
    : new UserError('docker.away', msg('{0}', why), msg('DOCKER_HOST or the current Docker context says which Docker is used.'));
}

function nameOf({ entry }: LabOnDisk): string { return entry.meta.lab ?? entry.id; }
