import { msg, type Message } from '../message';
import { finds } from './pattern';
import { no, unknown, yes, type Verdict } from './world';

export interface TextClaim { readonly has?: string | readonly string[]; readonly lacks?: string | readonly string[]; readonly matches?: string }

/** How a text is spoken of. Evidence comes behind a sentence that names it, a fault stands alone. */
interface Words {
  has(text: string): Message;
  hasNot(text: string): Message;
  lacks(text: string): Message;
  lacksNot(text: string): Message;
  fits(expression: string): Message;
  fitsNot(expression: string): Message;
  readonly tooLong: Message;
}

/** A page or a file. */
export function wordsFor(name: string): Words {
  return {
    has: text => msg('it contains “{0}”', text), hasNot: text => msg('`{0}` does not contain “{1}”', name, text),
    lacks: text => msg('it does not contain “{0}”', text), lacksNot: text => msg('`{0}` contains “{1}”', name, text),
    fits: expression => msg('it fits “{0}”', expression), fitsNot: expression => msg('nothing in `{0}` fits “{1}”', name, expression),
    tooLong: msg('`{0}` is longer than what is read of it', name),
  };
}

export function wordsForOutput(ordinal: number): Words {
  const printed = (text: string) => msg('block {0} printed “{1}”', ordinal, text);
  const not = (text: string) => msg('block {0} did not print “{1}”', ordinal, text);
  return {
    has: printed, hasNot: not, lacks: not, lacksNot: printed,
    fits: expression => msg('block {0} printed what fits “{1}”', ordinal, expression), fitsNot: expression => msg('block {0} printed nothing that fits “{1}”', ordinal, expression),
    tooLong: msg('block {0} printed more than is kept', ordinal),
  };
}

/** What is claimed of a text. `cut`: more came than was read, so that nothing can be said to be missing. */
export function judgeText(claim: TextClaim, text: string, cut: boolean, words: Words): Verdict[] {
  const verdicts: Verdict[] = [];
  for (const wanted of listOf(claim.has)) {
    if (text.includes(wanted)) verdicts.push(yes([words.has(short(wanted))]));
    else verdicts.push(cut ? unknown(words.tooLong) : no(words.hasNot(short(wanted))));
  }
  for (const unwanted of listOf(claim.lacks)) {
    if (text.includes(unwanted)) verdicts.push(no(words.lacksNot(short(unwanted))));
    else verdicts.push(cut ? unknown(words.tooLong) : yes([words.lacks(short(unwanted))]));
  }
  if (claim.matches === undefined) return verdicts;
  const found = finds(text, claim.matches);
  if (found === undefined) verdicts.push(unknown(msg('the expression “{0}” cannot be read', short(claim.matches))));
  else if (found) verdicts.push(yes([words.fits(short(claim.matches))]));
  else verdicts.push(cut ? unknown(words.tooLong) : no(words.fitsNot(short(claim.matches))));
  return verdicts;
}

function listOf(texts: string | readonly string[] | undefined): readonly string[] { return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts; }
function short(text: string): string { return text.length > 80 ? `${text.slice(0, 79)}…` : text; }
