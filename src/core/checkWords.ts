import { msg, type Message } from './message';
import { regexFault } from './safeRegex';

/** Ends the reading of a short form. */
export class Wrong extends Error {
  constructor(readonly place: { readonly start: number; readonly end: number }, readonly text: Message, readonly remedy: Message) { super(); }
}

export interface Word { readonly text: string; readonly start: number; readonly end: number; readonly kind: 'word' | 'text' | 'regex' | 'sign' }

/** Pieces of a short form: words, "texts", /expressions/ and the signs ; = >=. */
export class Words {
  private readonly words: readonly Word[];
  private at = 0;

  constructor(private readonly source: string) {
    const pieces = /"((?:\\.|[^"\\])*)"|(?<=matches\s+)\/((?:\\.|[^/\\])+)\/m?(?=\s|;|$)|(;|>=|=)|((?:[^\s;"=>]|>(?!=))+)|\S/g;
    this.words = [...source.matchAll(pieces)].map(found => ({
      text: found[1]?.replaceAll('\\"', '"') ?? found[2]?.replaceAll('\\/', '/') ?? found[0],
      start: found.index, end: found.index + found[0].length,
      kind: found[1] !== undefined ? 'text' : found[2] !== undefined ? 'regex' : found[3] !== undefined ? 'sign' : 'word',
    }));
  }

  get next(): Word | undefined { return this.words[this.at]; }
  get second(): Word | undefined { return this.words[this.at + 1]; }
  get over(): boolean { return this.next === undefined; }

  /** Takes the next piece if it is this word or sign. */
  takes(word: string): boolean {
    if (this.next?.text !== word || this.next.kind === 'text') return false;
    this.at++;
    return true;
  }

  take(kind: 'word' | 'text' | 'regex', what: Message): Word {
    const { next } = this;
    if (next === undefined || (next.kind !== kind && !(kind === 'word' && next.kind === 'text'))) throw this.wrong(what);
    this.at++;
    return next;
  }

  wrong(what: Message, remedy?: Message): Wrong {
    const place = this.next ?? { start: this.source.length, end: this.source.length };
    return new Wrong(place, what, remedy ?? msg('FORMAT.md lists the short forms; a yaml block can say more.'));
  }

  regex(): string {
    const word = this.take('regex', msg('A regular expression between two slashes is missing.'));
    const fault = regexFault(word.text);
    if (fault) throw new Wrong(word, fault.message, fault.remedy);
    return word.text;
  }

  texts(): string[] {
    const texts = [this.text()];
    while (this.takes('and')) texts.push(this.text());
    return texts;
  }

  contains() { return this.takes('contains') ? { has: this.text() } : {}; }
  lacks() { return this.takes('lacks') ? { lacks: this.text() } : {}; }
  text(): string { return this.take('text', msg('A text in double quotes is missing.')).text; }
  name(): string { return this.word(msg('A name is missing.')); }
  presence(): { state?: 'present' | 'absent' } { return /^(?:absent|present)$/.test(this.next?.text ?? '') ? { state: this.one(['present', 'absent']) } : {}; }
  word(what: Message): string { return this.take('word', what).text; }

  equals(): number {
    if (!this.takes('=')) throw this.wrong(msg('A number is missing.'), msg('Write = and a number.'));
    return this.number();
  }

  atLeast(): number {
    if (!this.takes('>=')) return 1;
    return this.number();
  }

  number(): number {
    const { next } = this;
    if (next === undefined || !/^\d{1,5}$/.test(next.text)) throw this.wrong(msg('A number is missing.'), msg('Write digits only.'));
    this.takes(next.text);
    return Number(next.text);
  }

  one<const T extends string>(words: readonly T[], remedy?: Message): T {
    const found = words.find(word => this.takes(word));
    if (found !== undefined) return found;
    throw this.wrong(msg('A state is missing here.'), remedy ?? msg('Use one of: {0}.', words.join(', ')));
  }

  /** Pieces that stand together without a space between them, such as `app=web,version!=v1`; a text alone. */
  joined(what: Message): Word {
    const first = this.next?.kind === 'text' ? this.take('text', what) : this.take('word', what);
    let whole = first;
    while (first.kind === 'word' && this.next?.start === whole.end && this.next.text !== ';') whole = { ...first, text: whole.text + this.next.text, end: this.words[this.at++]?.end ?? whole.end };
    return whole;
  }

  /** `2/2` */
  ofCount(): { readonly ready: number; readonly desired: number } | undefined {
    const counts = /^(\d{1,5})\/(\d{1,5})$/.exec(this.next?.text ?? '');
    return counts !== null && this.takes(counts[0]) ? { ready: Number(counts[1]), desired: Number(counts[2]) } : undefined;
  }

  /** `= 2` or `>= 2` */
  exactOrMore(): { readonly exact: number } | { readonly more: number } {
    if (this.takes('>=')) return { more: this.number() };
    if (this.takes('=')) return { exact: this.number() };
    throw this.wrong(msg('A number is missing.'), msg('Write = and a number, or >= and a number.'));
  }
}
