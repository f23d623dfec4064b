import type { Span } from './diagnostic';
import type { Message } from './message';
import type { YamlReader } from './yamlReader';

/** Tells what is wrong with a check, at its place. Whoever reports an error gets no check. */
export type CheckProblem = (code: string, severity: 'error' | 'warning', span: Span, message: Message, remedy: Message) => void;

// Parts of an assertion as yaml has them; what is not there leaves nothing behind.

export function named<R>(from: YamlReader, make: (name: string) => R, key = 'name'): R | undefined {
  const name = from.text(key);
  return name === undefined ? undefined : make(name);
}

export function oneOf<const T extends string, R>(word: string | undefined, words: readonly T[], make: (word: T) => R): R | undefined {
  const found = words.find(one => one === word);
  return found === undefined ? undefined : make(found);
}

export function renamed<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : { [key]: value } as { [key in K]: V };
}

export const some = <T>(values: readonly T[]): readonly T[] | undefined => (values.length > 0 ? values : undefined);
export const text = <K extends string>(from: YamlReader, key: K): { [key in K]?: string } => renamed(key, from.text(key));
export const texts = <K extends string>(from: YamlReader, key: K): { [key in K]?: readonly string[] } => renamed(key, some(from.oneOrMore(key)));
export const number = <K extends string>(from: YamlReader, key: K): { [key in K]?: number } => renamed(key, from.number(key));
export const state = (from: YamlReader) => oneOf(from.text('state'), ['present', 'absent'], found => ({ state: found }));
