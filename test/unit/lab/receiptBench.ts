import { Emitter } from '../../../src/core/emitter';
import type { Journal, JournalEntry } from '../../../src/core/journal';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { ReceiptBook } from '../../../src/core/receipts/book';
import type { PendingStore } from '../../../src/core/receipts/ports';
import type { FolderSnapshot, PendingReceipt } from '../../../src/core/receipts/snapshot';
import type { ContainerResource, ImageResource, NetworkResource, Resource, VolumeResource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import { container, FakeClock, settle } from '../docker/fakes';

export class MemoryJournal implements Journal {
  readonly entries: JournalEntry[];
  private readonly added = new Emitter<JournalEntry>();
  readonly onAdd = this.added.event;
  constructor(entries: readonly JournalEntry[] = []) { this.entries = [...entries]; }
  all(): Promise<readonly JournalEntry[]> { return Promise.resolve(this.entries); }
  async add(entry: JournalEntry): Promise<void> { this.entries.push(entry); this.added.fire(entry); }
}

export class MemoryPending implements PendingStore {
  readonly kept = new Map<string, PendingReceipt>();
  async put(pending: PendingReceipt): Promise<void> { this.kept.set(pending.runId, JSON.parse(JSON.stringify(pending)) as PendingReceipt); }
  async remove(runId: string): Promise<void> { this.kept.delete(runId); }
  async all(): Promise<readonly PendingReceipt[]> { return [...this.kept.values()]; }
}

/** What outlives a window: disk and daemon. */
export class World {
  readonly clock = new FakeClock();
  readonly journal = new MemoryJournal();
  readonly pending = new MemoryPending();
  readonly rows = new Map<string, Resource>();
  readonly records: RunRecord[] = [];
  daemon = 'D';
  up = true;
  /** Places that are no more. */
  readonly over = new Set<string>();
  unknown: LiveState['unknown'];
  own: LiveState['own'];
  files: FolderSnapshot | undefined;
  /** A list that is under way. */
  listing: Promise<void> = Promise.resolve();
  put(...rows: readonly Resource[]): void { for (const row of rows) this.rows.set(row.uid, row); }
}

/** One window: a receipt book over the world. */
export class Window {
  readonly live = new Emitter<void>();
  readonly book: LedgerBook;
  readonly receipts: ReceiptBook;
  readonly told: string[] = [];
  readonly errors: unknown[] = [];
  holds = 0;

  constructor(readonly world: World, host = 1, dead: readonly number[] = []) {
    this.book = new LedgerBook(world.journal);
    this.receipts = new ReceiptBook({
      journal: world.journal, book: this.book, clock: world.clock, pending: world.pending, host, isAlive: pid => !dead.includes(pid),
      live: (): LiveState | undefined => world.up ? { daemon: world.daemon, resources: world.rows, skewMs: 0, ...world.unknown && { unknown: world.unknown }, ...world.own && { own: world.own } } : undefined,
      down: () => !world.up, isOver: place => world.over.has(place), quiet: () => world.listing, onLive: this.live.event,
      hold: () => { this.holds++; return { dispose: () => { this.holds--; } }; },
      folder: async () => world.files, records: async () => world.records, failed: error => this.errors.push(error),
    });
    this.receipts.onReceipt(({ runId }) => this.told.push(runId));
  }

  async begin(runId: string, text: string, more: Partial<RunRecord> & { background?: boolean } = {}): Promise<RunRecord> {
    const { background = false, ...rest } = more;
    const record: RunRecord = {
      v: 1, runId, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId: `b-${runId}`, blockHash: '', blockText: text, target: 'docker', shell: 'bash',
      state: 'running', marks: [], statements: [{ index: 1, text, outcome: { kind: 'running' } }], start: this.world.clock.now(), context: {}, tools: {}, ...rest,
    };
    const begun = this.receipts.begin({ ...record, ...record.target === 'docker' ? { follows: 'docker' as const } : record.target === 'kubernetes' || record.target === 'aws' ? { follows: record.target } : {}, background });
    await settle();
    await begun;
    this.receipts.note(record);
    await settle();
    return record;
  }

  /** Rows changed, and the window has heard of it. */
  async sees(...rows: readonly Resource[]): Promise<void> {
    this.world.put(...rows);
    this.live.fire();
    await settle();
  }
  async loses(...uids: readonly string[]): Promise<void> {
    for (const uid of uids) this.world.rows.delete(uid);
    this.live.fire();
    await settle();
  }
  async end(record: RunRecord, out?: string): Promise<RunRecord> {
    const over: RunRecord = {
      ...record, state: 'passed', code: 0, end: this.world.clock.now(), statements: record.statements.map(one => ({ ...one, outcome: { kind: 'exit', code: 0 } })),
      ...(out === undefined ? {} : { output: { head: out, tail: '', dropped: 0 } }),
    };
    this.world.records.push(over);
    this.receipts.note(over);
    await settle();
    return over;
  }

  /** `sign name evidence`, a guess with `?`. */
  receipt(runId: string): string[] | undefined {
    const receipt = this.receipts.receipt(runId);
    return receipt && [
      ...receipt.made.map(one => `+ ${one.name} ${one.evidence}${one.likely ? '?' : ''}${one.there ? '' : ' gone'}`),
      ...receipt.changed.map(one => `~ ${one.name} ${one.from}>${one.to}`),
      ...receipt.removed.map(one => `- ${one.name} ${one.evidence}${one.likely ? '?' : ''}`),
    ];
  }
}

export const hex = (digit: string): string => digit.repeat(64);
export const box = (clock: FakeClock, digit: string, name: string, more: Partial<ContainerResource> = {}): ContainerResource => container(hex(digit), { name, created: clock.now(), ...more });
export const network = (clock: FakeClock, digit: string, name: string): NetworkResource => ({ kind: 'network', uid: `network:${hex(digit)}`, name, driver: 'bridge', scope: 'local', labels: {}, standIn: false, created: clock.now() });
export const volume = (clock: FakeClock, name: string): VolumeResource => ({ kind: 'volume', uid: `volume:${name}`, name, driver: 'local', labels: {}, standIn: false, created: clock.now() });
export const image = (digit: string, tags: readonly string[], created = 1): ImageResource => ({ kind: 'image', uid: `image:sha256:${hex(digit)}`, name: tags[0] ?? 'none', tags, size: 1000, labels: {}, standIn: false, created });
