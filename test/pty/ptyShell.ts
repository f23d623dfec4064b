import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync, readFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyPath, compileBlock, initLine, initPath, reportPath, statusPath, typedLine, wrapperName, wrapperPath } from '../../src/core/blockScript';
import { parseReport, type ShellReport } from '../../src/core/contextReport';
import { runFolderName, shellInit } from '../../src/core/shellInit';
import { finalOf, outcomeOf, parseStatus, type Closing, type Final, type StatusLines } from '../../src/core/statusFile';
import type { Outcome } from '../../src/core/run';
import type { Shell, Statement } from '../../src/core/statement';

const commands: Record<Shell, string> = { bash: 'exec bash --norc -i', zsh: 'exec zsh -f -i', sh: 'exec dash -i' };

export interface PtyOptions { readonly shell: Shell; readonly rc?: string; readonly env?: Record<string, string> }

/** A real shell in a real pseudo-terminal, driven the way the lab terminal is: one typed line a block. */
export class PtyShell {
  readonly home = mkdtempSync(join(tmpdir(), 'lab pty '));
  readonly folder = join(this.home, runFolderName);
  screen = '';
  private readonly child: ChildProcessWithoutNullStreams;
  private closing: Closing | undefined;
  private runs = 0;

  constructor(private readonly options: PtyOptions) {
    mkdirSync(this.folder, { mode: 0o700 });
    for (const shell of ['bash', 'zsh', 'sh'] as const) writeFileSync(initPath(this.folder, shell), shellInit(shell));
    writeFileSync(join(this.folder, 'start.sh'), initLine(this.folder, options.shell, 't1'));
    this.child = spawn('script', ['-qefc', commands[options.shell], '/dev/null'], {
      cwd: this.home,
      env: { PATH: process.env.PATH ?? '', HOME: this.home, TERM: 'dumb', LABBOOK: this.folder, HISTFILE: join(this.home, 'history'), PS1: 'lab> ', ...options.env },
    });
    this.child.stdout.on('data', (data: Buffer) => { this.screen += data.toString(); });
    this.child.on('exit', code => { this.closing = { kind: 'closed', code: code ?? undefined, byUser: false }; });
  }

  async start(): Promise<void> {
    if (this.options.rc) await this.type(this.options.rc);
    this.child.stdin.write(`${typedLine('start.sh')}\n`);
    await until(() => this.report() !== undefined);
  }

  /** Typed by hand; returns when the prompt hook has reported again, or after `ms`. */
  async type(line: string, ms = 150): Promise<void> {
    this.child.stdin.write(`${line}\n`);
    await sleep(ms);
  }

  interrupt(): void { this.child.stdin.write('\x03'); }

  report(): ShellReport | undefined {
    const path = reportPath(this.folder, 't1');
    return existsSync(path) ? parseReport(readFileSync(path, 'utf8')) : undefined;
  }

  async run(statements: readonly (string | Partial<Statement>)[], how: { child?: boolean; onError?: 'stop' | 'continue'; expected?: string; during?: () => Promise<void> } = {}): Promise<Ran> {
    const runId = `r${++this.runs}`;
    const full = statements.map((given, i): Statement & { masked: string } => {
      const text = typeof given === 'string' ? given : given.text ?? '';
      return { index: i + 1, text, start: 0, end: text.length, line: 0, background: false, pipeline: 1, masked: text, ...(typeof given === 'string' ? {} : given) };
    });
    const script = compileBlock({ shell: this.options.shell, runId, folder: this.folder, terminalId: 't1', statements: full, onError: how.onError ?? 'stop', child: how.child ?? false, expected: how.expected });
    writeFileSync(bodyPath(this.folder, runId), script.body);
    writeFileSync(wrapperPath(this.folder, runId), script.wrapper);
    writeFileSync(statusPath(this.folder, runId), '');
    this.child.stdin.write(`${typedLine(wrapperName(runId))}\n`);
    await how.during?.();
    await until(() => finalOf(this.status(runId), this.closing) !== undefined);
    await sleep(60);
    const status = this.status(runId);
    const final = finalOf(status, this.closing);
    return { final, status, outcomes: full.map(statement => outcomeOf(statement, status, final)) };
  }

  async history(): Promise<string> {
    const out = join(this.home, 'hist.txt');
    await this.type(this.options.shell === 'zsh' ? `fc -l -n 1 > '${out}'` : `history > '${out}'`, 250);
    return readFileSync(out, 'utf8');
  }

  async close(): Promise<void> {
    this.child.stdin.write('\nexit\nexit\n');
    await Promise.race([new Promise(done => this.child.once('exit', done)), sleep(500)]);
    if (this.closing === undefined) this.child.kill('SIGKILL');
    rmSync(this.home, { recursive: true, force: true });
  }

  private status(runId: string): StatusLines {
    const path = statusPath(this.folder, runId);
    return parseStatus(readFileSync(path, 'utf8'), n => existsSync(`${path}.${n}`) ? statSync(`${path}.${n}`).mtimeMs : Number.NaN);
  }
}

export interface Ran { readonly final: Final | undefined; readonly status: StatusLines; readonly outcomes: readonly Outcome[] }

export async function until(test: () => boolean, ms = 8000): Promise<void> {
  const end = Date.now() + ms;
  while (!test()) {
    if (Date.now() > end) throw new Error('timed out waiting');
    await sleep(10);
  }
}
