import type { DecisionView, ExplanationView, FixView } from '../../src/core/labViews';
import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import { bare, rich } from '../status/rich';
import { commandParts } from '../status/command';
import type { Translator } from '../status/words';
import { shellLines } from './shellHtml';

export const remedyId = (view: BlockView): string => `remedy-${view.ordinal}`;

/** Why it failed and what helps: the fact, the cause, the fix, the very commands. Stands above the raw output. */
export function remedy(view: BlockView, { title, detail, fixes }: ExplanationView, t: Translator): HTMLElement {
  const id = remedyId(view);
  const typed = fixes.filter(({ command }) => command !== undefined);
  return el('div', { class: 'part', id, role: 'group', 'aria-labelledby': `${id}-title`, tabindex: '-1' },
    icon('bulb'),
    el('p', { class: 'title', id: `${id}-title` }, ...rich(title)),
    detail === '' ? undefined : el('p', {}, ...rich(detail)),
    fixes.length === 0 ? undefined : el('div', { class: 'acts' }, ...fixes.map(fix => fixButton(fix))),
    ...typed.flatMap(fix => [el('p', { class: 'small muted' }, typedWords(fix, fixes, t)), el('div', { class: 'runs' }, ...shellLines(fix.command ?? ''))]));
}

function fixButton({ id, label, primary }: FixView): HTMLElement {
  return el('button', { class: primary ? 'btn primary' : 'btn', type: 'button', 'data-do': 'fix', 'data-fix': id }, ...rich(label));
}

function typedWords(fix: FixView, fixes: readonly FixView[], t: Translator): string {
  return fixes.length === 1 ? t('The button types this into the lab’s terminal:') : t('“{0}” types this into the lab’s terminal:', bare(fix.label));
}

/** A run waits for the student's word: why first, choices second, the safe one primary. */
export function decision(view: BlockView, { id, tone, title, detail, command, choices }: DecisionView, t: Translator): HTMLElement {
  const own = `decision-${view.ordinal}`;
  return el('div', { class: 'part decision', id: own, role: 'group', 'aria-labelledby': `${own}-title` },
    icon(tone === 'locked' ? 'lock' : 'warn', 's-wait'),
    el('p', { class: 'title', id: `${own}-title` }, ...rich(title)),
    detail === '' ? undefined : el('p', {}, ...rich(detail)),
    ...command ? commandParts(command, t) : [],
    el('div', { class: 'acts' }, ...choices.map(choice => el('button', { class: choice.primary ? 'btn primary' : 'btn', type: 'button', 'data-do': 'decide', 'data-decision': id, 'data-choice': choice.id }, ...rich(choice.label)))));
}
