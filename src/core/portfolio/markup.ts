import { escapeHtml } from '../escapeHtml';
import { showHidden } from '../hiddenCharacters';

/** HTML that is safe to put into a page. Made by `html` alone. */
export class Markup {
  constructor(readonly text: string) {}
}

/** Nothing to escape and nothing hidden: most of what stands in a table. */
const plain = /^[ !#-%'-;=?-~]*$/;

type Part = Markup | string | number | undefined | false | readonly Part[];

/** A template whose values are escaped, unless they are markup themselves; lists are joined, undefined and false are nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  // No list between: the page of a class has a million pieces.
  let text = strings[0] ?? '';
  let next = 0;
  for (const part of parts) text += textOf(part) + (strings[++next] ?? '');
  return new Markup(text);
}

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(textOf).join('');
  const text = String(part);
  return plain.test(text) ? text : escapeHtml(showHidden(text));
}
