import type { Message } from '../../src/core/message';
import type { Cell, Frame, Group } from '../../src/core/figures/steppers/walk';
import { el } from '../status/dom';

type Say = (message: Message) => string;

/** The boxes of a drawing with their cells. What was not there before arrives, unless motion is not wanted. */
export class Groups {
  readonly element = el('div', { class: 'groups' });
  private before: readonly Group[] = [];

  constructor(private readonly say: Say) {}

  draw({ layout, groups }: Frame): void {
    this.element.className = `groups ${layout}`;
    this.element.replaceChildren(...groups.map((group, index) => this.group(group, this.before[index])));
    this.before = groups;
  }

  private group({ title, note, cells, out }: Group, before: Group | undefined): HTMLElement {
    return el('div', { class: out ? 'group out' : 'group' },
      el('p', { class: 'name' }, this.say(title), ' ', note && el('span', { class: 'note-of' }, this.say(note))),
      el('div', { class: 'cells', ...cells.length > 0 && { role: 'list' } }, ...cells.map((cell, index) => this.cell(cell, before !== undefined && !same(before.cells[index], cell)))));
  }

  private cell({ text, tone, mark }: Cell, arrives: boolean): HTMLElement {
    return el('div', { class: `cell ${tone}${arrives ? ' arrived' : ''}`, role: 'listitem' }, text === '' ? undefined : el('span', { class: 'what' }, text), ' ', mark && el('span', { class: 'mark' }, this.say(mark)));
  }
}

function same(before: Cell | undefined, { text, tone, mark }: Cell): boolean {
  return before?.text === text && before.tone === tone && before.mark?.text === mark?.text;
}
