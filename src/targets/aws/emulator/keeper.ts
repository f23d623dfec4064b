import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { launch, type Launched } from '../../process';
import { whoAnswers } from './asks';
import type { EmulatorFiles, KeeperJob } from './files';

const lookMs = 500;
const askMs = 2000;
const endMs = 4000;

/**
 * Runs beside all windows: starts an emulator, says in the state file that it answers, and ends it when that file says so no more, or when no window has given a sign of life for a while. Time in which the machine slept does not count.
 */
export async function keep(files: EmulatorFiles, job: KeeperJob): Promise<number> {
  const child = launch({ file: job.file, args: job.args, env: job.env }, files.log);
  let code: number | undefined;
  void child.done.then(ended => { code = ended; }, () => { code = 1; });
  const gone = () => code !== undefined;
  try {
    if (!await answers(job, gone)) return code ?? 1;
    await files.write({ run: job.run, address: job.address, name: job.name, pid: process.pid, ours: true, ...job.version !== undefined && { version: job.version } }, child.pid);
    await untilOver(files, job.silenceMs, () => gone() || files.running()?.pid !== process.pid);
    return 0;
  } finally {
    if (files.running()?.pid === process.pid) await files.clear();
    await end(child, gone);
    if (job.afterwards) await launch({ ...job.afterwards, env: job.env }, files.log).done.catch(() => 1);
  }
}

async function answers({ address, patienceMs }: KeeperJob, gone: () => boolean): Promise<boolean> {
  const until = performance.now() + patienceMs;
  while (!gone() && performance.now() < until) {
    if (await whoAnswers(address, askMs)) return !gone();
    await sleep(100);
  }
  return false;
}

async function untilOver(files: EmulatorFiles, silenceMs: number, over: () => boolean): Promise<void> {
  let sign = files.lastSign();
  let heard = performance.now();
  while (!over() && performance.now() - heard < silenceMs) {
    await sleep(lookMs);
    const now = files.lastSign();
    if (now !== sign) heard = performance.now();
    sign = now;
  }
}

async function end(child: Launched, gone: () => boolean): Promise<void> {
  child.end('SIGTERM');
  const until = performance.now() + endMs;
  while (!gone() && performance.now() < until) await sleep(50);
  // Also where the first of its group is gone: one that it started may not be.
  child.end('SIGKILL');
}
