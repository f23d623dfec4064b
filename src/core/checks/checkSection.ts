import type { Check, CheckStateName } from '../check';
import type { Message } from '../message';
import type { Mark } from '../run';
import type { Block } from '../section';
import type { WaitsFor } from './standing';

/** A section as its checks need it. */
export interface CheckSection {
  readonly courseId: string;
  readonly courseVersion: string;
  readonly labId: string;
  readonly sectionId: string;
  readonly blocks: readonly Pick<Block, 'id' | 'ordinal' | 'hash' | 'role' | 'solves' | 'options'>[];
  readonly checks: readonly Check[];
}

/** How a check stands, as far as it is known. */
export interface CheckResult {
  readonly check: Check;
  readonly state: CheckStateName;
  /** Evidence when done, else why not. One sentence each. */
  readonly facts: readonly Message[];
  readonly marks: readonly Mark[];
  /** Milliseconds since the epoch. */
  readonly doneAt?: number;
  readonly byStudent: boolean;
  /** Done, and the live state does not hold any more. */
  readonly gone: boolean;
  readonly waitsFor?: WaitsFor;
  readonly answer?: string;
  /** Last lines of the container that stands in the way. */
  readonly log?: readonly string[];
  /** It cannot pass because the run of its block failed. */
  readonly failedRun: boolean;
  /** It is not measured because the student has not allowed a look at this host. */
  readonly host?: string;
  /** Its claim as of now, whatever was latched; `asking`: not known yet. */
  readonly now: 'true' | 'false' | 'unknown' | 'asking';
  /** Its block has been run. */
  readonly tried: boolean;
  /** Written to the journal: it stays done. */
  readonly kept: boolean;
}
