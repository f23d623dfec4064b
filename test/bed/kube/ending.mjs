/**
 * Taking a cluster down, whether it runs, is broken, or was left behind by a killed run. What it made is thrown away, so
 * nothing of it has to end in order.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../cache.mjs';
import { endByPidFile, endProcess, processesUnder } from '../daemons.mjs';
import { endGroup } from './cgroups.mjs';

/** Pid file -> program. What starts others goes first. */
const programs = {
  kubelet: 'kube', 'kube-proxy': 'kube', 'kube-controller-manager': 'kube', 'kube-scheduler': 'kube', 'kube-apiserver': 'kube', etcd: 'kube', containerd: 'containerd',
};

/** What stands in the bed's folder. Logs stay. */
export const clusterFiles = [
  'machine', 'student', 'pki', 'etcd', 'kubelet', 'containerd', 'cni', 'hosts', 'addresses', 'volume-plugins', 'containerd.sock', 'containerd.sock.ttrpc',
  'containerd.toml', 'minikube.sock', 'bin', 'kubelet.json', 'certificates.json', 'tokens.csv', 'audit.json', 'kubeconfig',
];

/** Nothing where there is no cluster. @param {string} dir */
export async function endCluster(dir) {
  if (!await exists(join(dir, 'machine'))) return;
  for (const [name, program] of Object.entries(programs)) await endByPidFile(join(dir, `${name}.pid`), program, { signal: 'SIGKILL' });
  // The helper of each container, then the container.
  for (const pid of await processesUnder(dir)) await endProcess(pid, { signal: 'SIGKILL' });
  await endGroup(dir);
  // The last of the machine: its mounts and its network go with it.
  await endByPidFile(join(dir, 'machine.pid'), 'sleep', { signal: 'SIGKILL' });
}

/** @param {string} dir @returns {Promise<string[]>} names in the folder that go with the cluster */
export async function clusterLeavings(dir) {
  return (await readdir(dir)).filter(name => clusterFiles.includes(name) || name.endsWith('.kubeconfig'));
}
