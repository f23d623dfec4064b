import type { BlockView } from '../../src/core/protocol';
import { el } from '../status/dom';
import type { Translator } from '../status/words';
import { outputId } from './cardLook';

/** Beyond this a comparison line by line says nothing any more. */
const mostLines = 400;

/** What ran beside what stands here now. */
export function changedPart(view: BlockView, before: string, t: Translator): HTMLElement {
  const now = view.statements.map(({ text }) => text).join('\n');
  const rows = compare(before.split('\n').slice(0, mostLines), now.split('\n').slice(0, mostLines)).map(([sign, text]) => {
    if (sign === ' ') return el('span', {}, el('span', {}, ' '), el('span', {}, text));
    return sign === '-' ? el('del', {}, el('span', { role: 'img', 'aria-label': t('removed') }, '−'), el('span', {}, text)) : el('ins', {}, el('span', { role: 'img', 'aria-label': t('added') }, '+'), el('span', {}, text));
  });
  return el('div', { class: 'part', id: outputId(view) }, el('div', { class: 'diff' }, ...rows));
}

type Row = readonly [' ' | '-' | '+', string];

/** Longest common subsequence, which is what a reader expects of a few lines. */
function compare(a: readonly string[], b: readonly string[]): Row[] {
  const width = b.length + 1;
  const best = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) for (let j = b.length - 1; j >= 0; j--) {
    best[i * width + j] = a[i] === b[j] ? at(best, (i + 1) * width + j + 1) + 1 : Math.max(at(best, (i + 1) * width + j), at(best, i * width + j + 1));
  }
  const rows: Row[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) { rows.push([' ', left]); i++; j++; }
    else if (left !== undefined && (right === undefined || at(best, (i + 1) * width + j) >= at(best, i * width + j + 1))) { rows.push(['-', left]); i++; }
    else { rows.push(['+', right ?? '']); j++; }
  }
  return rows;
}

function at(table: Uint16Array, index: number): number { return table[index] ?? 0; }
