import { msg } from '../../src/core/message';
import type { Resource } from '../../src/core/resource';
import type { EndpointProbe, StatusInput } from '../../src/core/statusInput';
import { clusterInput, clusterLive, clusterNode, deployment, endpoints, exposed, pod, set, warning } from '../unit/status/clusterThings';
import { made } from '../unit/status/things';

export * from './statusSamples';
export { clusterPicture } from '../../src/core/clusterPicture';
export { clusterNode, deployment, endpoints, exposed, pod, set, warning };

const minute = 60_000;
const old = <T extends Resource>(row: T, minutes: number): T => ({ ...row, created: Date.now() - minutes * minute });
const name = 'kubernetes-bootcamp';
const app = { labels: { app: name } };
const from = (tag: string) => ({ images: [`registry.k8s.io/minikube/kubernetes-bootcamp:${tag}`] });
const [v1, v2, v3] = ['5b8d7f6c44', '7d4b9c86f9', '68f7c9d4b5'] as const;

const web = (over: object = {}) => old(deployment({ name, selector: { app: name }, ...from('v2'), revision: 2, ...over }), 18);
const replicas = (hash: string, revision: number, over: object) => old(set(hash, revision, { name: `${name}-${hash}`, ...from(`v${revision}`), ...over }), 18 - revision);
const member = (short: string, hash: string, minutes: number, over: object = {}) => old(pod(short, hash, { name: `${name}-${hash}-${short}`, ...app, ...over }), minutes);
const service = old(exposed({ name, selector: { app: name } }), 18);
const leads = (ready: readonly string[], waiting: readonly string[] = []) => endpoints(ready, waiting, { service: name });
const creating = { status: 'ContainerCreating', health: 'working', ready: 0, address: undefined } as const;
const leaving = { status: 'Terminating', health: 'working', ending: true } as const;

/** From v1 to v2, half way. */
export const updating: readonly Resource[] = [
  web({ rollout: 'progressing', updated: 2, available: 3 }), replicas(v2, 2, { desired: 3, ready: 1 }), replicas(v1, 1, { desired: 2, ready: 2 }),
  member('4hj8s', v2, 0.1), member('m2v6c', v2, 0.05, creating), member('9bd2t', v1, 6), member('hq4mz', v1, 6), member('v8k3j', v1, 6, leaving), service, leads(['4hj8s', '9bd2t', 'hq4mz'], ['m2v6c']),
];

const gone = 'registry.k8s.io/minikube/kubernetes-bootcamp:v10: not found';
const noImage = { status: 'ImagePullBackOff', health: 'failing', ready: 0, address: undefined, ...from('v10'), message: `Back-off pulling image "x": ErrImagePull: ${gone}` } as const;
/** To a version that does not exist. */
export const stuck: readonly Resource[] = [
  web({ rollout: 'stuck', updated: 2, available: 3, revision: 3, ...from('v10'), message: `ReplicaSet "${name}-${v3}" has timed out progressing.` }),
  { ...replicas(v3, 3, { desired: 2, ready: 0 }), ...from('v10') }, replicas(v2, 2, { desired: 3, ready: 3 }), replicas(v1, 1, { desired: 0, ready: 0 }),
  member('2kq8x', v3, 0.8, noImage), member('zt5wn', v3, 0.8, { ...noImage, status: 'ErrImagePull', message: gone }), member('4hj8s', v2, 6), member('m2v6c', v2, 6), member('x9prb', v2, 6), service, leads(['4hj8s', 'm2v6c', 'x9prb'], ['2kq8x', 'zt5wn']),
  warning('pod:2kq8x', 'Failed', `Failed to pull image "registry.k8s.io/minikube/kubernetes-bootcamp:v10": ${gone}`, 3),
];

/** What goes wrong otherwise. */
export const troubled: readonly Resource[] = [
  old(deployment({ uid: 'deployment:db', name: 'db', selector: { app: 'db' }, desired: 1, ready: 0, updated: 1, available: 0, rollout: 'progressing', images: ['postgres:15'] }), 3),
  set('77c', 1, { uid: 'replicaset:77c', name: 'db-77c', owner: 'deployment:db', desired: 1, ready: 0, images: ['postgres:15'] }),
  old(pod('crash', '77c', { name: 'db-77c-crash', status: 'CrashLoopBackOff', health: 'failing', ready: 0, restarts: 4, labels: { app: 'db' } }), 3),
  old(exposed({ uid: 'k8s-service:db', name: 'db', type: 'ClusterIP', clusterIp: '10.96.7.7', ports: [{ port: 5432, target: 5432, protocol: 'TCP' }], selector: { app: 'database' } }), 3),
  old(pod('no-room', undefined, { status: 'Pending', health: 'failing', ready: 0, node: undefined, address: undefined, message: '0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available.' }), 2),
  old(pod('worker', undefined, { node: 'minikube-m02' }), 2), old(pod('done', undefined, { status: 'Completed', health: 'done', ready: 0 }), 2),
];
const lines = new Map([['pod:crash', ['Error: superuser password is not specified.', 'See also the documentation of the image.']]]);

const probe: EndpointProbe = {
  uid: 'endpoint:192.168.49.2:31234/tcp', address: '192.168.49.2:31234', owner: 'k8s-service:web', openable: true, at: Date.now() - 4000, via: msg('through the address of minikube'), instead: `minikube service ${name} --url`, result: { kind: 'http', status: 200, ms: 9 },
};
export const asked = (result: EndpointProbe['result'], openable = false): EndpointProbe => ({ ...probe, result, openable });

export function kubeInput(own: readonly Resource[], rest: readonly Resource[] = [clusterNode()], over: Partial<StatusInput> = {}): StatusInput {
  return clusterInput(own, rest, { made: new Map(own.map(row => [row.uid, made('create')])), endpoints: own.includes(service) ? [probe] : [], lastLines: lines, ...over });
}
const before = { ...clusterLive, phase: 'stale' as const, lastGood: Date.now() - 40_000, cause: { code: 'notRunning' as const, message: msg('minikube {0} is stopped.', 'minikube'), remedies: [{ kind: 'command' as const, label: msg('Start minikube'), command: 'minikube start' }] } };

export const clusters: Readonly<Record<string, () => StatusInput>> = {
  updating: () => kubeInput(updating),
  stuck: () => kubeInput(stuck),
  troubled: () => kubeInput(troubled, [clusterNode({ schedulable: false }), clusterNode({ uid: 'k8s-node:m2', name: 'minikube-m02', ready: false, message: 'Kubelet stopped posting node status.', roles: [] })]),
  stale: () => kubeInput(updating, [clusterNode()], { link: before }),
  unreached: () => kubeInput(updating, [clusterNode()], { endpoints: [asked({ kind: 'unreachable', reason: msg('with minikube’s Docker driver, a node’s ports are usually not reachable from this system') })] }),
  fresh: () => kubeInput([]),
  many: () => kubeInput([web({ desired: 60, updated: 60, available: 57, rollout: 'progressing' }), replicas(v2, 2, { desired: 60, ready: 57 }), ...Array.from({ length: 60 }, (_, n) => member(`p${String(n).padStart(4, '0')}`, v2, 5, n % 20 === 7 ? creating : {}))]),
};
