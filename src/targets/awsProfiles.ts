import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Names of the profiles in the student's own files, in their order. Nothing else of those files is kept. */
export async function profileNames(env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const files = [env.AWS_CONFIG_FILE ?? join(home, '.aws', 'config'), env.AWS_SHARED_CREDENTIALS_FILE ?? join(home, '.aws', 'credentials')];
  const texts = await Promise.all(files.map(file => readFile(file, 'utf8').catch(() => '')));
  const names = texts.flatMap((text, file) => [...text.matchAll(/^\s*\[\s*(profile\s+)?([^\]\s]+)\s*\]/gm)].flatMap(([, prefix, name = '']) => file === 1 || prefix !== undefined || name === 'default' ? [name] : []));
  return [...new Set(names)];
}
