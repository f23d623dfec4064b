import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanupPlan, CleanupResult } from '../../src/core/cleanup';
import { planCleanup } from '../../src/core/cleanup/plan';
import { cleanUp } from '../../src/core/cleanup/run';
import { Emitter } from '../../src/core/emitter';
import { LedgerBook } from '../../src/core/ledgerBook';
import type { LiveState } from '../../src/core/liveState';
import { ReceiptBook } from '../../src/core/receipts/book';
import type { TargetEvent } from '../../src/core/resource';
import type { RunRecord } from '../../src/core/run';
import { openJournal } from '../../src/targets/journalStore';
import { createClusterTarget, type ClusterSource } from '../../src/targets/kubernetes';
import { PendingReceipts } from '../../src/targets/pendingReceipts';
import { createRunner } from '../../src/targets/process';

const clock = {
  now: () => Date.now(),
  after: (ms: number, then: () => void) => {
    const timer = setTimeout(then, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
const mac = (text: string): string => text.length.toString(16).padStart(64, '0');
const key = { find: async () => mac, findOrMake: async () => mac };
export const lab = { courseId: 'c', labId: 'L5' };

/** A lab's ledger, receipts and clean-up over a real cluster, as a window has them. */
export class KubeLab {
  readonly book: LedgerBook;
  readonly receipts: ReceiptBook;
  readonly errors: unknown[] = [];
  readonly events: TargetEvent[] = [];
  readonly source: ClusterSource;
  /** The namespace is the lab's own. */
  own = false;
  private readonly records: RunRecord[] = [];
  private readonly moved = new Emitter<void>();
  private readonly runner = createRunner(process.env);
  private readonly target = createClusterTarget({ runner: this.runner });
  private readonly journal;

  private constructor(readonly env: Record<string, string>, private readonly storage: string) {
    this.source = this.target.source(env);
    this.journal = openJournal(storage, `w${Date.now()}`, key);
    this.book = new LedgerBook(this.journal);
    this.source.onChange(() => this.moved.fire());
    this.source.onStatus(() => this.moved.fire());
    this.source.onKind(() => this.moved.fire());
    this.source.onEvent(event => { this.events.push(event); });
    this.receipts = new ReceiptBook({
      journal: this.journal, book: this.book, clock, pending: new PendingReceipts(storage), host: process.pid, isAlive: () => false,
      live: () => this.live(), down: () => this.source.status.phase === 'down', onLive: this.moved.event, hold: () => this.source.hold(),
      folder: async () => undefined, records: async () => this.records, failed: error => this.errors.push(error),
    });
  }

  static async open(env: Record<string, string>): Promise<KubeLab> {
    const made = new KubeLab(env, await mkdtemp(join(tmpdir(), 'lb-ledger-')));
    made.source.hold();
    await until('live', () => made.live() !== undefined);
    return made;
  }

  async close(): Promise<void> {
    this.receipts.dispose();
    this.target.dispose();
    await rm(this.storage, { recursive: true, force: true });
  }

  live(): LiveState | undefined {
    const { place, status, resources, skewMs, unknown } = this.source;
    return place !== undefined && status.phase === 'live' ? { daemon: place, resources, skewMs, unknown, ...this.own && { own: lab } } : undefined;
  }

  shell(text: string) { return this.runner.run({ file: 'bash', args: ['-c', text] }, { env: this.env, timeoutMs: 60_000 }); }

  /** A block as a student runs it, with what kubectl really prints. Gives its receipt. */
  async run(runId: string, text: string): Promise<readonly string[]> {
    const base = { runId, ...lab, courseVersion: '1', sectionId: 's', blockId: `b-${runId}` };
    const start = clock.now();
    await this.receipts.begin({ ...base, follows: 'kubernetes', background: false, start });
    const record: RunRecord = {
      v: 1, ...base, blockHash: '', blockText: text, target: 'kubernetes', shell: 'bash', state: 'running', marks: [], context: {}, tools: {}, statements: [{ index: 1, text, outcome: { kind: 'running' } }], start,
    };
    this.receipts.note(record);
    const { code, stdout, stderr } = await this.shell(text);
    if (code !== 0) throw new Error(stderr);
    const over: RunRecord = { ...record, state: 'passed', code, end: clock.now(), statements: [{ index: 1, text, outcome: { kind: 'exit', code } }], output: { head: stdout, tail: '', dropped: 0 } };
    this.records.push(over);
    this.receipts.note(over);
    await until(`receipt of ${runId}`, () => this.receipts.receipt(runId)?.settled === true || !this.receipts.has(runId), 8);
    return this.receipt(runId);
  }

  /** `sign thing name evidence`, a guess with `?`. */
  receipt(runId: string): readonly string[] {
    const receipt = this.receipts.receipt(runId);
    return [
      ...receipt?.made.map(one => `+ ${one.thing} ${one.name} ${one.evidence}${one.likely ? '?' : ''}`) ?? [], ...receipt?.changed.map(one => `~ ${one.thing} ${one.name} ${one.from} > ${one.to}`) ?? [],
      ...receipt?.removed.map(one => `- ${one.thing} ${one.name} ${one.evidence}`) ?? [],
    ].sort();
  }

  async plan(): Promise<CleanupPlan> { return planCleanup({ lab, ledger: this.book.ledger, live: await this.target.look(this.env), running: [] }); }

  /** `meanwhile`: right before a command is started. */
  clean(plan: CleanupPlan, meanwhile: (command: string) => Promise<unknown> = async () => undefined): Promise<CleanupResult> {
    return cleanUp(plan, new Set(plan.go.filter(item => item.selected).map(({ uid }) => uid)), 'cleanup', {
      run: async command => {
        await meanwhile(command.args.join(' '));
        return this.runner.run(command, { env: this.env, timeoutMs: 120_000 });
      },
      look: () => this.target.look(this.env).catch(() => undefined), files: async () => undefined, removeFile: async () => undefined,
      stopRun: async () => undefined, running: () => [], ledger: this.book.ledger, journal: this.journal, now: () => clock.now(),
      pause: async ms => { await sleep(ms); }, progress: () => undefined, stopped: () => false,
    });
  }
}

export async function until(what: string, holds: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await sleep(20);
  }
}
