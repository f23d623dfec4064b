import { looksLikeCommand } from './commandLike';
import { wantsMore } from './shellLines';

export interface KeptLine {
  /** Without its prompt. */
  readonly text: string;
  /** 0-based line in the content that was given. */
  readonly line: number;
}

export interface Transcript {
  readonly commands: readonly KeptLine[];
  /** Output that the author copied along. */
  readonly sample: readonly KeptLine[];
  /** Lines typed inside a program that an earlier command opened: not for this shell. They are in `sample` too. */
  readonly inner: number;
}

interface Prompt { readonly who: string; readonly rest: string; readonly root: boolean }

/** `user@host:~/dir$ `, `[user@host dir]$ `, `bash-5.2# `, `/ # `, `(venv) $ `, `host:dir user$ `, `➜  dir `. */
const named: readonly RegExp[] = [
  /^(?:\(\S+\)\s)?\[?([\w.-]+@[\w.-]+)[:\s]?[^$#%>\]]{0,80}\]?\s?([$#%])\s+(.*)$/,
  /^((?:ba|z|da)?sh-[\d.]+)([$#])\s+(.*)$/,
  /^([\w.-]+:\S{1,60} [\w.-]+)(\$)\s+(.*)$/,
  /^(\/[\w./-]*|~[\w./-]*)\s([$#])\s+(.*)$/,
];
/** Play with Docker prints its prompt on a line of its own. */
const header = /^\[\w+\]\s+\(\w+\)\s+([\w.-]+@[\w.-]+)\s+\S*\s*$/;
const headed = /^\[\w+\]\s+\(\w+\)\s+([\w.-]+@[\w.-]+)\s+\S*\s+([$#])\s+(.*)$/;
const opensShell = /\b(?:(?:docker|podman|kubectl)\b.*\s(?:-\w*i\w*t\w*|-\w*t\w*i\w*|--interactive|--tty)\b|ssh\s|minikube ssh|su\b|sudo\s+(?:-i|-s|su)\b|mysql\s|psql\s|(?:ba|z|da)?sh\s*$|chroot\s)/;
const maxContinuation = 500;

function promptOf(line: string): Prompt | undefined {
  const dollar = /^\s*(?:\(\S+\)\s)?\$(?:\s+(.*))?$/.exec(line);
  if (dollar) return { who: '$', rest: dollar[1] ?? '', root: false };
  const text = line.trimStart();
  for (const pattern of [headed, ...named]) {
    const found = text.length < 2000 ? pattern.exec(text) : null;
    if (found) return { who: found[1]!, rest: found[3]!, root: false };
  }
  const hash = /^\s*#\s+(\S.*)$/.exec(line);
  return hash ? { who: '#', rest: hash[1]!, root: true } : undefined;
}

/** Whether `# ` at the start of a line is the prompt of root here, and not a comment. */
function hashIsPrompt(lines: readonly string[], language: string): boolean {
  const filled = lines.filter(line => line.trim() !== '');
  const commands = filled.filter(line => /^\s*#\s/.test(line) && looksLikeCommand(line.replace(/^\s*#\s+/, ''), 'block'));
  if (commands.length === 0) return false;
  if (language === 'console' || language === 'shell-session') return !filled.some(line => promptOf(line)?.root === false);
  // A command that the author took out by `#` must not come back to life: it takes output and no plain command.
  const plain = filled.filter(line => !/^\s*#/.test(line));
  return plain.length > 0 && /^\s*#\s/.test(filled[0]!) && looksLikeCommand(filled[0]!.replace(/^\s*#\s+/, ''), 'block')
    && !plain.some(line => looksLikeCommand(line.trim(), 'block'));
}

/** Undefined when the text is no transcript: then all of it is commands, or none. */
export function readTranscript(lines: readonly string[], language: string): Transcript | undefined {
  const root = hashIsPrompt(lines, language);
  const prompts = lines.map(line => {
    const prompt = promptOf(line);
    return prompt && (!prompt.root || (root && looksLikeCommand(prompt.rest, 'block'))) ? prompt : undefined;
  });
  const first = lines.findIndex(line => line.trim() !== '' && (root || !/^\s*#/.test(line)) && !header.test(line.trim()));
  const mayStartWithOutput = language === 'console' || language === 'shell-session' || language === '';
  if (!prompts.some(Boolean) || (prompts[first] === undefined && !mayStartWithOutput)) return undefined;
  return new TranscriptReader(lines, prompts).read();
}

class TranscriptReader {
  private readonly commands: KeptLine[] = [];
  private readonly sample: KeptLine[] = [];
  private inner = 0;
  /** The prompt that stood before a command which opened another shell. */
  private outside: string | undefined;
  private header = '';

  constructor(private readonly lines: readonly string[], private readonly prompts: readonly (Prompt | undefined)[]) {}

  read(): Transcript {
    let i = 0;
    while (i < this.lines.length) i = this.line(i);
    return { commands: this.commands, sample: this.sample, inner: this.inner };
  }

  private line(i: number): number {
    const text = this.lines[i]!;
    const prompt = this.prompts[i];
    const head = header.exec(text.trim());
    if (head) {
      this.header = head[1]!;
      return i + 1;
    }
    if (prompt === undefined) {
      if (text.trim() !== '') this.sample.push({ text: text.trimEnd(), line: i });
      return i + 1;
    }
    const who = prompt.who === '$' && this.header !== '' ? this.header : prompt.who;
    if (this.outside !== undefined && who !== this.outside) {
      this.sample.push({ text: text.trimEnd(), line: i });
      this.inner++;
      return i + 1;
    }
    this.outside = undefined;
    return prompt.rest.trim() === '' ? i + 1 : this.command(i, prompt.rest, who);
  }

  private command(i: number, rest: string, who: string): number {
    const taken: KeptLine[] = [{ text: rest.trimEnd(), line: i }];
    let text = rest.trimEnd();
    let next = i + 1;
    while (next < this.lines.length && taken.length < maxContinuation && this.prompts[next] === undefined && wantsMore(text)) {
      const line = this.lines[next]!.replace(/^\s*> ?/, '');
      taken.push({ text: line.trimEnd(), line: next });
      text += `\n${line}`;
      next++;
    }
    // An apostrophe in one command must not swallow the output below it.
    if (wantsMore(text) && !rest.trimEnd().endsWith('\\') && taken.length > 1) {
      taken.length = 1;
      next = i + 1;
    }
    this.commands.push(...taken);
    if (opensShell.test(text)) this.outside = who;
    return next;
  }
}
