import { Attributor } from '../attribution';
import type { GoneEntry, MadeEntry } from '../journal';
import { isThere, type LiveState } from '../liveState';
import type { ActiveRun } from './activeRun';
import { awsLogs } from './awsLogs';
import type { ReceiptPorts } from './ports';
import { returned } from './returned';
import type { PendingReceipt } from './snapshot';
import { Stacks } from './stacks';
import { fileEntries, folderChanges, goneWithCluster, liveEntries, lostEntry, otherEntries, settledEntry } from './writing';

export type ReceiptOwner = Pick<PendingReceipt, 'runId' | 'courseId' | 'labId' | 'sectionId' | 'blockId'>;

/** Writes what the runs of a book made, changed and removed into the journal. Its calls must come one after the other. */
export class ReceiptWriter {
  private readonly attributor = new Attributor();
  private readonly stacks = new Stacks();

  /**
   * `active`: the runs whose receipt is open, by id; `removals`: what Labbook itself takes away, by uid; `told` hears whose
   * receipt is another now.
   */
  constructor(
    private readonly ports: Pick<ReceiptPorts, 'journal' | 'book' | 'clock' | 'live' | 'isOver'>, private readonly active: ReadonlyMap<string, ActiveRun>,
    private readonly removals: ReadonlyMap<string, GoneEntry['by']>, private readonly told: (owner: ReceiptOwner) => void,
  ) {}

  async lookAt(live: LiveState): Promise<void> {
    const now = this.ports.clock.now();
    await this.writeGone(live, now);
    await this.addMade(returned(live, this.ports.book.ledger, now));
    const runs = [...this.active.values()].filter(run => run.pending.follows);
    await this.addMade(this.stacks.entries(live, this.ports.book.ledger, now));
    await this.addMade(awsLogs(live, this.ports.book.ledger, now));
    await this.addMade(liveEntries({ live, runs, ledger: this.ports.book.ledger, attributor: this.attributor, now }));
    for (const run of runs) for (const entry of otherEntries(run, live, this.ports.book.ledger, now)) {
      await this.ports.journal.add(entry);
      this.tell(run.runId);
    }
    for (const run of runs) if (run.due && !(run.settled && run.frozen)) await this.write(run);
  }

  private async addMade(entries: readonly MadeEntry[]): Promise<void> {
    for (const entry of entries) await this.ports.journal.add(entry).then(() => this.tell(entry.runId));
  }

  /** What the ledger names and the daemon does not list any more. */
  private async writeGone(live: LiveState, now: number): Promise<void> {
    for (const { made } of this.ports.book.ledger.things()) {
      if (isThere(made, live) !== false) continue;
      const open = [...this.active.values()].filter(run => run.pending.labId === made.labId && run.pending.courseId === made.courseId && !run.frozen);
      if (!made.likely) for (const run of open) run.lost.add(made.uid);
      const by = this.removals.get(made.uid) ?? (open.length ? 'run' : 'outside');
      const { v, courseId, courseVersion, labId, uid, daemon } = made;
      const runId = by === 'run' ? open.at(-1)?.runId : undefined;
      await this.ports.journal.add({ v, kind: 'gone', at: now, courseId, courseVersion, labId, uid, daemon, by, ...(runId ? { runId } : {}) });
      this.tell(made.runId);
    }
  }

  /** Files and what changed: known when the run is over. Written again only if it is another than before. */
  async write(run: ActiveRun): Promise<void> {
    for (const entry of goneWithCluster(run, this.ports.book.ledger, this.ports.clock.now())) await this.ports.journal.add(entry);
    // At once, whatever its daemon does: written after the next run's, its older look would take what that one made for gone.
    await this.writeFiles(run);
    const live = this.ports.live();
    const { before } = run.pending;
    const sees = !run.pending.follows || !before || live?.daemon === before.daemon;
    if (!sees) return this.closeLost(run, before.daemon);
    const entry = settledEntry({ run, live, ledger: this.ports.book.ledger, now: this.ports.clock.now() });
    if (entry) await this.ports.journal.add(entry);
    if (entry || !run.settled) {
      run.settled = true;
      this.tell(run.runId);
    }
  }

  /** Nobody will ever tell more of it. */
  private async closeLost(run: ActiveRun, place: string): Promise<void> {
    if (run.settled || !this.ports.isOver?.(place, run.pending.courseId)) return;
    await this.ports.journal.add(lostEntry(run, this.ports.clock.now()));
    run.settled = true;
    this.tell(run.runId);
  }

  async writeFiles(run: ActiveRun): Promise<void> {
    if (run.filesWritten) return;
    run.filesWritten = true;
    const after = await run.files;
    if (!after) return;
    if (run.pending.files) run.folder = folderChanges(run.pending.files, after);
    for (const entry of fileEntries({ run, after, ledger: this.ports.book.ledger, now: this.ports.clock.now() })) await this.ports.journal.add(entry);
  }

  private tell(runId: string): void {
    const run = this.active.get(runId)?.pending ?? this.ports.book.ledger.madeBy(runId)[0];
    if (run) this.told(run);
  }
}
