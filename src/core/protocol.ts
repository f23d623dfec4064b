import type { SectionMeta } from './course';
import type { FigureData } from './figures/figureData';
import type { StepperData } from './figures/steppers/stepper';
import type { AwsPictureView, CheckView, ClusterPictureView, DecisionView, ExplanationView, PredictionView, ReceiptView, SheetView, SwarmPictureView, TimelineItemView } from './labViews';
import type { KeptOutput, Mark, RunState, StatementResult } from './run';

/** Everything that crosses between the extension and its pages. Ids and hashes travel, command text never comes back. */

export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** Already translated texts, by English template; the page fills `{0}` itself. */
export type Strings = Readonly<Record<string, string>>;

// ---------- note page ----------

export interface StatementView {
  readonly index: number;
  readonly text: string;
}

export interface RunView {
  readonly runId: string;
  readonly state: RunState;
  readonly marks: readonly Mark[];
  readonly code?: number;
  /** Translated. */
  readonly reason?: string;
  readonly statements: readonly StatementResult[];
  readonly start: number;
  readonly end?: number;
  readonly output?: KeptOutput;
  /** Translated: why there is no transcript. */
  readonly noOutput?: string;
  /** Set when the block's text is not what ran. */
  readonly changed?: { readonly before: string };
  /** A stored result that was not written here: only that it exists is shown. */
  readonly foreign?: boolean;
  /** Translated label of the block in front, while queued. */
  readonly behind?: string;
}

/** Translated. */
export interface BlockLockView {
  readonly title: string;
  readonly remedy: string;
  /** It would have been a step of real AWS, and is only told here. */
  readonly simulated?: boolean;
}

export interface BlockView {
  readonly id: string;
  readonly ordinal: number;
  readonly hash: string;
  readonly inline: boolean;
  readonly target: string;
  readonly background: boolean;
  readonly tty: boolean;
  readonly runnable: boolean;
  readonly statements: readonly StatementView[];
  readonly placeholders: readonly { readonly token: string; readonly label: string; readonly value?: string }[];
  readonly sample?: string;
  /** Translated: what is wrong with it or unusual about it. */
  readonly warning?: string;
  /** Why it does not run where its lab works, whoever asks; known before anybody clicks. */
  readonly lock?: BlockLockView;
  readonly run?: RunView;
  readonly role?: 'step' | 'cleanup' | 'solution' | 'alternative' | 'aside';
  /** Of a solution: id of the block or check that it solves. It stays hidden until the student asks for it. Of an alternative, which is shown: of its block. */
  readonly solves?: string;
  /** Why its last run failed, and what helps. */
  readonly explanation?: ExplanationView;
  /** What its last run made, changed and removed. */
  readonly receipt?: ReceiptView;
  /** Run waits for the student's word. */
  readonly decision?: DecisionView;
  /** In the author's words: what the emulator only pretends here. */
  readonly pretends?: string;
  /** Translated: "usually 3 to 5 min, last time 4:12". */
  readonly usual?: string;
  /** A hidden solution of this step can be shown. */
  readonly solvable?: boolean;
}

/** A drawing fed from a file of the lab. */
export interface FigureView {
  readonly id: string;
  readonly title: string;
  /** Of the lab, from which it is drawn; without it the data stand in the note. */
  readonly file?: string;
  readonly data?: FigureData | StepperView | OverviewView;
  /** Translated: why there is nothing to draw yet. */
  readonly reason?: string;
}

/** A drawing that the student steps through. `words`: translated, by English template; loaded with it, not with the page. */
export interface StepperView { readonly kind: 'stepper'; readonly about: StepperData; readonly words: Strings }

/** How far the student is in each section, and what is known of the places that labs work at; nobody is asked for it. */
export interface OverviewView {
  readonly kind: 'overview';
  readonly sections: readonly { readonly id: string; readonly title: string; readonly done: number; /** 0: not begun. */ readonly of: number; readonly what: 'checks' | 'blocks' }[];
  /** Translated: "Docker" and "answers, 28.2". */
  readonly places: readonly { readonly name: string; readonly state: string }[];
}

export interface BannerView {
  /** "Docker on this machine". */
  readonly where: string;
  /** "context default, Engine 28.2.2". */
  readonly detail: string;
  readonly state: 'known' | 'unknown' | 'differs';
  /** A variable or alias that the student should see, one line each. */
  readonly notes: readonly string[];
}

/** A strip above the text: one bold sentence, one line of detail, at most two buttons. */
export interface StripView {
  readonly id: string;
  readonly tone: 'info' | 'warn' | 'locked';
  readonly title: string;
  readonly detail: string;
  readonly actions: readonly { readonly id: string; readonly label: string; readonly primary: boolean }[];
}

export interface NoteView {
  readonly courseId: string;
  readonly sectionId: string;
  readonly hash: string;
  readonly title: string;
  readonly meta: SectionMeta;
  readonly html: string;
  /** URI prefix for the course's images. */
  readonly imageBase: string;
  readonly blocks: readonly BlockView[];
  readonly checks?: readonly CheckView[];
  readonly figures?: readonly FigureView[];
  readonly predictions?: readonly PredictionView[];
  /** Words of the text that are explained, in its order. `read`: the section to read about it. */
  readonly terms?: readonly { readonly id: string; readonly term: string; readonly means: string; readonly read?: { readonly id: string; readonly title: string } }[];
  readonly previous?: { readonly id: string; readonly title: string };
  readonly next?: { readonly id: string; readonly title: string };
  readonly banner?: BannerView;
  readonly strips: readonly StripView[];
  /** Translated reason why nothing runs here; undefined when it may. */
  readonly locked?: string;
  readonly progress?: { readonly done: number; readonly of: number };
  /** For a room: large, and with less around it. */
  readonly projector?: boolean;
}

export type ToNote =
  | { readonly kind: 'projector'; readonly seq: number; readonly on: boolean }
  | { readonly kind: 'note'; readonly seq: number; readonly note: NoteView }
  | { readonly kind: 'block'; readonly seq: number; readonly block: BlockView }
  | { readonly kind: 'check'; readonly seq: number; readonly check: CheckView }
  | { readonly kind: 'figure'; readonly seq: number; readonly figure: FigureView }
  | { readonly kind: 'prediction'; readonly seq: number; readonly prediction: PredictionView }
  /** More output of a running block; `offset` counts UTF-16 units since the run began. */
  | { readonly kind: 'output'; readonly seq: number; readonly blockId: string; readonly runId: string; readonly text: string; readonly offset: number }
  | { readonly kind: 'banner'; readonly seq: number; readonly banner: BannerView | undefined; readonly strips: readonly StripView[]; readonly locked: string | undefined }
  | { readonly kind: 'reveal'; readonly seq: number; readonly blockId?: string; readonly heading?: string; readonly line?: number; /** Words at that line to be shown, as they are written there. */ readonly find?: readonly string[] }
  /** A command of the editor, for the block or check in focus. */
  | { readonly kind: 'act'; readonly seq: number; readonly act: NoteAct };

export type NoteAct = 'nextBlock' | 'previousBlock' | 'run' | 'runFrom' | 'showTerminal' | 'nextCheck' | 'previousCheck';

export type FromNote =
  /** Also sent when the page saw a gap in `seq`: the answer is a full `note`. */
  | { readonly kind: 'ready' }
  /** The whole note is on screen. */
  | { readonly kind: 'shown'; readonly section: string }
  | { readonly kind: 'run'; readonly section: string; readonly blockId: string; readonly hash: string; readonly values?: Readonly<Record<string, string>>; readonly from?: boolean; /** All blocks before it first. */ readonly upTo?: boolean }
  | { readonly kind: 'stop'; readonly section: string; readonly blockId: string }
  | { readonly kind: 'showTerminal'; readonly section: string; readonly blockId: string }
  | { readonly kind: 'putInTerminal'; readonly section: string; readonly blockId: string; readonly hash: string; readonly values?: Readonly<Record<string, string>> }
  | { readonly kind: 'copy'; readonly section: string; readonly blockId: string; readonly hash: string }
  | { readonly kind: 'openSection'; readonly section: string; readonly to: string }
  | { readonly kind: 'openLink'; readonly section: string; readonly href: string }
  | { readonly kind: 'strip'; readonly section: string; readonly id: string; readonly action: string }
  | { readonly kind: 'changeTarget'; readonly section: string }
  | { readonly kind: 'markDone'; readonly section: string; readonly checkId: string; readonly hash: string }
  | { readonly kind: 'answer'; readonly section: string; readonly checkId: string; readonly hash: string; readonly text: string }
  /** What the student says will happen: `text` is one of the choices, where there are any. */
  | { readonly kind: 'predict'; readonly section: string; readonly predictId: string; readonly hash: string; readonly text: string; readonly seconds?: number }
  /** Shows the hidden solution of a block or check; running it is the solution block's own Run. */
  | { readonly kind: 'solve'; readonly section: string; readonly id: string }
  | { readonly kind: 'fix'; readonly section: string; readonly blockId: string; readonly runId: string; readonly fixId: string }
  /** Removes again what the receipt of this run names; asks with the sheet first. */
  | { readonly kind: 'undo'; readonly section: string; readonly blockId: string; readonly runId: string }
  | { readonly kind: 'decide'; readonly section: string; readonly blockId: string; readonly decisionId: string; readonly choice: string }
  | { readonly kind: 'cleanUp'; readonly section: string; readonly reset: boolean }
  | { readonly kind: 'revealRow'; readonly section: string; readonly uid: string }
  | { readonly kind: 'showTimeline'; readonly section: string }
  | { readonly kind: 'scrolled'; readonly section: string; readonly line: number }
  | { readonly kind: 'painted'; readonly section: string; readonly blockId: string; readonly runId: string; readonly state: string }
  /** For measuring: the check is on screen in this state. */
  | { readonly kind: 'checkPainted'; readonly section: string; readonly checkId: string; readonly state: string };

// ---------- status panel ----------

export type RowTone = 'pass' | 'fail' | 'wait' | 'running' | 'idle' | 'stale';
export type RowAction =
  | 'logs' | 'shell' | 'stop' | 'remove' | 'open' | 'start' | 'inspect' | 'tasks' | 'scale' | 'rollback' | 'previous' | 'describe' | 'yaml' | 'forward'
  /** Of AWS: send a row to an endpoint, draw what a job said of itself, open the console's page. */
  | 'invoke' | 'metrics' | 'console'
  /** Lets the student choose among those of the row's actions that have no button. */
  | 'more';

/** What has been billed so far is reckoned by the page, from its own clock. US dollars an hour; `since`: milliseconds since the epoch. */
export interface CostView { readonly text: string; /** Which prices it is made of, and what is not in it. */ readonly note?: string | undefined; readonly growing?: { readonly perHour: number; readonly since: number } }
/** What belongs to a thing and has no row: a variant, a step, a rule. */
export interface RowPartView { readonly name: string; readonly detail: string }
/** `lines`: as it was said, newest last; `plots`: values in the order in which they came, drawn as a line where there are several. */
export interface RowAnswerView { readonly title: string; readonly lines: readonly string[]; readonly plots: readonly { readonly name: string; readonly values: readonly number[] }[] }
export type RowIcon = 'flask' | 'endpoint' | 'book' | 'chart' | 'node' | 'volume' | 'lock' | 'shield' | 'expose' | 'network' | 'service' | 'box' | 'list' | 'image' | 'stream' | 'lambda' | 'plug' | 'table' | 'search' | 'bucket' | 'user' | 'logs';

export interface RowView {
  readonly uid: string;
  readonly tone: RowTone;
  readonly name: string;
  /** Translated state: "running, healthy", "exited (1)", "restarting, 5 times in a minute". */
  readonly state: string;
  readonly detail: string;
  /** The block that made it; `likely` when it is a guess, `evidence` translated. */
  readonly block?: { readonly section: string; readonly id: string; readonly label: string; readonly likely: boolean; readonly evidence: string };
  readonly created?: number;
  /** Milliseconds since the epoch by the daemon's clock, of the event that last changed this row. */
  readonly changed?: number;
  readonly actions: readonly { readonly id: RowAction; readonly label: string; /** Shown as the tooltip: the command it stands for. */ readonly command?: string; /** It has no button of its own: `more` offers it. */ readonly more?: boolean }[];
  readonly standIn: boolean;
  /** Endpoints: milliseconds since the epoch of the last probe. */
  readonly checked?: number;
  /** Translated: what lies behind a bad state. Stands under the row. */
  readonly note?: string;
  /** Translated: why the last action on this row failed. Stands under the row. */
  readonly problem?: string;
  /** Where neither tone nor group decides it. */
  readonly icon?: RowIcon;
  /** It comes from an emulator: a result there is no evidence. */
  readonly emulated?: boolean;
  /** Milliseconds since the epoch at which its state began, where that is known. */
  readonly since?: number;
  readonly cost?: CostView;
  /** The higher, the further up it stands: US dollars an hour. */
  readonly rank?: number;
  readonly parts?: readonly RowPartView[];
  /** What the thing said when it was asked by a button of the row. Stands under the row. */
  readonly answer?: RowAnswerView;
}

/** Oldest first, so that rows keep their place and a new one comes last; what costs money before all, dearest first. Host and page order alike. */
export function compareRows(a: RowView, b: RowView): number {
  const byCost = (b.rank ?? 0) - (a.rank ?? 0);
  if (byCost !== 0) return byCost;
  const byAge = (a.created ?? Infinity) - (b.created ?? Infinity);
  if (byAge > 0 || byAge < 0) return byAge;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.uid < b.uid ? -1 : a.uid > b.uid ? 1 : 0;
}

export type AwsGroupId = 'aws-clusters' | 'aws-endpoints' | 'aws-notebooks' | 'aws-jobs' | 'aws-machines' | 'aws-routing' | 'aws-containers' | 'aws-streams' | 'aws-functions' | 'aws-data' | 'aws-models' | 'aws-storage';

export interface GroupView {
  readonly id: 'service' | 'container' | 'deployment' | 'pod' | 'k8s-service' | 'endpoint' | 'network' | 'volume' | 'image' | 'k8s-node' | AwsGroupId;
  readonly title: string;
  readonly rows: readonly RowView[];
}

/** Where an AWS lab is and what it costs: never out of sight. */
export interface AwsHeadView { /** Undefined while the place is not known. */ readonly track?: 'emulator' | 'real'; /** "Emulator", "Real AWS account". */ readonly label: string; readonly cost?: CostView; /** Nothing runs yet, and that is no failure: the next block starts it. */ readonly sleeps?: boolean }

/** Everything but the rows: small, and sent alone when only it changed. */
export interface StatusHead {
  /** Lab title; undefined when no lab is open. */
  readonly lab?: string;
  readonly phase: 'none' | 'idle' | 'connecting' | 'live' | 'stale' | 'down';
  /** Translated: "Live", "Connecting", "Not connected". */
  readonly link: string;
  readonly where: string;
  /** What is shown is a cluster's, not a Docker daemon's. */
  readonly cluster?: boolean;
  /** What is shown is on AWS or in an emulator of it. */
  readonly aws?: AwsHeadView;
  /** Milliseconds since the epoch of the last moment the rows were true; set while stale. */
  readonly asOf?: number;
  readonly cause?: { readonly title: string; readonly detail: string; readonly actions: readonly { readonly id: string; readonly label: string; readonly command?: string; readonly primary: boolean }[] };
  /** What needs a decision, such as left-overs of an earlier lab. */
  readonly strips?: readonly StripView[];
  /** Not of this lab: "4 containers, 2 networks". */
  readonly others: { readonly summary: string; readonly count: number };
  readonly empty?: { readonly title: string; readonly detail: string; readonly goTo?: { readonly section: string; readonly id: string; readonly label: string } };
}

export interface StatusView extends StatusHead {
  /** All kinds in the order they are shown, also those without rows. */
  readonly groups: readonly GroupView[];
  /** Not of this lab: rows are sent only while the group is open. */
  readonly others: StatusHead['others'] & { readonly groups?: readonly GroupView[] };
}

export type PictureView = SwarmPictureView | ClusterPictureView | AwsPictureView;

export type ToStatus =
  | { readonly kind: 'status'; readonly seq: number; readonly status: StatusView }
  | { readonly kind: 'head'; readonly seq: number; readonly head: StatusHead }
  /** Rows of groups already shown: changed and new ones, and uids that went. */
  | { readonly kind: 'rows'; readonly seq: number; readonly others: boolean; readonly group: GroupView['id']; readonly upserts: readonly RowView[]; readonly removed: readonly string[] }
  /** Clean-up stands over the rows until it is closed. */
  | { readonly kind: 'sheet'; readonly seq: number; readonly sheet: SheetView | undefined }
  | { readonly kind: 'picture'; readonly seq: number; readonly picture: PictureView | undefined }
  /** The whole axis; undefined while it is folded. */
  | { readonly kind: 'timeline'; readonly seq: number; readonly items: readonly TimelineItemView[] | undefined }
  | { readonly kind: 'revealRow'; readonly seq: number; readonly uid: string };

export type FromStatus =
  | { readonly kind: 'ready' }
  | { readonly kind: 'action'; readonly uid: string; readonly action: RowAction }
  | { readonly kind: 'revealBlock'; readonly section: string; readonly blockId: string }
  | { readonly kind: 'remedy'; readonly id: string }
  | { readonly kind: 'others'; readonly open: boolean }
  | { readonly kind: 'cleanUp' }
  | { readonly kind: 'strip'; readonly id: string; readonly action: string }
  /** `selected`: uids that are ticked. */
  | { readonly kind: 'sheet'; readonly id: string; readonly action: string; readonly selected: readonly string[] }
  | { readonly kind: 'timeline'; readonly open: boolean }
  /** For measuring: the row of this uid is on screen as of this state. */
  | { readonly kind: 'painted'; readonly uid: string; readonly state: string };
