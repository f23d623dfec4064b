import * as vscode from 'vscode';
import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import { LabRuns, type Clock, type LabTerminal, type OpenRun, type RunOutput } from '../core/labRuns';
import { msg } from '../core/message';
import { isOver, type Mark, type RunRecord } from '../core/run';
import { planRun } from '../core/runPlan';
import type { RunPlan } from '../core/liveRun';
import type { RunFiles } from '../core/labRuns';
import { isStep, type Block } from '../core/section';
import type { ShellParser } from '../core/statement';
import type { Courses, SectionAt } from './courses';
import { labKey, type LabKey, type LabShells } from './labShells';

export interface BlockRef { readonly courseId: string; readonly sectionId: string; readonly blockId: string; /** Of the text that the student saw. */ readonly hash?: string }

export interface LabsPorts {
  readonly courses: Courses;
  readonly shells: LabShells;
  readonly files: RunFiles;
  readonly clock: Clock;
  parser(): ShellParser;
  /** Throws a UserError if this block may not run here. */
  allow(at: SectionAt, block: Block): Promise<void>;
  /** The same for what the student chose in place of a block: only whether the course may run anything. */
  trust(at: SectionAt, block: Block): Promise<void>;
  /** The last look, with the shell open and the values filled in. Throws a UserError if the block has to wait for the student. */
  before(at: SectionAt, block: Block, text: string, values: Readonly<Record<string, string>> | undefined): Promise<void>;
  /** Ids of the blocks of a row before which the row ends. */
  row(at: SectionAt, blocks: readonly Block[]): Promise<ReadonlySet<string>>;
  /** Between two blocks of a row. Throws a UserError where the lab has cost what it may. */
  onward(at: SectionAt): void;
  fill(at: SectionAt, block: Block, values: Readonly<Record<string, string>> | undefined): Promise<string>;
  lock(lab: LabKey): Promise<void>;
  /** What runs of an author's clean-up block: only what this lab made. Throws a UserError where the student says no. */
  cleanupText?(at: SectionAt, block: Block, text: string): Promise<string>;
  /** What runs in its place, e.g. against a registry of this machine; it is said so. */
  instead?(at: SectionAt, text: string): Promise<string>;
  /** Seconds after which it is ended where its author sets no limit; undefined: never. */
  limit?(at: SectionAt, text: string): number | undefined;
  keepRecord(record: RunRecord): void;
  keepOpen(runId: string, run: OpenRun | undefined): Promise<void>;
  /** The target's live state is watched while a run goes on, so that what it makes is seen. */
  watchTarget(plan: RunPlan): Disposable;
  tools(): Readonly<Record<string, string>>;
  marks(plan: RunPlan): readonly Mark[];
  newId(): string;
}

/** A second click on the same block within this time is the same click. */
const cooldownMs = 3000;

/** Every lab of this window: takes a reference to a block and runs what the file says, never what a page says. */
export class Labs extends Disposables {
  private readonly labs = new Map<string, LabRuns>();
  private readonly records = this.own(new Emitter<RunRecord>());
  private readonly outputs = this.own(new Emitter<RunOutput>());
  private readonly lastStart = new Map<string, number>();
  /** Every change of every run. */
  readonly onRecord = this.records.event;
  readonly onOutput = this.outputs.event;

  constructor(private readonly ports: LabsPorts) { super(); }

  /** Runs that are not over. */
  current(): readonly RunRecord[] { return [...this.labs.values()].flatMap(lab => [...lab.current]); }

  async run(ref: BlockRef, values?: Readonly<Record<string, string>>): Promise<RunRecord | undefined> {
    if (this.isRepeat(ref)) return undefined;
    const { at, block } = await this.ports.courses.block(ref.courseId, ref.sectionId, ref.blockId);
    if (ref.hash !== undefined && ref.hash !== block.hash) throw new UserError('block.changed', msg('The block has changed since it was shown.'), msg('Read it again, then run it.'));
    if (!block.options.run) throw new UserError('block.notRunnable', msg('This block is shown, not run.'));
    await this.ports.allow(at, block);
    const text = await this.ports.fill(at, block, values);
    const mine = block.role === 'cleanup' && this.ports.cleanupText ? await this.ports.cleanupText(at, block, text) : text;
    const own = await this.ports.instead?.(at, mine) ?? mine;
    await this.terminal(at);
    await this.ports.before(at, block, own, values);
    const limit = block.options.timeoutSeconds ?? this.ports.limit?.(at, own);
    return this.start(at, limit === undefined ? block : { ...block, options: { ...block.options, timeoutSeconds: limit } }, own);
  }

  /** A remedy for a block, or the safe choice in its place: seen in the terminal and recorded, but no run of the block. */
  async runInstead(at: SectionAt, block: Block, command: string): Promise<RunRecord> {
    await this.ports.trust(at, block);
    const options = { ...block.options, background: false, tty: false, confirm: false, timeoutSeconds: undefined, onError: 'stop' } as const;
    return this.start(at, { ...block, text: command, hash: `remedy ${block.hash}`, placeholders: [], options }, command, true);
  }

  /** Puts a remedy at the prompt; the student presses Enter. */
  async putInstead(at: SectionAt, block: Block, command: string): Promise<void> {
    await this.ports.trust(at, block);
    (await this.terminal(at)).put(command);
  }

  private async start(at: SectionAt, block: Block, text: string, remedy?: true): Promise<RunRecord> {
    const { course } = at.open;
    const lab: LabKey = { courseId: course.id, labId: labIdOf(at) };
    const terminal = await this.terminal(at);
    const plan = planRun({
      runId: this.ports.newId(), course: { id: course.id, version: course.version }, sectionId: at.entry.id, labId: lab.labId,
      block, text, parse: await this.ports.parser().parse(text), shell: terminal.shell, tools: this.ports.tools(), remedy,
    });
    const watch = this.ports.watchTarget(plan);
    return this.of(lab).run(plan).finally(() => watch.dispose());
  }

  async runFrom(ref: BlockRef): Promise<void> { return this.runRow(ref, (candidate, block) => candidate.ordinal >= block.ordinal); }
  async runUpTo(ref: BlockRef): Promise<void> { return this.runRow(ref, (candidate, block) => candidate.ordinal <= block.ordinal); }

  /** One step after another until one does not pass. A block for a person is waited for; one that asks first ends the row. */
  private async runRow(ref: BlockRef, within: (candidate: Block, block: Block) => boolean): Promise<void> {
    const { at, block } = await this.ports.courses.block(ref.courseId, ref.sectionId, ref.blockId);
    const row = at.section.blocks.filter(candidate => candidate === block || (block.role === 'step' && within(candidate, block) && isStep(candidate)));
    const runnable = row.filter(({ options }) => options.run);
    if (runnable.length > 1) await this.ports.trust(at, block);
    const ends = runnable.length > 1 ? await this.ports.row(at, runnable) : new Set<string>();
    for (const next of runnable) {
      if (ends.has(next.id) || (next !== block && next.options.confirm)) return;
      if (next !== runnable[0]) this.ports.onward(at);
      const running = this.run({ courseId: ref.courseId, sectionId: ref.sectionId, blockId: next.id, hash: next.hash });
      if (next.options.background) { await this.begun(ref, next); continue; }
      if ((await running)?.state !== 'passed') return;
    }
  }

  stop(ref: BlockRef): void {
    for (const record of this.runsOf(ref)) this.labs.get(labKey(record))?.stop(record.runId);
  }

  /** The block's own terminal while it runs, else the lab's. */
  async terminalOf(ref: BlockRef) {
    const [running] = this.runsOf(ref);
    const at = await this.ports.courses.section(ref.courseId, ref.sectionId);
    const own = running && this.labs.get(labKey(running))?.terminalOf(running.runId);
    return own ?? this.ports.shells.of({ courseId: ref.courseId, labId: labIdOf(at) });
  }

  /** For putting text at the prompt: the same conditions as for a run, though nothing runs. */
  async openTerminal(at: SectionAt, block: Block): Promise<LabTerminal> {
    await this.ports.allow(at, block);
    return this.terminal(at);
  }

  private async terminal(at: SectionAt): Promise<LabTerminal> {
    const lab = { courseId: at.open.course.id, labId: labIdOf(at) };
    await this.ports.lock(lab);
    return this.ports.shells.terminal(lab, at.open);
  }

  of(lab: LabKey): LabRuns {
    const key = labKey(lab);
    const there = this.labs.get(key);
    if (there) return there;
    const runs = this.own(new LabRuns({
      files: this.ports.files, clock: this.ports.clock, remember: (id, run) => this.ports.keepOpen(id, run), marks: plan => this.ports.marks(plan),
      terminal: async (plan, background) => {
        const open = await this.ports.courses.open(lab.courseId);
        return background ? this.ports.shells.background(lab, open, vscode.l10n.t('Lab {0}: block {1}', lab.labId, plan.block.ordinal)) : this.ports.shells.terminal(lab, open);
      },
    }));
    this.own(runs.onChange(record => this.changed(record, runs)));
    this.own(runs.onOutput(output => this.outputs.fire(output)));
    this.labs.set(key, runs);
    return runs;
  }

  /** The end of a run is shown at once and kept when its output is complete. */
  private changed(record: RunRecord, runs: LabRuns): void {
    if (isOver(record.state) && !runs.current.some(current => current.runId === record.runId)) this.ports.keepRecord(record);
    this.records.fire(record);
  }

  /** A record that did not come from a run of ours: a command typed by hand. */
  keep(record: RunRecord): void {
    this.ports.keepRecord(record);
    this.records.fire(record);
  }

  /** Shows what another window does; nothing is kept of it here. */
  mirror(record: RunRecord): void { this.records.fire(record); }

  /** Not those that have ended and only wait for the rest of their output: to click again then is to run again. */
  private runsOf(ref: BlockRef): readonly RunRecord[] {
    return this.current().filter(record => !isOver(record.state) && record.courseId === ref.courseId && record.sectionId === ref.sectionId && record.blockId === ref.blockId);
  }

  private isRepeat(ref: BlockRef): boolean {
    const key = `${ref.courseId}/${ref.sectionId}/${ref.blockId}`;
    const now = this.ports.clock.now();
    const running = this.runsOf(ref).length > 0;
    const repeat = running && now - (this.lastStart.get(key) ?? 0) < cooldownMs;
    if (!repeat) this.lastStart.set(key, now);
    return repeat;
  }

  private begun(ref: BlockRef, block: Block): Promise<void> {
    return new Promise(resolve => {
      const listener = this.onRecord(record => {
        if (record.blockId !== block.id || record.sectionId !== ref.sectionId || record.state === 'queued') return;
        listener.dispose();
        resolve();
      });
    });
  }
}

export function labIdOf(at: Pick<SectionAt, 'entry'>): string { return at.entry.meta.lab ?? at.entry.id; }
