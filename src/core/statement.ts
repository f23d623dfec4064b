import type { Message } from './message';

export type Shell = 'bash' | 'zsh' | 'sh';

/** One top-level command of a block: what gets an exit code of its own. */
export interface Statement {
  /** 1-based, as in the status file. */
  readonly index: number;
  readonly text: string;
  /** Offsets in the block's text, UTF-16 units. */
  readonly start: number;
  readonly end: number;
  /** 0-based line in the block's text. */
  readonly line: number;
  /** Ends in `&`. */
  readonly background: boolean;
  /** Number of parts of a pipeline; 1 where the statement is not one, so that stale PIPESTATUS is not believed. */
  readonly pipeline: number;
}

/** What the parser saw that changes how a block must be run or what the student is told. */
export type ShellTrait =
  | 'endsShell'      // exit, exec or set -e at the top level: the block runs in a child shell
  | 'traces'         // set -x, set -v: our own lines would show
  | 'changesContext' // export DOCKER_HOST=, docker context use, kubectl config use-context …
  | 'bashOnly';      // arrays, [[ ]], process substitution …: not for sh

export type ShellParse =
  | { readonly kind: 'parsed'; readonly statements: readonly Statement[]; readonly traits: readonly ShellTrait[] }
  | { readonly kind: 'wrong'; readonly incomplete: boolean; readonly message: Message; /** 0-based, in the block's text. */ readonly line: number; readonly column: number }
  /** The parser itself failed: the block runs as one statement, and the note says so. */
  | { readonly kind: 'unavailable'; readonly statements: readonly Statement[] };

export interface ShellParser {
  /** Cached by text; never throws. */
  parse(text: string): Promise<ShellParse>;
}
