import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { isAlive } from './openRuns';

/** A lab runs in one window at a time. The lock of a window that is gone is taken over. */
export class LabLocks {
  private readonly held = new Set<string>();
  private readonly folder: string;

  constructor(storage: string, private readonly pid: number) { this.folder = join(storage, 'locks'); }

  async take(courseId: string, labId: string): Promise<void> {
    const path = this.path(courseId, labId);
    if (this.held.has(path)) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < 3; attempt++) {
      const made = await writeFile(path, String(this.pid), { flag: 'wx', mode: 0o600 }).then(() => true, () => false);
      if (made) { this.held.add(path); return; }
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (owner !== this.pid && isAlive(owner)) throw new UserError('lab.otherWindow', msg('Lab {0} is running in another window.', labId), msg('Go on there, or close that window first.'));
      await rm(path, { force: true });
    }
    throw new UserError('lab.lock', msg('The lock of lab {0} cannot be taken.', labId), msg('Remove the file {0}.', path));
  }

  async releaseAll(): Promise<void> {
    await Promise.all([...this.held].map(path => rm(path, { force: true })));
    this.held.clear();
  }

  private path(courseId: string, labId: string): string {
    return join(this.folder, encodeURIComponent(`${courseId}/${labId}`));
  }
}
