import { isOfAws } from '../aws/resource';
import { isOfCluster } from '../clusterResource';
import type { MadeEntry } from '../journal';
import type { Ledger } from '../ledger';
import { isThere, printOf, type LiveState } from '../liveState';
import type { Resource } from '../resource';

/** A list that was on its way when a thing went still holds it for a moment; one that asks many services, for some seconds. */
const lateMs = 5000;

/**
 * What a list once left out and holds still, long after that: it was never gone. Only of kinds whose uid no other thing ever
 * gets; else a stranger's might be taken for the lab's.
 */
export function returned(live: LiveState, ledger: Ledger, now: number): MadeEntry[] {
  return [...live.resources.values()].flatMap((row): MadeEntry[] => {
    const last = isUnique(row) ? ledger.lost(live.daemon, row.uid) : undefined;
    if (!last || last.goneAt + lateMs > now || isThere(last.made, live) !== true) return [];
    return [{ ...last.made, at: now }];
  });
}

function isUnique(row: Resource): boolean {
  // A name on AWS is another thing when it is used again: its time stands in the uid, where the service tells it.
  if (isOfAws(row)) return /@\d+$|^aws-[a-z-]+:(?:(?:i|sg|key|j)-[0-9a-z]+|[0-9a-f-]{36}|arn:.*\/[0-9a-f-]{8,})$/i.test(row.uid);
  if (row.kind === 'volume') return printOf(row) !== undefined;
  return row.kind === 'container' || row.kind === 'network' || row.kind === 'service' || isOfCluster(row);
}
