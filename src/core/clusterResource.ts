import type { ResourceBase } from './resourceBase';

/** What a lab can make in a cluster, as the panel and the checks see it. */
interface Base extends ResourceBase {
  /** Empty for what is in no namespace. */
  readonly namespace: string;
  /** Uid of what made it: a pod's ReplicaSet, a ReplicaSet's Deployment. Of a kind that is not followed, too. */
  readonly owner?: string;
  /** Somebody has asked for its end. */
  readonly ending: boolean;
  /** Who has written to it, as the server noted it: `kubectl-create`, `kube-controller-manager`. */
  readonly managers: readonly { readonly name: string; /** Milliseconds since the epoch. */ readonly time?: number }[];
}

/** `failing`: waiting will not help. */
export type Health = 'well' | 'working' | 'failing' | 'done';

export interface PodResource extends Base {
  readonly kind: 'pod';
  /** The word that `kubectl get pods` prints under STATUS: `Running`, `ImagePullBackOff`, `Init:0/1`. */
  readonly status: string;
  readonly health: Health;
  readonly ready: number;
  readonly containers: number;
  readonly restarts: number;
  /** The cluster's own sentence on why it is not well. */
  readonly message?: string;
  readonly images: readonly string[];
  readonly node?: string;
  readonly address?: string;
}

export interface DeploymentResource extends Base {
  readonly kind: 'deployment';
  readonly desired: number;
  readonly ready: number;
  /** Pods made from its newest template. */
  readonly updated: number;
  readonly available: number;
  readonly images: readonly string[];
  /** Of the newest template; 1 for the first. */
  readonly revision?: number;
  readonly rollout: 'complete' | 'progressing' | 'paused'
    /** Past its deadline. */
    | 'stuck';
  readonly message?: string;
  /** Labels that its pods must have. */
  readonly selector: Readonly<Record<string, string>>;
}

export interface ReplicaSetResource extends Base {
  readonly kind: 'replicaset';
  readonly desired: number;
  readonly ready: number;
  readonly images: readonly string[];
  readonly revision?: number;
}

export interface ServicePort { readonly name?: string; readonly port: number; readonly target: number | string; readonly nodePort?: number; readonly protocol: string }

export interface ClusterServiceResource extends Base {
  readonly kind: 'k8s-service';
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
  /** Undefined where it has none, by wish or not yet. */
  readonly clusterIp?: string;
  /** Of a load balancer that has been found. */
  readonly external?: string;
  readonly ports: readonly ServicePort[];
  readonly selector: Readonly<Record<string, string>>;
}

/** Where a service leads to. A service may have several of them. */
export interface EndpointsResource extends Base {
  readonly kind: 'endpoints';
  /** Name of the service. */
  readonly service: string;
  readonly targets: readonly { readonly addresses: readonly string[]; readonly ready: boolean; /** Uid. */ readonly pod?: string }[];
}

export interface ClusterNodeResource extends Base {
  readonly kind: 'k8s-node';
  readonly ready: boolean;
  /** False: cordoned, nothing new is placed there. */
  readonly schedulable: boolean;
  readonly roles: readonly string[];
  readonly version: string;
  readonly address?: string;
  readonly message?: string;
}

/** What did not go well, with what it happened to. */
export interface ClusterEventResource extends Base {
  readonly kind: 'k8s-event';
  /** Uid. */
  readonly about: string;
  /** `Failed`, `BackOff`, `FailedScheduling`. */
  readonly reason: string;
  readonly message: string;
  readonly count: number;
  /** When it was last seen, milliseconds since the epoch. */
  readonly last?: number;
}

export type ClusterResource = PodResource | DeploymentResource | ReplicaSetResource | ClusterServiceResource | EndpointsResource | ClusterNodeResource | ClusterEventResource;

const kinds: ReadonlySet<string> = new Set<ClusterResource['kind']>(['pod', 'deployment', 'replicaset', 'k8s-service', 'endpoints', 'k8s-node', 'k8s-event']);

export function isOfCluster<T extends { readonly kind: string }>(resource: T): resource is Extract<T, ClusterResource> { return kinds.has(resource.kind); }
