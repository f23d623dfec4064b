import type { CheckResult } from '../core/checks/checkSection';
import { Disposables, Slot, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import { UserError } from '../core/errors';
import type { Journal, JournalEntry } from '../core/journal';
import type { Clock } from '../core/labRuns';
import type { PredictionView } from '../core/labViews';
import { msg } from '../core/message';
import { momentsOf } from '../core/predictions/moments';
import type { Prediction } from '../core/predictions/prediction';
import type { Standing, Watch } from '../core/predictions/standing';
import type { TargetEvent } from '../core/resource';
import type { RunRecord } from '../core/run';
import type * as ChecksPart from '../parts/checks';
import type { Courses, SectionAt } from './courses';
import { labIdOf } from './labs';
import { translate } from './messages';
import type { ActionOf, PredictActs } from './noteActions';
import type { NotePlace } from './noteHost';
import type { RunBook } from './runBook';
import type { Links } from './targetLink';

export interface PredictionDeskPorts {
  readonly courses: Courses;
  readonly book: Pick<RunBook, 'load' | 'of'>;
  readonly journal: Journal;
  readonly clock: Clock;
  readonly links: Links;
  readonly checks: { results(at: SectionAt): readonly CheckResult[] | undefined; readonly onChange: (listener: (place: NotePlace) => void) => Disposable };
  readonly onRecord: (listener: (record: RunRecord) => void) => Disposable;
  part(): Pick<typeof ChecksPart, 'standingOf' | 'Watch' | 'predictionView'>;
}

interface Watched { readonly watch: Watch; readonly timer: Slot<Disposable> }

/** So many events of a target are kept while a lab is broken. */
const mostEvents = 300;

/** What the student predicts before a block breaks something, and what becomes of it. Only sections that a note has shown are followed. */
export class PredictionDesk extends Disposables implements PredictActs {
  private readonly changes = this.own(new Emitter<NotePlace & { readonly prediction: PredictionView }>());
  readonly onChange = this.changes.event;
  private readonly shown = new Map<string, SectionAt>();
  private readonly told = new Map<string, string>();
  /** By place and prediction: runs after which the lab is not whole yet. */
  private readonly watched = new Map<string, Watched>();
  private readonly ending = new Set<string>();
  private entries: readonly JournalEntry[] = [];
  private events: readonly TargetEvent[] = [];

  constructor(private readonly ports: PredictionDeskPorts) {
    super();
    this.own(ports.onRecord(({ courseId, sectionId }) => this.again({ courseId, sectionId })));
    this.own(ports.checks.onChange(place => this.again(place)));
    this.own(ports.journal.onAdd(({ kind }) => { if (kind === 'predicted' || kind === 'outcome' || kind === 'reset') void this.read(); }));
    for (const link of ports.links.all) this.own(link.onEvent(event => { if (this.watched.size > 0) this.events = [...this.events, event].slice(-mostEvents); }));
    this.own({ dispose: () => { for (const { timer } of this.watched.values()) timer.dispose(); } });
  }

  /** Before the first question about a section. */
  async load(at: SectionAt): Promise<void> {
    if (!at.section.predictions) return;
    const [entries] = await Promise.all([this.ports.journal.all(), this.ports.book.load()]);
    this.entries = entries;
    this.shown.set(placeOf(at), at);
  }

  views(at: SectionAt): readonly PredictionView[] { return (at.section.predictions ?? []).map(prediction => this.view(at, prediction)); }

  async act({ predictId, hash, text, seconds }: ActionOf<'predict'>, { courseId, sectionId }: NotePlace): Promise<void> {
    const at = await this.ports.courses.section(courseId, sectionId);
    const prediction = at.section.predictions?.find(({ id }) => id === predictId);
    if (prediction?.hash !== hash || (prediction.choices.length > 0 && !prediction.choices.includes(text))) throw new UserError('predict.changed', msg('The question has changed since it was shown.'), msg('Read it again first.'));
    await this.ports.journal.add({ ...this.base(at), kind: 'predicted', predictionId: predictId, hash, said: text, ...seconds !== undefined && { seconds } });
  }

  private async read(): Promise<void> {
    this.entries = await this.ports.journal.all();
    for (const at of this.shown.values()) this.tell(at);
  }

  private again({ courseId, sectionId }: NotePlace): void {
    const at = this.shown.get(`${courseId}/${sectionId}`);
    if (!at) return;
    for (const prediction of at.section.predictions ?? []) this.look(at, prediction);
    this.tell(at);
  }

  private tell(at: SectionAt): void {
    for (const prediction of this.views(at)) {
      const key = keyOf(at, prediction);
      const print = JSON.stringify(prediction);
      if (this.told.get(key) === print) continue;
      this.told.set(key, print);
      this.changes.fire({ courseId: at.open.course.id, sectionId: at.entry.id, prediction });
    }
  }

  private view(at: SectionAt, prediction: Prediction): PredictionView {
    const claim = at.section.checks.find(({ id }) => id === prediction.whole)?.claim ?? '';
    return this.ports.part().predictionView(prediction, this.standing(at, prediction), claim);
  }

  private standing(at: SectionAt, prediction: Prediction): Standing {
    return this.ports.part().standingOf(prediction, at.entry.id, this.journalOf(at), this.ports.book.of({ courseId: at.open.course.id, labId: labIdOf(at) }));
  }

  private journalOf(at: SectionAt): readonly JournalEntry[] { return this.entries.filter(({ courseId, labId }) => courseId === at.open.course.id && labId === labIdOf(at)); }

  private look(at: SectionAt, prediction: Prediction): void {
    const key = keyOf(at, prediction);
    const { run, outcome } = this.standing(at, prediction);
    if (!run || outcome) return this.forget(key);
    const { watch, timer } = this.watchOf(key, run);
    const now = this.ports.checks.results(at)?.find(({ check }) => check.id === prediction.whole)?.now ?? 'unknown';
    const found = watch.look(run, now, this.ports.clock.now());
    if (!found) return;
    if ('wait' in found) timer.value = this.ports.clock.after(found.wait, () => { this.look(at, prediction); });
    else if (!this.ending.has(run.runId)) { this.ending.add(run.runId); void this.over(at, prediction, run, watch, found.ms); }
  }

  private watchOf(key: string, { runId }: RunRecord): Watched {
    const there = this.watched.get(key);
    if (there?.watch.runId === runId) return there;
    this.forget(key);
    const made = { watch: new (this.ports.part().Watch)(runId), timer: new Slot<Disposable>() };
    this.watched.set(key, made);
    return made;
  }

  private forget(key: string): void {
    this.watched.get(key)?.timer.dispose();
    this.watched.delete(key);
    if (this.watched.size === 0) this.events = [];
  }

  private async over(at: SectionAt, { id, hash }: Prediction, run: RunRecord, { brokenAt }: Watch, ms: number | undefined): Promise<void> {
    this.entries = await this.ports.journal.all();
    const skewMs = this.ports.links.of(at.section.meta.targets).source?.skewMs ?? 0;
    const moments = brokenAt === undefined ? [] : momentsOf({ journal: this.journalOf(at), events: this.events, skewMs, from: brokenAt, to: this.ports.clock.now() }, translate);
    await this.ports.journal.add({ ...this.base(at), kind: 'outcome', predictionId: id, hash, runId: run.runId, moments, ...ms !== undefined && { ms } });
  }

  private base(at: SectionAt) {
    return { v: 1 as const, at: this.ports.clock.now(), courseId: at.open.course.id, courseVersion: at.open.course.version, labId: labIdOf(at), sectionId: at.entry.id };
  }
}

function placeOf(at: SectionAt): string { return `${at.open.course.id}/${at.entry.id}`; }
function keyOf(at: SectionAt, { id, hash }: { readonly id: string; readonly hash: string }): string { return JSON.stringify([placeOf(at), id, hash]); }
