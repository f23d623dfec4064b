import type { HourPrice } from '../aws/bill';
import type { Ledger } from '../ledger';
import type { LiveState } from '../liveState';
import type { Message } from '../message';
import type { Statement } from '../statement';

/** What is known when a block is about to run. */
export interface Before {
  readonly courseId: string;
  readonly labId: string;
  /** Number of the block. */
  readonly ordinal: number;
  /** With its placeholders filled: what would run. */
  readonly text: string;
  readonly statements: readonly Statement[];
  /** Undefined: the target has not answered, so nothing can be said of what is there. */
  readonly live?: LiveState;
  readonly ledger: Ledger;
  /** Context of the cluster in which the lab works, as far as it is known. */
  readonly context?: string;
  /** Version of the daemon, as far as it is known. */
  readonly engine?: string;
  /** Of a lab on a real AWS account: what is billed, and from how many USD an hour on the student is asked. */
  readonly billing?: { readonly account: string; readonly region: string; readonly limit: number; readonly priceOf: HourPrice };
  /** Folders as absolute paths: of the lab, of its shell at the last prompt, of the student. */
  readonly labFolder?: string;
  readonly cwd?: string;
  readonly home?: string;
}

/** A reason to ask first. */
export interface Risk {
  /** Stable: `docker.prune`. */
  readonly rule: string;
  /** "Block 14 would remove 3 containers that this lab did not make." */
  readonly title: Message;
  /** Why, with the names of what is hit. */
  readonly detail: Message;
  /** What exactly is at stake: uids, or words of the command. The student's answer counts for these alone. */
  readonly about: readonly string[];
  /** Statement in which it stands, as in `Before.statements`. */
  readonly statement: number;
  /** What can run in the statement's place and hits only what this lab made. */
  readonly safe?: { readonly label: Message; readonly command: string };
}
