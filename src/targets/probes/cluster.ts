import type { Seen, Want } from '../../core/checks/want';
import { msg } from '../../core/message';
import type { ClusterSource } from '../kubernetes';
import type { ClusterFailure } from '../kubernetes/failure';
import { asList, asMap, asText, type Plain } from '../kubernetes/plain';

export type ClusterWant = Extract<Want, { kind: 'namespace' | 'configmap' | 'nodes' | 'servicePage' }>;

/** One look at what is not followed there. Rejects where the cluster gives no answer. */
export async function clusterProbe(want: ClusterWant, source: ClusterSource): Promise<Seen> {
  const within = `/api/v1/namespaces/${encodeURIComponent(source.context?.namespace ?? 'default')}`;
  switch (want.kind) {
    case 'namespace': return object(source, `/api/v1/namespaces/${encodeURIComponent(want.name)}`, want);
    case 'configmap': return object(source, `${within}/configmaps/${encodeURIComponent(want.name)}`, want);
    case 'nodes': return nodes(source);
    case 'servicePage': return page(source, `${within}/services/${encodeURIComponent(want.service)}:${encodeURIComponent(want.port)}/proxy${want.path}`);
  }
}

/** Machines that the student's own cluster runs on: what it publishes there is asked like what runs here. */
export function clusterHosts(source: ClusterSource | undefined): readonly string[] {
  const context = source?.context;
  if (!source || !context?.local) return [];
  const nodes = [...source.resources.values()].flatMap(row => row.kind === 'k8s-node' ? row.address ?? [] : []);
  return [new URL(context.server).hostname.toLowerCase().replace(/^\[|\]$/g, ''), ...nodes];
}

/** The last lines of a pod's first container; of the run before, where it waits for the next. */
export async function podLines(uid: string, source: ClusterSource, lines: number): Promise<string> {
  const pod = source.resources.get(uid);
  if (!pod) throw new Error(`There is no pod ${uid}.`);
  const path = `/api/v1/namespaces/${encodeURIComponent(pod.namespace)}/pods/${encodeURIComponent(pod.name)}/log?tailLines=${lines}`;
  return (await source.page(path)).body;
}

async function object(source: ClusterSource, path: string, { name }: Extract<ClusterWant, { name: string }>): Promise<Seen> {
  return answered(async () => {
    const found = asMap(await source.ask(path));
    // Of what it holds nothing but the names goes further than this line.
    const keys = [...Object.keys(asMap(found['data'])), ...Object.keys(asMap(found['binaryData']))].sort();
    return { kind: 'object', ending: asMap(found['metadata'])['deletionTimestamp'] !== undefined, keys };
  }, name);
}

async function nodes(source: ClusterSource): Promise<Seen> {
  return answered(async () => ({ kind: 'nodes', nodes: asList(asMap(await source.ask('/api/v1/nodes?limit=500'))['items']).map(nodeOf) }), 'nodes');
}

function nodeOf(node: Plain) {
  const ready = asList(asMap(node['status'])['conditions']).find(({ type }) => type === 'Ready')?.['status'] === 'True';
  return { name: asText(asMap(node['metadata'])['name']) ?? '', ready, schedulable: asMap(node['spec'])['unschedulable'] !== true };
}

async function answered(ask: () => Promise<Seen>, what: string): Promise<Seen> {
  try {
    return await ask();
  } catch (error) {
    // A part of its own has made it: its class is not ours.
    const { reason } = error as Partial<ClusterFailure>;
    if (reason === 'absent') return { kind: 'none' };
    if (reason === 'forbidden') return { kind: 'barred', reason: msg('you are not allowed to see `{0}` in the cluster', what) };
    throw error;
  }
}

/** What the API server says itself is a Status; all else comes from behind it. */
async function page(source: ClusterSource, path: string): Promise<Seen> {
  const { status, body, cut } = await source.page(path);
  const own = status >= 400 && !cut ? statusOf(body) : undefined;
  if (!own) return { kind: 'http', status, body, cut };
  return status === 403 ? { kind: 'barred', reason: msg('you are not allowed to ask services through the API server') } : { kind: 'unserved', reason: own };
}

function statusOf(body: string): string | undefined {
  try {
    const found = asMap(JSON.parse(body));
    return found['kind'] === 'Status' && found['apiVersion'] === 'v1' ? asText(found['message']) ?? '' : undefined;
  } catch {
    return undefined;
  }
}
