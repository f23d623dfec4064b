import { AnsiUp } from 'ansi_up';
import { el } from '../status/dom';

const tag = /<span(?: style="([^"]*)")?(?: class="([^"]*)")?>([^<]*)<\/span>|([^<]+)/g;
const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#x27;': '\'' };
const plain = /&(?:amp|lt|gt|quot|#x27);/g;
/** What can still draw on the page once colours are read: links and other sequences are dropped, never shown. */
const other = /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]/g;

/** A terminal's colours as elements with classes: the page's policy knows no inline style. Colours outside the theme's sixteen are left out. */
export function ansiNodes(text: string): DocumentFragment {
  const ansi = new AnsiUp();
  ansi.use_classes = true;
  ansi.url_allowlist = {};
  ansi.boldStyle = 'bold';
  ansi.faintStyle = 'faint';
  ansi.italicStyle = 'italic';
  ansi.underlineStyle = 'underline';
  const into = document.createDocumentFragment();
  for (const [, styles, classes, inside, outside] of ansi.ansi_to_html(text.replace(other, '')).matchAll(tag)) {
    if (outside !== undefined) into.append(decode(outside));
    else into.append(el('span', { class: names(styles ?? '', classes ?? '') }, decode(inside ?? '')));
  }
  return into;
}

function names(styles: string, classes: string): string {
  const marks = styles.split(';').filter(style => /^[a-z]+$/.test(style)).map(style => `ansi-${style}`);
  return [...marks, ...classes.split(' ').filter(Boolean)].join(' ');
}

function decode(html: string): string { return html.replace(plain, entity => entities[entity] ?? entity); }
