import type { CheckView, PredictionView } from '../../src/core/labViews';
import { assertNever, type BlockView, type FromNote, type NoteView, type ToNote } from '../../src/core/protocol';
import { el } from '../status/dom';
import { LiveRegion } from '../status/live';
import type { Translator } from '../status/words';
import { Acts } from './acts';
import { newsOf } from './announce';
import { Blocks } from './blocks';
import { Figures } from './figures';
import { Found } from './found';
import { finish, headingPrefix, patchText, prepare } from './body';
import type { CardLook } from './cardLook';
import { Checks } from './checks';
import { facts, Header, pager, type HeadState } from './header';
import { LabActs } from './labActs';
import { Later } from './later';
import { Menu } from './menu';
import { afterPaint } from './painted';
import { Predictions } from './predictions';
import { createSanitizer } from './sanitize';
import { Scroller } from './scroller';
import { dressTerms, Terms } from './terms';
import { dayOf } from './time';

/** What the page keeps when it is hidden: places only, never text. */
export interface Kept { readonly section: string; readonly scroll: number; readonly line: number }

export interface PagePorts {
  readonly t: Translator;
  readonly remoteImages: boolean;
  post(message: FromNote): void;
  keep(state: Kept): void;
  kept(): Kept | undefined;
}

/** From this many paragraphs on, steps out of sight are not laid out. */
const longText = 200;

/** The whole note page. */
export class NotePage {
  readonly acts: Acts;
  readonly labActs: LabActs;
  readonly menu = new Menu();
  private readonly later = new Later();
  readonly blocks = new Blocks(() => this.look(), this.later);
  readonly checks = new Checks(() => this.look(), this.later);
  readonly figures: Figures;
  readonly predictions: Predictions;
  readonly terms: Terms;
  readonly live = new LiveRegion();
  note: NoteView | undefined;
  private head: HeadState = { banner: undefined, strips: [], locked: undefined };
  private readonly header: Header;
  private readonly main = el('main', { class: 'note' });
  private readonly text = el('div', { class: 'text' });
  private readonly foot = el('div', {});
  private readonly scroller: Scroller;
  readonly found = new Found(this.text);
  private readonly clean = createSanitizer();
  private contentsOpen = false;
  /** Text and checks that stand on the page as it is. */
  private placed = '';
  private day = dayOf(Date.now());

  constructor(private readonly root: HTMLElement, private readonly ports: PagePorts) {
    this.header = new Header(ports.t, this.text);
    this.figures = new Figures(ports.t);
    this.predictions = new Predictions(ports.t, block => this.blocks.get(block)?.view.ordinal);
    this.terms = new Terms(this.text, ports.t);
    this.scroller = new Scroller(this.text, line => this.moved(line));
    const common = { t: ports.t, blocks: this.blocks, checks: this.checks, later: this.later, predictions: this.predictions, post: ports.post, section: () => this.section, say: (sentence: string) => this.live.say(sentence) };
    this.acts = new Acts({ ...common, locked: () => this.head.locked });
    this.labActs = new LabActs(common);
    this.main.append(this.text, this.foot, this.menu.element, this.terms.element);
    root.append(this.header.element, this.header.strips, this.main, this.live.element);
  }

  get t(): Translator { return this.ports.t; }
  get section(): string { return this.note?.sectionId ?? ''; }
  get locked(): string | undefined { return this.head.locked; }

  take(message: ToNote): void {
    switch (message.kind) {
      case 'note': return this.takeNote(message.note);
      case 'block': return this.takeBlock(message.block);
      case 'output': return this.takeOutput(message);
      case 'banner': return this.takeBanner(message);
      case 'reveal': return this.reveal(message);
      case 'check': return this.takeCheck(message.check);
      case 'figure': return this.figures.update(message.figure);
      case 'projector': return this.project(message.on);
      case 'prediction': return this.takePrediction(message.prediction);
      case 'act': this.acts.do(message.act, false); return undefined;
      default: return assertNever(message);
    }
  }

  toggleContents(open = !this.contentsOpen): void {
    this.contentsOpen = open;
    this.drawHead();
  }

  toHeading(id: string): void {
    const heading = document.getElementById(id) ?? document.getElementById(headingPrefix + id);
    if (!heading || !this.text.contains(heading)) return;
    this.toggleContents(false);
    heading.tabIndex = -1;
    heading.scrollIntoView();
    heading.focus({ preventScroll: true });
  }

  /** Every half minute: "at 14:02" turns into "yesterday" at midnight, and nothing else does by itself. */
  tick(): void {
    const today = dayOf(Date.now());
    if (today === this.day) return;
    this.day = today;
    this.blocks.redrawAll();
    this.checks.redrawAll();
  }

  private takeNote(note: NoteView): void {
    const { t, remoteImages } = this.ports;
    const before = this.note;
    const same = before?.sectionId === note.sectionId && before.courseId === note.courseId;
    this.note = note;
    this.project(note.projector ?? false);
    this.head = { banner: note.banner, strips: note.strips, locked: note.locked };
    if (!same) { this.contentsOpen = false; this.found.clear(); this.text.replaceChildren(); }
    const fresh = prepare(this.clean(note.html), note, t, remoteImages);
    dressTerms(fresh, note);
    const title = fresh.firstElementChild?.tagName === 'H1' ? fresh.firstElementChild : undefined;
    if (title) title.after(facts(note, t));
    else fresh.prepend(el('h1', {}, note.title), facts(note, t));
    const long = fresh.childElementCount > longText;
    finish(fresh, note, t, long);
    const placed = JSON.stringify([note.hash, note.checks?.map(({ id, block }) => [id, block])]);
    if (same && this.placed === placed) { /* only states differ */ }
    else if (same) keepingFocus(() => patchText(this.text, fresh));
    else this.text.replaceChildren(...fresh.childNodes);
    this.placed = placed;
    this.main.classList.toggle('with-checks', (note.checks?.length ?? 0) > 0);
    this.text.classList.toggle('long', long);
    this.scroller.forget();
    this.blocks.place(this.text, note);
    this.checks.place(this.text, note);
    this.figures.place(this.text, note);
    this.predictions.place(this.text, note);
    this.terms.place(note);
    this.foot.replaceChildren(...[pager(note, t)].filter(part => part !== undefined));
    document.title = note.title;
    this.drawHead();
    if (!same) this.restore(note.sectionId, before === undefined);
    afterPaint(() => this.ports.post({ kind: 'shown', section: note.sectionId }));
    for (const { view: { id, run } } of this.blocks.all()) if (run?.state === 'running') this.tellPainted(id);
  }

  private project(on: boolean): void { this.root.classList.toggle('projector', on); }

  private takeBlock(block: BlockView): void {
    const before = this.blocks.get(block.id)?.view;
    if (!before) return;
    this.blocks.update(block);
    const news = newsOf(before, block, this.look());
    if (news !== undefined) this.live.say(news);
    this.tellPainted(block.id);
  }

  private takeCheck(check: CheckView): void {
    const before = this.checks.count;
    const news = this.checks.update(check);
    const { done, of, emulated } = this.checks.count;
    if (news !== undefined) this.live.say(news);
    if (before.done !== done || before.of !== of || before.emulated !== emulated) this.drawHead();
    const { section } = this;
    if (this.checks.get(check.id)) afterPaint(() => this.ports.post({ kind: 'checkPainted', section, checkId: check.id, state: check.state }));
  }

  private takePrediction(prediction: PredictionView): void {
    const news = this.predictions.update(prediction);
    if (news !== undefined) this.live.say(news);
  }

  private takeOutput({ blockId, runId, text, offset }: Extract<ToNote, { kind: 'output' }>): void {
    const card = this.blocks.get(blockId);
    if (card?.view.run?.runId !== runId) return;
    if (card.output.append(text, offset)) this.blocks.redraw(card);
  }

  private takeBanner({ banner, strips, locked }: Extract<ToNote, { kind: 'banner' }>): void {
    const before = this.head.locked;
    this.head = { banner, strips, locked };
    this.drawHead();
    if (before !== locked) this.blocks.redrawAll();
  }

  private reveal({ blockId, heading, line, find }: Extract<ToNote, { kind: 'reveal' }>): void {
    const card = this.blocks.get(blockId);
    if (card) {
      this.blocks.showSolution(card.view.id, true);
      const place = card.element.isConnected ? card.element : this.text.querySelector<HTMLElement>(`[data-block="${CSS.escape(card.view.id)}"]`);
      place?.scrollIntoView({ block: 'center' });
      (place?.querySelector<HTMLElement>('.main, .ibtn') ?? place)?.focus({ preventScroll: true });
    } else if (heading !== undefined) this.toHeading(heading);
    else if (line !== undefined) this.toLine(line, find);
  }

  private toLine(line: number, find: readonly string[] | undefined): void {
    if (find && this.found.show(line, find)) this.scroller.hold(() => this.found.toFirst());
    else this.scroller.toLine(line);
  }

  private drawHead(): void { if (this.note) this.header.draw(this.note, this.head, this.contentsOpen, this.checks.count); }

  /** Asking for the place makes the browser lay the whole text out, so a new page at its top is left alone. */
  private restore(section: string, first: boolean): void {
    const kept = this.ports.kept();
    if (kept?.section === section) {
      if (kept.scroll > 0) this.scroller.restore(kept.line);
      return;
    }
    if (!first) this.scroller.to(0);
    this.ports.keep({ section, scroll: 0, line: 0 });
  }

  private moved(line: number): void {
    if (!this.note) return;
    this.ports.keep({ section: this.section, scroll: Math.round(window.scrollY), line });
    this.ports.post({ kind: 'scrolled', section: this.section, line });
  }

  private tellPainted(blockId: string): void {
    const { section } = this;
    const run = this.blocks.get(blockId)?.view.run;
    if (run) afterPaint(() => this.ports.post({ kind: 'painted', section, blockId, runId: run.runId, state: run.state }));
  }

  private look(): CardLook { return { t: this.ports.t, now: Date.now(), locked: this.head.locked, solution: view => view.role === 'solution' ? undefined : this.blocks.solutionOf(view.id) }; }
}

/** A block that moves with its step loses the focus on its way. */
function keepingFocus(change: () => void): void {
  const focused = document.activeElement;
  change();
  if (focused instanceof HTMLElement && focused.isConnected && focused !== document.activeElement) focused.focus({ preventScroll: true });
}
