import { msg, type Message } from '../message';
import type { Resource } from '../resource';

/** "Block 14 would remove 3 containers that this lab did not make." */
export function wouldRemove(ordinal: number, things: readonly Pick<Resource, 'kind'>[]): Message {
  const n = things.length;
  const kinds = new Set(things.map(({ kind }) => kind));
  const kind = kinds.size === 1 ? [...kinds][0] : undefined;
  switch (kind) {
    case 'container': return n === 1 ? msg('Block {0} would remove a container that this lab did not make.', ordinal) : msg('Block {0} would remove {1} containers that this lab did not make.', ordinal, n);
    case 'volume': return n === 1 ? msg('Block {0} would remove a volume that this lab did not make.', ordinal) : msg('Block {0} would remove {1} volumes that this lab did not make.', ordinal, n);
    case 'network': return n === 1 ? msg('Block {0} would remove a network that this lab did not make.', ordinal) : msg('Block {0} would remove {1} networks that this lab did not make.', ordinal, n);
    case 'image': return n === 1 ? msg('Block {0} would remove an image that this lab did not make.', ordinal) : msg('Block {0} would remove {1} images that this lab did not make.', ordinal, n);
    case 'service': return n === 1 ? msg('Block {0} would remove a service that this lab did not make.', ordinal) : msg('Block {0} would remove {1} services that this lab did not make.', ordinal, n);
    case 'deployment': return n === 1 ? msg('Block {0} would remove a deployment that this lab did not make.', ordinal) : msg('Block {0} would remove {1} deployments that this lab did not make.', ordinal, n);
    case 'pod': return n === 1 ? msg('Block {0} would remove a pod that this lab did not make.', ordinal) : msg('Block {0} would remove {1} pods that this lab did not make.', ordinal, n);
    case 'k8s-service': return n === 1 ? msg('Block {0} would remove a service that this lab did not make.', ordinal) : msg('Block {0} would remove {1} services that this lab did not make.', ordinal, n);
    default: return n === 1 ? msg('Block {0} would remove something that this lab did not make.', ordinal) : msg('Block {0} would remove {1} things that this lab did not make.', ordinal, n);
  }
}

/** Names in a sentence, the first few of many. */
export function namesOf(things: readonly Pick<Resource, 'name' | 'kind' | 'uid'>[]): string {
  const names = things.map(({ name, kind }) => kind === 'volume' && /^[0-9a-f]{64}$/.test(name) ? `${name.slice(0, 12)}…` : name);
  return names.length > 6 ? `${names.slice(0, 5).join(', ')} … (${names.length})` : names.join(', ');
}
