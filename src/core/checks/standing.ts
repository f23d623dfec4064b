import type { Check, CheckStateName } from '../check';
import type { CheckDoneEntry } from '../journal';
import { msg, type Message } from '../message';
import { isOver, type Mark, type RunRecord } from '../run';
import type { Verdict } from './world';

/** What a check waits for, or stands or falls with. */
export type WaitsFor = { readonly kind: 'block'; readonly id: string; readonly ordinal: number } | { readonly kind: 'check'; readonly id: string; readonly claim: string };

/** All that decides how a check stands at one moment. */
export interface Standing {
  readonly check: Check;
  readonly verdict: Verdict;
  /** Of its live part; undefined where it has none. */
  readonly live?: Verdict;
  readonly latch?: CheckDoneEntry;
  /** Since when the verdict has been true without a break. */
  readonly trueSince?: number;
  /** It must have been true for so long before it counts for good: things that start may die at once. */
  readonly holdMs: number;
  /** Why nothing may be looked at. */
  readonly barred?: Message;
  readonly waitsFor?: WaitsFor;
  /** Last run of its block or of a solution of it. */
  readonly run?: RunRecord;
  readonly ordinal?: number;
  /** Some block of the lab runs and is expected to end. */
  readonly going: boolean;
  /** What is true only because nothing is there counts from this moment on. */
  readonly sureAt: number;
  readonly now: number;
}

export interface Decision {
  readonly state: CheckStateName;
  /** Evidence when done, else the reason. */
  readonly facts: readonly Message[];
  readonly marks: readonly Mark[];
  readonly doneAt?: number;
  readonly byStudent: boolean;
  readonly gone: boolean;
  readonly waitsFor?: WaitsFor;
  /** When it may stand differently though nothing happens. */
  readonly dueAt?: number;
  /** It is to be latched now. */
  readonly latch: boolean;
  /** Uid of a container whose last lines help. */
  readonly logsOf?: string;
  /** The run that failed and with it the check. */
  readonly failed?: boolean;
  /** The student may allow a look at this host. */
  readonly host?: string;
  /** What is looked at has not been seen yet: what was said before still stands. */
  readonly asking: boolean;
}

/** After the end of a run the source may still say what was, and the rest of the output still comes. */
const settleMs = 1000;
const outputMs = 2500;

export function decide(standing: Standing): Decision {
  const { latch, verdict, now } = standing;
  if (latch && !(latch.by === 'student' && verdict.is === 'true')) return latched(latch, standing);
  if (standing.barred) return plain('notMeasured', [standing.barred]);
  if (standing.waitsFor) return { ...plain('waiting', []), waitsFor: standing.waitsFor };
  switch (verdict.is) {
    case 'asking': return { ...plain('notYet', []), asking: true };
    case 'unknown': return { ...plain('notMeasured', [verdict.reason]), ...(verdict.host === undefined ? {} : { host: verdict.host }) };
    case 'true': return now < standing.sureAt ? { ...plain('notYet', []), asking: true, dueAt: standing.sureAt } : holds(standing, verdict);
    case 'false': return fails(standing, verdict);
  }
}

function latched(latch: CheckDoneEntry, { live, verdict }: Standing): Decision {
  const gone = latch.by === 'state' && live?.is === 'false';
  return { ...plain('done', latch.evidence), marks: latch.marks, doneAt: latch.at, byStudent: latch.by === 'student', gone, asking: live?.is === 'asking' || verdict.is === 'asking' };
}

function holds({ trueSince, holdMs, now }: Standing, verdict: Extract<Verdict, { is: 'true' }>): Decision {
  const since = trueSince ?? now;
  const dueAt = since + holdMs;
  return { ...plain('done', verdict.facts), marks: verdict.marks, doneAt: since, latch: now >= dueAt, ...(now >= dueAt ? {} : { dueAt }) };
}

function fails(standing: Standing, verdict: Extract<Verdict, { is: 'false' }>): Decision {
  const { check, run, going, now } = standing;
  const { stuck, facts, marks } = verdict;
  const logs = verdict.logsOf === undefined ? {} : { logsOf: verdict.logsOf };
  const notYet: Decision = { ...plain('notYet', facts), marks, ...logs };
  // While something runs it may still bring it; without a run nobody has tried.
  if (going || (check.block !== undefined && !(run && isOver(run.state)))) return notYet;
  const end = run?.end ?? run?.start ?? 0;
  const sure = end + (stuck === 'over' && check.test.kind !== 'exit' ? outputMs : settleMs);
  const failedRun = stuck === 'missing' && run !== undefined && (run.state === 'failed' || run.state === 'timedOut');
  // What is given time to come is printed by the next run of the block.
  const ended = stuck === 'ended' || (stuck === 'over' && check.timeoutSeconds === undefined);
  if (failedRun || ended) {
    if (now < sure) return { ...notYet, dueAt: sure };
    return { ...notYet, state: 'cannotPass', facts: failedRun ? [failure(standing, run), ...facts] : facts, failed: failedRun };
  }
  if (check.timeoutSeconds === undefined || !run) return notYet;
  const late = end + check.timeoutSeconds * 1000;
  if (now < late) return { ...notYet, dueAt: late };
  return { ...notYet, state: 'cannotPass', facts: [...facts, msg('it should have come within {0} s after the block', check.timeoutSeconds)] };
}

function failure({ ordinal }: Standing, run: RunRecord): Message {
  if (run.state === 'timedOut') return msg('block {0} was stopped at its limit', ordinal ?? '');
  return run.code === undefined ? msg('block {0} has failed', ordinal ?? '') : msg('block {0} has failed with exit code {1}', ordinal ?? '', run.code);
}

function plain(state: CheckStateName, facts: readonly Message[]): Decision {
  return { state, facts, marks: [], byStudent: false, gone: false, latch: false, asking: false };
}
