import { canonical, CanonicalWriter, digest, type Digest } from './digest';
import type { Portfolio, PortfolioRecord } from './portfolio';

/** First member of the file: what it is, so that no program takes it for something else. */
export const handInFormat = 'labbook-hand-in';
/** The newest version that this Labbook writes and reads. */
export const handInVersion = 1;

/** Stands in the file for whoever opens it. */
const about = 'What a student did in a Labbook course, as recorded on their machine. The records are chained by SHA-256, so that a careless edit is noticed; the chain has no key, so a deliberate one need not be. This is evidence, not proof.';

/** The file `labbook-handin-<class>-<id>.json`. */
export interface HandIn extends Omit<Portfolio, 'records'> {
  readonly format: typeof handInFormat;
  readonly v: typeof handInVersion;
  readonly about: string;
  /** Of the class, from the course; else the course's id. */
  readonly class: string;
  /** Whose it is, as the student typed it. */
  readonly id: string;
  /** Milliseconds since the epoch, the student's clock. */
  readonly made: number;
  /** Version of Labbook. */
  readonly labbook: string;
  readonly records: readonly ChainedRecord[];
  /** Digest of everything but records and outputs, with the last link. */
  readonly seal: string;
}

/** `hash`: SHA-256 of the link before it, a line feed and this record without its hash, as canonical JSON. */
export type ChainedRecord = PortfolioRecord & { readonly hash: string };

export interface HandInHead { readonly class: string; readonly id: string; readonly made: number; readonly labbook: string }

export function makeHandIn({ course, outline, records, outputs }: Portfolio, head: HandInHead): HandIn {
  const chained = chain(records, course.id);
  const open: Omit<HandIn, 'seal'> = { format: handInFormat, v: handInVersion, about, class: head.class, id: head.id, made: head.made, labbook: head.labbook, course, outline, records: chained, outputs };
  return { ...open, seal: sealOf(open) };
}

/** Records keep naming the digest of what they printed: the chain is the same with and without outputs. */
export function withoutOutputs(handIn: HandIn): HandIn { return { ...handIn, outputs: {} }; }

/** One record a line, so that the file can be read and compared with others. */
export function handInText({ records, ...rest }: HandIn): string {
  const { outputs, seal, ...head } = rest;
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  return ['{', ...lines, '"records": [', records.map(record => JSON.stringify(record)).join(',\n'), '],', `"outputs": ${JSON.stringify(outputs, undefined, 1)},`, `"seal": ${JSON.stringify(seal)}`, '}', ''].join('\n');
}

/** Only what every file system and learning platform takes. */
export function handInFileName({ class: name, id }: Pick<HandIn, 'class' | 'id'>): string { return `labbook-handin-${nameOf(name)}-${nameOf(id)}.json`; }

function nameOf(text: string): string { return text.normalize('NFKD').replace(/[^A-Za-z0-9._-]+/g, '_').replace(/^[._-]+|[._-]+$/g, '').slice(0, 60) || 'x'; }

function chain(records: readonly PortfolioRecord[], courseId: string): ChainedRecord[] {
  const writer = new CanonicalWriter();
  let before = firstLink(courseId);
  return records.map(record => {
    before = linkOf(before, record, writer);
    return { ...record, hash: before };
  });
}

function firstLink(courseId: string): string { return digest(`${handInFormat} ${handInVersion} ${courseId}`); }
function linkOf(before: string, record: PortfolioRecord, writer: CanonicalWriter, sha: Digest = digest): string { return sha(`${before}\n${writer.write(record, 'hash')}`); }

function sealOf(handIn: Omit<HandIn, 'seal'>, sha: Digest = digest): string {
  const { format, v, class: name, id, made, labbook, course, outline, records } = handIn;
  return sha(canonical({ format, v, class: name, id, made, labbook, course, outline, count: records.length, last: records.at(-1)?.hash ?? firstLink(course.id) }));
}

/** Where a file was edited after it was made: the first record that does not fit, its outputs, or its head. Undefined where everything fits. */
export type Edit = { readonly what: 'record'; /** From 1. */ readonly number: number } | { readonly what: 'head' } | { readonly what: 'output'; readonly number: number };

/** `sha`: that of the machine is ten times as fast as the one that runs everywhere. */
export function findEdit(handIn: HandIn, sha: Digest = digest): Edit | undefined {
  const writer = new CanonicalWriter();
  let before = firstLink(handIn.course.id);
  for (const [index, record] of handIn.records.entries()) {
    before = linkOf(before, record, writer, sha);
    if (before !== record.hash) return { what: 'record', number: index + 1 };
  }
  if (sealOf(handIn, sha) !== handIn.seal) return { what: 'head' };
  return editedOutput(handIn, sha);
}

function editedOutput({ records, outputs }: HandIn, sha: Digest): Edit | undefined {
  const claimed = new Map(records.flatMap((record, index) => record.kind === 'run' && record.output !== undefined ? [[record.run, { index, hash: record.output }] as const] : []));
  for (const [run, text] of Object.entries(outputs)) {
    const claim = claimed.get(run);
    if (claim?.hash !== sha(text)) return { what: 'output', number: (claim?.index ?? -1) + 1 };
  }
  return undefined;
}
