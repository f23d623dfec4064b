import type { FromNote } from '../../src/core/protocol';
import { bare } from '../status/rich';
import type { Translator } from '../status/words';
import type { Blocks } from './blocks';
import type { Card } from './card';
import type { SolutionLook } from './cardLook';
import type { CheckItem } from './check';
import type { Checks } from './checks';
import { predicted } from './predictionForm';
import type { PredictionBox } from './predictions';
import { remedyId } from './remedy';

export interface LabActPorts {
  readonly t: Translator;
  readonly blocks: Blocks;
  readonly checks: Checks;
  section(): string;
  post(message: FromNote): void;
  say(sentence: string): void;
}

/** What the student does with checks, receipts, remedies and solutions. Only ids and hashes leave the page, and answers. */
export class LabActs {
  constructor(private readonly ports: LabActPorts) {}

  /** True when the act was one of a check. */
  ofCheck(item: CheckItem, act: string | undefined): boolean {
    const { view } = item;
    const { post, section } = this.ports;
    switch (act) {
      case 'markDone': post({ kind: 'markDone', section: section(), checkId: view.id, hash: view.hash }); return true;
      case 'answer': this.answer(item); return true;
      case 'toRemedy': this.toRemedy(view.remedyAt); return true;
      case 'solve': this.solve(view.id, this.ports.blocks.solutionOf(view.id, view.block)); return true;
      default: return false;
    }
  }

  /** True when the act was one of a block's parts. */
  ofCard(card: Card, button: HTMLElement): boolean {
    const { post, section: sectionOf } = this.ports;
    const { id: blockId, run } = card.view;
    const section = sectionOf();
    const { fix, decision, choice, run: shownRun, uid } = button.dataset;
    switch (button.dataset['do']) {
      case 'fix': if (run && fix !== undefined) post({ kind: 'fix', section, blockId, runId: run.runId, fixId: fix }); return true;
      case 'decide': if (decision !== undefined && choice !== undefined) post({ kind: 'decide', section, blockId, decisionId: decision, choice }); return true;
      case 'undo': if (shownRun !== undefined) post({ kind: 'undo', section, blockId, runId: shownRun }); return true;
      case 'row': if (uid !== undefined) post({ kind: 'revealRow', section, uid }); return true;
      case 'lines': card.toggleLines(); return true;
      case 'solve': this.solve(blockId, this.ports.blocks.solutionOf(blockId)); return true;
      default: return false;
    }
  }

  /** True when the act was one of a prediction. */
  ofPrediction(box: PredictionBox, act: string | undefined): boolean {
    switch (act) {
      case 'predict': this.predict(box); return true;
      case 'predictAgain': box.ask(true); return true;
      case 'predictCancel': box.ask(false); return true;
      default: return false;
    }
  }

  predict(box: PredictionBox): void {
    const { post, section, say, t } = this.ports;
    const found = predicted(box.element);
    for (const input of box.element.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    if ('wrong' in found) {
      found.wrong.setAttribute('aria-invalid', 'true');
      found.wrong.focus();
      return say(t('A value is needed here.'));
    }
    post({ kind: 'predict', section: section(), predictId: box.view.id, hash: box.view.hash, ...found });
  }

  answer(item: CheckItem): void {
    const { post, section, say, t } = this.ports;
    const input = item.element.querySelector('input');
    if (!input) return;
    const text = input.value.trim();
    if (text === '') {
      input.setAttribute('aria-invalid', 'true');
      input.focus();
      return say(t('A value is needed here.'));
    }
    input.removeAttribute('aria-invalid');
    item.answered = true;
    post({ kind: 'answer', section: section(), checkId: item.view.id, hash: item.view.hash, text });
  }

  private toRemedy(blockId: string | undefined): void {
    const card = this.ports.blocks.get(blockId);
    const part = card && document.getElementById(remedyId(card.view));
    const to = part ?? card?.element;
    to?.scrollIntoView({ block: 'center' });
    to?.focus({ preventScroll: true });
  }

  /** The student asked for it, so the focus goes there: it may stand elsewhere in the note. */
  private solve(id: string, solution: SolutionLook | undefined): void {
    const { blocks, post, section, say, t } = this.ports;
    if (!solution) return post({ kind: 'solve', section: section(), id });
    const card = blocks.showSolution(solution.id, !solution.shown);
    if (!card) return;
    if (solution.shown) return say(t('The solution is hidden.'));
    post({ kind: 'solve', section: section(), id });
    card.element.scrollIntoView({ block: 'nearest' });
    card.element.focus({ preventScroll: true });
    const solved = this.ports.checks.get(card.view.solves)?.view.claim;
    say(solved === undefined ? t('The solution is shown.') : t('The solution is shown: {0}', bare(solved)));
  }
}
