import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';

/** The seldom acts of a block. One menu for the page; arrows walk, Escape closes, focus goes back to its button. */
export class Menu {
  readonly element = el('div', { class: 'menu', role: 'menu', hidden: '' });
  private opener: HTMLElement | undefined;

  constructor(private readonly t: Translator) {
    this.element.addEventListener('keydown', event => this.key(event));
    this.element.addEventListener('focusout', event => {
      if (!(event.relatedTarget instanceof Node) || !this.element.contains(event.relatedTarget)) this.close(false);
    });
  }

  get isOpen(): boolean { return this.opener !== undefined; }

  open(opener: HTMLElement, view: BlockView, locked: string | undefined): void {
    const { t } = this;
    this.close(false);
    this.opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    this.element.setAttribute('aria-label', t('More for block {0}', view.ordinal));
    this.element.dataset['for'] = view.id;
    this.element.replaceChildren(
      item('from', 'arrow-down', t('Run from here'), t('Alt+Enter'), locked),
      item('put', 'keyboard', t('Put in the terminal without running'), '', locked));
    this.element.hidden = false;
    const { left, bottom } = opener.getBoundingClientRect();
    const room = document.documentElement.clientWidth - this.element.offsetWidth - 8;
    this.element.style.left = `${Math.max(8, Math.min(left, room))}px`;
    this.element.style.top = `${bottom + window.scrollY + 4}px`;
    this.items()[0]?.focus();
  }

  close(giveBack: boolean): void {
    const { opener } = this;
    if (!opener) return;
    this.opener = undefined;
    opener.setAttribute('aria-expanded', 'false');
    if (giveBack) opener.focus();
    this.element.hidden = true;
  }

  private items(): HTMLElement[] { return [...this.element.querySelectorAll<HTMLElement>('[role=menuitem]')]; }

  private key(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') this.close(true);
    else if (to !== undefined) items[to % items.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function item(action: string, image: string, words: string, keys: string, locked: string | undefined): HTMLElement {
  return el('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-do': action, 'aria-disabled': locked === undefined ? undefined : 'true', title: locked },
    icon(image), el('span', {}, words), keys === '' ? undefined : el('kbd', { 'aria-hidden': 'true' }, keys));
}
