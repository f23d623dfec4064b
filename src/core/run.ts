import type { TargetId } from './course';
import type { Message } from './message';
import type { Shell } from './statement';

export type RunState =
  | 'queued' | 'running' | 'waiting'
  | 'passed' | 'failed' | 'stopped' | 'timedOut' | 'interrupted' | 'notRun' | 'notMeasured';

/** Stand beside a state, never in place of one. */
export type Mark = 'emulated' | 'standIn' | 'byHand';

export function isOver(state: RunState): boolean {
  return state !== 'queued' && state !== 'running' && state !== 'waiting';
}

/** How one statement ended: a code, or the reason why there is none. */
export type Outcome =
  | { readonly kind: 'exit'; readonly code: number; /** One code for each part of a pipeline, if the shell gave them. */ readonly pipeline?: readonly number[] }
  | { readonly kind: 'running' }
  | { readonly kind: 'background' }
  | { readonly kind: 'endedBlock'; readonly code: number }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'shellEnded'; readonly code?: number }
  | { readonly kind: 'notRun' }
  | { readonly kind: 'notMeasured' };

export interface StatementResult {
  readonly index: number;
  /** Secrets masked. */
  readonly text: string;
  readonly outcome: Outcome;
  /** Milliseconds since the epoch, by the shell's clock. */
  readonly start?: number;
  readonly end?: number;
}

/** First and last part of what a run printed; the middle of a huge output is not kept. */
export interface KeptOutput {
  readonly head: string;
  readonly tail: string;
  /** Bytes between head and tail that were not kept. */
  readonly dropped: number;
}

/** Which file, variable and place the commands went to. Names only of what matters; secret values never. */
export type ContextReport = Readonly<Record<string, string | null>>;

/** A run as it is shown while it goes on and as it is stored when it is over. One JSON line each. */
export interface RunRecord {
  readonly v: 1;
  readonly runId: string;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly sectionId: string;
  /** Lab id, or the section id where there is no lab. */
  readonly labId: string;
  readonly blockId: string;
  readonly blockHash: string;
  /** Secrets masked. */
  readonly blockText: string;
  /** Not the block's own text: a remedy for it, or the safe choice in its place. It says nothing about the block's result. */
  readonly remedy?: true;
  readonly target: TargetId;
  readonly shell: Shell;
  readonly state: RunState;
  /** Of the whole block, where there is one. */
  readonly code?: number;
  /** Why the state is what it is, where the code does not say it. */
  readonly reason?: Message;
  readonly marks: readonly Mark[];
  readonly statements: readonly StatementResult[];
  readonly start: number;
  readonly end?: number;
  /** Undefined without shell integration: then `noOutput` says so. Secrets masked. */
  readonly output?: KeptOutput;
  readonly noOutput?: Message;
  readonly context: ContextReport;
  /** Tool name to version, as far as known: `{docker: '28.2.2'}`. */
  readonly tools: Readonly<Record<string, string>>;
}
