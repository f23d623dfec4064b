import { compileBlock, typedLine, wrapperName, type BlockScript } from './blockScript';
import type { ShellReport } from './contextReport';
import { Disposables, type Disposable } from './disposable';
import { Emitter, type Event } from './emitter';
import { LiveRun, type RunPlan } from './liveRun';
import { msg } from './message';
import { isOver, type Mark, type RunRecord } from './run';
import { maskSecrets } from './secrets';
import type { Shell } from './statement';
import type { Closing, StatusLines } from './statusFile';

/** A shell in a real terminal. Only the view layer can make one. */
export interface LabTerminal extends Disposable {
  readonly id: string;
  readonly shell: Shell;
  readonly report: ShellReport | undefined;
  readonly onReport: Event<ShellReport>;
  readonly onClosed: Event<Closing>;
  /** Types one line. Resolves once it is typed; `output` gets what the terminal prints, if the editor can tell. */
  type(line: string, output: (text: string) => void): Promise<Typed>;
  interrupt(): void;
  show(): void;
  /** Puts text at the prompt without running it. */
  put(text: string): void;
}

export interface Typed {
  /** Whether what it prints can be read. */
  readonly transcript: boolean;
  /** Settles when the editor, too, has seen the command end and all of its output was handed over. */
  readonly drained: Promise<void>;
}

/** The run folder: script files in, status lines out. */
export interface RunFiles {
  readonly folder: string;
  write(runId: string, script: BlockScript): Promise<void>;
  /** Calls back with all whole lines each time the file has grown, until disposed. */
  watch(runId: string, changed: (status: StatusLines) => void): Disposable;
  /** When nothing is left to learn from them. */
  remove(runId: string): Promise<void>;
}

export interface Clock {
  now(): number;
  after(ms: number, then: () => void): Disposable;
}

export interface RunOutput { readonly record: Pick<RunRecord, 'runId' | 'courseId' | 'sectionId' | 'blockId'>; readonly text: string; readonly offset: number }

/** Survives the window: enough to find the run again and settle it. */
export interface OpenRun { readonly plan: RunPlan; readonly terminalId: string; readonly started: number; readonly background: boolean }

export interface LabRunsPorts {
  readonly files: RunFiles;
  readonly clock: Clock;
  /** Opens the lab's terminal, or gives the one that is open. `background`: one of its own for this run. */
  terminal(plan: RunPlan, background: boolean): Promise<LabTerminal>;
  /** Called before the line is typed and again with undefined when the run is settled. */
  remember(runId: string, run: OpenRun | undefined): Promise<void>;
  /** What must stand beside the result, as far as the target can tell when the run is over. */
  marks(plan: RunPlan): readonly Mark[];
}

interface Active { readonly live: LiveRun; readonly own: Disposables; terminal?: LabTerminal; drained?: Promise<void>; look?: () => void }

/** The shell is back, says the editor, and the status file says nothing: so long it may still come, also on a machine that has much to do. */
const silentMs = 2000;

/** The editor's own end event trails the status file by 60-160 ms, seldom by more than a second. */
const drainMs = 2000;

/** The runs of one lab: one at a time in its terminal, the others queued; background blocks beside it. */
export class LabRuns implements Disposable {
  private readonly changed = new Emitter<RunRecord>();
  private readonly printed = new Emitter<RunOutput>();
  private readonly active = new Map<string, Active>();
  private tail: Promise<unknown> = Promise.resolve();

  /** Every change of every run; the last one of a run has a state that is over. */
  readonly onChange = this.changed.event;
  readonly onOutput = this.printed.event;

  constructor(private readonly ports: LabRunsPorts) {}

  get current(): readonly RunRecord[] { return [...this.active.values()].map(({ live }) => live.record()); }

  /** Resolves with the final record. Never rejects for what the block did; rejects if no terminal can be had. */
  run(plan: RunPlan): Promise<RunRecord> {
    const active: Active = { live: new LiveRun(plan, this.ports.clock.now()), own: new Disposables() };
    this.active.set(plan.runId, active);
    this.changed.fire(active.live.record());
    const { background } = plan.block.options;
    const before = this.tail;
    const started = before.then(() => this.start(active, background));
    const ended = started.then(() => this.ended(active));
    // A background block only waits for its turn to start: the next block need not wait for its end.
    this.tail = (background ? started : ended).catch(() => undefined);
    return ended.catch((error: unknown) => { this.forget(active); throw error; });
  }

  /** A run of an earlier window that goes on; its terminal is found some seconds later, or not at all. */
  adopt(open: OpenRun, found: Promise<LabTerminal | undefined>): void {
    const active = this.revive(open);
    this.changed.fire(active.live.record());
    const ended = this.ended(active);
    void found.then(terminal => { if (terminal && !active.own.disposed) this.attach(active, terminal); });
    if (!open.background) this.tail = this.tail.then(() => ended).catch(() => undefined);
  }

  /** The shell of a run is gone and nobody saw it end. */
  lost(runId: string): void {
    const active = this.active.get(runId);
    active?.live.close({ kind: 'gone' }, this.ports.clock.now());
    active?.look?.();
  }

  /** A run of an earlier window whose shell is gone, or which had ended meanwhile. */
  settle(open: OpenRun, status: StatusLines): RunRecord {
    const active = this.revive(open);
    active.live.read(status);
    active.live.close({ kind: 'gone' }, this.ports.clock.now());
    return this.finish(active);
  }

  stop(runId: string): void {
    const active = this.active.get(runId);
    if (!active) return;
    active.live.ask('stop');
    if (active.terminal) active.terminal.interrupt();
    else this.cancel(active);
  }

  terminalOf(runId: string): LabTerminal | undefined { return this.active.get(runId)?.terminal; }

  dispose(): void {
    for (const { own } of this.active.values()) own.dispose();
    this.changed.dispose();
    this.printed.dispose();
  }

  private revive(open: OpenRun): Active {
    const active: Active = { live: new LiveRun(open.plan, open.started), own: new Disposables() };
    active.live.begin({});
    active.live.withoutOutput(msg('The window was reloaded while this ran: what it printed is in the terminal only.'));
    this.active.set(open.plan.runId, active);
    return active;
  }

  private async start(active: Active, background: boolean): Promise<void> {
    const { live } = active;
    if (active.own.disposed) return;
    const terminal = await this.ports.terminal(live.plan, background);
    if (active.own.disposed) return;
    live.begin(terminal.report?.values ?? {});
    // Known from the beginning, so that its result never stands without it.
    for (const mark of this.ports.marks(live.plan)) if (mark === 'emulated') live.mark(mark);
    await Promise.all([
      this.ports.files.write(live.runId, compile(live.plan, terminal, this.ports.files.folder)),
      this.ports.remember(live.runId, { plan: live.plan, terminalId: terminal.id, started: this.ports.clock.now(), background }),
    ]);
    this.attach(active, terminal);
    this.limit(active);
    const typed = await terminal.type(typedLine(wrapperName(live.runId)), text => this.print(active, text));
    active.drained = typed.drained;
    if (typed.transcript) void typed.drained.then(() => this.silent(active));
    if (!typed.transcript) live.withoutOutput(msg('This shell gives no transcript: what it printed is in the terminal only.'));
    this.changed.fire(live.record());
  }

  private limit(active: Active): void {
    const { timeoutSeconds } = active.live.plan.block.options;
    if (timeoutSeconds === undefined) return;
    active.own.own(this.ports.clock.after(timeoutSeconds * 1000, () => {
      active.live.ask('timeout');
      active.terminal?.interrupt();
    }));
  }

  private ended(active: Active): Promise<RunRecord> {
    const { live } = active;
    if (active.own.disposed) return Promise.resolve(live.record());
    return new Promise(resolve => {
      let seen = '';
      const look = () => {
        if (active.own.disposed) return;
        const record = live.record();
        const now = JSON.stringify([record.state, record.statements]);
        if (now !== seen) this.changed.fire(record);
        seen = now;
        if (live.final) void this.drained(active).then(() => resolve(active.own.disposed ? record : this.finish(active)));
      };
      active.look = look;
      active.own.own(this.ports.files.watch(live.runId, status => { live.read(status); look(); }));
      active.own.own({ dispose: () => resolve(live.record()) });
      look();
    });
  }

  /** The line was eaten or could not be read: the editor saw the shell come back, the shell wrote nothing. */
  private silent(active: Active): void {
    if (active.live.final || active.own.disposed) return;
    active.own.own(this.ports.clock.after(silentMs, () => {
      active.live.close({ kind: 'silent' }, this.ports.clock.now());
      active.look?.();
    }));
  }

  /** The truth is known at once; the record waits for the rest of the output, and so does the next block. */
  private drained(active: Active): Promise<void> {
    if (!active.drained) return Promise.resolve();
    return new Promise(resolve => {
      const limit = this.ports.clock.after(drainMs, resolve);
      void active.drained?.then(() => { limit.dispose(); resolve(); });
    });
  }

  private attach(active: Active, terminal: LabTerminal): void {
    active.terminal = terminal;
    active.own.own(terminal.onClosed(closing => {
      active.live.close(closing, this.ports.clock.now());
      active.look?.();
    }));
  }

  private print(active: Active, text: string): void {
    const { live } = active;
    const offset = live.outputLength;
    live.push(text);
    const { runId, course, sectionId, block } = live.plan;
    this.printed.fire({ record: { runId, courseId: course.id, sectionId, blockId: block.id }, text, offset });
  }

  private cancel(active: Active): void {
    active.live.close({ kind: 'closed', byUser: true }, this.ports.clock.now());
    this.changed.fire(this.over(active));
  }

  private finish(active: Active): RunRecord {
    const record = this.over(active);
    this.changed.fire(record);
    void this.ports.remember(record.runId, undefined).then(() => this.ports.files.remove(record.runId));
    return record;
  }

  private over(active: Active): RunRecord {
    for (const mark of this.ports.marks(active.live.plan)) active.live.mark(mark);
    const record = active.live.record();
    if (!isOver(record.state)) throw new Error(`Run ${record.runId} is not over: ${record.state}`);
    this.forget(active);
    return record;
  }

  private forget(active: Active): void {
    this.active.delete(active.live.runId);
    active.own.dispose();
  }
}

function compile(plan: RunPlan, terminal: LabTerminal, folder: string): BlockScript {
  return compileBlock({
    shell: terminal.shell, runId: plan.runId, folder, terminalId: terminal.id,
    statements: plan.statements.map(statement => ({ ...statement, masked: maskSecrets(statement.text) })),
    onError: plan.block.options.onError, expected: terminal.report?.text, child: plan.child,
  });
}
