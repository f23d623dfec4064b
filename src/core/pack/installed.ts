import type { PackOfCourse } from '../course';
import { coursePath } from '../coursePath';
import { coursesPoint } from './packFiles';

/** A course in an installed extension. */
export interface InstalledCourse {
  readonly pack: PackOfCourse;
  /** Below the extension's folder, with `/`. */
  readonly path: string;
}

/** The courses that an extension says it brings, by its `package.json` alone: nothing of it is run. What cannot be understood is passed over. */
export function coursesOf(id: string, manifest: unknown): InstalledCourse[] {
  const { version, contributes } = (manifest ?? {}) as { version?: unknown; contributes?: Readonly<Record<string, unknown>> };
  const said = contributes?.[coursesPoint];
  if (!Array.isArray(said)) return [];
  const pack = { id: id.toLowerCase(), version: String(version) };
  const paths = said.map(one => (one as { path?: unknown } | null)?.path).flatMap(path => typeof path === 'string' ? coursePath(path.replace(/\/+$/, '')) ?? [] : []);
  return [...new Set(paths)].map(path => ({ pack, path }));
}
