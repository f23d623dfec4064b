import * as vscode from 'vscode';
import type { TargetId } from '../core/course';
import { Disposables } from '../core/disposable';
import type { Event } from '../core/emitter';
import type { Courses } from './courses';
import type { NotePlace } from './noteHost';

/** The sections that stand before the student: rendered, or as Markdown in an editor, where blocks can be run too. */
export class VisibleSections extends Disposables {
  private rendered: readonly NotePlace[] = [];
  private version = 0;

  /** `show` is told of all of them, each time they are others, and of what each is for. */
  constructor(onRendered: Event<readonly NotePlace[]>, private readonly courses: Courses, private readonly show: (places: readonly NotePlace[], targets: readonly (readonly TargetId[])[]) => void) {
    super();
    this.own(onRendered(places => { this.rendered = places; void this.tell(); }));
    this.own(vscode.window.onDidChangeVisibleTextEditors(() => void this.tell()));
    this.own(courses.onLoaded(() => void this.tell()));
  }

  private async tell(): Promise<void> {
    const version = ++this.version;
    const files = vscode.window.visibleTextEditors.map(({ document }) => document).filter(({ languageId, uri }) => languageId === 'markdown' && uri.scheme === 'file');
    const found = files.length === 0 ? [] : await Promise.all(files.map(({ uri }) => this.courses.find(uri)));
    if (version !== this.version || this.disposed) return;
    const written = found.filter(place => place !== undefined).map(({ courseId, entry }) => ({ courseId, sectionId: entry.id }));
    const places = [...new Map([...this.rendered, ...written].map(place => [`${place.courseId}/${place.sectionId}`, place])).values()];
    const targets = await Promise.all(places.map(place => this.targetsOf(place)));
    if (version === this.version && !this.disposed) this.show(places, targets);
  }

  private async targetsOf({ courseId, sectionId }: NotePlace): Promise<readonly TargetId[]> {
    const at = await this.courses.section(courseId, sectionId).catch(() => undefined);
    return at?.section.meta.targets ?? [];
  }
}
