import type { CheckStateName } from './check';
import type { LedgerKind } from './journal';
import type { Mark } from './run';

/**
 * What checks, receipts, remedies and clean-up look like to a page. All texts are translated; ids and hashes come back,
 * never text. In claims, reasons, titles and details a name between backticks is set as code.
 */

export interface CheckView {
  readonly id: string;
  readonly hash: string;
  /** Block whose step it belongs to: where the page shows it in a narrow column. */
  readonly block?: string;
  readonly claim: string;
  readonly state: CheckStateName;
  readonly marks: readonly Mark[];
  /** Beside "Done": by the student's word, not by live state. */
  readonly byStudent: boolean;
  /** "Done, 14:02" is made by the page from this. */
  readonly doneAt?: number;
  /** Evidence when done; the hint or the reason when not. */
  readonly reason?: string;
  /** Last lines of the container that stands in the way. */
  readonly log?: readonly string[];
  /** After "Done": the live state does not hold any more. */
  readonly gone: boolean;
  /** What it waits for, without the word "Waiting": "block 10". */
  readonly waitsFor?: string;
  /** Set when the check is a question; what the student typed last stands in `answer`. */
  readonly ask?: string;
  readonly answer?: string;
  /** Id of the block whose explanation helps. */
  readonly remedyAt?: string;
  /** A solution can be shown. */
  readonly solvable: boolean;
}

/** A question that is asked before a block breaks something, and what became of it. */
export interface PredictionView {
  readonly id: string;
  readonly hash: string;
  /** Id of the block that breaks something. */
  readonly block: string;
  readonly ask: string;
  /** Empty: the student answers in their own words. */
  readonly choices: readonly string[];
  /** Asks for a number of seconds. */
  readonly seconds?: string;
  /** Why nobody can answer here: the question is there to be read. */
  readonly closed?: string;
  /** What the check claims that holds while the lab is whole. */
  readonly whole: string;
  /** `made`: not run since. `watching`: run, and not whole again yet. `over`: whole again. */
  readonly state: 'open' | 'made' | 'watching' | 'over';
  readonly said?: { readonly text: string; readonly seconds?: number };
  readonly outcome?: {
    readonly right?: string;
    /** The right one was chosen. */
    readonly hit?: boolean;
    readonly because: string;
    /** How long the lab was not whole, milliseconds; undefined where it was not seen to break. */
    readonly ms?: number;
    /** What the target told meanwhile; `ms` after the lab was seen to break. */
    readonly moments: readonly { readonly ms: number; readonly text: string }[];
  };
}

export interface ReceiptLineView {
  readonly uid: string;
  readonly sign: 'made' | 'changed' | 'removed';
  /** "container", "volume". */
  readonly thing: string;
  readonly name: string;
  /** "212 MB", "running → exited (0)". */
  readonly detail: string;
  /** "id printed by the command"; "likely: appeared while it ran". */
  readonly evidence: string;
  readonly likely: boolean;
  readonly there: boolean;
}
export interface ReceiptView {
  /** "Made 3 things, removed 1". */
  readonly title: string;
  readonly lines: readonly ReceiptLineView[];
  readonly settled: boolean;
  /** Its place is no more: said even where nothing is known that it did. */
  readonly lost?: true;
  /** Something of it can be removed again. */
  readonly undoable: boolean;
}

export interface FixView { readonly id: string; readonly label: string; readonly command?: string; readonly primary: boolean }
export interface ExplanationView { readonly rule: string; readonly statement: number; readonly title: string; readonly detail: string; readonly fixes: readonly FixView[] }

/** A piece of a command that is shown in full: what is struck out does not run. */
export interface CommandPart { readonly text: string; /** Translated: why it does not run ("not made by this lab"). */ readonly struck?: string }

/** A decision before a run: why first, choices second; the safe choice is primary. */
export interface DecisionView {
  readonly id: string;
  /** `locked`: nothing runs here until the student decides. Left out: a warning. */
  readonly tone?: 'locked' | 'warn';
  readonly title: string;
  readonly detail: string;
  /** The block in full, as it will run, with what is left out of it struck through and named. */
  readonly command?: readonly CommandPart[];
  readonly choices: readonly { readonly id: string; readonly label: string; readonly primary: boolean }[];
}

export interface SheetItemView {
  readonly uid: string;
  /** Decides the icon; not translated. */
  readonly thing: LedgerKind | 'block';
  readonly name: string;
  /** "running, block 10"; later "gone, 0.4 s", "waits for mydb". */
  readonly detail: string;
  readonly reason?: string;
  /** Bytes that are free once it is gone. */
  readonly size?: number;
  readonly selectable: boolean;
  readonly selected: boolean;
  readonly state: 'waiting' | 'going' | 'gone' | 'stayed';
}
export interface SheetActionView {
  /** Comes back as `sheet.action`. Beside these the page sends `select` when a tick changes, and `close` for Escape unless things are going. */
  readonly id: string;
  /** "Remove {0} things": before, the page fills in how many are ticked. */
  readonly label: string;
  /** The same for exactly one, and for none; without the last it rests while nothing is ticked. */
  readonly one?: string;
  readonly none?: string;
  readonly primary: boolean;
}
/** Clean-up: before, during, after. One sheet over the panel. While `id` and `phase` stay, the page's ticks win over `selected`. */
export interface SheetView {
  readonly id: string;
  readonly phase: 'before' | 'during' | 'after';
  readonly title: string;
  readonly lead: string;
  readonly go: readonly SheetItemView[];
  readonly stay: readonly SheetItemView[];
  /** After: what was looked at besides, such as "Port 80 of this lab". */
  readonly also?: readonly { readonly name: string; readonly detail: string; readonly well: boolean }[];
  /** Commands as they will be typed for what is ticked, one a line. */
  readonly commands: string;
  /** The author's clean-up block, where the sheet is about one: always shown in full. */
  readonly command?: readonly CommandPart[];
  /** A last line under the buttons: how old the prices are. */
  readonly foot?: string;
  readonly actions: readonly SheetActionView[];
}

export interface TimelineItemView {
  readonly id: string;
  readonly lane: 'run' | 'check' | 'event' | 'you';
  /** Milliseconds since the epoch, this machine's clock. */
  readonly at: number;
  readonly end?: number;
  /** `emulated`: it passed, on an emulator. */
  readonly tone: 'pass' | 'fail' | 'wait' | 'running' | 'idle' | 'emulated';
  readonly label: string;
  readonly detail?: string;
  readonly block?: { readonly section: string; readonly id: string };
}

/** Nodes with their tasks; a picture made of lists, in the order in which it is read aloud. */
export interface SwarmPictureView {
  readonly kind: 'swarm';
  readonly title: string;
  /** "8 of 10 running". */
  readonly summary: string;
  readonly stale: boolean;
  /** Why it is not as it should be. */
  readonly note?: string;
  readonly nodes: readonly {
    readonly uid: string;
    readonly name: string;
    /** "manager, leader · ready". */
    readonly detail: string;
    /** Not a node: tasks for which the scheduler has found none. */
    readonly none: boolean;
    /** It is down or cannot be reached. */
    readonly bad: boolean;
    readonly tasks: readonly { readonly uid: string; readonly name: string; readonly state: string; readonly tone: 'pass' | 'fail' | 'wait' | 'running' | 'idle' | 'stale'; readonly note?: string }[];
    /** "and 12 more · 2 tasks not of this lab". */
    readonly more?: string;
  }[];
}

/** Deployments with their ReplicaSets and pods, and the services that lead to those. */
export interface ClusterPictureView {
  readonly kind: 'cluster';
  readonly title: string;
  /** "node minikube, Ready". */
  readonly summary: string;
  readonly stale: boolean;
  /** What is wrong with a node. */
  readonly note?: string;
  readonly rollouts: readonly RolloutView[];
  readonly services: readonly { readonly uid: string; readonly name: string; /** A sentence or two. */ readonly detail: string; /** It leads nowhere. */ readonly bad: boolean }[];
  /** "and 3 more deployments". */
  readonly more?: string;
}

export interface RolloutView {
  /** Of the deployment; of pods that none has made: `pods:`. */
  readonly uid: string;
  readonly name: string;
  /** "deployment"; empty for pods without one. */
  readonly what: string;
  readonly state: string;
  readonly tone: PictureTone;
  readonly bars: readonly { readonly label: string; readonly on: number; readonly of: number; /** "2 of 4". */ readonly text: string }[];
  readonly sets: readonly PodSetView[];
  /** "and 5 more kept for undo". */
  readonly more?: string;
}

export interface PodSetView {
  readonly uid: string;
  /** What its pods have in their names: `7d4b9c86f9`. */
  readonly name: string;
  /** "new ReplicaSet, revision 3, v10". */
  readonly detail: string;
  /** "0 of 2 ready". */
  readonly state: string;
  readonly pods: readonly PodPictureView[];
  /** "and 12 more: 12 Running". */
  readonly more?: string;
}

export interface PodPictureView {
  readonly uid: string;
  readonly name: string;
  readonly state: string;
  readonly tone: PictureTone;
  /** Undefined where no service looks for it. */
  readonly traffic?: { readonly on: boolean; readonly text: string };
  readonly note?: string;
}

type PictureTone = 'pass' | 'fail' | 'wait' | 'running' | 'idle' | 'stale';

/** What flows from one thing to the next: boxes in lanes, joined by what made the next or by what passed in the last minute. */
export interface AwsPictureView {
  readonly kind: 'aws';
  readonly title: string;
  /** "2 of 3 in service"; may be empty. */
  readonly summary: string;
  readonly stale: boolean;
  readonly note?: string;
  readonly lanes: readonly LaneView[];
  /** "and 3 more". */
  readonly more?: string;
}
export interface LaneView { readonly uid: string; /** May be empty. */ readonly title: string; readonly stages: readonly StageView[] }
export interface StageView {
  /** Of its row; unique within its lane. */
  readonly uid: string;
  /** Decides the icon before the name; not translated. */
  readonly icon: string;
  readonly name: string;
  /** "training job · ml.m5.large". */
  readonly detail: string;
  readonly state: string;
  /** `flask`: it comes from an emulator; `skip`: only pretended, drawn dashed. */
  readonly mark: PictureTone | 'flask' | 'skip';
  /** Stands on the arrow that leads here: "block 7", "120/min". */
  readonly hop?: string;
}
