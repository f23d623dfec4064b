import type { CheckView } from '../../src/core/labViews';
import type { NoteView } from '../../src/core/protocol';
import { CheckItem } from './check';
import { checkNews } from './checkWords';
import { builtAtOnce, type Later } from './later';
import type { Count } from './header';
import type { Look } from './stateWords';

/** All checks of the note, by id, in the lists beside their steps. */
export class Checks {
  private readonly items = new Map<string, CheckItem>();

  constructor(private readonly look: () => Look, private readonly later: Later) {}

  get(id: string | undefined): CheckItem | undefined { return id === undefined ? undefined : this.items.get(id)?.finish(); }

  /** Done of all; `of` is 0 where the note claims nothing. */
  get count(): Count {
    const done = [...this.items.values()].filter(({ view }) => view.state === 'done');
    return { done: done.length, of: this.items.size, emulated: done.filter(({ view }) => view.marks.includes('emulated')).length };
  }

  /** Puts each check into the list that was made for its step. */
  place(text: HTMLElement, { checks = [] }: NoteView): void {
    const wanted = new Set(checks.map(({ id }) => id));
    for (const [id, item] of this.items) if (!wanted.has(id)) { item.element.remove(); this.items.delete(id); }
    for (const [index, view] of checks.entries()) {
      const known = this.items.get(view.id);
      if (known) known.update(view);
      else this.items.set(view.id, new CheckItem(view, this.look, index >= builtAtOnce));
    }
    for (const list of text.querySelectorAll<HTMLElement>('[data-checks]')) {
      const items = (JSON.parse(list.dataset['checks'] ?? '[]') as string[]).flatMap(id => this.items.get(id)?.element ?? []);
      if (items.some((item, index) => list.children[index] !== item)) list.replaceChildren(...items);
    }
    for (const item of this.items.values()) if (item.isSketch) this.later.add(item.element, () => item.finish());
  }

  /** One check changed: returns what is read aloud of it. */
  update(view: CheckView): string | undefined {
    const item = this.items.get(view.id);
    if (!item) return undefined;
    const before = item.view;
    const { answered } = item;
    item.answered = false;
    item.update(view);
    return checkNews(before, view, this.look(), this.count, answered);
  }

  redrawAll(): void { for (const item of this.items.values()) if (!item.isSketch) item.draw(); }

  /** The next check that has not passed, from the focus on; after the last the first again. */
  neighbour(from: Element | null, step: 1 | -1): CheckItem | undefined {
    const open = [...this.items.values()].filter(({ view, element }) => view.state !== 'done' && element.isConnected)
      .sort((a, b) => follows(a.element, b.element) ? -1 : 1);
    if (!from || from === document.body) return step === 1 ? open[0] : open.at(-1);
    const others = open.filter(({ element }) => !element.contains(from));
    const beyond = others.filter(({ element }) => step === 1 ? follows(from, element) : follows(element, from));
    return step === 1 ? beyond[0] ?? others[0] : beyond.at(-1) ?? others.at(-1);
  }
}

function follows(first: Element, second: Element): boolean {
  return (first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
}
