import { areaAt, type AuthorArea } from './authorArea';
import { checkOffers, statesBeside } from './checkOffers';
import type { Position, Span } from './diagnostic';
import { fenceSchema } from './fenceSchema';
import type { Completion } from './notesEngine';
import { describe, propertyOf, typesOf, type Schema } from './schema';
import { TextPosition } from './textPosition';
import { readYaml, type YamlValue } from './yamlData';

/** What the schemas cannot list. */
export interface AuthorNames {
  /** Markdown files of the course folder, relative to it, with `/`. */
  readonly sectionFiles: readonly string[];
}

const noNames: AuthorNames = { sectionFiles: [] };

/** Keys and values that fit where the author types; empty where no schema says anything. Never throws. */
export function complete(file: string, text: string, at: Position, names: AuthorNames = noNames): readonly Completion[] {
  const area = areaAt(file, text, at);
  if (area === undefined) return [];
  return area.kind === 'yaml' ? inYaml(area, at, names) : inFence(area, at);
}

/** No author types it, and it is a plain YAML word wherever it stands. */
const marker = 'labbookCursor';

function inYaml(area: Extract<AuthorArea, { kind: 'yaml' }>, at: Position, names: AuthorNames): Completion[] {
  const lines = new TextPosition(area.text, area.firstLine);
  const offset = lines.offset(at);
  const before = /(?:[\w./][\w./-]*)?$/.exec(area.text.slice(0, offset))?.[0].length ?? 0;
  const after = /^[\w./-]*/.exec(area.text.slice(offset))?.[0].length ?? 0;
  const replace = lines.span(offset - before, offset + after);
  const [head, tail] = [area.text.slice(0, offset - before), area.text.slice(offset + after)];
  // A lone word above other keys is read as one text with the key below it, so it is tried as a key too.
  const place = first([marker, `${marker}:`], word => {
    const { value } = readYaml(head + word + tail);
    return value && findMarker(area.schema, value);
  });
  if (place === undefined) return [];
  if (place.kind === 'key') return keys(place.schema, place.used, replace, /^\s*:/.test(tail));
  if (typesOf(place.schema).includes('object')) return keys(place.schema, [], replace, false);
  return values(place.schema, names, replace, place.beside);
}

type Place =
  | { readonly kind: 'key'; readonly schema: Schema; readonly used: readonly string[] }
  | { readonly kind: 'value'; readonly schema: Schema; /** Keys of the map that the value stands in. */ readonly beside: readonly string[] };

function findMarker(schema: Schema, value: YamlValue, beside: readonly string[] = []): Place | undefined {
  if (value.kind === 'scalar') return value.source === marker ? { kind: 'value', schema, beside } : undefined;
  if (value.kind === 'list') return schema.items && first(value.items, item => findMarker(schema.items ?? {}, item, beside));
  if (value.entries.some(entry => entry.key === marker)) return { kind: 'key', schema, used: value.entries.map(entry => entry.key) };
  return first(value.entries, entry => {
    const property = propertyOf(schema, entry.key);
    return property && findMarker(property, entry.value, value.entries.map(({ key }) => key));
  });
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** `bare`: the colon stands there already. */
function keys(schema: Schema, used: readonly string[], replace: Span, bare: boolean): Completion[] {
  return offered(schema, used).map(([key, property]) => {
    const nested = typesOf(property).some(type => type === 'object' || type === 'array');
    return { label: key, insert: bare ? key : nested ? `${key}:` : `${key}: `, detail: describe(property), replace };
  });
}

function values(schema: Schema, names: AuthorNames, replace: Span, beside: readonly string[] = []): Completion[] {
  const listed = schema['x-values'];
  const found = listed === 'sectionFiles' ? names.sectionFiles : listed === 'awsStates' ? statesBeside(beside) : choices(schema);
  return found.map(value => ({ label: value, insert: value, detail: describe(schema), replace }));
}

function inFence(area: Extract<AuthorArea, { kind: 'fence' }>, at: Position): Completion[] {
  const { schema, line } = area;
  // In Runme's JSON form quotes and commas would have to be right too.
  if (/^\s*\{\s*"/.test(line.slice(area.from))) return [];
  const short = /\bcheck=(['"])((?:(?!\1).)*)$/.exec(line.slice(area.from, at.character))?.[2];
  if (short !== undefined && schema === fenceSchema) return inShort(short, line, at);
  const [, key, word = ''] = /(?:([\w.-]+)=)?([\w.-]*)$/.exec(line.slice(area.from, at.character)) ?? [];
  const after = /^[\w.-]*/.exec(line.slice(at.character))?.[0].length ?? 0;
  const replace = { start: { line: at.line, character: at.character - word.length }, end: { line: at.line, character: at.character + after } };
  if (key !== undefined) return values(propertyOf(schema, key) ?? {}, noNames, replace);
  const used = [...line.slice(area.from).matchAll(/[\w.-]+/g)].map(found => found[0]).filter(name => name !== word);
  return offered(schema, used).map(([name, property]) => {
    const isSwitch = typesOf(property).includes('boolean') && property.default !== true;
    return { label: name, insert: isSwitch ? name : `${name}=`, detail: describe(property), replace };
  });
}

/** Within the quotes of a check in short form. */
function inShort(typed: string, line: string, at: Position): Completion[] {
  const before = /[\w.-]*$/.exec(typed)?.[0].length ?? 0;
  const after = /^[\w.-]*/.exec(line.slice(at.character))?.[0].length ?? 0;
  const replace = { start: { line: at.line, character: at.character - before }, end: { line: at.line, character: at.character + after } };
  return checkOffers(typed).map(({ word, detail }) => ({ label: word, insert: `${word} `, detail, replace }));
}

function offered(schema: Schema, used: readonly string[]): [string, Schema][] {
  return Object.entries(schema.properties ?? {}).filter(([name, property]) => !property['x-reserved'] && !used.includes(name));
}

function choices(schema: Schema): string[] {
  if (schema.enum) return schema.enum.map(String);
  if (typesOf(schema).includes('boolean')) return ['true', 'false'];
  if (schema.items) return choices(schema.items);
  return [...schema.examples ?? [], ...schema.default === undefined ? [] : [schema.default]].map(String);
}
