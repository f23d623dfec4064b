import { asList, asMap, asText, type Plain } from './plain';

/** Who has written to an object, as the server noted it: `kubectl-create`, `kube-controller-manager`. */
export interface Manager { readonly name: string; readonly operation: string; /** Milliseconds since the epoch. */ readonly time?: number }

/** One thing in a cluster. */
export interface ClusterObject {
  /** Unique in its cluster, for ever. */
  readonly uid: string;
  /** As in `kind:` of a manifest: `Pod`. */
  readonly kind: string;
  readonly name: string;
  /** Empty for what is in no namespace, e.g. a node. */
  readonly namespace: string;
  /** It says that something has changed, nothing else. */
  readonly version: string;
  readonly managers: readonly Manager[];
  /** As the server has it, without `managedFields`: they are half of its size, and nobody reads them. */
  readonly body: Plain;
}

/** Undefined for what is no object of a cluster. A list leaves the kind of its items out. */
export function objectOf(value: unknown, kind: string): ClusterObject | undefined {
  const body = asMap(value);
  const { managedFields, ...metadata } = asMap(body['metadata']);
  const [uid, name] = [asText(metadata['uid']), asText(metadata['name'])];
  if (uid === undefined || name === undefined) return undefined;
  return {
    uid, kind, name, namespace: asText(metadata['namespace']) ?? '', version: asText(metadata['resourceVersion']) ?? '',
    managers: asList(managedFields).flatMap(managerOf), body: { ...body, metadata },
  };
}

function managerOf(field: Plain): Manager[] {
  const name = asText(field['manager']);
  const time = Date.parse(asText(field['time']) ?? '');
  return name === undefined ? [] : [{ name, operation: asText(field['operation']) ?? '', ...(Number.isNaN(time) ? {} : { time }) }];
}
