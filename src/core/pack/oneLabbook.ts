import { labbookId } from './packIdentity';
import { engineKey } from './withLabbook';

/** A Labbook that is installed and not disabled: the one of its own, or one that came together with a course. */
export interface InstalledLabbook { readonly id: string; /** Version of the Labbook in it. */ readonly engine: string }

export function labbookIn(id: string, manifest: unknown): InstalledLabbook | undefined {
  const { version, [engineKey]: inside } = (manifest ?? {}) as Readonly<Record<string, unknown>>;
  const engine = (inside as { engine?: unknown } | undefined)?.engine ?? (id.toLowerCase() === labbookId ? version : undefined);
  return typeof engine === 'string' ? { id, engine } : undefined;
}

/**
 * The one that works where several are installed: the newest; of equal ones that without a course, then by id. All of
 * them come to the same answer in whatever order they start, and it finds the courses of the others.
 */
export function workingLabbook(all: readonly InstalledLabbook[]): InstalledLabbook | undefined {
  return [...all].sort((a, b) => newer(b.engine, a.engine) || Number(b.id.toLowerCase() === labbookId) - Number(a.id.toLowerCase() === labbookId) || (a.id < b.id ? -1 : 1))[0];
}

/** Above 0 where `a` is newer than `b`. */
function newer(a: string, b: string): number {
  const [left, right] = [a, b].map(version => version.split('.').map(part => Number.parseInt(part, 10) || 0));
  for (let index = 0; index < 3; index++) {
    const difference = (left?.[index] ?? 0) - (right?.[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
