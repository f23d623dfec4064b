import { join } from 'node:path';
import { Emitter } from '../core/emitter';
import type { Journal, JournalEntry } from '../core/journal';
import { readEntry } from '../core/journalRead';
import { SignedLines, type LineKey, type StoredLine } from './signedLines';

/** `<storage>/journal`. `windowId` is never that of an earlier window. */
export function openJournal(storage: string, windowId: string, key: LineKey): JournalStore {
  return new JournalStore(new SignedLines({ folder: join(storage, 'journal'), windowId, scope: 'journal', key, read: readEntry }));
}

/** An append-only store of lines, one file a window. */
interface JournalLines {
  all(): Promise<readonly StoredLine<JournalEntry>[]>;
  add(entry: JournalEntry): Promise<void>;
  /** The next `all` looks at what other windows have written. */
  reload(): void;
}

/**
 * The journal on disk. Only lines with this machine's key count: a file that came with a repository or was edited by
 * hand makes nothing the lab's, and nothing done.
 */
export class JournalStore implements Journal {
  private readonly added = new Emitter<JournalEntry>();
  readonly onAdd = this.added.event;
  private readonly known = new Set<string>();
  private told = false;

  constructor(private readonly lines: JournalLines) {}

  async all(): Promise<readonly JournalEntry[]> {
    const entries = await this.read();
    this.told = true;
    for (const entry of entries) this.known.add(keyOf(entry));
    return entries;
  }

  async add(entry: JournalEntry): Promise<void> {
    // Known first: whoever looks for news meanwhile must not tell of it before it is written.
    this.known.add(keyOf(entry));
    await this.lines.add(entry);
    this.added.fire(entry);
  }

  /** Looks at what other windows have written meanwhile and tells of it. */
  async refresh(): Promise<void> {
    this.lines.reload();
    if (!this.told) return;
    for (const entry of await this.read()) {
      const key = keyOf(entry);
      if (this.known.has(key)) continue;
      this.known.add(key);
      this.added.fire(entry);
    }
  }

  dispose(): void { this.added.dispose(); }

  private async read(): Promise<JournalEntry[]> {
    const lines = await this.lines.all();
    return lines.filter(line => line.verified).map(line => line.value).sort((a, b) => a.at - b.at);
  }
}

function keyOf(entry: JournalEntry): string { return JSON.stringify(entry); }
