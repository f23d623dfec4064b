/**
 * Files that say where the cluster is and who asks. JSON is YAML too.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { node } from './machine.mjs';

export const server = `https://${node.address}:8443`;

/** @param {string} dir @param {string} name of a certificate @returns {{'client-certificate': string, 'client-key': string}} */
const certificate = (dir, name) => ({ 'client-certificate': join(dir, 'pki', `${name}.crt`), 'client-key': join(dir, 'pki', `${name}.key`) });

/**
 * For a component of the cluster.
 * @param {string} dir
 * @param {string} name of its certificate
 * @returns {Promise<string>} path
 */
export async function componentConfig(dir, name) {
  return write(join(dir, `${name}.kubeconfig`), {
    clusters: [{ name: 'bed', cluster: clusterOf(dir) }],
    users: [{ name, user: certificate(dir, name) }],
    contexts: [{ name: 'bed', context: { cluster: 'bed', user: name } }],
    'current-context': 'bed',
  });
}

/**
 * For the student: as `minikube start` writes it, with the marks by which a minikube is known.
 * @param {string} dir
 * @returns {Promise<string>} path
 */
export async function studentConfig(dir) {
  const mark = (/** @type {string} */ name) => [{ name, extension: { 'last-update': new Date().toUTCString(), provider: 'minikube.sigs.k8s.io', version: 'v1.37.0' } }];
  const { name } = node;
  return write(join(dir, 'kubeconfig'), {
    clusters: [{ name, cluster: { ...clusterOf(dir), extensions: mark('cluster_info') } }],
    users: [{ name, user: certificate(dir, 'admin') }],
    contexts: [{ name, context: { cluster: name, user: name, namespace: 'default', extensions: mark('context_info') } }],
    'current-context': name,
    preferences: {},
  });
}

/** As `minikube delete` leaves it. @param {string} dir */
export async function forgetStudent(dir) {
  await write(join(dir, 'kubeconfig'), { clusters: null, users: null, contexts: null, 'current-context': '', preferences: {} });
}

/** @param {string} dir */
function clusterOf(dir) {
  return { server, 'certificate-authority': join(dir, 'pki/ca.crt') };
}

/** @param {string} path @param {object} parts @returns {Promise<string>} */
async function write(path, parts) {
  await writeFile(path, JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...parts }, undefined, 2), { mode: 0o600 });
  return path;
}
