/**
 * Long-running programs of a bed. Each has a log and a pid file in the bed's folder; only what stands there is ended.
 */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { until } from './commands.mjs';

/**
 * @typedef {object} Daemon
 * @property {number} pid
 * @property {string} pidFile
 * @property {string} log path
 * @property {() => boolean} alive
 */

/**
 * Starts a program that outlives a Ctrl+C of this terminal, so that its owner can end it in order.
 * @param {string} file
 * @param {readonly string[]} args
 * @param {{dir: string, name: string, env?: NodeJS.ProcessEnv}} options
 * @returns {Promise<Daemon>}
 */
export async function startDaemonProcess(file, args, { dir, name, env }) {
  const log = join(dir, `${name}.log`);
  const pidFile = join(dir, `${name}.pid`);
  const output = openSync(log, 'a');
  const child = spawn(file, args, { detached: true, stdio: ['ignore', output, output], env: { ...process.env, ...env } });
  closeSync(output);
  const pid = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => resolve(/** @type {number} */ (child.pid)));
  });
  child.unref();
  await writeFile(pidFile, `${pid}\n`);
  return { pid, pidFile, log, alive: () => child.exitCode === null && child.signalCode === null };
}

/** @param {number} pid @returns {Promise<boolean>} false for a process that has ended, a zombie included */
export async function isAlive(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return stat !== '' && stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
}

/**
 * @typedef {object} EndOptions
 * @property {number} [timeoutMs]
 * @property {NodeJS.Signals} [signal]
 * @property {() => Promise<void>} [meanwhile] done again and again until it has ended
 */

/**
 * Ends a process: SIGTERM, then SIGKILL when it has not ended in time.
 * @param {number} pid
 * @param {EndOptions} [options]
 */
export async function endProcess(pid, { timeoutMs = 10_000, signal = 'SIGTERM', meanwhile } = {}) {
  send(pid, signal);
  send(pid, 'SIGCONT'); // a test may have stopped it
  const gone = async () => {
    await meanwhile?.();
    return !await isAlive(pid);
  };
  const ended = await until(gone, { what: `end of process ${pid}`, timeoutMs }).catch(() => false);
  if (ended) return;
  send(pid, 'SIGKILL');
  await until(gone, { what: `end of process ${pid} after SIGKILL`, timeoutMs: 5_000 });
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/**
 * Ends the process of a pid file, if it is still the program that was started: a number may have been given away since.
 * @param {string} pidFile
 * @param {string} program base name
 * @param {EndOptions} [options]
 */
export async function endByPidFile(pidFile, program, options) {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (pid && basename(await readlink(`/proc/${pid}/exe`).catch(() => '')) === program) await endProcess(pid, options);
  await rm(pidFile, { force: true });
}

/**
 * Says that this process runs the bed in `dir`, and refuses if another process does.
 * @param {string} dir
 */
export async function ownFolder(dir) {
  const path = join(dir, 'owner');
  const [pid, started] = (await readFile(path, 'utf8').catch(() => '')).split(' ');
  if (pid && Number(pid) !== process.pid && started === await startOf(pid)) {
    throw new Error(`Process ${pid} runs a bed in ${dir}. Stop it first, or take another folder.`);
  }
  await writeFile(path, `${process.pid} ${await startOf('self')}`);
}

/** @param {string} pid @returns {Promise<string | undefined>} start in clock ticks since boot: tells a re-used number */
async function startOf(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

/**
 * @param {string} dir
 * @returns {Promise<number[]>} processes with a path inside `dir` in their command line: the bed's own helpers
 */
export async function processesUnder(dir) {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async pid => {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    return words.some(word => word.startsWith(`${dir}/`) || word.includes(`=${dir}/`) || word.includes(`://${dir}/`)) ? pid : 0;
  }));
  return found.filter(pid => pid && pid !== process.pid);
}
