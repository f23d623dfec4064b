import type { RowAnswerView } from '../../src/core/protocol';
import { el } from './dom';

const [width, height] = [160, 32];

/** What a thing said when it was asked: its words as they came, its numbers with a line where there are several. */
export function answerOf({ title, lines, plots }: RowAnswerView): HTMLElement {
  return el('div', { class: 'note-line answer' }, el('strong', {}, title),
    ...plots.map(plot => el('p', { class: 'plot' }, el('span', {}, `${plot.name} ${rounded(plot.values.at(-1))}`), ...plot.values.length > 1 ? [line(plot)] : [])),
    ...lines.length ? [el('pre', { class: 'said', tabindex: '0', 'aria-label': title }, lines.join('\n'))] : []);
}

function rounded(value: number | undefined): string { return value === undefined ? '' : String(Number(value.toPrecision(4))); }

function line({ name, values }: RowAnswerView['plots'][number]): SVGElement {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const points = values.map((value, index) => `${index * width / (values.length - 1)},${high === low ? height / 2 : height - 1 - (value - low) / (high - low) * (height - 2)}`).join(' ');
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${width} ${height}`, width: String(width), height: String(height), role: 'img', 'aria-label': `${name}: ${values.map(value => rounded(value)).join(', ')}` })) svg.setAttribute(key, value);
  const drawn = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  for (const [key, value] of Object.entries({ points, fill: 'none', stroke: 'currentColor', 'stroke-width': '1.2' })) drawn.setAttribute(key, value);
  svg.append(drawn);
  return svg;
}
