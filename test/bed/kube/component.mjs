/**
 * One program of the cluster, which can be ended, killed, frozen and started again, alone.
 */
import { readFile } from 'node:fs/promises';
import { until } from '../commands.mjs';
import { endProcess, isAlive, startDaemonProcess } from '../daemons.mjs';

/**
 * @typedef {object} ComponentPlace
 * @property {string} dir of the bed
 * @property {string} name of the component, its log and its pid file
 * @property {readonly string[]} enter words before it that start it on the node
 * @property {string} file
 * @property {readonly string[]} args
 * @property {() => Promise<boolean>} [answers] whether it does its work; without it, it is enough that it runs
 */

export class Component {
  /** @param {ComponentPlace} place */
  constructor(place) {
    this.place = place;
    this.name = place.name;
    this.pid = 0;
  }

  /** Starts it, again with the same data; nothing if it runs. */
  async start() {
    if (await this.runs()) return;
    const { dir, name, enter, file, args, answers } = this.place;
    const [first, ...words] = [...enter, file, ...args];
    const daemon = await startDaemonProcess(String(first), words, { dir, name });
    this.pid = daemon.pid;
    await until(async () => {
      if (!daemon.alive()) throw new Error(`${name} ended at once: ${await lastLines(daemon.log)}`);
      return !answers || answers();
    }, { what: `answer of ${name} (its log is ${daemon.log})`, timeoutMs: 60_000 });
  }

  /** @returns {Promise<boolean>} */
  async runs() {
    return this.pid !== 0 && isAlive(this.pid);
  }

  /** SIGTERM: it ends in order. */
  async stop() {
    if (this.pid) await endProcess(this.pid, { timeoutMs: 30_000 });
  }

  /** SIGKILL, as in a crash. */
  async kill() {
    if (this.pid) await endProcess(this.pid, { signal: 'SIGKILL' });
  }

  /** It hangs: what is connected stays so and gets no answer. `start` does not help, `thaw` does. */
  freeze() {
    process.kill(this.pid, 'SIGSTOP');
  }

  thaw() {
    process.kill(this.pid, 'SIGCONT');
  }
}

/** @param {string} path */
async function lastLines(path) {
  return (await readFile(path, 'utf8')).trim().split('\n').slice(-5).join('\n');
}
