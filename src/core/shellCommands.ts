import { segmentsOf, wordsOf } from './shellLines';
import { At, scanShell } from './shellScan';

/** One program that a shell text starts, as far as reading tells; nothing is expanded. */
export interface ShellCommand {
  /** Program first. Quotes are taken off, variables stand as they were written; assignments, `sudo` and the like before it and redirections are left out. */
  readonly words: readonly string[];
  /** Files that `>` and `>>` write to. */
  readonly writes: readonly string[];
  readonly sudo: boolean;
  /** What was left out before it: assignments, `env -u NAME`, `sudo`; quotes taken off. */
  readonly prefix: readonly string[];
  /** What is piped into it: the program before the `|`. */
  readonly from?: ShellCommand;
  /** Its operands are not all here: `xargs` adds some. */
  readonly open: boolean;
}

/** Programs that start the program behind them, with those of their options that take a value. */
const wrappers: Readonly<Record<string, readonly string[]>> = {
  sudo: ['-u', '-g', '-h', '-p', '-C', '-r', '-t', '-U', '-D', '-R'], doas: ['-u', '-C'], env: ['-u', '-C', '-S'], exec: ['-a'], command: [], builtin: [],
  nohup: [], nice: ['-n'], timeout: ['-s', '-k'], xargs: ['-I', '-n', '-P', '-L', '-d', '-E', '-a', '-s'], watch: ['-n'], stdbuf: ['-i', '-o', '-e'], unbuffer: [],
};
const shells = new Set(['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh']);
const deepest = 4;

/** Every command in a text: lists, pipelines, groups, loops, `$( )`, and what `sh -c` and `eval` are given. */
export function commandsIn(text: string, depth = 0): ShellCommand[] {
  if (depth > deepest || text.length > 50_000) return [];
  const found: ShellCommand[] = [];
  let before: ShellCommand | undefined;
  let piped = false;
  for (const segment of segmentsOf(text)) {
    if (segment.text === '') continue;
    found.push(...substitutions(segment.text).flatMap(inner => commandsIn(inner, depth + 1)));
    const group = /^\((.*)\)\s*(?:\d?>.*)?$/s.exec(withoutKeywords(segment.text));
    const own = group ? commandsIn(group[1]!, depth + 1) : read(segment.text, piped ? before : undefined, depth);
    found.push(...own);
    before = own.at(-1);
    piped = segment.op === '|' || segment.op === '|&';
  }
  return found;
}

/** The first command behind `then`, `case … in a)`, `name() {` and the like; nothing for what only opens or closes a loop. */
function withoutKeywords(text: string): string {
  let rest = text;
  for (;;) {
    const shorter = rest.replace(/^(?:do|then|else|elif|\{|!|time|if|while|until)(?=\s)\s*|^(?:function\s+[\w-]+\s*(?:\(\s*\))?|[\w-]+\s*\(\s*\))\s*\{\s*|^case\s+\S+\s+in\b\s*|^\(?[^\s()'"$]+\)\s+/, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return /^(?:for|select)\s|^(?:done|fi|esac|\})(?=$|[\s;)>])/.test(rest) ? '' : rest;
}

function read(text: string, from: ShellCommand | undefined, depth: number): ShellCommand[] {
  const { plain, hereDoc } = withoutHereDoc(text);
  const { words, writes } = withoutRedirections(wholeWords(wordsOf(withoutKeywords(plain))));
  const { rest, sudo, open } = unwrapped(words);
  if (rest.length === 0) return [];
  const prefix = words.slice(0, words.length - rest.length).map(plainWord);
  const command: ShellCommand = { words: rest.map(plainWord), writes: writes.map(plainWord), sudo, open, prefix, ...(from ? { from } : {}) };
  const inner = innerScript(command.words, hereDoc);
  return inner === undefined ? [command] : [command, ...commandsIn(inner, depth + 1)];
}

/** `$(docker ps -q)` is one word, though it has spaces in it. */
function wholeWords(words: readonly string[]): string[] {
  const whole: string[] = [];
  let depth = 0;
  for (const word of words) {
    if (depth > 0) whole[whole.length - 1] += ` ${word}`;
    else whole.push(word);
    const bare = word.replace(/\\.|'[^']*'/g, '');
    const opened = depth > 0 ? bare.match(/\(/g) : /[$<>]\(/.test(bare) ? bare.slice(bare.search(/[$<>]\(/)).match(/\(/g) : null;
    depth = Math.max(0, depth + (opened?.length ?? 0) - (depth > 0 || opened ? bare.match(/\)/g)?.length ?? 0 : 0));
  }
  return whole;
}

/** What is fed to a command by `<<` stands below it and is not its own. */
function withoutHereDoc(text: string): { plain: string; hereDoc: string } {
  if (!text.includes('<<')) return { plain: text, hereDoc: '' };
  const { at } = scanShell(text);
  let plain = '';
  let hereDoc = '';
  for (let i = 0; i < text.length; i++) {
    if (at[i] === At.hereDoc || at[i] === At.hereDocRaw) hereDoc += text[i];
    else plain += text[i];
  }
  return { plain, hereDoc };
}

/** The text that `sh -c`, `eval` or a bare shell is given. */
function innerScript(words: readonly string[], hereDoc: string): string | undefined {
  const [name = '', ...rest] = words;
  if (name === 'eval') return rest.join(' ');
  if (!shells.has(name.slice(name.lastIndexOf('/') + 1))) return undefined;
  const at = rest.findIndex(word => /^-\w*c\w*$/.test(word));
  return at >= 0 ? rest[at + 1] : hereDoc === '' ? undefined : hereDoc.replace(/\n\s*\S+\s*$/, '');
}

function unwrapped(words: readonly string[]): { rest: readonly string[]; sudo: boolean; open: boolean } {
  let rest = words;
  let sudo = false;
  let open = false;
  for (;;) {
    while (rest[0] !== undefined && /^[A-Za-z_]\w*\+?=/.test(rest[0])) rest = rest.slice(1);
    const name = plainWord(rest[0] ?? '');
    const takes = Object.hasOwn(wrappers, name) ? wrappers[name]! : undefined;
    if (!takes || rest.length === 1) return { rest, sudo, open };
    sudo ||= name === 'sudo' || name === 'doas';
    open ||= name === 'xargs';
    rest = rest.slice(1);
    while (rest[0]?.startsWith('-')) rest = rest.slice(takes.includes(rest[0]) ? 2 : 1);
    if (name === 'timeout') rest = rest.slice(1);
  }
}

function withoutRedirections(words: readonly string[]): { words: string[]; writes: string[] } {
  const kept: string[] = [];
  const writes: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const sign = /^(?:\d*|&)(>>?\|?|<<?<?-?|<>)(&?)(.*)$/s.exec(words[i]!);
    if (!sign || words[i]!.startsWith('<(')) { kept.push(words[i]!); continue; }
    const file = sign[3] !== '' ? sign[3]! : words[++i] ?? '';
    if (sign[1]!.startsWith('>') && sign[2] === '') writes.push(file);
  }
  return { words: kept, writes };
}

/** Quotes and backslashes taken off; `$NAME` stays. */
export function plainWord(word: string): string {
  if (!/["'\\]/.test(word)) return word;
  const { at } = scanShell(word);
  let plain = '';
  for (let i = 0; i < word.length; i++) {
    const ch = word[i]!;
    const inside = at[i] === At.single || at[i] === At.ansi;
    if (ch === '\\' && !inside && i + 1 < word.length) plain += word[++i]!;
    else if (!(ch === "'" && at[i] !== At.double) && !(ch === '"' && !inside)) plain += ch;
  }
  return plain;
}

/** Whether a word stands for exactly itself: no variable, no substitution, no pattern. */
export function isLiteral(word: string): boolean { return !/[$`*?[\]{}~]/.test(word); }

/** The inner texts of `$( )` and backticks that a shell would run. */
function substitutions(text: string): string[] {
  if (!/\$\(|`/.test(text)) return [];
  const { at } = scanShell(text);
  const inner: string[] = [];
  for (let i = 0; i < text.length; i++) {
    if (at[i] === At.single || at[i] === At.comment || at[i] === At.hereDocRaw) continue;
    if (text[i] === '`') {
      const end = text.indexOf('`', i + 1);
      if (end < 0) break;
      inner.push(text.slice(i + 1, end));
      i = end;
    } else if (text.startsWith('$(', i) && text[i + 2] !== '(') {
      const end = closing(text, i + 2);
      inner.push(text.slice(i + 2, end));
      i = end;
    }
  }
  return inner;
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let i = from; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return i;
  }
  return text.length;
}
