import { folderVariable, typedLine } from '../core/blockScript';
import type { ShellReport } from '../core/contextReport';
import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { LabTerminal, Typed } from '../core/labRuns';
import { msg } from '../core/message';
import { quote } from '../core/shellQuote';
import type { Shell } from '../core/statement';
import type { Closing } from '../core/statusFile';
import { converse, type Conversation } from './process';
import { terminalText } from '../core/terminalText';
import { BetweenMarks, commandMark, promptMark } from './terminalMarks';

/** The part of the run folder that a terminal needs. */
export interface PtyFiles {
  readonly folder: string;
  writeStart(terminalId: string, shell: Shell, after?: string): Promise<string>;
  watchReport(terminalId: string, changed: (report: ShellReport) => void): Disposable;
}

export interface PtyOptions {
  readonly id: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shell text to run once after start. */
  readonly after?: string;
}

/** Not exported: what this shell starts must not print our marks. */
const setUp = `PS1=${quote(`\\[${promptMark}\\]lab$ `)} PS0=${quote(commandMark)}; stty rows 40 cols 160\n`;
const startMs = 10_000;

/**
 * A lab's bash on a pseudo-terminal of its own, for a machine without an editor: no start-up file of the student's, the
 * same recorder, the same typed line. Linux and macOS, through the program `script`.
 */
export class PtyTerminal extends Disposables implements LabTerminal {
  readonly shell: Shell = 'bash';
  private readonly reports = this.own(new Emitter<ShellReport>());
  private readonly closings = this.own(new Emitter<Closing>());
  private readonly marks = new BetweenMarks();
  private readonly child: Conversation;
  private last: ShellReport | undefined;
  private heardAt = 0;
  /** Of what was printed since something was typed: the last line, as far as it goes. */
  private tail = '';
  readonly onReport = this.reports.event;
  readonly onClosed = this.closings.event;

  private constructor(readonly id: string, options: PtyOptions, files: PtyFiles) {
    super();
    this.own(files.watchReport(id, report => { this.last = report; this.reports.fire(report); }));
    const env = { ...options.env, TERM: 'xterm', HISTFILE: '', [folderVariable]: files.folder, LABBOOK_TERMINAL: id };
    this.child = converse({ file: 'script', args: scriptArgs('bash --norc --noprofile -i'), cwd: options.cwd }, env, text => this.heard(text));
    void this.child.done.then(code => this.ended(code), () => this.ended(undefined));
  }

  /** Resolves when the shell has reported where its commands go. */
  static async open(options: PtyOptions, files: PtyFiles): Promise<PtyTerminal> {
    const start = await files.writeStart(options.id, 'bash', setUp + (options.after ?? ''));
    const terminal = new PtyTerminal(options.id, options, files);
    await terminal.ready(start);
    return terminal;
  }

  get report(): ShellReport | undefined { return this.last; }
  /** For how long nothing was printed, in milliseconds. */
  get quietMs(): number { return Date.now() - this.heardAt; }

  /** The line on which the cursor stands, without colours: what a program asks with. Empty while nothing was printed since the last words were typed. */
  get lastLine(): string { return terminalText(this.tail).replace(/\x1b\[[0-9;]*m/g, '').split('\n').at(-1)?.trim() ?? ''; }

  type(line: string, output: (text: string) => void): Promise<Typed> {
    const drained = this.marks.next(output);
    this.child.write(`\x15${line}\r`);
    return Promise.resolve({ transcript: true, drained });
  }

  /** As a person types: into whatever program has the terminal now. */
  send(text: string): void {
    this.heardAt = Date.now();
    this.tail = '';
    this.child.write(text);
  }

  interrupt(): void { this.send('\x03'); }
  /** Takes the terminal away from whatever runs in it: its shell is over, and so is what waits for it. */
  hangUp(): void { this.child.kill(); }
  show(): void { /* Nobody looks. */ }
  put(text: string): void { this.send(text); }

  override dispose(): void {
    if (this.disposed) return;
    super.dispose();
    this.child.kill();
  }

  private heard(text: string): void {
    this.heardAt = Date.now();
    this.tail = (this.tail + text).slice(-2000);
    this.marks.push(text);
  }

  private ended(code: number | undefined): void {
    this.marks.end();
    this.closings.fire({ kind: 'closed', ...code !== undefined && { code }, byUser: false });
    this.dispose();
  }

  private async ready(start: string): Promise<void> {
    const reported = new Promise<void>(resolve => this.own(this.onReport(() => resolve())));
    this.child.write(`${typedLine(start)}\r`);
    const late = new Promise<void>(resolve => { const timer = setTimeout(resolve, startMs); this.own({ dispose: () => clearTimeout(timer) }); });
    await Promise.race([reported, late, this.child.done]);
    if (!this.last) throw new UserError('terminal.silent', msg('The shell in the lab’s terminal does not answer.'), msg('Look whether the programs bash and script are there.'));
  }
}

function scriptArgs(shell: string): readonly string[] {
  return process.platform === 'darwin' ? ['-q', '/dev/null', ...shell.split(' ')] : ['-qefc', `exec ${shell}`, '/dev/null'];
}
