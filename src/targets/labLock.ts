import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { isAlive } from './openRuns';

/** How often a takeover that another window has begun is waited for, and for how many milliseconds each time. */
const patience = { times: 20, ms: 10 };

/**
 * A lab runs in one window at a time: a file with the process id of its window, taken over when that process is gone.
 * The file appears with its content (`link`), and only the holder of a second lock may replace a dead one: otherwise two
 * windows that meet the same dead lock would both win.
 */
export class LabLocks {
  private readonly held = new Set<string>();
  private readonly folder: string;

  constructor(storage: string, private readonly pid: number) { this.folder = join(storage, 'locks'); }

  /** Throws `lab.otherWindow` while another living window has the lab. */
  async take(courseId: string, labId: string): Promise<void> {
    const path = this.path(courseId, labId);
    if (this.held.has(path)) return;
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (let attempt = 0; attempt < patience.times; attempt++) {
      const answer = await this.takeFile(path);
      if (answer === 'taken') { this.held.add(path); return; }
      if (answer === 'other') throw new UserError('lab.otherWindow', msg('Lab {0} is running in another window.', labId), msg('Go on there, or close that window first.'));
      await after(patience.ms);
    }
    throw new UserError('lab.lock', msg('The lock of lab {0} cannot be taken.', labId), msg('Remove the file {0}.', path));
  }

  /** Whether another living window has the lab now. */
  async elsewhere(courseId: string, labId: string): Promise<boolean> {
    const path = this.path(courseId, labId);
    if (this.held.has(path)) return false;
    const owner = await ownerOf(path);
    return owner !== undefined && this.lives(owner);
  }

  async releaseAll(): Promise<void> {
    await Promise.all([...this.held].map(path => rm(path, { force: true })));
    this.held.clear();
  }

  /** `later`: it changed under our eyes, or another window is taking it over. */
  private async takeFile(path: string): Promise<'taken' | 'other' | 'later'> {
    const own = `${path}.${randomUUID()}`;
    await writeFile(own, String(this.pid), { flag: 'wx', mode: 0o600 });
    try {
      if (await link(own, path).then(() => true, ifThere)) return 'taken';
      const owner = await ownerOf(path);
      if (owner === undefined) return 'later';
      return this.lives(owner) ? 'other' : await this.replaceDead(path, own);
    } finally {
      await rm(own, { force: true });
    }
  }

  private async replaceDead(path: string, own: string): Promise<'taken' | 'later'> {
    const guard = `${path}.takeover`;
    if (await this.takeFile(guard) !== 'taken') return 'later';
    try {
      const owner = await ownerOf(path);
      if (owner === undefined || this.lives(owner)) return 'later';
      await rename(own, path);
      return 'taken';
    } finally {
      await rm(guard, { force: true });
    }
  }

  /** An id like ours that we do not hold belongs to a process before us. */
  private lives(owner: number): boolean { return owner !== this.pid && isAlive(owner); }

  private path(courseId: string, labId: string): string {
    return join(this.folder, encodeURIComponent(`${courseId}/${labId}`));
  }
}

function ifThere(error: NodeJS.ErrnoException): false {
  if (error.code === 'EEXIST') return false;
  throw error;
}

async function ownerOf(path: string): Promise<number | undefined> {
  return readFile(path, 'utf8').then(Number, () => undefined);
}
