/**
 * A real Kubernetes of one node, in a network of its own with no way out: the components of Kubernetes on Debian's
 * containerd, images from the bed's registry. It is where minikube would be, and its kubeconfig says so.
 *
 * ```js
 * const bed = await startKubeBed({ dir, log });
 * const [file, ...words] = [...bed.enter, 'kubectl', 'get', 'nodes']; // with bed.env
 * await bed.components['kube-apiserver'].kill();
 * ```
 *
 * The student's end of the cable to the node is a network of its own too, or with `here` that of this process.
 */
import { delimiter, join } from 'node:path';
import { run, until } from './commands.mjs';
import { settled } from './dockerBed.mjs';
import { bootcamps } from './images/bootcamp.mjs';
import { pause } from './images/pause.mjs';
import { apiOf } from './kube/api.mjs';
import { componentsOf, startAll } from './kube/components.mjs';
import { studentConfig } from './kube/kubeconfig.mjs';
import { makeMachine, node } from './kube/machine.mjs';
import { kubeProgram } from './kube/program.mjs';
import { claimFolder } from './leftovers.mjs';
import { startRegistry } from './registry.mjs';

/**
 * @typedef {object} KubeBed
 * @property {string} kubeconfig path; as `minikube start` writes it
 * @property {Record<string, string>} env what kubectl needs: `KUBECONFIG`, and `PATH` with this kubectl first
 * @property {readonly string[]} enter words before a program that start it where the student is
 * @property {string} address of the node, as `minikube ip` says it
 * @property {string} registry `ADDRESS:PORT`
 * @property {import('./kube/components.mjs').Components} components each can be ended, killed, frozen and started again
 * @property {(path: string) => Promise<any>} ask see `apiOf`
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} offer puts more images into the registry
 * @property {() => Promise<void>} ready waits until the node is ready
 * @property {() => Promise<void>} stop ends all of it and takes away what it made
 */

/**
 * @param {{dir: string, log: import('./commands.mjs').Log, images?: readonly import('./images/layers.mjs').Image[], here?: boolean}} options
 *   `images`: those of the Kubernetes labs by default; `here`: the student is in this process's network, which must then
 *   be no machine's own
 * @returns {Promise<KubeBed>} with the node ready
 */
export async function startKubeBed({ dir: given, log, images = bootcamps, here = false }) {
  const programs = await kubeProgram({ log });
  const { dir, leave } = await claimFolder(given, { keep: false });
  try {
    const machine = await makeMachine(dir, { here });
    const registry = await startRegistry({ dir, log, address: `${node.address}:5500`, enter: machine.enter });
    const components = await componentsOf({ dir, programs, enter: machine.enter, registry: registry.address });
    const ask = apiOf({ dir, enter: machine.enter });
    const kubeconfig = await studentConfig(dir);
    const env = { KUBECONFIG: kubeconfig, PATH: `${programs}${delimiter}${process.env.PATH}` };
    await settled([registry.fill([pause, ...images]), startAll(components)]);
    const ready = () => until(() => isReady(ask), { what: 'the node of the cluster', timeoutMs: 60_000 }).then(() => undefined);
    await ready();
    await label([...machine.enter, join(programs, 'kubectl')], kubeconfig);
    log(`Kubernetes answers; its kubeconfig is ${kubeconfig}`);
    return { kubeconfig, env, enter: machine.student, address: node.address, registry: registry.address, components, ask, offer: registry.fill, ready, stop: leave };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** The kubelet may not give itself such a label, and without it `kubectl get nodes` shows no role. @param {string[]} kubectl @param {string} kubeconfig */
async function label(kubectl, kubeconfig) {
  const [file, ...words] = [...kubectl, '--kubeconfig', kubeconfig, 'label', 'node', node.name, 'node-role.kubernetes.io/control-plane=', `minikube.k8s.io/name=${node.name}`];
  await run(String(file), words);
}

/** A pod needs the account too. @param {(path: string) => Promise<any>} ask @returns {Promise<boolean>} */
async function isReady(ask) {
  const [found, account] = await Promise.all([ask(`/api/v1/nodes/${node.name}`), ask('/api/v1/namespaces/default/serviceaccounts/default')]);
  const conditions = /** @type {{type: string, status: string}[]} */ (found?.status?.conditions ?? []);
  return Boolean(account) && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}
