import type { JournalEntry, OutcomeEntry, PredictedEntry } from '../journal';
import { isOver, type RunRecord } from '../run';
import type { Prediction } from './prediction';

/** How a prediction stands, from what is on record alone. */
export interface Standing {
  /** The last thing that was predicted. */
  readonly said?: PredictedEntry;
  /** The last run after that. */
  readonly run?: RunRecord;
  /** What became of that run. */
  readonly outcome?: OutcomeEntry;
}

/** `journal`, `records`: of the prediction's lab. What lies before its last reset does not count. */
export function standingOf(prediction: Prediction, sectionId: string, journal: readonly JournalEntry[], records: readonly RunRecord[]): Standing {
  const resetAt = Math.max(0, ...journal.flatMap(entry => entry.kind === 'reset' ? [entry.at] : []));
  const said = journal.findLast(entry => entry.kind === 'predicted' && isOf(entry, prediction, sectionId) && entry.at > resetAt) as PredictedEntry | undefined;
  if (!said) return {};
  const run = records.findLast(record => record.sectionId === sectionId && record.blockId === prediction.block && record.start >= said.at && record.state !== 'notRun' && record.state !== 'queued');
  if (!run) return { said };
  const outcome = journal.findLast(entry => entry.kind === 'outcome' && isOf(entry, prediction, sectionId) && entry.runId === run.runId) as OutcomeEntry | undefined;
  return { said, run, ...outcome && { outcome } };
}

function isOf(entry: PredictedEntry | OutcomeEntry, { id, hash }: Prediction, sectionId: string): boolean {
  return entry.sectionId === sectionId && entry.predictionId === id && entry.hash === hash;
}

/** After the end of a run a failure may still be on its way: a manager is asked every second or two. Milliseconds. */
export const lateMs = 15_000;

/** Whether the lab was seen to fail and to be whole again since a run began. */
export type Wholeness = 'true' | 'false' | 'unknown' | 'asking';

/**
 * Follows the check of a lab's wholeness over one run. It must be seen to fail before "whole again" means anything; where
 * that went too fast, or nobody looked, it is over some time after the run without a figure.
 */
export class Watch {
  private failedAt: number | undefined;

  constructor(readonly runId: string) {}

  /** Milliseconds since the epoch at which it was seen to fail. */
  get brokenAt(): number | undefined { return this.failedAt; }

  /** Over: how long it was not whole, or no figure. `wait`: it is to be asked again after so many milliseconds. Undefined: it goes on. */
  look(run: RunRecord, whole: Wholeness, now: number): { readonly ms?: number } | { readonly wait: number } | undefined {
    if (whole === 'false' && this.failedAt === undefined) this.failedAt = now;
    if (whole !== 'true') return undefined;
    if (this.failedAt !== undefined) return { ms: Math.max(0, now - this.failedAt) };
    if (!isOver(run.state)) return undefined;
    const left = (run.end ?? run.start) + lateMs - now;
    return left <= 0 ? {} : { wait: left };
  }
}
