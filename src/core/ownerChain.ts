import type { Attribution } from './attribution';
import { awsOwners } from './aws/owner';
import { msg, type Message } from './message';
import { isOfCluster } from './clusterResource';
import type { ContainerResource, Resource, ServiceResource, TaskResource } from './resource';

type Found = Map<string, Attribution>;

/** Volumes are told in whole seconds. */
const roundingMs = 2000;

/** What was made for another thing belongs to the run that made that one. */
export function viaOwners(all: readonly Resource[], made: Found): void {
  inheritInCluster(all, made);
  inheritOnAws(all, made);
  viaServices(all, made);
  viaContainers(all, made);
}

/** Docker's own names for volumes that got none. */
function isAnonymous(volume: string): boolean { return /^[0-9a-f]{64}$/.test(volume); }

/** Beside its tasks a service brings along the volumes that were not there before it. */
function viaServices(all: readonly Resource[], made: Found): void {
  const services = inheritFromServices(all, made);
  const mounted = mountedBy(services, made);
  for (const row of all) {
    const user = row.kind === 'volume' ? mounted.get(row.name) : undefined;
    const theirs = user && made.get(user.uid);
    if (!user || !theirs || row.created === undefined || row.created < (user.created ?? 0) - roundingMs) continue;
    const known = made.get(row.uid);
    if (!known || known.likely) made.set(row.uid, { ...theirs, evidence: 'mounted', message: msg('used by {0}', user.name) });
  }
}

/** Tasks and their containers belong to whom their service belongs. Answers with the services. */
export function inheritFromServices<T extends { readonly message: Message }>(all: Iterable<Resource>, made: Map<string, T>): ReadonlyMap<string, ServiceResource> {
  const rows = [...all];
  const services = new Map(rows.flatMap(row => row.kind === 'service' ? [[row.uid, row] as const] : []));
  for (const row of services.size ? rows : []) {
    const service = row.kind === 'task' || row.kind === 'container' ? services.get(serviceOf(row)) : undefined;
    const theirs = service && made.get(service.uid);
    if (service && theirs) made.set(row.uid, { ...theirs, message: msg('task of {0}', service.name) });
    else if (service) made.delete(row.uid);
  }
  return services;
}

/** What belongs to others belongs to whom they belong. */
export function inherit<T extends { readonly message: Message }>(all: Iterable<Resource>, made: Map<string, T>): void {
  const rows = [...all];
  inheritFromServices(rows, made);
  inheritInCluster(rows, made);
  inheritOnAws(rows, made);
}

/** Pods to their replica set and its deployment, endpoints to their service; of those that nobody is known to have made, to nobody. */
function inheritInCluster<T extends { readonly message: Message }>(all: readonly Resource[], made: Map<string, T>): void {
  const byUid = new Map(all.flatMap(row => isOfCluster(row) && row.kind !== 'k8s-event' ? [[row.uid, row] as const] : []));
  const services = new Map([...byUid.values()].flatMap(row => row.kind === 'k8s-service' ? [[row.name, row] as const] : []));
  for (const row of byUid.values()) {
    if (row.owner === undefined && row.kind !== 'endpoints') continue;
    let top = row.kind === 'endpoints' ? services.get(row.service) : byUid.get(row.owner ?? '');
    for (let steps = 0; top?.owner !== undefined && steps < maxOwners; steps++) top = byUid.get(top.owner) ?? top;
    const theirs = top && made.get(top.uid);
    if (top && theirs) made.set(row.uid, { ...theirs, message: msg('belongs to {0}', top.name) });
    else made.delete(row.uid);
  }
}

/** What a stack has made belongs to whom the stack belongs, and tasks to whom their service does: it may be in a stack itself. */
function inheritOnAws<T extends { readonly message: Message }>(all: readonly Resource[], made: Map<string, T>): void {
  const owners = awsOwners(all);
  for (const uid of owners.keys()) {
    let top = owners.get(uid);
    for (let steps = 0; top && owners.has(top.uid) && steps < maxOwners; steps++) top = owners.get(top.uid);
    const theirs = top && made.get(top.uid);
    if (top && theirs) made.set(uid, { ...theirs, message: msg('belongs to {0}', top.name) });
    else made.delete(uid);
  }
}

/** Owners of owners: a pod has two. */
const maxOwners = 4;

function serviceOf(row: TaskResource | ContainerResource): string {
  return row.kind === 'task' ? row.service : `service:${row.labels['com.docker.swarm.service.id'] ?? ''}`;
}

function mountedBy(services: ReadonlyMap<string, ServiceResource>, made: Found): Map<string, ServiceResource> {
  return new Map([...services.values()].filter(service => made.has(service.uid)).flatMap(service => service.volumes.map(volume => [volume, service] as const)));
}

/** Volumes without a name of their own, and what a compose project made beside its containers. */
function viaContainers(all: readonly Resource[], made: Found): void {
  const owners = new Map<string, ContainerResource>();
  for (const row of all) {
    if (row.kind !== 'container' || !made.has(row.uid)) continue;
    for (const volume of row.volumes) if (isAnonymous(volume)) owners.set(`volume:${volume}`, row);
    const project = row.labels['com.docker.compose.project'];
    if (project) owners.set(`project:${project}`, row);
  }
  for (const row of all) {
    if (row.kind !== 'volume' && row.kind !== 'network') continue;
    const known = made.get(row.uid);
    const owner = owners.get(row.uid) ?? owners.get(`project:${row.labels['com.docker.compose.project'] ?? ''}`);
    const theirs = owner && made.get(owner.uid);
    if (owner && theirs && (!known || known.likely)) made.set(row.uid, { ...theirs, evidence: owners.has(row.uid) ? 'mounted' : 'project', message: msg('used by {0}', owner.name) });
  }
}
