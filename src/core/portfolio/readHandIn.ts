import { msg, type Message } from '../message';
import { handInFormat, handInVersion, type ChainedRecord, type HandIn } from './handIn';
import type { PortfolioRecord } from './portfolio';

export type ReadHandIn = { readonly handIn: HandIn } | { readonly problem: Message };

type Shape = 'string' | 'number' | 'string[]' | 'codes' | 'things' | 'true' | 'state' | 'by';
type Shapes = Readonly<Record<string, Shape>>;
/** Worked out once: a class hands in hundreds of thousands of records. */
type Members = readonly { readonly name: string; readonly optional: boolean; readonly is: (value: unknown) => boolean }[];

function membersOf(shapes: Shapes): Members {
  return Object.entries(shapes).map(([key, kind]) => ({ name: key.replace('?', ''), optional: key.endsWith('?'), is: value => fits[kind](value) }));
}

/** Members that a record must have beside `kind`, `at` and `hash`; with `?` those that it may have. */
const recordShapes: Readonly<Record<PortfolioRecord['kind'], Shapes>> = {
  run: { section: 'string', run: 'string', block: 'string', state: 'state', codes: 'codes', text: 'string', 'code?': 'number', 'ms?': 'number', 'emulated?': 'true', 'byHand?': 'true', 'remedy?': 'true', 'changed?': 'true', 'made?': 'things', 'output?': 'string' },
  check: { section: 'string', check: 'string', by: 'by', evidence: 'string[]', 'emulated?': 'true', 'byHand?': 'true', 'changed?': 'true' },
  answer: { section: 'string', check: 'string', text: 'string' },
  prediction: { section: 'string', prediction: 'string', ask: 'string', text: 'string', 'seconds?': 'number' },
  outcome: { section: 'string', prediction: 'string', run: 'string', 'right?': 'string', 'hit?': 'string', 'ms?': 'number' },
  solved: { section: 'string', block: 'string' },
  reset: { lab: 'string' },
  left: { section: 'string', things: 'things' },
  note: { text: 'string' },
};

/** States in which a run can be over. */
const states: ReadonlySet<unknown> = new Set(['passed', 'failed', 'stopped', 'timedOut', 'interrupted', 'notRun', 'notMeasured']);
const fits: Readonly<Record<Shape, (value: unknown) => boolean>> = {
  string: value => typeof value === 'string',
  number: value => Number.isFinite(value),
  'string[]': value => Array.isArray(value) && value.every(one => typeof one === 'string'),
  codes: value => Array.isArray(value) && value.every(one => one === null || Number.isFinite(one)),
  things: value => Array.isArray(value) && value.every(one => hasShape(one, thingShape)),
  true: value => value === true,
  state: value => states.has(value),
  by: value => value === 'state' || value === 'student',
};

const base = { at: 'number', hash: 'string' } as const;
const recordMembers: ReadonlyMap<unknown, Members> = new Map(Object.entries(recordShapes).map(([kind, shapes]) => [kind, membersOf({ ...base, ...shapes })]));
const thingShape = membersOf({ thing: 'string', name: 'string' });
const headShape = membersOf({ class: 'string', id: 'string', made: 'number', labbook: 'string', seal: 'string' });
const courseShape = membersOf({ id: 'string', title: 'string', version: 'string', hash: 'string' });
const sectionShape = membersOf({ id: 'string', title: 'string', 'lab?': 'string' });
const blockShape = membersOf({ id: 'string', ordinal: 'number' });
const checkShape = membersOf({ id: 'string', claim: 'string', 'block?': 'string' });

/** More than this nobody has done. */
const mostSections = 1000;
const mostRecords = 100_000;

/** Reads what may come from anybody. Never throws; whether it was edited is another question: `findEdit`. */
export function readHandIn(text: string): ReadHandIn {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { problem: msg('It is no JSON: cut off or edited.') };
  }
  if (!isObject(value) || value['format'] !== handInFormat) return { problem: msg('It is no hand-in of Labbook.') };
  if (typeof value['v'] === 'number' && value['v'] > handInVersion) return { problem: msg('It was made by a newer Labbook: format {0}, this one reads {1}.', value['v'], handInVersion) };
  if (value['v'] !== handInVersion || !isHead(value)) return { problem: msg('Parts of it are missing or are of another kind.') };
  if (!isOutline(value['outline'])) return { problem: msg('Its list of sections is damaged.') };
  const records = value['records'];
  if (!Array.isArray(records) || records.length > mostRecords) return { problem: msg('Its records are missing.') };
  const bad = records.findIndex(record => !isRecord(record));
  if (bad >= 0) return { problem: msg('Record {0} is damaged.', bad + 1) };
  return { handIn: value as unknown as HandIn };
}

function isHead(value: Readonly<Record<string, unknown>>): boolean {
  return hasShape(value, headShape)
    && hasShape(value['course'], courseShape)
    && isObject(value['outputs']) && Object.values(value['outputs']).every(one => typeof one === 'string');
}

function isOutline(value: unknown): boolean {
  return Array.isArray(value) && value.length <= mostSections && value.every(section => hasShape(section, sectionShape)
    && listOf(section, 'blocks', blockShape) && listOf(section, 'checks', checkShape));
}

function isRecord(value: unknown): value is ChainedRecord {
  const shape = isObject(value) ? recordMembers.get(value['kind']) : undefined;
  return shape !== undefined && hasShape(value, shape);
}

function listOf(value: unknown, member: string, shape: Members): boolean {
  const list = isObject(value) ? value[member] : undefined;
  return Array.isArray(list) && list.every(one => hasShape(one, shape));
}

function hasShape(value: unknown, shape: Members): boolean {
  return isObject(value) && shape.every(({ name, optional, is }) => optional && !Object.hasOwn(value, name) ? true : is(value[name]));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> { return typeof value === 'object' && value !== null && !Array.isArray(value); }
