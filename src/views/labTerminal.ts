import * as vscode from 'vscode';
import type { ShellChoice } from '../core/chooseShell';
import type { ShellReport } from '../core/contextReport';
import { Disposables, type Disposable } from '../core/disposable';
import { Emitter, type Event } from '../core/emitter';
import { UserError } from '../core/errors';
import { folderVariable, typedLine } from '../core/blockScript';
import type { LabTerminal, Typed } from '../core/labRuns';
import { msg } from '../core/message';
import type { Shell } from '../core/statement';
import type { Closing } from '../core/statusFile';

/** The part of the run folder that a terminal needs. */
export interface TerminalFiles {
  /** Absolute path of the run folder. */
  readonly folder: string;
  writeStart(terminalId: string, shell: Shell, after?: string): Promise<string>;
  watchReport(terminalId: string, changed: (report: ShellReport) => void): Disposable;
}

export interface TerminalOptions {
  readonly id: string;
  readonly name: string;
  readonly shell: ShellChoice;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Shell text to run once after start, e.g. the state of another terminal. */
  readonly after?: string;
}

/** A slow start-up file may keep the shell busy that long. */
const integrationMs = 10_000;
/** A line typed too early can be eaten by a start-up file that reads input: it is typed again. */
const reportMs = 4_000;
/** The editor's end event comes soon after the shell's own word; it was never seen later than this. */
const settleMs = 1500;
/** The stream of a command may close a little before its end event. */
const afterReadMs = 300;

/** A lab's shell in a VS Code terminal that survives a reload of the window (so: neither hidden nor transient). */
export class VsLabTerminal implements LabTerminal {
  private readonly own = new Disposables();
  private readonly reports = new Emitter<ShellReport>();
  private readonly closings = new Emitter<Closing>();
  private last: ShellReport | undefined;
  private before: Promise<void> = Promise.resolve();
  readonly onReport: Event<ShellReport> = this.reports.event;
  readonly onClosed: Event<Closing> = this.closings.event;

  private constructor(readonly id: string, readonly shell: Shell, readonly terminal: vscode.Terminal, files: TerminalFiles) {
    this.own.own(files.watchReport(id, report => { this.last = report; this.reports.fire(report); }));
    this.own.own(vscode.window.onDidCloseTerminal(closed => { if (closed === this.terminal) this.closed(); }));
  }

  /** Resolves when the shell has reported where its commands go. */
  static async open(options: TerminalOptions, files: TerminalFiles): Promise<VsLabTerminal> {
    const start = await files.writeStart(options.id, options.shell.shell, options.after);
    const terminal = vscode.window.createTerminal({
      name: options.name, shellPath: options.shell.path, shellArgs: [...options.shell.args], cwd: options.cwd,
      env: { ...options.env, [folderVariable]: files.folder, LABBOOK_TERMINAL: options.id }, iconPath: new vscode.ThemeIcon('notebook'),
    });
    terminal.show(true);
    const lab = new VsLabTerminal(options.id, options.shell.shell, terminal, files);
    await lab.ready(start);
    return lab;
  }

  /** A terminal of an earlier window, found again. Its shell knows us already. */
  static adopt(id: string, shell: Shell, terminal: vscode.Terminal, files: TerminalFiles): VsLabTerminal {
    return new VsLabTerminal(id, shell, terminal, files);
  }

  /** The same where nothing ran in it meanwhile; undefined when the shell has never reported. */
  static async takeBack(id: string, shell: Shell, terminal: vscode.Terminal, files: TerminalFiles): Promise<VsLabTerminal | undefined> {
    const lab = new VsLabTerminal(id, shell, terminal, files);
    await lab.firstReport();
    if (lab.last) return lab;
    lab.dispose();
    return undefined;
  }

  get report(): ShellReport | undefined { return this.last; }

  async type(line: string, output: (text: string) => void): Promise<Typed> {
    const integration = this.terminal.shellIntegration;
    if (!integration || this.shell === 'sh') {
      // Ctrl+U takes away what somebody began to type.
      this.terminal.sendText('\x15', false);
      this.terminal.sendText(line, true);
      return { transcript: false, drained: Promise.resolve() };
    }
    // Before the editor has seen the last command end, the next one would be handed its end event.
    await Promise.race([this.before, pause(settleMs)]);
    const ended = this.endOf(line);
    const execution = integration.executeCommand(line);
    const read = drain(execution.read(), output).then(() => pause(afterReadMs));
    const drained = Promise.race([read, ended]);
    this.before = drained;
    return { transcript: true, drained };
  }

  interrupt(): void { this.terminal.sendText('\x03', false); }
  show(): void { this.terminal.show(false); }

  put(text: string): void {
    this.terminal.show(false);
    const single = !text.includes('\n');
    // Bracketed paste keeps the lines of one command together at the prompt.
    this.terminal.sendText(single || this.shell === 'sh' ? text : `\x1b[200~${text}\x1b[201~`, false);
  }

  dispose(): void {
    this.own.dispose();
    this.reports.dispose();
    this.closings.dispose();
  }

  private async ready(start: string): Promise<void> {
    await this.integration();
    for (let attempt = 0; attempt < 3 && !this.last; attempt++) {
      await this.type(typedLine(start), () => undefined);
      await this.firstReport();
    }
    if (!this.last) throw new UserError('terminal.silent', msg('The shell in the lab’s terminal does not answer.'), msg('Look at the terminal: a start-up file may be waiting for input. Then run the block again.'));
  }

  private integration(): Promise<void> {
    if (this.terminal.shellIntegration) return Promise.resolve();
    const limit = this.shell === 'sh' ? 700 : integrationMs;
    return new Promise(resolve => {
      const own = new Disposables();
      const done = () => { own.dispose(); resolve(); };
      const timer = setTimeout(done, limit);
      own.own({ dispose: () => clearTimeout(timer) });
      own.own(vscode.window.onDidChangeTerminalShellIntegration(({ terminal }) => { if (terminal === this.terminal) done(); }));
    });
  }

  private firstReport(): Promise<void> {
    if (this.last) return Promise.resolve();
    return new Promise(resolve => {
      const own = new Disposables();
      const done = () => { own.dispose(); resolve(); };
      const timer = setTimeout(done, reportMs);
      own.own({ dispose: () => clearTimeout(timer) });
      own.own(this.onReport(done));
    });
  }

  /** By the line, not by the object: the editor may hand the end of our command to another execution. */
  private endOf(line: string): Promise<void> {
    return new Promise(resolve => {
      const listener = vscode.window.onDidEndTerminalShellExecution(({ terminal, execution }) => {
        if (terminal !== this.terminal || execution.commandLine.value.trim() !== line.trim()) return;
        listener.dispose();
        // The last data may be delivered just behind the end.
        setTimeout(resolve, 20);
      });
      this.own.own(listener);
    });
  }

  /** Reason 1 is a reload: the shell lives on, so that is no end. */
  private closed(): void {
    const status = this.terminal.exitStatus;
    if (status?.reason === vscode.TerminalExitReason.Shutdown) return;
    this.closings.fire({ kind: 'closed', code: status?.code, byUser: status?.reason === vscode.TerminalExitReason.User });
    this.dispose();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

async function drain(stream: AsyncIterable<string>, output: (text: string) => void): Promise<void> {
  for await (const text of stream) output(text);
}
