import { isOfCluster, type ClusterEventResource, type ClusterNodeResource, type ClusterResource, type ClusterServiceResource, type DeploymentResource, type PodResource, type ReplicaSetResource } from '../clusterResource';
import type { PodState } from '../clusterCheck';
import { imageName } from '../imageName';
import { fitsSelector, readSelector, type LabelDemand } from '../labelSelector';
import type { Resource } from '../resource';

/** The things of a namespace, found as kubectl finds them. */
export class ClusterThings {
  private readonly byKind = new Map<string, ClusterResource[]>();

  constructor(things: Iterable<Resource>) {
    for (const thing of things) {
      if (!isOfCluster(thing)) continue;
      const list = this.byKind.get(thing.kind);
      if (list) list.push(thing);
      else this.byKind.set(thing.kind, [thing]);
    }
  }

  get pods(): readonly PodResource[] { return this.of('pod'); }
  get events(): readonly ClusterEventResource[] { return this.of('k8s-event'); }
  get nodes(): readonly ClusterNodeResource[] { return this.of('k8s-node'); }

  pod(name: string): PodResource | undefined { return named(this.pods, name); }
  deployment(name: string): DeploymentResource | undefined { return named(this.of('deployment'), name); }
  replicaSet(name: string): ReplicaSetResource | undefined { return named(this.of('replicaset'), name); }
  service(name: string): ClusterServiceResource | undefined { return named(this.of('k8s-service'), name); }

  /** Newest first. */
  replicaSetsOf({ uid }: DeploymentResource): readonly ReplicaSetResource[] {
    return this.of('replicaset').filter(({ owner }) => owner === uid).sort((one, other) => (other.revision ?? 0) - (one.revision ?? 0));
  }

  podsOf(owner: DeploymentResource | ReplicaSetResource): readonly PodResource[] {
    const owners = new Set([owner.uid, ...owner.kind === 'deployment' ? this.replicaSetsOf(owner).map(({ uid }) => uid) : []]);
    return this.pods.filter(pod => pod.owner !== undefined && owners.has(pod.owner));
  }

  /** Undefined where the selector is none. */
  podsWith(selector: string): readonly PodResource[] | undefined {
    const demands = readSelector(selector);
    return demands && this.pods.filter(({ labels }) => fitsSelector(labels, demands));
  }

  podsBehind({ selector }: ClusterServiceResource): readonly PodResource[] {
    const demands = Object.entries(selector).map(([key, value]): LabelDemand => ({ key, is: 'in', values: [value] }));
    return demands.length === 0 ? [] : this.pods.filter(({ labels }) => fitsSelector(labels, demands));
  }

  /** Addresses that a service leads to, each once: one of each family of addresses is one. */
  endpointsOf(service: string): { readonly ready: number; readonly all: number } {
    const targets = new Map<string, boolean>();
    for (const slice of this.of('endpoints')) {
      if (slice.service !== service) continue;
      for (const { pod, addresses, ready } of slice.targets) targets.set(pod ?? addresses.join(), ready);
    }
    return { ready: [...targets.values()].filter(Boolean).length, all: targets.size };
  }

  /** What events about it, and about what it makes, are about. `kind` as kubectl says it. */
  family(kind: string, name: string): { readonly uids: ReadonlySet<string>; readonly sets: readonly string[] } {
    const own = named(this.of(followedKinds[kind] ?? 'pod'), name);
    if (!own) return { uids: new Set(), sets: [] };
    const sets = own.kind === 'deployment' ? this.replicaSetsOf(own) : own.kind === 'replicaset' ? [own] : [];
    return { uids: new Set([own, ...sets, ...sets.flatMap(set => this.podsOf(set))].map(({ uid }) => uid)), sets: sets.map(set => set.name) };
  }

  private of<K extends ClusterResource['kind']>(kind: K): readonly Extract<ClusterResource, { kind: K }>[] {
    return (this.byKind.get(kind) ?? []).filter((thing): thing is Extract<ClusterResource, { kind: K }> => thing.kind === kind);
  }
}

const followedKinds: Readonly<Record<string, ClusterResource['kind']>> = { pod: 'pod', deployment: 'deployment', replicaset: 'replicaset', service: 'k8s-service', node: 'k8s-node' };

function named<T extends ClusterResource>(things: readonly T[], name: string): T | undefined { return things.find(thing => thing.name === name); }

export function isInState({ status, health }: PodResource, state: PodState): boolean {
  switch (state) {
    case 'ready': return health === 'well';
    case 'failing': return health === 'failing';
    case 'completed': return health === 'done';
    default: return status.replace(/^Init:/, '').toLowerCase() === state.toLowerCase();
  }
}

/** One of the images is what is claimed; `*` stands for any beginning. */
export function isFrom(images: readonly string[], claimed: string): boolean {
  return images.some(said => {
    const plain = claimed.includes('@') ? said : said.replace(/@sha256:[0-9a-f]+$/, '');
    return claimed.startsWith('*') ? imageName(plain).endsWith(claimed.slice(1)) : imageName(plain) === imageName(claimed);
  });
}
