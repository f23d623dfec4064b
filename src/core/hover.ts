import { areaAt } from './authorArea';
import { checkWordMeans } from './checkOffers';
import type { Position, Span } from './diagnostic';
import { fenceSchema } from './fenceSchema';
import type { Message } from './message';
import { describe, propertyOf, type Schema } from './schema';
import { readYaml, type YamlValue } from './yamlData';

/** What the schema says of the key, value or option under the pointer. Never throws. */
export function hover(file: string, text: string, at: Position): Message | undefined {
  const area = areaAt(file, text, at);
  if (area === undefined) return undefined;
  if (area.kind === 'yaml') {
    const { value } = readYaml(area.text, area.firstLine);
    return value && inYaml(area.schema, value, at);
  }
  const upTo = area.line.slice(area.from, at.character + (/^[\w.-]*/.exec(area.line.slice(at.character))?.[0].length ?? 0));
  const short = /\bcheck=(['"])((?:(?!\1).)+)$/.exec(upTo)?.[2];
  if (short !== undefined && area.schema === fenceSchema) return checkWordMeans(short);
  const option = [...area.line.slice(area.from).matchAll(/([\w.-]+)(?:=[^\s,}]*)?/g)]
    .find(found => area.from + found.index <= at.character && at.character <= area.from + found.index + found[0].length);
  const name = option?.[1] ?? '';
  return describe(propertyOf(area.schema, name) ?? aliased(area.schema, name));
}

function aliased(schema: Schema, word: string): Schema | undefined {
  return Object.values(schema.properties ?? {}).find(property => property['x-aliases']?.includes(word));
}

function inYaml(schema: Schema, value: YamlValue, at: Position): Message | undefined {
  if (value.kind === 'scalar') return undefined;
  if (value.kind === 'list') {
    const item = value.items.find(one => holds(one.span, at));
    return item && schema.items && (inYaml(schema.items, item, at) ?? describe(schema.items));
  }
  for (const entry of value.entries) {
    const property = propertyOf(schema, entry.key);
    if (property === undefined) continue;
    if (holds(entry.keySpan, at)) return describe(property);
    if (holds(entry.value.span, at)) return inYaml(property, entry.value, at) ?? (entry.value.kind === 'scalar' ? describe(property) : undefined);
  }
  return undefined;
}

function holds({ start, end }: Span, at: Position): boolean {
  return (start.line < at.line || (start.line === at.line && start.character <= at.character))
    && (at.line < end.line || (at.line === end.line && at.character <= end.character));
}
