/** The four words that say of a pod what students ask first; `failing`: waiting will not help it, whatever its word is. */
const plainStates = ['ready', 'running', 'pending', 'completed', 'failing'] as const;
/** Words that `kubectl get pods` prints under STATUS. */
const statusWords = [
  'ContainerCreating', 'PodInitializing', 'Terminating', 'NotReady', 'Error', 'Failed', 'Succeeded', 'Unknown', 'Evicted', 'OOMKilled', 'SchedulingGated',
  'CrashLoopBackOff', 'ImagePullBackOff', 'ErrImagePull', 'ErrImageNeverPull', 'InvalidImageName',
  'CreateContainerConfigError', 'CreateContainerError', 'RunContainerError', 'StartError', 'ContainerStatusUnknown',
] as const;

/** A state that a check can claim of a pod. */
export type PodState = typeof plainStates[number] | typeof statusWords[number];
export const podStates: readonly PodState[] = [...plainStates, ...statusWords];
export const serviceTypes = ['ClusterIP', 'NodePort', 'LoadBalancer', 'ExternalName'] as const;
export const rolloutStates = ['complete', 'progressing', 'paused', 'stuck'] as const;
export const nodeStates = ['ready', 'not-ready', 'present', 'absent'] as const;

/**
 * What an author claims of the lab's cluster, in the namespace of the lab. A selector is one of labels, as kubectl reads it
 * behind `-l`. An image that begins with `*` is any that ends so.
 */
export type ClusterAssertion =
  /** `ready` of `desired` pods. With an image: all its pods are made from it, so that an update that goes on does not count. */
  | { readonly kind: 'deployment'; readonly name: string; readonly state?: 'present' | 'absent'; readonly ready?: number; readonly desired?: number; readonly image?: string; readonly labels?: string }
  /** By its name, or as one of a deployment: that of this revision, else the newest. */
  | {
    readonly kind: 'replicaset'; readonly name?: string; readonly deployment?: string; readonly revision?: number;
    readonly state?: 'present' | 'absent'; readonly ready?: number; readonly desired?: number; readonly image?: string;
  }
  /** Several states: any of them. */
  | { readonly kind: 'pod'; readonly name: string; readonly state?: 'present' | 'absent'; readonly in?: readonly PodState[]; readonly image?: string; readonly labels?: string; readonly node?: string }
  /** How many pods fit. Without a state those count too that end at present, as in kubectl's list. */
  | { readonly kind: 'pods'; readonly selector?: string; readonly in?: readonly PodState[]; readonly count?: number; readonly atLeast?: number }
  | { readonly kind: 'k8s-service'; readonly name: string; readonly state?: 'present' | 'absent'; readonly type?: typeof serviceTypes[number]; readonly port?: number; readonly nodePort?: number }
  /** How many addresses a service leads to that are ready. */
  | { readonly kind: 'endpoints'; readonly name: string; readonly ready?: number; readonly readyAtLeast?: number }
  /** Without a name: any node. */
  | { readonly kind: 'k8s-node'; readonly name?: string; readonly state?: typeof nodeStates[number]; readonly schedulable?: boolean }
  | { readonly kind: 'namespace'; readonly name: string; readonly state?: 'present' | 'absent' }
  /** `keys`: names; values are never looked at. */
  | { readonly kind: 'configmap'; readonly name: string; readonly state?: 'present' | 'absent'; readonly keys?: readonly string[] }
  /** A warning event. `on`: `pod/web-1`, `deployment/web`; of what makes pods, that of its pods too. `has`: text of its message. */
  | { readonly kind: 'k8s-event'; readonly reason: string; readonly on?: string; readonly has?: string; readonly atLeast: number }
  | { readonly kind: 'rollout'; readonly name: string; readonly state: typeof rolloutStates[number]; readonly revision?: number; readonly revisionAtLeast?: number };

/** Where a page is asked for through the API server: `service/web:8080/path`. The port may be left out where there is one. */
export interface ServiceAddress { readonly service: string; readonly port?: string; /** With its `/` and its query. */ readonly path: string }

/** Whether a page is asked for through the API server. */
export function isServiceUrl(url: string): boolean { return url.startsWith('service/'); }

export function readServiceAddress(url: string): ServiceAddress | undefined {
  const found = /^service\/([a-z0-9][a-z0-9.-]*|\$\{\w+\})(?::(\d{1,5}|[a-z0-9-]{1,63}|\$\{\w+\}))?(\/[^\s]*)?$/.exec(url);
  return found ? { service: found[1] ?? '', ...found[2] !== undefined && { port: found[2] }, path: found[3] ?? '/' } : undefined;
}

/** `pod/web-1`: what an event is about. */
export function readObjectName(text: string): { readonly kind: string; readonly name: string } | undefined {
  const found = /^(pod|deployment|replicaset|service|node)\/([^\s/]+)$/.exec(text);
  return found ? { kind: found[1] ?? '', name: found[2] ?? '' } : undefined;
}

/** Kubernetes knows no other letters in names. */
export const objectName = /^(?:[a-z0-9.-]|\$\{\w+\})+$/;
