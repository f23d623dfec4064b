import { Disposables } from '../disposable';
import type { ReceiptLineData, RemovedData } from '../journal';
import type { RunRecord } from '../run';
import type { FolderSnapshot, PendingReceipt } from './snapshot';

const keptOutput = 64 * 1024;

/** A run whose receipt is still open. */
export class ActiveRun {
  readonly own = new Disposables();
  /** When its end was heard of. */
  ended: number | undefined;
  /** Its first whole receipt is written. */
  settled = false;
  /** Another run has begun since: what changes now is that one's doing. */
  frozen = false;
  /** Other runs of its lab went on at the same time. */
  shared = false;
  /** Runs of other labs went on at the same time. */
  besideOthers = false;
  /** Things of its lab that went while it was open. */
  readonly lost = new Set<string>();
  /** The time for its receipt has come. */
  due = false;
  /** What it did in the lab's folder; known when it is over. */
  folder: { readonly changed: readonly ReceiptLineData[]; readonly removed: readonly RemovedData[] } = { changed: [], removed: [] };
  files: Promise<FolderSnapshot | undefined> | undefined;
  /** What it did there is written. */
  filesWritten = false;
  private record: RunRecord | undefined;
  private output = '';
  private shown: RunRecord | undefined;

  constructor(readonly pending: PendingReceipt) {}

  get runId(): string { return this.pending.runId; }

  take(record: RunRecord): void {
    this.record = record;
    this.shown = undefined;
  }

  print(text: string): void {
    this.output = (this.output + text).slice(-keptOutput);
    this.shown = undefined;
  }

  /** The record with what was printed so far: ids on lines of their own say what a run made before it has ended. */
  clues(): RunRecord | undefined {
    if (!this.record || this.record.output) return this.record;
    return this.shown ??= { ...this.record, output: { head: plain(this.output), tail: '', dropped: 0 } };
  }

  get passed(): boolean { return this.record?.state === 'passed'; }

  /** What it printed, as far as it is known. */
  get printed(): string {
    const kept = this.record?.output;
    return kept ? `${kept.head}\n${kept.tail}` : plain(this.output);
  }

  /** The text of the commands that ran. */
  get text(): string {
    const ran = this.record?.statements.filter(({ outcome }) => outcome.kind !== 'notRun').map(({ text }) => text) ?? [];
    return ran.length ? ran.join('\n') : this.record?.blockText ?? '';
  }
}

function plain(text: string): string {
  return text.replace(/\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)/g, '').replaceAll('\r', '');
}
