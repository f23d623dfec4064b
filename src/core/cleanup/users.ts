import { isCalled } from '../aws/attribution';
import type { AwsKind } from '../aws/kinds';
import { awsOwners, isOverOnAws } from '../aws/owner';
import { isOfAws } from '../aws/resource';
import type { MadeEntry } from '../journal';
import { tagOf, type LiveState } from '../liveState';
import type { ContainerResource, ServiceResource } from '../resource';

/** A container or service that stops working, or keeps Docker from removing something, if that goes. */
export interface User { readonly uid: string; readonly kind: 'container' | 'service' | AwsKind; readonly name: string }

/** Who uses a thing now. A task container stands for its service. */
export function usersOf(made: Pick<MadeEntry, 'uid' | 'thing' | 'name'>, live: LiveState): readonly User[] {
  if (isOfAws({ kind: made.thing })) return usersOnAws(made.uid, live);
  const users = new Map<string, User>();
  for (const resource of live.resources.values()) {
    if (resource.uid === made.uid || (resource.kind !== 'container' && resource.kind !== 'service') || !uses(resource, made, live)) continue;
    const service = resource.kind === 'container' ? resource.labels['com.docker.swarm.service.id'] : undefined;
    const owner = service === undefined ? resource : live.resources.get(`service:${service}`);
    if (owner?.kind === 'container' || owner?.kind === 'service') users.set(owner.uid, { uid: owner.uid, kind: owner.kind, name: owner.name });
  }
  return [...users.values()];
}

/** What uses it; what belongs to a stack or a service stands for that. Jobs that are over use nothing any more. */
function usersOnAws(uid: string, live: LiveState): readonly User[] {
  const row = live.resources.get(uid);
  if (!row || !isOfAws(row)) return [];
  const owners = awsOwners(live.resources.values());
  const found = [...live.resources.values()].flatMap(user => isOfAws(user) && user !== row && !user.ending && !isOverOnAws(user) && !passing.has(user.kind) && user.uses?.some(name => isCalled(row, name)) ? [owners.get(user.uid) ?? user] : []);
  return [...new Map(found.filter(user => user !== row).map(({ uid: id, kind, name }) => [id, { uid: id, kind, name }])).values()];
}

const passing: ReadonlySet<AwsKind> = new Set<AwsKind>(['aws-training-job', 'aws-transform-job', 'aws-query', 'aws-ecs-task']);

function uses(user: ContainerResource | ServiceResource, made: Pick<MadeEntry, 'uid' | 'thing' | 'name'>, live: LiveState): boolean {
  switch (made.thing) {
    case 'network': return user.networks.includes(nameOf(made, live));
    case 'volume': return user.volumes.includes(made.name);
    case 'image': return usesImage(user, made, live);
    default: return false;
  }
}

function nameOf({ uid, name }: Pick<MadeEntry, 'uid' | 'name'>, live: LiveState): string { return live.resources.get(uid)?.name ?? name; }

/** By any name of the image; a container whose image lost its name shows the id. */
function usesImage(user: ContainerResource | ServiceResource, made: Pick<MadeEntry, 'uid' | 'name'>, live: LiveState): boolean {
  const tag = tagOf(made.uid);
  if (tag) return withTag(user.image) === tag.tag;
  const image = live.resources.get(made.uid);
  const id = made.uid.slice('image:'.length);
  return (image?.kind === 'image' && image.tags.includes(withTag(user.image))) || user.image === id || (/^[0-9a-f]{12,}$/.test(user.image) && id.startsWith(`sha256:${user.image}`));
}

/** `nginx` and `nginx:latest` are one name. */
function withTag(image: string): string { return /:[^/]*$|@/.test(image) ? image : `${image}:latest`; }
