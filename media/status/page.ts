import type { SheetView } from '../../src/core/labViews';
import { assertNever, type FromStatus, type GroupView, type PictureView, type RowView, type StatusHead, type StatusView, type ToStatus } from '../../src/core/protocol';
import { el } from './dom';
import { Group } from './group';
import { Header } from './header';
import { keepStops } from './keyboard';
import { LiveRegion } from './live';
import { targetOf, type Look } from './look';
import { Notice } from './notice';
import { Others } from './others';
import type { Painted } from './painted';
import { Picture } from './picture';
import { bare } from './rich';
import type { Row } from './row';
import { Sheet } from './sheet';
import { Timeline } from './timeline';
import { clockWords, type Translator } from './words';

/** What the page keeps when it is hidden: places only, never data. */
export interface Kept { readonly folded: readonly string[]; readonly others: boolean; readonly timeline: boolean; /** The sheet that was open: it takes no focus again. */ readonly sheet?: string }

/** A row that is asked for may come with the next messages. */
const revealWithinMs = 5000;

/** The whole panel. Rows are patched in place; a header alone can turn them all stale. */
export class StatusPage {
  readonly others: Others;
  readonly sheet: Sheet;
  readonly timeline: Timeline;
  private readonly header: Header;
  private readonly notice: Notice;
  private readonly picture: Picture;
  private readonly live = new LiveRegion();
  private readonly groups = new Map<GroupView['id'], Group>();
  private readonly lists = el('div', { class: 'lists' });
  private head: StatusHead | undefined;
  private settled = false;
  /** Sheet that was open when the page was hidden. */
  private restored: string | undefined;
  private wanted: { readonly uid: string; readonly until: number } | undefined;

  constructor(private readonly root: HTMLElement, private readonly t: Translator, private readonly painted: Painted, private readonly kept: Kept, post: (message: FromStatus) => void) {
    this.header = new Header(t);
    this.notice = new Notice(t);
    this.others = new Others(t);
    this.picture = new Picture(t);
    this.sheet = new Sheet(t, post);
    this.restored = kept.sheet;
    this.timeline = new Timeline(t);
    this.lists.append(this.others.element, this.timeline.element);
    if (kept.others) this.others.setOpen(true);
    if (kept.timeline) this.timeline.setOpen(true);
    root.append(this.header.element, this.header.strips, this.sheet.element, this.notice.element, el('div', { class: 'pbody' }, this.picture.element, this.lists), this.live.element);
  }

  take(message: ToStatus): void {
    switch (message.kind) {
      case 'status': return this.takeStatus(message.status);
      case 'head': return this.takeHead(message.head);
      case 'rows': return this.takeRows(message);
      case 'sheet': return this.takeSheet(message.sheet);
      case 'timeline': if (this.timeline.take(message.items)) this.timeline.element.scrollIntoView({ block: 'nearest' }); return keepStops(this.root);
      case 'revealRow': this.wanted = { uid: message.uid, until: Date.now() + revealWithinMs }; return this.reveal();
      case 'picture': return this.takePicture(message.picture);
      default: assertNever(message);
    }
  }

  /** Every half minute, and when the panel is shown again. */
  tick(): void {
    const look = this.look();
    for (const group of this.all()) group.drawAges(look);
    this.timeline.tick();
    this.header.drawCost(look);
    if (this.head) this.notice.draw(this.head, this.hasRows(), look.now);
  }

  fold(id: string): void {
    const group = [...this.groups.values()].find(candidate => candidate.list.id === id);
    group?.fold(!group.folded);
  }

  describe(element: HTMLElement): string | undefined {
    return this.rowAt(element)?.describe(this.look());
  }

  keep(): Kept {
    return { folded: [...this.groups.values()].filter(group => group.folded).map(group => group.list.id), others: this.others.open, timeline: this.timeline.open, sheet: this.sheet.id };
  }

  private takeStatus(status: StatusView): void {
    const before = this.head;
    this.head = status;
    const look = this.look();
    const touched: Row[] = [];
    const fresh = before?.lab !== status.lab;
    // Another target has other groups: what is not named is not there.
    const named = new Set(status.groups.map(({ id }) => id));
    for (const [id, group] of this.groups) if (!named.has(id)) group.replace([], look);
    for (const view of status.groups) touched.push(...this.group(view).replace(view.rows, look));
    this.others.replace(status.others.groups, look);
    this.drawHead(status, before);
    this.afterRows(touched, fresh || !this.settled);
    this.settled = status.phase === 'live' || this.settled;
  }

  private takeHead(head: StatusHead): void {
    const before = this.head;
    this.head = head;
    this.drawHead(head, before);
    this.settled = head.phase === 'live' || this.settled;
  }

  private takePicture(picture: PictureView | undefined): void {
    this.picture.draw(picture, this.head?.asOf);
    this.redraw();
  }

  private takeRows({ group: id, others, upserts, removed }: Extract<ToStatus, { kind: 'rows' }>): void {
    const group = others ? this.others.find(id) : this.groups.get(id);
    if (!group) return;
    const names = removed.map(uid => group.list.row(uid)?.view.name);
    const states = new Map(upserts.map(view => [view.uid, group.list.row(view.uid)?.view.state]));
    const touched = group.change(upserts, removed, this.look());
    for (const row of touched) if (!states.get(row.view.uid) && this.settled) flash(row);
    this.redraw();
    this.painted.after(touched);
    if (others) return;
    const news = touched.filter(row => states.get(row.view.uid) !== row.view.state || row.view.problem).at(-1);
    if (news) this.live.say(sentenceOf(id, news.view));
    else if (names[0]) this.live.say(this.t('{0} is gone.', names[0]));
  }

  private takeSheet(sheet: SheetView | undefined): void {
    const news = this.sheet.take(sheet, sheet !== undefined && sheet.id === this.restored);
    this.restored = undefined;
    this.root.classList.toggle('has-sheet', this.sheet.open);
    this.redraw();
    this.sheet.giveBack();
    if (news !== undefined) this.live.say(bare(news));
  }

  /** The student pressed a name in the note: its row is unfolded, seen once, and takes the focus. */
  private reveal(): void {
    if (!this.wanted || this.sheet.open) return;
    const { uid, until } = this.wanted;
    const group = this.all().find(({ list }) => list.row(uid));
    const row = group?.list.row(uid);
    if (row || Date.now() > until) this.wanted = undefined;
    if (!group || !row) return;
    if (group.folded) group.fold(false);
    row.element.scrollIntoView({ block: 'center' });
    row.element.focus({ preventScroll: true });
    flash(row);
  }

  private drawHead(head: StatusHead, before: StatusHead | undefined): void {
    const stale = isStale(head);
    if (stale !== this.root.classList.contains('stale') || head.asOf !== before?.asOf) {
      this.root.classList.toggle('stale', stale);
      if (stale) rescueFocus(this.root);
      const look = this.look();
      for (const group of this.all()) group.drawStates(look);
    }
    this.picture.drawAge(head.asOf);
    this.others.drawHead(head.others);
    this.redraw();
    if (before && before.phase !== head.phase) this.announce(head);
  }

  private redraw(): void {
    if (!this.head) return;
    const rows = this.hasRows();
    const news = this.header.draw(this.head, rows || this.others.open || this.picture.shown, this.sheet.open);
    if (news !== undefined) this.live.say(news);
    this.notice.draw(this.head, rows, Date.now());
    this.root.setAttribute('aria-busy', String(this.head.phase === 'connecting'));
    keepStops(this.root);
    this.reveal();
  }

  private afterRows(touched: readonly Row[], quiet: boolean): void {
    if (!quiet) for (const row of touched.slice(0, 50)) flash(row);
    this.painted.after(touched.slice(0, 50));
  }

  private announce(head: StatusHead): void {
    if (isStale(head)) this.live.say(head.asOf === undefined ? head.link : this.silence(head, clockWords(head.asOf)));
    else this.live.say(head.cause ? `${head.link}. ${head.cause.title}` : head.link);
  }

  private silence(head: StatusHead, time: string): string {
    const { t } = this;
    switch (targetOf(head)) {
      case 'docker': return t('Docker stopped answering. Showing the state of {0}.', time);
      case 'cluster': return t('The cluster stopped answering. Showing the state of {0}.', time);
      case 'emulator': return t('The emulator stopped answering. Showing the state of {0}.', time);
      case 'account': return t('AWS stopped answering. Showing the state of {0}.', time);
    }
  }

  private group(view: GroupView): Group {
    const known = this.groups.get(view.id);
    if (known) return known;
    const group = new Group(view.id, view.title);
    group.fold(this.kept.folded.includes(view.id));
    this.groups.set(view.id, group);
    this.lists.insertBefore(group.element, this.others.element);
    return group;
  }

  private look(): Look {
    const head = this.head;
    return { t: this.t, now: Date.now(), staleSince: head && isStale(head) ? head.asOf ?? Date.now() : undefined };
  }

  private all(): readonly Group[] { return [...this.groups.values(), ...this.others.all()]; }
  /** Nodes are there before the lab has made anything. */
  private hasRows(): boolean { return [...this.groups.values()].some(({ list }) => list.id !== 'k8s-node' && list.size > 0); }

  private rowAt(element: HTMLElement): Row | undefined {
    const uid = element.closest<HTMLElement>('.row')?.dataset['uid'];
    if (uid === undefined) return undefined;
    return this.all().map(group => group.list.row(uid)).find(row => row?.element.contains(element));
  }
}

function isStale({ phase, asOf }: StatusHead): boolean {
  return phase === 'stale' || (phase === 'down' && asOf !== undefined);
}

/** Of what is to have several parts also why it is not at full strength: the number alone says too little. */
function sentenceOf(group: GroupView['id'], { name, state, problem, note }: RowView): string {
  const sentence = `${name}: ${problem ?? state}.`;
  return (group === 'service' || group === 'deployment') && note && !problem ? `${sentence} ${note}` : sentence;
}

/** New on screen: seen once, by a tint that fades. */
function flash(row: Row): void {
  row.element.classList.add('arrived');
  row.element.addEventListener('animationend', () => row.element.classList.remove('arrived'), { once: true });
}

/** Row buttons vanish while stale: the focus stays on their row. */
function rescueFocus(root: HTMLElement): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && root.contains(focused)) focused.closest('.tools')?.closest<HTMLElement>('.row')?.focus();
}
