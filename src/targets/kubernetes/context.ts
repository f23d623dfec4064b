import { mergeConfigs, type MergedConfig } from './mergedConfig';
import type { ConfigFacts } from './configFiles';
import type { KubeContext } from '../../core/kubeContext';
import { copyMark } from './labKubeconfig';
import { asList, asMap, asText, type Plain } from './plain';

export type { KubeContext } from '../../core/kubeContext';

export type ContextProblem =
  /** No file, or files without a context. */
  | 'noConfig'
  /** The context that was asked for stands in none of the files. */
  | 'contextMissing'
  /** It names a cluster or a user that is not there, or a cluster without an address. */
  | 'contextBroken'
  /** A file cannot be read or is not YAML. */
  | 'fileBroken';

export interface ResolvedContext {
  /** Files that were asked for, whether they are there or not. A change of one may give another answer. */
  readonly files: readonly string[];
  readonly context?: KubeContext;
  readonly problem?: { readonly code: ContextProblem; readonly context?: string; readonly detail?: string };
  /** Names to choose from. */
  readonly choices: readonly string[];
  /** This context alone with its cluster and user, as a kubeconfig: nothing else can be contacted with it. */
  readonly config?: Plain;
}

export interface Wanted {
  /** Context, else the current one. */
  readonly context?: string;
  /** Namespace, else the context's. */
  readonly namespace?: string;
}

/** Reads files, contacts nothing and starts nothing. */
export function resolveContext(facts: ConfigFacts, wanted: Wanted = {}): ResolvedContext {
  const merged = mergeConfigs(facts);
  const base = { files: merged.files, choices: [...merged.contexts.keys()] };
  const { broken } = merged;
  if (broken) return { ...base, problem: { code: 'fileBroken', context: broken.file, detail: broken.why } };
  const name = wanted.context ?? merged.current;
  if (name === undefined || !merged.contexts.size) return { ...base, problem: { code: 'noConfig' } };
  const context = merged.contexts.get(name);
  if (!context) return { ...base, problem: { code: 'contextMissing', context: name } };
  return { ...base, ...complete(merged, name, context, wanted.namespace) };
}

function complete(merged: MergedConfig, name: string, context: Plain, namespace: string | undefined): Pick<ResolvedContext, 'context' | 'config' | 'problem'> {
  const [clusterName, userName] = [asText(context['cluster']) ?? '', asText(context['user']) ?? ''];
  const [cluster, user] = [merged.clusters.get(clusterName), merged.users.get(userName)];
  const server = asText(cluster?.['server']);
  // A context may do without a user, e.g. that of `kubectl proxy`; one that it names must be there.
  if (!cluster || server === undefined || !serverHost(server) || userName && !user) return { problem: { code: 'contextBroken', context: name } };
  const minikube = isMinikube(cluster) || isMinikube(context);
  const copyOf = asList(context['extensions']).find(entry => asText(entry['name']) === copyMark);
  const usual = asText(context['namespace']) ?? 'default';
  const place = namespace ?? usual;
  return {
    context: {
      name, cluster: clusterName, server, namespace: place, user: userName, local: minikube || isLoopback(serverHost(server)),
      ...(place === usual ? {} : { commandNamespace: usual }),
      ...(minikube ? { minikube: clusterName } : {}),
      ...(copyOf ? { copyOf: textsOf(asMap(copyOf['extension'])['files']) } : {}),
    },
    config: {
      apiVersion: 'v1', kind: 'Config', 'current-context': name,
      contexts: [{ name, context: { ...context, cluster: clusterName, user: userName, namespace: place } }],
      clusters: [{ name: clusterName, cluster }],
      users: userName ? [{ name: userName, user }] : [],
    },
  };
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

/** minikube marks what it writes; the name of a context says nothing, since anybody may choose it. */
function isMinikube(map: Plain): boolean {
  return asList(map['extensions']).some(entry => asText(asMap(entry['extension'])['provider']) === 'minikube.sigs.k8s.io');
}

export function serverHost(server: string): string {
  try {
    return new URL(server).hostname.replace(/^\[|\]$/g, '');
  } catch {
    return '';
  }
}

/** kind, k3d and Docker Desktop publish the API server of a cluster on a loopback address. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|0\.0\.0\.0|::1|kubernetes\.docker\.internal)$/.test(host);
}
