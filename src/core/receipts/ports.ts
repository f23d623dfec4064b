import type { Disposable } from '../disposable';
import type { Event } from '../emitter';
import type { Journal } from '../journal';
import type { Clock } from '../labRuns';
import type { LabRef } from '../ledger';
import type { LedgerBook } from '../ledgerBook';
import type { LiveState } from '../liveState';
import type { RunRecord } from '../run';
import type { FolderSnapshot, PendingReceipt } from './snapshot';

/** What is kept of runs whose receipt is not complete. */
export interface PendingStore {
  /** Resolves when it is on disk. */
  put(pending: PendingReceipt): Promise<void>;
  remove(runId: string): Promise<void>;
  all(): Promise<readonly PendingReceipt[]>;
}

export interface ReceiptPorts {
  readonly journal: Journal;
  readonly book: LedgerBook;
  readonly clock: Clock;
  readonly pending: PendingStore;
  /** Process id of this window. */
  readonly host: number;
  isAlive(host: number): boolean;
  /** Undefined while no daemon is known to answer. */
  live(): LiveState | undefined;
  /** No daemon will answer soon. */
  down(): boolean;
  /** What was at this place of the course is no more, and will never be seen again: its emulator was reset or started anew. */
  isOver?(place: string, courseId: string): boolean;
  /** Rows or the link changed. */
  readonly onLive: Event<void>;
  /** Resolves when what has happened up to now is in `live`. */
  quiet?(): Promise<void>;
  /** While held, live state is followed. */
  hold(): Disposable;
  /** Undefined where the lab has no folder yet. */
  folder(lab: LabRef): Promise<FolderSnapshot | undefined>;
  /** Stored records of all labs. */
  records(): Promise<readonly RunRecord[]>;
  failed(error: unknown): void;
}

export type RunStart = Pick<PendingReceipt, 'runId' | 'courseId' | 'courseVersion' | 'labId' | 'sectionId' | 'blockId' | 'follows' | 'background' | 'start'>;
/** How a lab was before something ran in it. */
export type Glance = Pick<PendingReceipt, 'before' | 'files'>;
