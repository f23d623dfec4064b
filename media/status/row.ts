import type { GroupView, RowAction, RowView } from '../../src/core/protocol';
import { answerOf } from './answer';
import { el, icon, setAttribute, setClass, setText } from './dom';
import { iconOf, isStale, rowAge, soFarWords, stateWords, type Look } from './look';

const actionIcons: Readonly<Record<RowAction, string>> = { logs: 'logs', shell: 'terminal', stop: 'stop', start: 'play', remove: 'trash', open: 'open', inspect: 'search', tasks: 'list', scale: 'scale', rollback: 'changed', previous: 'history', describe: 'info', yaml: 'box', forward: 'plug', invoke: 'play', metrics: 'chart', console: 'open', more: 'more' };

/** One line of the panel. Its element lives as long as the thing it shows: focus and scroll stay through updates. */
export class Row {
  readonly element: HTMLLIElement;
  private readonly mark = icon('idle');
  private readonly name = el('span', { class: 'name' });
  private readonly state = el('span', { class: 'st' });
  private readonly what = el('span', { class: 'what' });
  private readonly by = el('span', { class: 'by' });
  private readonly why = el('span', { class: 'why' });
  private readonly age = el('span', { class: 'age' });
  private readonly tools = el('span', { class: 'tools' });
  private notes: readonly HTMLElement[] = [];
  private readonly soFar = el('span', {});

  constructor(private readonly group: GroupView['id'], public view: RowView, look: Look) {
    this.element = el('li', { class: 'row', 'data-uid': view.uid, tabindex: '-1' }, this.mark, this.name, this.state, this.what, this.by, this.why, this.age, this.tools);
    this.drawName();
    this.drawBlock(look);
    this.drawTools(look);
    this.drawState(look);
    this.drawNotes(look);
  }

  update(view: RowView, look: Look): void {
    const before = this.view;
    this.view = view;
    if (before.name !== view.name || before.standIn !== view.standIn) this.drawName();
    if (JSON.stringify(before.block) !== JSON.stringify(view.block)) this.drawBlock(look);
    if (before.name !== view.name || JSON.stringify(before.actions) !== JSON.stringify(view.actions)) this.drawTools(look);
    if (before.problem !== view.problem || before.note !== view.note || JSON.stringify([before.cost, before.parts, before.answer]) !== JSON.stringify([view.cost, view.parts, view.answer])) this.drawNotes(look);
    this.drawState(look);
  }

  /** Icon, state and age: what changes with the link and with time. */
  drawState(look: Look): void {
    const { view } = this;
    const stale = isStale(this.group, look);
    const mark = iconOf(this.group, view, stale);
    setClass(this.mark, `i i-${mark.name} ${mark.tone}`);
    const words = stateWords(this.group, view, look);
    setText(this.state, words);
    setAttribute(this.state, 'title', words);
    this.drawWhat(look);
    this.drawAge(look);
  }

  drawAge(look: Look): void {
    setText(this.age, rowAge(this.group, this.view, look));
    this.drawCost(look);
  }

  private drawCost(look: Look): void { setText(this.soFar, soFarWords(this.view.cost, look)); }

  /** Read out when the row takes the focus by arrow key. */
  describe(look: Look): string {
    const { view } = this;
    const block = view.block && `${view.block.label}${view.block.likely ? ` ${look.t('likely: {0}', view.block.evidence)}` : `, ${view.block.evidence}`}`;
    return [view.name, stateWords(this.group, view, look), view.standIn ? look.t('stand-in image') : '', view.detail, block, rowAge(this.group, view, look), ...(view.parts ?? []).map(part => `${part.name} ${part.detail}`), view.cost?.text, soFarWords(view.cost, look), view.note, view.problem].filter(Boolean).join(', ');
  }

  private drawName(): void {
    const { name } = this.view;
    // A long name loses its middle: what tells it from others is at its end.
    const split = name.length > 14;
    setClass(this.name, split ? 'name split' : 'name');
    if (split) this.name.replaceChildren(el('span', {}, name.slice(0, -10)), el('span', {}, name.slice(-10)));
    else setText(this.name, name);
    this.name.title = name;
  }

  private drawWhat(look: Look): void {
    const { view } = this;
    if (!view.standIn) setText(this.what, view.detail);
    else if (!this.what.firstElementChild || this.what.lastChild?.textContent !== view.detail) {
      this.what.replaceChildren(el('span', { class: 'mark' }, look.t('stand-in image')), ' · ', el('span', {}, view.detail));
    }
    setAttribute(this.what, 'title', view.detail || undefined);
  }

  private drawBlock({ t }: Look): void {
    const { block, name } = this.view;
    if (!block) {
      this.by.replaceChildren();
      setText(this.why, '');
      return;
    }
    const evidence = block.likely ? t('likely: {0}', block.evidence) : block.evidence;
    const link = el('button', { class: 'link', type: 'button', tabindex: '-1', 'data-do': 'block', 'data-section': block.section, 'data-block': block.id, title: evidence, 'aria-label': t('{0}, made {1}: {2}', block.label, name, evidence) }, block.label);
    this.by.replaceChildren(link, ...(block.likely ? [el('span', { class: 'muted', 'aria-hidden': 'true' }, t(', likely'))] : []));
    setText(this.why, evidence);
    setAttribute(this.why, 'title', evidence);
  }

  private drawTools({ t }: Look): void {
    const { view } = this;
    const focused = document.activeElement;
    const lost = focused && this.tools.contains(focused) ? focused.getAttribute('data-do') : undefined;
    const buttons = view.actions.filter(action => action.more !== true);
    const rest = buttons.length < view.actions.length ? [{ id: 'more' as const, label: t('More'), command: view.actions.slice(buttons.length).map(action => action.label).join(', ') }] : [];
    this.tools.replaceChildren(...[...buttons, ...rest].map(action => el('button', {
      class: 'ibtn', type: 'button', tabindex: '-1', 'data-do': action.id, title: action.command ? `${action.label}: ${action.command}` : action.label, 'aria-label': t('{0}: {1}', action.label, view.name),
    }, icon(actionIcons[action.id]))));
    setClass(this.tools, view.actions.some(action => action.id === 'open') ? 'tools keep' : 'tools');
    // The same action where it still exists, else the row: focus is never dropped on the page.
    if (lost) (this.tools.querySelector<HTMLElement>(`[data-do="${lost}"]`) ?? this.element).focus();
  }

  private drawNotes(look: Look): void {
    const { t } = look;
    for (const note of this.notes) note.remove();
    const { note, problem, cost, parts, name, answer } = this.view;
    this.notes = [
      ...(parts ? [el('ul', { class: 'note-line parts', 'aria-label': t('Parts of {0}', name) }, ...parts.map(part => el('li', {}, el('span', { class: 'mono' }, part.name), ' ', part.detail)))] : []),
      ...(cost ? [el('span', { class: 'note-line cost' }, icon('cost', cost.growing ? 's-wait' : 's-idle'), el('span', {}, cost.text, this.soFar))] : []),
      ...(answer ? [answerOf(answer)] : []),
      ...(note === undefined ? [] : [el('span', { class: 'note-line' }, note)]),
      ...(problem === undefined ? [] : [el('span', { class: 'note-line' }, el('strong', {}, t('That failed.')), ` ${problem}`)]),
    ];
    this.element.append(...this.notes);
    this.drawCost(look);
  }
}
