import type { FigureView, OverviewView } from '../../src/core/protocol';
import { el } from '../status/dom';
import type { Translator } from '../status/words';

type Section = OverviewView['sections'][number];

/** The way through the course: what is done, what is begun, where to go on, and what is known of the machine. */
export class OverviewPlot {
  readonly kind = 'overview';
  readonly element = el('div', { class: 'overview' });

  constructor(private readonly t: Translator) {}

  draw(data: NonNullable<FigureView['data']>): void {
    if (data.kind !== 'overview') return;
    const { t } = this;
    const begun = data.sections.filter(({ of }) => of > 0);
    const done = begun.filter(section => section.done === section.of);
    const checks = begun.filter(({ what }) => what === 'checks').reduce((sum, section) => sum + section.done, 0);
    const sum = t('{0} of {1} sections done, {2} checks passed', done.length, data.sections.length, checks);
    const next = begun.find(section => section.done < section.of) ?? data.sections.find(({ of }) => of === 0);
    this.element.replaceChildren(
      el('p', { class: 'meter' }, el('progress', { value: String(done.length), max: String(data.sections.length), 'aria-label': sum }), el('span', { 'aria-hidden': 'true' }, sum)),
      ...next ? [el('p', {}, next.of > 0 ? t('Go on with') : t('Begin with'), ' ', this.link(next))] : [],
      ...begun.length > 0 ? [el('ul', { class: 'begun', 'aria-label': t('Sections that you have begun') }, ...begun.map(section => el('li', {}, this.link(section), ' ', el('span', { class: 'muted' }, this.words(section)))))] : [],
      el('dl', { class: 'places' }, ...data.places.flatMap(({ name, state }) => [el('dt', {}, name), el('dd', {}, state)])),
    );
  }

  private words({ done, of, what }: Section): string { return what === 'checks' ? this.t('{0} of {1} checks', done, of) : this.t('{0} of {1} blocks passed', done, of); }

  private link({ id, title }: Section): HTMLElement { return el('a', { href: '#', 'data-do': 'section', 'data-to': id }, title); }
}
