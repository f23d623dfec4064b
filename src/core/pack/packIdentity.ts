import type { Course } from '../course';
import { msg } from '../message';
import type { Refusal } from './found';

/** What VS Code knows a pack by. */
export interface PackIdentity {
  readonly publisher: string;
  readonly name: string;
  /** Three numbers. */
  readonly version: string;
}

/** Labbook itself: no pack takes its place. */
export const labbookId = 'labbook.labbook';

export function idOf({ publisher, name }: Pick<PackIdentity, 'publisher' | 'name'>): string { return `${publisher}.${name}`.toLowerCase(); }

/** `withLabbook`: the pack that holds Labbook too has a name of its own, so that both may be installed. */
export function packIdentity(course: Course, options: { readonly publisher?: string; readonly withLabbook?: boolean }): { readonly identity: PackIdentity } | { readonly refused: Refusal } {
  const at = { path: 'course.yaml' };
  const publisher = options.publisher ?? course.publisher;
  if (publisher === undefined) return { refused: { ...at, message: msg('it names no publisher'), remedy: msg('Add a line "publisher: your-name", or use --publisher NAME.') } };
  if (!/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/.test(publisher)) return { refused: { ...at, message: msg('"{0}" cannot be a publisher', publisher), remedy: msg('Allowed are letters, digits and hyphens, at most 64.') } };
  const version = packVersion(course.version);
  if (version === undefined) return { refused: { ...at, message: msg('the version {0} cannot be that of a pack', course.version), remedy: msg('Write up to three numbers, such as 1.2.0.') } };
  const identity = { publisher, name: options.withLabbook ? `${course.id}-with-labbook` : course.id, version };
  return idOf(identity) === labbookId ? { refused: { ...at, message: msg('{0} is the id of Labbook itself', labbookId), remedy: msg('Choose another publisher.') } } : { identity };
}

/** VS Code wants three numbers: `1.2` is 1.2.0. */
export function packVersion(version: string): string | undefined {
  const found = /^(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?$/.exec(version);
  return found ? [1, 2, 3].map(index => String(Number(found[index] ?? 0))).join('.') : undefined;
}
