import type { Ledger } from '../ledger';
import { isThere, tagOf, type LiveState } from '../liveState';
import type { Made } from '../statusInput';
import { evidenceWords } from './receiptView';

/** By uid, which block made what is there, as the ledger knows it. An image counts as made where one of its names is. */
export function madeRows(ledger: Ledger, courseId: string, live: LiveState): Map<string, Made> {
  const rows = new Map<string, Made>();
  for (const { made } of ledger.things()) {
    if (made.courseId !== courseId || isThere(made, live) !== true) continue;
    const uid = tagOf(made.uid)?.image ?? made.uid;
    if (rows.has(uid) && uid !== made.uid) continue;
    rows.set(uid, { labId: made.labId, sectionId: made.sectionId, blockId: made.blockId, likely: made.likely, message: evidenceWords(made) });
  }
  return rows;
}
