import { join } from 'node:path';
import type { OpenCourse, SectionEntry } from '../core/course';
import { emulatorWaitSeconds, waitsForState } from '../core/aws/waits';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { LabRuns, type Clock, type RunOutput } from '../core/labRuns';
import { fillPlaceholders } from '../core/placeholders';
import { isOver, type RunRecord } from '../core/run';
import { planRun } from '../core/runPlan';
import type { Block, Section } from '../core/section';
import type { Source } from '../core/source';
import { exportScript, importScript, isWholeState } from '../core/shellState';
import type { ShellParser } from '../core/statement';
import { typedLine } from '../core/blockScript';
import { namesStandIn } from '../core/standIn';
import { openLabFolder } from '../targets/labFolder';
import { PtyTerminal } from '../targets/ptyTerminal';
import type { RunFolder } from '../targets/runFolder';

export interface SessionPorts {
  readonly open: OpenCourse;
  readonly entry: SectionEntry;
  readonly section: Section;
  readonly runFolder: RunFolder;
  /** Under which the lab's folder is made. */
  readonly labsFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly parser: ShellParser;
  /** What is there, to tell stand-ins. */
  readonly things: Pick<Source, 'resources'>;
  /** Shell text that each of the lab's terminals reads first. */
  readonly begins?: string;
  /** How long a block may take, in milliseconds; without it ten minutes. */
  readonly blockLimitMs?: number;
  newId(): string;
  /** Awaited before the line of a run is typed. */
  begin(run: { readonly runId: string; readonly block: Block; readonly start: number }): Promise<void>;
}

/** A block takes no longer than this. */
const longestMs = 10 * 60_000;
/** A block that is given up has Ctrl+C pressed so often; a program that does not heed it loses its terminal. */
const interrupts = { times: 5, everyMs: 1000 };
/** A program that waits for input prints nothing meanwhile; while it starts it may be silent for longer. */
const quietMs = { first: 1000, next: 250 };
/** A program that has printed nothing for so long waits, whatever its last line says. */
const silentMs = 10_000;
/** What a program prints before it waits may take that long. */
const promptMs = 120_000;

/** One lab without an editor: its folder, its shell on a real terminal, its runs and their records. */
export class LabSession extends Disposables {
  private readonly recorded = this.own(new Emitter<RunRecord>());
  private readonly printed = this.own(new Emitter<RunOutput>());
  /** Every change of every run. */
  readonly onRecord = this.recorded.event;
  readonly onOutput = this.printed.event;
  private readonly runs: LabRuns;
  private readonly over: RunRecord[] = [];
  private readonly terminals: PtyTerminal[] = [];
  private main: Promise<PtyTerminal> | undefined;
  private opened: Promise<string> | undefined;
  /** Undefined while nothing of the lab has run. */
  openedFolder: string | undefined;

  constructor(private readonly ports: SessionPorts) {
    super();
    this.runs = this.own(new LabRuns({
      files: ports.runFolder, clock: ports.clock, remember: () => Promise.resolve(),
      marks: plan => namesStandIn(plan.text, ports.things.resources.values()) ? ['standIn'] : [],
      terminal: (_plan, background) => background ? this.beside() : this.terminal(),
    }));
    this.own(this.runs.onChange(record => this.changed(record)));
    this.own(this.runs.onOutput(output => this.printed.fire(output)));
  }

  get labId(): string { return this.ports.entry.meta.lab ?? this.ports.entry.id; }
  get courseId(): string { return this.ports.open.course.id; }

  /** Oldest first, running ones last. */
  records(): readonly RunRecord[] { return [...this.over, ...this.runs.current]; }

  /** Absolute path of the lab's folder; made at the first call. */
  folder(): Promise<string> {
    const { open, labsFolder } = this.ports;
    return this.opened ??= openLabFolder(labsFolder, this.courseId, this.labId, join(open.root, 'labs', this.labId)).then(({ path }) => this.openedFolder = path);
  }

  /** Runs a block to its end; a background block until it has begun. `typed`: lines for the program that it opens. */
  async run(block: Block, values: Readonly<Record<string, string>>, typed: readonly string[] = []): Promise<RunRecord> {
    const { clock, parser, newId, open, entry } = this.ports;
    const text = fillPlaceholders(block.text, block.placeholders, values);
    const runId = newId();
    const terminal = await this.terminal();
    const plan = planRun({
      runId, course: { id: this.courseId, version: open.course.version }, sectionId: entry.id, labId: this.labId, block, text,
      parse: await parser.parse(text), shell: terminal.shell, tools: {},
    });
    await this.ports.begin({ runId, block, start: clock.now() });
    const running = this.runs.run(plan);
    if (block.options.background) return this.begun(runId, running);
    const limit = this.own(clock.after(this.ports.blockLimitMs ?? (waitsForState(text) ? emulatorWaitSeconds * 1000 : longestMs), () => void this.giveUp(runId)));
    if (typed.length > 0) void this.converse(runId, typed);
    return running.finally(() => limit.dispose());
  }

  /** Background blocks go on until now. */
  async stopAll(): Promise<void> {
    for (let n = 0; n < 100 && this.runs.current.length > 0; n++) {
      // A Ctrl+C that comes before the shell has begun is lost: it is pressed again each second.
      if (n % 20 === 0) for (const { runId } of this.runs.current) this.runs.stop(runId);
      await this.pause(50);
    }
  }

  override dispose(): void {
    super.dispose();
    for (const terminal of this.terminals) terminal.dispose();
  }

  /** One whose shell has ended is followed by a new one. */
  private terminal(): Promise<PtyTerminal> {
    return this.main ??= this.openTerminal(this.ports.newId()).then(terminal => {
      this.own(terminal.onClosed(() => { this.main = undefined; }));
      return terminal;
    });
  }

  private async giveUp(runId: string): Promise<void> {
    const goesOn = () => this.runs.current.some(record => record.runId === runId);
    for (let n = 0; n < interrupts.times && goesOn(); n++) {
      this.runs.stop(runId);
      await this.pause(interrupts.everyMs);
    }
    if (goesOn()) this.terminals.find(one => one === this.runs.terminalOf(runId))?.hangUp();
  }

  private async openTerminal(id: string, after?: string): Promise<PtyTerminal> {
    const terminal = await PtyTerminal.open({ id, cwd: await this.folder(), env: this.ports.env, after: (this.ports.begins ?? '') + (after ?? '') }, this.ports.runFolder);
    this.terminals.push(terminal);
    return terminal;
  }

  /** A terminal of its own, in the folder and with the exported variables that the lab's terminal has now. */
  private async beside(): Promise<PtyTerminal> {
    const { runFolder } = this.ports;
    const main = await this.terminal();
    const id = this.ports.newId();
    const state = await runFolder.writeScript(`${id}.state.sh`, '');
    await runFolder.writeScript(`${id}.export.sh`, exportScript(state));
    await (await main.type(typedLine(`${id}.export.sh`), () => undefined)).drained;
    await runFolder.waitFor(state, isWholeState);
    return this.openTerminal(id, importScript(state));
  }

  /**
   * Line by line, each when the program asks again, as a person would: what is typed while a program works may be thrown
   * away by it. A program that does not ask the same way again gets its next line when it has been silent for long.
   */
  private async converse(runId: string, lines: readonly string[]): Promise<void> {
    let prompt: string | undefined;
    for (const line of lines) {
      const terminal = await this.asking(runId, prompt);
      if (!terminal) return;
      prompt ??= terminal.lastLine;
      terminal.send(`${line}\r`);
    }
  }

  /** The run's terminal once its program asks; undefined when the run is over. `prompt`: how it has asked before. */
  private async asking(runId: string, prompt: string | undefined): Promise<PtyTerminal | undefined> {
    const quiet = prompt === undefined ? quietMs.first : quietMs.next;
    await this.pause(quiet);
    for (let waited = 0; waited < promptMs; waited += 50) {
      if (this.over.some(record => record.runId === runId)) return undefined;
      const terminal = this.terminals.find(one => one === this.runs.terminalOf(runId));
      const asks = terminal !== undefined && (prompt === undefined ? terminal.lastLine !== '' : terminal.lastLine === prompt);
      if (terminal && terminal.quietMs > (asks ? quiet : silentMs)) return terminal;
      await this.pause(50);
    }
    return this.terminals.find(one => one === this.runs.terminalOf(runId));
  }

  private begun(runId: string, running: Promise<RunRecord>): Promise<RunRecord> {
    return new Promise((resolve, reject) => {
      const listener = this.own(this.onRecord(record => {
        if (record.runId !== runId || record.state === 'queued') return;
        listener.dispose();
        resolve(record);
      }));
      running.catch(reject);
    });
  }

  private changed(record: RunRecord): void {
    if (isOver(record.state) && !this.runs.current.some(current => current.runId === record.runId)) this.over.push(record);
    this.recorded.fire(record);
  }

  private pause(ms: number): Promise<void> {
    return new Promise(resolve => { this.own(this.ports.clock.after(ms, resolve)); });
  }
}
