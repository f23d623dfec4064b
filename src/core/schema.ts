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
  readonly additionalProperties?: boolean;
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
  return schema.properties !== undefined && Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
}

/** The description for people. It is a key of the l10n bundle like every `msg` text, though it stands in JSON. */
export function describe(schema: Schema | undefined): Message | undefined {
  return schema?.description === undefined ? undefined : { text: schema.description, args: [] };
}
