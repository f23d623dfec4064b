import type { RunRecord, StatementResult } from '../run';
import { commandsIn, type ShellCommand } from '../shellCommands';

/** One statement that failed, with the part of the output that is its own. */
export interface Failure {
  readonly index: number;
  /** Secrets are masked in it: a command may be made from it only where none was. */
  readonly text: string;
  readonly commands: readonly ShellCommand[];
  readonly code: number;
  /** Plain text: no colours, at most `longest` characters, the end of it. */
  readonly output: string;
}

/** UTF-16 units of output that are looked at: an error stands near the end. */
const longest = 16_000;

/** Every statement of a failed run that has a code other than 0, in order. */
export function failuresOf(record: RunRecord): Failure[] {
  if (record.state !== 'failed') return [];
  return record.statements.flatMap(statement => {
    const code = codeOf(statement);
    if (code === undefined || code === 0) return [];
    return [{ index: statement.index, text: statement.text, commands: commandsIn(statement.text), code, output: outputOf(record, statement.index) }];
  });
}

function codeOf({ outcome }: StatementResult): number | undefined {
  return outcome.kind === 'exit' || outcome.kind === 'endedBlock' || outcome.kind === 'shellEnded' ? outcome.code : undefined;
}

/** The recorder prints `$ statement` in faint letters before each one: what lies between two of them belongs to the first. */
function outputOf(record: RunRecord, index: number): string {
  const whole = record.output ? `${record.output.head}${record.output.dropped > 0 ? '\n' : ''}${record.output.tail}` : '';
  let from = 0;
  let to = whole.length;
  let at = 0;
  for (const statement of record.statements) {
    const mark = `\x1b[2m$ ${statement.text}\x1b[0m`;
    const found = whole.indexOf(mark, at);
    if (found < 0) continue;
    at = found + mark.length;
    if (statement.index <= index) from = at;
    else { to = found; break; }
  }
  return whole.slice(Math.max(from, to - longest), to).replace(/\x1b\[[0-9;]*m/g, '').trim();
}
