import morphdom from 'morphdom';
import type { BlockView } from '../../src/core/protocol';
import { el, icon } from '../status/dom';
import { rich } from '../status/rich';
import { askForm } from './ask';
import { bar } from './bar';
import { changedPart } from './diff';
import { Output } from './output';
import { receipt } from './receipt';
import { decision, remedy } from './remedy';
import { roleLine } from './role';
import { outputId, type Asking, type CardLook } from './cardLook';
import { blockName, isActive } from './stateWords';
import { statementList } from './statements';

/** One block on the page. It draws itself anew from its view and patches what is there, so focus and forms stay. */
export class Card {
  readonly element: HTMLElement;
  readonly output: Output;
  asking: Asking | undefined;
  /** A Run was sent and the extension has not answered yet. */
  pending = false;
  private opened: boolean | undefined;
  private allLines = false;

  /** `sketched`: for the time being the commands alone, until `finish`. */
  constructor(public view: BlockView, private readonly look: () => CardLook, private sketched: boolean) {
    this.output = new Output(look().t);
    this.output.take(view.run);
    // The first time there is nothing to patch: a note of 500 blocks opens twice as fast.
    this.element = sketched ? sketch(view) : this.build(look());
    if (!sketched) this.attach();
  }

  get isSketch(): boolean { return this.sketched; }

  finish(): this {
    if (this.sketched) this.draw();
    return this;
  }

  /** What the student chose stays until the next run; by itself only a failing or running block opens. */
  get open(): boolean {
    const { run } = this.view;
    return this.opened ?? (run !== undefined && !run.changed && (run.state === 'failed' || run.state === 'timedOut' || isActive(run)));
  }

  update(view: BlockView): void {
    const before = this.view;
    this.view = view;
    if (before.run?.runId !== view.run?.runId) { this.opened = undefined; this.allLines = false; }
    if (before.run?.state !== view.run?.state || before.run?.runId !== view.run?.runId || view.decision) this.pending = false;
    if (before.hash !== view.hash) this.asking = undefined;
    this.draw();
  }

  toggle(): void { this.opened = !this.open; this.draw(); }
  toggleLines(): void { this.allLines = !this.allLines; this.draw(); }
  ask(what: Asking | undefined): void { this.asking = what; this.draw(); }

  draw(): void {
    this.sketched = false;
    const look = this.look();
    this.output.take(this.view.run);
    morphdom(this.element, this.build(look), {
      onBeforeElUpdated: (from, to) => {
        if (from instanceof HTMLDetailsElement && to instanceof HTMLDetailsElement) to.open = from.open;
        return !from.isEqualNode(to) && !from.matches('pre.output, input, form .runs');
      },
    });
    this.attach();
  }

  private attach(): void { this.output.attach(this.element.querySelector<HTMLElement>('pre.output'), this.view, this.open); }

  /** What happens to a block between its states: only the clock. */
  tick(words: string): void {
    const place = this.element.querySelector('.bar .ticks');
    if (place && place.textContent !== words) place.textContent = words;
  }

  private build(look: CardLook): HTMLElement {
    const { view } = this;
    const { t } = look;
    const shown = { open: this.open, pending: this.pending, lines: this.output.lines, hasOutput: this.output.has, solution: look.solution(view) };
    const section = el('section', { class: 'block', 'data-id': view.id, 'data-run': view.run?.runId, 'aria-label': blockName(view, look), tabindex: '-1' },
      roleLine(view, t), statementList(view, t), bar(view, look, shown), view.warning === undefined ? undefined : el('p', { class: 'aside' }, ...rich(view.warning)), view.lock && lockLine(view.lock),
      view.pretends === undefined ? undefined : el('p', { class: 'aside marked' }, icon('flask', 's-emu'), el('span', {}, el('strong', {}, t('Only pretended here.')), ' ', ...rich(view.pretends))));
    if (view.decision) section.append(decision(view, view.decision, t));
    if (this.asking) section.append(askForm(view, this.asking, t));
    const current = view.run?.changed === undefined && !isActive(view.run);
    if (view.explanation && current) section.append(remedy(view, view.explanation, t));
    if (shown.open && view.run?.changed) section.append(changedPart(view, view.run.changed.before, t));
    else if (shown.open && shown.hasOutput) section.append(el('pre', { class: 'output', id: outputId(view), tabindex: '0' }));
    if (view.run?.noOutput !== undefined && !view.run.changed) section.append(el('p', { class: 'aside' }, view.run.noOutput));
    if (view.receipt && (view.receipt.lines.length > 0 || view.receipt.undoable || view.receipt.lost)) section.append(receipt(view, view.receipt, this.allLines, t));
    if (view.sample !== undefined) section.append(sample(view.sample, look));
    return section;
  }
}

/** Why Run is locked, and what helps; of a step of real AWS, what it would have been. */
function lockLine({ title, remedy, simulated }: NonNullable<BlockView['lock']>): HTMLElement {
  return el('p', { class: 'aside marked' }, simulated ? icon('flask', 's-emu') : icon('lock', 's-wait'), el('span', {}, el('strong', {}, ...rich(title)), ' ', ...rich(remedy)));
}

/** The commands can be read and found; what surrounds them costs most of a card's time. */
function sketch(view: BlockView): HTMLElement {
  return el('section', { class: 'block sketch', 'data-id': view.id, tabindex: '-1' },
    el('ol', { class: 'code' }, ...view.statements.map(({ text }) => el('li', { class: 'stmt' }, el('code', {}, text)))));
}

function sample(text: string, { t }: CardLook): HTMLElement {
  return el('details', { class: 'fold' }, el('summary', {}, t('Sample output of the author, not of your machine')), el('pre', { class: 'sample', tabindex: '0' }, text));
}
