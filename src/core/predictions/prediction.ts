import type { Span } from '../diagnostic';

/** What the student says will happen before a block breaks something: a question of a break-it exercise. */
export interface Prediction {
  /** Unique among the section's predictions. */
  readonly id: string;
  /** Id of the block that breaks something. */
  readonly block: string;
  readonly ask: string;
  /** What may happen, one of which does; none: the student answers in their own words. */
  readonly choices: readonly string[];
  /** The one of `choices` that happens. */
  readonly right?: string;
  /** Why it happens: shown after the run alone. */
  readonly because: string;
  /** Asks for a number of seconds: how long until `whole` holds again. */
  readonly seconds?: string;
  /** Id of the check that holds while the lab is whole. */
  readonly whole: string;
  readonly span: Span;
  /** 64 hex digits, of all that is asked: a prediction of another question does not count. */
  readonly hash: string;
}

/** As it was read, before names are looked up. `for`: undefined where the next block below is meant. */
export interface PredictionDraft extends Omit<Prediction, 'block' | 'hash' | 'span'> { readonly for?: string }
