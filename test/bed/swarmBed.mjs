/**
 * A real Docker daemon, or several, in a network namespace of its own: with the standard bridge `docker0`, its firewall
 * rules, the standard address ranges, and a swarm where one is made. The machine's own network sees nothing of it, so
 * such beds stand beside each other, and a program that must see the published ports is started with `enter` before it:
 *
 * ```js
 * const bed = await startSwarmBed({ dir, log, nodes: 3 });
 * const [file, ...words] = [...bed.enter, 'curl', 'http://127.0.0.1:8080/'];
 * ```
 *
 * `docker --context node2 …` reaches the further daemons. None of them is in a swarm at first.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './commands.mjs';
import { bedOf, settled } from './dockerBed.mjs';
import { Engine } from './engine.mjs';
import { alpine } from './images/alpine.mjs';
import { nginx } from './images/nginx.mjs';
import { swarmImages } from './images/index.mjs';
import { ubuntu } from './images/ubuntu.mjs';
import { claimFolder } from './leftovers.mjs';
import { startNames } from './names.mjs';
import { joinNamespaces, makeNamespace } from './namespaces.mjs';
import { startRegistry } from './registry.mjs';

/**
 * @typedef {object} SwarmNode a further daemon
 * @property {string} name of the host and of the docker context: `node2`, `node3`
 * @property {string} host `unix:///…`
 * @property {string} address that the other nodes reach
 * @property {readonly string[]} enter as of the bed, for this node's ports
 * @property {number} pid
 * @property {() => Promise<void>} start again, at the same address
 * @property {() => Promise<void>} stop in order: its containers end first
 * @property {(options?: {containersToo?: boolean}) => Promise<void>} kill as in a crash
 *
 * @typedef {import('./dockerBed.mjs').DockerBed & {address: string, nodes: SwarmNode[]}} SwarmBed `address`: of the
 *   first daemon, which the bed itself speaks for; 127.0.0.1 where it is the only one. `nodes`: the others
 */

/** What L2, L3 and L4 use. */
const labImages = [alpine, ubuntu, nginx, ...swarmImages];

/**
 * @param {import('./dockerBed.mjs').BedOptions & {nodes?: number}} options `images`: those of L2 to L4 by default;
 *   `nodes`: number of daemons
 * @returns {Promise<SwarmBed>}
 */
export async function startSwarmBed({ dir: given, log, images = labImages, keep = false, nodes = 1 }) {
  const { dir, leave } = await claimFolder(given, { keep });
  try {
    const places = await makePlaces(dir, nodes);
    const [{ enter, address }] = places;
    const registry = await startRegistry({ dir, log, address: `${address}:5500`, enter });
    const dns = await startNames({ dir, enter, log });
    const [first, ...others] = places.map(place => new Engine({
      ...place, dir: place.folder, direct: [network], flags: flagsFor({ dns, registry: registry.address }),
    }));
    await settled([registry.fill(images), first.start(), ...others.map(engine => engine.start())]);
    log(`Docker answers at ${[first, ...others].map(engine => engine.host).join(', ')}`);
    const further = others.map((engine, index) => nodeOf(engine, places[index + 1].address));
    const bed = bedOf({ engine: first, registry, leave });
    return Object.assign(bed, { address, nodes: further, env: { ...bed.env, DOCKER_CONFIG: await makeContexts(dir, further) } });
  } catch (error) {
    await leave();
    throw error;
  }
}

/** Each bed has it for itself. */
const network = '192.168.77.0/24';

/** @typedef {{folder: string, enter: string[], address: string, hostname: string}} Place */

/** @param {string} dir @param {number} count @returns {Promise<[Place, ...Place[]]>} */
async function makePlaces(dir, count) {
  const place = async (/** @type {number} */ number) => {
    const folder = number === 1 ? dir : join(dir, `node${number}`);
    await mkdir(folder, { recursive: true });
    const address = count === 1 ? '127.0.0.1' : network.replace('0/24', String(number));
    return { folder, enter: await makeNamespace(folder), address, hostname: `node${number}` };
  };
  const places = [await place(1)];
  for (let number = 2; number <= count; number++) places.push(await place(number));
  if (count > 1) await joinNamespaces(dir, places);
  return /** @type {[Place, ...Place[]]} */ (places);
}

/** @param {{dns: string, registry: string}} servers @returns {string[]} */
function flagsFor({ dns, registry }) {
  // The address that docker0 gets anyway; said aloud, it is also what `docker network inspect bridge` names as gateway,
  // as it does on a machine where dockerd starts for the second time.
  return ['--bip', '172.17.0.1/16', '--dns', dns, '--registry-mirror', `http://${registry}`, '--insecure-registry', network];
}

/** @param {Engine} engine @param {string} address @returns {SwarmNode} */
function nodeOf(engine, address) {
  return {
    name: String(engine.hostname),
    host: engine.host,
    address,
    enter: engine.enter,
    get pid() { return engine.pid; },
    start: () => engine.start(),
    stop: () => engine.stop(),
    kill: options => engine.kill(options),
  };
}

/** @param {string} dir @param {readonly SwarmNode[]} nodes @returns {Promise<string>} a DOCKER_CONFIG that knows them */
async function makeContexts(dir, nodes) {
  const folder = join(dir, 'client');
  await mkdir(folder);
  const env = { ...process.env, DOCKER_CONFIG: folder };
  for (const { name, host } of nodes) await run('docker', ['context', 'create', name, '--docker', `host=${host}`], { env });
  return folder;
}
