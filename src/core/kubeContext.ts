/** The place that a kubectl command goes to, and as whom. */
export interface KubeContext {
  readonly name: string;
  readonly cluster: string;
  /** `https://192.168.49.2:8443`. */
  readonly server: string;
  /** Where commands without `-n` go; `default` where the context says nothing. */
  readonly namespace: string;
  readonly user: string;
  /** Where commands without `-n` go for now, where that is elsewhere: the lab's terminal, which will have the namespace, is not open yet. */
  readonly commandNamespace?: string;
  /** Profile, where minikube has written the context. */
  readonly minikube?: string;
  /** It runs on this machine as far as the files tell. Anything else asks before the first run. */
  readonly local: boolean;
  /** It stands in a kubeconfig that Labbook wrote for one lab: the files that it was taken from. */
  readonly copyOf?: readonly string[];
}

/** Where a kubectl command without `-n` goes. */
export function namespaceOfCommands(cluster: KubeContext | undefined): string | undefined { return cluster?.commandNamespace ?? cluster?.namespace; }

/** Equal for the same cluster, whatever namespace and user: what a student agrees to. */
export function clusterKey({ name, server }: KubeContext): string { return `${name} ${server}`; }

/** A lab's own namespace: `labbook-l5`. A name as DNS wants it, at most 63 characters. */
export function labNamespace(labId: string): string {
  const id = labId.toLowerCase().replace(/[^a-z0-9]+/g, '-').slice(0, 50).replace(/^-+|-+$/g, '');
  return `labbook-${id || 'lab'}`;
}
