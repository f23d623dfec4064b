import { looksLikeCommand, shellSyntax } from './commandLike';
import { logicalLines, type ShellPiece } from './shellLines';
import { readTranscript, type KeptLine } from './transcript';

/** What of a code block is to be run. */
export interface BlockText {
  readonly commands: readonly KeptLine[];
  readonly sample: readonly KeptLine[];
  /** Lines that belong into a program opened by an earlier command. */
  readonly inner: number;
}

const shells = new Set(['sh', 'bash', 'zsh', 'shell']);
const consoles = new Set(['console', 'shell-session', 'shellsession', 'terminal']);

export function isShellLanguage(language: string): boolean {
  return shells.has(language) || consoles.has(language);
}

/**
 * Commands of a fenced (`language` in lower case, '' without one) or indented block; undefined where it is none.
 * A language of the shell is the author's word for it; without one the text itself must be clear.
 */
export function commandsOf(lines: readonly string[], language: string): BlockText | undefined {
  const transcript = readTranscript(lines, consoles.has(language) ? 'console' : language);
  const declared = isShellLanguage(language);
  if (transcript) {
    const clear = declared || transcript.commands.some(line => looksLikeCommand(line.text, 'block') || /\\$/.test(line.text));
    return clear && transcript.commands.length > 0 ? { ...transcript, commands: trimmed(transcript.commands) } : undefined;
  }
  const all = trimmed(lines.map((text, line) => ({ text: text.trimEnd(), line })));
  if (all.every(line => line.text.trim() === '' || line.text.trimStart().startsWith('#'))) return undefined;
  if (shells.has(language)) return { commands: all, sample: [], inner: 0 };
  return undeclared(all, declared);
}

/** No prompts and no language: the first command must be clear, and what follows be shell or be set aside. */
function undeclared(all: readonly KeptLine[], declared: boolean): BlockText | undefined {
  const text = all.map(line => line.text).join('\n');
  const pieces = logicalLines(text);
  const kinds = pieces.map(piece => kindOf(piece));
  const first = kinds.findIndex(kind => kind !== 'comment' && kind !== 'syntax');
  if (first < 0 || kinds[first] !== 'command') return undefined;
  const odd = kinds.findIndex(kind => kind === 'other');
  if (odd < 0) return { commands: all, sample: [], inner: 0 };
  const rest = pieces.slice(odd);
  const later = kinds.slice(odd).some(kind => kind === 'command');
  // Commands on both sides of a line that is neither clear output nor prose: whether it belongs to them is not known.
  if (later && !rest.every((piece, i) => kinds[odd + i] !== 'other' || readsAsText(piece.text))) return declared ? { commands: all, sample: [], inner: 0 } : undefined;
  if (!later && declared && !rest.some(piece => readsAsText(piece.text))) return { commands: all, sample: [], inner: 0 };
  const cut = lineAt(text, pieces[odd]!.start);
  return { commands: trimmed(all.slice(0, cut)), sample: all.slice(cut).filter(line => line.text.trim() !== ''), inner: 0 };
}

type Kind = 'comment' | 'command' | 'syntax' | 'other';

function kindOf(piece: ShellPiece): Kind {
  const text = piece.text.replace(/^(?:\s*#[^\n]*\n)+/, '').trimStart();
  if (text === '' || text.startsWith('#')) return 'comment';
  if (looksLikeCommand(text, 'block')) return 'command';
  const assigns = /^[A-Za-z_]\w*=(?:\S*|"[^"]*"|'[^']*'|\$\([^()]*\))$/.test(text);
  return assigns || (shellSyntax(text) && !readsAsText(text)) ? 'syntax' : 'other';
}

/** Output or a sentence: columns, capitals, digits, brackets, bullets. */
function readsAsText(text: string): boolean {
  return /^(?:[A-Z0-9"'[{<•*+=|-]|\.\.\.)/.test(text) || /\S {2,}\S/.test(text) || /[.!?:]$/.test(text) || text.split(/\s+/).length > 4;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length - 1;
}

/** Without blank lines at both ends and without the indentation that all lines share. */
function trimmed(lines: readonly KeptLine[]): KeptLine[] {
  let start = 0;
  let end = lines.length;
  while (start < end && lines[start]!.text.trim() === '') start++;
  while (end > start && lines[end - 1]!.text.trim() === '') end--;
  const kept = lines.slice(start, end);
  const indents = kept.filter(line => line.text.trim() !== '').map(line => /^[ \t]*/.exec(line.text)![0]);
  const shared = indents.reduce((a, b) => (b.startsWith(a) ? a : a.startsWith(b) ? b : ''), indents[0] ?? '');
  return kept.map(line => ({ ...line, text: line.text.slice(shared.length) }));
}
