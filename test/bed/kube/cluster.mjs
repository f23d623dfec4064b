/**
 * The cluster as a whole: started, stopped and forgotten, as minikube does it with its machine.
 */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run, until } from '../commands.mjs';
import { settled } from '../dockerBed.mjs';
import { emptyGroup } from './cgroups.mjs';
import { startAll } from './components.mjs';
import { forgetStudent, studentConfig } from './kubeconfig.mjs';
import { node } from './machine.mjs';

/**
 * @typedef {object} ClusterPlace
 * @property {string} dir of the bed
 * @property {string} programs folder of `kubeProgram`
 * @property {readonly string[]} enter words before a program that start it on the node
 * @property {import('./components.mjs').Components} components
 * @property {(path: string) => Promise<any>} ask see `apiOf`
 */

export class Cluster {
  /** @param {ClusterPlace} place */
  constructor(place) {
    this.place = place;
  }

  /** Until the node is ready. The student's kubeconfig knows it then. */
  async start() {
    const { dir, components } = this.place;
    await startAll(components);
    await this.ready();
    await this.label(await studentConfig(dir));
  }

  ready() {
    return until(() => this.isReady(), { what: 'the node of the cluster', timeoutMs: 60_000 });
  }

  /** The machine is switched off: containers end, what the cluster knows stays. */
  async stop() {
    const { dir, components: { etcd, 'kube-apiserver': api, containerd, ...others } } = this.place;
    await settled(Object.values(others).map(component => component.stop()));
    // Without its store the API server would wait for it in vain.
    await api.stop();
    await etcd.stop();
    await emptyGroup(dir);
    await containerd.stop();
  }

  /** Nothing that was in it is there at the next start. Its images are. */
  async forget() {
    await this.stop();
    await rm(join(this.place.dir, 'etcd'), { recursive: true, force: true });
    await forgetStudent(this.place.dir);
  }

  /** As a student finds it: what earlier ones made or broke is gone or mended. */
  async clear() {
    const { dir, enter, programs, components } = this.place;
    for (const component of Object.values(components)) if (await component.runs()) component.thaw();
    await startAll(components);
    await this.ready();
    const kubeconfig = await studentConfig(dir);
    const [file, ...words] = [...enter, 'sh', '-c', clearing, 'sh', join(programs, 'kubectl'), kubeconfig, node.name];
    await run(String(file), words);
  }

  /** @returns {Promise<{apiserver: boolean, kubelet: boolean}>} */
  async state() {
    const { ask, components } = this.place;
    return { apiserver: Boolean(await ask('/readyz')), kubelet: await components.kubelet.runs() };
  }

  /** A pod needs the account too. */
  async isReady() {
    const { ask } = this.place;
    const [found, account] = await Promise.all([ask(`/api/v1/nodes/${node.name}`), ask('/api/v1/namespaces/default/serviceaccounts/default')]);
    const conditions = /** @type {{type: string, status: string}[]} */ (found?.status?.conditions ?? []);
    return Boolean(account) && conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
  }

  /** The kubelet may not give itself such a label, and without it `kubectl get nodes` shows no role. @param {string} kubeconfig */
  async label(kubeconfig) {
    const { enter, programs } = this.place;
    const labels = ['node-role.kubernetes.io/control-plane=', `minikube.k8s.io/name=${node.name}`];
    const [file, ...words] = [...enter, join(programs, 'kubectl'), '--kubeconfig', kubeconfig, 'label', '--overwrite', 'node', node.name, ...labels];
    await run(String(file), words);
  }
}

/** The system's own namespaces, and in the first one what it puts there itself, stay. */
const clearing = `set -e
kubectl() { "$program" --kubeconfig "$config" "$@"; }
program=$1; config=$2
kubectl uncordon "$3"
for name in $(kubectl get namespaces --output name); do
  case $name in */default|*/kube-*) ;; *) kubectl delete --wait=false "$name" ;; esac
done
kubectl delete --wait=false deployments,statefulsets,daemonsets,jobs,cronjobs --all
kubectl delete --wait=false services --selector 'provider!=kubernetes'
kubectl delete --wait=false configmaps --field-selector metadata.name!=kube-root-ca.crt
kubectl delete --force --grace-period=0 replicasets,pods --all`;
