import type { StatusHead } from '../../src/core/protocol';
import { el } from './dom';
import { causeButtons } from './header';
import { targetOf } from './look';
import type { Translator } from './words';

/** A wait this long is said; a shorter one would only flicker. */
const quietMs = 500;
const longMs = 10_000;

/** What stands in place of rows: nothing yet, loading, or the reason why there is nothing to see. */
export class Notice {
  readonly element = el('div', { class: 'part bare', hidden: '' });
  private drawn = '';
  private timer: number | undefined;
  private since: number | undefined;

  constructor(private readonly t: Translator) {}

  draw(head: StatusHead, rows: boolean, now: number): void {
    const waiting = head.phase === 'connecting' && !head.cause && !rows;
    if (!waiting) this.stopWaiting();
    if (waiting) this.wait(head, now);
    // Also while connecting: what accepts and says nothing is named before it is given up.
    else if ((head.phase === 'down' || head.phase === 'connecting') && head.cause && !rows) this.show(JSON.stringify(head.cause), () => this.cause(head.cause));
    else if (head.empty && !rows) this.show(JSON.stringify(head.empty), () => this.empty(head.empty));
    else this.show('', () => []);
  }

  private wait(head: StatusHead, now: number): void {
    this.since ??= now;
    const waited = now - this.since;
    if (waited >= quietMs) this.show(`wait ${waited >= longMs}`, () => this.loading(head, waited >= longMs));
    else this.show('', () => []);
    window.clearTimeout(this.timer);
    if (waited < longMs) this.timer = window.setTimeout(() => this.draw(head, false, Date.now()), waited < quietMs ? quietMs - waited : longMs - waited);
  }

  private stopWaiting(): void {
    window.clearTimeout(this.timer);
    this.since = undefined;
  }

  private show(key: string, parts: () => readonly HTMLElement[]): void {
    if (key === this.drawn) return;
    this.drawn = key;
    this.element.hidden = key === '';
    this.element.replaceChildren(...parts());
  }

  private loading(head: StatusHead, long: boolean): readonly HTMLElement[] {
    const { t } = this;
    const line = long ? t('No answer for 10 seconds. Usually it takes under one.') : t('Usually under a second.');
    return [el('p', {}, head.where ? t('Asking {0}', head.where) : this.lookingFor(head)), el('p', { class: 'muted small' }, line)];
  }

  private lookingFor(head: StatusHead): string {
    const { t } = this;
    switch (targetOf(head)) {
      case 'docker': return t('Looking for Docker');
      case 'cluster': return t('Looking for the cluster');
      case 'emulator': return t('Looking for the emulator');
      case 'account': return t('Looking for AWS');
    }
  }

  private empty(empty: StatusHead['empty']): readonly HTMLElement[] {
    if (!empty) return [];
    const go = empty.goTo && el('div', { class: 'acts' }, el('button', { class: 'btn primary', type: 'button', 'data-do': 'goTo', 'data-section': empty.goTo.section, 'data-block': empty.goTo.id }, empty.goTo.label));
    return [el('p', {}, empty.title), el('p', { class: 'muted small' }, empty.detail), ...(go ? [go] : [])];
  }

  private cause(cause: StatusHead['cause']): readonly HTMLElement[] {
    if (!cause) return [];
    const command = cause.actions.find(action => action.command)?.command;
    return [
      el('p', {}, cause.title),
      ...(cause.detail ? [el('p', { class: 'muted small' }, cause.detail)] : []),
      ...(command ? [el('div', { class: 'runs' }, command)] : []),
      causeButtons(cause, 4),
    ];
  }
}
