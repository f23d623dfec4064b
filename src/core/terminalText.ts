/**
 * What a terminal would show of a program's output, as text with colours: progress bars that redraw a line
 * leave one line, and everything that could act on a terminal or a reader (titles, links, clipboard, cursor) is gone.
 * Works line by line, not cell by cell; colour sequences (`ESC [ … m`) stay.
 */
export function terminalText(raw: string): string {
  const lines: string[] = [''];
  let row = 0;
  const text = raw.replace(oscAndOthers, '');
  sequence.lastIndex = 0;
  for (let match = sequence.exec(text); match; match = sequence.exec(text)) {
    const [whole, plain, count = '', final] = match;
    if (plain !== undefined) lines[row] = (lines[row] ?? '') + plain;
    else if (whole === '\n') row += 1;
    else if (whole === '\r') lines[row] = text.charAt(sequence.lastIndex) === '\n' ? lines[row] ?? '' : `${lines[row] ?? ''}\r`;
    else if (final === 'm') lines[row] = (lines[row] ?? '') + whole;
    else row = moved(row, final ?? '', count, lines);
    while (lines.length <= row) lines.push('');
  }
  return lines.map(lastDrawn).join('\n');
}

/** OSC, DCS, APC and PM strings, two-character escapes, and control bytes other than tab, CR, LF and ESC [. */
const oscAndOthers = /\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[^[\]PX^_]|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f]/g;
const sequence = /([^\x1b\r\n]+)|\x1b\[[?>=]?([0-9;]*)[ -/]*([@-~])|[\r\n\x1b]/g;

function moved(row: number, final: string, count: string, lines: string[]): number {
  const n = Math.min(Number(count) || 1, 1000);
  if (final === 'A') return Math.max(0, row - n);
  if (final === 'B') return Math.min(row + n, lines.length);
  if (final === 'K' && count !== '' && count !== '0') lines[row] = '';
  return row;
}

/** After a lone carriage return the line is drawn again from its beginning. */
function lastDrawn(line: string): string {
  if (!line.includes('\r')) return line;
  const parts = line.split('\r').filter(part => part.replace(/\x1b\[[0-9;]*m/g, '') !== '');
  return parts.at(-1) ?? '';
}
