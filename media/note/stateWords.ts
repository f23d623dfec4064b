import { assertNever, type BlockView, type RunView } from '../../src/core/protocol';
import type { Translator } from '../status/words';
import { spanWords } from '../status/span';
import { clockSpan, whenWords } from './time';

/** How a block stands: an icon, one bold word, and the rest. `ticks`: the rest begins with a running clock. */
export interface BlockState {
  readonly icon: string;
  readonly tone: string;
  readonly word: string;
  readonly rest: string;
  readonly ticks: boolean;
}

export interface Look { readonly t: Translator; readonly now: number }

export const isActive = (run: RunView | undefined): boolean => run?.state === 'running' || run?.state === 'waiting' || run?.state === 'queued';

/** Undefined for a block that was never run: its button says all there is. */
export function blockState(block: BlockView, look: Look): BlockState | undefined {
  const { run } = block;
  if (!run) return undefined;
  if (run.changed && !isActive(run)) return still('changed', 's-idle', look.t('Changed since you ran it'), whenWords(look.t, run.end ?? run.start, look.now));
  if (run.foreign) return still('changed', 's-idle', look.t('Not run by you'), run.reason ?? '');
  const state = runState(block, run, look);
  return run.marks.includes('emulated') && state.icon === 'pass' ? { ...state, icon: 'flask', tone: 's-emu' } : state;
}

/** Run was pressed: shown before the extension answers, and all there is to see of a block that is over at once. */
export function starting(t: Translator): BlockState { return still('queued', 's-idle', t('Starting'), ''); }

function runState(block: BlockView, run: RunView, { t, now }: Look): BlockState {
  const when = whenWords(t, run.end ?? run.start, now);
  const took = spanWords(t, (run.end ?? now) - run.start);
  switch (run.state) {
    case 'queued': return still('queued', 's-idle', t('Queued'), run.behind ? t('behind {0}', run.behind) : '');
    case 'running': return { icon: 'busy', tone: 's-live', word: t('Running'), rest: runningWords(block, run, { t, now }), ticks: true };
    case 'waiting': return { icon: 'keyboard', tone: 's-wait', word: t('Waiting for you'), rest: runningWords(block, run, { t, now }), ticks: true };
    case 'passed': return still('pass', 's-pass', t('Passed'), t('in {0}, {1}', took, when));
    case 'failed': return still('fail', 's-fail', t('Failed'), failedWords(block, run, t, when));
    case 'stopped': return still('stopped', 's-idle', t('Stopped by you'), t('after {0}, {1}', took, when));
    case 'timedOut': return still('stopped', 's-idle', t('Timed out'), t('after {0}, {1}', took, when));
    case 'interrupted': return still('changed', 's-idle', t('Interrupted'), run.reason ?? t('its shell ended unseen'));
    case 'notRun': return still('skip', 's-idle', t('Not run'), run.reason ?? '');
    case 'notMeasured': return still('unknown', 's-idle', t('Not measured'), run.reason ?? '');
    default: return assertNever(run.state);
  }
}

/** The part that ticks: `0:38`, `in the background, 0:38`, `0:38, a program asks for input`. */
export function runningWords(block: BlockView, run: RunView, { t, now }: Look): string {
  const clock = clockSpan(now - run.start);
  if (run.state === 'waiting') return t('{0}, a program asks for input', clock);
  return block.background ? t('in the background, {0}', clock) : clock;
}

/** Where it failed, counted in the lines that the student sees. */
export function failedLine(run: RunView, block: BlockView): number | undefined {
  const failed = run.statements.find(({ outcome }) => (outcome.kind === 'exit' || outcome.kind === 'endedBlock') && outcome.code !== 0);
  if (!failed) return undefined;
  const before = block.statements.filter(statement => statement.index < failed.index);
  return before.reduce((line, { text }) => line + text.split('\n').length, 1);
}

function failedWords(block: BlockView, run: RunView, t: Translator, when: string): string {
  const line = failedLine(run, block);
  if (run.code === undefined) return run.reason ? `${run.reason}, ${when}` : when;
  return line === undefined ? t('with exit {0}, {1}', run.code, when) : t('at line {0}; exit {1}, {2}', line, run.code, when);
}

function still(icon: string, tone: string, word: string, rest: string): BlockState {
  return { icon, tone, word, rest, ticks: false };
}

/** For the region's name: `Block 10, failed`. */
export function blockName(block: BlockView, look: Look): string {
  const { t } = look;
  const state = blockState(block, look);
  const name = state ? t('Block {0}, {1}', block.ordinal, state.word.toLocaleLowerCase()) : t('Block {0}, not run', block.ordinal);
  if (block.role === 'cleanup') return t('Clean-up: {0}', name);
  return block.role === 'solution' ? t('Solution: {0}', name) : name;
}
