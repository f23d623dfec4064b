import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunRecord } from '../core/run';
import { fromLines, toLine } from '../core/runLines';

/**
 * Run records as append-only JSON lines, one file a window, so that two windows never overwrite each other.
 * One `write` a line: a crash tears at most the last line.
 */
export class RecordStore {
  private readonly folder: string;
  private readonly added: RunRecord[] = [];
  private loaded: Promise<RunRecord[]> | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(storage: string, private readonly windowId: string) { this.folder = join(storage, 'records'); }

  /** All records of all windows up to the first call, and this window's since, oldest first. */
  async all(): Promise<readonly RunRecord[]> {
    const stored = await (this.loaded ??= this.load());
    return fromAll(stored, this.added);
  }

  /** Other windows have written meanwhile. */
  reload(): void { this.loaded = undefined; }

  add(record: RunRecord): Promise<void> {
    this.added.push(record);
    const write = async () => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await appendFile(join(this.folder, `${this.windowId}.jsonl`), toLine(record), { mode: 0o600 });
    };
    return this.writing = this.writing.then(write, write);
  }

  private async load(): Promise<RunRecord[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter(name => name.endsWith('.jsonl'));
    return fromLines(await Promise.all(names.map(name => readFile(join(this.folder, name), 'utf8').catch(() => ''))));
  }
}

function fromAll(stored: readonly RunRecord[], added: readonly RunRecord[]): RunRecord[] {
  const byRun = new Map([...stored, ...added].map(record => [record.runId, record]));
  return [...byRun.values()].sort((a, b) => a.start - b.start);
}
