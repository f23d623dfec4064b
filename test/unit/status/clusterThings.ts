import type { ClusterEventResource, ClusterNodeResource, ClusterServiceResource, DeploymentResource, EndpointsResource, PodResource, ReplicaSetResource } from '../../../src/core/clusterResource';
import type { KubeContext } from '../../../src/core/kubeContext';
import { msg } from '../../../src/core/message';
import type { LinkStatus } from '../../../src/core/source';
import type { StatusInput } from '../../../src/core/statusInput';
import { input, live, now } from './things';
import type { Resource } from '../../../src/core/resource';

const base = { created: now, labels: {}, standIn: false, namespace: 'lab', ending: false, managers: [] };
const image = 'bootcamp:v1';

export function deployment(over: Partial<DeploymentResource> = {}): DeploymentResource {
  return { ...base, kind: 'deployment', uid: 'deployment:web', name: 'web', desired: 4, ready: 4, updated: 4, available: 4, images: [image], revision: 1, rollout: 'complete', selector: { app: 'web' }, ...over };
}
export function set(hash: string, revision: number, over: Partial<ReplicaSetResource> = {}): ReplicaSetResource {
  return { ...base, kind: 'replicaset', uid: `replicaset:${hash}`, name: `web-${hash}`, owner: 'deployment:web', desired: 4, ready: 4, images: [image], revision, ...over };
}
export function pod(name: string, of?: string, over: Partial<PodResource> = {}): PodResource {
  return {
    ...base, kind: 'pod', uid: `pod:${name}`, name: of === undefined ? name : `web-${of}-${name}`, ...(of === undefined ? {} : { owner: `replicaset:${of}` }),
    status: 'Running', health: 'well', ready: 1, containers: 1, restarts: 0, images: [image], node: 'minikube', address: '10.244.0.14', ...over,
  };
}
export function exposed(over: Partial<ClusterServiceResource> = {}): ClusterServiceResource {
  return { ...base, kind: 'k8s-service', uid: 'k8s-service:web', name: 'web', type: 'NodePort', clusterIp: '10.101.44.7', ports: [{ port: 8080, target: 8080, nodePort: 31234, protocol: 'TCP' }], selector: { app: 'web' }, ...over };
}
export function endpoints(ready: readonly string[], waiting: readonly string[] = [], over: Partial<EndpointsResource> = {}): EndpointsResource {
  const target = (name: string, can: boolean) => ({ addresses: [name], ready: can, pod: `pod:${name}` });
  return { ...base, kind: 'endpoints', uid: 'endpoints:web', name: 'web-x', service: 'web', targets: [...ready.map(name => target(name, true)), ...waiting.map(name => target(name, false))], ...over };
}
export function clusterNode(over: Partial<ClusterNodeResource> = {}): ClusterNodeResource {
  return { ...base, kind: 'k8s-node', uid: 'k8s-node:m', name: 'minikube', namespace: '', ready: true, schedulable: true, roles: ['control-plane'], version: 'v1.34.4', address: '192.168.49.2', ...over };
}
export function warning(about: string, reason: string, message: string, count = 1): ClusterEventResource {
  return { ...base, kind: 'k8s-event', uid: `k8s-event:${about}${reason}`, name: 'e', about, reason, message, count, last: now };
}

const kube: KubeContext = { name: 'minikube', cluster: 'minikube', server: 'https://192.168.49.2:8443', namespace: 'lab', user: 'minikube', minikube: 'minikube', local: true };
export const clusterLive: LinkStatus = { ...live, endpoint: { label: msg('Cluster {0} on this machine', 'minikube'), address: kube.server, from: 'kubeconfig', context: 'minikube', version: '1.34.4', cluster: kube } };
export function clusterInput(own: readonly Resource[], rest: readonly Resource[] = [], over: Partial<StatusInput> = {}): StatusInput {
  return input(own, rest, { lab: { id: 'L1', title: 'Kubernetes basics', cluster: true, firstBlock: { section: 'intro', id: 'first' } }, link: clusterLive, ...over });
}
