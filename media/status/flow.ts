import type { AwsPictureView, LaneView, StageView } from '../../src/core/labViews';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { Keyed, type Part } from './keyed';
import { marks } from './pictureNode';

const stageMarks: Readonly<Record<StageView['mark'], string>> = { ...marks, flask: 'flask s-emu', skip: 'skip s-idle' };

/** Lanes of boxes. Each lane is a list in the order in which things flow, so that it is read aloud that way. */
export class Flow {
  readonly element = el('div', {});
  private readonly list = el('div', { class: 'lanes' });
  private readonly more = el('p', { class: 'more' });
  private readonly lanes = new Keyed<LaneView>(this.list, () => new Lane());

  constructor() { this.element.append(this.list, this.more); }

  draw({ lanes, more }: AwsPictureView, first: boolean): void {
    this.lanes.draw(lanes, first);
    setText(this.more, more ?? '');
    this.more.hidden = more === undefined;
  }
}

class Lane implements Part<LaneView> {
  readonly element: HTMLElement;
  private readonly title = el('h3', {});
  private readonly list = el('ol', { class: 'flow' });
  private readonly stages = new Keyed<StageView & Next>(this.list, () => new Stage());
  /** Its boxes came with it. */
  private fresh = true;

  constructor() { this.element = el('div', { class: 'lane', role: 'group' }, this.title, this.list); }

  draw({ title, stages }: LaneView): void {
    setText(this.title, title);
    this.title.hidden = title === '';
    setAttribute(this.element, 'aria-label', title || stages.map(({ name }) => name).join(', '));
    // The arrow belongs to the box that it leaves: where a way folds, it stands at the line's end.
    this.stages.draw(stages.map((stage, index) => ({ ...stage, next: stages[index + 1] && (stages[index + 1]?.hop ?? '') })), this.fresh);
    this.fresh = false;
  }
}

/** What stands on the arrow to the next box; undefined: it is the last. */
interface Next { readonly next: string | undefined }

class Stage implements Part<StageView & Next> {
  readonly element: HTMLElement;
  private readonly hop = el('span', { class: 'hop' });
  private readonly box: HTMLElement;
  private readonly kind = icon('box');
  private readonly name = el('span', {});
  private readonly detail = el('span', { class: 'kind' });
  private readonly state: HTMLElement;
  private readonly mark = icon('idle');
  private readonly word = el('span', {});

  constructor() {
    this.state = el('span', { class: 'num' }, this.mark, this.word);
    this.box = el('div', { class: 'stage' }, el('strong', {}, this.kind, this.name), ' ', this.detail, ' ', this.state);
    this.element = el('li', {}, this.box, ' ', this.hop);
  }

  draw({ icon: kind, name, detail, state, mark, next, uid }: StageView & Next): void {
    setAttribute(this.element, 'data-uid', uid);
    this.hop.hidden = next === undefined;
    setText(this.hop, next ?? '');
    setClass(this.box, mark === 'skip' ? 'stage soft' : 'stage');
    setClass(this.kind, `i i-${kind}`);
    setText(this.name, name);
    setText(this.detail, detail);
    this.state.hidden = state === '';
    setClass(this.mark, `i i-${stageMarks[mark]}`);
    setText(this.word, state);
  }
}
