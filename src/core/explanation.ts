import type { Message } from './message';

/** Why a statement failed, in words, and what helps. Found by rules that are data. */
export interface Explanation {
  /** Stable: `docker.portAllocated`. */
  readonly rule: string;
  /** Index of the statement, as in the record. */
  readonly statement: number;
  /** The fact: "Port 80 on this machine is taken". */
  readonly title: Message;
  /** The cause, and what Labbook will not do. */
  readonly detail: Message;
  readonly fixes: readonly Fix[];
}

/** One click. The command is shown in full before it runs. */
export interface Fix {
  readonly id: string;
  readonly label: Message;
  readonly act: FixAct;
}

export type FixAct =
  /**
   * Typed into the lab's terminal and run. Values from output are validated and quoted. `removes`: uids; only what the
   * ledger says a lab made. `again`: once it has passed, the block runs again.
   */
  | { readonly kind: 'run'; readonly command: string; readonly removes: readonly string[]; readonly again: boolean }
  /** Put at the prompt. */
  | { readonly kind: 'put'; readonly command: string }
  | { readonly kind: 'runBlock'; readonly blockId: string }
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'remedy'; readonly id: 'retry' | 'pickContext' | 'cleanup' };
