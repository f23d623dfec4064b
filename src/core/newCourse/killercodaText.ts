import { msg, type Message } from '../message';

/** `{{exec}}`, `{{copy}}`, `{{execute}}`, `{{exec interrupt}}`, `{{exec T2}}` behind a code. */
const mark = /\{\{\s*(exec(?:ute)?|copy|open)\b([^}]*)\}\}/;
const closing = /^(\s*)(`{3,}|~{3,})\s*\{\{\s*(exec(?:ute)?|copy|open)\b([^}]*)\}\}\s*$/;

/**
 * A step of Killercoda as plain Markdown. Only lines that carry one of its marks change: the mark goes, and a fence that
 * was to be run says `sh`. All other lines stay as they are. Lines of `left` from 1.
 */
export function stepText(text: string): { readonly text: string; readonly left: readonly { readonly line: number; readonly message: Message }[] } {
  const lines = text.split(/\r\n|\r|\n/);
  const left: { line: number; message: Message }[] = [];
  let opened: number | undefined;
  lines.forEach((line, i) => {
    if (/\{\{\s*TRAFFIC_/.test(line)) left.push({ line: i + 1, message: msg('Killercoda fills in an address here: write http://localhost:PORT.') });
    const close = closing.exec(line);
    if (close && opened !== undefined) {
      const runs = close[3] !== 'copy' && close[3] !== 'open';
      const open = lines[opened]!;
      if (runs && /^\s*(?:`{3,}|~{3,})\s*$/.test(open)) lines[opened] = `${open.trimEnd()}sh`;
      if (!runs && /^\s*(?:`{3,}|~{3,})\s*$/.test(open)) lines[opened] = `${open.trimEnd()}text`;
      told(close[4] ?? '', i);
      lines[i] = `${close[1]}${close[2]}`;
      opened = undefined;
      return;
    }
    if (/^\s*(?:`{3,}|~{3,})/.test(line)) opened = opened === undefined ? i : undefined;
    else if (opened === undefined && mark.test(line)) lines[i] = inline(line, i);
  });
  return { text: lines.join('\n'), left };

  function told(words: string, line: number): void {
    if (words.trim() !== '') left.push({ line: line + 1, message: msg('Killercoda’s word {0} has no counterpart here.', words.trim()) });
  }

  /** A line that is nothing but a command to run becomes a block; within a sentence the command stays where it is. */
  function inline(line: string, at: number): string {
    for (const [, , words = ''] of line.matchAll(new RegExp(mark, 'g'))) told(words, at);
    const alone = /^(\s*)`([^`]+)`\s*\{\{\s*exec(?:ute)?\b[^}]*\}\}\s*$/.exec(line);
    return alone ? `${alone[1]}\`\`\`sh\n${alone[1]}${alone[2]}\n${alone[1]}\`\`\`` : line.replace(new RegExp(`(\`)\\s*${mark.source}`, 'g'), '$1');
  }
}
