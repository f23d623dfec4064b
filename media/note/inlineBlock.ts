import { el, icon, setAttribute, setClass } from '../status/dom';
import type { Card } from './card';
import type { CardLook } from './cardLook';
import { blockState, starting } from './stateWords';

/** A command inside a sentence: a small button after it, and once it is run its block below the paragraph. */
export class InlineBlock {
  private readonly image = icon('play');
  private readonly button = el('button', { class: 'ibtn small', type: 'button', 'data-do': 'run' }, this.image);
  private readonly state = el('span', { class: 'inline-state' });
  private readonly below: HTMLElement;

  constructor(readonly place: HTMLElement, private readonly card: Card) {
    place.dataset['id'] = card.view.id;
    place.classList.add('inline-block');
    place.append(this.button, this.state);
    this.below = el('div', { class: 'below', 'data-card': card.view.id });
  }

  draw(look: CardLook): void {
    const { card, button } = this;
    const { view } = card;
    const state = card.pending ? starting(look.t) : blockState(view, look);
    const active = view.run?.state === 'running' || view.run?.state === 'waiting';
    const { t } = look;
    const locked = look.locked ?? view.lock?.title.replaceAll('`', '');
    setClass(this.image, `i i-${active ? 'stop' : locked === undefined ? 'play' : 'lock'}`);
    button.dataset['do'] = active ? 'stop' : 'run';
    const name = active ? t('Stop block {0}', view.ordinal) : t('Run block {0}: {1}', view.ordinal, view.statements[0]?.text ?? '');
    setAttribute(button, 'aria-label', name);
    setAttribute(button, 'title', locked ?? (active ? t('Stop') : t('Run')));
    setAttribute(button, 'aria-disabled', locked !== undefined || card.pending || view.run?.state === 'queued' ? 'true' : undefined);
    this.state.replaceChildren(...(state ? [icon(state.icon, state.tone), el('span', { class: 'sr' }, state.word)] : []));
    if (view.run || card.asking) this.show();
    else this.below.remove();
  }

  private show(): void {
    if (this.card.element.parentElement !== this.below) this.below.append(this.card.finish().element);
    if (this.below.isConnected) return;
    const around = this.place.closest('p, h1, h2, h3, h4, h5, h6, summary');
    if (!around) {
      (this.place.closest('li, td, th, dd, dt, blockquote') ?? this.place.parentElement)?.append(this.below);
      return;
    }
    let last: Element = around;
    while (last.nextElementSibling?.hasAttribute('data-card')) last = last.nextElementSibling;
    last.after(this.below);
  }

  dispose(): void { this.below.remove(); }
}
