import type { AwsPlace } from './aws/place';
import type { Disposable } from './disposable';
import type { Event } from './emitter';
import type { KubeContext } from './kubeContext';
import type { Message } from './message';
import type { Resource, ResourceKind, TargetEvent } from './resource';

export type LinkPhase = 'idle' | 'connecting' | 'live' | 'stale' | 'down';

export type CauseCode =
  | 'notInstalled' | 'notRunning' | 'noPermission' | 'contextMissing' | 'slow' | 'gone'
  | 'versionRefused' | 'notSwarm' | 'notManager' | 'proxy' | 'sshContext'
  /** The student has not agreed yet that this place is contacted. */
  | 'notAgreed'
  | 'tls' | 'authMissing' | 'authExpired'
  /** Of AWS. `forbidden`: this identity may not; `unsupported`: the emulator does not know the call. */
  | 'emulatorOff' | 'noCli' | 'cliTooOld' | 'regionMissing' | 'profileMissing' | 'forbidden' | 'throttled' | 'unsupported' | 'wrongAccount' | 'quota'
  | 'unknown';

/** Something the student can click. */
export type Remedy =
  | { readonly kind: 'retry'; readonly label: Message }
  /** Put into the lab's terminal, not run. */
  | { readonly kind: 'command'; readonly label: Message; readonly command: string }
  | { readonly kind: 'link'; readonly label: Message; readonly url: string }
  | { readonly kind: 'pickContext'; readonly label: Message }
  | { readonly kind: 'startEmulator'; readonly label: Message };

export interface Cause {
  readonly code: CauseCode;
  /** The fact, one sentence. */
  readonly message: Message;
  readonly detail?: Message;
  readonly remedies: readonly Remedy[];
}

export interface EndpointView {
  /** As people say it: "Docker on this machine", "context colima". */
  readonly label: Message;
  /** `unix:///var/run/docker.sock`, `ssh://…`; shown in the panel. */
  readonly address: string;
  /** What decided: `DOCKER_HOST`, `DOCKER_CONTEXT`, `currentContext`, `default`, `kubeconfig`. */
  readonly from: string;
  readonly context?: string;
  /** Engine version, or that of the API server, once known. */
  readonly version?: string;
  /** Of a cluster: namespace, user, and whatever else the kubeconfig says. */
  readonly cluster?: KubeContext;
  /** Of AWS: track, account, region. */
  readonly aws?: AwsPlace;
}

export interface LinkStatus {
  readonly phase: LinkPhase;
  /** Milliseconds since the epoch at which this phase began. */
  readonly since: number;
  readonly endpoint?: EndpointView;
  readonly cause?: Cause;
  /** When the next attempt comes, while stale or down. */
  readonly retryAt?: number;
  /** Until when the rows are known to have been true. */
  readonly lastGood?: number;
  /** Nobody is asked here: the notes tell how it would be. */
  readonly reading?: true;
}

export interface SourceChange {
  readonly upserts: readonly Resource[];
  /** Uids. */
  readonly removed: readonly string[];
}

/** What a daemon is in a swarm. */
export interface SwarmState {
  /** Only a manager can be asked for services, nodes and tasks. */
  readonly role: 'inactive' | 'worker' | 'manager';
  /** Id of the swarm; a worker does not know it. */
  readonly cluster?: string;
  /** Id of this daemon's node. */
  readonly node?: string;
  /** Why a manager cannot be asked at present, e.g. too few managers are left; its rows are then from before. */
  readonly problem?: Message;
  /** False: the kernel has no IPVS, so that ports that services publish by the routing mesh do not answer. Undefined: not known from here. */
  readonly mesh?: boolean;
}

/** Live state of one endpoint, shared by all views. Contacts nothing until somebody holds it, nothing after the last lets go. */
export interface Source extends Disposable {
  readonly status: LinkStatus;
  readonly resources: ReadonlyMap<string, Resource>;
  /** Identity of the daemon or of the place in a cluster, whichever way leads there; undefined until it has answered. */
  readonly place: string | undefined;
  /** The target's clock minus this machine's, in milliseconds. */
  readonly skewMs: number;
  /** Undefined until a daemon has answered. When it changes, `onChange` fires, with rows or without. */
  readonly swarm?: SwarmState;
  /** Of a cluster: kinds of which not all is known, since they may not be listed, or not yet, or are too many. What is missing there may well exist. */
  readonly unknown?: ReadonlySet<ResourceKind>;
  /** Why some of what is there may be missing, a sentence each. When it changes, `onChange` fires. */
  readonly limits?: readonly Message[];
  readonly onStatus: Event<LinkStatus>;
  readonly onChange: Event<SourceChange>;
  readonly onEvent: Event<TargetEvent>;
  /** While at least one hold is out, the source is connected (or trying). */
  hold(): Disposable;
  /** Resolves when no list is under way or due: what has happened up to now is in the rows. */
  quiet(): Promise<void>;
  /** Something suggests that now is a good moment to try again: focus, a docker block ended. */
  wake(): void;
}
