import { Disposables, Slot, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Figure } from '../core/figures/figure';
import type { Clock } from '../core/labRuns';
import { msg } from '../core/message';
import type { FigureView, OverviewView } from '../core/protocol';
import type * as ChecksPart from '../parts/checks';
import type { Courses, SectionAt } from './courses';
import type { CourseTrust } from './courseTrust';
import { labIdOf } from './labs';
import type { LabKey } from './labShells';
import { translate } from './messages';
import type { NotePlace } from './noteHost';
import { stepperViews } from './stepperViews';

export interface FigureDeskPorts {
  readonly courses: Courses;
  readonly trust: Pick<CourseTrust, 'isTrusted'>;
  readonly clock: Clock;
  /** The lab's folder, if it was made. */
  folder(lab: LabKey): Promise<string | undefined>;
  /** As it stands now: asks nobody, reads nothing. */
  overview(at: SectionAt): OverviewView;
  /** What an overview shows may be different. */
  readonly onOverview: (listener: () => void) => Disposable;
  /** Loaded with the first drawing. */
  part(): Pick<typeof ChecksPart, 'figureData' | 'readFigureFile' | 'stepperSentences'>;
}

interface Known { readonly version: string; readonly view: FigureView; readonly text?: string }

/** A file is looked at this often while its drawing can be seen; it is read only when it is another. */
const lookMs = 1000;

/** Drawings of sections that stand before the student, fed from files of the lab. */
export class FigureDesk extends Disposables {
  private readonly changes = this.own(new Emitter<NotePlace & { readonly figure: FigureView }>());
  readonly onChange = this.changes.event;
  private readonly timer = this.own(new Slot<Disposable>());
  private readonly known = new Map<string, Known>();
  private places: readonly NotePlace[] = [];

  /** As they were told last, by section. */
  private readonly overviews = new Map<string, string>();

  constructor(private readonly ports: FigureDeskPorts) {
    super();
    this.own(ports.onOverview(() => void this.again()));
  }

  async load(at: SectionAt): Promise<void> { await Promise.all(at.section.figures.map(figure => this.look(at, figure))); }

  views(at: SectionAt): readonly FigureView[] {
    return [...at.section.figures.flatMap(({ id }) => this.known.get(keyOf(at, id))?.view ?? []), ...stepperViews(at, () => this.ports.part().stepperSentences()), ...this.overview(at)];
  }

  private overview(at: SectionAt): readonly FigureView[] {
    const { overview } = at.section;
    return overview ? [{ ...overview, data: this.ports.overview(at) }] : [];
  }

  /** The overview of each section that can be seen, if it is another. */
  private async again(): Promise<void> {
    const found = await Promise.all(this.places.map(({ courseId, sectionId }) => this.ports.courses.section(courseId, sectionId).catch(() => undefined)));
    for (const at of found) for (const figure of at ? this.overview(at) : []) {
      if (!at) continue;
      const key = keyOf(at, figure.id);
      const told = JSON.stringify(figure);
      if (this.overviews.get(key) !== told) this.changes.fire({ courseId: at.open.course.id, sectionId: at.entry.id, figure });
      this.overviews.set(key, told);
    }
  }

  /** The sections that can be seen; no file of another is looked at. */
  show(places: readonly NotePlace[]): void {
    this.places = places;
    this.timer.value = undefined;
    if (places.length > 0) void this.round(places);
  }

  /** The next begins when this one is over, if any of the sections has a drawing. */
  private async round(places: readonly NotePlace[]): Promise<void> {
    const found = await Promise.all(places.map(({ courseId, sectionId }) => this.ports.courses.section(courseId, sectionId).catch(() => undefined)));
    const drawn = found.flatMap(at => (at ? at.section.figures.map(figure => ({ at, figure })) : []));
    for (const { at, figure } of drawn) {
      const before = this.known.get(keyOf(at, figure.id));
      const after = await this.look(at, figure);
      if (before !== after && JSON.stringify(before?.view) !== JSON.stringify(after.view)) this.changes.fire({ courseId: at.open.course.id, sectionId: at.entry.id, figure: after.view });
    }
    if (drawn.length > 0 && this.places === places && !this.disposed) this.timer.value = this.ports.clock.after(lookMs, () => void this.round(places));
  }

  private async look(at: SectionAt, figure: Figure): Promise<Known> {
    const key = keyOf(at, figure.id);
    const before = this.known.get(key);
    const { id, title, file } = figure;
    const folder = this.ports.trust.isTrusted(at) ? await this.ports.folder({ courseId: at.open.course.id, labId: labIdOf(at) }) : undefined;
    // What is on a map vanishes by itself, so it is made anew from the text that is known.
    const found = await this.ports.part().readFigureFile(folder, file, figure.draw === 'map' ? 'end' : 'start', before?.version);
    if (found.kind === 'same' && before && figure.draw !== 'map') return before;
    const text = found.kind === 'text' ? found.text : found.kind === 'same' ? before?.text : undefined;
    const data = text === undefined ? undefined : this.ports.part().figureData(figure, text, this.ports.clock.now());
    const reason = data === undefined ? found.kind === 'none' ? msg('Drawn as soon as a step has made {0}.', file) : msg('{0} cannot be read.', file) : 'kind' in data ? undefined : data;
    const version = found.kind === 'same' ? before?.version ?? '' : found.version;
    const known: Known = { version, view: { id, title, file, ...data && 'kind' in data && { data }, ...reason && { reason: translate(reason) } }, ...figure.draw === 'map' && text !== undefined && { text } };
    this.known.set(key, known);
    return known;
  }
}

function keyOf(at: SectionAt, id: string): string { return JSON.stringify([at.open.course.id, at.entry.id, id, at.section.hash]); }
