import { awsOwners, isOwnedOnAws } from '../aws/owner';
import { isOfAws } from '../aws/resource';
import { imageName } from '../imageName';
import { tagUid, type LiveState } from '../liveState';
import type { Resource } from '../resource';
import type { Before } from './before';

/** Whether the ledger is sure that this lab made it, or made what it belongs to. */
export function isOwn(before: Before, resource: Resource): boolean {
  if (madeHere(before, resource.uid)) return true;
  if (isOfAws(resource)) return isOwnedOnAws(resource) && madeHere(before, awsOwners(before.live?.resources.values() ?? []).get(resource.uid)?.uid ?? '');
  const { labels } = resource;
  const service = labels['com.docker.swarm.service.id'];
  const stack = labels['com.docker.stack.namespace'];
  return (service !== undefined && madeHere(before, `service:${service}`)) || (stack !== undefined && madeHere(before, `stack:${stack}`));
}

/** An image that is removed by one of its names is only what that name leads to. */
export function isOwnTag(before: Before, resource: Resource, tag: string): boolean {
  return isOwn(before, resource) || madeHere(before, tagUid(resource.uid, imageName(tag)));
}

export function madeHere({ live, ledger, courseId, labId }: Before, uid: string): boolean {
  const made = live && ledger.find(live.daemon, uid)?.made;
  return made !== undefined && made.courseId === courseId && made.labId === labId && !made.likely;
}

export function rowsOf<K extends Resource['kind']>(live: LiveState, kind: K): Extract<Resource, { kind: K }>[] {
  return [...live.resources.values()].filter((row): row is Extract<Resource, { kind: K }> => row.kind === kind);
}

/** As docker's commands take it: the id's beginning, or the name where that is the id. */
export function operandOf(resource: Resource): string {
  const id = resource.uid.slice(resource.uid.indexOf(':') + 1).replace(/^sha256:/, '');
  return /^[0-9a-f]{64}$/.test(id) && resource.kind !== 'volume' ? id.slice(0, 12) : id;
}
