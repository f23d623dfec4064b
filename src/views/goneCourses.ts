import * as vscode from 'vscode';
import type { OpenCourse } from '../core/course';
import { Disposables } from '../core/disposable';
import type { LedgerBook } from '../core/ledgerBook';
import type { Ledger } from '../core/ledger';
import { eachLeft, isLeft } from '../core/leftOvers';
import type { Courses } from './courses';
import type { LabKey } from './labShells';
import type { Log } from './log';
import { showFailure } from './messages';

export interface GoneCoursesPorts {
  readonly courses: Courses;
  readonly ledger: LedgerBook;
  readonly log: Log;
  /** Until the lab's sheet is closed. */
  cleanUp(lab: LabKey): Promise<void>;
}

/** An update takes a pack away and brings it back: longer than that takes. */
const settledMs = 2_000;

/** A pack that is uninstalled while its labs still have something: the student is asked whether that is to go too. Its records stay. */
export class GoneCourses extends Disposables {
  private installed: readonly OpenCourse[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly ports: GoneCoursesPorts) {
    super();
    this.own(ports.courses.onLoaded(all => { this.installed = [...this.gone(), ...all.filter(({ pack }) => pack !== undefined)]; }));
    this.own(vscode.extensions.onDidChange(() => this.changed()));
    this.own({ dispose: () => clearTimeout(this.timer) });
  }

  /** Those that are known and not there any more; they wait for the look. */
  private gone(): OpenCourse[] { return this.installed.filter(({ pack }) => pack !== undefined && vscode.extensions.getExtension(pack.id) === undefined); }

  private changed(): void {
    if (this.gone().length === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look().catch((error: unknown) => this.ports.log.bug(error)), settledMs);
  }

  private async look(): Promise<void> {
    const gone = this.gone();
    this.installed = this.installed.filter(open => !gone.includes(open));
    const ledger = await this.ports.ledger.load();
    for (const { course } of gone) {
      const names = ledger.things().filter(thing => thing.made.courseId === course.id && isLeft(thing)).map(({ made }) => made.name);
      if (names.length > 0 && await this.offer(course.title, names)) await this.lead(ledger, course.id);
    }
  }

  /** A lab that another window has does not keep the others from their turn. */
  private lead(ledger: Ledger, courseId: string): Promise<void> {
    const { cleanUp, log } = this.ports;
    return eachLeft(ledger, courseId, lab => cleanUp(lab).catch((error: unknown) => { void showFailure(error, log); }));
  }

  private async offer(title: string, names: readonly string[]): Promise<boolean> {
    const cleanUp = vscode.l10n.t('Clean up…');
    const words = names.length === 1
      ? vscode.l10n.t('“{0}” is no longer installed. Its labs left 1 thing behind: {1}. What you did in it is kept.', title, names.join(', '))
      : vscode.l10n.t('“{0}” is no longer installed. Its labs left {1} things behind: {2}. What you did in it is kept.', title, names.length, names.slice(0, shownNames).join(', '));
    return await vscode.window.showWarningMessage(words, cleanUp) === cleanUp;
  }
}

const shownNames = 3;
