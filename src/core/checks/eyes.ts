import type { AwsPlace } from '../aws/place';
import type { AwsAnswer, AwsQuery } from '../aws/query';
import type { Disposable } from '../disposable';
import type { Event } from '../emitter';
import type { Message } from '../message';
import type { Resource } from '../resource';
import type { LinkStatus, Source, SourceChange, SwarmState } from '../source';
import type { KindSeen } from './world';

/** A target as checks need it. */
interface Eyes {
  /** Undefined: nobody has needed it yet. */
  readonly status: LinkStatus | undefined;
  readonly things: ReadonlyMap<string, Resource>;
  /** Undefined: everything may be different. */
  readonly onChange: Event<SourceChange | undefined>;
  readonly onStatus: Event<unknown>;
  /** It is connected while held. */
  hold(): Disposable;
}

/** The Docker daemon as checks need it. */
export interface DockerEyes extends Eyes { readonly swarm: SwarmState | undefined }

/** The lab's namespace of its cluster as checks need it. */
export interface ClusterEyes extends Eyes {
  /** Undefined where no place is known. */
  readonly namespace: string | undefined;
  /** By their name in a manifest; what is not in it is not followed. When one changes, `onStatus` fires. */
  readonly kinds: ReadonlyMap<string, KindSeen>;
}

/** An account and region of AWS, or an emulator of it, as checks need it. */
export interface AwsEyes extends Eyes {
  /** Of what the rows are: emulated or not. Undefined where it is not known yet. */
  readonly place: AwsPlace | undefined;
  /** Nothing is asked: the lab is read only. */
  readonly reading?: boolean;
  /** Kinds of which not all is known. */
  readonly unknown: ReadonlySet<string> | undefined;
  /** Why, where it is not just that they have not been listed yet. */
  readonly limits?: readonly Message[];
  /** Whether it is the place of this lab: another lab may work in another account. */
  isOf(lab: { readonly courseId: string; readonly labId: string }): boolean;
}

/** Where what is not followed on AWS is asked. */
export interface AwsAsker { ask(query: AwsQuery): Promise<AwsAnswer> }

/** A cluster's source, as far as its eyes need it. */
export interface ClusterSight extends Source {
  readonly context: { readonly namespace: string } | undefined;
  readonly kinds: ReadonlyMap<string, KindSeen>;
  readonly onKind: Event<unknown>;
}

/** A Docker source as checks see it. */
export function eyesOf(source: Source): DockerEyes {
  return {
    get status() { return source.status; },
    get things() { return source.resources; },
    get swarm() { return source.swarm; },
    onChange: listener => source.onChange(listener), onStatus: listener => source.onStatus(listener), hold: () => source.hold(),
  };
}

/** A cluster's source as checks see it. */
export function clusterEyesOf(source: ClusterSight): ClusterEyes {
  return {
    get status() { return source.status; },
    get things() { return source.resources; },
    get namespace() { return source.context?.namespace; },
    get kinds() { return source.kinds; },
    onChange: listener => source.onChange(listener), hold: () => source.hold(),
    onStatus: listener => {
      const [status, kind] = [source.onStatus(listener), source.onKind(listener)];
      return { dispose: () => { status.dispose(); kind.dispose(); } };
    },
  };
}

/** An AWS source as checks see it. */
export function awsEyesOf(source: Source): AwsEyes {
  return {
    get status() { return source.status; },
    get things() { return source.resources; },
    get place() { return source.status.endpoint?.aws; },
    get unknown() { return source.unknown; },
    get limits() { return source.limits ?? []; },
    isOf: () => true,
    onChange: listener => source.onChange(listener), onStatus: listener => source.onStatus(listener), hold: () => source.hold(),
  };
}

/** What is not live: why, where that is known. */
export function awayOf(status: LinkStatus | undefined): { readonly kind: 'asking' } | { readonly kind: 'away'; readonly reason: Message } {
  return status?.cause && (status.phase === 'down' || status.phase === 'stale') ? { kind: 'away', reason: status.cause.message } : { kind: 'asking' };
}
