import type { ClusterResource } from '../../core/clusterResource';
import type { ClusterObject } from './object';
import { asList, asMap, asText, type Plain } from './plain';

const kinds: Readonly<Record<string, ClusterResource['kind']>> = {
  Pod: 'pod', Deployment: 'deployment', ReplicaSet: 'replicaset', Service: 'k8s-service', EndpointSlice: 'endpoints', Node: 'k8s-node', Event: 'k8s-event',
};

/** A uid as the panel and the ledger know it: what kind of thing it is stands before it. `kind`: as in a manifest. */
export function resourceUid(kind: string, uid: string): string { return `${resourceKind(kind) ?? kind.toLowerCase()}:${uid}`; }

/** Of the kind of a manifest; undefined for one that the panel does not know. */
export function resourceKind(kind: string): ClusterResource['kind'] | undefined { return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined; }

/** What every object has. */
export function baseOf({ uid, kind, name, namespace, managers, body }: ClusterObject) {
  const metadata = asMap(body['metadata']);
  const created = timeOf(metadata['creationTimestamp']);
  const owner = asList(metadata['ownerReferences']).find(({ controller }) => controller === true);
  const ownerUid = asText(owner?.['uid']);
  return {
    uid: resourceUid(kind, uid), name, namespace, labels: textsOf(metadata['labels']), ending: metadata['deletionTimestamp'] !== undefined, standIn: false, managers,
    ...(created === undefined ? {} : { created }), ...(ownerUid === undefined ? {} : { owner: resourceUid(asText(owner?.['kind']) ?? '', ownerUid) }),
  };
}

/** Milliseconds since the epoch. */
export function timeOf(value: unknown): number | undefined {
  const time = Date.parse(asText(value) ?? '');
  return Number.isNaN(time) ? undefined : time;
}

export function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(asMap(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** What is left out is 0 to the server. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

export function conditionOf(body: Plain, type: string): Plain | undefined {
  return asList(asMap(body['status'])['conditions']).find(condition => condition['type'] === type);
}

/** Of the containers of a pod, or of the template of one. */
export function imagesOf(spec: unknown): string[] {
  return asList(asMap(spec)['containers']).flatMap(container => asText(container['image']) ?? []);
}

export function revisionOf(body: Plain): { readonly revision?: number } {
  const revision = Number(textsOf(asMap(body['metadata'])['annotations'])['deployment.kubernetes.io/revision']);
  return Number.isInteger(revision) && revision > 0 ? { revision } : {};
}

/** An empty sentence is none. */
export function message(text: string | undefined): { readonly message?: string } {
  return text === undefined ? {} : { message: text };
}
