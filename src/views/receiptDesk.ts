import { Disposables } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Journal } from '../core/journal';
import type { Clock } from '../core/labRuns';
import type { ReceiptView } from '../core/labViews';
import type { LabRef } from '../core/ledger';
import type { LedgerBook } from '../core/ledgerBook';
import type { RunPlan } from '../core/liveRun';
import type { LiveState } from '../core/liveState';
import { receiptOf } from '../core/receipts/receiptOf';
import { receiptView } from '../core/receipts/receiptView';
import type { Glance, ReceiptBook } from '../core/receipts/book';
import { followedBy } from '../core/receipts/snapshot';
import { isOver, type RunRecord } from '../core/run';
import type * as LabPart from '../parts/lab';
import type { DockerLink } from './dockerLink';
import type { Log } from './log';
import { translate } from './messages';

export interface ReceiptDeskPorts {
  readonly journal: Journal;
  readonly ledger: LedgerBook;
  readonly link: DockerLink;
  readonly clock: Clock;
  readonly log: Log;
  /** Folder of what outlives the window. */
  readonly storage: string;
  part(): typeof LabPart;
  isAlive(pid: number | undefined): boolean;
  /** The lab's folder, if it was made. */
  folder(lab: LabRef): Promise<string | undefined>;
  records(): Promise<readonly RunRecord[]>;
  /** This run goes on in this window. */
  isOwn(runId: string): boolean;
}

export interface ReceiptPlace { readonly courseId: string; readonly sectionId: string; readonly blockId: string; readonly runId: string }

/** What each run of this window made, changed and removed. Loads nothing before a run or an answer of Docker. */
export class ReceiptDesk extends Disposables {
  private readonly changes = this.own(new Emitter<ReceiptPlace>());
  private readonly moves = this.own(new Emitter<void>());
  /** Show this block again. */
  readonly onChange = this.changes.event;
  private made: ReceiptBook | undefined;

  constructor(private readonly ports: ReceiptDeskPorts) {
    super();
    this.own(ports.link.onChange(() => this.moved()));
    this.own(ports.link.onLink(() => this.moved()));
  }

  load(): Promise<unknown> { return this.ports.ledger.load(); }

  /** Undefined while no daemon is known to answer. */
  live(): LiveState | undefined {
    const { source } = this.ports.link;
    const daemon = source?.info?.id;
    if (!source || !daemon || source.status.phase !== 'live') return undefined;
    return { daemon, resources: source.resources, skewMs: source.skewMs, ...(source.swarm ? { swarm: source.swarm } : {}) };
  }

  view(runId: string): ReceiptView | undefined {
    const live = this.live();
    const receipt = this.made ? this.made.receipt(runId) : receiptOf(runId, this.ports.ledger.ledger, live, true);
    return receipt && receiptView(receipt, live, translate);
  }

  /** Awaited before the run's line is typed. A run is never kept from running by its receipt. */
  async begin(plan: RunPlan, background: boolean): Promise<void> {
    const { runId, course, labId, sectionId, block, text } = plan;
    const follows = followedBy(block.target, text) === 'docker' ? 'docker' as const : undefined;
    const start = { runId, courseId: course.id, courseVersion: course.version, labId, sectionId, blockId: block.id, ...follows && { follows }, background, start: this.ports.clock.now() };
    await this.book().begin(start).catch((error: unknown) => this.ports.log.bug(error));
  }

  note(record: RunRecord): void {
    if (this.made) this.made.note(record);
    if (!isOver(record.state) && this.ports.isOwn(record.runId)) void this.book().resume(record).catch((error: unknown) => this.ports.log.bug(error));
  }

  /** The record of a run of this window is whole. */
  over(record: RunRecord, glance?: Glance): void {
    void this.book().over(record, glance).catch((error: unknown) => this.ports.log.bug(error));
  }

  output(runId: string, text: string): void { this.made?.output(runId, text); }

  glance(lab: LabRef): Promise<Glance> { return this.book().glance(lab); }

  book(): ReceiptBook {
    if (this.made) return this.made;
    const { ports } = this;
    const { ReceiptBook: Book, PendingReceipts, folderSnapshot } = ports.part();
    const book = this.own(new Book({
      journal: ports.journal, book: ports.ledger, clock: ports.clock, pending: new PendingReceipts(ports.storage), host: process.pid,
      isAlive: pid => ports.isAlive(pid), live: () => this.live(), down: () => ports.link.status?.phase === 'down' || ports.link.status?.phase === 'stale',
      onLive: this.moves.event, hold: () => ports.link.hold(), records: () => ports.records(), failed: error => ports.log.bug(error),
      folder: async lab => {
        const folder = await ports.folder(lab);
        return folder === undefined ? undefined : folderSnapshot(folder);
      },
    }));
    this.own(book.onReceipt(place => this.changes.fire(place)));
    return this.made = book;
  }

  /** With the first answer of a daemon runs of earlier windows are looked after too. */
  private moved(): void {
    if (!this.made && this.live()) this.book();
    this.moves.fire();
  }
}
