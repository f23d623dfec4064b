/** A kind of object that is followed. */
export interface FollowedKind {
  /** As in `kind:` of a manifest. */
  readonly kind: string;
  /** Path of its list, for a namespace. */
  path(namespace: string): string;
  readonly query?: Readonly<Record<string, string>>;
}

const within = (kind: string, group: string, plural: string, query?: Readonly<Record<string, string>>): FollowedKind =>
  ({ kind, path: namespace => `/${group}/namespaces/${encodeURIComponent(namespace)}/${plural}`, ...(query ? { query } : {}) });

/** What a panel shows of a lab. */
export const labKinds: readonly FollowedKind[] = [
  within('Pod', 'api/v1', 'pods'),
  within('Deployment', 'apis/apps/v1', 'deployments'),
  within('ReplicaSet', 'apis/apps/v1', 'replicasets'),
  within('Service', 'api/v1', 'services'),
  within('EndpointSlice', 'apis/discovery.k8s.io/v1', 'endpointslices'),
  // The others tell what went well; there are many of them.
  within('Event', 'api/v1', 'events', { fieldSelector: 'type!=Normal' }),
];

/** Of the whole cluster: only where it is the student's own, since elsewhere it is nobody's business and often forbidden. */
export const nodeKind: FollowedKind = { kind: 'Node', path: () => '/api/v1/nodes' };

export function pathOf({ path, query }: FollowedKind, namespace: string, more: Readonly<Record<string, string>>): string {
  return `${path(namespace)}?${new URLSearchParams({ ...query, ...more }).toString()}`;
}
