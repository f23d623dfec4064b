import type { AwsAsker } from '../core/checks/eyes';
import type { CheckBook } from '../core/checks/checkBook';
import type { CheckResult, CheckSection } from '../core/checks/checkSection';
import { checkView } from '../core/checks/checkView';
import { RunningOutput } from '../core/checks/runningOutput';
import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { Journal } from '../core/journal';
import type { Clock, RunOutput } from '../core/labRuns';
import type { CheckView } from '../core/labViews';
import { msg } from '../core/message';
import { isOver, type RunRecord } from '../core/run';
import type * as ChecksPart from '../parts/checks';
import type { AllowedHosts } from './allowedHosts';
import { awsEyes, clusterEyes, dockerEyes, type AwsSight } from './checkEyes';
import { CheckPlaces } from './checkPlaces';
import type { ClusterLink } from './clusterLink';
import type { Courses, SectionAt } from './courses';
import type { CourseTrust } from './courseTrust';
import type { DockerLink } from './dockerLink';
import { labIdOf } from './labs';
import type { LabKey } from './labShells';
import type { Log } from './log';
import { translate } from './messages';
import type { ActionOf, CheckActs } from './noteActions';
import type { NotePlace } from './noteHost';
import type { RunBook } from './runBook';

/** Where checks look. */
export interface CheckLinks { readonly docker: DockerLink; readonly cluster: ClusterLink; readonly aws?: AwsSight }

export interface CheckDeskPorts {
  readonly courses: Courses;
  readonly trust: CourseTrust;
  readonly book: RunBook;
  readonly links: CheckLinks;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly hosts: AllowedHosts;
  readonly log: Log;
  readonly onRecord: (listener: (record: RunRecord) => void) => Disposable;
  readonly onOutput: (listener: (output: RunOutput) => void) => Disposable;
  part(): typeof ChecksPart;
  /** The lab's folder, if it was made. */
  folder(lab: LabKey): Promise<string | undefined>;
  /** What the student typed for a placeholder. */
  remembered(courseId: string, token: string): string | undefined;
}

/** The checks of sections that stand before the student: what notes, tree and tests show of them, and what their buttons do. */
export class CheckDesk extends Disposables implements CheckActs {
  private readonly changes = this.own(new Emitter<NotePlace & { readonly check: CheckView; readonly result: CheckResult }>());
  readonly onChange = this.changes.event;
  private readonly sights = this.own(new Emitter<void>());
  /** Other sections can be seen than before. */
  readonly onShown = this.sights.event;
  private readonly captures = this.own(new Emitter<NotePlace>());
  /** A check of this section has captured a value. */
  readonly onCaptured = this.captures.event;
  private readonly places = new CheckPlaces(at => this.ports.trust.isTrusted(at));
  private readonly watched = new Map<string, { readonly place: NotePlace; held?: { readonly section: CheckSection; readonly watch: Disposable } }>();
  private readonly told = new Set<string>();
  private readonly printed: RunningOutput;
  private made: CheckBook | undefined;

  constructor(private readonly ports: CheckDeskPorts) {
    super();
    this.printed = this.own(new RunningOutput(ports.clock, ports.onOutput, place => this.watched.get(keyOf(place))?.held?.section.labId));
    this.own(ports.trust.onChange(() => { this.places.trustChanged(); this.made?.refresh(); }));
    this.own(ports.courses.onChange(({ courseId, sectionId }) => this.rewatch(courseId, sectionId)));
    this.own(ports.hosts.onAllow(at => void this.look(at)));
    this.own(ports.onRecord(record => void this.solved(record).catch((error: unknown) => ports.log.bug(error))));
    this.own(ports.journal.onAdd(entry => { if (entry.kind === 'captured') this.captures.fire(entry); }));
    this.own({ dispose: () => this.show([]) });
  }

  /** Before the first question about a section. */
  async load(at: SectionAt): Promise<void> { if (at.section.checks.length > 0) await this.book().load(); }

  /** All checks of a section as they are known now; none where the section claims nothing. */
  views(at: SectionAt): readonly CheckView[] {
    return (this.results(at) ?? []).map(result => checkView(result, this.places.of(at), translate));
  }

  /** Undefined where nothing is known yet: then `onChange` tells. */
  results(at: SectionAt): readonly CheckResult[] | undefined {
    return at.section.checks.length === 0 ? [] : this.book().results(this.places.of(at));
  }

  view(at: SectionAt, result: CheckResult): CheckView { return checkView(result, this.places.of(at), translate); }

  /** The sections that can be seen; all others are left alone. */
  show(places: readonly NotePlace[]): void {
    const wanted = new Map(places.map(place => [keyOf(place), place]));
    for (const [key, { held }] of this.watched) if (!wanted.has(key)) { held?.watch.dispose(); this.watched.delete(key); }
    for (const [key, place] of wanted) if (!this.watched.has(key)) { this.watched.set(key, { place }); void this.watch(key); }
    this.sights.fire();
  }

  isShown(place: NotePlace): boolean { return this.watched.has(keyOf(place)); }

  /** Looks at everything once, whether or not the section can be seen. */
  async look(at: SectionAt): Promise<readonly CheckResult[]> {
    return at.section.checks.length === 0 ? [] : this.book().lookNow(this.places.of(at), lookMs);
  }

  /** The value that a check of this section captured for a placeholder such as `<IMAGE_ID>`. */
  captured(at: SectionAt, token: string): string | undefined {
    const name = /^<([A-Za-z_][\w-]*)>$/.exec(token)?.[1];
    return name === undefined || !this.made ? undefined : this.made.captured({ courseId: at.open.course.id, labId: labIdOf(at), sectionId: at.entry.id }, name);
  }

  async act(action: ActionOf<'markDone' | 'answer' | 'solve'>, { courseId, sectionId }: NotePlace): Promise<void> {
    // The page shows the solution; what counts is its run.
    if (action.kind === 'solve') return;
    const at = await this.ports.courses.section(courseId, sectionId);
    const check = at.section.checks.find(({ id }) => id === action.checkId);
    if (check?.hash !== action.hash) throw new UserError('check.changed', msg('The check has changed since it was shown.'), msg('Read it again first.'));
    if (action.kind === 'markDone') await this.book().markDone(this.places.of(at), check.id);
    else await this.book().answer(this.places.of(at), check.id, action.text);
  }

  private async watch(key: string): Promise<void> {
    const shown = this.watched.get(key);
    if (!shown) return;
    const at = await this.ports.courses.section(shown.place.courseId, shown.place.sectionId).catch(() => undefined);
    if (this.watched.get(key) !== shown) return;
    const section = at && this.places.of(at);
    if (section === shown.held?.section) return;
    const before = shown.held;
    shown.held = section && section.checks.length > 0 ? { section, watch: this.book().watch(section) } : undefined;
    before?.watch.dispose();
  }

  private rewatch(courseId: string, sectionId: string | undefined): void {
    for (const [key, { place }] of this.watched) if (sectionId === undefined || (place.courseId === courseId && place.sectionId === sectionId)) void this.watch(key);
  }

  /** Made when the first section with checks is shown. */
  private book(): CheckBook {
    if (this.made) return this.made;
    const { ports, places } = this;
    const part = ports.part();
    const { docker, cluster, aws } = ports.links;
    const asker = (): AwsAsker | undefined => { const source = aws?.source; return source?.ask && { ask: query => source.ask!(query) }; };
    const look = part.createLooker({ source: () => docker.source, cluster: () => cluster.source, aws: asker, daemonHost: () => docker.source && part.remoteHost(docker.source.endpoint) });
    const book = this.own(new part.CheckBook({
      clock: ports.clock, journal: ports.journal, docker: dockerEyes(docker), cluster: clusterEyes(cluster), ...aws && { aws: awsEyes(aws) },
      records: lab => ports.book.of(lab).map(record => this.printed.with(record)), loaded: () => ports.book.load(),
      onRecord: ports.onRecord, onPrinted: this.printed.onPrinted,
      look: (want, section) => {
        const at = places.at(section);
        return look(want, { folder: () => ports.folder(section), allowed: host => at !== undefined && ports.hosts.has(at, host) });
      },
      barred: section => places.barredBy(section),
      remembered: ({ courseId }, name) => ports.remembered(courseId, `<${name}>`),
    }));
    this.own(book.onChange(({ section, result }) => {
      this.changes.fire({ courseId: section.courseId, sectionId: section.sectionId, check: checkView(result, section, translate), result });
      const at = places.at(section);
      if (result.host !== undefined && at) void ports.hosts.ask(at, result);
    }));
    return this.made = book;
  }

  /** A solution was run for the student: recorded as such. */
  private async solved(record: RunRecord): Promise<void> {
    if (!isOver(record.state) || record.state === 'notRun' || this.told.has(record.runId)) return;
    const { block } = await this.ports.courses.block(record.courseId, record.sectionId, record.blockId).catch(() => ({ block: undefined }));
    if (block?.role !== 'solution' || block.hash !== record.blockHash || this.told.has(record.runId)) return;
    this.told.add(record.runId);
    const { courseId, courseVersion, labId, sectionId, blockId, runId } = record;
    await this.ports.journal.add({ v: 1, at: this.ports.clock.now(), kind: 'solved', courseId, courseVersion, labId, sectionId, blockId, runId });
  }
}

/** No look takes longer than that. */
const lookMs = 10_000;

function keyOf({ courseId, sectionId }: NotePlace): string { return `${courseId}/${sectionId}`; }
