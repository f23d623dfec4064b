import type { ReceiptLineView, ReceiptView } from '../../src/core/labViews';
import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';

/** More lines than these are asked for. */
const mostLines = 5;

/** What a run made, changed and removed, and how that is known. A name leads to its row in the panel. */
export function receipt(view: BlockView, { title, lines, settled, undoable }: ReceiptView, all: boolean, t: Translator): HTMLElement {
  const shown = all || lines.length <= mostLines + 1 ? lines : lines.slice(0, mostLines);
  const more = lines.length - shown.length;
  return el('div', { class: 'receipt', id: `receipt-${view.ordinal}`, role: 'group', 'aria-label': t('Receipt of block {0}', view.ordinal) },
    el('div', { class: 'head' }, el('p', {}, title, settled ? undefined : el('span', { class: 'soon' }, t('; more may follow'))),
      undoable && view.run ? el('button', { class: 'link', type: 'button', 'data-do': 'undo', 'data-run': view.run.runId, 'aria-label': t('Undo block {0}…', view.ordinal) }, t('Undo…')) : undefined),
    lines.length === 0 ? undefined : el('ul', {}, ...shown.map(line => row(line, t))),
    more > 0 || (all && lines.length > mostLines + 1) ? el('button', { class: 'quiet', type: 'button', 'data-do': 'lines', 'aria-expanded': String(all) },
      icon(all ? 'down' : 'right'), all ? t('Show fewer') : t('and {0} more', more)) : undefined);
}

function row(line: ReceiptLineView, t: Translator): HTMLElement {
  const { image, said } = sign(line.sign, t);
  const name = line.there ? el('button', { class: 'link', type: 'button', 'data-do': 'row', 'data-uid': line.uid, 'aria-label': t('Show {0} in the panel', line.name), title: t('Show in the panel') }, line.name) : el('span', { class: 'mono' }, line.name);
  // What was removed is not there, and its sign says so already.
  const gone = !line.there && line.sign !== 'removed';
  const detail = [line.detail, gone ? t('gone now') : ''].filter(Boolean).join(', ');
  return el('li', {}, icon(image), el('span', { class: 'sr' }, `${said}: `),
    el('span', { class: 'kind' }, line.thing), ' ', el('span', { class: 'what' }, name, detail === '' ? undefined : ` ${detail}`), ' ',
    el('span', { class: 'how' }, line.evidence));
}

function sign(of: ReceiptLineView['sign'], t: Translator): { image: string; said: string } {
  switch (of) {
    case 'made': return { image: 'plus', said: t('made') };
    case 'changed': return { image: 'arrow-right', said: t('changed') };
    case 'removed': return { image: 'minus', said: t('removed') };
  }
}
