import { UserError } from '../core/errors';
import type { ShellParser } from '../core/statement';
import type { LabsTools } from './labsCommand';

/** What a command of the command line may use. */
export interface CliTools {
  /** Folder from which it was called: relative paths of its arguments start here. */
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Reads shell text; the same as that of `labs`. */
  parser(): ShellParser;
  /** What labs are taken through with; made on first use and ended by the caller. */
  labs(): LabsTools;
  /** The result: a line or more, to standard output. */
  print(text: string): void;
  /** How it goes, to standard error. */
  log(line: string): void;
}

export interface CliCommand {
  /** The word after `labbook`. */
  readonly name: string;
  /** One line for the list of commands: what it does. */
  readonly summary: string;
  /** What `labbook NAME --help` prints. */
  readonly usage: string;
  /**
   * Resolves with the exit code: 0 all is well, 1 what was looked at is not as it should be.
   * @throws UserError it could not begin: course, file; UsageError where the arguments are not understood
   */
  run(args: readonly string[], tools: CliTools): Promise<number>;
}

/** The arguments are not understood: the usage is printed. */
export class UsageError extends Error {}

/** 3: the system that labs run on does not answer; 2: it could not begin; 70: a fault of the program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return 2;
  if (!(error instanceof UserError)) return 70;
  return /^(?:docker|cluster|aws)\./.test(error.code) ? 3 : 2;
}
