import type { FigureView, NoteView } from '../../src/core/protocol';
import { el, setText } from '../status/dom';
import type { Translator } from '../status/words';
import { MapPlot } from './figureMap';
import { MatrixPlot } from './figureMatrix';
import { ScoresPlot } from './figureScores';

type Data = NonNullable<FigureView['data']>;
interface Plot { readonly element: HTMLElement; readonly kind: Data['kind']; draw(data: Data): void }

/** All drawings of the note that are fed from a file of the lab, by id, each in its place in the text. */
export class Figures {
  private readonly boxes = new Map<string, FigureBox>();

  constructor(private readonly t: Translator) {}

  place(text: HTMLElement, { figures = [] }: NoteView): void {
    const wanted = new Set(figures.map(({ id }) => id));
    for (const id of this.boxes.keys()) if (!wanted.has(id)) this.boxes.delete(id);
    for (const view of figures) {
      const box = this.boxes.get(view.id) ?? new FigureBox(this.t);
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

  constructor(private readonly t: Translator) {
    this.element = el('figure', { class: 'drawn' }, this.title, this.reason, this.body);
  }

  update({ title, file, data, reason }: FigureView): void {
    setText(this.title, title);
    setText(this.reason, reason ?? this.t('Drawn from {0} of this lab.', file));
    if (!data) { this.plot = undefined; this.body.replaceChildren(); return; }
    if (this.plot?.kind !== data.kind) {
      this.plot = plotOf(data, this.t);
      this.body.replaceChildren(this.plot.element);
    }
    this.plot.draw(data);
  }
}

function plotOf(data: Data, t: Translator): Plot {
  switch (data.kind) {
    case 'scores': return new ScoresPlot(t, data.threshold);
    case 'matrix': return new MatrixPlot(t);
    case 'map': return new MapPlot(t);
  }
}
