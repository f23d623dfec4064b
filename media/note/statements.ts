import type { BlockView, StatementView } from '../../src/core/protocol';
import { highlightShell } from '../../src/core/highlightShell';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';
import { shellNodes } from './shellHtml';
import { statementState } from './statementWords';

/** The commands, each with its mark before it and its result at the edge. Read aloud, the result comes first. */
export function statementList(view: BlockView, t: Translator): HTMLElement {
  return el('ol', { class: 'code' }, ...view.statements.map(statement => line(statement, view, t)));
}

function line(statement: StatementView, view: BlockView, t: Translator): HTMLElement {
  const { run } = view;
  const state = statementState(statement, run, view.statements.length, t);
  const never = run === undefined && !view.runnable;
  const code = el('code', {});
  code.append(shellNodes(highlightShell(statement.text)));
  const said = [state.said, state.seen].filter(Boolean).join(', ');
  return el('li', { class: never ? 'stmt plain' : 'stmt' },
    never ? undefined : icon(state.icon, state.tone),
    never ? undefined : el('span', { class: 'sr' }, `${said}: `),
    code,
    state.seen === '' ? undefined : el('span', { class: 'res', 'aria-hidden': 'true' }, state.seen),
    state.aside === undefined ? undefined : el('p', { class: 'under' }, state.aside.failure ? icon('warn', 's-wait') : icon('info', 's-idle'), state.aside.text));
}
