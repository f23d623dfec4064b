import { mkdir, open, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { loopbackAddress, type RunningEmulator } from '../../../core/aws/emulator';
import { isAlive } from '../../openRuns';

/** What a keeper is told to do. */
export interface KeeperJob {
  readonly run: string;
  readonly file: string;
  readonly args: readonly string[];
  /** The whole environment of the emulator. */
  readonly env: Readonly<Record<string, string>>;
  readonly address: string;
  readonly name: string;
  readonly version?: string;
  /** Milliseconds within which it has to answer. */
  readonly patienceMs: number;
  /** It ends so long after the last window's sign of life. */
  readonly silenceMs: number;
  /** Takes away what an end by force leaves, e.g. a container. */
  readonly afterwards?: { readonly file: string; readonly args: readonly string[] };
}

interface Kept { readonly state: RunningEmulator; readonly group?: number }

/**
 * One folder for each course, shared by all windows: `state.json` while an emulator runs, `ended.json` that was told to
 * end, `port` that it had, `alive` that each window touches, `log` of what it says. Its keeper ends it when `state.json`
 * does not name it any more.
 */
export class EmulatorFiles {
  readonly folder: string;

  constructor(storage: string, courseId: string) { this.folder = join(storage, 'emulator', encodeURIComponent(courseId).slice(0, 120)); }

  get log(): string { return this.path('log'); }
  get job(): string { return this.path('job.json'); }

  /** Undefined while none runs that was started here: also where its keeper died without a word. */
  running(): RunningEmulator | undefined {
    const kept = this.read('state.json');
    return kept && isAlive(kept.state.pid) ? kept.state : undefined;
  }

  /** Process group of an emulator whose keeper was ended by force, and the address that it had. */
  orphan(): { readonly group: number; readonly address: string } | undefined {
    const kept = this.read('state.json');
    return kept?.group !== undefined && !isAlive(kept.state.pid) && isAlive(kept.group) ? { group: kept.group, address: kept.state.address } : undefined;
  }

  async prepare(): Promise<void> { await mkdir(this.folder, { recursive: true, mode: 0o700 }); }
  /** `group`: of the emulator's own processes; kept as it is where it is left out. */
  async write(state: RunningEmulator, group = this.read('state.json')?.group): Promise<void> { await this.replace('state.json', JSON.stringify({ ...state, group })); }
  async clear(): Promise<void> { await rm(this.path('state.json'), { force: true }); }

  /** Tells its keeper to end it. */
  async end(): Promise<void> {
    await rename(this.path('state.json'), this.path('ended.json')).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'ENOENT') throw error; });
  }

  /** It was told to end and still has its port. */
  isEnding(): boolean {
    const kept = this.read('ended.json');
    return kept !== undefined && isAlive(kept.state.pid);
  }

  /** Its number will be another program's one day, which would be waited for. */
  async forgetEnded(): Promise<void> { await rm(this.path('ended.json'), { force: true }); }

  async port(): Promise<number | undefined> {
    const port = Number(await readFile(this.path('port'), 'utf8').catch(() => ''));
    return Number.isInteger(port) && port > 1023 && port < 65536 ? port : undefined;
  }

  async keepPort(port: number): Promise<void> { await this.replace('port', String(port)); }
  async giveJob(job: KeeperJob): Promise<void> { await this.replace('job.json', JSON.stringify(job)); }

  async signOfLife(): Promise<void> {
    const now = new Date();
    await utimes(this.path('alive'), now, now).catch(async () => { await this.prepare(); await writeFile(this.path('alive'), '', { mode: 0o600 }); });
  }

  /** Milliseconds since the epoch; 0: none yet. */
  lastSign(): number {
    try { return statSync(this.path('alive')).mtimeMs; } catch { return 0; }
  }

  /** False: another window is starting one now. `done` must follow. */
  async begin(): Promise<boolean> {
    await this.prepare();
    const path = this.path('starting');
    const other = Number(await readFile(path, 'utf8').catch(() => ''));
    if (other && !isAlive(other)) await rm(path, { force: true });
    const file = await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => { if (error.code === 'EEXIST') return undefined; throw error; });
    if (!file) return false;
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  }

  async done(): Promise<void> { await rm(this.path('starting'), { force: true }); }

  /** What it said last, for a sentence about why it did not start. */
  async lastLines(count: number): Promise<string> {
    const text = await readFile(this.log, 'utf8').catch(() => '');
    return text.trimEnd().split('\n').slice(-count).join('\n').slice(-2000);
  }

  private path(name: string): string { return join(this.folder, name); }

  private async replace(name: string, text: string): Promise<void> {
    await this.prepare();
    await writeFile(`${this.path(name)}.${process.pid}`, text, { mode: 0o600 });
    await rename(`${this.path(name)}.${process.pid}`, this.path(name));
  }

  private read(name: string): Kept | undefined {
    try {
      const { run, address, name: called, version, pid, group } = JSON.parse(readFileSync(this.path(name), 'utf8')) as Partial<RunningEmulator> & { readonly group?: number };
      const loopback = loopbackAddress(address ?? '');
      if (typeof run !== 'string' || loopback === undefined || typeof called !== 'string' || typeof pid !== 'number') return undefined;
      return { state: { run, address: loopback, name: called, pid, ours: true, ...typeof version === 'string' && { version } }, ...typeof group === 'number' && { group } };
    } catch { return undefined; }
  }
}
