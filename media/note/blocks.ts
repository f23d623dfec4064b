import type { BlockView, NoteView } from '../../src/core/protocol';
import { Card } from './card';
import type { CardLook, SolutionLook } from './cardLook';
import { InlineBlock } from './inlineBlock';
import { builtAtOnce, type Later } from './later';
import { isActive, runningWords } from './stateWords';

/** All blocks of the note, by id. */
export class Blocks {
  private readonly cards = new Map<string, Card>();
  private readonly inlines = new Map<string, InlineBlock>();
  /** Ids of solution blocks, by the id of the block or check that they solve. */
  private solutions: ReadonlyMap<string, string> = new Map();
  /** What the student chose: solutions shown and hidden. */
  private readonly chosen = new Map<string, boolean>();
  private timer: number | undefined;

  constructor(private readonly look: () => CardLook, private readonly later: Later) {}

  /** Whoever asks for a card does something with it, so it is whole. */
  get(id: string | undefined): Card | undefined { return id === undefined ? undefined : this.cards.get(id)?.finish(); }
  all(): readonly Card[] { return [...this.cards.values()]; }

  /** Makes a card for each block and puts it into its place in the text. */
  place(text: HTMLElement, note: NoteView): void {
    const known = new Set(note.blocks.map(({ id }) => id));
    this.solutions = new Map(note.blocks.flatMap(({ id, role, solves }) => role === 'solution' && solves !== undefined ? [[solves, id]] : []));
    for (const id of this.chosen.keys()) if (!known.has(id)) this.chosen.delete(id);
    for (const [id, card] of this.cards) if (!known.has(id)) { card.element.remove(); this.cards.delete(id); this.dropInline(id); }
    for (const [index, view] of note.blocks.entries()) this.put(view, view.inline || index >= builtAtOnce);
    for (const place of text.querySelectorAll<HTMLElement>('[data-block]')) {
      const card = this.cards.get(place.dataset['block'] ?? '');
      if (!card) continue;
      if (place.tagName === 'SPAN') this.placeInline(place, card);
      else if (card.element.parentElement !== place) { this.dropInline(card.view.id); place.replaceChildren(card.element); }
      this.hideOrShow(card);
      if (card.isSketch && !card.view.inline) this.later.add(card.element, () => card.finish());
    }
  }

  update(view: BlockView): void { this.put(view, false); }

  /** A card inside a sentence is not seen before it has run. */
  private put(view: BlockView, sketched: boolean): void {
    const known = this.cards.get(view.id);
    if (known) known.update(view);
    const card = known ?? new Card(view, this.look, sketched && !isActive(view.run));
    this.cards.set(view.id, card);
    this.inlines.get(view.id)?.draw(this.look());
    this.hideOrShow(card);
    // Looks at all blocks, so not for each block of a long note that is drawn first.
    if (view.run || known) this.keepTicking();
  }

  /** The hidden solution of a block or check, and whether it is shown. A check's may be that of its block. */
  solutionOf(id: string, block?: string): SolutionLook | undefined {
    const found = this.solutions.get(id) ?? (block === undefined ? undefined : this.solutions.get(block));
    return found === undefined ? undefined : { id: found, shown: this.isShown(found) };
  }

  /** Shows or hides a solution; returns its card. */
  showSolution(id: string, shown: boolean): Card | undefined {
    const card = this.cards.get(id);
    if (card?.view.role !== 'solution') return undefined;
    this.chosen.set(id, shown);
    this.hideOrShow(card);
    const solved = this.get(card.view.solves);
    if (solved) this.redraw(solved);
    return card;
  }

  /** As the student chose; by itself only one that was run. */
  private isShown(id: string): boolean { return this.chosen.get(id) ?? this.cards.get(id)?.view.run !== undefined; }

  private hideOrShow({ view, element }: Card): void {
    if (view.role === 'solution' && element.parentElement) element.parentElement.hidden = !this.isShown(view.id);
  }

  redraw(card: Card): void {
    if (!card.isSketch) card.draw();
    this.inlines.get(card.view.id)?.draw(this.look());
  }

  redrawAll(): void { for (const card of this.cards.values()) this.redraw(card); }

  private placeInline(place: HTMLElement, card: Card): void {
    const known = this.inlines.get(card.view.id);
    if (known?.place === place) return known.draw(this.look());
    known?.dispose();
    const inline = new InlineBlock(place, card);
    this.inlines.set(card.view.id, inline);
    inline.draw(this.look());
  }

  private dropInline(id: string): void {
    this.inlines.get(id)?.dispose();
    this.inlines.delete(id);
  }

  /** One clock for what runs; none when nothing does. */
  private keepTicking(): void {
    const running = this.all().filter(({ view: { run } }) => run?.state === 'running' || run?.state === 'waiting');
    if (running.length > 0 && this.timer === undefined) this.timer = window.setInterval(() => this.tick(), 1000);
    if (running.length === 0 && this.timer !== undefined) { window.clearInterval(this.timer); this.timer = undefined; }
  }

  private tick(): void {
    const look = this.look();
    for (const card of this.cards.values()) {
      const { run } = card.view;
      if (run && (run.state === 'running' || run.state === 'waiting')) card.tick(runningWords(card.view, run, look));
    }
  }
}
