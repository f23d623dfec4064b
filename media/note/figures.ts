import type { FigureView, NoteView, StepperView } from '../../src/core/protocol';
import { el, setClass, setText } from '../status/dom';
import type { Translator } from '../status/words';
import { LateScript, type StepperPlot } from './lateScript';
import { MapPlot } from './figureMap';
import { MatrixPlot } from './figureMatrix';
import { ScoresPlot } from './figureScores';
import { OverviewPlot } from './overview';
import { afterPaint } from './painted';

type Data = NonNullable<FigureView['data']>;
type Drawn = Exclude<Data, StepperView>;
interface Plot { readonly element: HTMLElement; readonly kind: Drawn['kind']; draw(data: Drawn): void }

/** All drawings of the note that a student can move, by id, each in its place in the text. */
export class Figures {
  private readonly boxes = new Map<string, FigureBox>();
  private readonly late = new LateScript();

  constructor(private readonly t: Translator) {}

  place(text: HTMLElement, { figures = [] }: NoteView): void {
    const wanted = new Set(figures.map(({ id }) => id));
    for (const id of this.boxes.keys()) if (!wanted.has(id)) this.boxes.delete(id);
    for (const view of figures) {
      const box = this.boxes.get(view.id) ?? new FigureBox(this.t, this.late);
      this.boxes.set(view.id, box);
      box.update(view);
      const place = text.querySelector(`[data-figure="${CSS.escape(view.id)}"]`);
      if (place && box.element.parentElement !== place) place.replaceChildren(box.element);
    }
  }

  update(view: FigureView): undefined { this.boxes.get(view.id)?.update(view); }
}

class FigureBox {
  readonly element: HTMLElement;
  private readonly title = el('figcaption', {});
  private readonly reason = el('p', { class: 'muted' });
  private readonly body = el('div', { class: 'plot' });
  private plot: Plot | undefined;
  private stepped: StepperPlot | undefined;

  constructor(private readonly t: Translator, private readonly late: LateScript) {
    this.element = el('figure', { class: 'drawn' }, this.title, this.reason, this.body);
  }

  update({ title, file, data, reason }: FigureView): void {
    setText(this.title, title);
    setText(this.reason, reason ?? (file === undefined ? '' : this.t('Drawn from {0} of this lab.', file)));
    this.reason.hidden = this.reason.textContent === '';
    if (data?.kind === 'stepper') { this.step(data).catch(() => this.missing()); return; }
    if (!data) { this.plot = undefined; this.body.replaceChildren(); return; }
    if (this.plot?.kind !== data.kind) {
      this.plot = plotOf(data, this.t);
      this.body.replaceChildren(this.plot.element);
    }
    this.plot.draw(data);
  }

  private missing(): void {
    setClass(this.body, 'plot');
    setText(this.reason, this.t('This drawing could not be loaded. Open the section again.'));
    this.reason.hidden = false;
  }

  /** Once the note is on screen: what makes it comes in a file of its own. */
  private async step(view: StepperView): Promise<void> {
    if (!this.stepped) {
      setClass(this.body, 'plot late');
      await new Promise<void>(resolve => afterPaint(resolve));
      const make = await this.late.load();
      if (!this.stepped) this.body.replaceChildren((this.stepped = make(view)).element);
      setClass(this.body, 'plot');
    }
    this.stepped.draw(view);
  }
}

function plotOf(data: Drawn, t: Translator): Plot {
  switch (data.kind) {
    case 'scores': return new ScoresPlot(t, data.threshold);
    case 'matrix': return new MatrixPlot(t);
    case 'map': return new MapPlot(t);
    case 'overview': return new OverviewPlot(t);
  }
}
