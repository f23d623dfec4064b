import morphdom from 'morphdom';
import type { SheetActionView, SheetView } from '../../src/core/labViews';
import type { FromStatus } from '../../src/core/protocol';
import { el, icon } from './dom';
import { rich } from './rich';
import { commandParts } from './command';
import { afterRows, beforeRows, duringRows } from './sheetRows';
import type { Translator } from './words';

const titleId = 'sheet-title';
const commandsId = 'sheet-commands';

/**
 * Clean-up over the panel: what will go, how it goes, what is left. The ticks are the page's own while the sheet is
 * open, so that an answer of the extension that was on its way takes none back.
 */
export class Sheet {
  readonly element = el('section', { class: 'sheet', 'aria-labelledby': titleId, hidden: '' });
  private view: SheetView | undefined;
  private ticked = new Set<string>();
  private commandsShown = false;
  private opener: HTMLElement | undefined;
  private owesFocus = false;

  constructor(private readonly t: Translator, private readonly post: (message: FromStatus) => void) {
    this.element.addEventListener('change', ({ target }) => { if (target instanceof HTMLInputElement) this.tick(target); });
    this.element.addEventListener('keydown', event => {
      if (event.key !== 'Escape' || !this.view || this.view.phase === 'during') return;
      event.preventDefault();
      event.stopPropagation();
      this.act('close');
    });
  }

  get open(): boolean { return this.view !== undefined; }
  get id(): string | undefined { return this.view?.id; }

  /** The button that the student pressed: the focus goes back there. */
  openedBy(button: HTMLElement): void { this.opener = button; }

  /** `quiet`: the page was drawn anew, nobody has just opened it. Returns what is read aloud. */
  take(view: SheetView | undefined, quiet: boolean): string | undefined {
    const before = this.view;
    this.view = view;
    if (!view) { this.close(); return undefined; }
    const same = before?.id === view.id;
    if (!same) this.commandsShown = false;
    if (view.phase === 'before') this.ticked = same && before.phase === 'before' ? this.keepTicks(before, view) : new Set(items(view).filter(({ selected, selectable }) => selected && selectable).map(({ uid }) => uid));
    this.element.hidden = false;
    this.draw(!same && !quiet);
    if (!same) return undefined;
    return before.phase !== view.phase ? `${view.title}. ${view.lead}` : before.lead === view.lead ? undefined : view.lead;
  }

  act(action: string): void {
    if (this.view) this.post({ kind: 'sheet', id: this.view.id, action, selected: [...this.ticked] });
  }

  toggleCommands(): void {
    this.commandsShown = !this.commandsShown;
    this.draw(false);
  }

  private tick(box: HTMLInputElement): void {
    const { uid } = box.dataset;
    if (uid === undefined) return;
    if (box.checked) this.ticked.add(uid);
    else this.ticked.delete(uid);
    this.draw(false);
    this.act('select');
  }

  private keepTicks(before: SheetView, view: SheetView): Set<string> {
    const known = new Set(items(before).map(({ uid }) => uid));
    return new Set(items(view).filter(({ uid, selected, selectable }) => selectable && (known.has(uid) ? this.ticked.has(uid) : selected)).map(({ uid }) => uid));
  }

  private draw(focus: boolean): void {
    const { view, element } = this;
    if (!view) return;
    const inside = element.contains(document.activeElement);
    morphdom(element, this.build(view), {
      getNodeKey: node => node instanceof HTMLElement ? node.dataset['key'] ?? (node.id || undefined) : undefined,
      onBeforeElUpdated: (from, to) => !from.isEqualNode(to) || (from instanceof HTMLInputElement && to instanceof HTMLInputElement && from.checked !== to.checked),
    });
    // What the student pressed may be gone with the phase: the focus stays in the sheet.
    if (focus || (inside && !element.contains(document.activeElement))) element.querySelector<HTMLElement>(`#${titleId}`)?.focus();
  }

  private close(): void {
    this.owesFocus = this.element.contains(document.activeElement);
    this.element.hidden = true;
    this.element.replaceChildren();
  }

  /** After what was beneath the sheet is drawn again: the focus goes back to what opened it. */
  giveBack(): void {
    if (this.open || !this.owesFocus) return;
    const { opener } = this;
    this.owesFocus = false;
    this.opener = undefined;
    (opener?.isConnected ? opener : document.querySelector<HTMLElement>('[data-do=cleanUp]'))?.focus();
  }

  private build(view: SheetView): HTMLElement {
    const { t } = this;
    const going = view.phase === 'during';
    const gone = items(view).filter(({ state }) => state === 'gone').length;
    const all = view.go.length;
    return el('section', { class: 'sheet', 'aria-labelledby': titleId, 'aria-busy': going ? 'true' : undefined },
      going ? el('progress', { class: 'going', value: String(gone), max: String(Math.max(1, all)), 'aria-label': t('{0} of {1} gone', gone, all) }) : undefined,
      el('header', {}, el('h2', { id: titleId, tabindex: '-1' }, ...rich(view.title)), el('p', { class: 'muted' }, ...rich(view.lead))),
      ...view.command === undefined ? [] : [el('div', { class: 'whole-block' }, ...commandParts(view.command, t))],
      ...this.rows(view), this.foot(view));
  }

  private rows(view: SheetView): readonly HTMLElement[] {
    switch (view.phase) {
      case 'before': return beforeRows(view, this.ticked, this.t);
      case 'during': return duringRows(view, this.t);
      case 'after': return afterRows(view, this.t);
    }
  }

  private foot(view: SheetView): HTMLElement {
    const { t, commandsShown } = this;
    const commands = view.phase === 'after' || view.commands === '' ? undefined : view.commands;
    return el('footer', {}, el('div', { class: 'acts' }, ...view.actions.map(action => this.button(action, view)),
      commands === undefined ? undefined : el('button', { class: 'link end', type: 'button', 'data-do': 'commands', 'data-key': 'commands', 'aria-expanded': String(commandsShown), 'aria-controls': commandsShown ? commandsId : undefined }, commandsShown ? t('Hide commands') : t('Show commands'))),
      commands !== undefined && commandsShown ? el('div', { class: 'runs', id: commandsId }, ...commands.split('\n').map(line => el('div', {}, line))) : undefined,
      view.foot === undefined ? undefined : el('p', { class: 'whole muted' }, view.foot));
  }

  private button({ id, label, one, none, primary }: SheetActionView, { phase }: SheetView): HTMLElement {
    const count = this.ticked.size;
    const counted = phase === 'before' && label.includes('{0}');
    const rests = counted && count === 0 && none === undefined;
    const words = !counted ? label : (count === 1 && one !== undefined ? one : count === 0 && none !== undefined ? none : label).replace('{0}', String(count));
    return el('button', { class: primary ? 'btn primary' : 'btn', type: 'button', 'data-do': 'sheet', 'data-action': id, 'data-key': `action ${id}`, 'aria-disabled': rests ? 'true' : undefined }, id === 'stop' ? icon('stop') : undefined, words);
  }
}

function items({ go, stay }: SheetView): SheetView['go'] { return [...go, ...stay]; }
