import type { PredictionView } from '../../src/core/labViews';
import type { NoteView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import { bare, rich } from '../status/rich';
import type { Translator } from '../status/words';
import { predictionForm, questionToRead } from './predictionForm';
import { predictionStory } from './predictionStory';

/** All predictions of the note, by id, each in its place in the text. */
export class Predictions {
  private readonly boxes = new Map<string, PredictionBox>();

  constructor(private readonly t: Translator, private readonly ordinal: (block: string) => number | undefined) {}

  get(id: string | undefined): PredictionBox | undefined { return id === undefined ? undefined : this.boxes.get(id); }

  place(text: HTMLElement, { predictions = [] }: NoteView): void {
    const wanted = new Set(predictions.map(({ id }) => id));
    for (const id of this.boxes.keys()) if (!wanted.has(id)) this.boxes.delete(id);
    for (const view of predictions) {
      const known = this.boxes.get(view.id);
      const box = known ?? new PredictionBox(view, this.t, this.ordinal);
      this.boxes.set(view.id, box);
      if (known) known.update(view);
      const place = text.querySelector(`[data-predict="${CSS.escape(view.id)}"]`);
      if (place && box.element.parentElement !== place) place.replaceChildren(box.element);
    }
  }

  /** Returns what is read aloud of the change. */
  update(view: PredictionView): string | undefined {
    const box = this.boxes.get(view.id);
    if (!box) return undefined;
    const before = box.view.state;
    box.update(view);
    if (before === view.state && view.state !== 'made') return undefined;
    if (view.state === 'made') return this.t('Your prediction is kept. Run block {0} now.', box.number);
    return view.state === 'over' ? this.t('The lab is whole again: {0}. What you said stands beside what happened.', bare(view.whole)) : undefined;
  }

  /** The first time that a block is about to be run without its prediction: says so, and never again. */
  warns(block: string): PredictionBox | undefined {
    return [...this.boxes.values()].find(({ view, warned }) => view.block === block && view.state === 'open' && !warned);
  }
}

export class PredictionBox {
  readonly element = el('div', { class: 'predict', role: 'group' });
  warned = false;
  private again = false;
  private drawn = '';

  constructor(public view: PredictionView, private readonly t: Translator, private readonly ordinal: (block: string) => number | undefined) {
    this.element.dataset['predictId'] = view.id;
    this.draw();
  }

  get number(): number | string { return this.ordinal(this.view.block) ?? this.view.block; }

  update(view: PredictionView): void {
    if (view.said?.text !== this.view.said?.text || view.said?.seconds !== this.view.said?.seconds || view.state !== this.view.state) this.again = false;
    this.view = view;
    this.draw();
  }

  /** The form once more, with what was said last. */
  ask(again: boolean): void {
    this.again = again;
    this.draw();
    this.focus();
  }

  warn(): void {
    this.warned = true;
    this.draw();
    this.element.scrollIntoView({ block: 'center' });
    this.focus();
  }

  focus(): void { (this.element.querySelector<HTMLElement>('input:checked') ?? this.element.querySelector<HTMLElement>('input, button'))?.focus({ preventScroll: true }); }

  private draw(): void {
    const print = JSON.stringify([this.view, this.again, this.warned, this.number]);
    if (print === this.drawn) return;
    this.drawn = print;
    const { t, view, number } = this;
    const title = t('Predict, then break it: block {0}', number);
    const inside = this.element.contains(document.activeElement);
    const asks = view.state === 'open' || this.again;
    this.element.setAttribute('aria-label', title);
    this.element.replaceChildren(icon(view.state === 'over' && !this.again ? 'pass' : 'edit', view.state === 'over' && !this.again ? 's-pass' : 's-wait'),
      el('p', { class: 'title' }, title),
      ...view.closed !== undefined ? questionToRead(view)
        : asks ? predictionForm(view, { t, warned: this.warned && view.state === 'open', number, cancel: this.again })
          : [el('p', {}, ...rich(view.ask)), ...predictionStory(view, t, number)]);
    // What was pressed is gone: the next thing to press takes the focus.
    if (inside && !this.element.contains(document.activeElement)) this.focus();
  }
}
