/**
 * A Docker for `npm start`: the one that answers here, else one of our own, else the reason why there is none.
 */
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { attempt } from './commands.mjs';
import { ensurePackages, findProgram, whatIsMissing } from './debian.mjs';

/**
 * @typedef {{kind: 'theirs', words: string}
 *   | {kind: 'ours', words: string, packages: string[]}
 *   | {kind: 'none', words: string}} DockerPlan
 */

/**
 * What will be done, found out without doing any of it.
 * @param {{offline: boolean}} options
 * @returns {Promise<DockerPlan>}
 */
export async function planDocker({ offline }) {
  const answer = offline ? undefined : await dockerVersion();
  if (answer?.version) return { kind: 'theirs', words: `use the Docker that answers here (${answer.version})` };
  const reason = offline ? 'You asked for --offline' : `No Docker answers here (${answer?.reason})`;
  const missing = await whatIsMissing();
  if (process.platform === 'linux' && process.getuid?.() === 0 && (!missing.packages.length || missing.installable)) {
    const install = missing.packages.length ? ` after installing ${missing.packages.join(', ')} from Debian` : '';
    return {
      kind: 'ours', packages: missing.packages,
      words: `start a Docker daemon and an image registry of its own${install}, and take them down at the end. ${reason}. `
        + 'Images come from that registry: they are small stand-ins, and each is marked so. For the real ones start a Docker of your own first',
    };
  }
  const remedy = offline ? 'This needs Linux and root.' : process.platform === 'linux'
    ? `Start your Docker (sudo systemctl start docker), or install one: ${missing.command || 'sudo apt-get install docker.io'}`
    : 'Install and start Docker Desktop, then run npm start again.';
  return { kind: 'none', words: `go on without Docker: you can read everything, but Docker labs will not run. ${reason}. ${remedy}` };
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
 * @property {() => Promise<void>} offerRest makes the larger stand-in images
 * @property {() => Promise<void>} stop
 */

/**
 * @param {DockerPlan & {kind: 'ours'}} plan
 * @param {{home: string, log: import('./commands.mjs').Log}} options `home`: the folder of this start
 * @returns {Promise<OwnDocker>} with the first images
 */
export async function startOwnDocker({ packages }, { home, log }) {
  const left = await ensurePackages(packages, { log });
  if (left.packages.length) throw new Error(`These packages are missing: ${left.packages.join(' ')}. Remedy: ${left.command}`);
  const [{ startDockerBed }, { images }] = await Promise.all([import('./dockerBed.mjs'), import('./images/index.mjs')]);
  // Always the same folder: what a crash left there is taken down by the next start.
  const wanted = join(home, 'docker');
  const dir = wanted.length <= 80 ? wanted : join(tmpdir(), `labbook-docker-${userInfo().uid}`);
  // The first lab begins with the small ones. The others take a minute when they are built for the first time.
  const bed = await startDockerBed({ dir, log, images: images.slice(0, 2) });
  return { env: bed.env, stop: () => bed.stop(), offerRest: () => bed.offer(images.slice(2)) };
}
