/**
 * The control groups of a bed: all its containers are below one of that name, so that the kubelet of one bed does not
 * tidy up the pods of another, and so that what must end can be found.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../commands.mjs';
import { exists } from '../cache.mjs';

/** @param {string} dir of the bed @returns {string} */
export const groupOf = dir => `labbook-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;

/** @param {string} dir @returns {Promise<string>} the name that the kubelet takes as its root */
export async function makeGroup(dir) {
  for (const point of await hierarchies()) await mkdir(join(point, groupOf(dir)), { recursive: true });
  return `/${groupOf(dir)}`;
}

/** @param {string} dir @returns {Promise<string[]>} its place with each controller */
async function placesOf(dir) {
  return (await hierarchies()).map(point => join(point, groupOf(dir)));
}

/** Ends every process in the group. @param {string} dir */
export async function emptyGroup(dir) {
  const roots = await placesOf(dir);
  await until(async () => {
    const pids = new Set((await Promise.all(roots.map(processesOf))).flat());
    for (const pid of pids) kill(pid);
    return pids.size === 0;
  }, { what: `end of the containers in ${groupOf(dir)}`, timeoutMs: 15_000 });
}

/** Ends every process in the group, and removes it. @param {string} dir */
export async function endGroup(dir) {
  await emptyGroup(dir);
  const roots = await placesOf(dir);
  // A group that was emptied just now may still be busy.
  for (const root of roots) await until(() => removeTree(root).then(() => true, () => false), { what: `removal of ${root}`, timeoutMs: 10_000 });
}

/** @param {number} pid */
function kill(pid) {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
  }
}

/** @param {string} group @returns {Promise<number[]>} also of the groups below */
async function processesOf(group) {
  const pids = (await readFile(join(group, 'cgroup.procs'), 'utf8').catch(() => '')).split('\n').filter(Boolean).map(Number);
  const below = await Promise.all((await groupsIn(group)).map(processesOf));
  return [...pids, ...below.flat()].filter(pid => pid > 0);
}

/** @param {string} group */
async function removeTree(group) {
  if (!await exists(group)) return;
  for (const below of await groupsIn(group)) await removeTree(below);
  await rmdir(group);
}

/** @param {string} group @returns {Promise<string[]>} */
async function groupsIn(group) {
  const entries = await readdir(group, { withFileTypes: true }).catch(() => []);
  return entries.filter(entry => entry.isDirectory()).map(entry => join(group, entry.name));
}

/** @returns {Promise<string[]>} mount points: one for each controller with version 1, one in all with version 2 */
async function hierarchies() {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').filter(line => / - cgroup2? /.test(line));
  return [...new Set(lines.map(line => line.split(' ')[4] ?? ''))];
}
