import type { SectionEntry } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { groupBy } from '../core/groupBy';
import type { Journal, JournalEntry } from '../core/journal';
import { isOver, type RunRecord } from '../core/run';
import { lastRunsWithForeign, type LastRun } from '../core/runLines';
import { isStep, type Block } from '../core/section';
import type { Progress, ProgressSource } from './progress';

export interface RecordFile {
  all(): Promise<{ readonly own: readonly RunRecord[]; readonly foreign: readonly RunRecord[] }>;
  add(record: RunRecord): Promise<void>;
  /** Forgets what was read: another window has written. */
  reload(): void;
}

/** What ran: stored records and the runs that go on. Read from disk at first use. */
export class RunBook extends Disposables implements ProgressSource {
  private readonly live = new Map<string, RunRecord>();
  private stored: readonly RunRecord[] | undefined;
  private foreign: readonly RunRecord[] = [];
  /** Built at the first question after a change: a tree asks for thousands of labs. */
  private byLab: ReadonlyMap<string, readonly RunRecord[]> | undefined;
  private loading: Promise<void> | undefined;
  private readonly progressed = this.own(new Emitter<string>());
  /** Number of runnable blocks of each lab that was looked at: `course/lab`. */
  private readonly counts = new Map<string, ReadonlySet<string>>();
  readonly onProgress = this.progressed.event;
  private readonly resets = this.own(new Emitter<{ readonly courseId: string; readonly labId: string }>());
  /** What ran in this lab before counts no more. */
  readonly onReset = this.resets.event;
  /** When each lab was reset last, milliseconds since the epoch. */
  private readonly resetAt = new Map<string, number>();

  constructor(private readonly file: RecordFile, private readonly journal: Pick<Journal, 'all' | 'onAdd'>) {
    super();
    this.own(journal.onAdd(entry => { if (this.took(entry)) { this.resets.fire(entry); this.progressed.fire(entry.courseId); } }));
  }

  load(): Promise<void> {
    return this.loading ??= Promise.all([this.read(), this.journal.all().then(entries => { for (const entry of entries) this.took(entry); })]).then(() => this.progressed.fire(''));
  }

  /** Oldest first, running ones last; what was not written here is left out. */
  records(): readonly RunRecord[] { return [...this.stored ?? [], ...this.live.values()]; }

  of(lab: { readonly courseId: string; readonly labId: string }): readonly RunRecord[] {
    this.byLab ??= groupBy(this.records(), labOfRecord);
    return this.byLab.get(labOfRecord(lab)) ?? [];
  }

  last(lab: { readonly courseId: string; readonly labId: string }, blocks: readonly Block[]): Map<string, LastRun> {
    return lastRunsWithForeign(this.sinceReset(lab), this.foreign.filter(record => labOfRecord(record) === labOfRecord(lab)), blocks);
  }

  /** A change of a run that goes on, or its end as far as it is known. Progress is told of when it is kept. */
  note(record: RunRecord): void {
    this.live.set(record.runId, record);
    this.byLab = undefined;
  }

  /** Reads again what other windows wrote, and gives the record of one of their runs. */
  async reread(runId: string): Promise<RunRecord | undefined> {
    this.file.reload();
    await this.read();
    this.live.delete(runId);
    this.byLab = undefined;
    this.progressed.fire('');
    return this.stored?.find(record => record.runId === runId);
  }

  /** Runs that count: all since the lab was last reset. Those before it stay on record. */
  private sinceReset(lab: { readonly courseId: string; readonly labId: string }): readonly RunRecord[] {
    const resetAt = this.resetAt.get(labOfRecord(lab));
    return resetAt === undefined ? this.of(lab) : this.of(lab).filter(({ start, state }) => start > resetAt || !isOver(state));
  }

  /** True where the entry is a reset. */
  private took(entry: JournalEntry): boolean {
    if (entry.kind !== 'reset') return false;
    this.resetAt.set(labOfRecord(entry), Math.max(entry.at, this.resetAt.get(labOfRecord(entry)) ?? 0));
    return true;
  }

  private async read(): Promise<void> {
    const { own, foreign } = await this.file.all();
    this.stored = own;
    this.foreign = foreign;
    this.byLab = undefined;
  }

  async keep(record: RunRecord): Promise<void> {
    this.note(record);
    await this.load();
    await this.file.add(record).finally(() => this.progressed.fire(record.courseId));
    this.stored = [...(this.stored ?? []).filter(old => old.runId !== record.runId), record];
    this.live.delete(record.runId);
    this.byLab = undefined;
  }

  /** Told by whoever parsed the section that holds the lab's blocks. */
  countBlocks(courseId: string, labId: string, blocks: readonly Block[]): void {
    const hashes = new Set(blocks.filter(block => isStep(block)).map(block => block.hash));
    const before = this.counts.get(`${courseId}/${labId}`);
    this.counts.set(`${courseId}/${labId}`, hashes);
    if (before?.size !== hashes.size) this.progressed.fire(courseId);
  }

  progress(courseId: string, entry: SectionEntry): Progress | undefined {
    void this.load();
    const labId = entry.meta.lab ?? entry.id;
    const records = this.sinceReset({ courseId, labId });
    if (records.length === 0) return undefined;
    const hashes = this.counts.get(`${courseId}/${labId}`);
    if (!hashes || hashes.size === 0) return undefined;
    const passed = records.filter(record => record.state === 'passed' && hashes.has(record.blockHash));
    return { done: new Set(passed.map(record => record.blockHash)).size, of: hashes.size, emulated: passed.some(({ marks }) => marks.includes('emulated')) };
  }
}

function labOfRecord({ courseId, labId }: { readonly courseId: string; readonly labId: string }): string { return `${courseId}/${labId}`; }
