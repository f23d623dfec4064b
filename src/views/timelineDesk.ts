import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Journal, JournalEntry } from '../core/journal';
import { ownBy } from '../core/predictions/moments';
import type { TimelineItemView } from '../core/labViews';
import type { TargetEvent } from '../core/resource';
import { timelineOf } from '../core/timeline';
import { translate } from './messages';
import type { RunBook } from './runBook';
import type { ShownLab } from './statusDesk';
import type { Links } from './targetLink';

export interface TimelineParts {
  readonly book: RunBook;
  readonly links: Links;
  readonly journal: Journal;
  /** The lab that the panel shows. */
  lab(): ShownLab | undefined;
  readonly onRecord: (listener: () => void) => Disposable;
}

/** Events are told once; this many are remembered for the axis. */
const most = 500;

/** The axis of the lab that is shown. Costs nothing while it is folded but the memory of the last events. */
export class TimelineDesk extends Disposables {
  private readonly changes = this.own(new Emitter<void>());
  readonly onChange = this.changes.event;
  private events: readonly TargetEvent[] = [];
  private entries: readonly JournalEntry[] = [];
  private shown = false;
  private made: { readonly lab: ShownLab; readonly axis: readonly TimelineItemView[] } | undefined;

  constructor(private readonly parts: TimelineParts) {
    super();
    for (const link of parts.links.all) this.own(link.onEvent(event => { this.events = [...this.events, event].slice(-most); this.stale(); }));
    this.own(parts.journal.onAdd(() => void this.read()));
    this.own(parts.onRecord(() => this.stale()));
  }

  async open(on: boolean): Promise<void> {
    this.shown = on;
    if (on) await this.read();
    else this.stale();
  }

  /** Undefined while folded. The same array as before where nothing has changed. */
  axis(): readonly TimelineItemView[] | undefined {
    const lab = this.parts.lab();
    if (!this.shown || !lab) return undefined;
    if (this.made?.lab !== lab) this.made = { lab, axis: this.build(lab) };
    return this.made.axis;
  }

  private build(lab: ShownLab): readonly TimelineItemView[] {
    const journal = this.entries.filter(entry => entry.courseId === lab.courseId && entry.labId === lab.id);
    const link = this.parts.links.of(lab.targets);
    return timelineOf({
      records: this.parts.book.of({ courseId: lab.courseId, labId: lab.id }), journal, events: this.events, skewMs: link.source?.skewMs ?? 0, emulated: link.status?.endpoint?.aws?.track === 'emulator',
      isOwn: ownBy(journal), ordinal: (section, block) => lab.ordinals.get(`${section}/${block}`), claim: (section, check) => lab.claims.get(`${section}/${check}`),
    }, translate);
  }

  private async read(): Promise<void> {
    if (!this.shown) return;
    this.entries = await this.parts.journal.all();
    this.stale();
  }

  private stale(): void {
    this.made = undefined;
    if (this.shown) this.changes.fire();
  }
}
