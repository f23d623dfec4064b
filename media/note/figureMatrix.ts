import type { FigureData } from '../../src/core/figures/figureData';
import { el, setText } from '../status/dom';
import type { Translator } from '../status/words';

type Matrix = Extract<FigureData, { kind: 'matrix' }>;

/** A table of true against predicted, darker where there are more. One cell is chosen, by mouse or arrow keys, and put into words. */
export class MatrixPlot {
  readonly kind = 'matrix';
  readonly element: HTMLElement;
  private readonly table = el('table', { role: 'grid' });
  private readonly words = el('p', { class: 'words', role: 'status' });
  private data: Matrix | undefined;
  private chosen = { row: 0, column: 0 };

  constructor(private readonly t: Translator) {
    this.table.addEventListener('keydown', event => this.key(event));
    this.table.addEventListener('click', event => this.click(event));
    this.element = el('div', { class: 'matrix' }, el('div', { class: 'grid' }, this.table), this.words);
  }

  draw(data: FigureData): void {
    if (data.kind !== 'matrix' || JSON.stringify(data) === JSON.stringify(this.data)) return;
    this.data = data;
    this.chosen = { row: 0, column: 0 };
    const { t } = this;
    this.table.replaceChildren(
      el('caption', {}, t('Rows: true. Columns: predicted.')),
      el('thead', {}, el('tr', {}, el('td', {}), ...data.labels.map(label => el('th', { scope: 'col' }, label)))),
      el('tbody', {}, ...data.counts.map((counts, row) => el('tr', {}, el('th', { scope: 'row' }, data.labels[row] ?? ''), ...counts.map((count, column) => el('td', {
        role: 'gridcell', tabindex: '-1', class: `heat-${heatOf(count, counts)}${row === column ? ' right' : ''}`, 'data-at': `${row} ${column}`,
      }, String(count)))))),
    );
    this.choose(0, 0, false);
  }

  private choose(row: number, column: number, focus: boolean): void {
    const { data } = this;
    const cell = this.cell(row, column);
    if (!data || !cell) return;
    this.cell(this.chosen.row, this.chosen.column)?.setAttribute('tabindex', '-1');
    for (const old of this.table.querySelectorAll('[aria-selected]')) old.removeAttribute('aria-selected');
    cell.setAttribute('tabindex', '0');
    cell.setAttribute('aria-selected', 'true');
    this.chosen = { row, column };
    if (focus) cell.focus();
    setText(this.words, this.sentence(data, row, column));
  }

  private sentence({ labels, counts }: Matrix, row: number, column: number): string {
    const { t } = this;
    const count = counts[row]?.[column] ?? 0;
    const of = (counts[row] ?? []).reduce((sum, one) => sum + one, 0);
    const named = counts.reduce((sum, line) => sum + (line[column] ?? 0), 0);
    const [label = '', best = ''] = [labels[row], labels[column]];
    return row === column
      ? t('{0} of {1} with the true label {2} were recognised. {3} were called {2} in all.', count, of, label, named)
      : t('{0} of {1} with the true label {2} were taken for {3}.', count, of, label, best);
  }

  private cell(row: number, column: number): HTMLElement | null { return this.table.querySelector<HTMLElement>(`[data-at="${row} ${column}"]`); }

  private key(event: KeyboardEvent): void {
    const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key] ?? [];
    if (down === undefined || right === undefined) return;
    event.preventDefault();
    this.choose(this.chosen.row + down, this.chosen.column + right, true);
  }

  private click(event: MouseEvent): void {
    const at = event.target instanceof HTMLElement ? event.target.dataset['at'] : undefined;
    const [row, column] = (at ?? '').split(' ').map(Number);
    if (row !== undefined && column !== undefined) this.choose(row, column, true);
  }
}

/** Of five, by its share of the row. */
function heatOf(count: number, row: readonly number[]): number {
  const all = row.reduce((sum, one) => sum + one, 0);
  return all === 0 || count === 0 ? 0 : Math.min(4, 1 + Math.floor(4 * count / all));
}
