import type { TimelineItemView } from '../../src/core/labViews';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { axisOf, type Axis } from '../../src/core/timelineAxis';
import { rich } from './rich';
import { spanWords } from './span';
import { ageWords, clockWords, type Translator } from './words';

/** After the student folded it, items that were on their way do not open it again. */
const lateMs = 1000;
const lanes: readonly TimelineItemView['lane'][] = ['run', 'check', 'event', 'you'];
const icons: Readonly<Record<TimelineItemView['tone'], { readonly name: string; readonly tone: string }>> = {
  pass: { name: 'pass', tone: 's-pass' }, fail: { name: 'fail', tone: 's-fail' }, wait: { name: 'wait', tone: 's-wait' }, running: { name: 'busy', tone: 's-live' }, idle: { name: 'dot', tone: 's-idle' }, emulated: { name: 'flask', tone: 's-emu' },
};

/** Runs, checks and events of the lab on one axis: a small picture, and the same as a list. Folded until asked for. */
export class Timeline {
  readonly element: HTMLElement;
  private readonly chevron = icon('right');
  private readonly count = el('span', { class: 'n' });
  private readonly button: HTMLButtonElement;
  private readonly picture = el('div', { class: 'axis', 'aria-hidden': 'true' });
  private readonly list = el('ol', { class: 'moments' });
  private readonly nothing = el('p', { class: 'muted small' });
  private readonly body = el('div', { class: 'times' }, this.picture, this.list, this.nothing);
  private readonly rows = new Map<string, { readonly element: HTMLElement; readonly key: string }>();
  private items: readonly TimelineItemView[] = [];
  private closedAt = -Infinity;

  constructor(private readonly t: Translator) {
    this.button = el('button', { class: 'gh', type: 'button', 'aria-expanded': 'false', 'data-do': 'timeline', tabindex: '-1' }, this.chevron, el('span', {}, t('Timeline')), this.count);
    this.element = el('section', { class: 'group timeline', role: 'group', 'aria-label': t('Timeline') }, el('h2', {}, this.button), this.body);
    this.body.hidden = true;
    setText(this.nothing, t('Nothing has happened in this lab yet.'));
    this.picture.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLElement && target.dataset['at'] !== undefined) this.rows.get(target.dataset['at'])?.element.focus();
    });
  }

  get open(): boolean { return !this.body.hidden; }

  setOpen(open: boolean): void {
    if (!open && this.open) this.closedAt = Date.now();
    this.body.hidden = !open;
    setAttribute(this.button, 'aria-expanded', String(open));
    setClass(this.chevron, `i i-${open ? 'down' : 'right'}`);
    if (open) this.draw(true);
    else this.empty();
  }

  /** Items that nobody of this page asked for: the student did, in the note. True when it opened for them. */
  take(items: readonly TimelineItemView[] | undefined): boolean {
    const asked = items !== undefined && !this.open && Date.now() - this.closedAt > lateMs;
    if (items === undefined || (!this.open && !asked)) return false;
    const first = this.items.length === 0;
    this.items = items;
    if (asked) {
      this.setOpen(true);
      this.button.focus();
    } else this.draw(first);
    return asked;
  }

  /** What runs grows on the axis. */
  tick(): void { if (this.open && this.items.some(({ tone }) => tone === 'running')) this.drawAxis(); }

  private empty(): void {
    this.items = [];
    this.rows.clear();
    this.list.replaceChildren();
    this.picture.replaceChildren();
    setText(this.count, '');
  }

  private draw(quiet: boolean): void {
    const { list, items } = this;
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 30;
    this.nothing.hidden = items.length > 0;
    this.list.hidden = items.length === 0;
    setText(this.count, items.length === 0 ? '' : String(items.length));
    this.drawRows(quiet);
    this.drawAxis();
    if (quiet || (atEnd && !list.contains(document.activeElement))) list.scrollTop = list.scrollHeight;
  }

  private drawRows(quiet: boolean): void {
    const wanted = new Set(this.items.map(({ id }) => id));
    for (const [id, { element }] of this.rows) if (!wanted.has(id)) { element.remove(); this.rows.delete(id); }
    let day = '';
    this.items.forEach((item, index) => {
      const date = new Date(item.at).toDateString();
      const heading = date === day || (day === '' && item.at >= startOfToday()) ? undefined : dayWords(item.at, this.t);
      const key = JSON.stringify([item, heading]);
      const known = this.rows.get(item.id);
      const element = known?.element ?? el('li', { class: 'moment', tabindex: '-1' });
      if (known?.key !== key) element.replaceChildren(...this.parts(item, heading));
      if (known?.key !== key) setAttribute(element, 'data-lane', item.lane);
      if (!known && !quiet) flash(element);
      if (this.list.children[index] !== element) this.list.insertBefore(element, this.list.children[index] ?? null);
      this.rows.set(item.id, { element, key });
      day = date;
    });
  }

  private parts(item: TimelineItemView, heading: string | undefined): readonly HTMLElement[] {
    const { t } = this;
    const { name, tone } = item.lane === 'you' && item.tone === 'idle' ? { name: 'user', tone: 's-idle' } : icons[item.tone];
    const label = item.block
      ? el('button', { class: 'link', type: 'button', tabindex: '-1', 'data-do': 'block', 'data-section': item.block.section, 'data-block': item.block.id }, ...rich(item.label))
      : el('span', {}, ...rich(item.label));
    return [
      ...heading === undefined ? [] : [el('span', { class: 'day' }, heading)],
      el('time', { class: 'clock', datetime: new Date(item.at).toISOString() }, clockWords(item.at)), icon(name, tone),
      el('span', { class: 'label' }, el('span', { class: 'sr' }, `${laneWord(item.lane, t)}: `), label, item.detail === undefined ? undefined : el('span', { class: 'what' }, ' ', ...rich(item.detail))),
      el('span', { class: 'took' }, item.end === undefined ? '' : spanWords(t, item.end - item.at)),
    ];
  }

  private drawAxis(): void {
    const axis = axisOf(this.items, Date.now());
    this.picture.hidden = axis === undefined;
    if (axis) this.picture.replaceChildren(...lanes.filter(lane => axis.marks.some(mark => mark.lane === lane)).map(lane => this.lane(lane, axis)), this.scale(axis));
  }

  private lane(lane: TimelineItemView['lane'], { marks, pauses }: Axis): HTMLElement {
    return el('div', { class: `lane ${lane}` }, el('span', { class: 'who' }, laneWord(lane, this.t)),
      el('span', { class: 'track' }, ...pauses.map(({ from, to }) => placed('pause', from, to)), ...marks.filter(mark => mark.lane === lane).map(({ id, tone, from, to }) => {
        const spot = placed(`spot ${tone}`, from, to);
        spot.dataset['at'] = id;
        return spot;
      })));
  }

  private scale({ labels, pauses }: Axis): HTMLElement {
    const pause = pauses.map(({ from, to, milliseconds }) => {
      const mark = placed('gap', from, to);
      mark.title = this.t('{0} without anything', ageWords(this.t, milliseconds));
      return mark;
    });
    return el('div', { class: 'scale' }, el('span', { class: 'who' }), el('span', { class: 'track' }, ...pause, ...labels.map(({ at, time }) => {
      const label = placed(`label ${at > 0.9 ? 'last' : at > 0 ? 'between' : ''}`.trim(), at, at);
      label.textContent = `${time < startOfToday() ? `${new Date(time).toLocaleDateString(undefined, { weekday: 'short' })} ` : ''}${clockWords(time).slice(0, 5)}`;
      return label;
    })));
  }
}

/** The page's policy knows no inline style; the style object is the script's own. */
function placed(name: string, from: number, to: number): HTMLElement {
  const element = el('span', { class: name });
  element.style.left = `${(from * 100).toFixed(2)}%`;
  if (to > from) element.style.width = `${((to - from) * 100).toFixed(2)}%`;
  return element;
}

function laneWord(lane: TimelineItemView['lane'], t: Translator): string {
  switch (lane) {
    case 'run': return t('Runs');
    case 'check': return t('Checks');
    case 'event': return t('Events');
    case 'you': return t('You');
  }
}

function flash(element: HTMLElement): void {
  element.classList.add('arrived');
  element.addEventListener('animationend', () => element.classList.remove('arrived'), { once: true });
}

function startOfToday(): number { return new Date().setHours(0, 0, 0, 0); }
function dayWords(at: number, t: Translator): string { return at >= startOfToday() ? t('Today') : new Date(at).toLocaleDateString(undefined, { weekday: 'long', day: 'numeric', month: 'long' }); }
