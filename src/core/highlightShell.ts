import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import { escapeHtml } from './escapeHtml';
import { findPlaceholders } from './placeholders';

const highlighter = hljs.newInstance();
highlighter.registerLanguage('bash', bash);

/** Beyond this colours cost more than they tell. UTF-16 units. */
export const colourLimit = 30_000;

/** Escaped HTML of shell text; each slot stands in `<span class="slot">`. */
export function highlightShell(text: string): string {
  const slots = findPlaceholders(text)
    .flatMap(({ token, at }) => at.map(place => ({ token, ...place })))
    .sort((a, b) => a.start - b.start);
  if (slots.length === 0) return coloured(text);
  // A slot looks like a redirection to the highlighter, so a letter of the private area stands for it meanwhile.
  const marks = slots.map((_, i) => String.fromCodePoint(0xf0000 + i));
  let masked = '';
  let from = 0;
  slots.forEach(({ start, end }, i) => {
    masked += text.slice(from, start) + marks[i]!;
    from = end;
  });
  const html = coloured(masked + text.slice(from));
  return html.replace(/[\u{f0000}-\u{ffffd}]/gu, mark => {
    const slot = slots[mark.codePointAt(0)! - 0xf0000];
    return slot ? `<span class="slot">${escapeHtml(slot.token)}</span>` : mark;
  });
}

function coloured(text: string): string {
  return text.length > colourLimit ? escapeHtml(text) : highlighter.highlight(text, { language: 'bash', ignoreIllegals: true }).value;
}
