import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import { sizeWords } from '../status/size';
import type { Translator } from '../status/words';
import { outputId, type CardLook, type SolutionLook } from './cardLook';
import { blockState, isActive, starting } from './stateWords';

export interface BarShown { readonly open: boolean; readonly pending: boolean; readonly lines: number; readonly hasOutput: boolean; readonly solution: SolutionLook | undefined }

/** Act, tools, state: in the order in which the eye needs them. */
export function bar(view: BlockView, look: CardLook, shown: BarShown): HTMLElement {
  const { t } = look;
  const state = shown.pending ? starting(t) : blockState(view, look);
  const runnable = view.runnable || isActive(view.run);
  return el('div', { class: 'bar' },
    runnable ? mainButton(view, look, shown.pending) : undefined,
    el('span', { class: 'tools' },
      runnable ? tool('terminal', 'terminal', t('Show in terminal'), t('Show block {0} in the terminal', view.ordinal)) : undefined,
      tool('copy', 'copy', t('Copy'), t('Copy block {0}', view.ordinal)),
      runnable ? menuButton(view, t) : undefined,
      toggle(view, shown, t), solve(view, shown.solution, t)),
    state
      ? el('span', { class: 'state' }, icon(state.icon, state.tone), el('span', {}, el('strong', {}, state.word), ' ', state.rest === '' ? undefined : el('span', { class: state.ticks ? 'ticks' : undefined }, state.rest), state.ticks ? usual(view) : undefined, ...(shown.pending ? [] : marks(view, t))))
      : el('span', { class: 'state' }, resting(view, t)));
}

/** How long it takes, said while that is of use: before and while it runs. */
const usual = ({ usual: words }: BlockView): string | undefined => words === undefined ? undefined : ` · ${words}`;

function mainButton(view: BlockView, { t, locked }: CardLook, pending: boolean): HTMLElement {
  const { run, ordinal } = view;
  // The choices stand below: they are the way on.
  const rests = locked ?? (view.lock ?? view.decision)?.title.replaceAll('`', '');
  const first = view.statements[0]?.text.split('\n')[0] ?? '';
  if (run && (run.state === 'running' || run.state === 'waiting')) return el('button', { class: 'btn main', type: 'button', 'data-do': 'stop', 'aria-label': t('Stop block {0}', ordinal) }, icon('stop'), t('Stop'));
  const wait = pending || run?.state === 'queued';
  const again = run && !run.changed && run.state !== 'notRun' && !wait;
  const asks = view.role === 'cleanup' && !wait;
  const label = asks ? t('Run…') : again ? t('Run again') : t('Run');
  const name = again && !asks ? t('Run again: block {0}', ordinal) : t('Run block {0}: {1}', ordinal, first.length > 80 ? `${first.slice(0, 79)}…` : first);
  // Not `disabled`: the focus would be lost, and the reason could not be read.
  return el('button', { class: 'btn main', type: 'button', 'data-do': 'run', 'aria-label': name, 'aria-disabled': rests !== undefined || wait ? 'true' : undefined, title: rests },
    icon(rests === undefined ? 'play' : 'lock'), label);
}

function tool(action: string, image: string, title: string, name: string): HTMLElement {
  return el('button', { class: 'ibtn', type: 'button', 'data-do': action, title, 'aria-label': name }, icon(image));
}

function menuButton(view: BlockView, t: Translator): HTMLElement {
  return el('button', { class: 'ibtn', type: 'button', 'data-do': 'menu', title: t('More'), 'aria-label': t('More for block {0}', view.ordinal), 'aria-haspopup': 'menu', 'aria-expanded': 'false' }, icon('more'));
}

function toggle(view: BlockView, { open, lines, hasOutput }: BarShown, t: Translator): HTMLElement | undefined {
  const changed = view.run?.changed !== undefined && !isActive(view.run);
  if (!changed && !hasOutput) return undefined;
  const label = changed ? t('What changed') : outputLabel(view, lines, t);
  return el('button', { class: 'quiet', type: 'button', 'data-do': 'toggle', 'aria-expanded': String(open), 'aria-controls': open ? outputId(view) : undefined }, icon(open ? 'down' : 'right'), label);
}

function solve(view: BlockView, solution: SolutionLook | undefined, t: Translator): HTMLElement | undefined {
  if (!solution) return undefined;
  return el('button', { class: 'quiet', type: 'button', 'data-do': 'solve', 'aria-expanded': String(solution.shown), 'aria-label': solution.shown ? t('Hide the solution of block {0}', view.ordinal) : t('Solve this step: block {0}', view.ordinal) },
    icon(solution.shown ? 'down' : 'right'), solution.shown ? t('Hide the solution') : t('Solve this step'));
}

function outputLabel(view: BlockView, lines: number, t: Translator): string {
  const dropped = view.run?.output?.dropped ?? 0;
  if (dropped > 0) return t('Output, {0}', sizeWords(t, dropped + (view.run?.output?.head.length ?? 0) + (view.run?.output?.tail.length ?? 0)));
  return lines === 1 ? t('Output, 1 line') : t('Output, {0} lines', lines);
}

function marks({ run }: BlockView, t: Translator): HTMLElement[] {
  return (run?.marks ?? []).map(mark => {
    switch (mark) {
      case 'emulated': return el('span', { class: 'tag' }, icon('flask', 's-emu'), t('emulated'));
      case 'standIn': return el('span', { class: 'tag' }, t('stand-in'));
      case 'byHand': return el('span', { class: 'tag' }, icon('keyboard'), t('typed by hand'));
    }
  });
}

/** A block that was never run says only what is unusual about it. */
function resting(view: BlockView, t: Translator): string | undefined {
  if (!view.runnable) return t('To read, not to run');
  if (view.tty) return t('Asks questions, so it runs in the terminal');
  const parts = [view.background ? t('Goes on in the background') : '', view.usual ?? ''].filter(Boolean);
  return parts.length === 0 ? undefined : parts.join(' · ');
}
