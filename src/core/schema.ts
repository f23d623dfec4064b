import type { Message } from './message';

/**
 * The part of JSON Schema that the author's format uses, read from `notes/schema/*.json`. Words that begin
 * with `x-` are ours; other tools pass over them.
 */
export interface Schema {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** `false`: no other keys. A schema: every other key has a value like that. */
  readonly additionalProperties?: boolean | Schema;
  /** What keys may be called where `additionalProperties` allows any. */
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly uniqueItems?: boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number | boolean;
  readonly examples?: readonly (string | number | boolean)[];
  /** What `pattern` asks for, in words. */
  readonly 'x-form'?: string;
  /** Where completion finds values that no schema can list. */
  readonly 'x-values'?: string;
  /** Names that other tools use for the same thing; understood, never suggested. */
  readonly 'x-aliases'?: readonly string[];
  /** The name is kept for a later version: accepted, and without effect. */
  readonly 'x-reserved'?: boolean;
}

export const typesOf = (schema: Schema): readonly string[] =>
  schema.type === undefined ? [] : typeof schema.type === 'string' ? [schema.type] : schema.type;

/** Own properties only: `constructor` is no key of ours. */
export function propertyOf(schema: Schema, key: string): Schema | undefined {
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, key)) return schema.properties[key];
  return typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
}

/** Puts what `#/$defs/<name>` stands for in the place of each `$ref`; words beside a `$ref` win. What comes out may contain itself. */
export function linkSchema(file: { readonly $defs: Readonly<Record<string, unknown>> }): Schema {
  const open = new Map<object, string>();
  const copy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(copy);
    if (typeof value !== 'object' || value === null) return value;
    const node = Object.fromEntries(Object.entries(value).filter(([key]) => key !== '$ref' && key !== '$defs').map(([key, inner]) => [key, copy(inner)]));
    if ('$ref' in value) open.set(node, String(value.$ref).replace('#/$defs/', ''));
    return node;
  };
  const defs = new Map(Object.entries(file.$defs).map(([name, value]) => [name, copy(value) as object]));
  const schema = copy(file) as Schema;
  const settle = (node: object): object => {
    const def = defs.get(open.get(node) ?? '');
    if (def !== undefined && open.delete(node)) Object.assign(node, { ...settle(def), ...node });
    return node;
  };
  [...open.keys()].forEach(settle);
  return schema;
}

/** The description for people. It is a key of the l10n bundle like every `msg` text, though it stands in JSON. */
export function describe(schema: Schema | undefined): Message | undefined {
  return schema?.description === undefined ? undefined : { text: schema.description, args: [] };
}
