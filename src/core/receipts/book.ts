import { Disposables, type Disposable } from '../disposable';
import { Emitter } from '../emitter';
import { followedBy } from '../followed';
import type { GoneEntry } from '../journal';
import type { LabRef } from '../ledger';
import type { Receipt } from '../receipt';
import { isOver, type RunRecord } from '../run';
import { ActiveRun } from './activeRun';
import { liveSoon, quietSoon } from './patience';
import type { Glance, ReceiptPorts, RunStart } from './ports';
import { receiptOf } from './receiptOf';
import { daemonBefore, type PendingReceipt } from './snapshot';
import { ReceiptWriter, type ReceiptOwner } from './writer';

/** From the end of a run until its receipt is put together; events and lists trail it. */
const settleMs = 100;
/** What comes later than this after the end is not the run's. On AWS one service after the other is asked. */
const lateMs = 5000;
const awsLateMs = 30_000;

/** Follows runs and live state and writes down what each run made, changed and removed. */
export class ReceiptBook extends Disposables {
  private readonly receipts = this.own(new Emitter<ReceiptOwner>());
  /** The receipt of this run is there, or is another. */
  readonly onReceipt = this.receipts.event;
  private readonly active = new Map<string, ActiveRun>();
  private readonly starting = new Set<string>();
  private readonly removals = new Map<string, GoneEntry['by']>();
  private readonly writer: ReceiptWriter;
  private tail: Promise<void> = Promise.resolve();
  private queued: Promise<void> | undefined;
  private recovered = false;

  constructor(private readonly ports: ReceiptPorts) {
    super();
    this.writer = new ReceiptWriter(ports, this.active, this.removals, owner => this.receipts.fire(owner));
    this.own(ports.onLive(() => this.noticed()));
  }

  /** Its receipt is still open. */
  has(runId: string): boolean { return this.active.has(runId) || this.starting.has(runId); }

  receipt(runId: string): Receipt | undefined {
    const run = this.active.get(runId);
    return receiptOf(runId, this.ports.book.ledger, this.ports.live(), run ? run.settled : true);
  }

  /** Looks at what is there. To be awaited before anything of the run happens. */
  async begin(start: RunStart): Promise<void> {
    const follows = start.follows !== undefined;
    this.starting.add(start.runId);
    const hold = follows ? this.ports.hold() : undefined;
    try {
      await Promise.all([this.ports.book.load(), follows ? liveSoon(this.ports) : undefined]);
      // What the runs before it did must not be taken for its doing: an image that was built a moment ago may not be listed yet.
      if (follows && [...this.active.values()].some(other => other.ended !== undefined && !other.frozen && other.pending.follows)) await quietSoon(this.ports);
      for (const other of this.active.values()) if (other.ended !== undefined && !other.settled) await this.settle(other);
      const pending: PendingReceipt = { v: 1, ...start, host: this.ports.host, ...await this.glance(start, follows) };
      await this.ports.pending.put(pending);
      this.open(new ActiveRun(pending), hold);
    } catch (error) {
      hold?.dispose();
      throw error;
    } finally {
      this.starting.delete(start.runId);
    }
  }

  /** How a lab is now, for something that is not told of beforehand: a command typed by hand. */
  async glance(lab: LabRef, follows = true): Promise<Glance> {
    const files = await this.ports.folder(lab);
    const live = follows ? this.ports.live() : undefined;
    return { ...(live ? { before: daemonBefore(live) } : {}), ...(files ? { files } : {}) };
  }

  /** A change of a run. What was not begun here is another window's. */
  note(record: RunRecord): void {
    const run = this.active.get(record.runId);
    if (!run) return;
    run.take(record);
    if (isOver(record.state)) this.end(run);
    else this.noticed();
  }

  /** A run of this window is over and its record complete. It may have been begun by a window that is no more, or by hand. */
  async over(record: RunRecord, glance?: Glance): Promise<void> {
    if (!this.active.has(record.runId)) {
      await this.ports.book.load();
      const kept = glance ? undefined : (await this.ports.pending.all()).find(one => one.runId === record.runId);
      if (!kept && !glance) return;
      this.open(new ActiveRun({ ...startOf(record), host: this.ports.host, ...kept, ...glance }));
    }
    this.note(record);
  }

  /** A run of an earlier window goes on in this one. */
  async resume(record: RunRecord): Promise<void> {
    if (this.active.has(record.runId) || this.starting.has(record.runId)) return;
    // It is told of more than once while it is read: opened twice, one of the two would hold its target for good.
    this.starting.add(record.runId);
    try {
      const kept = (await this.ports.pending.all()).find(one => one.runId === record.runId);
      if (!kept || this.active.has(record.runId)) return;
      const pending = { ...kept, host: this.ports.host };
      await this.ports.pending.put(pending);
      if (this.active.has(record.runId)) return;
      this.open(new ActiveRun(pending));
      this.note(record);
    } finally {
      this.starting.delete(record.runId);
    }
  }

  output(runId: string, text: string): void { this.active.get(runId)?.print(text); }

  /** These are being taken away by Labbook itself. */
  removing(uids: Iterable<string>, by: GoneEntry['by']): Disposable {
    const all = [...uids];
    for (const uid of all) this.removals.set(uid, by);
    return { dispose: () => { for (const uid of all) this.removals.delete(uid); } };
  }

  /** Everything that is known up to now is written. */
  async flush(): Promise<void> {
    for (const run of this.active.values()) if (run.ended !== undefined) void this.enqueue(() => this.writer.writeFiles(run));
    await this.look();
  }

  /** Runs whose window ended before their receipt was complete. At the first answer of a daemon; never when a window starts. */
  async recover(): Promise<void> {
    const left = (await this.ports.pending.all()).filter(one => !this.active.has(one.runId) && !this.starting.has(one.runId) && (one.host === this.ports.host || !this.ports.isAlive(one.host)));
    if (left.length === 0) return;
    const records = new Map((await this.ports.records()).map(record => [record.runId, record]));
    await this.ports.book.load();
    for (const pending of left) {
      const record = records.get(pending.runId);
      if (!record || this.active.has(pending.runId)) continue;
      this.open(new ActiveRun({ ...pending, host: this.ports.host }));
      this.note(record);
    }
  }

  override dispose(): void {
    for (const run of this.active.values()) run.own.dispose();
    super.dispose();
  }

  private open(run: ActiveRun, hold?: Disposable): void {
    for (const other of this.active.values()) {
      if (other.ended !== undefined) other.frozen = true;
      else if (other.pending.labId === run.pending.labId && other.pending.courseId === run.pending.courseId) other.shared = run.shared = true;
      else other.besideOthers = run.besideOthers = true;
    }
    if (hold) run.own.own(hold);
    else if (run.pending.follows) run.own.own(this.ports.hold());
    this.active.set(run.runId, run);
  }

  private end(run: ActiveRun): void {
    if (run.ended !== undefined) { this.noticed(); return; }
    run.ended = this.ports.clock.now();
    run.files = this.ports.folder(run.pending);
    run.own.own(this.ports.clock.after(settleMs, () => void this.settle(run)));
    run.own.own(this.ports.clock.after(run.pending.follows === 'aws' ? awsLateMs : run.pending.follows ? lateMs : settleMs, () => void this.close(run)));
  }

  private async close(run: ActiveRun): Promise<void> {
    await this.settle(run);
    if (!this.active.has(run.runId)) return;
    // Without a look at the daemon the receipt stays open: the next answer completes it.
    if (run.settled || !run.pending.before) await this.ports.pending.remove(run.runId).catch(error => this.ports.failed(error));
    this.active.delete(run.runId);
    this.recovered = run.settled && this.recovered;
    run.own.dispose();
  }

  private async settle(run: ActiveRun): Promise<void> {
    run.due = true;
    await this.look();
    if (!run.settled) await this.enqueue(() => this.writer.write(run));
  }

  private noticed(): void {
    if (!this.recovered && this.ports.live()) {
      this.recovered = true;
      void this.recover().catch((error: unknown) => this.ports.failed(error));
    }
    void this.look();
  }

  /** One look for all that is noticed before it begins. */
  private look(): Promise<void> {
    return this.queued ??= this.enqueue(async () => {
      this.queued = undefined;
      const live = this.ports.live();
      if (!live || (this.active.size === 0 && this.ports.book.ledger.isEmpty)) return;
      await this.writer.lookAt(live);
    });
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    return this.tail = this.tail.then(work).catch((error: unknown) => this.ports.failed(error));
  }
}

function startOf(record: RunRecord): PendingReceipt {
  const { runId, courseId, courseVersion, labId, sectionId, blockId, start } = record;
  const follows = followedBy(record.target);
  return { v: 1, runId, courseId, courseVersion, labId, sectionId, blockId, start, ...follows && { follows }, background: false, host: 0 };
}
