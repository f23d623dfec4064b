/**
 * A Docker for `npm start`: the one that answers here, else one of our own, else the reason why there is none.
 */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { attempt } from './commands.mjs';
import { ensurePackages, findProgram, whatIsMissing } from './debian.mjs';
import { hubAnswers } from './dockerHub.mjs';

/**
 * @typedef {{kind: 'theirs', words: string}
 *   | {kind: 'ours', words: string, packages: string[], hub: boolean}
 *   | {kind: 'none', words: string}} DockerPlan
 */

/**
 * What will be done, found out without doing any of it.
 * @param {{offline: boolean, docker?: typeof dockerVersion, hub?: () => Promise<boolean>}} options `hub`: whether
 *   Docker Hub answers; asked only if a Docker of our own is needed
 * @returns {Promise<DockerPlan>}
 */
export async function planDocker({ offline, docker = dockerVersion, hub = hubAnswers }) {
  const answer = offline ? undefined : await docker();
  if (answer?.version) return { kind: 'theirs', words: `use the Docker that answers here (${answer.version})` };
  const reason = offline ? 'You asked for --offline' : `No Docker answers here (${answer?.reason})`;
  const missing = await whatIsMissing();
  if (process.platform === 'linux' && process.getuid?.() === 0 && (!missing.packages.length || missing.installable)) {
    return ours({ packages: missing.packages, reason, hub: !offline && await hub(), offline });
  }
  const remedy = offline ? 'This needs Linux and root.' : process.platform === 'linux'
    ? `Start your Docker (sudo systemctl start docker), or install one: ${missing.command || 'sudo apt-get install docker.io'}`
    : 'Install and start Docker Desktop, then run npm start again.';
  return { kind: 'none', words: `go on without Docker: you can read everything, but Docker labs will not run. ${reason}. ${remedy}` };
}

/** It shares the machine's network, so that published ports are the machine's own. */
const swarm = 'Leave the Swarm lab (L4) to a Docker that is installed on a machine: a swarm here may change the firewall of this one';

/** @param {{packages: string[], reason: string, hub: boolean, offline: boolean}} found @returns {DockerPlan} */
function ours({ packages, reason, hub, offline }) {
  const install = packages.length ? ` after installing ${packages.join(', ')} from Debian` : '';
  const images = hub ? 'Images come from Docker Hub, which answers; containers have no way to the internet'
    : `Images come from that registry: they are small stand-ins, and each is marked so. ${offline ? '' : 'Docker Hub does not answer. '}`
      + 'For the real ones start a Docker of your own first';
  const what = hub ? 'a Docker daemon of its own' : 'a Docker daemon and an image registry of its own';
  return { kind: 'ours', packages, hub, words: `start ${what}${install}, and take ${hub ? 'it' : 'them'} down at the end. ${reason}. ${images}. ${swarm}` };
}

/** @returns {Promise<{version?: string, reason: string}>} of the daemon that the docker command would use */
async function dockerVersion() {
  if (!await findProgram('docker')) return { reason: 'there is no docker command' };
  const { code, stdout, stderr } = await attempt('docker', ['version', '--format', '{{.Server.Version}}'], { timeoutMs: 10_000 });
  const version = code === 0 ? stdout.trim() : '';
  return { version, reason: stderr.trim().split('\n').at(-1) || `docker version ended with ${code}` };
}

/**
 * @typedef {object} OwnDocker
 * @property {Record<string, string>} env what a docker client needs to reach it
 * @property {(() => Promise<void>) | undefined} offerRest makes the larger stand-in images; undefined where there are none
 * @property {() => Promise<void>} stop
 */

/**
 * @param {DockerPlan & {kind: 'ours'}} plan
 * @param {{home: string, log: import('./commands.mjs').Log}} options `home`: the folder of this start
 * @returns {Promise<OwnDocker>} with the first images, or the way to Docker Hub
 */
export async function startOwnDocker({ packages, hub }, { home, log }) {
  const left = await ensurePackages(packages, { log });
  if (left.packages.length) throw new Error(`These packages are missing: ${left.packages.join(' ')}. Remedy: ${left.command}`);
  const [{ startDockerBed }, { images }] = await Promise.all([import('./dockerBed.mjs'), import('./images/index.mjs')]);
  // Always the same folder: what a crash left there is taken down by the next start.
  const wanted = join(home, 'docker');
  const dir = wanted.length <= 80 ? wanted : join(tmpdir(), `labbook-docker-${userInfo().uid}`);
  // The first lab begins with the small ones. The others take a minute when they are built for the first time.
  const bed = await startDockerBed({ dir, log, hub, images: images.slice(0, 2) });
  return { env: bed.env, stop: () => bed.stop(), offerRest: hub ? undefined : () => bed.offer(images.slice(2)) };
}
