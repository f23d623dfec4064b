import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import type { Command, CommandResult, Runner, RunningCommand, RunOptions } from '../core/command';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { findExecutable } from './executable';

type Env = Readonly<Record<string, string | undefined>>;
const keepDefault = 32 * 1024 * 1024;
const stderrTail = 16 * 1024;
const killAfterMs = 2000;

/** A copy without the editor's own variables: they would hand a child the editor's sockets and switches. */
export function childEnv(env: Env, overlay: Env = {}): Record<string, string> {
  const copy: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...env, ...overlay })) {
    if (value !== undefined && !/^(VSCODE_|ELECTRON_)/i.test(name)) copy[name] = value;
  }
  return copy;
}

export function createRunner(base: Env): Runner {
  return {
    run: (command, options = {}) => {
      const out = new Kept(options.maxBytes ?? keepDefault);
      const running = start(base, command, chunk => out.add(chunk), options, out);
      return running.done.then(result => ({ ...result, stdout: out.text() }));
    },
    stream: (command, onData, options = {}) => start(base, command, onData, options),
  };
}

/** A child that is talked to while it runs. */
export interface Conversation {
  write(text: string): void;
  /** Exit code; 128 and the signal's number where a signal ended it. Rejects if it could not be started. */
  readonly done: Promise<number>;
  kill(): void;
}

/** `heard` gets what it prints on either stream. */
export function converse(command: Command, base: Env, heard: (text: string) => void): Conversation {
  const env = childEnv(base, command.env);
  const file = findExecutable(command.file, env);
  if (!file) throw notFound(command.file);
  const child = spawn(file, [...command.args], { env, cwd: command.cwd, shell: false, stdio: 'pipe' });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', heard);
  // It may be gone while something is still being said to it.
  child.stdin.on('error', () => undefined);
  const done = new Promise<number>((resolve, reject) => {
    child.on('error', error => reject(new UserError('command.notStarted', msg('{0} could not be started: {1}', command.file, error.message))));
    child.on('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  return { write: text => { child.stdin.write(text); }, done, kill: () => { child.kill('SIGKILL'); } };
}

/** A process that outlives the one that starts it. */
export interface Launched {
  readonly pid: number;
  /** Exit code as of `Conversation`, while the one that started it lives. Rejects if it could not be started. */
  readonly done: Promise<number>;
  /** Its whole process group; on Windows it alone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** In a session and process group of its own; what it says on either stream goes behind what stands in `log`. `env` is all it gets. */
export function launch(command: Command & { readonly env: Env }, log: string): Launched {
  // As it was given: the editor's own Node.js has to be told to be one.
  const env = Object.fromEntries(Object.entries(command.env).filter(([, value]) => value !== undefined));
  const file = findExecutable(command.file, env);
  if (!file) throw notFound(command.file);
  const out = openSync(log, 'a', 0o600);
  const child = spawn(file, [...command.args], { env, cwd: command.cwd, shell: false, windowsHide: true, detached: true, stdio: ['ignore', out, out] });
  closeSync(out);
  child.unref();
  const done = new Promise<number>((resolve, reject) => {
    child.on('error', error => reject(new UserError('command.notStarted', msg('{0} could not be started: {1}', command.file, error.message))));
    child.on('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
  done.catch(() => undefined);
  const pid = child.pid ?? 0;
  return { pid, done, end: signal => endGroup(pid, signal) };
}

/** Of a process that was launched; nothing where it is gone. */
export function endGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (pid === 0) return;
  try { process.kill(process.platform === 'win32' ? pid : -pid, signal); } catch { /* It is gone already. */ }
}

class Kept {
  private readonly chunks: Uint8Array[] = [];
  private size = 0;
  constructor(private readonly max: number) {}
  get full(): boolean { return this.size > this.max; }
  add(chunk: Uint8Array): void {
    this.size += chunk.length;
    if (!this.full) this.chunks.push(chunk);
  }
  text(): string { return Buffer.concat(this.chunks).toString('utf8'); }
}

function start(base: Env, command: Command, onData: (chunk: Uint8Array) => void, options: RunOptions, cap?: Kept): RunningCommand {
  const env = childEnv(options.env ?? base, command.env);
  const file = findExecutable(command.file, env);
  if (!file) return refused(notFound(command.file));
  if (options.signal?.aborted) return refused(aborted(command.file));
  const child = spawn(file, [...command.args], { env, cwd: command.cwd, shell: false, windowsHide: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const ending = new Ending(child, command.file, options);
  const errors = new Tail();
  child.stdout?.on('data', (chunk: Uint8Array) => {
    onData(chunk);
    if (cap?.full) ending.end(new UserError('command.tooMuch', msg('{0} printed more than can be kept.', command.file)));
  });
  child.stderr?.on('data', (chunk: Buffer) => errors.add(chunk));
  const done = new Promise<CommandResult>((resolve, reject) => {
    child.on('error', error => { ending.settled(); reject(new UserError('command.notStarted', msg('{0} could not be started: {1}', command.file, error.message))); });
    child.on('close', (code, signal) => {
      ending.settled();
      if (ending.reason) reject(ending.reason);
      else resolve({ code: code ?? 128 + (signal ? constants.signals[signal] : 0), stdout: '', stderr: errors.text() });
    });
  });
  return { done, kill: () => ending.end(aborted(command.file)) };
}

class Tail {
  private kept = Buffer.alloc(0);
  add(chunk: Buffer): void { this.kept = Buffer.concat([this.kept, chunk]).subarray(-stderrTail); }
  text(): string { return this.kept.toString('utf8'); }
}

/** Why a process is being ended by us, and the two steps of doing it. */
class Ending {
  reason: UserError | undefined;
  private readonly deadline: NodeJS.Timeout | undefined;
  private force: NodeJS.Timeout | undefined;
  private readonly onAbort: () => void;

  constructor(private readonly child: ChildProcess, name: string, private readonly options: RunOptions) {
    const { timeoutMs, signal } = options;
    this.onAbort = () => this.end(aborted(name));
    if (timeoutMs) this.deadline = setTimeout(() => this.end(timedOut(name, timeoutMs)), timeoutMs);
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  end(reason: UserError): void {
    if (this.reason) return;
    this.reason = reason;
    this.child.kill('SIGTERM');
    this.force = setTimeout(() => this.child.kill('SIGKILL'), killAfterMs);
    // A grandchild may keep the pipes open for ever; `close` must come all the same.
    this.child.once('exit', () => { this.child.stdout?.destroy(); this.child.stderr?.destroy(); });
  }

  settled(): void {
    clearTimeout(this.deadline);
    clearTimeout(this.force);
    this.options.signal?.removeEventListener('abort', this.onAbort);
  }
}

function refused(error: UserError): RunningCommand {
  const done = Promise.reject<CommandResult>(error);
  done.catch(() => undefined);
  return { done, kill: () => undefined };
}

function notFound(name: string): UserError {
  return new UserError('command.notFound', msg('The command {0} was not found.', name), msg('Install it, or start the editor from a terminal in which it is found.'));
}
function timedOut(name: string, ms: number): UserError {
  return new UserError('command.timeout', msg('{0} gave no answer within {1} s.', name, Math.round(ms / 100) / 10));
}
function aborted(name: string): UserError {
  return new UserError('command.aborted', msg('{0} was stopped.', name));
}
