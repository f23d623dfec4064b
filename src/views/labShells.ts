import * as vscode from 'vscode';
import { homedir } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { typedLine } from '../core/blockScript';
import { chooseShell, type ShellChoice } from '../core/chooseShell';
import type { ShellReport } from '../core/contextReport';
import type { OpenCourse } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { msg, type Message } from '../core/message';
import { exportScript, importScript, isWholeState } from '../core/shellState';
import { settingIds, settingSection } from './ids';
import { VsLabTerminal, type TerminalFiles } from './labTerminal';
import { translate } from './messages';

export interface LabKey { readonly courseId: string; readonly labId: string }
export function labKey({ courseId, labId }: LabKey): string { return `${courseId}/${labId}`; }

/** What a lab's shell begins with. */
export interface ShellStart {
  /** Variables from its first moment on; a start-up file of the student's may change them. */
  readonly env: Readonly<Record<string, string>>;
  /** Shell text that is read after those files: what it sets is so. */
  readonly after: string;
}

export interface LabShellPorts {
  readonly files: TerminalFiles & { writeScript(name: string, text: string): Promise<string>; waitFor(path: string, whole: (text: string) => boolean): Promise<void> };
  openFolder(labs: string, courseId: string, labId: string, shipped: string): Promise<{ path: string; notes: readonly Message[] }>;
  newId(): string;
  tell(note: Message): void;
  /** The shell that an earlier window of this workspace had for the lab. */
  earlier(lab: LabKey): Promise<VsLabTerminal | undefined>;
  /** For a shell that a lab gets anew, e.g. where its kubectl commands go. */
  environment(lab: LabKey, open: OpenCourse): Promise<ShellStart>;
  /** Called for each shell that a lab gets. */
  kept(lab: LabKey, terminal: VsLabTerminal): void;
}

/** A shell that has something else to do answers later; it is not waited for. */
const applyMs = 4000;

/** One long-lived terminal for each lab, and one for each background block. */
export class LabShells extends Disposables {
  private readonly byLab = new Map<string, VsLabTerminal>();
  /** Labs whose shell was closed here. */
  private readonly ended = new Set<string>();
  private readonly opening = new Map<string, Promise<VsLabTerminal>>();
  private readonly reports = this.own(new Emitter<{ lab: LabKey; report: ShellReport }>());
  readonly onReport = this.reports.event;
  private readonly closed = this.own(new Emitter<LabKey>());
  readonly onClosed = this.closed.event;

  constructor(private readonly ports: LabShellPorts) { super(); }

  of(lab: LabKey): VsLabTerminal | undefined { return this.byLab.get(labKey(lab)); }

  terminal(lab: LabKey, open: OpenCourse): Promise<VsLabTerminal> {
    const key = labKey(lab);
    const there = this.byLab.get(key);
    if (there) return Promise.resolve(there);
    // Whatever asks for it: a remedy of the status panel comes here without a block.
    if (!vscode.workspace.isTrusted) return Promise.reject(new UserError('trust.workspace', msg('You can read every note. Running is locked until you trust this folder.'), msg('Use “Manage Workspace Trust”.')));
    const opening = this.opening.get(key) ?? this.open(lab, open).finally(() => this.opening.delete(key));
    this.opening.set(key, opening);
    return opening;
  }

  /** A terminal of its own, in the folder and with the exported variables that the lab's terminal has now. */
  async background(lab: LabKey, open: OpenCourse, name: string): Promise<VsLabTerminal> {
    const main = await this.terminal(lab, open);
    const id = this.ports.newId();
    const state = await this.exportState(main, id);
    // What the start-up files set and the lab's shell has not must go again.
    const { after } = await this.ports.environment(lab, open);
    return VsLabTerminal.open({ ...await this.options(lab, open), id, name, after: after + importScript(state) }, this.ports.files);
  }

  adopt(lab: LabKey, terminal: VsLabTerminal, background: boolean): void {
    if (!background) this.keep(lab, terminal);
  }

  async folder(lab: LabKey, open: OpenCourse): Promise<string> {
    const { path, notes } = await this.ports.openFolder(labsFolder(), lab.courseId, lab.labId, join(open.root, 'labs', lab.labId));
    notes.forEach(note => this.ports.tell(note));
    return path;
  }

  private async open(lab: LabKey, open: OpenCourse): Promise<VsLabTerminal> {
    const earlier = this.ended.has(labKey(lab)) ? undefined : await this.ports.earlier(lab);
    // A run that went on may have brought it back meanwhile.
    const there = this.of(lab);
    if (there) { earlier?.dispose(); return there; }
    const terminal = earlier ?? await this.fresh(lab, open);
    this.keep(lab, terminal);
    return terminal;
  }

  private async fresh(lab: LabKey, open: OpenCourse): Promise<VsLabTerminal> {
    const options = await this.options(lab, open);
    const { env, after } = await this.ports.environment(lab, open);
    return VsLabTerminal.open({ ...options, env: { ...env, ...options.env }, after }, this.ports.files);
  }

  /** Has the lab's shell read a text, and waits until it has told of itself again; nothing where it has no shell. */
  async apply(lab: LabKey, text: string): Promise<void> {
    const terminal = this.of(lab);
    if (!terminal) return;
    const name = `${this.ports.newId()}.apply.sh`;
    await this.ports.files.writeScript(name, `__lab_r\n${text}`);
    const told = new Promise<void>(resolve => {
      const limit = setTimeout(resolve, applyMs);
      const listener = terminal.onReport(() => { clearTimeout(limit); listener.dispose(); resolve(); });
    });
    await (await terminal.type(typedLine(name), () => undefined)).drained;
    await told;
  }

  /** Its next command has a fresh one. */
  close(lab: LabKey): void {
    const key = labKey(lab);
    const terminal = this.byLab.get(key);
    if (!terminal) return;
    // Its process ends a moment later: until then it must not be taken for a shell of an earlier window.
    this.ended.add(key);
    this.byLab.delete(key);
    terminal.terminal.dispose();
    this.closed.fire(lab);
  }

  private async options(lab: LabKey, open: OpenCourse) {
    return { id: this.ports.newId(), name: vscode.l10n.t('Lab {0}', lab.labId), shell: pickShell(), cwd: await this.folder(lab, open), env: { LABBOOK_LAB: labKey(lab) } };
  }

  private keep(lab: LabKey, terminal: VsLabTerminal): void {
    const key = labKey(lab);
    this.byLab.set(key, terminal);
    this.ports.kept(lab, terminal);
    if (terminal.report) this.reports.fire({ lab, report: terminal.report });
    terminal.onReport(report => this.reports.fire({ lab, report }));
    terminal.onClosed(() => {
      if (this.byLab.get(key) !== terminal) return;
      this.byLab.delete(key);
      this.closed.fire(lab);
    });
  }

  private async exportState(main: VsLabTerminal, id: string): Promise<string> {
    const state = await this.ports.files.writeScript(`${id}.state.sh`, '');
    await this.ports.files.writeScript(`${id}.export.sh`, exportScript(state));
    const typed = await main.type(typedLine(`${id}.export.sh`), () => undefined);
    await typed.drained;
    await this.ports.files.waitFor(state, isWholeState);
    return state;
  }
}

export function labsFolder(): string {
  const set = vscode.workspace.getConfiguration(settingSection).get<string>(settingIds.labsFolder, '').trim();
  if (set === '') return join(homedir(), 'labbook');
  return set.startsWith('~') ? join(homedir(), set.slice(1)) : set;
}

function pickShell(): ShellChoice {
  const settings = vscode.workspace.getConfiguration(settingSection);
  const choice = chooseShell({
    // A busy window does not know the shell at first.
    platform: process.platform, userShell: vscode.env.shell || (process.env.SHELL ?? ''), setting: settings.get<string>(settingIds.shellPath, ''),
    profile: settings.get<'user' | 'clean'>(settingIds.shellProfile, 'user'), exists: existsSync,
  });
  if ('shell' in choice) return choice;
  throw new NeedsBash(translate(choice.needsBash), choice.offers.map(offer => ({ label: translate(offer.label), path: offer.path })), choice.remedy);
}

/** Carries what can be offered in place of the student's shell. */
export class NeedsBash extends UserError {
  constructor(text: string, readonly offers: readonly { label: string; path: string }[], remedy: Message) {
    super('shell.needsBash', msg('{0}', text), remedy);
  }
}
