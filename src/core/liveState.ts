import { awsKinds } from './aws/kinds';
import { isOverOnAws } from './aws/owner';
import { isOfAws } from './aws/resource';
import { isOfCluster } from './clusterResource';
import { isInCluster } from './followed';
import type { LedgerKind, MadeEntry } from './journal';
import type { LabRef } from './ledger';
import type { Resource, ResourceKind } from './resource';
import type { Source, SwarmState } from './source';

/** What a daemon, or one namespace of a cluster, has now, as far as it is known to be true. */
export interface LiveState {
  /** Identity of the place, `Source.place`: the same for all ways to it, another after it was set up anew. */
  readonly daemon: string;
  readonly resources: ReadonlyMap<string, Resource>;
  /** The target's clock minus this machine's, in milliseconds. */
  readonly skewMs: number;
  readonly swarm?: SwarmState;
  /** `namespace:<uid>` of the place in a cluster, empty where there is none of that name. Undefined where nobody has asked, or may not. */
  readonly namespace?: string;
  readonly unknown?: Source['unknown'];
  /** Of a cluster: the lab whose own the namespace is. */
  readonly own?: LabRef;
}

const tagPrefix = 'tag:';

/** A further name of an image that was there before: `tag:sha256:… NAME`. */
export function tagUid(image: string, tag: string): string { return `${tagPrefix}${image.slice('image:'.length)} ${tag}`; }

export function tagOf(uid: string): { readonly image: string; readonly tag: string } | undefined {
  const at = uid.indexOf(' ');
  return uid.startsWith(tagPrefix) && at > 0 ? { image: `image:${uid.slice(tagPrefix.length, at)}`, tag: uid.slice(at + 1) } : undefined;
}

/** Undefined: the target cannot tell, or it is not that place. */
export function isThere(made: Pick<MadeEntry, 'uid' | 'thing' | 'daemon' | 'print'>, live: LiveState | undefined): boolean | undefined {
  if (!live || live.daemon !== made.daemon) return undefined;
  const tag = tagOf(made.uid);
  if (tag) {
    const image = live.resources.get(tag.image);
    return image?.kind === 'image' && image.tags.includes(tag.tag);
  }
  if (made.thing === 'other') return undefined;
  if (made.thing === 'cluster') return clusterUid(live) === made.uid;
  if (made.thing === 'namespace') return live.namespace === undefined ? undefined : live.namespace === made.uid;
  if (made.thing === 'swarm') return swarmUid(live) === made.uid;
  // A manager that cannot be asked says nothing about services, and a worker never does.
  if (made.thing === 'service' && live.swarm && (live.swarm.role === 'worker' || live.swarm.problem)) return undefined;
  const found = live.resources.get(made.uid);
  if (found && isOfAws(found)) return !isOverOnAws(found);
  if (!found && (isOfCluster({ kind: made.thing }) || isOfAws({ kind: made.thing })) && live.unknown?.has(made.thing as ResourceKind)) return undefined;
  return found !== undefined && (made.print === undefined || printOf(found) === undefined || printOf(found) === made.print);
}

/** `swarm:<node id>`: that this daemon is part of a swarm. Leaving and joining again gives another id. */
export function swarmUid(live: LiveState): string | undefined { return live.swarm?.node && live.swarm.role !== 'inactive' ? `swarm:${live.swarm.node}` : undefined; }

/** `cluster:<its id>`: the cluster itself, whichever of its namespaces is followed. */
export function clusterUid({ daemon }: LiveState): string | undefined { return isInCluster(daemon) ? daemon.slice(0, daemon.lastIndexOf('/')) : undefined; }

/** A volume's uid is its name: one that was made anew since is another one. */
export function printOf(resource: Resource): string | undefined {
  return resource.kind === 'volume' && resource.created !== undefined ? String(resource.created) : undefined;
}

/** As the ledger calls it; undefined for what never stands there by itself. */
export function thingOf(resource: { readonly kind: string }): LedgerKind | undefined { return ledgerKinds.find(kind => kind === resource.kind); }

const ledgerKinds: readonly LedgerKind[] = ['container', 'network', 'volume', 'image', 'service', 'deployment', 'pod', 'replicaset', 'k8s-service', ...awsKinds];
