import type { SheetItemView, SheetView } from '../../src/core/labViews';
import { el, icon } from './dom';
import { rich } from './rich';
import { sizeWords } from './size';
import type { Translator } from './words';

const thingIcons: Readonly<Partial<Record<SheetItemView['thing'], string>>> = {
  container: 'box', network: 'network', volume: 'volume', image: 'image', service: 'service', stack: 'service', swarm: 'swarm', file: 'book', block: 'terminal',
  deployment: 'service', pod: 'box', replicaset: 'service', 'k8s-service': 'network', cluster: 'swarm', namespace: 'box', other: 'unknown',
};

/** What would go and what would stay, each with its reason. A tick moves no row. */
export function beforeRows(view: SheetView, ticked: ReadonlySet<string>, t: Translator): readonly HTMLElement[] {
  const all = [...view.go, ...view.stay];
  const wanted = all.filter(({ uid }) => ticked.has(uid));
  const bytes = sum(wanted);
  const row = (item: SheetItemView, index: number): HTMLElement => choice(item, index, ticked.has(item.uid), t);
  return [
    group('go', t('Will go'), bytes > 0 ? t('{0}, frees {1}', things(wanted.length, t), sizeWords(t, bytes)) : things(wanted.length, t), view.go.map(row)),
    group('stay', t('Stays'), things(view.stay.filter(({ uid }) => !ticked.has(uid)).length, t), view.stay.map((item, index) => row(item, view.go.length + index))),
  ].filter(part => part !== undefined);
}

/** One row after another, in the order in which they go. */
export function duringRows(view: SheetView, t: Translator): readonly HTMLElement[] {
  return [el('div', { class: 'items two', 'data-key': 'go' }, el('ul', { 'aria-label': t('Progress') }, ...view.go.map(item => result(item, t))))];
}

/** What stayed against the wish comes first; what was kept on purpose last. */
export function afterRows(view: SheetView, t: Translator): readonly HTMLElement[] {
  const stayed = view.go.filter(({ state }) => state !== 'gone');
  const gone = view.go.filter(({ state }) => state === 'gone');
  const bytes = sum(gone);
  const also = (view.also ?? []).map(({ name, detail, well }, index) => el('li', { 'data-key': `also ${index}` }, icon(well ? 'pass' : 'warn', well ? 's-pass' : 's-wait'), el('span', {}, ...rich(name)), el('span', { class: 'st' }, detail)));
  return [
    group('stayed', t('Stayed'), things(stayed.length, t), stayed.map(item => result(item, t)), 'two'),
    group('gone', t('Gone'), bytes > 0 ? t('{0}, {1} freed', things(gone.length, t), sizeWords(t, bytes)) : things(gone.length, t), gone.map(item => result(item, t)), 'two'),
    group('also', t('Also checked'), '', also, 'two'),
    group('kept', t('Kept'), things(view.stay.length, t), view.stay.map(item => kept(item)), 'two'),
  ].filter(part => part !== undefined);
}

function group(key: string, title: string, count: string, rows: readonly HTMLElement[], look = ''): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  return el('div', { class: `items ${look}`.trim(), role: 'group', 'aria-labelledby': `sheet-${key}`, 'data-key': key },
    el('h3', { id: `sheet-${key}` }, title, count === '' ? undefined : ' ', count === '' ? undefined : el('span', {}, count)), el('ul', {}, ...rows));
}

function choice(item: SheetItemView, index: number, ticked: boolean, t: Translator): HTMLElement {
  const box = `sheet-item-${index}`;
  const name = nameClass(item);
  return el('li', { 'data-key': item.uid },
    item.selectable ? el('input', { type: 'checkbox', id: box, 'data-uid': item.uid, checked: ticked ? '' : undefined, 'aria-describedby': `${box}-what` }) : icon('lock', 's-idle'),
    icon(thingIcons[item.thing] ?? 'cloud', 'ti'),
    item.selectable ? el('label', { class: name, for: box }, item.name) : el('span', { class: name }, item.name, el('span', { class: 'sr' }, `, ${t('cannot be chosen')}`)),
    el('span', { class: 'from', id: `${box}-what` }, item.detail, item.reason === undefined ? undefined : el('span', { class: 'sr' }, `. ${item.reason}`)), why(item, item.selectable));
}

function result(item: SheetItemView, t: Translator): HTMLElement {
  const { image, tone, said } = look(item, t);
  return el('li', { 'data-key': item.uid }, icon(image, tone), el('span', { class: nameClass(item) }, item.name), el('span', { class: 'st' }, item.detail === '' ? said : item.detail), why(item, false));
}

function kept(item: SheetItemView): HTMLElement {
  return el('li', { 'data-key': item.uid }, icon(thingIcons[item.thing] ?? 'cloud', 'ti'), el('span', { class: nameClass(item) }, item.name), el('span', { class: 'st' }, item.detail), why(item, false));
}

function look({ state }: SheetItemView, t: Translator): { image: string; tone: string; said: string } {
  switch (state) {
    case 'waiting': return { image: 'idle', tone: 's-idle', said: t('waiting') };
    case 'going': return { image: 'busy', tone: 's-live', said: t('going') };
    case 'gone': return { image: 'pass', tone: 's-pass', said: t('gone') };
    case 'stayed': return { image: 'fail', tone: 's-fail', said: t('still here') };
  }
}

/** `hidden` to a reader: where it was said with the box already. */
function why({ reason }: SheetItemView, hidden: boolean): HTMLElement | undefined {
  return reason === undefined ? undefined : el('span', { class: 'why', 'aria-hidden': hidden ? 'true' : undefined }, ...rich(reason));
}

const nameClass = ({ thing }: SheetItemView): string => thing === 'block' ? 'name' : 'name mono';
const sum = (items: readonly SheetItemView[]): number => items.reduce((total, { size = 0 }) => total + size, 0);
const things = (count: number, t: Translator): string => count === 1 ? t('1 thing') : t('{0} things', count);
