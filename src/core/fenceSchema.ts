import fenceSchemaFile from '../../notes/schema/fence.schema.json';
import type { Schema } from './schema';

/** What the fence of a block of commands may say behind its backticks. */
export const fenceSchema: Schema = fenceSchemaFile;

/** What a yaml fence may say. */
export const checkFenceSchema: Schema = { properties: { check: fenceSchemaFile.properties.check } };
