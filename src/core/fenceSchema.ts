import fenceSchemaFile from '../../notes/schema/fence.schema.json';
import type { Schema } from './schema';

/** What a fence may say behind its backticks. */
export const fenceSchema: Schema = fenceSchemaFile;
