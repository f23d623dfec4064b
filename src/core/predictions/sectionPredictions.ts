import type { Check } from '../check';
import type { Diagnostic, Span } from '../diagnostic';
import { msg, type Message } from '../message';
import type { Block } from '../section';
import { hashOf } from '../sectionBlocks';
import type { Prediction, PredictionDraft } from './prediction';
import { readPrediction } from './readPrediction';

/** Collects a section's predictions and what is wrong with them. */
export class SectionPredictions {
  readonly diagnostics: Diagnostic[] = [];
  private readonly found: { readonly draft: PredictionDraft; readonly span: Span }[] = [];

  constructor(private readonly file: string) {}

  /** A yaml fence. False for what is no prediction. */
  add(id: string, text: string, firstLine: number, span: Span): boolean {
    if (this.found.some(({ draft }) => draft.id === id)) {
      this.report('predict.nameTwice', span, msg('Another prediction of this section is called that: {0}', id), msg('Give each prediction a name of its own.'));
      return false;
    }
    const { draft, diagnostics } = readPrediction(id, text, this.file, firstLine);
    this.diagnostics.push(...diagnostics);
    if (draft) this.found.push({ draft, span });
    return draft !== undefined;
  }

  /** All predictions, once every block and every check is known: what is named may stand below. */
  all(blocks: readonly Block[], checks: readonly Check[]): Prediction[] {
    return this.found.flatMap(({ draft: { for: wanted, ...rest }, span }) => {
      const runnable = blocks.filter(block => block.kind !== 'inline' && block.options.run);
      const block = runnable.find(({ id, span: at }) => wanted === undefined ? at.start.line > span.start.line : id === wanted)?.id;
      const known = checks.some(({ id }) => id === rest.whole);
      if (block === undefined) this.report('predict.blockUnknown', span, wanted === undefined ? msg('No block that can be run stands below this prediction.') : msg('No block of this file is called that: {0}', wanted), msg('A prediction stands above the block that breaks something, or names it in "for".'));
      if (!known) this.report('predict.wholeUnknown', span, msg('No check of this file is called that: {0}', rest.whole), msg('Name in "whole" a check that holds before the block, fails by it, and holds again.'));
      if (block === undefined || !known) return [];
      const { ask, choices, right, seconds, whole } = rest;
      return [{ ...rest, block, span, hash: hashOf(JSON.stringify([ask, choices, right, seconds, whole, block])) }];
    });
  }

  private report(code: string, { start }: Span, message: Message, remedy: Message): void {
    this.diagnostics.push({ code, severity: 'error', file: this.file, span: { start, end: start }, message, remedy });
  }
}
