import type { JournalEntry } from './journal';

/** Kind of line to the members that it must have beside those of every line. */
const shapes: Readonly<Record<JournalEntry['kind'], Readonly<Record<string, 'string' | 'boolean' | 'object'>>>> = {
  made: { uid: 'string', thing: 'string', name: 'string', daemon: 'string', sectionId: 'string', blockId: 'string', runId: 'string', evidence: 'string', likely: 'boolean' },
  gone: { uid: 'string', daemon: 'string', by: 'string' },
  settled: { runId: 'string', changed: 'object', removed: 'object' },
  check: { sectionId: 'string', checkId: 'string', hash: 'string', by: 'string', evidence: 'object', marks: 'object' },
  captured: { sectionId: 'string', name: 'string', value: 'string' },
  answer: { sectionId: 'string', checkId: 'string', hash: 'string', text: 'string' },
  predicted: { sectionId: 'string', predictionId: 'string', hash: 'string', said: 'string' },
  outcome: { sectionId: 'string', predictionId: 'string', hash: 'string', runId: 'string', moments: 'object' },
  solved: { sectionId: 'string', blockId: 'string', runId: 'string' },
  reset: {},
  kept: { uid: 'string', daemon: 'string' },
};

/** Undefined for what is no line of the journal, or one of a later version. */
export function readEntry(value: unknown): JournalEntry | undefined {
  const line = (value ?? {}) as Readonly<Record<string, unknown>>;
  const kind = line['kind'] as JournalEntry['kind'];
  const shape = Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  const base = line['v'] === 1 && Number.isFinite(line['at']) && ['courseId', 'courseVersion', 'labId'].every(name => typeof line[name] === 'string');
  if (!shape || !base) return undefined;
  const whole = Object.entries(shape).every(([name, type]) => typeof line[name] === type && line[name] !== null);
  return whole ? value as JournalEntry : undefined;
}
