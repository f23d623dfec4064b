import type { ClusterEventResource, ClusterResource, ClusterServiceResource, EndpointsResource, PodResource, ReplicaSetResource } from './clusterResource';
import { isOfCluster } from './clusterResource';
import type { Resource } from './resource';

/** How the things of a cluster belong together. Lists are in the order in which the things were made. */
export interface ClusterFacts {
  /** ReplicaSets of a deployment, newest revision first. */
  setsOf(deployment: string): readonly ReplicaSetResource[];
  /** Pods by the uid of what made them. */
  podsOf(owner: string): readonly PodResource[];
  /** Pods of a deployment, those of its newest ReplicaSet first. */
  podsUnder(deployment: string): readonly PodResource[];
  /** Warnings about one thing, the last one first. */
  warningsOf(uid: string): readonly ClusterEventResource[];
  /** With one node there is nothing to say of where a pod is. */
  severalNodes(): boolean;
  /** Where a service leads to: how many are ready and how many are not, and which pods those are. */
  reachOf(service: ClusterServiceResource): Reach;
}

/** Whether the labels of a pod are those that a selector wants; an empty one wants none. */
export function selects(selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(selector);
  return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value);
}

export interface Reach { readonly ready: number; readonly waiting: number; /** Uids. */ readonly readyPods: ReadonlySet<string>; readonly waitingPods: ReadonlySet<string> }

interface Index {
  readonly sets: Map<string, ReplicaSetResource[]>;
  readonly pods: Map<string, PodResource[]>;
  readonly warnings: Map<string, ClusterEventResource[]>;
  readonly slices: Map<string, EndpointsResource[]>;
  /** Names. */
  readonly nodes: Set<string>;
}

/** The index is made on the first question only. */
export function clusterFactsIn(resources: ReadonlyMap<string, Resource>): ClusterFacts {
  let made: Index | undefined;
  const index = (): Index => made ??= indexOf(resources);
  const setsOf = (deployment: string): readonly ReplicaSetResource[] => index().sets.get(deployment) ?? [];
  const podsOf = (owner: string): readonly PodResource[] => index().pods.get(owner) ?? [];
  return {
    setsOf, podsOf,
    podsUnder: deployment => setsOf(deployment).flatMap(set => podsOf(set.uid)),
    warningsOf: uid => index().warnings.get(uid) ?? [],
    severalNodes: () => index().nodes.size > 1,
    reachOf: ({ namespace, name }) => reachOf(index().slices.get(`${namespace}/${name}`) ?? []),
  };
}

function indexOf(resources: ReadonlyMap<string, Resource>): Index {
  const index: Index = { sets: new Map(), pods: new Map(), warnings: new Map(), slices: new Map(), nodes: new Set() };
  for (const resource of resources.values()) {
    if (!isOfCluster(resource)) continue;
    enter(resource, index);
    const node = resource.kind === 'pod' ? resource.node : resource.kind === 'k8s-node' ? resource.name : undefined;
    if (node !== undefined) index.nodes.add(node);
  }
  for (const list of index.sets.values()) list.sort((a, b) => (b.revision ?? 0) - (a.revision ?? 0) || (b.created ?? 0) - (a.created ?? 0));
  for (const list of index.pods.values()) list.sort((a, b) => (a.created ?? 0) - (b.created ?? 0) || (a.name < b.name ? -1 : 1));
  for (const list of index.warnings.values()) list.sort((a, b) => (b.last ?? 0) - (a.last ?? 0));
  return index;
}

function enter(resource: ClusterResource, { sets, pods, warnings, slices }: Index): void {
  switch (resource.kind) {
    case 'replicaset': return put(sets, resource.owner, resource);
    case 'pod': return put(pods, resource.owner, resource);
    case 'k8s-event': return put(warnings, resource.about, resource);
    case 'endpoints': return put(slices, `${resource.namespace}/${resource.service}`, resource);
    case 'deployment': case 'k8s-service': case 'k8s-node': return;
  }
}

function put<T>(map: Map<string, T[]>, key: string | undefined, value: T): void {
  if (key === undefined) return;
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function reachOf(slices: readonly EndpointsResource[]): Reach {
  const found = { ready: new Set<string>(), waiting: new Set<string>() };
  const pods = { ready: new Set<string>(), waiting: new Set<string>() };
  for (const { targets } of slices) {
    for (const { addresses, ready, pod } of targets) {
      const side = ready ? 'ready' : 'waiting';
      // A service with two address families has a slice for each: a pod counts once.
      found[side].add(pod ?? addresses.join());
      if (pod !== undefined) pods[side].add(pod);
    }
  }
  for (const key of found.ready) found.waiting.delete(key);
  return { ready: found.ready.size, waiting: found.waiting.size, readyPods: pods.ready, waitingPods: pods.waiting };
}
