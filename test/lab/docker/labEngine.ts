import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanupPlan, CleanupResult } from '../../../src/core/cleanup';
import { planCleanup } from '../../../src/core/cleanup/plan';
import { cleanUp } from '../../../src/core/cleanup/run';
import type { Clock } from '../../../src/core/labRuns';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { Emitter } from '../../../src/core/emitter';
import { ReceiptBook } from '../../../src/core/receipts/book';
import type { RunRecord } from '../../../src/core/run';
import { createDockerTarget, type DockerSource, type DockerTarget } from '../../../src/targets/docker';
import { folderSnapshot } from '../../../src/targets/folderSnapshot';
import { openJournal } from '../../../src/targets/journalStore';
import { removeLabFile } from '../../../src/targets/labRemoval';
import { PendingReceipts } from '../../../src/targets/pendingReceipts';
import { createRunner } from '../../../src/targets/process';
import type { RealDaemon } from './bed';
import { until } from './fakeDaemon';

export const clock: Clock = {
  now: () => Date.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};
const key = { find: () => Promise.resolve(mac), findOrMake: () => Promise.resolve(mac) };
function mac(text: string): string { return text.length.toString(16).padStart(64, '0'); }
export const lab = { courseId: 'c', labId: 'L' };

/** A lab's ledger, receipts and clean-up over a real daemon, as a window has them. */
export class LabEngine {
  readonly book: LedgerBook;
  readonly receipts: ReceiptBook;
  readonly errors: unknown[] = [];
  readonly records: RunRecord[] = [];
  private readonly target: DockerTarget;
  private readonly source: DockerSource;
  private readonly moved = new Emitter<void>();
  private readonly runner = createRunner(process.env);
  private readonly journal;

  private constructor(private readonly real: RealDaemon, readonly storage: string, readonly folder: string) {
    this.target = createDockerTarget({ runner: this.runner });
    this.source = this.target.source(real.env);
    this.journal = openJournal(storage, `w${Date.now()}`, key);
    this.book = new LedgerBook(this.journal);
    this.source.onChange(() => this.moved.fire());
    this.source.onStatus(() => this.moved.fire());
    this.receipts = new ReceiptBook({
      journal: this.journal, book: this.book, clock, pending: new PendingReceipts(storage), host: process.pid, isAlive: () => false,
      live: () => this.live(), down: () => this.source.status.phase === 'down', onLive: this.moved.event, hold: () => this.source.hold(),
      folder: () => folderSnapshot(folder), records: async () => this.records, failed: error => this.errors.push(error),
    });
  }

  static async open(real: RealDaemon): Promise<LabEngine> {
    const storage = await mkdtemp(join(tmpdir(), 'lb-ledger-'));
    return new LabEngine(real, storage, await mkdtemp(join(tmpdir(), 'lb-labfolder-')));
  }

  async close(): Promise<void> {
    this.receipts.dispose();
    this.target.dispose();
    await Promise.all([this.storage, this.folder].map(folder => rm(folder, { recursive: true, force: true })));
  }

  hold() { return this.source.hold(); }
  live(): LiveState | undefined {
    const { info, status, resources, skewMs, swarm } = this.source;
    return info && status.phase === 'live' ? { daemon: info.id, resources, skewMs, ...(swarm ? { swarm } : {}) } : undefined;
  }

  /** What a block does, with its record; gives milliseconds from its end to its receipt. */
  async run(runId: string, text: string, act: () => Promise<string>): Promise<number> {
    const start = clock.now();
    const base = { runId, ...lab, courseVersion: '1', sectionId: 's', blockId: `b-${runId}` };
    await this.receipts.begin({ ...base, follows: 'docker', background: false, start });
    const record: RunRecord = {
      v: 1, ...base, blockHash: '', blockText: text, target: 'docker', shell: 'bash', state: 'running', marks: [], context: {}, tools: {},
      statements: [{ index: 1, text, outcome: { kind: 'running' } }], start,
    };
    this.receipts.note(record);
    this.receipts.output(runId, `${await act()}\n`);
    const end = clock.now();
    const over: RunRecord = { ...record, state: 'passed', code: 0, end, statements: [{ index: 1, text, outcome: { kind: 'exit', code: 0 } }] };
    this.records.push(over);
    this.receipts.note(over);
    await until(`receipt of ${runId}`, () => this.receipts.receipt(runId)?.settled === true);
    return clock.now() - end;
  }

  receipt(runId: string): string[] {
    const receipt = this.receipts.receipt(runId);
    return [
      ...receipt?.made.map(one => `+ ${one.thing} ${one.name} ${one.evidence}${one.likely ? '?' : ''}`) ?? [], ...receipt?.changed.map(one => `~ ${one.name} ${one.from}>${one.to}`) ?? [],
      ...receipt?.removed.map(one => `- ${one.name} ${one.evidence}${one.likely ? '?' : ''}`) ?? [],
    ].sort();
  }

  async plan(runId?: string): Promise<CleanupPlan> {
    const files = await folderSnapshot(this.folder);
    return planCleanup({ lab, ledger: this.book.ledger, live: await this.target.look(this.real.env), running: [], ...(files ? { files } : {}), ...(runId ? { runId } : {}) });
  }

  clean(plan: CleanupPlan, selected = [...plan.go, ...plan.stay].filter(item => item.selected).map(({ uid }) => uid), env = this.real.env): Promise<CleanupResult> {
    return cleanUp(plan, new Set(selected), 'cleanup', {
      run: command => this.runner.run(command, { env, timeoutMs: 120_000 }),
      look: () => this.target.look(env).catch(() => undefined), files: () => folderSnapshot(this.folder),
      removeFile: async (path, print) => { await removeLabFile(this.folder, path, print); },
      stopRun: async () => undefined, running: () => [], ledger: this.book.ledger, journal: this.journal, now: () => clock.now(),
      pause: async ms => { await sleep(ms); }, progress: () => undefined, stopped: () => false,
    });
  }
}
