import type { GroupView, StatusHead, StatusView } from '../../src/core/protocol';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { Group } from './group';
import type { Look } from './look';
import type { Translator } from './words';

/** What is there besides this lab: counted always, listed only on request, never with buttons. */
export class Others {
  readonly element: HTMLElement;
  private readonly summary = el('span', { class: 'n' });
  private readonly chevron = icon('right');
  private readonly button: HTMLButtonElement;
  private readonly body = el('div', { class: 'inner' });
  private readonly groups = new Map<GroupView['id'], Group>();

  constructor(t: Translator) {
    this.button = el('button', { class: 'gh', type: 'button', 'aria-expanded': 'false', 'data-do': 'others', tabindex: '-1' }, this.chevron, el('span', {}, t('Not of this lab')), this.summary);
    this.element = el('section', { class: 'group others', role: 'group', 'aria-label': t('Not of this lab') }, el('h2', {}, this.button), this.body);
    this.element.hidden = true;
    this.body.hidden = true;
  }

  get open(): boolean { return !this.body.hidden; }

  setOpen(open: boolean): void {
    this.body.hidden = !open;
    setAttribute(this.button, 'aria-expanded', String(open));
    setClass(this.chevron, `i i-${open ? 'down' : 'right'}`);
    if (!open) {
      this.groups.clear();
      this.body.replaceChildren();
    }
  }

  drawHead(others: StatusHead['others']): void {
    this.element.hidden = others.count === 0;
    setText(this.summary, others.summary);
  }

  replace(groups: StatusView['others']['groups'], look: Look): void {
    if (!groups || !this.open) return;
    for (const view of groups) this.group(view.id, view.title).replace(view.rows, look);
  }

  find(id: GroupView['id']): Group | undefined { return this.groups.get(id); }
  all(): Iterable<Group> { return this.groups.values(); }

  private group(id: GroupView['id'], title: string): Group {
    const known = this.groups.get(id);
    if (known) return known;
    const group = new Group(id, title, 'h3');
    this.groups.set(id, group);
    this.body.append(group.element);
    return group;
  }
}
