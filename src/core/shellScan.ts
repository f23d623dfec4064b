/** Where a character of shell text stands; decides how a value must be quoted there. */
export const enum At { plain, double, single, ansi, hereDoc, hereDocRaw, comment, complex }

export interface Split { readonly at: number; readonly op: '\n' | ';' | '&' | '&&' | '||' | '|' | '|&' | ';;' }

export interface ShellScan {
  /** One `At` for each UTF-16 unit. */
  readonly at: Uint8Array;
  /** Separators outside quotes, parentheses, braces of expansions and here-documents. */
  readonly splits: readonly Split[];
  /** A quote, bracket or here-document was still open at the end, or the text ends in a lone backslash. */
  readonly open: boolean;
  /** Delimiters of the here-documents, unquoted. */
  readonly hereDocs: readonly string[];
}

const ordinary = /[\w \t.,:/=@%+~^*?![\]-]+/y;

type Frame = 'paren' | 'case' | 'single' | 'double' | 'ansi' | 'backtick' | 'brace' | 'arith';
interface Span { readonly start: number; readonly end: number }

/**
 * Finds quotes, expansions and separators. It is no parser: it never says whether text is valid, it only says where
 * a character stands. The parser cannot do this, for it sees placeholders as redirections. Linear in the text.
 */
export function scanShell(text: string, opaque: readonly Span[] = []): ShellScan {
  const scan = new Scanner(text, opaque);
  scan.run();
  return { at: scan.at, splits: scan.splits, open: scan.open, hereDocs: scan.hereDocs };
}

class Scanner {
  readonly at: Uint8Array;
  readonly splits: Split[] = [];
  readonly hereDocs: string[] = [];
  open = false;
  private readonly stack: Frame[] = [];
  private complexDepth = 0;
  private pending: { word: string; raw: boolean; dash: boolean }[] = [];
  private i = 0;
  private nextOpaque = 0;

  constructor(private readonly text: string, private readonly opaque: readonly Span[]) {
    this.at = new Uint8Array(text.length);
  }

  run(): void {
    while (this.i < this.text.length) {
      const slot = this.opaque[this.nextOpaque];
      if (slot && this.i >= slot.start) {
        this.nextOpaque++;
        this.take(Math.max(0, slot.end - this.i), this.here());
        continue;
      }
      if (this.stack.length === 0 && this.skipOrdinary(slot?.start ?? this.text.length)) continue;
      this.step(this.text[this.i]!);
    }
    this.open ||= this.stack.length > 0 || this.pending.length > 0;
  }

  /** Most of a text means nothing to a shell; one match is cheaper than many steps. */
  private skipOrdinary(limit: number): boolean {
    ordinary.lastIndex = this.i;
    if (!ordinary.test(this.text)) return false;
    const moved = Math.min(ordinary.lastIndex, limit) > this.i;
    this.i = Math.min(ordinary.lastIndex, limit);
    return moved;
  }

  private here(): At {
    if (this.complexDepth > 0) return At.complex;
    const top = this.stack.at(-1);
    return top === 'single' ? At.single : top === 'double' ? At.double : top === 'ansi' ? At.ansi : At.plain;
  }

  private take(count: number, at: At): void {
    const end = Math.min(this.text.length, this.i + count);
    if (at !== At.plain) this.at.fill(at, this.i, end);
    this.i = end;
  }

  private push(frame: Frame, length: number): void {
    this.take(length, this.here());
    if (frame === 'backtick' || frame === 'arith' || frame === 'brace') this.complexDepth++;
    this.stack.push(frame);
  }

  private pop(length: number): void {
    const frame = this.stack.pop();
    if (frame === 'backtick' || frame === 'arith' || frame === 'brace') this.complexDepth--;
    this.take(length, this.here());
  }

  private step(ch: string): void {
    const top = this.stack.at(-1);
    if (top === 'single') return ch === "'" ? this.pop(1) : this.take(1, this.here());
    if (ch === '\\') {
      if (this.i + 1 >= this.text.length) this.open = true;
      return this.take(2, this.here());
    }
    if (top === 'ansi') return ch === "'" ? this.pop(1) : this.take(1, this.here());
    if (this.expansion(ch, top)) return;
    if (top === 'double') return ch === '"' ? this.pop(1) : this.take(1, this.here());
    if (top === 'brace' && ch === '}') return this.pop(1);
    if (ch === "'") return this.push('single', 1);
    if (ch === '"') return this.push('double', 1);
    this.command(ch, top);
  }

  private expansion(ch: string, top: Frame | undefined): boolean {
    const rest = this.text.startsWith.bind(this.text);
    if (ch === '`') {
      if (top === 'backtick') this.pop(1); else this.push('backtick', 1);
    } else if (ch !== '$') return false;
    else if (rest('$((', this.i)) this.push('arith', 3);
    else if (rest('$(', this.i)) this.push('paren', 2);
    else if (rest('${', this.i)) this.push('brace', 2);
    else if (rest("$'", this.i) && top !== 'double') this.push('ansi', 2);
    else this.take(1, this.here());
    return true;
  }

  private command(ch: string, top: Frame | undefined): void {
    const before = this.i === 0 ? '\n' : this.text[this.i - 1]!;
    if (top === 'arith') return this.arithmetic(ch);
    if (ch === '#' && top !== 'brace' && /[\s;&|(]/.test(before)) return this.comment();
    if (ch === '(') return this.push(this.text.startsWith('((', this.i) ? 'arith' : 'paren', this.text.startsWith('((', this.i) ? 2 : 1);
    if (ch === ')') return top === 'paren' ? this.pop(1) : this.take(1, this.here());
    if (ch === '<' && this.text.startsWith('<<', this.i) && top !== 'brace') return this.hereDoc();
    if (ch === '\n') return this.newline();
    if (';&|'.includes(ch) && top === undefined) return this.separator(before);
    this.take(1, this.here());
  }

  private arithmetic(ch: string): void {
    if (ch === ')' && this.text.startsWith('))', this.i)) return this.pop(2);
    // `( (a) )` and `$( (a) )` are told from arithmetic only by their end.
    if (ch === ')') return this.pop(1);
    if (ch === '(') return this.push('paren', 1);
    this.take(1, this.here());
  }

  private comment(): void {
    const end = this.text.indexOf('\n', this.i);
    const length = (end < 0 ? this.text.length : end) - this.i;
    while (this.opaque[this.nextOpaque] && this.opaque[this.nextOpaque]!.start < this.i + length) this.nextOpaque++;
    this.take(length, At.comment);
  }

  private separator(before: string): void {
    const two = this.text.slice(this.i, this.i + 2);
    const op = ['&&', '||', '|&', ';;'].includes(two) ? two : two[0];
    // `2>&1`, `&>file` and `>|` belong to redirections.
    const redirects = (op === '&' && (/[<>]/.test(before) || two === '&>')) || (op === '|' && before === '>');
    if (!redirects) this.splits.push({ at: this.i, op: op as Split['op'] });
    this.take(redirects && two === '&>' ? 2 : op!.length, this.here());
  }

  private hereDoc(): void {
    if (this.text.startsWith('<<<', this.i)) return this.take(3, this.here());
    const head = /^<<(-?)[ \t]*(?:'([^'\n]*)'|"([^"\n]*)"|(\\?)([^\s;&|()<>'"`]+))/.exec(this.text.slice(this.i, this.i + 200));
    if (!head) return this.take(2, this.here());
    const word = head[2] ?? head[3] ?? head[5]!;
    this.pending.push({ word, raw: head[5] === undefined || head[4] === '\\', dash: head[1] === '-' });
    this.hereDocs.push(word);
    this.take(head[0].length, this.here());
  }

  private newline(): void {
    const bodies = this.pending;
    this.pending = [];
    const first = this.i;
    this.take(1, this.here());
    for (const body of bodies) this.body(body);
    // The newline that ends the last here-document is the one that ends the command.
    const at = bodies.length === 0 ? first : this.i - 1;
    if (this.stack.length === 0 && this.text[at] === '\n') this.splits.push({ at, op: '\n' });
  }

  private body(body: { word: string; raw: boolean; dash: boolean }): void {
    const start = this.i;
    let line = start;
    for (;;) {
      if (line >= this.text.length) { this.open = true; break; }
      const end = this.text.indexOf('\n', line);
      const text = this.text.slice(line, end < 0 ? this.text.length : end);
      const next = end < 0 ? this.text.length : end + 1;
      if ((body.dash ? text.replace(/^\t+/, '') : text) === body.word) { line = next; break; }
      line = next;
    }
    while (this.opaque[this.nextOpaque] && this.opaque[this.nextOpaque]!.start < line) this.nextOpaque++;
    this.take(line - start, body.raw ? At.hereDocRaw : At.hereDoc);
  }
}
