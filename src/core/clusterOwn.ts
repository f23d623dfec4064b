import { isOfCluster } from './clusterResource';
import type { Ledger, LabRef } from './ledger';
import type { LiveState } from './liveState';
import type { Resource } from './resource';

/** Owners of owners: a pod has two. */
const maxOwners = 4;

/** Whether the ledger is sure that this lab made it, or made what it belongs to. */
export function isOwnInCluster(row: Resource, { daemon, resources }: LiveState, ledger: Ledger, lab: LabRef): boolean {
  let at: Resource | undefined = row;
  for (let steps = 0; at && steps <= maxOwners; steps++) {
    const made = ledger.find(daemon, at.uid)?.made;
    if (made && !made.likely && made.courseId === lab.courseId && made.labId === lab.labId) return true;
    at = isOfCluster(at) && at.owner !== undefined ? resources.get(at.owner) : undefined;
  }
  return false;
}
