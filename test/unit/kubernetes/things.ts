import type { ClusterNodeResource, ClusterServiceResource, DeploymentResource, PodResource, ReplicaSetResource } from '../../../src/core/clusterResource';

const base = { namespace: 'default', ending: false, managers: [], labels: {}, standIn: false };

/** Rows of a cluster; the uid is made from the name, and whoever wants another gives it. */
export const deployment = (name: string, created: number, more: Partial<DeploymentResource> = {}): DeploymentResource => ({
  ...base, kind: 'deployment', uid: `deployment:${name}-1`, name, created, desired: 1, ready: 1, updated: 1, available: 1, images: ['reg/boot:v1'], rollout: 'complete', selector: { app: name }, labels: { app: name }, ...more,
});
export const replicaSet = (name: string, created: number, more: Partial<ReplicaSetResource> = {}): ReplicaSetResource => ({ ...base, kind: 'replicaset', uid: `replicaset:${name}-1`, name, created, desired: 1, ready: 1, images: ['reg/boot:v1'], ...more });
export const pod = (name: string, created: number, more: Partial<PodResource> = {}): PodResource => ({
  ...base, kind: 'pod', uid: `pod:${name}-1`, name, created, status: 'Running', health: 'well', ready: 1, containers: 1, restarts: 0, images: ['reg/boot:v1'], ...more,
});
export const service = (name: string, created: number, more: Partial<ClusterServiceResource> = {}): ClusterServiceResource => ({
  ...base, kind: 'k8s-service', uid: `k8s-service:${name}-1`, name, created, type: 'NodePort', ports: [{ port: 8080, target: 8080, nodePort: 31234, protocol: 'TCP' }], selector: { app: name }, ...more,
});
export const node = (name: string, created: number, more: Partial<ClusterNodeResource> = {}): ClusterNodeResource => ({ ...base, namespace: '', kind: 'k8s-node', uid: `k8s-node:${name}-1`, name, created, ready: true, schedulable: true, roles: ['control-plane'], version: 'v1.34.0', labels: { 'minikube.k8s.io/name': name }, ...more });
