import { assertNever } from '../../src/core/protocol';
import type { RunView, StatementView } from '../../src/core/protocol';
import type { Outcome, StatementResult } from '../../src/core/run';
import type { Translator } from '../status/words';
import { spanWords } from '../status/span';

/** How one statement stands. `said` is read before it, `seen` stands at its right edge, `aside` below it. */
export interface StatementState {
  readonly icon: string;
  readonly tone: string;
  readonly said: string;
  readonly seen: string;
  readonly aside?: { readonly text: string; readonly failure: boolean };
}

/** A write into a closed pipe: the next part had read enough. No failure of the lab's. */
const brokenPipe = 141;

export function statementState(statement: StatementView, run: RunView | undefined, count: number, t: Translator): StatementState {
  if (run?.changed) return { icon: 'changed', tone: 's-idle', said: t('Not run in this form'), seen: '' };
  const result = run?.statements.find(candidate => candidate.index === statement.index);
  if (!run || !result) return { icon: 'idle', tone: 's-idle', said: t('Not run'), seen: '' };
  const state = run.marks.includes('emulated') ? emulated(ofOutcome(result.outcome, result, t), t) : ofOutcome(result.outcome, result, t);
  if (count === 1 && result.outcome.kind === 'exit' && result.outcome.code === 0 && !state.aside) return { ...state, seen: '' };
  // Not reached yet is not the same as passed over.
  if (result.outcome.kind === 'notRun' && (run.state === 'running' || run.state === 'waiting' || run.state === 'queued')) return { icon: 'idle', tone: 's-idle', said: t('Not run yet'), seen: '' };
  return state;
}

/** A green tick alone would claim that it was done on AWS. */
function emulated(state: StatementState, t: Translator): StatementState {
  return state.icon === 'pass' ? { ...state, icon: 'flask', tone: 's-emu', said: t('Passed, emulated') } : state;
}

function ofOutcome(outcome: Outcome, result: StatementResult, t: Translator): StatementState {
  switch (outcome.kind) {
    case 'exit': return ofExit(outcome, result, t);
    case 'running': return { icon: 'busy', tone: 's-live', said: t('Running'), seen: '' };
    case 'background': return { icon: 'queued', tone: 's-live', said: t('Started in the background'), seen: t('in the background') };
    case 'endedBlock': return { ...codeLook(outcome.code, t), seen: t('ended the block, exit {0}', outcome.code) };
    case 'stopped': return { icon: 'stopped', tone: 's-idle', said: t('Stopped'), seen: t('stopped') };
    case 'shellEnded': return { icon: 'changed', tone: 's-idle', said: t('The shell ended'), seen: outcome.code === undefined ? t('the shell ended') : t('the shell ended, exit {0}', outcome.code) };
    case 'notRun': return { icon: 'skip', tone: 's-idle', said: t('Not run'), seen: t('not run') };
    case 'notMeasured': return { icon: 'unknown', tone: 's-idle', said: t('Not measured'), seen: t('not measured') };
    default: return assertNever(outcome);
  }
}

function ofExit({ code, pipeline }: Extract<Outcome, { kind: 'exit' }>, { start, end }: StatementResult, t: Translator): StatementState {
  const took = start === undefined || end === undefined ? '' : ` · ${spanWords(t, end - start)}`;
  const parts = pipeline && pipeline.length > 1 && pipeline.some(part => part !== 0) ? ` · ${t('parts {0}', pipeline.join(' '))}` : '';
  return { ...codeLook(code, t), seen: `${t('exit {0}', code)}${parts}${took}`, aside: code === 0 ? hiddenFailure(pipeline ?? [], t) : undefined };
}

function codeLook(code: number, t: Translator): { icon: string; tone: string; said: string } {
  return code === 0 ? { icon: 'pass', tone: 's-pass', said: t('Passed') } : { icon: 'fail', tone: 's-fail', said: t('Failed') };
}

/** The shell counts the last part of a pipeline alone: what failed before it is said in words. */
function hiddenFailure(pipeline: readonly number[], t: Translator): StatementState['aside'] {
  const failed = pipeline.slice(0, -1).map((code, i) => ({ code, part: i + 1 })).filter(({ code }) => code !== 0);
  const [first] = failed;
  if (!first) return undefined;
  if (failed.every(({ code }) => code === brokenPipe)) return { failure: false, text: t('Part {0} was cut off, because the part after it had read enough. That is no failure.', first.part) };
  return { failure: true, text: t('Part {0} of the pipeline failed with exit {1}. The shell counts only the last part, so the line passed.', first.part, first.code) };
}
