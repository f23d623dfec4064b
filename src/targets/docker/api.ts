import type { Disposable } from '../../core/disposable';
import type { ContainerResource, ImageResource, NetworkResource, NodeResource, ServiceResource, TaskResource, VolumeResource } from '../../core/resource';
import type { SwarmState } from '../../core/source';

export interface VersionInfo {
  readonly version: string;
  readonly apiVersion: string;
}

export interface DaemonInfo {
  /** Differs between daemons; tells a restarted daemon from another one at the same address. */
  readonly id: string;
  /** Milliseconds since the epoch by the daemon's clock, at the moment of the answer. */
  readonly serverTime?: number;
  readonly swarm: Pick<SwarmState, 'role' | 'cluster' | 'node'>;
  /** Release of the kernel that it runs on. */
  readonly kernel: string;
}

/** Works for every engine: the fields that API 1.52 dropped are not used. */
export interface DaemonEvent {
  readonly type: string;
  /** Without suffix: `health_status`. */
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch by the daemon's clock, with fraction. */
  readonly time: number;
}

export interface EventHandlers {
  onEvent(event: DaemonEvent): void;
  /** Once, when the stream ends for whatever reason; never after it was disposed. */
  onClose(error?: Error): void;
}

export interface ContainerDetail {
  readonly oomKilled: boolean;
  readonly exitCode: number;
  readonly restartCount: number;
  /** Names of environment variables, sorted. Their values are never kept. */
  readonly envNames: readonly string[];
  /** `no`, `always`, `on-failure`, `unless-stopped`. */
  readonly restartPolicy: string;
}

/** Questions about one thing, asked only when somebody needs the answer. */
export type DockerReader = Pick<DockerApi, 'inspect' | 'imageLayers' | 'logs'>;

/** `form`: from what its tasks are made. Networks are named by their ids. */
export interface ListedService { readonly service: ServiceResource; readonly form: string }
/** The newest task of a slot; `form`: from what it was made. Its name is its slot's alone. */
export interface ListedTask { readonly task: TaskResource; readonly form: string }

/**
 * The daemon as the source needs it. Each call has a deadline and rejects with a DockerFailure or with the
 * transport's own error. Disposing it ends all calls and streams.
 */
export interface DockerApi extends Disposable {
  /** Each question starts a command, so that it is asked seldom. */
  readonly costly: boolean;
  ping(deadlineMs: number): Promise<void>;
  version(): Promise<VersionInfo>;
  info(): Promise<DaemonInfo>;
  /** All containers, or those of the given ids that still exist. */
  containers(ids?: readonly string[]): Promise<readonly ContainerResource[]>;
  networks(): Promise<readonly NetworkResource[]>;
  volumes(): Promise<readonly VolumeResource[]>;
  images(): Promise<readonly ImageResource[]>;
  /** All services, or those of the given ids that still exist. This and the next two fail on all but managers of a swarm. */
  services(ids?: readonly string[]): Promise<readonly ListedService[]>;
  /** The newest task of each slot, of all services or of those with these ids. */
  tasks(services?: readonly string[]): Promise<readonly ListedTask[]>;
  nodes(): Promise<readonly NodeResource[]>;
  inspect(containerId: string): Promise<ContainerDetail>;
  /** How many layers its file system has. `imageId` as in the uid: `sha256:…`. */
  imageLayers(imageId: string): Promise<number>;
  /** The last lines that a container wrote, both streams in their order. */
  logs(containerId: string, lines: number): Promise<string>;
  /** Resolves once the daemon has accepted. `since`: milliseconds by the daemon's clock. */
  events(since: number, handlers: EventHandlers): Promise<Disposable>;
}

export type FailureReason =
  /** Deadline hit. */
  | 'slow'
  /** Ended by us. */
  | 'ended'
  /** An answer that no Docker gives. */
  | 'notDocker';

export class DockerFailure extends Error {
  constructor(readonly reason: FailureReason, message: string) {
    super(message);
    this.name = 'DockerFailure';
  }
}

/** The kinds of event that the source asks for; everything else is left on the daemon. */
export const eventTypes = ['container', 'network', 'volume', 'image', 'service', 'node', 'daemon'] as const;

/** Health checks and terminals make a stream of these, and none changes what a row shows. */
export function isNoise(action: string): boolean {
  return action.startsWith('exec_') || action === 'top' || action === 'resize' || action === 'attach' || action === 'detach';
}
