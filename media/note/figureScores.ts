import type { FigureData } from '../../src/core/figures/figureData';
import { countsAt, sharesOf, type Counts } from '../../src/core/figures/threshold';
import { el, setAttribute, setText } from '../status/dom';
import type { Translator } from '../status/words';
import { points, svg } from './svg';

type Scores = Extract<FigureData, { kind: 'scores' }>;

const width = 320;
const height = 180;
const pad = 8;
/** Thousandths that share a bar. */
const perBar = 25;

/** A slider for the threshold; beside it the scores of both classes, the ROC curve, the confusion matrix and what follows from it. */
export class ScoresPlot {
  readonly kind = 'scores';
  readonly element: HTMLElement;
  private readonly slider: HTMLInputElement;
  private readonly value = el('output', { class: 'mono' });
  private readonly bars = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' });
  private readonly curve = svg('svg', { viewBox: `0 0 ${height} ${height}`, role: 'img' });
  private readonly table = el('table', {});
  private readonly facts = el('dl', { class: 'facts' });
  private data: Scores | undefined;

  constructor(private readonly t: Translator, threshold: number) {
    this.slider = el('input', { type: 'range', min: '0', max: '100', step: '1', value: String(Math.round(threshold * 100)), 'aria-label': t('Threshold') });
    this.slider.addEventListener('input', () => this.move());
    this.element = el('div', { class: 'scores' },
      el('label', { class: 'threshold' }, el('span', {}, t('Threshold')), this.slider, this.value),
      el('div', { class: 'pair' }, this.withTitle(t('Scores: no below, yes above the line'), this.bars), this.withTitle(t('ROC curve'), this.curve)),
      el('div', { class: 'pair' }, el('div', { class: 'grid' }, this.table), this.facts));
  }

  draw(data: FigureData): void {
    if (data.kind !== 'scores') return;
    this.data = data;
    this.move();
  }

  private withTitle(title: string, drawing: SVGElement): HTMLElement {
    const box = el('div', { class: 'drawing' }, el('p', { class: 'caption' }, title));
    box.append(drawing);
    return box;
  }

  private move(): void {
    const { data, t } = this;
    if (!data) return;
    const threshold = Number(this.slider.value) * 10;
    const counts = countsAt(data, threshold);
    const { precision, recall, falseRate, errorRate } = sharesOf(counts);
    setText(this.value, (threshold / 1000).toFixed(2));
    // Read aloud with each step of the slider.
    setAttribute(this.slider, 'aria-valuetext', t('{0}: precision {1}, recall {2}, {3} called in vain', (threshold / 1000).toFixed(2), percent(precision), percent(recall), counts.falsePositive));
    this.drawBars(data, threshold);
    this.drawCurve(data, recall, falseRate);
    this.drawTable(counts);
    this.facts.replaceChildren(...[
      [t('Precision'), percent(precision)], [t('Recall, true positive rate'), percent(recall)], [t('False positive rate'), percent(falseRate)], [t('Error rate'), percent(errorRate)], [t('AUC'), data.auc.toFixed(3)],
    ].flatMap(([name = '', value = '']) => [el('dt', {}, name), el('dd', {}, value)]));
  }

  private drawBars(data: Scores, threshold: number): void {
    const bar = (bins: readonly number[], at: number): number => bins.slice(at, at + perBar).reduce((sum, count) => sum + count, 0);
    const starts = Array.from({ length: data.no.length / perBar }, (_, i) => i * perBar);
    // By the square root: the few must be seen beside the many.
    const most = Math.sqrt(Math.max(...starts.flatMap(at => [bar(data.no, at), bar(data.yes, at)]), 1));
    const middle = height / 2;
    const x = (thousandths: number): number => pad + (width - 2 * pad) * thousandths / 1000;
    const rects = starts.flatMap(at => ([['yes', data.yes], ['no', data.no]] as const).map(([name, bins]) => {
      const size = (middle - pad) * Math.sqrt(bar(bins, at)) / most;
      return svg('rect', { class: `bar ${name}${at >= threshold ? ' called' : ''}`, x: x(at) + 0.5, y: name === 'yes' ? middle - size : middle, width: x(perBar) - x(0) - 1, height: size });
    }));
    this.bars.replaceChildren(...rects, svg('line', { class: 'axis', x1: pad, x2: width - pad, y1: middle, y2: middle }), svg('line', { class: 'cut', x1: x(threshold), x2: x(threshold), y1: 2, y2: height - 2 }));
    setAttribute(this.bars as unknown as HTMLElement, 'aria-label', this.t('Scores from 0 to 1 in forty bars, by the square root of how many: those of a true yes stand up, those of a true no hang down. A line marks the threshold.'));
  }

  private drawCurve(data: Scores, recall: number, falseRate: number): void {
    const at = (x: number, y: number): readonly [number, number] => [pad + (height - 2 * pad) * x, height - pad - (height - 2 * pad) * y];
    const curve = Array.from({ length: 101 }, (_, i) => sharesOf(countsAt(data, i * 10))).map(shares => at(shares.falseRate, shares.recall));
    const [x, y] = at(falseRate, recall);
    this.curve.replaceChildren(
      svg('polyline', { class: 'axis', points: points([at(0, 1), at(0, 0), at(1, 0)]) }), svg('polyline', { class: 'chance', points: points([at(0, 0), at(1, 1)]) }),
      svg('polyline', { class: 'curve', points: points(curve) }), svg('circle', { class: 'here', cx: x, cy: y, r: 5 }),
    );
    setAttribute(this.curve as unknown as HTMLElement, 'aria-label', this.t('ROC curve, false positive rate to the right, true positive rate upwards, AUC {0}. The point of the threshold is at {1} and {2}; the dashed line is chance.', data.auc.toFixed(3), percent(falseRate), percent(recall)));
  }

  private drawTable({ truePositive, falsePositive, trueNegative, falseNegative }: Counts): void {
    const { t } = this;
    const row = (name: string, ...cells: readonly (readonly [number, boolean])[]): HTMLElement => el('tr', {}, el('th', { scope: 'row' }, name), ...cells.map(([count, right]) => el('td', { class: right ? 'right' : 'wrong' }, String(count))));
    this.table.replaceChildren(
      el('caption', {}, t('Confusion matrix')),
      el('thead', {}, el('tr', {}, el('td', {}), el('th', { scope: 'col' }, t('predicted no')), el('th', { scope: 'col' }, t('predicted yes')))),
      el('tbody', {}, row(t('true no'), [trueNegative, true], [falsePositive, false]), row(t('true yes'), [falseNegative, false], [truePositive, true])),
    );
  }
}

/** Nothing was called: then there is no precision. */
function percent(share: number): string { return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`; }
