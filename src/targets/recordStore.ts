import { join } from 'node:path';
import type { RunRecord } from '../core/run';
import { mergeRecords, readRecord } from '../core/runLines';
import { SignedLines, type LineKey } from './signedLines';

export interface StoredRecords {
  /** Written here, oldest first, one a run. */
  readonly own: readonly RunRecord[];
  /** Without this machine's seal: written elsewhere, by hand, or before there was a seal. They count for nothing. */
  readonly foreign: readonly RunRecord[];
}

/** Run records of every window, in `<storage>/records`. */
export class RecordStore {
  private readonly lines: SignedLines<RunRecord>;

  constructor(storage: string, windowId: string, key: LineKey) {
    this.lines = new SignedLines({ folder: join(storage, 'records'), windowId, scope: 'run', key, read: readRecord });
  }

  /** All records of all windows up to the first call or the last `reload`, and this window's since. */
  async all(): Promise<StoredRecords> {
    const lines = await this.lines.all();
    const pick = (verified: boolean) => mergeRecords(lines.filter(line => line.verified === verified).map(line => line.value));
    return { own: pick(true), foreign: pick(false) };
  }

  /** Other windows have written meanwhile. */
  reload(): void { this.lines.reload(); }

  add(record: RunRecord): Promise<void> { return this.lines.add(record); }
}
