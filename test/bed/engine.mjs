/**
 * One dockerd of a bed. Unless `outside` is asked for, nothing it starts can reach the outside.
 */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { until } from './commands.mjs';
import { endProcess, isAlive, startDaemonProcess } from './daemons.mjs';
import { killContainers } from './leftovers.mjs';

/**
 * @typedef {object} EnginePlace
 * @property {string} dir folder of this daemon: data, socket, logs
 * @property {readonly string[]} [enter] words before a program that bring it into the daemon's network namespace
 * @property {string} [hostname] a name of its own, which `docker node ls` then shows
 * @property {readonly string[]} flags of dockerd, beyond where it keeps its things
 * @property {boolean} [outside] the daemon itself may look names up and pull from the internet
 * @property {readonly string[]} [direct] addresses to ask without the proxy, beyond loopback
 */

/**
 * Before it asks its proxy, dockerd looks up the name of each registry. In a mount namespace of its own it has no name
 * server to ask; the process stays the one that was started, and its mounts end with it.
 */
const prelude = '[ -z "$1" ] || hostname "$1"; { [ -z "$2" ] || mount --bind "$2" /etc/nsswitch.conf; } && shift 2 && exec dockerd "$@"';

export class Engine {
  /** @param {EnginePlace} place */
  constructor({ dir, enter = [], hostname, flags, outside = false, direct = [] }) {
    this.dir = dir;
    this.enter = enter;
    this.hostname = hostname;
    this.flags = flags;
    this.outside = outside;
    this.direct = direct;
    this.socket = join(dir, 'docker.sock');
    this.host = `unix://${this.socket}`;
    this.pid = 0;
  }

  /** Starts it, again at the same socket; nothing if it runs. */
  async start() {
    if (this.pid && await isAlive(this.pid)) return;
    await forgetDeadHelper(join(this.dir, 'exec/containerd/containerd.pid'));
    // Its own file, so that /etc/docker/daemon.json of this machine has no say.
    await writeFile(join(this.dir, 'engine.json'), '{}');
    await writeFile(join(this.dir, 'nsswitch.conf'), 'hosts: files\n');
    const [file, ...words] = this.command();
    const daemon = await startDaemonProcess(String(file), words, {
      dir: this.dir,
      name: 'dockerd',
      // Nothing listens on port 9: a name that the registry has not ends in the daemon's error, not on the internet.
      env: this.outside ? {} : {
        HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9',
        NO_PROXY: ['127.0.0.1', 'localhost', ...this.direct].join(),
      },
    });
    await until(async () => {
      if (!daemon.alive()) throw new Error(`dockerd ended at once: ${await lastLines(daemon.log)}`);
      return answers(this.socket);
    }, { what: `answer of dockerd at ${this.socket}`, timeoutMs: 60_000 });
    this.pid = daemon.pid;
  }

  /** SIGTERM: the daemon stops its containers and ends in order. */
  async stop() {
    if (this.pid) await endProcess(this.pid, { timeoutMs: 25_000 });
  }

  /**
   * SIGKILL, as in a crash: the socket file stays. A container that ignores SIGTERM makes the next start take ten
   * seconds, unless it is killed too.
   * @param {{containersToo?: boolean}} [options]
   */
  async kill({ containersToo = false } = {}) {
    if (this.pid) await endProcess(this.pid, { signal: 'SIGKILL' });
    if (containersToo) await killContainers(this.dir);
  }

  /** @returns {string[]} */
  command() {
    const { dir } = this;
    return [
      ...this.enter, 'unshare', '--mount', '--propagation', 'slave', ...this.hostname ? ['--uts'] : [],
      'sh', '-c', prelude, 'sh', this.hostname ?? '', this.outside ? '' : join(dir, 'nsswitch.conf'),
      '--host', this.host,
      '--config-file', join(dir, 'engine.json'),
      '--data-root', join(dir, 'data'),
      '--exec-root', join(dir, 'exec'),
      '--pidfile', join(dir, 'engine.pid'),
      ...this.flags,
    ];
  }
}

/**
 * A killed dockerd takes its containerd along. Where process 1 does not collect the dead, dockerd would take the dead
 * one for running and wait for it in vain.
 * @param {string} pidFile
 */
async function forgetDeadHelper(pidFile) {
  const pid = Number(await readFile(pidFile, 'utf8').catch(() => ''));
  if (pid && !await isAlive(pid)) await rm(pidFile);
}

/** @param {string} socketPath @returns {Promise<boolean>} */
function answers(socketPath) {
  return new Promise(settle => {
    const asked = request({ socketPath, path: '/_ping', timeout: 2_000 }, answer => {
      answer.resume();
      settle(answer.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => settle(false));
    asked.end();
  });
}

/** @param {string} path */
async function lastLines(path) {
  return (await readFile(path, 'utf8')).trim().split('\n').slice(-5).join('\n');
}
