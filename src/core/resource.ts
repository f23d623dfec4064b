/** What a lab can make on a Docker daemon, as the panel and the checks see it. */
interface Base {
  /** Stable for the life of the thing: `container:<64 hex>`, `network:<id>`, `volume:<name>`, `image:<sha256:…>`. Never holds state. */
  readonly uid: string;
  readonly name: string;
  /** Milliseconds since the epoch; undefined where the daemon does not say. */
  readonly created?: number;
  readonly labels: Readonly<Record<string, string>>;
  /** The image is a stand-in of a test bed (label `labbook.stand-in=true`), not the real one. */
  readonly standIn: boolean;
}

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

export type Resource = ContainerResource | NetworkResource | VolumeResource | ImageResource;
export type ResourceKind = Resource['kind'];

/** Something that happened on the target, by the target's clock (milliseconds since the epoch). */
export interface TargetEvent {
  readonly kind: ResourceKind | 'service' | 'node' | 'daemon';
  /** Without suffix: `health_status`, not `health_status: healthy`. */
  readonly action: string;
  readonly uid: string;
  readonly name?: string;
  readonly time: number;
}

/** Uid `service:<id>`. Counts come from the manager: `running` of `desired` tasks. */
export interface ServiceResource extends Base {
  readonly kind: 'service';
  readonly image: string;
  readonly mode: 'replicated' | 'global';
  readonly running: number;
  readonly desired: number;
  readonly ports: readonly PublishedPort[];
  readonly publishMode: 'ingress' | 'host';
  /** `com.docker.stack.namespace`. */
  readonly stack?: string;
  readonly networks: readonly string[];
  /** State of a rolling update, as the manager says it: `updating`, `completed`, `paused`, `rollback_started` … */
  readonly update?: string;
}
/** Uid `node:<id>`; `name` is the host name. */
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
/** Uid `task:<id>`. The newest task of a slot, with what its predecessors died of. */
export interface TaskResource extends Base {
  readonly kind: 'task';
  /** Uid of the service. */
  readonly service: string;
  /** Uid of the node; undefined while the scheduler has found none. */
  readonly node?: string;
  /** Slot number, or the node's id for a global service. */
  readonly slot: string;
  readonly state: string;
  readonly desired: string;
  /** The manager's own sentence: why it is pending, what it died of. */
  readonly error?: string;
  readonly image: string;
  /** Container on its node, once there is one: `container:<64 hex>`. */
  readonly container?: string;
  /** When it came to this state, milliseconds since the epoch. */
  readonly since: number;
  /** Tasks of this slot that failed or were rejected before this one. */
  readonly failures: number;
  readonly lastFailure?: string;
}
export type SwarmResource = ServiceResource | NodeResource | TaskResource;
