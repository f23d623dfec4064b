import type { Resource } from './resource';

/** Looks up which containers use a network, a volume or an image. The index is made on the first question only. */
export function usersIn(resources: ReadonlyMap<string, Resource>): (resource: Resource) => readonly string[] {
  const index = new Map<string, string[]>();
  const add = (key: string, name: string): void => {
    const names = index.get(key);
    if (names) names.push(name);
    else index.set(key, [name]);
  };
  for (const resource of resources.values()) {
    if (resource.kind !== 'container') continue;
    for (const network of resource.networks) add(`network:${network}`, resource.name);
    for (const volume of resource.volumes) add(`volume:${volume}`, resource.name);
    add(`image:${withTag(resource.image)}`, resource.name);
    // What a swarm fetched by digest bears no tag: only its name is left to go by.
    if (resource.labels['com.docker.swarm.task.id']) add(`untagged:${resource.image.replace(/:[^/]*$/, '')}`, resource.name);
  }
  return resource => {
    if (resource.kind === 'image' && resource.tags.length === 0) return index.get(`untagged:${resource.name}`) ?? [];
    if (resource.kind === 'image') return [...new Set(resource.tags.flatMap(tag => index.get(`image:${withTag(tag)}`) ?? []))];
    return index.get(`${resource.kind}:${resource.name}`) ?? [];
  };
}

/** `nginx` and `nginx:latest` are one image. */
function withTag(image: string): string {
  return /:[^/]*$|@/.test(image) ? image : `${image}:latest`;
}
