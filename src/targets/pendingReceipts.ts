import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PendingStore } from '../core/receipts/ports';
import { pendingFrom, type PendingReceipt } from '../core/receipts/snapshot';

/** One small file a run, from before its line is typed until its receipt is complete. Appears whole or not at all. */
export class PendingReceipts implements PendingStore {
  private readonly folder: string;
  constructor(storage: string) { this.folder = join(storage, 'open-receipts'); }

  async put(pending: PendingReceipt): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = this.path(pending.runId);
    await writeFile(`${path}.new`, JSON.stringify(pending), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  async remove(runId: string): Promise<void> { await rm(this.path(runId), { force: true }); }

  async all(): Promise<readonly PendingReceipt[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter(name => name.endsWith('.json'));
    const found = await Promise.all(names.map(name => readFile(join(this.folder, name), 'utf8').then(text => JSON.parse(text) as PendingReceipt).catch(() => undefined)));
    return found.filter(one => one !== undefined).filter(one => one.v === 1).map(pendingFrom).sort((a, b) => a.start - b.start);
  }

  private path(runId: string): string { return join(this.folder, `${runId}.json`); }
}
