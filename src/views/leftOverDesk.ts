import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Journal } from '../core/journal';
import { dayWords, keepAll, leftOverId, leftOversOf, leftOverStrip, type LeftOver } from '../core/leftOvers';
import type { LedgerBook } from '../core/ledgerBook';
import type { StripView } from '../core/protocol';
import type { Courses } from './courses';
import { stateKeys } from './ids';
import { labKey, type LabKey } from './labShells';
import type { Log } from './log';
import { translate } from './messages';

export interface LeftOverPorts {
  /** The one stored value that a starting window reads. */
  readonly state: vscode.Memento;
  readonly journal: Journal;
  readonly ledger: LedgerBook;
  readonly courses: Courses;
  readonly log: Log;
  /** Another window has the lab now: nothing of it was left behind. */
  elsewhere(lab: LabKey): Promise<boolean>;
  cleanUp(lab: LabKey): Promise<void>;
}

const storeMs = 300;

/** What labs of earlier windows left behind: one quiet line, one badge, nothing asked of anybody. */
export class LeftOverDesk extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  private left: readonly LeftOver[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loaded = false;
  private looked = false;
  /** Keys of labs that another window has, when this was asked last. */
  private elsewhere: ReadonlySet<string> = new Set();

  constructor(private readonly ports: LeftOverPorts) {
    super();
    this.left = ports.state.get<readonly LeftOver[]>(stateKeys.leftOvers, []);
    this.own(ports.ledger.onChange(() => this.moved()));
    this.own({ dispose: () => clearTimeout(this.timer) });
  }

  /** Of labs that were not begun in this window. */
  get all(): readonly LeftOver[] { return this.left.filter(left => !this.elsewhere.has(labKey(left))); }

  /** The latest, but never what the open lab has itself. */
  strips(lab: LabKey | undefined): readonly StripView[] {
    // Not at the start of the window: nothing is read then but the one stored value.
    if (!this.looked) void this.look();
    const [first] = this.all.filter(left => !lab || labKey(left) !== labKey(lab));
    return first ? [leftOverStrip(first, dayWords(first.at, Date.now(), new Date(first.at).toLocaleDateString()), translate)] : [];
  }

  /** False where the strip is none of ours. */
  async act(id: string, action: string): Promise<boolean> {
    const left = this.left.find(one => leftOverId(one) === id);
    if (!left) return id.startsWith('leftOvers:');
    if (action === 'cleanUp') await this.ports.cleanUp(left);
    if (action === 'keep') await this.keep(left);
    return true;
  }

  private async keep(lab: LabKey): Promise<void> {
    const ledger = await this.ports.ledger.load();
    for (const entry of keepAll(ledger, lab, Date.now())) await this.ports.journal.add(entry);
  }

  private async look(): Promise<void> {
    this.looked = true;
    const before = this.elsewhere;
    const there = await Promise.all(this.left.map(async left => await this.ports.elsewhere(left) ? [labKey(left)] : []));
    this.elsewhere = new Set(there.flat());
    if (this.elsewhere.size > 0 || before.size > 0) this.changes.fire();
  }

  private moved(): void {
    this.loaded = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.store().catch((error: unknown) => this.ports.log.bug(error)), storeMs);
  }

  /** All that is left is stored for the next window; this one goes on to show what it found at its start, less what is gone. */
  private async store(): Promise<void> {
    if (!this.loaded || this.disposed) return;
    const titles = await this.titles();
    const now = leftOversOf(this.ports.ledger.ledger, lab => titles.get(labKey(lab)) ?? vscode.l10n.t('{0} of the course {1}, which is not in this window', lab.labId, lab.courseId));
    this.left = this.left.flatMap(before => now.find(one => labKey(one) === labKey(before)) ?? []);
    await this.look();
    this.changes.fire();
    await this.ports.state.update(stateKeys.leftOvers, now);
  }

  private async titles(): Promise<Map<string, string>> {
    const courses = await this.ports.courses.list();
    return new Map(courses.flatMap(({ course }) => sectionsOf(course).filter(entry => entry.meta.labIn === undefined).map(entry => [labKey({ courseId: course.id, labId: entry.meta.lab ?? entry.id }), entry.meta.title] as const)));
  }
}
