import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ContentItem } from '../core/courseContent';
import { maskSecrets } from '../core/secrets';

/**
 * What each course was when it was trusted, so that a later change can be shown. Only that: whether a course is
 * trusted is not read from here, so a changed file can show a wrong difference, and no more.
 */
export class TrustStore {
  private readonly folder: string;
  constructor(storage: string) { this.folder = join(storage, 'trusted'); }

  /** Undefined where nothing readable was kept. */
  async get(key: string): Promise<readonly ContentItem[] | undefined> {
    try {
      const value = JSON.parse(await readFile(this.file(key), 'utf8')) as unknown;
      return Array.isArray(value) && value.every(isItem) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  async put(key: string, items: readonly ContentItem[]): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = this.file(key);
    // A secret that stands in a course is no secret of the student's, but it is kept nowhere all the same.
    await writeFile(`${file}.new`, JSON.stringify(items.map(item => ({ ...item, text: maskSecrets(item.text) }))), { mode: 0o600 });
    await rename(`${file}.new`, file);
  }

  private file(key: string): string { return join(this.folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.json`); }
}

function isItem(value: unknown): value is ContentItem {
  const item = value as Partial<ContentItem> | null;
  return typeof item === 'object' && item !== null && [item.kind, item.section, item.id, item.hash, item.text].every(part => typeof part === 'string');
}
