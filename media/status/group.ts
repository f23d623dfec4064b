import type { GroupView, RowView } from '../../src/core/protocol';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { RowList } from './list';
import { isStale, type Look } from './look';
import type { Row } from './row';
import { clockWords } from './words';

/** A heading that opens and closes, and the rows of one kind under it. Not shown while it has none. */
export class Group {
  readonly element: HTMLElement;
  readonly list: RowList;
  private readonly count = el('span', { class: 'n' });
  private readonly chevron = icon('down');
  private readonly button: HTMLButtonElement;

  constructor(id: GroupView['id'], title: string, private readonly level: 'h2' | 'h3' = 'h2') {
    this.list = new RowList(id);
    this.button = el('button', { class: 'gh', type: 'button', 'aria-expanded': 'true', 'data-do': 'fold', 'data-fold': id, tabindex: '-1' }, this.chevron, el('span', {}, title), this.count);
    const heading = level === 'h2' ? el('h2', {}, this.button) : el('h3', {}, el('span', { class: 'gh' }, title, this.count));
    this.element = el('section', { class: 'group', ...(level === 'h2' ? { role: 'group', 'aria-label': title } : {}) }, heading, this.list.element);
    this.element.hidden = true;
  }

  get folded(): boolean { return this.list.element.hidden; }

  fold(closed: boolean): void {
    this.list.element.hidden = closed;
    setAttribute(this.button, 'aria-expanded', String(!closed));
    setClass(this.chevron, `i i-${closed ? 'right' : 'down'}`);
  }

  replace(rows: readonly RowView[], look: Look): readonly Row[] {
    const touched = this.list.replace(rows, look);
    this.drawHeading(look);
    return touched;
  }

  change(upserts: readonly RowView[], removed: readonly string[], look: Look): readonly Row[] {
    const touched = this.list.change(upserts, removed, look);
    this.drawHeading(look);
    return touched;
  }

  drawHeading(look: Look): void {
    this.element.hidden = this.list.size === 0;
    if (this.level === 'h3') {
      setText(this.count, String(this.list.size));
      return;
    }
    const size = this.list.size;
    if (isStale(this.list.id, look)) setText(this.count, look.t('{0}, as of {1}', size, clockWords(look.staleSince ?? look.now)));
    else if (look.staleSince !== undefined) setText(this.count, look.t('{0}, still asked from here', size));
    else setText(this.count, String(size));
  }

  drawStates(look: Look): void {
    this.list.drawStates(look);
    this.drawHeading(look);
  }

  drawAges(look: Look): void {
    this.list.drawAges(look);
    this.drawHeading(look);
  }
}
