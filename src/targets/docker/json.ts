import { DockerFailure } from './api';

/** Reading what a daemon answers, field by field: what is not there or not of its kind is empty. */

export type Json = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : {};
}
export function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
export function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
export function asTexts(value: unknown): Record<string, string> {
  const out: Record<string, string> = {};
  for (const [key, text] of Object.entries(asObject(value))) if (typeof text === 'string') out[key] = text;
  return out;
}
export function present<T>(items: readonly (T | undefined)[]): T[] {
  return items.filter((item): item is T => item !== undefined);
}

/** Milliseconds since the epoch, from seconds. */
export function seconds(value: unknown): number | undefined {
  const n = asNumber(value);
  return n && n > 0 ? n * 1000 : undefined;
}
/** Milliseconds since the epoch, from a date in words. */
export function dated(value: unknown): number | undefined {
  const time = Date.parse(asText(value));
  return Number.isNaN(time) || time <= 0 ? undefined : time;
}

/** Rows that make no sense are left out; an answer that is no list is refused. */
export function listed<T>(answer: unknown, what: string, map: (item: Json) => T | undefined): T[] {
  if (!Array.isArray(answer)) throw new DockerFailure('notDocker', `The list of ${what} is not a list.`);
  return present(answer.map(item => map(asObject(item))));
}
