import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';
import type { Asking } from './cardLook';

/** Longer than any value that belongs into a command. */
const longest = 1000;

/** Asks for the values of a block's slots, inside the block. A frame without forms submits none by itself, so Enter is the page's. */
export function askForm(view: BlockView, asking: Asking, t: Translator): HTMLFormElement {
  const go = asking === 'put' ? t('Put in the terminal with this value') : t('Run with this value');
  const fields = view.placeholders.map(({ label, value }, i) => {
    const id = `ask-${view.ordinal}-${i}`;
    return el('div', { class: 'field' },
      el('label', { for: id }, label),
      el('input', { id, type: 'text', name: String(i), value: value ?? '', required: '', maxlength: String(longest), autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off', 'aria-describedby': `ask-${view.ordinal}-hint` }));
  });
  return el('form', { class: 'ask', 'data-asking': asking, 'aria-label': t('Values for block {0}', view.ordinal) },
    icon('edit', 's-wait'), ...fields,
    el('p', { class: 'small muted', id: `ask-${view.ordinal}-hint` }, t('It goes into the command as one word and is remembered for this course on this machine.')),
    preview(view, Object.fromEntries(view.placeholders.map(({ token, value }) => [token, value ?? '']))),
    el('div', { class: 'acts' },
      el('button', { class: 'btn primary', type: 'button', 'data-do': 'send' }, icon(asking === 'put' ? 'terminal' : 'play'), go),
      el('button', { class: 'btn', type: 'button', 'data-do': 'cancel' }, t('Cancel'))));
}

export function valuesOf(form: HTMLFormElement, view: BlockView): Readonly<Record<string, string>> {
  const inputs = [...form.querySelectorAll('input')];
  return Object.fromEntries(view.placeholders.map(({ token }, i) => [token, inputs[i]?.value.trim() ?? '']));
}

/** The command as it will be, with the values in bold. */
export function preview(view: BlockView, values: Readonly<Record<string, string>>): HTMLElement {
  const tokens = view.placeholders.map(({ token }) => token).sort((a, b) => b.length - a.length);
  const lines = view.statements.filter(({ text }) => tokens.some(token => text.includes(token)));
  return el('div', { class: 'runs' }, ...lines.map(({ text }) => el('div', {}, ...filled(text, tokens, values))));
}

function filled(text: string, tokens: readonly string[], values: Readonly<Record<string, string>>): (Node | string)[] {
  const [token, ...rest] = tokens;
  if (token === undefined) return [text];
  const value = values[token];
  return text.split(token).flatMap((part, i) => [
    ...(i === 0 ? [] : [value ? el('strong', {}, value) : el('span', { class: 'slot' }, token)]), ...filled(part, rest, values)]);
}
