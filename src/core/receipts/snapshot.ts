import { isOverOnAws, isOwnedOnAws } from '../aws/owner';
import { isOfAws } from '../aws/resource';
import { isOfCluster } from '../clusterResource';
import type { FollowedTarget } from '../followed';
import type { LedgerKind } from '../journal';
import { swarmUid, thingOf, type LiveState } from '../liveState';
import type { Resource } from '../resource';
import { awsFacts } from './awsFacts';
import { clusterFacts, clusterState } from './clusterFacts';

/** One thing of a daemon as it was at one moment; small enough to be kept on disk for each run that goes on. */
export interface ThingBefore {
  readonly thing: LedgerKind;
  readonly name: string;
  /** `running`, `exited (0)`, `2/3`; empty where a kind has no state. */
  readonly state: string;
  /** Networks of a container, tags of an image, what was wished of a thing in a cluster. */
  readonly more: readonly string[];
  /** It belongs to something else, as a pod to its deployment: only what a command says of it by name counts. */
  readonly derived?: true;
}
export interface DaemonBefore {
  readonly daemon: string;
  /** By uid. */
  readonly things: Readonly<Record<string, ThingBefore>>;
  /** Uid of the swarm that the daemon was part of. */
  readonly swarm?: string;
  /** Of a cluster: the name by which minikube knows it. */
  readonly profile?: string;
  /** Kinds of which not all was known: what is missing may have been there. */
  readonly unknown?: readonly string[];
}

/** Undefined where it is not minikube's. */
export function profileOf(live: LiveState): string | undefined {
  for (const row of live.resources.values()) if (row.kind === 'k8s-node' && row.labels[profileLabel] !== undefined) return row.labels[profileLabel];
  return undefined;
}

const profileLabel = 'minikube.k8s.io/name';

export interface FolderEntry {
  /** From the lab's folder, with `/`. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link';
  /** Bytes. */
  readonly size: number;
  /** Changes when the content does, as far as size and time tell. */
  readonly print: string;
}
export interface FolderSnapshot {
  /** Absolute path of the lab's folder. */
  readonly folder: string;
  /** Parents before children. */
  readonly entries: readonly FolderEntry[];
  /** There is more than was looked at. */
  readonly cut: boolean;
}

/** What is needed to tell, even in another window, what a run did. Kept from before its line is typed until its receipt is complete. */
export interface PendingReceipt {
  readonly v: 1;
  readonly runId: string;
  readonly courseId: string;
  readonly courseVersion: string;
  readonly labId: string;
  readonly sectionId: string;
  readonly blockId: string;
  /** Whose live state it is held against; undefined: only the lab's folder tells what it did. */
  readonly follows?: FollowedTarget;
  /** Goes on beside other blocks. */
  readonly background: boolean;
  readonly start: number;
  /** Process id of the window that runs it. */
  readonly host: number;
  readonly before?: DaemonBefore;
  readonly files?: FolderSnapshot;
}

export function daemonBefore(live: LiveState): DaemonBefore {
  const things: Record<string, ThingBefore> = {};
  for (const resource of live.resources.values()) {
    if (isOfAws(resource) && isOverOnAws(resource)) continue;
    const thing = thingOf(resource);
    const derived = isDerived(resource);
    if (thing && (!derived || resource.kind === 'pod')) things[resource.uid] = { thing, name: resource.name, state: stateText(resource), more: moreOf(resource), ...derived && { derived } };
  }
  const swarm = swarmUid(live);
  const profile = profileOf(live);
  return { daemon: live.daemon, things, ...(swarm === undefined ? {} : { swarm }), ...profile !== undefined && { profile }, ...live.unknown?.size && { unknown: [...live.unknown] } };
}

/** Task containers belong to their service, pods to their deployment, the networks of the routing mesh to the swarm: they come and go with those. */
export function isDerived(resource: Resource): boolean {
  if (isOfCluster(resource)) return resource.owner !== undefined;
  if (isOfAws(resource)) return isOwnedOnAws(resource);
  if (resource.kind === 'container') return 'com.docker.swarm.task.id' in resource.labels;
  return resource.kind === 'network' && (resource.name === 'docker_gwbridge' || (resource.name === 'ingress' && resource.scope === 'swarm'));
}

/** As the target itself says it: shown beside a name as `running → exited (0)`. */
export function stateText(resource: Resource): string {
  if (isOfCluster(resource)) return clusterState(resource);
  if (isOfAws(resource)) return resource.status;
  switch (resource.kind) {
    case 'container': return resource.state === 'exited' || resource.state === 'dead' ? `${resource.state} (${resource.exitCode ?? '?'})` : resource.state;
    case 'service': return `${resource.running}/${resource.desired}`;
    default: return '';
  }
}

export function moreOf(resource: Resource): readonly string[] {
  if (isOfCluster(resource)) return clusterFacts(resource);
  if (isOfAws(resource)) return awsFacts(resource);
  switch (resource.kind) {
    case 'container': return resource.networks;
    case 'image': return resource.tags;
    default: return [];
  }
}

/** As it was stored. Before there was a second target a flag said that it was Docker. */
export function pendingFrom(stored: PendingReceipt & { readonly docker?: boolean }): PendingReceipt {
  const { docker, ...pending } = stored;
  return docker === true && pending.follows === undefined ? { ...pending, follows: 'docker' } : pending;
}
