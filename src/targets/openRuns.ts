import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenRun } from '../core/labRuns';

/** An open run with what is needed to find its shell again. */
export interface KeptRun extends OpenRun {
  /** Process id of the extension host that started it: while that lives, the run is another window's. */
  readonly host: number;
  /** Process id of the shell in the terminal. */
  readonly shellPid?: number;
}

/** One small file a run, from before its line is typed until its record is stored. */
export class OpenRuns {
  private readonly folder: string;
  constructor(storage: string) { this.folder = join(storage, 'open-runs'); }

  async put(runId: string, run: KeptRun | undefined): Promise<void> {
    const path = join(this.folder, `${runId}.json`);
    if (!run) return rm(path, { force: true });
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await writeFile(`${path}.new`, JSON.stringify(run), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  /** Every open run, of this window and of others. */
  async all(): Promise<KeptRun[]> {
    const names = (await readdir(this.folder).catch(() => [])).filter(name => name.endsWith('.json'));
    const runs = await Promise.all(names.map(name => readFile(join(this.folder, name), 'utf8').then(text => JSON.parse(text) as KeptRun).catch(() => undefined)));
    return runs.filter(run => run !== undefined);
  }
}

export function isAlive(pid: number | undefined): boolean {
  if (!pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
