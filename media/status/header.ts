import type { StatusHead } from '../../src/core/protocol';
import { el, icon, setClass, setText } from './dom';
import { linkIcon } from './look';
import { clockWords, type Translator } from './words';

/** Lab, link state and place; below them the strip that says what is wrong and what mends it. */
export class Header {
  readonly element: HTMLElement;
  readonly strip = el('div', { class: 'strip', hidden: '' });
  private readonly lab = el('h1');
  private readonly mark = icon('idle');
  private readonly link = el('span');
  private readonly place = el('span', { class: 'place' });
  private drawn = '';

  constructor(private readonly t: Translator) {
    this.element = el('header', { class: 'phead' }, this.lab, el('span', { class: 'where' }, el('span', { class: 'state' }, this.mark, this.link), this.place));
  }

  draw(head: StatusHead, rows: boolean): void {
    setText(this.lab, head.lab ?? this.t('No lab'));
    const mark = linkIcon(head);
    setClass(this.mark, `i i-${mark.name} ${mark.tone}`);
    setText(this.link, head.link);
    setText(this.place, head.where);
    this.drawStrip(head, rows);
  }

  private drawStrip(head: StatusHead, rows: boolean): void {
    const stale = head.phase === 'stale' || (head.phase === 'down' && rows);
    const wanted = stale || (head.cause !== undefined && rows);
    this.strip.hidden = !wanted;
    const key = wanted ? JSON.stringify([head.cause, head.asOf, stale]) : '';
    if (key === this.drawn) return;
    this.drawn = key;
    if (!wanted) {
      this.strip.replaceChildren();
      return;
    }
    const title = head.cause?.title ?? this.t('Docker stopped answering.');
    const asOf = stale && head.asOf !== undefined ? this.t('Everything below is as it was at {0}.', clockWords(head.asOf)) : '';
    const detail = [asOf, head.cause?.detail ?? '', stale ? this.t('Labbook goes on trying by itself.') : ''].filter(Boolean).join(' ');
    this.strip.replaceChildren(
      icon(stale ? 'unplug' : 'warn', 's-wait'),
      el('div', {}, el('strong', {}, title), el('p', {}, detail)),
      causeButtons(head.cause, 2),
    );
  }
}

/** The first action is the primary one: it is the next sensible thing. */
export function causeButtons(cause: StatusHead['cause'], most: number): HTMLElement {
  return el('span', { class: 'acts' }, ...(cause?.actions ?? []).slice(0, most).map(action => el('button', {
    class: action.primary ? 'btn primary' : 'btn', type: 'button', 'data-do': 'remedy', 'data-remedy': action.id, title: action.command,
  }, action.label)));
}
