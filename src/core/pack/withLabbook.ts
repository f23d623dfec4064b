import { contribution, type PackFacts } from './packFiles';

/** Says, in the manifest of an extension, which Labbook is inside it. */
export const engineKey = 'labbook';

type Manifest = Readonly<Record<string, unknown>>;

/** What has no meaning in an installed extension, or is Labbook's alone. */
const dropped: ReadonlySet<string> = new Set(['scripts', 'dependencies', 'devDependencies', 'bin', 'private', 'repository', 'bugs', 'homepage', '__metadata']);

/** The manifest of Labbook with the id, names and course of a pack. `own`: Labbook's `package.json`. */
export function withLabbookManifest(own: Manifest, { course, identity, content }: PackFacts): Manifest {
  const kept = Object.fromEntries(Object.entries(own).filter(([key]) => !dropped.has(key)));
  const inside = own[engineKey] as { readonly engine?: string } | undefined;
  return {
    ...kept, ...identity,
    displayName: `${course.title} (with Labbook)`,
    description: `Labbook with the course ${course.title} in it`,
    [engineKey]: { engine: inside?.engine ?? own['version'] },
    contributes: { ...own['contributes'] as object, ...contribution(content, course) },
  };
}
