import { isEmulated } from '../aws/place';
import type { Ledger } from '../ledger';
import { isThere, type LiveState } from '../liveState';
import type { Receipt } from '../receipt';

/** The receipt of a run as of now; undefined where the run left no trace. */
export function receiptOf(runId: string, ledger: Ledger, live: LiveState | undefined, settled: boolean): Receipt | undefined {
  const made = ledger.madeBy(runId);
  const rest = ledger.settled(runId);
  if (made.length === 0 && !rest) return undefined;
  const emulated = isEmulated(made.find(({ thing }) => thing !== 'file')?.daemon ?? live?.daemon ?? '');
  const lost = rest?.lost === true;
  return {
    runId, settled: settled || lost, ...(emulated || lost) && { emulated: true }, ...lost && { lost }, changed: rest?.changed ?? [],
    made: made.map(one => ({
      uid: one.uid, thing: one.thing, name: one.name, evidence: one.evidence, likely: one.likely, ...(one.size === undefined ? {} : { size: one.size }),
      there: isThere(one, live) ?? (!(lost && isEmulated(one.daemon)) && ledger.find(one.daemon, one.uid)?.made.runId === runId),
    })),
    removed: (rest?.removed ?? []).map(({ uid, thing, name, evidence, likely }) => ({ uid, thing, name, evidence, likely, there: live?.resources.has(uid) ?? false })),
  };
}
