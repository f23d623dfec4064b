import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import type { Translator } from '../status/words';

export interface MenuItem { readonly act: string; readonly image: string; readonly words: string; readonly keys?: string; readonly locked?: string }

/** Seldom acts, of a block or of the lab. One menu for the page; arrows walk, Escape closes, focus goes back to its button. */
export class Menu {
  readonly element = el('div', { class: 'menu', role: 'menu', hidden: '' });
  private opener: HTMLElement | undefined;

  constructor() {
    this.element.addEventListener('keydown', event => this.key(event));
    this.element.addEventListener('focusout', event => {
      if (!(event.relatedTarget instanceof Node) || !this.element.contains(event.relatedTarget)) this.close(false);
    });
  }

  get isOpen(): boolean { return this.opener !== undefined; }

  /** `block`: id of the block that the acts are for. */
  open(opener: HTMLElement, label: string, items: readonly MenuItem[], block = ''): void {
    this.close(false);
    this.opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    this.element.setAttribute('aria-label', label);
    this.element.dataset['for'] = block;
    this.element.replaceChildren(...items.map(item));
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

/** From here and to here go along the steps: a clean-up or a solution is none. */
export function blockMenu({ role = 'step' }: BlockView, locked: string | undefined, t: Translator): readonly MenuItem[] {
  const put: MenuItem = { act: 'put', image: 'keyboard', words: t('Put in the terminal without running'), locked };
  if (role !== 'step') return [put];
  return [{ act: 'from', image: 'arrow-down', words: t('Run from here'), keys: t('Alt+Enter'), locked }, put, { act: 'upTo', image: 'arrow-up', words: t('Run to here'), locked }];
}

export function labMenu(t: Translator): readonly MenuItem[] {
  return [
    { act: 'cleanUp', image: 'trash', words: t('Clean up this lab…') },
    { act: 'reset', image: 'history', words: t('Reset this lab…') },
    { act: 'showTimeline', image: 'list', words: t('Show the timeline') },
  ];
}

function item({ act, image, words, keys = '', locked }: MenuItem): HTMLElement {
  return el('button', { type: 'button', role: 'menuitem', tabindex: '-1', 'data-do': act, 'aria-disabled': locked === undefined ? undefined : 'true', title: locked },
    icon(image), el('span', {}, words), keys === '' ? undefined : el('kbd', { 'aria-hidden': 'true' }, keys));
}
