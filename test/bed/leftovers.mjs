/**
 * Taking a bed down, whether its daemon still runs, was killed, or was left behind by a killed run.
 */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { attempt } from './commands.mjs';
import { endByPidFile, endProcess, ownFolder, processesUnder } from './daemons.mjs';
import { clusterLeavings, endCluster } from './kube/ending.mjs';
import { releaseNetwork } from './networks.mjs';

/**
 * Makes `given` the folder of a bed that this process runs, free of what an earlier one left there.
 * @param {string} given
 * @param {{keep: boolean}} options see `takeDown`
 * @returns {Promise<{dir: string, leave: () => Promise<void>}>} `leave` ends and takes away all that the bed made in it
 */
export async function claimFolder(given, { keep }) {
  const dir = resolve(given);
  if (dir.length > 80) throw new Error(`The bed's folder has too long a path for a socket: ${dir}`);
  await mkdir(dir, { recursive: true });
  await ownFolder(dir);
  await takeDown(dir, { keep });
  return {
    dir,
    leave: async () => {
      await takeDown(dir, { keep });
      await rm(join(dir, 'owner'), { force: true });
    },
  };
}

/**
 * Ends the processes of the bed in `dir`, and takes away its mounts, links and files. Only logs stay.
 * @param {string} dir
 * @param {{keep: boolean}} options `keep`: images, containers and volumes stay for the next start
 */
export async function takeDown(dir, { keep }) {
  await Promise.all((await nodeFolders(dir)).map(node => takeDown(node, { keep })));
  await endCluster(dir);
  await endByPidFile(join(dir, 'dockerd.pid'), 'dockerd', {
    timeoutMs: 25_000,
    // The daemon grants each container ten seconds. What goes anyway need not wait; before the daemon knows that it
    // ends, it would start some of them again.
    meanwhile: keep ? undefined : () => killContainers(dir),
  });
  await killContainers(dir);
  for (const pid of await processesUnder(dir)) await endProcess(pid);
  await endByPidFile(join(dir, 'registry.pid'), 'docker-registry');
  const left = await unmountAll(dir);
  if (left.length) throw new Error(`Still mounted, so nothing is removed: ${left.join(', ')}. Unmount it and start again.`);
  await releaseNetwork(dir);
  for (const name of [...made, ...await clusterLeavings(dir), ...keep ? [] : ['data', 'registry']]) await rm(join(dir, name), { recursive: true, force: true });
}

const made = [
  'exec', 'docker.sock', 'engine.pid', 'engine.json', 'nsswitch.conf', 'links.json', 'registry.json', // any bed's
  'net', 'switch', 'names.conf', 'names.pid', 'client', // a swarm bed's
  'bin', 'resolv.conf', 'looked-up.txt', // an AWS bed's
];

/** @param {string} dir @returns {Promise<string[]>} folders of the further daemons of a swarm bed */
async function nodeFolders(dir) {
  return (await readdir(dir)).filter(name => /^node\d+$/.test(name)).map(name => join(dir, name));
}

/** Kills the first process of each container of this daemon; the kernel ends the others with it. @param {string} dir */
export async function killContainers(dir) {
  const runtime = join(dir, 'exec/runtime-runc');
  for (const space of await readdir(runtime).catch(() => [])) {
    for (const id of await readdir(join(runtime, space)).catch(() => [])) {
      const state = await readFile(join(runtime, space, id, 'state.json'), 'utf8').then(JSON.parse, () => undefined);
      const pid = state?.init_process_pid;
      // The number may belong to somebody else by now; the control group tells.
      if (!pid || !(await readFile(`/proc/${pid}/cgroup`, 'utf8').catch(() => '')).includes(id)) continue;
      await endProcess(pid, { signal: 'SIGKILL' });
    }
  }
}

/** @param {string} dir @returns {Promise<string[]>} what could not be unmounted */
async function unmountAll(dir) {
  for (const path of (await mountsUnder(dir)).reverse()) await attempt('umount', [path]);
  return mountsUnder(dir);
}

/** @param {string} dir @returns {Promise<string[]>} mount points inside `dir`, outermost first */
export async function mountsUnder(dir) {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
  return lines.map(line => line.split(' ')[4] ?? '').filter(path => path.startsWith(`${dir}/`));
}
