import { isOver, type RunRecord } from './run';

/** One record, one line. A torn last line (a crash while writing) loses that line alone. */
export function toLine(record: RunRecord): string { return `${JSON.stringify(record)}\n`; }

/** Records of any number of windows, oldest first. Lines that are no records are skipped; the last line of a run wins. */
export function fromLines(texts: readonly string[]): RunRecord[] {
  const byRun = new Map<string, RunRecord>();
  for (const text of texts) for (const line of text.split('\n')) {
    const record = parse(line);
    if (record) byRun.set(record.runId, record);
  }
  return [...byRun.values()].sort((a, b) => a.start - b.start);
}

function parse(line: string): RunRecord | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const value = JSON.parse(line) as Partial<RunRecord>;
    const whole = value.v === 1 && typeof value.runId === 'string' && typeof value.blockId === 'string' && typeof value.blockHash === 'string'
      && typeof value.start === 'number' && typeof value.state === 'string' && isOver(value.state) && Array.isArray(value.statements);
    return whole ? value as RunRecord : undefined;
  } catch {
    return undefined;
  }
}

/** What the note shows for a block: its last run, and whether the text has changed since. */
export interface LastRun { readonly record: RunRecord; readonly changed: boolean }

/** A block is known by its hash; where no run has the hash, by its id, and then its text has changed. */
export function lastRuns(records: readonly RunRecord[], blocks: readonly { readonly id: string; readonly hash: string }[]): Map<string, LastRun> {
  const hashes = new Set(blocks.map(block => block.hash));
  const found = new Map<string, LastRun>();
  for (const block of blocks) {
    const same = records.findLast(record => record.blockHash === block.hash && record.blockId === block.id) ?? records.findLast(record => record.blockHash === block.hash);
    const older = same ? undefined : records.findLast(record => record.blockId === block.id && !hashes.has(record.blockHash));
    if (same) found.set(block.id, { record: same, changed: false });
    else if (older) found.set(block.id, { record: older, changed: true });
  }
  return found;
}
