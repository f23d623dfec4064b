import { awsCommand } from '../aws/command';
import { dockerCommand } from '../dockerCommand';
import { kubectlCommand } from '../kubectlCommand';
import { msg, type Message } from '../message';
import { commandsIn, plainWord, type ShellCommand } from '../shellCommands';
import { logicalLines, segmentsOf, wordsOf } from '../shellLines';
import { isHarmlessOnAws, judgeAws, waitsForNothing } from './blockAws';
import { harmlessKubectl, judgeKubectl, judgeMinikube, leadsAway } from './blockKubectl';
import { judgeDocker, judgePath, type BlockKnown, type CommandVerdict, type WordVerdict } from './blockWords';

export type { BlockKnown } from './blockWords';

/** A piece of the author's text; struck: it does not run, and why. What stands in its place is a piece of its own. */
export interface BlockPart { readonly text: string; readonly struck?: Message }
export interface StruckBlock {
  /** All of the text in its order. */
  readonly parts: readonly BlockPart[];
  /** What runs. */
  readonly text: string;
  /** Something was left out or replaced that is there: the student must see it first. */
  readonly asks: boolean;
}

const harmless = new Set(['cd', 'echo', 'printf', 'true', ':', 'sleep', 'wait', 'test', '[', 'unset', 'pwd', 'ls', 'cat', 'head', 'tail', 'wc', 'grep', 'date', 'jobs', 'seq', 'break', 'continue', 'done', 'do', 'then', 'fi']);
const harmlessDocker = /^(?:(?:container|image|network|volume|service|stack|node|context|config|secret|plugin) (?:ls|ps|inspect|logs|top|port|stats|history|diff|wait)|system (?:info|df)|info|version|swarm ca)$/;

/**
 * An author's clean-up block, held against the ledger: what this lab did not make is struck out, and a command whose
 * targets cannot be told is replaced by what the ledger names, or left out. Reads; runs and expands nothing.
 */
export function strikeBlock(text: string, known: BlockKnown): StruckBlock {
  const draft = new Draft(text, known);
  draft.read();
  return { parts: draft.parts, text: draft.parts.filter(({ struck }) => struck === undefined).map(part => part.text).join(''), asks: draft.asks };
}

const compound = /(?:^|[\s;&|(])(?:for|while|until|if|case|select|function)\s|[({]\s*$|\w\(\)/m;

class Draft {
  readonly parts: BlockPart[] = [];
  asks = false;
  private moved = false;
  private readonly ran = new Set<string>();

  constructor(private readonly text: string, private readonly known: BlockKnown) {}

  read(): void {
    // A loop, a group or a function is one thing. One that takes nothing away, such as one that waits, stands between the
    // other commands; else none of the block runs.
    const pieces = logicalLines(this.text);
    if (pieces.some(({ text }) => compound.test(text) && !this.isHarmless(text))) return this.whole();
    let at = 0;
    for (const { start, end, text } of pieces) {
      this.keep(this.text.slice(at, start));
      if (compound.test(text)) { this.moves(text); this.keep(text); } else this.segments(text);
      at = end;
    }
    this.keep(this.text.slice(at));
  }

  private segments(text: string): void {
    let at = 0;
    for (const { start, end, text: command, op } of segmentsOf(text)) {
      this.keep(text.slice(at, start));
      this.segment(text.slice(start, end), command, op);
      at = end;
    }
    this.keep(text.slice(at));
  }

  private moves(text: string): void { this.moved ||= commandsIn(text).some(({ words }) => words[0] === 'cd'); }

  private whole(): void {
    this.strike(this.text, msg('What a loop or a group takes away cannot be told before it runs.'));
    this.asks = true;
  }

  private segment(raw: string, command: string, op: string | undefined): void {
    const vain = commandsIn(command).flatMap(({ words }) => { const aws = awsCommand(words); return (aws && waitsForNothing(aws, this.known)) ?? []; });
    if (vain.length > 0) return this.leaveOut(raw, msg('`{0}` is not there.', vain[0]!), false, op);
    if (command === '' || this.isHarmless(command)) {
      this.moves(command);
      return this.keep(raw);
    }
    const [only, ...more] = commandsIn(command);
    if (!only || more.length > 0 && !/\$\(|`/.test(command)) return this.leaveOut(raw, msg('It is not known what this takes away.'), true, op);
    const plain = more.length > 0 ? commandsIn(command).at(-1)! : only;
    if (plain.sudo || plain.open || op === '|' || op === '|&' || plain.from) return this.leaveOut(raw, msg('Which things this takes cannot be told before it runs.'), true, op);
    const verdict = this.judge(plain);
    if (verdict.kind === 'leaveOut') return this.leaveOut(raw, verdict.why, verdict.asks, op);
    if (verdict.kind === 'instead') return this.instead(raw, verdict.text);
    this.words(raw, command, plain, verdict.word, op);
  }

  private isHarmless(text: string): boolean {
    const commands = commandsIn(text);
    return commands.every(({ words, writes, sudo }) => {
      if (sudo || writes.some(path => path !== '/dev/null')) return false;
      const docker = dockerCommand(words);
      if (docker) return harmlessDocker.test(docker.verb) && docker.context === undefined;
      const kubectl = kubectlCommand(words);
      if (kubectl) return harmlessKubectl.test(kubectl.verb) && !leadsAway(kubectl);
      const aws = awsCommand(words);
      if (aws) return isHarmlessOnAws(aws);
      if (words[0] === 'minikube') return /^(?:status|version|ip|profile|service|image ls)$/.test(words.slice(1, words[1] === 'image' ? 3 : 2).join(' '));
      return harmless.has(words[0] ?? '') || (words[0] === 'kill' && words.slice(1).every(word => /^%\d+$/.test(word)));
    }) && !/^\s*\w+\s*\(\)/.test(text);
  }

  private judge({ words }: ShellCommand): CommandVerdict {
    const [name = ''] = words;
    const docker = dockerCommand(words);
    if (docker) return judgeDocker(docker, words, this.known);
    const kubectl = kubectlCommand(words);
    if (kubectl) return judgeKubectl(kubectl, this.known);
    const aws = awsCommand(words);
    if (aws) return judgeAws(aws, this.known);
    if (name === 'minikube') return judgeMinikube(words, this.known);
    if (name !== 'rm' && name !== 'rmdir' && name !== 'unlink') return { kind: 'leaveOut', why: msg('It is not known what `{0}` takes away.', name), asks: true };
    if (this.moved) return { kind: 'leaveOut', why: msg('After `cd` it cannot be told which files this takes.'), asks: true };
    return { kind: 'words', word: word => judgePath(word, this.known) };
  }

  /** Keeps the words that are the lab's. A command that has none left does not run at all. */
  private words(raw: string, command: string, { words: plain }: ShellCommand, judge: (word: string) => WordVerdict, op: string | undefined): void {
    const operands = new Set(plain.slice(1).filter(word => !word.startsWith('-')));
    const pieces: BlockPart[] = [];
    let at = 0;
    let begun = false, left = 0, asks = false;
    let last: Message | undefined;
    for (const word of wholeWords(command)) {
      const from = raw.indexOf(word, at);
      if (from < 0) return this.leaveOut(raw, msg('It could not be read.'), true, op);
      pieces.push({ text: raw.slice(at, from) });
      at = from + word.length;
      const bare = plainWord(word);
      const verdict = begun && operands.has(bare) && !/^\d?[<>]/.test(word) ? judge(bare) : undefined;
      begun ||= bare === plain[0];
      if (!verdict) { pieces.push({ text: word }); continue; }
      if (verdict.kind === 'keep') { if (verdict.own) left++; pieces.push({ text: word }); continue; }
      asks ||= verdict.asks;
      last = verdict.why;
      pieces.push({ text: word, struck: verdict.why });
      if (verdict.instead) { left++; pieces.push({ text: verdict.instead }); }
    }
    pieces.push({ text: raw.slice(at) });
    if (left === 0) return this.leaveOut(raw, last ?? msg('It names nothing that this lab made.'), asks, op);
    const text = pieces.filter(({ struck }) => struck === undefined).map(piece => piece.text).join('').trim();
    // Two variables may have meant two things of which one is left: it goes once.
    if (last && this.ran.has(text)) return this.leaveOut(raw, msg('The same stands above.'), false, op);
    this.ran.add(text);
    this.asks ||= asks;
    this.parts.push(...pieces.filter(({ text }) => text !== ''));
  }

  private instead(raw: string, text: string): void {
    this.strike(raw, msg('It takes what others made too; this takes what this lab made.'));
    this.asks = true;
    this.keep(text);
  }

  private leaveOut(raw: string, why: Message, asks: boolean, op: string | undefined): void {
    this.asks ||= asks;
    const [, before = '', body = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(raw) ?? [];
    this.keep(before);
    this.strike(body, why);
    // What stands around it must still be a command.
    if (op !== '\n' && (op !== undefined || /(?:&&|\|\||\|&?)\s*$/.test(this.parts.filter(part => part.struck === undefined).map(part => part.text).join('')))) this.keep(' true');
    this.keep(after);
  }

  private strike(text: string, why: Message): void { this.parts.push({ text, struck: why }); }
  private keep(text: string): void { if (text !== '') this.parts.push({ text }); }
}

/** A substitution is one word, whatever stands in it. */
function wholeWords(command: string): string[] {
  const whole: string[] = [];
  let at = 0, from = 0;
  for (const word of wordsOf(command)) {
    const start = command.indexOf(word, at);
    if (start < 0) return wordsOf(command);
    at = start + word.length;
    const before = command.slice(from, start).trim();
    if (before === '') from = start;
    const text = command.slice(from, at);
    if (text.split('(').length > text.split(')').length) continue;
    whole.push(text);
    from = at;
  }
  return whole;
}
