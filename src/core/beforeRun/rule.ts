import { dockerCommand, type DockerCommand } from '../dockerCommand';
import { kubectlCommand, type KubectlCommand } from '../kubectlCommand';
import type { ShellCommand } from '../shellCommands';
import type { Before, Risk } from './before';

/** One command of a statement, seen on its way through the block. */
export interface Seen {
  readonly command: ShellCommand;
  readonly docker?: DockerCommand;
  readonly kubectl?: KubectlCommand;
  readonly before: Before;
  /** Where the shell stands at this command; undefined where that cannot be told. */
  readonly cwd?: string;
  /** What the block itself gives variables before this: literal values only. */
  readonly values: ReadonlyMap<string, string>;
  /** The command is its statement: another can be put in its place. */
  readonly alone: boolean;
}

export interface RiskRule {
  /** Stable: `docker.prune`. */
  readonly rule: string;
  find(seen: Seen): Omit<Risk, 'rule' | 'statement'> | undefined;
}

export function kubectlOf(command: ShellCommand): KubectlCommand | undefined { return kubectlCommand(command.words); }

export function dockerOf(command: ShellCommand): DockerCommand | undefined { return dockerCommand(command.words); }
