import { msg, type Message } from './message';

export interface RegexFault { readonly message: Message; readonly remedy: Message }

/** UTF-16 units. */
export const longestRegex = 200;
/** More that can each match any number of characters multiply the time that a miss takes. */
const mostUnbounded = 4;
/** Of those, how many may run over text of any kind. */
const mostWide = 2;

/**
 * What speaks against using an author's regular expression (JavaScript's syntax, flag `m`); undefined if nothing does.
 * Refused is what could take more than polynomial time for a text that does not match: a repeated group whose inside
 * can be split in more than one way.
 */
export function regexFault(source: string): RegexFault | undefined {
  if (source === '' || source.length > longestRegex) return { message: msg('A regular expression has 1 to {0} characters.', longestRegex), remedy: msg('Look for less of the text.') };
  try {
    new RegExp(source, 'm');
  } catch (error) {
    return { message: msg('This is no regular expression: {0}', error instanceof Error ? error.message : ''), remedy: msg('Put a backslash before each of . * + ? ( ) [ ] { } ^ $ | \\ that stands for itself.') };
  }
  const scan = new Scan(source);
  scan.alternatives();
  return scan.costly ? { message: msg('This regular expression may take for ever on a text that it does not match.'), remedy: msg('Do not begin with .*, use it at most twice, repeat no group that repeats something itself or has alternatives that begin alike, and use no \\1.') } : undefined;
}

/** What a piece of the expression may match. */
interface Piece {
  /** It can match texts of different lengths in more than one way. */
  readonly loose: boolean;
  /** It is one character of nearly any kind. */
  readonly wide?: boolean;
  /** Its first character if that is a plain one. */
  readonly first?: string;
}

/** A walk over an expression that is known to be well formed. */
class Scan {
  costly = false;
  private at = 0;
  private unbounded = 0;
  private wide = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  /** Up to the end of the group or of the text. */
  alternatives(): Piece {
    const found = [this.sequence()];
    while (this.text[this.at] === '|') {
      this.at++;
      found.push(this.sequence());
    }
    const firsts = found.map(piece => piece.first);
    const distinct = firsts.every(first => first !== undefined) && new Set(firsts).size === firsts.length;
    const loose = found.some(piece => piece.loose) || (found.length > 1 && !distinct);
    return found.length === 1 ? { loose, first: firsts[0] } : { loose };
  }

  private sequence(): Piece {
    let loose = false;
    let first: string | undefined;
    let begun = false;
    while (this.at < this.text.length && this.text[this.at] !== '|' && this.text[this.at] !== ')') {
      const atom = this.atom();
      const repeat = this.quantifier();
      if (repeat.most > 1 && atom.loose) this.costly = true;
      if (repeat.most === Infinity) this.endless(atom, !begun && this.depth === 0);
      loose ||= atom.loose || repeat.least !== repeat.most;
      if (!begun && repeat.least > 0) first = atom.first;
      begun = true;
    }
    return { loose, first };
  }

  /** `first`: it would be begun anew at every character of the text. */
  private endless({ wide = false }: Piece, first: boolean): void {
    this.unbounded++;
    if (wide) this.wide++;
    if (this.unbounded > mostUnbounded || this.wide > mostWide || (wide && first)) this.costly = true;
  }

  private atom(): Piece {
    const character = this.text[this.at++]!;
    if (character === '(') return this.group();
    if (character === '[') return this.characterClass();
    if (character === '\\') return this.escape();
    return /[.^$]/.test(character) ? { loose: false, wide: character === '.' } : { loose: false, first: character };
  }

  private group(): Piece {
    const head = /^\?(?:[:=!]|<[=!]|<\w+>)/.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += head.length;
    this.depth++;
    const inner = this.alternatives();
    this.depth--;
    this.at++;
    return inner;
  }

  private characterClass(): Piece {
    const wide = /^\^|^[^\]]*\\[SDW]/.test(this.text.slice(this.at));
    while (this.at < this.text.length && this.text[this.at] !== ']') this.at += this.text[this.at] === '\\' ? 2 : 1;
    this.at++;
    return { loose: false, wide };
  }

  private escape(): Piece {
    const character = this.text[this.at++] ?? '';
    if (/[1-9k]/.test(character)) this.costly = true;
    return /\w/.test(character) ? { loose: false, wide: /[SDW]/.test(character) } : { loose: false, first: character };
  }

  private quantifier(): { readonly least: number; readonly most: number } {
    const found = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/.exec(this.text.slice(this.at));
    if (found === null) return { least: 1, most: 1 };
    this.at += found[0].length;
    const sign = found[0][0];
    if (sign === '*') return { least: 0, most: Infinity };
    if (sign === '+') return { least: 1, most: Infinity };
    if (sign === '?') return { least: 0, most: 1 };
    const least = Number(found[1]);
    const most = found[2] === undefined ? least : found[3] === '' ? Infinity : Number(found[3]);
    return { least, most };
  }
}
