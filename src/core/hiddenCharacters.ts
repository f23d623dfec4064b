import { msg, type Message } from './message';

export interface Oddity {
  /** Offset in the text, UTF-16 units. */
  readonly at: number;
  readonly length: number;
  readonly kind: 'bidi' | 'invisible' | 'control' | 'lookAlike';
  /** `U+202E`. */
  readonly code: string;
}

const bidi = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const invisible = /[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2028\u2029\u2060-\u2065\u206a-\u206f\u3164\ufe00-\ufe0e\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]|(?<!\p{Extended_Pictographic})\ufe0f/u;
// U+FFFD stands where the file held a NUL byte or was no valid UTF-8.
const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]/u;
const hidden = new RegExp(`${bidi.source}|${invisible.source}|${control.source}`, 'gu');

/** Spaces, quotes, dashes and full-width letters that a shell does not take for what they look like. */
const pretend = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2018-\u201f\u2032\u2033\u2212\uff01-\uff5e]/gu;
/** A word that mixes Latin letters with letters of Greek or Cyrillic. */
const mixed = /[\p{Script=Greek}\p{Script=Cyrillic}](?=[\p{Script=Latin}])|(?<=[\p{Script=Latin}])[\p{Script=Greek}\p{Script=Cyrillic}]/gu;
/** Letters of those scripts that stand for a Latin one, where a whole word is made of them. */
const disguised = /(?<![\p{L}\p{N}_])[аеорсухіјѕԁһӏԛԝοονρτυχ]{2,}(?![\p{L}\p{N}_])/gu;

function code(text: string, at: number): string {
  return `U+${text.codePointAt(at)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Characters that hide what a command does. Such a command is shown, never run. */
export function hiddenCharacters(text: string): Oddity[] {
  return [...text.matchAll(hidden)].map(({ 0: found, index: at }) => ({
    at,
    length: found.length,
    kind: bidi.test(found) ? 'bidi' : control.test(found) ? 'control' : 'invisible',
    code: code(text, at),
  }));
}

/** Characters that look like others. The command may run; the student is told. */
export function lookAlikes(text: string): Oddity[] {
  const found = [pretend, mixed, disguised].flatMap(pattern => [...text.matchAll(pattern)]);
  return found
    .map(({ 0: letters, index: at }): Oddity => ({ at, length: letters.length, kind: 'lookAlike', code: code(text, at) }))
    .sort((a, b) => a.at - b.at);
}

/** Why this text must not run as it is; undefined when nothing is hidden in it. */
export function refuses(text: string): Message | undefined {
  const first = hiddenCharacters(text)[0];
  if (first === undefined) return undefined;
  switch (first.kind) {
    case 'bidi': return msg('This block holds {0}, a character that changes the order in which text is shown. It is not run.', first.code);
    case 'control': return msg('This block holds {0}, a control character. It is not run.', first.code);
    default: return msg('This block holds {0}, a character that cannot be seen. It is not run.', first.code);
  }
}

/** For showing a text that is not trusted: what cannot be seen, or turns text round, is written out. */
export function showHidden(text: string): string {
  return text.replace(hidden, found => found === '\t' || found === '\n' ? found : `⟨${code(found, 0)}⟩`);
}
