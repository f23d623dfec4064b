import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ResolvedContext } from './context';
import { asList, asMap, type Plain } from './plain';

/** Name of the extension that says of a context that it stands in such a file, and where it was taken from. */
export const copyMark = 'labbook';

/**
 * A kubeconfig for one lab: its context alone, in the lab's namespace, with the credentials as they stand in the
 * student's files, which are not touched. So it may be read by this user alone. JSON is YAML too, and kubectl rewrites it
 * as it likes. Whoever reads it meanwhile reads the old one or the new one.
 * @returns whether there is a context to write
 */
export async function writeLabKubeconfig(path: string, { config, files }: Pick<ResolvedContext, 'config' | 'files'>): Promise<boolean> {
  if (!config) return false;
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, `${JSON.stringify(marked(config, files), undefined, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
  return true;
}

/**
 * Writes such a file anew where the cluster's address or the credentials differ from those in the files it was taken
 * from, and these are the newer ones: a cluster that was made anew has others.
 * @param copy what the lab's kubeconfig says @param origin the same context and namespace by the student's files
 */
export async function renewLabKubeconfig(path: string, copy: ResolvedContext, origin: ResolvedContext): Promise<void> {
  if (!origin.config || origin.context?.copyOf || same(copy.config, origin.config)) return;
  if (await newest(origin.files) > await newest([path])) await writeLabKubeconfig(path, origin);
}

function same(one: Plain | undefined, other: Plain): boolean {
  return JSON.stringify([one?.['clusters'], one?.['users']]) === JSON.stringify([other['clusters'], other['users']]);
}

async function newest(files: readonly string[]): Promise<number> {
  return Math.max(0, ...await Promise.all(files.map(file => stat(file).then(({ mtimeMs }) => mtimeMs, () => 0))));
}

function marked(config: Plain, files: readonly string[]): Plain {
  const contexts = asList(config['contexts']).map(entry => {
    const context = asMap(entry['context']);
    const others = asList(context['extensions']).filter(({ name }) => name !== copyMark);
    return { ...entry, context: { ...context, extensions: [...others, { name: copyMark, extension: { provider: copyMark, files } }] } };
  });
  return { ...config, contexts };
}
