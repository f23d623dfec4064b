import type { Position, Span } from './diagnostic';

/** Turns offsets (UTF-16 units) into positions. Lines end at LF, CRLF or a lone CR, as VS Code counts them. */
export class TextPosition {
  private readonly starts: number[] = [0];

  /** `firstLine`: the line of the file at which `text` begins. */
  constructor(private readonly text: string, private readonly firstLine = 0) {
    for (const end of text.matchAll(/\r\n|\r|\n/g)) this.starts.push(end.index + end[0].length);
  }

  at(offset: number): Position {
    const wanted = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= wanted) low = middle;
      else high = middle - 1;
    }
    return { line: this.firstLine + low, character: wanted - (this.starts[low] ?? 0) };
  }

  span(start: number, end: number): Span {
    return { start: this.at(start), end: this.at(end) };
  }

  /** The nearest offset if the position lies outside the text. */
  offset(at: Position): number {
    const line = at.line - this.firstLine;
    if (line < 0) return 0;
    const start = this.starts[line];
    return start === undefined ? this.text.length : Math.min(start + at.character, this.starts[line + 1] ?? this.text.length);
  }
}
