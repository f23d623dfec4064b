import { watch as watchFile } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyPath, initLine, initPath, reportPath, statusPath, wrapperPath, type BlockScript } from '../core/blockScript';
import { parseReport, type ShellReport } from '../core/contextReport';
import type { Disposable } from '../core/disposable';
import type { RunFiles } from '../core/labRuns';
import { runFolderName, shellInit } from '../core/shellInit';
import type { Shell } from '../core/statement';
import { parseStatus, type StatusLines } from '../core/statusFile';

const shells: readonly Shell[] = ['bash', 'zsh', 'sh'];
/** File notices can be lost (network file systems, a full queue): a slow poll finds what they missed. */
const pollMs = 200;

/** `<storage>/labbook-run`: script files and status lines, readable by this user alone, never in a workspace. */
export class RunFolder implements RunFiles {
  readonly folder: string;
  private made: Promise<void> | undefined;

  constructor(storage: string) { this.folder = join(storage, runFolderName); }

  async write(runId: string, script: BlockScript): Promise<void> {
    await this.prepare();
    await Promise.all([
      this.file(bodyPath(this.folder, runId), script.body),
      this.file(wrapperPath(this.folder, runId), script.wrapper),
      this.file(statusPath(this.folder, runId), ''),
    ]);
  }

  /** The file that a fresh lab terminal sources; returns its name. */
  async writeStart(terminalId: string, shell: Shell, after = ''): Promise<string> {
    await this.prepare();
    const name = `${terminalId}.start.sh`;
    await this.file(join(this.folder, name), initLine(this.folder, shell, terminalId) + after);
    return name;
  }

  /** Any other script of ours; returns its path. */
  async writeScript(name: string, text: string): Promise<string> {
    await this.prepare();
    const path = join(this.folder, name);
    await this.file(path, text);
    return path;
  }

  /** Until the shell has written all of a file; at most 5 s, then as it is. */
  async waitFor(path: string, whole: (text: string) => boolean): Promise<void> {
    for (let n = 0; n < 250; n++) {
      if (whole(await readFile(path, 'utf8').catch(() => ''))) return;
      await sleep(20);
    }
  }

  async readStatus(runId: string): Promise<StatusLines> {
    const path = statusPath(this.folder, runId);
    const text = await readFile(path, 'utf8').catch(() => '');
    return parseStatus(text, n => markerTime(`${path}.${n}`));
  }

  watch(runId: string, changed: (status: StatusLines) => void): Disposable {
    let length = 0;
    return this.poll(statusPath(this.folder, runId), async () => {
      const status = await this.readStatus(runId);
      const lines = status.begun.size + status.ended.size + Number(status.context) + Number(!!status.end) + Number(!!status.prompt);
      if (lines !== length) changed(status);
      length = lines;
    });
  }

  watchReport(terminalId: string, changed: (report: ShellReport) => void): Disposable {
    const path = reportPath(this.folder, terminalId);
    let before = 0;
    return this.poll(path, async () => {
      // Told at each prompt, also when the text is the same: a file such as Docker's configuration may have changed.
      const time = markerTime(path);
      if (Number.isNaN(time) || time === before) return;
      const report = parseReport(await readFile(path, 'utf8').catch(() => ''));
      if (!report) return;
      before = time;
      changed(report);
    });
  }

  async remove(runId: string): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    await Promise.all(names.filter(name => name.startsWith(`${runId}.`)).map(name => rm(join(this.folder, name), { force: true })));
  }

  /** One look at a time: a second notice during a look causes one more look after it. */
  private poll(path: string, look: () => Promise<void>): Disposable {
    let busy = false, again = false, over = false;
    const run = async () => {
      if (busy) { again = true; return; }
      busy = true;
      do { again = false; if (!over) await look(); } while (again && !over);
      busy = false;
    };
    const name = path.slice(this.folder.length + 1);
    const watcher = watchFile(this.folder, (_, file) => { if (file === name) void run(); });
    watcher.on('error', () => undefined);
    const timer = setInterval(() => void run(), pollMs);
    void run();
    return { dispose: () => { over = true; clearInterval(timer); watcher.close(); } };
  }

  prepare(): Promise<void> { return this.made ??= this.make(); }

  private async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    await chmod(this.folder, 0o700);
    await Promise.all(shells.map(shell => this.file(initPath(this.folder, shell), shellInit(shell))));
  }

  private file(path: string, text: string): Promise<void> { return writeFile(path, text, { mode: 0o600 }); }
}

function markerTime(path: string): number {
  try { return statSync(path).mtimeMs; } catch { return Number.NaN; }
}

