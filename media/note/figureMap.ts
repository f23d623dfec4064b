import type { FigureData } from '../../src/core/figures/figureData';
import { el, setAttribute } from '../status/dom';
import type { Translator } from '../status/words';
import { points, svg } from './svg';

const width = 560;
const height = 300;
const pad = 36;
/** Degrees; a map of one place would have no size. */
const smallest = 0.002;

/** Where each thing is and came from, north up, and the same as a table. */
export class MapPlot {
  readonly kind = 'map';
  readonly element: HTMLElement;
  private readonly map = svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img' });
  private readonly table = el('table', {});

  constructor(private readonly t: Translator) {
    const drawing = el('div', { class: 'drawing' });
    drawing.append(this.map);
    this.element = el('div', { class: 'map' }, drawing, el('div', { class: 'grid' }, this.table));
  }

  draw(data: FigureData): void {
    if (data.kind !== 'map') return;
    const { t } = this;
    const place = placing(data.things.flatMap(({ trail }) => trail));
    this.map.replaceChildren(
      svg('rect', { class: 'ground', x: 1, y: 1, width: width - 2, height: height - 2, rx: 6 }),
      ...data.things.flatMap(({ name, trail, live }, index) => {
        const way = trail.map(place);
        const [x, y] = way.at(-1) ?? [0, 0];
        return [
          svg('polyline', { class: `trail thing-${index % 4}`, points: points(way) }),
          ...live ? [svg('circle', { class: `marker thing-${index % 4}`, cx: x, cy: y, r: 7 }), svg('text', { class: 'name', x: x + (x > width - 120 ? -12 : 12), y: y - 8, 'text-anchor': x > width - 120 ? 'end' : 'start' }, name)] : [],
        ];
      }),
    );
    const seen = data.things.filter(({ live }) => live).map(({ name }) => name);
    setAttribute(this.map as unknown as HTMLElement, 'aria-label', seen.length === 0 ? t('Map: nobody has sent a record in the last half minute.') : t('Map of the last places, north up: {0}.', seen.join(', ')));
    this.table.replaceChildren(
      el('thead', {}, el('tr', {}, ...[t('Name'), t('Place'), t('Last record'), t('Records')].map(title => el('th', { scope: 'col' }, title)))),
      el('tbody', {}, ...data.things.map(({ name, trail, time, records, live }) => {
        const [latitude = 0, longitude = 0] = trail.at(-1) ?? [];
        return el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`), el('td', {}, live ? time.slice(11, 19) : t('{0}, silent since', time.slice(11, 19))), el('td', {}, String(records)));
      })),
    );
  }
}

/** Degrees to the drawing: as large as it can be, with equal scale in both directions. */
function placing(all: readonly (readonly [number, number])[]): (place: readonly [number, number]) => readonly [number, number] {
  const [north, south] = [Math.max(...all.map(([latitude]) => latitude)), Math.min(...all.map(([latitude]) => latitude))];
  const [east, west] = [Math.max(...all.map(([, longitude]) => longitude)), Math.min(...all.map(([, longitude]) => longitude))];
  const shrink = Math.cos((north + south) / 2 * Math.PI / 180);
  const scale = Math.min((width - 2 * pad) / Math.max((east - west) * shrink, smallest), (height - 2 * pad) / Math.max(north - south, smallest));
  return ([latitude, longitude]) => [width / 2 + (longitude - (east + west) / 2) * shrink * scale, height / 2 - (latitude - (north + south) / 2) * scale];
}
