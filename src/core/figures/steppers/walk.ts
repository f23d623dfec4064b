import type { Message } from '../../message';

/** How a part of a drawing looks. A word always says the same: `mark` of the cell or `note` of its group. */
export type Tone = 'plain' | 'new' | 'old' | 'same' | 'coming' | 'wait' | 'free';

export interface Cell { readonly text: string; readonly tone: Tone; readonly mark?: Message }

/** A box with cells: an image with its layers, a node with its tasks, a shard with its records. */
export interface Group { readonly title: Message; readonly note?: Message; readonly cells: readonly Cell[]; /** Takes no part for now. */ readonly out?: boolean }

export type Control =
  | { readonly kind: 'range'; readonly id: string; readonly label: Message; readonly min: number; readonly max: number; readonly value: number }
  | { readonly kind: 'choice'; readonly id: string; readonly label: Message; readonly options: readonly { readonly value: string; readonly label: Message }[]; readonly value: string }
  /** An event that comes into the walk, e.g. a node is drained; the other kinds begin it anew. */
  | { readonly kind: 'press'; readonly id: string; readonly label: Message };

/** One state of a walk, as it is drawn and said. */
export interface Frame {
  readonly layout: 'stack' | 'row';
  readonly groups: readonly Group[];
  /** All that the drawing shows, for those who do not see it; what has just happened first. */
  readonly says: readonly Message[];
  readonly controls: readonly Control[];
}

/** A state of something that goes on step by step. Immutable: both ways on give another. */
export interface Walk {
  readonly frame: Frame;
  /** Undefined at the end, and where nothing can go on. */
  next(): Walk | undefined;
  /** As if the student had chosen `value` at that control; the walk itself where there is no such control or value. */
  set(control: string, value: string): Walk;
}

/** A sentence of a table of words, filled. */
export function say(template: Message, ...args: readonly (string | number)[]): Message { return { text: template.text, args }; }

/** What an author calls something, as it is. */
export function name(text: string): Message { return { text: '{0}', args: [text] }; }

/** A whole number between both, else undefined. */
export function within(value: string, min: number, max: number): number | undefined {
  const number = Number(value);
  return value !== '' && Number.isInteger(number) && number >= min && number <= max ? number : undefined;
}
