import type { Check, Test } from '../check';
import type { CheckView } from '../labViews';
import { msg, type Message } from '../message';
import type { Translate } from '../statusInput';
import type { CheckResult, CheckSection } from './checkSection';

/** A result in words: evidence where it is done, else what is seen and what the author says to it. */
export function checkView(result: CheckResult, section: CheckSection, translate: Translate): CheckView {
  const { check, state } = result;
  return {
    id: check.id, hash: check.hash, block: check.block, claim: check.claim, state, marks: result.marks, byStudent: result.byStudent, doneAt: result.doneAt, gone: result.gone,
    reason: reasonOf(result, translate), waitsFor: waitsFor(result, translate), log: result.log, ask: askOf(check.test), answer: result.answer,
    remedyAt: state === 'cannotPass' && result.failedRun ? check.block : undefined,
    solvable: state !== 'done' && section.blocks.some(block => block.role === 'solution' && solves(block.solves, check)),
  };
}

function solves(id: string | undefined, check: Check): boolean { return id !== undefined && (id === check.id || id === check.block); }

function reasonOf(result: CheckResult, translate: Translate): string | undefined {
  const { check, state, facts, tried } = result;
  const said = facts.map(translate).join('; ');
  switch (state) {
    case 'done': return said || undefined;
    case 'waiting': return undefined;
    case 'notMeasured': return said || undefined;
    case 'notYet': return sentences([said, tried || result.answer !== undefined ? check.hint : undefined]);
    case 'cannotPass': return sentences([said, check.fail]);
  }
}

/** Each begins with a capital and ends with a full stop, unless it begins with a name. */
function sentences(texts: readonly (string | undefined)[]): string | undefined {
  const whole = texts.filter(text => text !== undefined && text !== '').map(text => {
    const trimmed = (text ?? '').trim();
    return `${trimmed.charAt(0).toLocaleUpperCase()}${trimmed.slice(1)}${/[.!?…:]$/.test(trimmed) ? '' : '.'}`;
  });
  return whole.length > 0 ? whole.join(' ') : undefined;
}

function waitsFor({ waitsFor: what }: CheckResult, translate: Translate): string | undefined {
  if (what === undefined) return undefined;
  return what.kind === 'block' ? translate(msg('block {0}', what.ordinal)) : translate(msg('“{0}”', what.claim));
}

/** The question, where a check holds one. */
export function askOf(test: Test): string | undefined {
  switch (test.kind) {
    case 'all': case 'any': return test.tests.map(askOf).find(ask => ask !== undefined);
    case 'not': return askOf(test.test);
    case 'answer': return test.ask;
    default: return undefined;
  }
}

/** How a check stands in one line: for a tree or a list of tests, where no page makes words of it. */
export function stateWords(view: CheckView): Message {
  switch (view.state) {
    case 'done': return view.gone ? msg('Done, gone now') : view.byStudent ? msg('Marked done by you') : view.marks.includes('emulated') ? msg('Done, emulated') : msg('Done');
    case 'waiting': return view.waitsFor === undefined ? msg('Waiting') : msg('Waiting for {0}', view.waitsFor);
    case 'notYet': return msg('Not yet');
    case 'cannotPass': return msg('Cannot pass');
    case 'notMeasured': return msg('Not measured');
  }
}

/** Without the marks of a page: `name` is a name. */
export function plainWords(text: string): string { return text.replaceAll('`', ''); }
