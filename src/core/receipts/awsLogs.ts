import { kindOf } from '../aws/kinds';
import { isOfAws } from '../aws/resource';
import { isOnAws } from '../aws/place';
import type { MadeEntry } from '../journal';
import type { Ledger } from '../ledger';
import type { LiveState } from '../liveState';

/** Where a function and a delivery stream write their logs. */
const writers = [['/aws/lambda/', kindOf('function')], ['/aws/kinesisfirehose/', kindOf('delivery-stream')]] as const;
const blurMs = 2000;

/** Log groups come into being when their function first runs, long after the block that made it, and stay when it goes: they are the lab's too. */
export function awsLogs(live: LiveState, ledger: Ledger, now: number): MadeEntry[] {
  if (!isOnAws(live.daemon)) return [];
  return [...live.resources.values()].flatMap((row): MadeEntry[] => {
    if (!isOfAws(row) || row.kind !== 'aws-log-group' || row.created === undefined || ledger.everMade(live.daemon, row.uid).some(({ likely }) => !likely)) return [];
    const made = ledger.things().map(thing => thing.made).find(one => one.daemon === live.daemon && !one.likely && writers.some(([path, kind]) => one.thing === kind && row.name === `${path}${one.name}`));
    const writer = made && live.resources.get(made.uid);
    if (!made || row.created < (writer?.created ?? made.at) - blurMs) return [];
    const { courseId, courseVersion, labId, sectionId, blockId, runId } = made;
    return [{ v: 1, kind: 'made', at: now, courseId, courseVersion, labId, sectionId, blockId, runId, uid: row.uid, thing: row.kind, name: row.name, daemon: live.daemon, evidence: 'owner', likely: false }];
  });
}
