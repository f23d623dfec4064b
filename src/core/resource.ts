import type { AwsResource } from './aws/resource';
import type { ClusterResource } from './clusterResource';
import type { ResourceBase as Base } from './resourceBase';

// What a lab can make on a Docker daemon, as the panel and the checks see it; a cluster's things stand in clusterResource.ts, those of AWS in aws/resource.ts.

export interface PublishedPort {
  readonly hostIp: string;
  readonly hostPort: number;
  readonly containerPort: number;
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export type ContainerState = 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';

export interface ContainerResource extends Base {
  readonly kind: 'container';
  readonly image: string;
  readonly state: ContainerState;
  readonly exitCode?: number;
  readonly health?: 'starting' | 'healthy' | 'unhealthy';
  /** Died and came back at least three times within a minute. */
  readonly restartLoop: boolean;
  readonly oomKilled: boolean;
  /** IPv4 and IPv6 entries of one port are one entry. */
  readonly ports: readonly PublishedPort[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}
export interface NetworkResource extends Base { readonly kind: 'network'; readonly driver: string; readonly scope: string; readonly subnet?: string }
export interface VolumeResource extends Base { readonly kind: 'volume'; readonly driver: string }
export interface ImageResource extends Base { readonly kind: 'image'; readonly tags: readonly string[]; /** Bytes. */ readonly size: number }

/** Counts come from the manager: `running` of `desired` tasks. */
export interface ServiceResource extends Base {
  readonly kind: 'service';
  /** Without the digest that the daemon adds. */
  readonly image: string;
  /** A job runs to its end: then `running` counts the tasks that are through. */
  readonly mode: 'replicated' | 'global' | 'job';
  readonly running: number;
  readonly desired: number;
  readonly ports: readonly PublishedPort[];
  /** `ingress`: at least one port is published on every node by the routing mesh. */
  readonly publishMode: 'ingress' | 'host';
  /** `com.docker.stack.namespace`. */
  readonly stack?: string;
  /** Names, sorted. */
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
  /** State of a rolling update, as the manager says it: `updating`, `completed`, `paused`, `rollback_started` … */
  readonly update?: string;
  /** The manager's own sentence about the update. */
  readonly updateMessage?: string;
  /** It did not come to full strength within five minutes: it is no longer asked for each few seconds. */
  readonly stuck?: boolean;
}
/** `name` is the host name. */
export interface NodeResource extends Base {
  readonly kind: 'node';
  readonly role: 'manager' | 'worker';
  readonly status: 'ready' | 'down' | 'unknown' | 'disconnected';
  readonly availability: 'active' | 'pause' | 'drain';
  readonly leader: boolean;
  readonly reachability?: 'reachable' | 'unreachable' | 'unknown';
  /** The daemon that was asked. */
  readonly self: boolean;
}
/** The newest task of a slot, with what its predecessors died of. `name` as `docker service ps` says it: `web.1`. */
export interface TaskResource extends Base {
  readonly kind: 'task';
  /** Uid of the service. */
  readonly service: string;
  /** Uid of the node; undefined while the scheduler has found none. */
  readonly node?: string;
  /** Slot number, or the node's id for a global service. */
  readonly slot: string;
  /** `new`, `pending`, `assigned`, `accepted`, `preparing`, `ready`, `starting`, `running`, `complete`, `shutdown`, `failed`, `rejected`, `remove`, `orphaned`. */
  readonly state: string;
  /** Where the manager wants it: `ready`, `running`, `shutdown`, `remove`. */
  readonly desired: string;
  /** The manager's own sentence: why it is pending, what it died of. */
  readonly error?: string;
  readonly image: string;
  /** Container on its node, once there is one: `container:<64 hex>`. */
  readonly container?: string;
  /** When it came to this state, milliseconds since the epoch. */
  readonly since: number;
  /** Tasks of this slot that failed or were rejected before this one, as far as the manager remembers them. */
  readonly failures: number;
  readonly lastFailure?: string;
  /** It was made from an earlier form of its service: an update has not come to it yet. */
  readonly outdated?: boolean;
}
export type SwarmResource = ServiceResource | NodeResource | TaskResource;

export type DockerResource = ContainerResource | NetworkResource | VolumeResource | ImageResource | SwarmResource;
/** What a target has. */
export type Resource = DockerResource | ClusterResource | AwsResource;
export type ResourceKind = Resource['kind'];

/** Something that happened on the target, by the target's clock (milliseconds since the epoch). A swarm tells nothing of its tasks. */
export interface TargetEvent {
  readonly kind: ResourceKind | 'daemon';
  /** Without suffix: `health_status`, not `health_status: healthy`. */
  readonly action: string;
  readonly uid: string;
  readonly name?: string;
  readonly time: number;
  /** What was and what is, in the target's own words: `1 → 4`, `ImagePullBackOff`. */
  readonly more?: string;
  /** Of a cluster: uid of what it belongs to in the end, as a pod to its deployment. */
  readonly owner?: string;
}
