import { compareRows, type GroupView, type RowView } from '../../src/core/protocol';
import { el } from './dom';
import type { Look } from './look';
import { Row } from './row';

/** Above this many rows those out of sight are not laid out. */
const plainRows = 200;

/** Rows of one kind, in the order that the host uses too. */
export class RowList {
  readonly element = el('ul', { class: 'rows' });
  private readonly rows = new Map<string, Row>();
  private order: Row[] = [];

  constructor(readonly id: GroupView['id']) {}

  get size(): number { return this.rows.size; }
  row(uid: string): Row | undefined { return this.rows.get(uid); }

  /** Makes the list show exactly these rows. Returns those that are new or changed. */
  replace(views: readonly RowView[], look: Look): readonly Row[] {
    const wanted = new Set(views.map(view => view.uid));
    return this.change(views.filter(view => !same(this.rows.get(view.uid)?.view, view)), [...this.rows.keys()].filter(uid => !wanted.has(uid)), look);
  }

  change(upserts: readonly RowView[], removed: readonly string[], look: Look): readonly Row[] {
    for (const uid of removed) this.remove(uid);
    const fresh: Row[] = [];
    const touched = upserts.map(view => {
      const known = this.rows.get(view.uid);
      if (known) {
        const moved = compareRows(known.view, view) !== 0;
        known.update(view, look);
        if (moved) this.move(known);
        return known;
      }
      const row = new Row(this.id, view, look);
      this.rows.set(view.uid, row);
      fresh.push(row);
      return row;
    });
    this.insert(fresh);
    this.element.classList.toggle('many', this.rows.size > plainRows);
    return touched;
  }

  drawStates(look: Look): void {
    for (const row of this.order) row.drawState(look);
  }

  drawAges(look: Look): void {
    for (const row of this.order) row.drawAge(look);
  }

  private insert(fresh: readonly Row[]): void {
    if (this.order.length === 0 && fresh.length > 1) {
      this.order = [...fresh].sort((a, b) => compareRows(a.view, b.view));
      this.element.append(...this.order.map(row => row.element));
      return;
    }
    for (const row of fresh) this.place(row);
  }

  private place(row: Row): void {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.order[middle];
      if (other && compareRows(other.view, row.view) < 0) low = middle + 1;
      else high = middle;
    }
    this.element.insertBefore(row.element, this.order[low]?.element ?? null);
    this.order.splice(low, 0, row);
  }

  private move(row: Row): void {
    this.order = this.order.filter(other => other !== row);
    this.place(row);
  }

  private remove(uid: string): void {
    const row = this.rows.get(uid);
    if (!row) return;
    const hadFocus = row.element.contains(document.activeElement);
    const near = (row.element.nextElementSibling ?? row.element.previousElementSibling ?? undefined) as HTMLElement | undefined;
    this.rows.delete(uid);
    this.order = this.order.filter(other => other !== row);
    row.element.remove();
    if (hadFocus) (near ?? this.element.parentElement?.querySelector<HTMLElement>('.gh'))?.focus();
  }
}

function same(a: RowView | undefined, b: RowView): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
