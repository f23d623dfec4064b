import { pipelineParts } from '../core/shellLines';
import { At, scanShell } from '../core/shellScan';
import type { Statement } from '../core/statement';
import type { ParsedFile } from './shellWasm';

interface Range { readonly from: number; readonly to: number; readonly background: boolean }

/** The parser's statements with offsets in UTF-16 units, here-documents included, separators left out. */
export function statementsOf(text: string, file: ParsedFile): Statement[] {
  const units = unitsOf(text);
  const ranges = file.map(({ from, to, background }) => ({ from: units(from), to: units(to), background }));
  const count = lineCounter(text);
  return merged(withHereDocs(text, ranges)).map(({ from, to, background }, i) => {
    const own = withoutSeparator(text.slice(from, to), background);
    return { index: i + 1, text: own, start: from, end: from + own.length, line: count(from), background, pipeline: pipelineParts(own) };
  });
}

/** For a text that the parser gave up on. */
export function wholeText(text: string): Statement[] {
  const own = text.trim();
  const start = text.length - text.trimStart().length;
  return own === '' ? [] : [{ index: 1, text: own, start, end: start + own.length, line: lineCounter(text)(start), background: false, pipeline: 1 }];
}

/** UTF-8 byte offsets to UTF-16 units. */
function unitsOf(text: string): (byte: number) => number {
  const length = Buffer.byteLength(text);
  if (length === text.length) return byte => byte;
  const units = new Uint32Array(length + 1);
  let byte = 0;
  let unit = 0;
  for (const point of text) {
    const size = Buffer.byteLength(point);
    units.fill(unit, byte, byte + size);
    byte += size;
    unit += point.length;
  }
  units[byte] = unit;
  return offset => units[Math.min(offset, length)]!;
}

/** The parser ends `cat <<A | wc` before the here-document's text, which follows on the next line. */
function withHereDocs(text: string, ranges: readonly Range[]): Range[] {
  if (!text.includes('<<')) return [...ranges];
  const { at } = scanShell(text);
  const isHereDoc = (i: number) => at[i] === At.hereDoc || at[i] === At.hereDocRaw;
  return ranges.map(range => {
    const lineEnd = text.indexOf('\n', range.to);
    if (lineEnd < 0 || !text.slice(range.from, range.to).includes('<<') || !isHereDoc(lineEnd + 1) || isHereDoc(range.to - 1)) return range;
    let to = lineEnd + 1;
    while (to < text.length && isHereDoc(to)) to++;
    return { ...range, to };
  });
}

/** Two commands on a line whose here-documents follow below cannot be taken apart: they are one statement. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const range of ranges) {
    const last = result.at(-1);
    if (last && range.from < last.to) result[result.length - 1] = { from: last.from, to: Math.max(last.to, range.to), background: false };
    else result.push(range);
  }
  return result;
}

/** The parser counts a final `;` in; `&` stays, for it is what the student wrote. */
function withoutSeparator(raw: string, background: boolean): string {
  const text = raw.trimEnd();
  return background || !text.endsWith(';') || text.endsWith('\\;') || text.endsWith(';;') ? text : text.slice(0, -1).trimEnd();
}

/** Offsets must not go down from call to call. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let next = text.indexOf('\n');
  return offset => {
    while (next >= 0 && next < offset) {
      line++;
      next = text.indexOf('\n', next + 1);
    }
    return line;
  };
}
