import type { SectionEntry } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Journal, JournalEntry } from '../core/journal';
import type { CheckView } from '../core/labViews';
import type { CheckDesk } from './checkDesk';
import type { Courses, SectionAt } from './courses';
import type { Progress, StepSource } from './progress';
import type { RunBook } from './runBook';

export interface LabProgressPorts {
  readonly courses: Courses;
  readonly book: RunBook;
  readonly checks: CheckDesk;
  readonly journal: Journal;
}

/** Checks done of all, for sections that have some; blocks passed of all for the others. What was never begun is not read. */
export class LabProgress extends Disposables implements StepSource {
  private readonly progressed = this.own(new Emitter<string>());
  readonly onProgress = this.progressed.event;
  /** Undefined while it is being read. */
  private readonly sections = new Map<string, SectionAt | undefined>();
  /** Sections with a check that was done or answered. */
  private readonly marked = new Set<string>();
  private loading: Promise<void> | undefined;
  private told = false;

  constructor(private readonly ports: LabProgressPorts) {
    super();
    this.own(ports.book.onProgress(() => this.tell()));
    this.own(ports.checks.onChange(() => this.tell()));
    this.own(ports.checks.onShown(() => this.tell()));
    this.own(ports.courses.onChange(change => this.forget(change)));
    this.own(ports.journal.onAdd(entry => { this.mark(entry); if (entry.kind === 'reset') this.tell(); }));
  }

  progress(courseId: string, entry: SectionEntry): Progress | undefined {
    const blocks = this.ports.book.progress(courseId, entry);
    const at = this.section(courseId, entry);
    if (!at || at.section.checks.length === 0) return blocks;
    const passed = (this.ports.checks.results(at) ?? []).filter(({ state }) => state === 'done');
    const done = passed.length;
    return done === 0 && !this.hasRun(courseId, entry) ? undefined : { done, of: at.section.checks.length, what: 'checks', emulated: passed.some(({ marks }) => marks.includes('emulated')) };
  }

  steps(courseId: string, entry: SectionEntry): readonly CheckView[] {
    const at = this.ports.checks.isShown({ courseId, sectionId: entry.id }) ? this.section(courseId, entry) : undefined;
    return at ? this.ports.checks.views(at) : [];
  }

  /** A section's checks stand in its text: read once it is begun, and then the tree is told. */
  private section(courseId: string, entry: SectionEntry): SectionAt | undefined {
    const key = `${courseId}/${entry.id}`;
    if (this.sections.has(key)) return this.sections.get(key);
    this.load();
    if (!this.hasRun(courseId, entry) && !this.marked.has(key) && !this.ports.checks.isShown({ courseId, sectionId: entry.id })) return undefined;
    this.sections.set(key, undefined);
    void this.ports.courses.section(courseId, entry.id).then(async at => {
      await this.ports.checks.load(at);
      this.ports.book.countBlocks(courseId, entry.meta.lab ?? entry.id, at.section.blocks);
      this.sections.set(key, at);
      this.tell();
    }, () => undefined);
    return undefined;
  }

  private hasRun(courseId: string, entry: SectionEntry): boolean { return this.ports.book.of({ courseId, labId: entry.meta.lab ?? entry.id }).length > 0; }

  private load(): void {
    this.loading ??= this.ports.journal.all().then(entries => {
      for (const entry of entries) this.mark(entry);
      this.tell();
    }, () => undefined);
  }

  private mark(entry: JournalEntry): void {
    if (entry.kind === 'check' || entry.kind === 'answer') this.marked.add(`${entry.courseId}/${entry.sectionId}`);
  }

  private forget({ courseId, sectionId }: { readonly courseId: string; readonly sectionId?: string }): void {
    if (sectionId === undefined) this.sections.clear();
    else this.sections.delete(`${courseId}/${sectionId}`);
    this.tell();
  }

  /** A note that opens tells of each of its checks: once a turn is enough. */
  private tell(): void {
    if (this.told) return;
    this.told = true;
    setImmediate(() => {
      this.told = false;
      if (!this.disposed) this.progressed.fire('');
    });
  }
}
