import { isOver, type RunRecord } from './run';

/** A stored value as a record; undefined for what is no finished run. */
export function readRecord(value: unknown): RunRecord | undefined {
  const record = (typeof value === 'object' && value !== null ? value : {}) as Partial<RunRecord>;
  const whole = record.v === 1 && typeof record.runId === 'string' && typeof record.blockId === 'string' && typeof record.blockHash === 'string'
    && typeof record.start === 'number' && typeof record.state === 'string' && isOver(record.state) && Array.isArray(record.statements);
  return whole ? record as RunRecord : undefined;
}

/** Records of any number of windows, oldest first; the last one of a run wins. */
export function mergeRecords(records: readonly RunRecord[]): RunRecord[] {
  return [...new Map(records.map(record => [record.runId, record])).values()].sort((a, b) => a.start - b.start);
}

/** What the note shows for a block: its last run, and whether the text has changed since. */
export interface LastRun {
  readonly record: RunRecord;
  readonly changed: boolean;
  /** The record was not written here: it counts for nothing. */
  readonly foreign?: boolean;
}

type BlockName = { readonly id: string; readonly hash: string };

/** What ran here, and for blocks that never ran here what others say of them. */
export function lastRunsWithForeign(records: readonly RunRecord[], foreign: readonly RunRecord[], blocks: readonly BlockName[]): Map<string, LastRun> {
  const own = lastRuns(records, blocks);
  const others = lastRuns(foreign, blocks.filter(block => !own.has(block.id)));
  for (const [id, last] of others) if (!last.changed) own.set(id, { ...last, foreign: true });
  return own;
}

/** A block is known by its hash; where no run has the hash, by its id, and then its text has changed. */
export function lastRuns(all: readonly RunRecord[], blocks: readonly BlockName[]): Map<string, LastRun> {
  const records = all.filter(record => !record.remedy);
  if (records.length === 0) return new Map();
  const hashes = new Set(blocks.map(block => block.hash));
  // Of each the last: a later record takes the place of an earlier one.
  const byBoth = new Map(records.map(record => [`${record.blockHash} ${record.blockId}`, record]));
  const byHash = new Map(records.map(record => [record.blockHash, record]));
  const byId = new Map(records.filter(record => !hashes.has(record.blockHash)).map(record => [record.blockId, record]));
  const found = new Map<string, LastRun>();
  for (const block of blocks) {
    const same = byBoth.get(`${block.hash} ${block.id}`) ?? byHash.get(block.hash);
    const older = same ? undefined : byId.get(block.id);
    if (same) found.set(block.id, { record: same, changed: false });
    else if (older) found.set(block.id, { record: older, changed: true });
  }
  return found;
}
