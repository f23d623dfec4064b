import { At, scanShell, type ShellScan, type Split } from './shellScan';

/** A stretch of shell text that belongs together: a command with its continuations, here-documents, loop bodies. */
export interface ShellPiece { readonly start: number; readonly end: number; readonly text: string }

export interface Segment { readonly start: number; readonly end: number; readonly text: string; /** What ends it. */ readonly op: Split['op'] | undefined }

const opens = new Set(['for', 'while', 'until', 'select', 'if', 'case', '{']);
const closes = new Set(['done', 'fi', 'esac', '}']);
const goesOn = new Set(['while', 'until', 'if', '{', 'do', 'then', 'else', 'elif', '!', 'time']);

/** Complete commands, each with all of its lines. Prose gives pieces too: one for each line, as far as quotes allow. */
export function logicalLines(text: string): ShellPiece[] {
  const scan = scanShell(text);
  const segments = segmentsOf(text, scan);
  const withWords = cut(text, segments, true);
  // `for` or `if` at the start of a sentence would swallow all that follows.
  return (withWords ?? cut(text, segments, false) ?? []).filter(piece => piece.text !== '');
}

function cut(text: string, segments: readonly Segment[], keywords: boolean): ShellPiece[] | undefined {
  const pieces: ShellPiece[] = [];
  let start = 0;
  let depth = 0;
  let blank = false;
  for (const segment of segments) {
    if (keywords) depth = Math.max(0, depth + depthChange(segment.text));
    const bare = segment.text === '';
    const waits: boolean = bare && blank;
    blank = segment.op === '|' || segment.op === '|&' || segment.op === '&&' || segment.op === '||' || (bare && waits);
    if (segment.op !== undefined && (segment.op !== '\n' || depth > 0 || waits)) continue;
    pieces.push(piece(text, start, segment.end));
    start = segment.end;
  }
  return depth > 0 ? undefined : pieces;
}

function piece(text: string, from: number, to: number): ShellPiece {
  const raw = text.slice(from, to);
  const start = from + (raw.length - raw.trimStart().length);
  return { start, end: start + raw.trim().length, text: raw.trim() };
}

/** Simple commands between the separators, comments left out. */
export function segmentsOf(text: string, scan: ShellScan = scanShell(text)): Segment[] {
  const segments: Segment[] = [];
  let start = 0;
  for (const split of [...scan.splits, undefined]) {
    const end = split?.at ?? text.length;
    segments.push({ start, end, text: withoutComments(text, scan.at, start, end), op: split?.op });
    start = split ? end + split.op.length : end;
  }
  return segments;
}

function withoutComments(text: string, at: Uint8Array, start: number, end: number): string {
  const comment = at.subarray(start, end).indexOf(At.comment);
  return text.slice(start, comment < 0 ? end : start + comment).trim();
}

/** How many loops, conditions and groups a simple command opens, less those that it closes. */
function depthChange(segment: string): number {
  let rest = segment.replace(/^(?:function\s+[\w-]+\s*(?:\(\))?|[\w-]+\s*\(\s*\))\s*(?=\{)/, '');
  let change = 0;
  for (;;) {
    const word = /^\S+/.exec(rest)?.[0];
    if (word === undefined) return change;
    if (opens.has(word)) change++;
    if (closes.has(word)) change--;
    if (!goesOn.has(word)) return change;
    rest = rest.slice(word.length).trimStart();
  }
}

/** Whether a shell would ask for another line. */
export function wantsMore(text: string): boolean {
  const scan = scanShell(text);
  if (scan.open || /\\$/.test(text)) return true;
  const segments = segmentsOf(text, scan);
  const last = segments.at(-1);
  const operator = segments.at(-2)?.op;
  if (last?.text === '' && operator !== undefined && operator !== '\n' && operator !== ';' && operator !== '&' && operator !== ';;') return true;
  return segments.reduce((depth, segment) => depth + depthChange(segment.text), 0) > 0;
}

/** Parts of a pipeline; 1 for everything that is not one, such as a list with `&&` or a group that holds pipes. */
export function pipelineParts(statement: string): number {
  let depth = 0;
  let parts = 1;
  let ended = false;
  for (const segment of segmentsOf(statement)) {
    if (ended && segment.text !== '') return 1;
    depth = Math.max(0, depth + depthChange(segment.text));
    if (depth > 0) continue;
    ended = segment.op === ';' || segment.op === '&' || (segment.op === '\n' && segment.text !== '');
    if (segment.op === '&&' || segment.op === '||') return 1;
    if (segment.op === '|' || segment.op === '|&') parts++;
  }
  return parts;
}

/** Words of a simple command, quotes kept, redirections and comments included. */
export function wordsOf(command: string): string[] {
  if (!/[\\'"`$({<#]/.test(command)) return command.split(/\s+/).filter(word => word !== '');
  const { at } = scanShell(command);
  const words: string[] = [];
  let word = '';
  for (let i = 0; i < command.length; i++) {
    const ch = command[i]!;
    const breaks = at[i] === At.plain && /\s/.test(ch) && command[i - 1] !== '\\';
    if (!breaks && !(ch === '\n' && command[i - 1] === '\\')) word += ch;
    else if (ch === '\n' && command[i - 1] === '\\') word = word.slice(0, -1);
    if (breaks || ch === '\n') {
      if (word !== '') words.push(word);
      word = '';
    }
  }
  if (word !== '') words.push(word);
  return words;
}
