import morphdom from 'morphdom';
import type { NoteView } from '../../src/core/protocol';
import { el } from '../status/dom';
import type { Translator } from '../status/words';
import { wrapSteps } from './steps';

/** Headings of the note have ids with this in front, the page's own have none: neither can take the other's place. */
export const headingPrefix = 's-';

/** The note's own text, cleaned and made ready to stand on the page. Blocks are empty places in it. */
export function prepare(body: DocumentFragment, note: NoteView, t: Translator, remoteImages: boolean): HTMLElement {
  const root = el('div', { class: 'text' });
  root.append(body);
  // A folder's address without a slash at its end would lead beside it.
  const base = note.imageBase.endsWith('/') ? note.imageBase : `${note.imageBase}/`;
  for (const image of root.querySelectorAll('img')) resolveImage(image, base, t, remoteImages);
  for (const table of root.querySelectorAll('table')) wrapTable(table, t);
  for (const pre of root.querySelectorAll('pre')) pre.tabIndex = 0;
  for (const link of root.querySelectorAll('a[href]')) link.setAttribute('data-do', 'link');
  const free = new Set(note.blocks.map(({ id }) => id));
  for (const place of root.querySelectorAll('[data-block]')) {
    if (!free.delete(place.getAttribute('data-block') ?? '')) place.removeAttribute('data-block');
  }
  return root;
}

/** After the title has its facts: steps become one element each where they have checks, all of them in a long note. */
export function finish(root: HTMLElement, note: NoteView, t: Translator, long: boolean): HTMLElement {
  wrapSteps(root, note.checks ?? [], t, long);
  return root;
}

/** Puts new text in place of old: blocks, forms, open folds and the focus stay where they are. */
export function patchText(from: HTMLElement, to: HTMLElement): void {
  morphdom(from, to, {
    childrenOnly: true,
    getNodeKey: node => node instanceof HTMLElement ? node.getAttribute('data-block') ?? node.getAttribute('data-figure') ?? node.getAttribute('data-predict') ?? node.getAttribute('data-card') ?? node.getAttribute('data-step') ?? (node.id || undefined) : undefined,
    onBeforeElUpdated: (old, fresh) => {
      if (old.hasAttribute('data-block')) {
        old.setAttribute('data-line', fresh.getAttribute('data-line') ?? '');
        return false;
      }
      // What is drawn in it is not of the text.
      if (old.hasAttribute('data-figure') || old.hasAttribute('data-predict')) return false;
      // The checks in it are not of the text.
      if (old.hasAttribute('data-checks')) {
        old.setAttribute('data-checks', fresh.getAttribute('data-checks') ?? '');
        return false;
      }
      if (old instanceof HTMLDetailsElement && fresh instanceof HTMLDetailsElement) fresh.open = old.open;
      return !old.isEqualNode(fresh);
    },
    onBeforeNodeDiscarded: node => !(node instanceof HTMLElement && node.hasAttribute('data-card')),
  });
}

/** Images come from the course's folder alone, unless the student allowed others. */
function resolveImage(image: HTMLImageElement, base: string, t: Translator, remote: boolean): void {
  const source = image.getAttribute('data-src') ?? '';
  image.removeAttribute('data-src');
  const alt = image.getAttribute('alt') ?? '';
  const missing = (): HTMLElement => el('span', { class: 'noimage' }, t('Picture not found: {0}', alt || source));
  const url = addressOf(source, base);
  const foreign = /^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(source.trim());
  if (url && (foreign ? remote && url.protocol === 'https:' : url.href.startsWith(new URL('/', base).href))) {
    image.addEventListener('error', () => image.replaceWith(missing()), { once: true });
    image.src = url.href;
    image.decoding = 'async';
    return;
  }
  image.replaceWith(foreign ? el('span', { class: 'noimage' }, t('Picture from elsewhere, not loaded: {0}', alt || source)) : missing());
}

function addressOf(source: string, base: string): URL | undefined {
  return source !== '' && URL.canParse(source, base) ? new URL(source, base) : undefined;
}

/** A wide table scrolls by itself; the page never does so sideways. */
function wrapTable(table: HTMLTableElement, t: Translator): void {
  const frame = el('div', { class: 'table', tabindex: '0', role: 'group', 'aria-label': table.caption?.textContent ?? t('Table') });
  table.replaceWith(frame);
  frame.append(table);
}
