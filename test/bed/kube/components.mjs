/**
 * The programs that a cluster consists of, in the order in which they need each other.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../commands.mjs';
import { settled } from '../dockerBed.mjs';
import { apiOf } from './api.mjs';
import { makeGroup } from './cgroups.mjs';
import { Component } from './component.mjs';
import { apiServerFlags, certificates, controllerFlags, etcdFlags, kubeletFlags, proxyFlags, schedulerFlags } from './flags.mjs';
import { configureRuntime, runtimeAnswers } from './runtime.mjs';

/** @typedef {'etcd' | 'kube-apiserver' | 'kube-controller-manager' | 'kube-scheduler' | 'kube-proxy' | 'kubelet' | 'containerd'} ComponentName */
/** @typedef {Record<ComponentName, Component>} Components */

/**
 * Writes what they read. None is started yet.
 * @param {{dir: string, programs: string, enter: string[], registry: string}} place `programs`: folder of `kubeProgram`
 * @returns {Promise<Components>}
 */
export async function componentsOf({ dir, programs, enter, registry }) {
  await makeCertificates(dir, programs);
  const ask = apiOf({ dir, enter });
  const group = await makeGroup(dir);
  const one = (/** @type {ComponentName} */ name, /** @type {string[]} */ args, /** @type {Partial<import('./component.mjs').ComponentPlace>} */ more = {}) =>
    new Component({ dir, name, enter, file: join(programs, name), args, ...more });
  return {
    etcd: one('etcd', etcdFlags(dir)),
    'kube-apiserver': one('kube-apiserver', await apiServerFlags(dir), { answers: async () => Boolean(await ask('/readyz')) }),
    'kube-controller-manager': one('kube-controller-manager', await controllerFlags(dir)),
    'kube-scheduler': one('kube-scheduler', await schedulerFlags(dir)),
    'kube-proxy': one('kube-proxy', await proxyFlags(dir)),
    kubelet: one('kubelet', await kubeletFlags(dir, group)),
    containerd: one('containerd', await configureRuntime(dir, registry), { file: 'containerd', answers: () => runtimeAnswers(dir) }),
  };
}

/** @param {Components} components */
export async function startAll({ etcd, 'kube-apiserver': api, containerd, ...others }) {
  await settled([containerd.start(), etcd.start().then(() => api.start())]);
  await settled(Object.values(others).map(component => component.start()));
}

/** @param {string} dir @param {string} programs */
async function makeCertificates(dir, programs) {
  const list = join(dir, 'certificates.json');
  await mkdir(join(dir, 'pki'));
  await writeFile(list, JSON.stringify(certificates));
  await writeFile(join(dir, 'tokens.csv'), 'token-of-the-guest,guest,guest\n', { mode: 0o600 });
  await run(join(programs, 'kube'), ['certificates', join(dir, 'pki'), list]);
}
