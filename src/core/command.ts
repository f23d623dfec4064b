import type { Message } from './message';
import { msg } from './message';
import { UserError } from './errors';

/** A process to start, as data. No shell is involved: each argument arrives as it stands here. */
export interface Command {
  /** Name to be looked up on PATH, or an absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  /** Laid over the environment that the runner gives; undefined takes a variable away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

export interface ParsedCommand<T> extends Command {
  /** Throws where the output is not what the tool promises. */
  parse(stdout: string): T;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Base environment; the runner's own where it is left out. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Bytes of stdout and of stderr that are kept; more ends the process with `command.tooMuch`. Default 32 MB. */
  readonly maxBytes?: number;
}

export interface CommandResult {
  /** 128 + signal number where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunningCommand {
  /** Settles when the process is gone; `stdout` is empty, `stderr` holds the last 16 KB. */
  readonly done: Promise<CommandResult>;
  kill(): void;
}

/**
 * Starts processes. Both ways reject with a UserError: `command.notFound`, `command.timeout`,
 * `command.aborted`, `command.tooMuch`, `command.notStarted`. A code other than 0 is a result, not an error.
 */
export interface Runner {
  run(command: Command, options?: RunOptions): Promise<CommandResult>;
  stream(command: Command, onData: (chunk: Uint8Array) => void, options?: RunOptions): RunningCommand;
}

/** Runs and parses. The tool's own stderr becomes the error: `command.failed`. */
export async function runParsed<T>(runner: Runner, command: ParsedCommand<T>, options?: RunOptions): Promise<T> {
  const result = await runner.run(command, options);
  if (result.code !== 0) throw commandFailed(command, result);
  return command.parse(result.stdout);
}

export function commandFailed(command: Command, result: CommandResult, remedy?: Message): UserError {
  const said = result.stderr.trim().slice(-2000) || result.stdout.trim().slice(-500);
  return new UserError('command.failed', msg('{0} ended with code {1}: {2}', command.file, result.code, said), remedy);
}
