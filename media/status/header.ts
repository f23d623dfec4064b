import type { CostView, StatusHead } from '../../src/core/protocol';
import { el, icon, setClass, setText } from './dom';
import { linkIcon, soFarWords, targetOf, type Look } from './look';
import { bare } from './rich';
import { strip } from './strips';
import { clockWords, type Translator } from './words';

/** Lab, link state and place; below them the strip that says what is wrong and what mends it. */
export class Header {
  readonly element: HTMLElement;
  /** What needs a decision; what is wrong with the link first. */
  readonly strips = el('div', { class: 'strips' });
  private readonly strip = el('div', { class: 'strip', hidden: '' });
  private readonly offers = el('div', {});
  private readonly cleanUp: HTMLElement;
  private readonly lab = el('h1');
  private readonly mark = icon('idle');
  private readonly link = el('span');
  private readonly place = el('span', { class: 'place' });
  /** Where an AWS lab is, never out of sight. */
  private readonly tag = el('span', { class: 'tag', hidden: '' });
  private readonly coin = icon('cost', 's-wait');
  private readonly money = el('span', { class: 'where money', hidden: '' }, this.coin);
  private readonly perHour = el('strong');
  private readonly soFar = el('span');
  private cost: CostView | undefined;
  private drawn = '';
  private offered = '';
  private known: ReadonlySet<string> = new Set();

  constructor(private readonly t: Translator) {
    this.cleanUp = el('button', { class: 'btn end', type: 'button', 'data-do': 'cleanUp', hidden: '' }, icon('trash'), t('Clean up…'));
    this.element = el('header', { class: 'phead' }, this.lab, el('span', { class: 'where' }, el('span', { class: 'state' }, this.mark, this.link), this.tag, this.place), this.money, this.cleanUp);
    this.money.append(el('span', {}, this.perHour, this.soFar));
    this.strips.append(this.strip, this.offers);
  }

  /** `sheet`: clean-up is open already. Returns the title of a strip that has just come. */
  draw(head: StatusHead, rows: boolean, sheet: boolean): string | undefined {
    this.cleanUp.hidden = sheet || head.lab === undefined || head.phase !== 'live';
    setText(this.lab, head.lab ?? this.t('No lab'));
    const mark = linkIcon(head);
    setClass(this.mark, `i i-${mark.name} ${mark.tone}`);
    setText(this.link, head.link);
    setText(this.place, head.where);
    this.drawAws(head.aws);
    this.drawStrip(head, rows);
    return this.drawOffers(head.strips ?? []);
  }

  private drawAws(aws: StatusHead['aws']): void {
    this.tag.hidden = aws?.track === undefined;
    setClass(this.tag, `tag ${aws?.track === 'real' ? 'loud' : 'emu'}`);
    if (aws && this.tag.textContent !== aws.label) this.tag.replaceChildren(icon(aws.track === 'real' ? 'cloud' : 'flask'), aws.label);
    this.cost = aws?.cost;
    this.money.hidden = !aws?.cost;
    setClass(this.coin, `i i-cost ${aws?.track === 'real' ? 's-wait' : 's-idle'}`);
    setText(this.perHour, aws?.cost?.text ?? '');
    this.drawCost({ t: this.t, now: Date.now(), staleSince: undefined });
  }

  /** With its own tick: money grows while nothing changes. */
  drawCost(look: Look): void { setText(this.soFar, ['', soFarWords(this.cost, look).replace(/^, /, ''), this.cost?.note ?? ''].filter((part, index) => index === 0 || part !== '').join(' · ')); }

  /** Never more than two strips at a time: a page of strips is not read. */
  private drawOffers(strips: NonNullable<StatusHead['strips']>): string | undefined {
    const shown = strips.slice(0, this.strip.hidden ? 2 : 1);
    const key = JSON.stringify(shown);
    if (key === this.offered) return undefined;
    const fresh = shown.find(({ id }) => !this.known.has(id));
    this.offered = key;
    this.known = new Set(shown.map(({ id }) => id));
    this.offers.replaceChildren(...shown.map(strip));
    return fresh && bare(fresh.title);
  }

  private silence(head: StatusHead): string {
    switch (targetOf(head)) {
      case 'docker': return this.t('Docker stopped answering.');
      case 'cluster': return this.t('The cluster stopped answering.');
      case 'emulator': return this.t('The emulator stopped answering.');
      case 'account': return this.t('AWS stopped answering.');
    }
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
    const title = head.cause?.title ?? this.silence(head);
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
