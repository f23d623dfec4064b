import { Disposables, type Disposable } from '../core/disposable';
import { Emitter } from '../core/emitter';
import type { Journal } from '../core/journal';
import type { Clock } from '../core/labRuns';
import type { ReceiptView } from '../core/labViews';
import type { LabRef } from '../core/ledger';
import type { LedgerBook } from '../core/ledgerBook';
import type { RunPlan } from '../core/liveRun';
import { receiptOf } from '../core/receipts/receiptOf';
import { receiptView } from '../core/receipts/receiptView';
import type { ReceiptBook } from '../core/receipts/book';
import type { Glance } from '../core/receipts/ports';
import { followedAt, followedBy, followedOf, type FollowedTarget } from '../core/followed';
import type { GoneEntry } from '../core/journal';
import type { TargetId } from '../core/course';
import { isOver, type RunRecord } from '../core/run';
import type * as LabPart from '../parts/lab';
import type { Log } from './log';
import { translate } from './messages';
import type { AwsLink } from './awsLink';
import type { Links, TargetLink } from './targetLink';

export interface ReceiptDeskPorts {
  readonly journal: Journal;
  readonly ledger: LedgerBook;
  readonly links: Links<TargetLink, TargetLink, AwsLink>;
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

/** What each run of this window made, changed and removed. Loads nothing before a run or an answer of a target. */
export class ReceiptDesk extends Disposables {
  private readonly changes = this.own(new Emitter<ReceiptPlace>());
  /** Show this block again. */
  readonly onChange = this.changes.event;
  /** One for each target: what went on the one was not done by runs on the other. */
  private readonly books = new Map<FollowedTarget, { readonly book: ReceiptBook; readonly moved: Emitter<void> }>();

  constructor(private readonly ports: ReceiptDeskPorts) {
    super();
    for (const link of ports.links.all) {
      this.own(link.onChange(() => this.moved(link.target)));
      this.own(link.onLink(() => this.moved(link.target)));
    }
  }

  load(): Promise<unknown> { return this.ports.ledger.load(); }

  view(runId: string): ReceiptView | undefined {
    const { ledger } = this.ports.ledger;
    const target = this.targetOf(runId) ?? followedAt(ledger.madeBy(runId).find(({ thing }) => thing !== 'file')?.daemon ?? '');
    const live = this.ports.links.by(target).live();
    const book = this.books.get(target)?.book;
    const receipt = book ? book.receipt(runId) : receiptOf(runId, ledger, live, true);
    return receipt && receiptView(receipt, live, translate);
  }

  /** Awaited before the run's line is typed. A run is never kept from running by its receipt. */
  async begin(plan: RunPlan, background: boolean): Promise<void> {
    const { runId, course, labId, sectionId, block, text } = plan;
    const follows = followedBy(block.target, text);
    const start = { runId, courseId: course.id, courseVersion: course.version, labId, sectionId, blockId: block.id, ...follows && { follows }, background, start: this.ports.clock.now() };
    await this.book(follows).begin(start).catch((error: unknown) => this.ports.log.bug(error));
  }

  note(record: RunRecord): void {
    for (const { book } of this.books.values()) book.note(record);
    if (!isOver(record.state) && this.ports.isOwn(record.runId)) void this.book(followedOf([record.target])).resume(record).catch((error: unknown) => this.ports.log.bug(error));
  }

  /** The record of a run of this window is whole. */
  over(record: RunRecord, glance?: Glance): void {
    void this.book(this.targetOf(record.runId) ?? followedBy(record.target, record.blockText)).over(record, glance).catch((error: unknown) => this.ports.log.bug(error));
  }

  output(runId: string, text: string): void { for (const { book } of this.books.values()) book.output(runId, text); }

  /** How a lab whose sections are for these targets is now. */
  glance(lab: LabRef, targets: readonly TargetId[]): Promise<Glance> { return this.book(followedOf(targets)).glance(lab); }

  /** Everything that is known up to now is written. */
  async flush(): Promise<void> { await Promise.all([...this.books.values()].map(({ book }) => book.flush())); }

  /** These are being taken away by Labbook itself. */
  removing(uids: Iterable<string>, by: GoneEntry['by']): Disposable {
    const all = [...uids];
    const own = new Disposables();
    for (const { book } of this.books.values()) own.own(book.removing(all, by));
    return own;
  }

  private targetOf(runId: string): FollowedTarget | undefined {
    return [...this.books].find(([, { book }]) => book.has(runId))?.[0];
  }

  /** Runs that follow nothing have a receipt too, of files: it is in Docker's book. */
  private book(target: FollowedTarget = 'docker'): ReceiptBook {
    const there = this.books.get(target);
    if (there) return there.book;
    const { ports } = this;
    const { ReceiptBook: Book, PendingReceipts, folderSnapshot } = ports.part();
    const link = ports.links.by(target);
    const moved = this.own(new Emitter<void>());
    const stored = new PendingReceipts(ports.storage);
    const book = this.own(new Book({
      journal: ports.journal, book: ports.ledger, clock: ports.clock, host: process.pid,
      pending: { put: one => stored.put(one), remove: runId => stored.remove(runId), all: async () => (await stored.all()).filter(({ follows = 'docker' }) => follows === target) },
      isAlive: pid => ports.isAlive(pid), live: () => link.live(), isOver: (place, courseId) => ports.links.aws.isOver(place, courseId), down: () => link.status?.phase === 'down' || link.status?.phase === 'stale',
      quiet: async () => link.source?.quiet(), onLive: moved.event, hold: () => link.hold(), records: () => ports.records(), failed: error => ports.log.bug(error),
      folder: async lab => {
        const folder = await ports.folder(lab);
        return folder === undefined ? undefined : folderSnapshot(folder);
      },
    }));
    this.own(book.onReceipt(place => this.changes.fire(place)));
    this.books.set(target, { book, moved });
    return book;
  }

  /** With the first answer of a target runs of earlier windows are looked after too. */
  private moved(target: FollowedTarget): void {
    if (!this.books.has(target) && this.ports.links.by(target).live()) this.book(target);
    this.books.get(target)?.moved.fire();
  }
}
