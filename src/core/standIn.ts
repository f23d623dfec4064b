import type { Resource } from './resource';

/** Whether commands name a stand-in image, or a container, volume or network that came from one. */
export function namesStandIn(text: string, resources: Iterable<Resource>): boolean {
  const words = new Set(text.split(/[\s"'=;|&()]+/).filter(word => word !== ''));
  for (const resource of resources) {
    if (!resource.standIn) continue;
    const names = resource.kind === 'image' ? resource.tags : [resource.name];
    if (names.some(name => words.has(name) || words.has(name.replace(/:latest$/, '')))) return true;
  }
  return false;
}
