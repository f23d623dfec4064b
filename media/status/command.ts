import { rich } from './rich';
import type { CommandPart } from '../../src/core/labViews';
import { el } from './dom';
import type { Translator } from './words';

/** A block in full as it will run. What is left out stays readable, struck through; each piece is named with its reason beneath. */
export function commandParts(parts: readonly CommandPart[], t: Translator): readonly HTMLElement[] {
  const reasons = new Map(parts.flatMap(({ text, struck }) => struck === undefined ? [] : [[text.trim(), struck] as const]));
  const pieces = parts.map(({ text, struck }) => struck === undefined ? text : el('del', {}, el('span', { class: 'sr' }, t('left out:'), ' '), text));
  return [
    el('div', { class: 'runs whole' }, ...pieces),
    ...reasons.size === 0 ? [] : [el('ul', { class: 'left-out', 'aria-label': t('Left out') }, ...[...reasons].map(([text, reason]) => el('li', {}, el('span', { class: 'mono' }, text), ': ', ...rich(reason))))],
  ];
}
