/**
 * A real Docker daemon of the bed's own: own data, socket, bridge and address range, images from the bed's registry.
 * It changes no firewall rule and no kernel setting, and nothing it starts can reach the outside. Ports that its
 * containers publish are the machine's own. For a swarm see swarmBed.mjs, for a bed by hand bedCommand.mjs.
 */
import { Engine } from './engine.mjs';
import { firstImages } from './images/index.mjs';
import { claimFolder } from './leftovers.mjs';
import { claimNetwork } from './networks.mjs';
import { startRegistry } from './registry.mjs';

/**
 * @typedef {object} DockerBed
 * @property {string} host `unix:///…/docker.sock`
 * @property {string} socket path
 * @property {string} registry `ADDRESS:PORT`, as the daemon and the student's shell name it
 * @property {Record<string, string>} env what a docker client needs to reach this daemon
 * @property {readonly string[]} enter words before a program that must see the ports which containers publish; none
 *   where that is the machine's own network
 * @property {number} pid of the daemon that runs now, or ran last
 * @property {(options?: {containersToo?: boolean}) => Promise<void>} killDaemon SIGKILL, as in a crash: see `Engine.kill`
 * @property {() => Promise<void>} startDaemon starts it again at the same socket; nothing if it runs
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} offer puts more stand-ins in
 * @property {() => Promise<void>} stop ends all of it and takes away what it made
 */

/**
 * @typedef {object} BedOptions
 * @property {string} dir the bed's own folder; at most 80 characters, because of the socket's path
 * @property {import('./commands.mjs').Log} log
 * @property {readonly import('./images/layers.mjs').Image[]} [images] stand-ins to offer; only these are built
 * @property {boolean} [hub] images come from Docker Hub: no registry of the bed's own, no stand-ins
 * @property {boolean} [keep] keep images, containers and volumes for the next start in `dir`
 */

/**
 * @param {BedOptions} options `images`: those of L0 and L1 by default
 * @returns {Promise<DockerBed>}
 */
export async function startDockerBed({ dir: given, log, images = firstImages, hub = false, keep = false }) {
  const { dir, leave } = await claimFolder(given, { keep });
  try {
    const registry = hub ? noRegistry : await startRegistry({ dir, log });
    const engine = new Engine({ dir, outside: hub, flags: flagsFor(await claimNetwork(dir), registry.address) });
    // Both to their end, even if one fails: only what has started can be taken down.
    await settled([registry.fill(images), engine.start()]);
    log(`Docker answers at ${engine.host}`);
    return bedOf({ engine, registry, leave });
  } catch (error) {
    await leave();
    throw error;
  }
}

const noRegistry = { address: '', fill: async () => undefined };

/** @param {import('./networks.mjs').Network} network @param {string} registry empty: none @returns {string[]} */
function flagsFor({ bridge, address, pool }, registry) {
  return [
    '--containerd-namespace', bridge, '--containerd-plugins-namespace', `${bridge}-plugins`,
    '--bridge', bridge, '--default-address-pool', pool,
    '--dns', address, // nothing answers there either: a name fails at once
    // Published ports work through docker-proxy; the host's firewall and its own Docker stay as they are.
    '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false',
    ...registry ? ['--registry-mirror', `http://${registry}`] : [],
  ];
}

/**
 * @param {{engine: Engine, registry: Pick<import('./registry.mjs').Registry, 'address' | 'fill'>, leave: () => Promise<void>}} parts
 * @returns {DockerBed}
 */
export function bedOf({ engine, registry, leave }) {
  return {
    host: engine.host,
    socket: engine.socket,
    registry: registry.address,
    env: { DOCKER_HOST: engine.host },
    enter: engine.enter,
    get pid() { return engine.pid; },
    killDaemon: options => engine.kill(options),
    startDaemon: () => engine.start(),
    offer: more => registry.fill(more),
    stop: leave,
  };
}

/** Waits for all, so that none goes on unseen; then throws the first failure. @param {readonly Promise<unknown>[]} works */
export async function settled(works) {
  for (const end of await Promise.allSettled(works)) if (end.status === 'rejected') throw end.reason;
}
