import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { findPlaceholders } from './placeholders';

const highlighter = hljs.newInstance();
for (const [name, language] of Object.entries({ bash, dockerfile, ini, javascript, json, python, xml, yaml })) highlighter.registerLanguage(name, language);
highlighter.registerAliases(['toml', 'properties', 'env', 'conf'], { languageName: 'ini' });

/** Beyond this colours cost more than they tell. UTF-16 units. */
const limit = 30_000;

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, ch => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[ch]!);
}

/** Escaped HTML with `hljs-…` spans; only escaped when the language is not known. */
export function highlightCode(text: string, language: string): string {
  if (language === '' || text.length > limit || highlighter.getLanguage(language) === undefined) return escapeHtml(text);
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}

/** Escaped HTML of shell text; each slot stands in `<span class="slot">`. */
export function highlightShell(text: string): string {
  const slots = findPlaceholders(text)
    .flatMap(({ token, at }) => at.map(place => ({ token, ...place })))
    .sort((a, b) => a.start - b.start);
  if (slots.length === 0) return highlightCode(text, 'bash');
  // A slot looks like a redirection to the highlighter, so a letter of the private area stands for it meanwhile.
  const marks = slots.map((_, i) => String.fromCodePoint(0xf0000 + i));
  let masked = '';
  let from = 0;
  slots.forEach(({ start, end }, i) => {
    masked += text.slice(from, start) + marks[i]!;
    from = end;
  });
  const html = highlightCode(masked + text.slice(from), 'bash');
  return html.replace(/[\u{f0000}-\u{ffffd}]/gu, mark => {
    const slot = slots[mark.codePointAt(0)! - 0xf0000];
    return slot ? `<span class="slot">${escapeHtml(slot.token)}</span>` : mark;
  });
}
