import { mkdir, rename, writeFile } from 'node:fs/promises';
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

function marked(config: Plain, files: readonly string[]): Plain {
  const contexts = asList(config['contexts']).map(entry => {
    const context = asMap(entry['context']);
    const others = asList(context['extensions']).filter(({ name }) => name !== copyMark);
    return { ...entry, context: { ...context, extensions: [...others, { name: copyMark, extension: { provider: copyMark, files } }] } };
  });
  return { ...config, contexts };
}
