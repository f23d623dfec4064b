import { el } from '../status/dom';

const piece = /<span class="([A-Za-z_ -]*)">|<\/span>|&(amp|lt|gt|quot|#39|#x27);|[^<&]+|[<&]/g;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'', '#x27': '\'' };
const known = /^(?:hljs-[A-Za-z_-]+|language-[a-z]+|function_|class_|inherited__|constant_|slot)$/;
/** A word with hyphens, such as `--publish`: it must not break there, unless it is longer than a narrow line. */
const option = /(?<=^|\s)(?=\S{0,32}(?:\s|$))[^\s-]*-\S*/g;

/** Highlighted shell text. Knows spans with classes and nothing else: whatever else stands there is shown as text. */
export function shellNodes(html: string): DocumentFragment {
  const root = document.createDocumentFragment();
  const open: (DocumentFragment | HTMLElement)[] = [root];
  const at = (): DocumentFragment | HTMLElement => open[open.length - 1] ?? root;
  for (const [whole, classes, entity] of html.matchAll(piece)) {
    if (classes !== undefined) {
      const span = el('span', { class: classes.split(' ').filter(name => known.test(name)).join(' ') });
      at().append(span);
      open.push(span);
    } else if (whole === '</span>') {
      if (open.length > 1) open.pop();
    } else if (entity !== undefined) at().append(entities[entity] ?? whole);
    else appendText(at(), whole);
  }
  return root;
}

/** Shell text without colours, one element a line: options stay whole when a line is wrapped. */
export function shellLines(text: string): readonly HTMLElement[] {
  return text.split('\n').map(line => {
    const element = el('div', {});
    appendText(element, line);
    return element;
  });
}

function appendText(into: Node, text: string): void {
  let from = 0;
  for (const match of text.matchAll(option)) {
    if (match.index > from) into.appendChild(document.createTextNode(text.slice(from, match.index)));
    into.appendChild(el('span', { class: 'nb' }, match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) into.appendChild(document.createTextNode(text.slice(from)));
}
