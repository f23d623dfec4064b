import morphdom from 'morphdom';
import type { CheckView } from '../../src/core/labViews';
import { el, icon } from '../status/dom';
import { bare, rich } from '../status/rich';
import type { Translator } from '../status/words';
import { checkState } from './checkWords';
import type { Look } from './stateWords';

/** Longer than any answer to a question of a note. */
const longest = 1000;

/** One check beside its step. Its element lives as long as the check does: a change patches it alone. */
export class CheckItem {
  readonly element = el('li', { class: 'check', tabindex: '-1' });
  /** The student answered and has not been told the result. */
  answered = false;

  /** `sketched`: for the time being the claim alone, until `finish`. */
  constructor(public view: CheckView, private readonly look: () => Look, private sketched: boolean) {
    this.element.dataset['checkId'] = view.id;
    // The first time there is nothing to patch.
    this.element.append(...sketched ? [el('span', { class: 'claim' }, bare(view.claim))] : this.build(look()).childNodes);
  }

  get isSketch(): boolean { return this.sketched; }

  finish(): this {
    if (this.sketched) this.draw();
    return this;
  }

  update(view: CheckView): void {
    this.view = view;
    this.draw();
  }

  /** Read whole when it takes the focus by key: a list item has no name of its own. */
  describe(): string {
    const { word, rest } = checkState(this.view, this.look());
    return bare(`${this.view.claim}. ${word}${glue(rest)}${rest}`);
  }

  draw(): void {
    this.sketched = false;
    const fresh = this.build(this.look());
    const focused = document.activeElement;
    const inside = focused instanceof HTMLElement && focused !== this.element && this.element.contains(focused);
    morphdom(this.element, fresh, {
      childrenOnly: true,
      // What is typed stays; buttons keep their elements, and with them the focus.
      onBeforeElUpdated: (from, to) => !from.isEqualNode(to) && !(from instanceof HTMLInputElement && from === document.activeElement),
    });
    if (inside && !this.element.contains(document.activeElement)) this.element.focus({ preventScroll: true });
  }

  private build(look: Look): HTMLElement {
    const { view } = this;
    const { t } = look;
    const state = checkState(view, look);
    const ways = waysOut(view, t);
    const quiet = isQuiet(view);
    return el('li', {}, icon(state.icon, state.tone),
      el('span', { class: 'claim' }, ...rich(view.claim)),
      el('p', {}, el(quiet ? 'span' : 'strong', {}, ...rich(state.word)), glue(state.rest), ...rich(state.rest), ...quiet ? [stop(state.word + state.rest), ...ways.flatMap(way => [' ', way])] : []),
      view.log?.length ? el('pre', { class: 'log', tabindex: '0', role: 'group', 'aria-label': t('Last lines of the container') }, view.log.join('\n')) : undefined,
      asks(view) ? question(view, t) : undefined, quiet || ways.length === 0 ? undefined : el('div', { class: 'acts' }, ...ways));
  }
}

/** A check that waits for something else is not answered yet, one that is done not any more. */
const asks = (view: CheckView): boolean => view.ask !== undefined && (view.state === 'notYet' || view.state === 'cannotPass');

function glue(rest: string): string { return rest === '' || /^[,:]/.test(rest) ? '' : ' '; }

/** A sentence that goes on with a link needs its end. */
function stop(sentence: string): string { return /[.!?:]$/.test(sentence) ? '' : '.'; }

/** A frame without forms submits none by itself: Enter is the page's. */
function question(view: CheckView, t: Translator): HTMLElement {
  const id = `answer-${view.id}`;
  return el('form', { class: 'question' },
    el('label', { for: id }, ...rich(view.ask ?? '')),
    el('div', { class: 'field' },
      el('input', { id, type: 'text', value: view.answer ?? '', maxlength: String(longest), autocomplete: 'off', spellcheck: 'false', autocapitalize: 'off' }),
      el('button', { class: 'btn', type: 'button', 'data-do': 'answer', 'aria-label': t('Answer: {0}', bare(view.claim)) }, t('Answer'))));
}

/** A state that asks for nothing yet is said quietly, its ways out in the same sentence. */
const isQuiet = ({ state }: CheckView): boolean => state === 'waiting' || state === 'notMeasured';

function waysOut(view: CheckView, t: Translator): readonly HTMLElement[] {
  if (view.state === 'done') return [];
  const claim = bare(view.claim);
  const link = (action: string, words: string, name: string): HTMLElement => el('button', { class: 'link', type: 'button', 'data-do': action, 'aria-label': name }, words);
  return [
    view.remedyAt === undefined ? undefined : link('toRemedy', t('Go to the remedy'), t('Go to the remedy: {0}', claim)),
    view.solvable ? link('solve', t('Solve this step'), t('Solve this step: {0}', claim)) : undefined,
    link('markDone', t('Mark done anyway'), t('Mark done anyway: {0}', claim)),
  ].filter(part => part !== undefined);
}
