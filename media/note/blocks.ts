import type { BlockView, NoteView } from '../../src/core/protocol';
import { Card } from './card';
import type { CardLook } from './cardLook';
import { InlineBlock } from './inlineBlock';
import { runningWords } from './stateWords';

/** All blocks of the note, by id. */
export class Blocks {
  private readonly cards = new Map<string, Card>();
  private readonly inlines = new Map<string, InlineBlock>();
  private timer: number | undefined;

  constructor(private readonly look: () => CardLook) {}

  get(id: string | undefined): Card | undefined { return id === undefined ? undefined : this.cards.get(id); }
  all(): readonly Card[] { return [...this.cards.values()]; }

  /** Makes a card for each block and puts it into its place in the text. */
  place(text: HTMLElement, note: NoteView): void {
    const known = new Set(note.blocks.map(({ id }) => id));
    for (const [id, card] of this.cards) if (!known.has(id)) { card.element.remove(); this.cards.delete(id); this.dropInline(id); }
    for (const view of note.blocks) this.update(view);
    for (const place of text.querySelectorAll<HTMLElement>('[data-block]')) {
      const card = this.cards.get(place.dataset['block'] ?? '');
      if (!card) continue;
      if (place.tagName === 'SPAN') this.placeInline(place, card);
      else if (card.element.parentElement !== place) { this.dropInline(card.view.id); place.replaceChildren(card.element); }
    }
  }

  update(view: BlockView): Card {
    const known = this.cards.get(view.id);
    if (known) known.update(view);
    const card = known ?? new Card(view, this.look);
    this.cards.set(view.id, card);
    this.inlines.get(view.id)?.draw(this.look());
    // Looks at all blocks, so not for each block of a long note that is drawn first.
    if (view.run || known) this.keepTicking();
    return card;
  }

  redraw(card: Card): void {
    card.draw();
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
