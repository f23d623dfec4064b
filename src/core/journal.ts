import type { AwsKind } from './aws/kinds';
import type { Event } from './emitter';
import type { Message } from './message';
import type { Mark } from './run';

/**
 * What Labbook remembers of a lab beside its run records: one JSON line each, only ever appended, one file a window,
 * signed. A crash tears at most the last line. Folding all lines in the order of `at` gives the state of each lab.
 */
export type JournalEntry =
  | MadeEntry | GoneEntry | SettledEntry
  | CheckDoneEntry | CapturedEntry | AnswerEntry | SolvedEntry
  | PredictedEntry | OutcomeEntry
  | ResetEntry | KeptEntry;

interface Base {
  readonly v: 1;
  /** Milliseconds since the epoch, this machine's clock. */
  readonly at: number;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly labId: string;
}

/**
 * Of a cluster only what is followed and was made by itself: what a deployment or a service brings along goes with it.
 * Config maps, jobs and the like are not followed: `other` is one of which kubectl said that it made it, by its name alone.
 * Whether it is there still is not known, so it is never removed by Labbook. Of namespaces only the one that was made for the
 * lab is asked for by itself.
 */
export type LedgerKind = 'container' | 'network' | 'volume' | 'image' | 'service' | 'stack' | 'swarm' | 'file' | 'deployment' | 'pod' | 'replicaset' | 'k8s-service' | 'cluster' | 'namespace' | 'other' | AwsKind;
export type Evidence = 'printedId' | 'printed' | 'named' | 'mounted' | 'project' | 'owner' | 'namespace' | 'emulator' | 'manager' | 'window' | 'folder';

/** A thing that a run of this lab made. Written before it is shown as such. */
export interface MadeEntry extends Base {
  readonly kind: 'made';
  /** As in `Resource.uid`; `file:<path in the lab folder>`, `stack:<name>`, `swarm:<node id>`, `tag:<image id> <name>`, `cluster:<its id>`, `namespace:<its uid>`, `other:<kind>/<name>` beside those. */
  readonly uid: string;
  readonly thing: LedgerKind;
  readonly name: string;
  /** Identity of the daemon, or of the place in a cluster: a uid is only removed where it was made. */
  readonly daemon: string;
  readonly sectionId: string;
  readonly blockId: string;
  readonly runId: string;
  readonly evidence: Evidence;
  /** A guess: never preselected for removal. */
  readonly likely: boolean;
  /** Bytes, for images and files. */
  readonly size?: number;
  /** What tells it from another of the same uid: when a volume was made, how a file looked. Undefined where the uid is enough. */
  readonly print?: string;
  /** An image that was fetched, not built: others may want it too. */
  readonly pulled?: boolean;
}
/** The live state no longer lists it. `runId`: the run in which it went, where one did. */
export interface GoneEntry extends Base { readonly kind: 'gone'; readonly uid: string; readonly daemon: string; readonly runId?: string; readonly by: 'run' | 'cleanup' | 'undo' | 'outside' }
/** The receipt of a run is complete. A later one of the same run, with what came late, takes its place. */
export interface SettledEntry extends Base { readonly kind: 'settled'; readonly runId: string; readonly changed: readonly ReceiptLineData[]; readonly removed: readonly RemovedData[]; /** Where it ran was reset or started anew before all was known. */ readonly lost?: true }
export interface RemovedData { readonly uid: string; readonly thing: LedgerKind; readonly name: string; readonly evidence: Evidence; readonly likely: boolean }
export interface ReceiptLineData { readonly uid: string; readonly thing: LedgerKind; readonly name: string; readonly from: string; readonly to: string }

/** Latched: it was seen to hold at `at`. */
export interface CheckDoneEntry extends Base {
  readonly kind: 'check'; readonly sectionId: string; readonly checkId: string; readonly hash: string;
  readonly by: 'state' | 'student';
  /** What was seen, one fact each, in the order of the check's assertions. */
  readonly evidence: readonly Message[]; readonly marks: readonly Mark[];
}
export interface CapturedEntry extends Base { readonly kind: 'captured'; readonly sectionId: string; readonly name: string; readonly value: string }
/** What a student typed for a check; kept as typed. */
export interface AnswerEntry extends Base { readonly kind: 'answer'; readonly sectionId: string; readonly checkId: string; readonly hash: string; readonly text: string }
/** The solution of a step was run for the student. */
export interface SolvedEntry extends Base { readonly kind: 'solved'; readonly sectionId: string; readonly blockId: string; readonly runId: string }
/** What a student said would happen before the block was run; the last one before a run counts. */
export interface PredictedEntry extends Base {
  readonly kind: 'predicted'; readonly sectionId: string; readonly predictionId: string; readonly hash: string;
  /** One of the choices, or the student's own words. */
  readonly said: string;
  readonly seconds?: number;
}
/** The lab is whole again after a run that was predicted. */
export interface OutcomeEntry extends Base {
  readonly kind: 'outcome'; readonly sectionId: string; readonly predictionId: string; readonly hash: string; readonly runId: string;
  /** Milliseconds from when the check of the lab's wholeness was seen to fail until it held again; undefined where it was never seen to fail. */
  readonly ms?: number;
  /** What the target told meanwhile, for people; `ms` after the failure was seen. */
  readonly moments: readonly Moment[];
}
export interface Moment { readonly ms: number; readonly text: string }
/** Progress begins anew: checks, captures, answers and runs before `at` count no more. The ledger stays. */
export interface ResetEntry extends Base { readonly kind: 'reset' }
/** The student keeps a left-over: it is not offered again. */
export interface KeptEntry extends Base { readonly kind: 'kept'; readonly uid: string; readonly daemon: string }

/** All lines of all windows. Made once, in the composition root. */
export interface Journal {
  /** Read from disk at first use; what was added is in it at once. */
  all(): Promise<readonly JournalEntry[]>;
  /** Resolves when the line is written: only then may anything show it. */
  add(entry: JournalEntry): Promise<void>;
  /** Own lines as soon as they are written; those of other windows when they are noticed. */
  readonly onAdd: Event<JournalEntry>;
}
