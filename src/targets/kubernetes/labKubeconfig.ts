import { writeFile } from 'node:fs/promises';
import type { ResolvedContext } from './context';

/**
 * A kubeconfig for one lab: its context alone, in the lab's namespace, with the credentials as they stand in the
 * student's files, which are not touched. So it may be read by this user alone. JSON is YAML too, and kubectl rewrites it
 * as it likes.
 * @returns whether there is a context to write
 */
export async function writeLabKubeconfig(path: string, { config }: ResolvedContext): Promise<boolean> {
  if (!config) return false;
  await writeFile(path, `${JSON.stringify(config, undefined, 2)}\n`, { mode: 0o600 });
  return true;
}
