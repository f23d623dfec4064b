import type { ClusterPictureView, PodPictureView, PodSetView, RolloutView } from '../../src/core/labViews';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { Keyed, type Part } from './keyed';
import { marks } from './pictureNode';
import type { Translator } from './words';

/** A cluster's picture: each deployment with its ReplicaSets and their pods, and beneath what services lead to. */
export class Rollouts {
  readonly element: HTMLElement;
  private readonly list = el('div', { class: 'rollouts' });
  private readonly more = el('p', { class: 'more' });
  private readonly services: HTMLElement;
  private readonly rolls: Keyed<RolloutView>;
  private readonly serviceLines: Keyed<ClusterPictureView['services'][number]>;
  private quiet = true;

  constructor(t: Translator) {
    this.services = el('ul', { class: 'svcs', 'aria-label': t('Services') });
    this.element = el('div', {}, this.list, this.more, this.services);
    this.rolls = new Keyed(this.list, () => new Rollout(t, () => this.quiet));
    this.serviceLines = new Keyed(this.services, () => new ServiceLine());
  }

  draw(view: ClusterPictureView, first: boolean): void {
    this.quiet = first;
    this.rolls.draw(view.rollouts, true);
    this.list.hidden = view.rollouts.length === 0;
    setText(this.more, view.more ?? '');
    this.more.hidden = view.more === undefined;
    this.serviceLines.draw(view.services, first);
    this.services.hidden = view.services.length === 0;
  }
}

class Rollout implements Part<RolloutView> {
  readonly element: HTMLElement;
  private readonly mark = icon('kube');
  private readonly name = el('span', {});
  private readonly what = el('span', { class: 'kind' });
  private readonly state = el('strong', {});
  private readonly bars = el('div', { class: 'bars' });
  private readonly sets = el('ul', { class: 'sets' });
  private readonly more = el('p', { class: 'more' });
  private readonly keyed: Keyed<PodSetView>;
  /** Its pods came with it. */
  private fresh = true;
  private drawn = '';

  constructor(private readonly t: Translator, quiet: () => boolean) {
    this.element = el('section', { class: 'roll', role: 'group' }, el('div', { class: 'obj' }, el('h3', {}, this.mark, this.name), el('p', {}, this.what, ' ', this.state), this.bars), el('div', {}, this.sets, this.more));
    this.keyed = new Keyed(this.sets, () => new PodSet(t, () => quiet() || this.fresh));
  }

  draw({ name, what, state, tone, bars, sets, more }: RolloutView): void {
    setAttribute(this.element, 'aria-label', [name, what, state].filter(Boolean).join(', '));
    setClass(this.mark, `i i-${marks[tone]}`);
    setText(this.name, name);
    setText(this.what, what);
    setText(this.state, state);
    setAttribute(this.sets, 'aria-label', what === '' ? undefined : this.t('ReplicaSets of {0}', name));
    this.drawBars(bars);
    this.keyed.draw(sets, true);
    setText(this.more, more ?? '');
    this.more.hidden = more === undefined;
    this.fresh = false;
  }

  private drawBars(bars: RolloutView['bars']): void {
    const print = JSON.stringify(bars);
    if (print === this.drawn) return;
    this.drawn = print;
    this.bars.hidden = bars.length === 0;
    this.bars.replaceChildren(...bars.flatMap(({ label, on, of, text }) => [el('span', {}, label), cells(on, of), el('b', {}, text)]));
  }
}

const mostCells = 10;

/** A pod a cell; of very many, so many cells stand for all. Any that is missing leaves one open. */
function cells(on: number, of: number): HTMLElement {
  const count = Math.min(of, mostCells);
  const full = Math.floor(on * count / of);
  return el('span', { class: 'cells', 'aria-hidden': 'true' }, ...Array.from({ length: count }, (_, index) => el('i', { class: index < full ? 'on' : undefined })));
}

class PodSet implements Part<PodSetView> {
  readonly element: HTMLElement;
  private readonly box: HTMLElement;
  private readonly name = el('span', {});
  private readonly detail = el('span', {});
  private readonly state = el('strong', {});
  private readonly pods = el('ul', { class: 'pods' });
  private readonly more = el('p', { class: 'more' });
  private readonly keyed: Keyed<PodPictureView>;
  private fresh = true;

  constructor(private readonly t: Translator, private readonly quiet: () => boolean) {
    this.box = el('div', { class: 'obj' }, el('h4', {}, icon('image'), this.name), el('p', {}, this.detail, ' ', this.state));
    this.element = el('li', {}, this.box, el('div', {}, this.pods, this.more));
    this.keyed = new Keyed(this.pods, ({ uid }) => new PodLine(uid));
  }

  draw({ name, detail, state, pods, more }: PodSetView): void {
    this.box.hidden = name === '';
    setClass(this.element, name === '' ? 'alone' : '');
    setText(this.name, name);
    setText(this.detail, detail);
    setText(this.state, state);
    setAttribute(this.pods, 'aria-label', name === '' ? this.t('Pods') : this.t('Pods of {0}', name));
    this.pods.hidden = pods.length === 0;
    // The pods of a ReplicaSet that has just come are news, like itself; those of a picture that has just come are not.
    this.keyed.draw(pods, this.quiet() || this.fresh && pods.length > 4);
    setText(this.more, more ?? '');
    this.more.hidden = more === undefined;
    this.fresh = false;
  }
}

class PodLine implements Part<PodPictureView> {
  readonly element: HTMLElement;
  private readonly mark = icon('idle');
  private readonly name = el('span', { class: 'mono' });
  private readonly state = el('span', { class: 'st' });
  private readonly traffic = el('span', { class: 'gets' });
  private readonly dot = icon('ring');
  private readonly way = el('span', {});
  private readonly why = el('span', { class: 'why' });

  constructor(uid: string) {
    this.traffic.append(this.dot, this.way);
    this.element = el('li', { 'data-uid': uid }, this.mark, this.name, ' ', this.state, ' ', this.traffic, ' ', this.why);
  }

  draw({ name, state, tone, traffic, note }: PodPictureView): void {
    setClass(this.mark, `i i-${marks[tone]}`);
    setText(this.name, name);
    setText(this.state, state);
    this.traffic.hidden = traffic === undefined;
    setClass(this.dot, `i i-${traffic?.on ? 'dot' : 'ring'}`);
    setText(this.way, traffic?.text ?? '');
    setText(this.why, note ?? '');
    this.why.hidden = note === undefined;
  }
}

class ServiceLine implements Part<ClusterPictureView['services'][number]> {
  readonly element: HTMLElement;
  private readonly mark = icon('expose');
  private readonly name = el('strong', {});
  private readonly detail = el('span', {});

  constructor() { this.element = el('li', {}, this.mark, el('span', {}, this.name, ' ', this.detail)); }

  draw({ name, detail, bad }: ClusterPictureView['services'][number]): void {
    setClass(this.mark, bad ? 'i i-warn s-wait' : 'i i-expose');
    setText(this.name, name);
    setText(this.detail, detail);
  }
}
