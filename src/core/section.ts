import type { Check } from './check';
import type { SectionMeta, TargetId } from './course';
import type { Diagnostic, Span } from './diagnostic';
import type { Figure, Overview } from './figures/figure';
import type { Stepper } from './figures/steppers/stepper';
import type { Term } from './glossary';
import type { Prediction } from './predictions/prediction';

/** Options an author gives in the fence: ```` ```sh {name=web1 background tty confirm timeout=60s} ````. */
export interface BlockOptions {
  readonly name?: string;
  readonly background: boolean;
  /** The block is a conversation: it needs the real terminal and a person. */
  readonly tty: boolean;
  readonly confirm: boolean;
  readonly timeoutSeconds?: number;
  readonly target?: TargetId;
  /** `false`: shown, never run. */
  readonly run: boolean;
  /** Id of the block whose program these lines are typed into; such a block is never run by itself. */
  readonly inside?: string;
  /** What the author says it usually takes, in seconds. */
  readonly usualSeconds?: { readonly from: number; readonly to: number };
  /** What the emulator only pretends here, and what real AWS would do: shown at the block outside a real account. */
  readonly pretends?: string;
  /** `continue`: go on after a failing statement. Default `stop`. */
  readonly onError: 'stop' | 'continue';
}

/** A slot such as `<container id>` that the student fills before the block runs. */
export interface Placeholder {
  /** As it stands in the block: `<container id>`, `YOUR_BUCKET_NAME_HERE`. */
  readonly token: string;
  /** For people: `container id`. */
  readonly label: string;
  /** Offsets in `Block.text`, UTF-16 units; one for each place where the token stands. */
  readonly at: readonly { readonly start: number; readonly end: number }[];
}

/**
 * Only steps are part of "Run from here" and of progress. `cleanup`: takes the lab down. `solution`: hidden until asked
 * for. `alternative`: another way to do a step. `aside`: for some students or in some situation only.
 */
export type BlockRole = 'step' | 'cleanup' | 'solution' | 'alternative' | 'aside';

export interface Block {
  /** Unique in the section: the author's name, else `block-<ordinal>`. */
  readonly id: string;
  /** 1-based place among the section's blocks: "block 3". */
  readonly ordinal: number;
  readonly kind: 'fence' | 'indented' | 'inline';
  /** Commands only, LF, no prompts, no sample output, no trailing newline. */
  readonly text: string;
  /** Sample output that stood between the commands of a console transcript; never run. */
  readonly sample?: string;
  /** In the Markdown file; whole lines for fences and indented blocks. */
  readonly span: Span;
  /** Line in the file for each line of `text`. */
  readonly lineMap: readonly number[];
  readonly options: BlockOptions;
  readonly role: BlockRole;
  /** Of a solution: id of the block or check that it solves; of an alternative: of the block in whose place it stands. */
  readonly solves?: string;
  readonly target: TargetId;
  readonly placeholders: readonly Placeholder[];
  /** 64 hex digits: SHA-256 of text, interpreter and the options that change what runs. */
  readonly hash: string;
  /** Id of the heading above it, i.e. its step. */
  readonly heading?: string;
}

/** What "Run from here" runs and progress counts: nothing of another role, nothing within a sentence, nothing that is only shown. */
export function isStep(block: Pick<Block, 'role' | 'kind' | 'options'>): boolean {
  return block.role === 'step' && block.kind !== 'inline' && block.options.run;
}

export interface Heading {
  /** Anchor, unique in the section. */
  readonly id: string;
  readonly level: number;
  readonly text: string;
  readonly line: number;
}

export interface Section {
  readonly id: string;
  readonly file: string;
  readonly meta: SectionMeta;
  readonly headings: readonly Heading[];
  readonly blocks: readonly Block[];
  readonly checks: readonly Check[];
  readonly figures: readonly Figure[];
  /** Drawings whose data stand in the note; their places are `data-figure` too. */
  readonly steppers?: readonly Stepper[];
  /** Where the course's own progress stands. */
  readonly overview?: Overview;
  /** Questions that are asked before a block breaks something. */
  readonly predictions?: readonly Prediction[];
  /** Words that are explained in it, in the order of the text; `<span data-term="ID">` stands round each. */
  readonly terms?: readonly Term[];
  readonly diagnostics: readonly Diagnostic[];
  /** 64 hex digits, of the whole file. */
  readonly hash: string;
  /** The rendered body; `<div data-block="ID">` stands where a block goes, `<div data-check="ID">` where a check does, `<div data-figure="ID">` where a figure does, `<div data-predict="ID">` where a prediction does. Not sanitised: the page does that. */
  readonly html: string;
}
