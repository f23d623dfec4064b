import type { Diagnostic, Span } from './diagnostic';
import { msg, type Message } from './message';
import { nearestWord } from './nearestWord';
import { propertyOf, typesOf, type Schema } from './schema';
import type { YamlMap, YamlValue } from './yamlData';

export interface SchemaReport {
  readonly diagnostics: readonly Diagnostic[];
  /** Values that break their schema; whoever reads the data takes the default instead. */
  readonly bad: ReadonlySet<YamlValue>;
}

/** `area` is the first half of every code: `course.unknownKey`. */
export interface SchemaPlace { readonly file: string; readonly area: 'course' | 'section' | 'fence' | 'check' | 'glossary' }

const most = 100;

/** Compares data with a schema. One diagnostic for each thing that is wrong, at the smallest span that shows it. Never throws. */
export function checkSchema(schema: Schema, value: YamlValue, place: SchemaPlace): SchemaReport {
  const check = new Check(place);
  check.value(schema, value, undefined);
  return check;
}

class Check implements SchemaReport {
  readonly diagnostics: Diagnostic[] = [];
  readonly bad = new Set<YamlValue>();

  constructor(private readonly place: SchemaPlace) {}

  value(schema: Schema, value: YamlValue, key: string | undefined): void {
    if (schema['x-reserved']) return;
    const types = typesOf(schema);
    if (types.length > 0 && !types.some(type => hasType(value, type))) return this.wrongType(types, value, key);
    if (value.kind === 'map') return this.map(schema, value);
    if (value.kind === 'list') return this.list(schema, value, key);
    this.scalar(schema, value, key);
  }

  private map(schema: Schema, map: YamlMap): void {
    for (const { key, keySpan, value } of map.entries) {
      const property = propertyOf(schema, key);
      if (property === undefined) {
        if (schema.additionalProperties === false) this.unknownKey(schema, map, key, keySpan);
      } else if (property['x-reserved']) {
        this.report('reserved', 'information', keySpan, msg('"{0}" is reserved for a later version; this one passes over it.', key), msg('Nothing to do. Use it when a Labbook that knows it is out.'));
      } else {
        if (property === schema.additionalProperties && schema.propertyNames) this.keyName(schema.propertyNames, key, keySpan);
        this.value(property, value, key);
      }
    }
    for (const key of schema.required ?? []) {
      const misspelt = map.entries.some(entry => propertyOf(schema, entry.key) === undefined && nearestWord(entry.key, [key]) !== undefined);
      if (!misspelt && !map.entries.some(entry => entry.key === key)) this.missingKey(map, key, propertyOf(schema, key));
    }
  }

  private keyName(schema: Schema, key: string, span: Span): void {
    const fault = textFault(schema, key);
    if (fault) this.report('badKey', 'error', span, msg('"{0}" cannot be a name here.', key), fault);
  }

  private list(schema: Schema, list: Extract<YamlValue, { kind: 'list' }>, key: string | undefined): void {
    if (list.items.length < (schema.minItems ?? 0)) {
      this.bad.add(list);
      this.report('badValue', 'warning', list.span, msg('"{0}" is an empty list.', key ?? ''), msg('Add at least {0} entry.', schema.minItems ?? 0));
    }
    const seen = new Set<unknown>();
    for (const [index, item] of list.items.entries()) {
      if (schema.items) this.value(schema.items, item, `${key ?? ''}[${index + 1}]`);
      if (!schema.uniqueItems || item.kind !== 'scalar') continue;
      if (seen.has(item.value)) this.report('repeated', 'warning', item.span, msg('"{0}" stands in this list twice.', item.source), msg('Remove one of the two.'));
      seen.add(item.value);
    }
  }

  private scalar(schema: Schema, value: Extract<YamlValue, { kind: 'scalar' }>, key: string | undefined): void {
    const { value: plain } = value;
    if (schema.enum && !schema.enum.some(one => one === plain)) return this.notOneOf(schema.enum.map(String), value, key);
    const fault = typeof plain === 'string' ? textFault(schema, plain) : typeof plain === 'number' ? numberFault(schema, plain) : undefined;
    if (fault === undefined) return;
    this.bad.add(value);
    this.report('badValue', 'error', value.span, msg('"{0}" cannot be {1}.', key ?? '', shown(value)), fault);
  }

  private wrongType(types: readonly string[], value: YamlValue, key: string | undefined): void {
    this.bad.add(value);
    const wanted = types[0] ?? '';
    const problem = value.kind === 'scalar' && value.value === null && key !== undefined
      ? msg('"{0}" has no value.', key)
      : typeProblem(wanted, key ?? this.place.file);
    this.report('wrongType', 'error', value.span, problem, typeRemedy(wanted));
  }

  private notOneOf(allowed: readonly string[], value: Extract<YamlValue, { kind: 'scalar' }>, key: string | undefined): void {
    this.bad.add(value);
    const near = nearestWord(value.source, allowed);
    const remedy = near === undefined ? msg('Use one of: {0}.', allowed.join(', ')) : msg('Did you mean "{0}"? Possible are: {1}.', near, allowed.join(', '));
    this.report('notOneOf', 'error', value.span, msg('"{0}" cannot be {1}.', key ?? '', shown(value)), remedy);
  }

  private unknownKey(schema: Schema, map: YamlMap, key: string, span: Span): void {
    const known = Object.entries(schema.properties ?? {}).filter(([, property]) => !property['x-reserved']).map(([name]) => name);
    const free = known.filter(name => !map.entries.some(entry => entry.key === name));
    const near = nearestWord(key, free);
    const remedy = near === undefined ? msg('Remove it, or use one of: {0}.', known.join(', ')) : msg('Did you mean "{0}"?', near);
    this.report('unknownKey', 'warning', span, msg('"{0}" is not known here and has no effect.', key), remedy);
  }

  private missingKey(map: YamlMap, key: string, schema: Schema | undefined): void {
    const { start } = map.span;
    const example = schema?.examples?.[0] ?? schema?.default ?? '…';
    this.report('missingKey', 'error', { start, end: { line: start.line, character: start.character + 1 } }, msg('"{0}" is missing.', key), msg('Add a line "{0}: {1}".', key, String(example)));
  }

  private report(code: string, severity: Diagnostic['severity'], span: Span, message: Message, remedy: Message): void {
    if (this.diagnostics.length >= most) return;
    this.diagnostics.push({ code: `${this.place.area}.${code}`, severity, file: this.place.file, span, message, remedy });
  }
}

/** JSON Schema counts 2.0 as an integer. */
function hasType(value: YamlValue, type: string): boolean {
  if (value.kind === 'map') return type === 'object';
  if (value.kind === 'list') return type === 'array';
  if (type === 'integer') return Number.isInteger(value.value);
  if (type === 'number') return Number.isFinite(value.value);
  return type === (value.value === null ? 'null' : typeof value.value);
}

function textFault(schema: Schema, text: string): Message | undefined {
  const length = [...text].length;
  if (length < (schema.minLength ?? 0)) return msg('Write at least {0} character.', schema.minLength ?? 0);
  if (length > (schema.maxLength ?? Infinity)) return msg('Shorten it to {0} characters.', schema.maxLength ?? 0);
  if (schema.pattern === undefined || new RegExp(schema.pattern, 'u').test(text)) return undefined;
  return msg('Allowed is: {0}.', schema['x-form'] ?? schema.pattern);
}

function numberFault(schema: Schema, number: number): Message | undefined {
  if (number < (schema.minimum ?? -Infinity)) return msg('The smallest value is {0}.', schema.minimum ?? 0);
  return number > (schema.maximum ?? Infinity) ? msg('The largest value is {0}.', schema.maximum ?? 0) : undefined;
}

/** At most 60 characters of what was written, in quotes. */
function shown(value: Extract<YamlValue, { kind: 'scalar' }>): string {
  const source = value.source.replace(/\s+/g, ' ');
  return `"${source.length > 60 ? `${source.slice(0, 59)}…` : source}"`;
}

function typeProblem(type: string, name: string): Message {
  if (type === 'object') return msg('"{0}" is not a set of "key: value" lines.', name);
  if (type === 'array') return msg('"{0}" is not a list.', name);
  if (type === 'string') return msg('"{0}" is not a text.', name);
  if (type === 'boolean') return msg('"{0}" is neither true nor false.', name);
  if (type === 'number') return msg('"{0}" is not a number.', name);
  return msg('"{0}" is not a whole number.', name);
}

function typeRemedy(type: string): Message {
  if (type === 'object') return msg('Write "key: value" lines, indented by two spaces more than the line above.');
  if (type === 'array') return msg('Write a list: one line "- value" for each entry, or [a, b].');
  if (type === 'string') return msg('Write a text; put quotes around it if it looks like a number, true, false or null.');
  if (type === 'boolean') return msg('Write true or false, without quotes.');
  return msg('Write digits only, without quotes and without a unit.');
}
