import { lineDiff } from '../../src/core/lineDiff';
import type { BlockView } from '../../src/core/protocol';
import { el } from '../status/dom';
import type { Translator } from '../status/words';
import { outputId } from './cardLook';

/** What ran beside what stands here now. */
export function changedPart(view: BlockView, before: string, t: Translator): HTMLElement {
  const now = view.statements.map(({ text }) => text).join('\n');
  const rows = lineDiff(before, now).map(([sign, text]) => {
    if (sign === ' ') return el('span', {}, el('span', {}, ' '), el('span', {}, text));
    return sign === '-' ? el('del', {}, el('span', { role: 'img', 'aria-label': t('removed') }, '−'), el('span', {}, text)) : el('ins', {}, el('span', { role: 'img', 'aria-label': t('added') }, '+'), el('span', {}, text));
  });
  return el('div', { class: 'changed-part', id: outputId(view) }, el('div', { class: 'diff' }, ...rows));
}
