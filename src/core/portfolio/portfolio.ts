import type { LedgerKind } from '../journal';
import type { RunState } from '../run';

/**
 * What a student did in a course: what "My report" tells and what is handed in. Everything in it may leave the machine:
 * secrets, paths and names of the machine and its user are masked already.
 */
export interface Portfolio {
  readonly course: { readonly id: string; readonly title: string; readonly version: string; /** 64 hex digits, of all in the course that can act. */ readonly hash: string };
  /** Every section of the course, in its order. */
  readonly outline: readonly OutlineSection[];
  /** Oldest first. */
  readonly records: readonly PortfolioRecord[];
  /** Run id to what it printed; a record names the digest of it, so that leaving it out changes no record. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** What there was to do, as the student's copy of the course had it. */
export interface OutlineSection {
  readonly id: string;
  readonly title: string;
  readonly lab?: string;
  /** Those that count as steps. */
  readonly blocks: readonly { readonly id: string; readonly ordinal: number }[];
  readonly checks: readonly { readonly id: string; readonly claim: string; /** Id of the block that it judges. */ readonly block?: string }[];
}

export type PortfolioRecord = RunOf | CheckOf | AnswerOf | PredictionOf | OutcomeOf | SolvedOf | ResetOf | LeftOf | NoteOf;

interface Base { /** Milliseconds since the epoch, the student's clock. */ readonly at: number }
interface InSection extends Base { readonly section: string }

export interface RunOf extends InSection {
  readonly kind: 'run';
  readonly run: string;
  readonly block: string;
  readonly state: RunState;
  readonly code?: number;
  /** Milliseconds. */
  readonly ms?: number;
  /** One for each statement; null where there is none. */
  readonly codes: readonly (number | null)[];
  readonly text: string;
  readonly emulated?: true;
  readonly byHand?: true;
  /** A remedy for the block, not its own text. */
  readonly remedy?: true;
  /** The block's text is another one by now, or the block is gone: it does not count. */
  readonly changed?: true;
  readonly made?: readonly ThingOf[];
  /** SHA-256 of what it printed, 64 hex digits. */
  readonly output?: string;
}
export interface CheckOf extends InSection {
  readonly kind: 'check'; readonly check: string;
  /** `student`: marked done anyway. */
  readonly by: 'state' | 'student';
  readonly evidence: readonly string[];
  readonly emulated?: true; readonly byHand?: true; readonly changed?: true;
}
export interface AnswerOf extends InSection { readonly kind: 'answer'; readonly check: string; readonly text: string }
/** What the student said would happen, before they broke something. */
export interface PredictionOf extends InSection {
  readonly kind: 'prediction'; readonly prediction: string;
  /** The question, and what was said to it. */
  readonly ask: string; readonly text: string;
  /** How long until the lab is whole again. */
  readonly seconds?: number;
}
/** What became of it: the lab is whole again after a run. */
export interface OutcomeOf extends InSection {
  readonly kind: 'outcome'; readonly prediction: string; readonly run: string;
  /** What happened, where there were choices; and whether it was foretold. */
  readonly right?: string; readonly hit?: 'yes' | 'no';
  /** How long the lab was not whole, milliseconds; left out where it was not seen to break. */
  readonly ms?: number;
}
/** The solution of a step was run for the student. */
export interface SolvedOf extends InSection { readonly kind: 'solved'; readonly block: string }
/** The lab was begun anew: what lies before does not count, but for tries. */
export interface ResetOf extends Base { readonly kind: 'reset'; readonly lab: string }
/** What this lab had made and was not known to be gone, at `at`. */
export interface LeftOf extends InSection { readonly kind: 'left'; readonly things: readonly ThingOf[] }
/** The student's own words. */
export interface NoteOf extends Base { readonly kind: 'note'; readonly text: string }
export interface ThingOf { readonly thing: LedgerKind; readonly name: string }
