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
import { settled } from './dockerBed.mjs';
import { bootcamps } from './images/bootcamp.mjs';
import { pause } from './images/pause.mjs';
import { apiOf } from './kube/api.mjs';
import { questions } from './kube/audit.mjs';
import { Cluster } from './kube/cluster.mjs';
import { componentsOf } from './kube/components.mjs';
import { forgetStudent } from './kube/kubeconfig.mjs';
import { makeMachine, node } from './kube/machine.mjs';
import { serveMinikube } from './kube/minikubeServer.mjs';
import { kubeProgram } from './kube/program.mjs';
import { claimFolder } from './leftovers.mjs';
import { startRegistry } from './registry.mjs';

/**
 * @typedef {object} KubeBed
 * @property {string} kubeconfig path; as `minikube start` writes it
 * @property {Record<string, string>} env what kubectl needs: `KUBECONFIG`, and `PATH` with this kubectl and a stand-in for minikube first
 * @property {readonly string[]} enter words before a program that start it where the student is
 * @property {string} address of the node, as `minikube ip` says it
 * @property {string} registry `ADDRESS:PORT`
 * @property {import('./kube/components.mjs').Components} components each can be ended, killed, frozen and started again
 * @property {(path: string) => Promise<any>} ask see `apiOf`
 * @property {() => Promise<import('./kube/audit.mjs').Question[]>} questions see there
 * @property {(images: readonly import('./images/layers.mjs').Image[]) => Promise<void>} offer puts more images into the registry
 * @property {Cluster} cluster started, stopped and forgotten as a whole; `cluster.ready()` waits for its node
 * @property {() => Promise<void>} clear makes the cluster as new
 * @property {() => Promise<void>} stop ends all of it and takes away what it made
 */

/**
 * @param {{dir: string, log: import('./commands.mjs').Log, images?: readonly import('./images/layers.mjs').Image[], here?: boolean, started?: boolean}} options
 *   `images`: those of the Kubernetes labs by default; `here`: the student is in this process's network, which must then
 *   be no machine's own; `started`: false leaves it to `minikube start`
 * @returns {Promise<KubeBed>} with the node ready, unless it is not `started`
 */
export async function startKubeBed({ dir: given, log, images = bootcamps, here = false, started = true }) {
  const programs = await kubeProgram({ log });
  const { dir, leave } = await claimFolder(given, { keep: false });
  let stop = leave;
  try {
    const machine = await makeMachine(dir, { here });
    const registry = await startRegistry({ dir, log, address: `${node.address}:5500`, enter: machine.enter });
    const components = await componentsOf({ dir, programs, enter: machine.enter, registry: registry.address });
    const ask = apiOf({ dir, enter: machine.enter });
    const cluster = new Cluster({ dir, programs, enter: machine.enter, components, ask });
    const minikube = await serveMinikube(dir, cluster);
    stop = async () => {
      await minikube.close();
      await leave();
    };
    await settled([registry.fill([pause, ...images]), started ? cluster.start() : forgetStudent(dir)]);
    const kubeconfig = join(dir, 'kubeconfig');
    if (started) log(`Kubernetes answers; its kubeconfig is ${kubeconfig}`);
    const env = { KUBECONFIG: kubeconfig, PATH: [minikube.bin, programs, process.env.PATH].join(delimiter) };
    return { kubeconfig, env, enter: machine.student, address: node.address, registry: registry.address, components, cluster, clear: () => cluster.clear(), ask, questions: () => questions(dir), offer: registry.fill, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
