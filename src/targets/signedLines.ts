import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readLine, signLine, type Mac } from '../core/signedLine';

/** The key that says "written here". Asked for at first use, never when the editor starts. */
export interface LineKey {
  /** Undefined while none was ever made here. */
  find(): Promise<Mac | undefined>;
  findOrMake(): Promise<Mac>;
}

export interface SignedLinesOptions<T> {
  /** Absolute path; made at the first write, mode 0700. */
  readonly folder: string;
  /** Names this window's file. Never the name of an earlier window. */
  readonly windowId: string;
  /** Name of the store: a line of another store is not believed. */
  readonly scope: string;
  readonly key: LineKey;
  /** Undefined for what is none of ours. */
  read(value: unknown): T | undefined;
}

export interface StoredLine<T> { readonly value: T; /** Written with this machine's key: only then believed. */ readonly verified: boolean }

/**
 * An append-only store of JSON lines, one file a window, so that two windows never overwrite each other. One write a
 * line, on disk before `add` resolves: a crash tears at most the last line, and a torn line is skipped. Lines that are
 * not verified are kept as they are: nothing here removes or rewrites a line.
 */
export class SignedLines<T extends object> {
  private readonly added: StoredLine<T>[] = [];
  private readonly files = new Map<string, { readonly size: number; readonly mac: Mac | undefined; readonly lines: readonly StoredLine<T>[] }>();
  private loaded: Promise<readonly StoredLine<T>[]> | undefined;
  private writing: Promise<void> = Promise.resolve();
  private torn = false;

  constructor(private readonly options: SignedLinesOptions<T>) {}

  /** Lines of all windows up to the first call or the last `reload`, file by file, and this window's up to now. */
  async all(): Promise<readonly StoredLine<T>[]> {
    const others = await (this.loaded ??= this.load());
    return [...others, ...this.added];
  }

  /** Other windows have written meanwhile: the next `all` looks again at the files that have grown. */
  reload(): void { this.loaded = undefined; }

  /** Seen by `all` at once. Rejects if the line could not be written; the next one is tried all the same. */
  add(value: T): Promise<void> {
    this.added.push({ value, verified: true });
    const write = async () => this.append(signLine(value, this.options.scope, await this.options.key.findOrMake()));
    return this.writing = this.writing.then(write, write);
  }

  private async append(line: string): Promise<void> {
    // After a half line (the disk was full) the next one begins on a line of its own.
    const before = this.torn ? '\n' : '';
    this.torn = true;
    await mkdir(this.options.folder, { recursive: true, mode: 0o700 });
    const file = await open(join(this.options.folder, this.ownFile()), 'a', 0o600);
    try {
      await file.appendFile(`${before}${line}\n`);
      await file.datasync();
      this.torn = false;
    } finally {
      await file.close();
    }
  }

  private async load(): Promise<readonly StoredLine<T>[]> {
    const names = (await readdir(this.options.folder).catch(() => [])).filter(name => name.endsWith('.jsonl') && name !== this.ownFile()).sort();
    if (names.length === 0) return [];
    const mac = await this.options.key.find();
    return (await Promise.all(names.map(name => this.linesOf(name, mac)))).flat();
  }

  private async linesOf(name: string, mac: Mac | undefined): Promise<readonly StoredLine<T>[]> {
    const path = join(this.options.folder, name);
    const size = await stat(path).then(found => found.size, () => 0);
    const known = this.files.get(name);
    if (known?.size === size && known.mac === mac) return known.lines;
    const text = await readFile(path, 'utf8').catch(() => '');
    const lines = text.split('\n').map(line => this.stored(line, mac)).filter(line => line !== undefined);
    this.files.set(name, { size, mac, lines });
    return lines;
  }

  private stored(line: string, mac: Mac | undefined): StoredLine<T> | undefined {
    const found = readLine(line, this.options.scope, mac);
    const value = found && this.options.read(found.value);
    return value && { value, verified: found.verified };
  }

  private ownFile(): string { return `${this.options.windowId}.jsonl`; }
}
