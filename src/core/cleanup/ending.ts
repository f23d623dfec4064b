import { isOfCluster } from '../clusterResource';
import type { LiveState } from '../liveState';

/** What a replica brings along: a pod has two above it, its deployment and a replica set. */
const depth = 4;

/** What belongs to these things and ends some time after them: uids. Read before they go; afterwards nothing tells. */
export function belongings(uids: Iterable<string>, { resources }: LiveState): ReadonlySet<string> {
  const found = new Set<string>();
  const tops = new Set(uids);
  for (let level = 0; level < depth; level++) {
    for (const row of resources.values()) {
      if (isOfCluster(row) && row.owner !== undefined && (tops.has(row.owner) || found.has(row.owner))) found.add(row.uid);
    }
  }
  return found;
}
