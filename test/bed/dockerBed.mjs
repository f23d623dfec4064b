/**
 * A real Docker daemon of the bed's own: own data, socket, bridge and address range, images from the bed's registry.
 * It changes no firewall rule and no kernel setting, and nothing it starts can reach the outside.
 *
 * By hand: `node test/bed/dockerBed.mjs up --dir D` prints one line of JSON and runs until Ctrl+C;
 * `… fill --registry 127.0.0.1:PORT` puts the stand-in images of today into a registry that runs.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { until } from './commands.mjs';
import { endProcess, isAlive, ownFolder, startDaemonProcess } from './daemons.mjs';
import { images as standIns } from './images/index.mjs';
import { killContainers, takeDown } from './leftovers.mjs';
import { claimNetwork } from './networks.mjs';
import { fillRegistry, startRegistry } from './registry.mjs';

/**
 * @typedef {object} DockerBed
 * @property {string} host `unix:///…/docker.sock`
 * @property {string} socket path
 * @property {string} registry `127.0.0.1:PORT`
 * @property {Record<string, string>} env what a docker client needs to reach this daemon
 * @property {number} pid of the daemon that runs now, or ran last
 * @property {(options?: {containersToo?: boolean}) => Promise<void>} killDaemon SIGKILL, as in a crash: the socket file
 *   stays. A container that ignores SIGTERM makes the next start take ten seconds, unless it is killed too.
 * @property {() => Promise<void>} startDaemon starts it again at the same socket; nothing if it runs
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} offer puts more stand-ins in
 * @property {() => Promise<void>} stop ends all of it and takes away what it made
 */

/**
 * @param {object} options
 * @param {string} options.dir the bed's own folder; at most 80 characters, because of the socket's path
 * @param {import('./commands.mjs').Log} options.log
 * @param {readonly import('./images/layers.mjs').Image[]} [options.images] stand-ins to offer; all by default
 * @param {boolean} [options.keep] keep images, containers and volumes for the next start in `dir`
 * @returns {Promise<DockerBed>}
 */
export async function startDockerBed({ dir: given, log, images = standIns, keep = false }) {
  const dir = resolve(given);
  if (dir.length > 80) throw new Error(`The bed's folder has too long a path for a socket: ${dir}`);
  await mkdir(dir, { recursive: true });
  await ownFolder(dir);
  await takeDown(dir, { keep });
  try {
    const registry = await startRegistry({ dir, log });
    const engine = new Engine({ dir, registry: registry.address, network: await claimNetwork(dir) });
    // Both to their end, even if one fails: only what has started can be taken down.
    const [filled, started] = await Promise.allSettled([registry.fill(images), engine.start()]);
    for (const end of [filled, started]) if (end.status === 'rejected') throw end.reason;
    log(`Docker answers at unix://${engine.socket}`);
    return {
      host: `unix://${engine.socket}`,
      socket: engine.socket,
      registry: registry.address,
      env: { DOCKER_HOST: `unix://${engine.socket}` },
      get pid() { return engine.pid; },
      killDaemon: async ({ containersToo = false } = {}) => {
        await endProcess(engine.pid, { signal: 'SIGKILL' });
        if (containersToo) await killContainers(dir);
      },
      startDaemon: () => engine.start(),
      offer: more => registry.fill(more),
      stop: () => leave(dir, keep),
    };
  } catch (error) {
    await leave(dir, keep);
    throw error;
  }
}

/**
 * Before it asks its proxy, dockerd looks up the name of each registry. In a mount namespace of its own it has no name
 * server to ask; the process stays the one that was started, and its mounts end with it.
 */
const withoutDns = [
  '--mount', '--propagation', 'slave', 'sh', '-c', 'mount --bind "$1" /etc/nsswitch.conf && shift && exec dockerd "$@"', 'sh',
];

/** @param {string} dir @param {boolean} keep */
async function leave(dir, keep) {
  await takeDown(dir, { keep });
  await rm(join(dir, 'owner'), { force: true });
}

class Engine {
  /** @param {{dir: string, registry: string, network: import('./networks.mjs').Network}} place */
  constructor({ dir, registry, network }) {
    this.dir = dir;
    this.registry = registry;
    this.network = network;
    this.socket = join(dir, 'docker.sock');
    this.pid = 0;
  }

  async start() {
    if (this.pid && await isAlive(this.pid)) return;
    await forgetDeadHelper(join(this.dir, 'exec/containerd/containerd.pid'));
    // Its own file, so that /etc/docker/daemon.json of this machine has no say.
    await writeFile(join(this.dir, 'engine.json'), '{}');
    await writeFile(join(this.dir, 'nsswitch.conf'), 'hosts: files\n');
    const daemon = await startDaemonProcess('unshare', [...withoutDns, join(this.dir, 'nsswitch.conf'), ...this.arguments()], {
      dir: this.dir,
      name: 'dockerd',
      // Nothing listens on port 9: a name that the registry has not ends in the daemon's error, not on the internet.
      env: { HTTP_PROXY: 'http://127.0.0.1:9', HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '127.0.0.1,localhost' },
    });
    await until(async () => {
      if (!daemon.alive()) throw new Error(`dockerd ended at once: ${await lastLines(daemon.log)}`);
      return answers(this.socket);
    }, { what: `answer of dockerd at ${this.socket}`, timeoutMs: 60_000 });
    this.pid = daemon.pid;
  }

  /** @returns {string[]} */
  arguments() {
    const { dir, registry, network: { bridge, address, pool } } = this;
    return [
      '--host', `unix://${this.socket}`,
      '--config-file', join(dir, 'engine.json'),
      '--data-root', join(dir, 'data'),
      '--exec-root', join(dir, 'exec'),
      '--pidfile', join(dir, 'engine.pid'),
      '--containerd-namespace', bridge, '--containerd-plugins-namespace', `${bridge}-plugins`,
      '--bridge', bridge, '--default-address-pool', pool,
      '--dns', address, // nothing answers there either: a name fails at once
      // Published ports work through docker-proxy; the host's firewall and its own Docker stay as they are.
      '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false',
      '--registry-mirror', `http://${registry}`,
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

const usage = 'Usage: dockerBed.mjs up --dir FOLDER [--keep] [--images NAME,…] | fill --registry ADDRESS [--images NAME,…]';

/** @param {string[]} args */
async function main(args) {
  const text = /** @type {const} */ ({ type: 'string' });
  const { positionals, values } = parseArgs({
    args, allowPositionals: true, options: { dir: text, registry: text, images: text, keep: { type: 'boolean' } },
  });
  /** @type {import('./commands.mjs').Log} */ const log = line => console.error(line);
  const images = standIns.filter(image => !values.images || values.images.split(',').includes(image.name));
  if (positionals[0] === 'fill' && values.registry) return fillRegistry(values.registry, images, log);
  if (positionals[0] !== 'up' || !values.dir) throw new Error(usage);
  const bed = await startDockerBed({ dir: values.dir, log, images, keep: values.keep });
  const { host, socket, registry, env, pid } = bed;
  console.log(JSON.stringify({ host, socket, registry, env, pid }));
  const awake = setInterval(() => undefined, 1 << 30); // the daemon alone does not keep this process
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
    process.once(signal, () => {
      clearInterval(awake);
      void bed.stop().then(() => process.exit(0));
    });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
