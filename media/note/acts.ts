import type { FromNote, NoteAct } from '../../src/core/protocol';
import { bare } from '../status/rich';
import type { Translator } from '../status/words';
import { preview, valuesOf } from './ask';
import type { Blocks } from './blocks';
import type { Checks } from './checks';
import type { Card } from './card';
import type { Asking } from './cardLook';
import { neighbour } from './keys';
import type { Later } from './later';
import type { Predictions } from './predictions';
import { isActive } from './stateWords';

export interface ActPorts {
  readonly t: Translator;
  readonly blocks: Blocks;
  readonly checks: Checks;
  readonly later: Later;
  readonly predictions: Predictions;
  section(): string;
  locked(): string | undefined;
  post(message: FromNote): void;
  say(sentence: string): void;
}

/** After this the extension will not answer any more: Run may be pressed again. */
const pendingMs = 4000;
/** An editor's command and the page's own key both come for one press; on a busy machine the command comes late. */
const echoMs = 2000;

/** What the student does with a block. Only ids and hashes leave the page. */
export class Acts {
  /** When keys were pressed whose echo by the editor has not come. */
  private readonly pressed = new Map<NoteAct, number[]>();

  constructor(private readonly ports: ActPorts) {}

  run(card: Card, asking: Asking): void {
    const { locked, say, t } = this.ports;
    const reason = locked() ?? card.view.lock?.title;
    if (reason !== undefined) return say(bare(reason));
    if (card.view.decision && asking !== 'put') return say(`${bare(card.view.decision.title)} ${t('Choose before it runs.')}`);
    if (card.pending || !card.view.runnable || (isActive(card.view.run) && asking !== 'put')) return;
    if (asking !== 'put' && this.warns(card)) return;
    if (card.view.placeholders.length === 0) return this.send(card, asking);
    card.ask(asking);
    this.ports.blocks.redraw(card);
    card.element.querySelector('input')?.focus();
  }

  /** Once, and never in the way of the second press. */
  private warns(card: Card): boolean {
    const box = this.ports.predictions.warns(card.view.id);
    box?.warn();
    if (box) this.ports.say(`${this.ports.t('You have not predicted yet.')} ${this.ports.t('Predict first, or press Run once more: then block {0} runs without it.', box.number)}`);
    return box !== undefined;
  }

  submit(card: Card): void {
    const form = card.element.querySelector('form');
    if (!form || !card.asking) return;
    const empty = [...form.querySelectorAll('input')].find(input => input.value.trim() === '');
    if (empty) {
      empty.setAttribute('aria-invalid', 'true');
      empty.focus();
      return this.ports.say(this.ports.t('A value is needed here.'));
    }
    const { asking } = card;
    const values = valuesOf(form, card.view);
    this.closeForm(card);
    this.send(card, asking, values);
  }

  closeForm(card: Card): void {
    card.ask(undefined);
    this.ports.blocks.redraw(card);
    card.element.querySelector<HTMLElement>('.main')?.focus();
  }

  typed(card: Card): void {
    const form = card.element.querySelector('form');
    if (form) form.querySelector('.runs')?.replaceWith(preview(card.view, valuesOf(form, card.view)));
  }

  stop(card: Card): void { this.ports.post({ kind: 'stop', section: this.ports.section(), blockId: card.view.id }); }
  showTerminal(card: Card): void { this.ports.post({ kind: 'showTerminal', section: this.ports.section(), blockId: card.view.id }); }

  copy(card: Card): void {
    this.ports.post({ kind: 'copy', section: this.ports.section(), blockId: card.view.id, hash: card.view.hash });
    this.ports.say(this.ports.t('Copied.'));
  }

  /** By key or by a command of the editor; true when something was done. */
  do(act: NoteAct, fromKey: boolean): boolean {
    if (!this.isFirst(act, fromKey)) return false;
    if (act === 'nextBlock' || act === 'previousBlock') return this.step(act === 'nextBlock' ? 1 : -1);
    if (act === 'nextCheck' || act === 'previousCheck') return this.stepCheck(act === 'nextCheck' ? 1 : -1);
    const card = this.focused();
    if (!card) return false;
    if (act === 'showTerminal') this.showTerminal(card);
    else if (act === 'run' && card.asking) this.submit(card);
    else if (act === 'run' && isActive(card.view.run)) this.stop(card);
    else this.run(card, act === 'run' ? 'run' : 'from');
    return true;
  }

  private isFirst(act: NoteAct, fromKey: boolean): boolean {
    const now = Date.now();
    const waiting = (this.pressed.get(act) ?? []).filter(at => now - at < echoMs);
    const echo = !fromKey && waiting.shift() !== undefined;
    if (fromKey) waiting.push(now);
    this.pressed.set(act, waiting);
    return !echo;
  }

  focused(): Card | undefined {
    return this.ports.blocks.get(document.activeElement?.closest<HTMLElement>('[data-id]')?.dataset['id']);
  }

  private step(step: 1 | -1): boolean {
    this.ports.later.all();
    const buttons = [...document.querySelectorAll<HTMLElement>('.block .main, .inline-block > .ibtn')];
    const to = neighbour(buttons, document.activeElement, step);
    to?.focus({ preventScroll: true });
    to?.closest('.block, .inline-block')?.scrollIntoView({ block: 'nearest' });
    return to !== undefined;
  }

  private stepCheck(step: 1 | -1): boolean {
    const { checks, say, t } = this.ports;
    const to = checks.neighbour(document.activeElement, step);
    if (!to) {
      if (checks.count.of > 0) say(t('Every check of this section is done.'));
      return checks.count.of > 0;
    }
    to.element.focus({ preventScroll: true });
    to.element.scrollIntoView({ block: 'nearest' });
    return true;
  }

  private send(card: Card, asking: Asking, values?: Readonly<Record<string, string>>): void {
    const { post, section, blocks } = this.ports;
    const { id: blockId, hash } = card.view;
    if (asking === 'put') return post({ kind: 'putInTerminal', section: section(), blockId, hash, values });
    post({ kind: 'run', section: section(), blockId, hash, values, from: asking === 'from' || undefined, upTo: asking === 'upTo' || undefined });
    card.pending = true;
    blocks.redraw(card);
    window.setTimeout(() => {
      if (!card.pending) return;
      card.pending = false;
      blocks.redraw(card);
    }, pendingMs);
  }
}
