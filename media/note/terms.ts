import type { NoteView } from '../../src/core/protocol';
import { el } from '../status/dom';
import type { Translator } from '../status/words';

type TermView = NonNullable<NoteView['terms']>[number];
const openAfterMs = 200;
const closeAfterMs = 250;

/** Makes of each marked word one that can be reached by keyboard and says its meaning. */
export function dressTerms(root: HTMLElement, { terms = [] }: NoteView): void {
  const known = new Set(terms.map(({ id }) => id));
  for (const word of root.querySelectorAll<HTMLElement>('[data-term]')) {
    const id = word.dataset['term'] ?? '';
    if (!known.has(id)) { word.removeAttribute('data-term'); continue; }
    for (const [name, value] of Object.entries({ class: 'term', role: 'button', tabindex: '0', 'data-do': 'term', 'aria-describedby': `mean-${id}`, 'aria-expanded': 'false' })) word.setAttribute(name, value);
  }
}

/** The meaning of a word, in a card beneath it: by pointer, by focus, by press. Escape closes it. */
export class Terms {
  /** The meanings as screen readers are told them, and the card. */
  readonly element = el('div', {});
  private readonly card = el('div', { class: 'term-card', id: 'term-card', role: 'group', hidden: '' });
  private readonly said = el('div', { hidden: '' });
  private views = new Map<string, TermView>();
  private section = '';
  private opener: HTMLElement | undefined;
  private returning = false;
  private timer: number | undefined;

  constructor(text: HTMLElement, private readonly t: Translator) {
    this.element.append(this.said, this.card);
    text.addEventListener('pointerover', event => { const word = wordOf(event.target); if (word) this.later(() => this.open(word), openAfterMs); });
    text.addEventListener('pointerout', event => { if (wordOf(event.target)) this.leave(); });
    this.card.addEventListener('pointerenter', () => window.clearTimeout(this.timer));
    this.card.addEventListener('pointerleave', () => this.leave());
    text.addEventListener('focusin', event => { const word = wordOf(event.target); if (word?.matches(':focus-visible') && !this.returning) this.open(word); });
    for (const place of [text, this.card]) place.addEventListener('focusout', event => { if (this.opener && !this.holds(event.relatedTarget)) this.close(); });
  }

  place({ terms = [], sectionId }: NoteView): void {
    this.close();
    this.section = sectionId;
    this.views = new Map(terms.map(view => [view.id, view]));
    this.said.replaceChildren(...terms.map(({ id, means }) => el('p', { id: `mean-${id}` }, means)));
  }

  /** By a press: with a place to read on the focus goes there. */
  press(word: HTMLElement, byKey: boolean): void {
    if (this.opener === word && !byKey) { this.close(); return; }
    this.open(word);
    if (byKey) this.card.querySelector<HTMLElement>('a')?.focus();
  }

  /** `false`: there was nothing to close. The focus goes back to the word where it was in the card. */
  close(): boolean {
    window.clearTimeout(this.timer);
    const { opener } = this;
    if (!opener) return false;
    this.opener = undefined;
    opener.setAttribute('aria-expanded', 'false');
    const inside = this.card.contains(document.activeElement);
    this.card.hidden = true;
    // It comes back to a word that is to stay closed.
    this.returning = true;
    if (inside) opener.focus();
    this.returning = false;
    return true;
  }

  private open(word: HTMLElement): void {
    window.clearTimeout(this.timer);
    const view = this.views.get(word.dataset['term'] ?? '');
    if (!view || this.opener === word) return;
    this.close();
    this.opener = word;
    word.setAttribute('aria-expanded', 'true');
    const { term, means, read } = view;
    this.card.setAttribute('aria-label', term);
    this.card.replaceChildren(el('p', {}, el('strong', {}, term)), el('p', {}, means));
    if (read && read.id !== this.section) this.card.append(el('p', {}, el('a', { href: '#', 'data-do': 'section', 'data-to': read.id }, this.t('Read: {0}', read.title))));
    this.card.hidden = false;
    this.put(word);
  }

  private put(word: HTMLElement): void {
    const box = word.getClientRects()[0] ?? word.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.card;
    const room = document.documentElement.clientWidth - offsetWidth - 8;
    const below = box.bottom + 4 + offsetHeight <= window.innerHeight || box.top < offsetHeight + 8;
    this.card.style.left = `${Math.max(8, Math.min(box.left, room))}px`;
    this.card.style.top = `${window.scrollY + (below ? box.bottom + 4 : box.top - offsetHeight - 4)}px`;
  }

  private leave(): void { if (!this.holds(document.activeElement)) this.later(() => this.close(), closeAfterMs); else window.clearTimeout(this.timer); }

  private holds(target: EventTarget | null): boolean { return target instanceof Node && (target === this.opener || this.card.contains(target)); }

  private later(act: () => void, ms: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(act, ms);
  }
}

function wordOf(target: EventTarget | null): HTMLElement | null { return target instanceof Element ? target.closest<HTMLElement>('.term') : null; }
