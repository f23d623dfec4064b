import type { Attribution, RunHints } from '../attribution';
import { msg, type Message } from '../message';
import type { RunRecord } from '../run';
import { makesKind, namesOf, printsId, type AwsClues } from './clues';
import { isOwnedOnAws } from './owner';
import type { AwsResource } from './resource';

export interface AwsRun { readonly run: RunRecord; readonly aws: AwsClues }

/** Services tell whole seconds, and their clock is compared over a connection. */
const beforeMs = 2000;
const afterMs = 5000;
const promptMs = 2000;

/**
 * Finds the run behind each thing on AWS. Strongest first: its id or ARN was printed by a run that makes such things; its name
 * stands in a command that makes it; what it uses is the lab's, and the run makes such things; it appeared in the course's
 * own emulator; it appeared while the block ran.
 */
export class AwsAttributor {
  constructor(private readonly runs: readonly AwsRun[], private readonly skewMs: number, private readonly hints: RunHints) {}

  attribute(rows: readonly AwsResource[], made: Map<string, Attribution>): void {
    const free = rows.filter(row => !isOwnedOnAws(row));
    for (const row of free) this.note(made, row, this.printed(row) ?? this.named(row));
    // A service uses a target group which its listener uses: each may speak for the next.
    for (let left = free.filter(row => !made.has(row.uid)), before = Infinity; left.length > 0 && left.length < before;) {
      before = left.length;
      for (const row of left) this.note(made, row, this.uses(row, rows, made));
      left = left.filter(row => !made.has(row.uid));
    }
    for (const row of free) if (!made.has(row.uid)) this.note(made, row, this.appeared(row));
  }

  private note(made: Map<string, Attribution>, row: AwsResource, found: Attribution | undefined): void { if (found) made.set(row.uid, found); }

  private printed(row: AwsResource): Attribution | undefined {
    const found = this.runs.find(({ run, aws }) => this.within(run, row) && (makesKind(aws, row.kind) || aws.mayMake) && printsId(aws, row));
    if (found) return result(found.run, 'printedId', msg('id printed by the command'), false);
    const bucket = row.kind === 'aws-bucket' ? this.runs.find(({ run, aws }) => aws.buckets.includes(row.name) && this.within(run, row)) : undefined;
    return bucket && result(bucket.run, 'printed', msg('its name was printed by the command'), false);
  }

  private named(row: AwsResource): Attribution | undefined {
    const names = namesOf(row);
    for (const { run, aws } of this.runs) {
      const act = aws.makes.find(({ kind, name }) => kind === row.kind && name !== undefined && names.some(one => isWritten(name, one)));
      if (!act || !this.within(run, row)) continue;
      // A variable may stand for anything; that it was not there before the run speaks for it.
      const likely = /[$`]/.test(act.name ?? '') && this.hints.appeared(run, row.uid) !== true;
      return result(run, 'named', likely ? msg('named in the command, as far as its variables tell') : msg('named in the command'), likely);
    }
    return undefined;
  }

  /** An instance with the lab's own key pair, a listener of its load balancer: nobody else makes such a thing. */
  private uses(row: AwsResource, all: readonly AwsResource[], made: ReadonlyMap<string, Attribution>): Attribution | undefined {
    const { uses = [] } = row;
    const found = uses.length > 0 ? this.runs.find(({ run, aws }) => makesKind(aws, row.kind) && this.within(run, row) && uses.some(name => this.isOwn(run, name, all, made))) : undefined;
    return found && result(found.run, 'owner', msg('it uses what this lab made'), false);
  }

  private isOwn(run: RunRecord, called: string, all: readonly AwsResource[], made: ReadonlyMap<string, Attribution>): boolean {
    return this.hints.ownsOnAws?.(run, called) === true || all.some(other => {
      const found = isCalled(other, called) ? made.get(other.uid) : undefined;
      return found?.labId === run.labId && !found.likely;
    });
  }

  private appeared(row: AwsResource): Attribution | undefined {
    const fitting = this.runs.filter(({ run, aws }) => (makesKind(aws, row.kind) || aws.mayMake) && this.within(run, row) && this.isPrompt(run, row));
    const [first] = fitting;
    // Two labs at once: whose it is cannot be told.
    if (!first || fitting.some(({ run }) => run.labId !== first.run.labId || this.hints.besideOthers?.(run) === true)) return undefined;
    const { run } = fitting.find(({ aws }) => makesKind(aws, row.kind)) ?? first;
    if (row.emulated) return result(run, 'emulator', msg('appeared in this course’s own emulator while it ran'), false);
    return makesKind(first.aws, row.kind) ? result(run, 'manager', msg('appeared while the block ran, made by such a command'), true) : result(run, 'window', msg('appeared while the block ran'), true);
  }

  /** By its own time; where the service tells none, by what was there before the run. An emulator's times are not always true. */
  private within(run: RunRecord, row: AwsResource): boolean {
    const appeared = this.hints.appeared(run, row.uid);
    if (appeared === false) return false;
    if (row.created === undefined || (row.emulated && appeared === true)) return appeared === true;
    if (row.created < run.start + this.skewMs - beforeMs) return false;
    return run.end === undefined || row.created <= run.end + this.skewMs + afterMs;
  }

  /** What nothing but its time speaks for must not come long after the end. */
  private isPrompt(run: RunRecord, { created }: AwsResource): boolean {
    return created === undefined || run.end === undefined || created <= run.end + this.skewMs + promptMs;
  }
}

/** Whether what was written, with its variables, can be this name. At least two letters of it must stand there. */
function isWritten(written: string, name: string): boolean {
  if (!/[$`]/.test(written)) return written === name;
  const literal = written.replace(/\$\{[^}]*\}|\$\([^)]*\)|\$\w+|`[^`]*`/g, '\0');
  if (literal.replaceAll('\0', '').length < 2) return false;
  return new RegExp(`^${literal.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`).test(name);
}

/** By its name, id or ARN. */
export function isCalled({ id, arn, name }: Pick<AwsResource, 'id' | 'arn' | 'name'>, written: string): boolean { return written === id || written === arn || written === name; }

function result(run: RunRecord, evidence: Attribution['evidence'], message: Message, likely: boolean): Attribution {
  return { labId: run.labId, sectionId: run.sectionId, blockId: run.blockId, runId: run.runId, evidence, message, likely };
}
