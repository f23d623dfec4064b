/**
 * `npm run l10n` writes l10n/bundle.l10n.json, the list that translators work from. `-- --check` writes nothing and ends
 * with 1 when the list is stale or a sentence cannot be collected.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { findSentences } from './sentences.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = join(root, 'l10n', 'bundle.l10n.json');

const { sentences, problems } = await findSentences(root);
const wanted = [...sentences.keys()].sort((a, b) => a < b ? -1 : 1);
const text = `${JSON.stringify(Object.fromEntries(wanted.map(key => [key, key])), null, 2)}\n`;
if (process.argv.includes('--check')) {
  if (await readFile(file, 'utf8').catch(() => '') !== text) problems.push('l10n/bundle.l10n.json is stale. Remedy: npm run l10n');
} else {
  await mkdir(join(root, 'l10n'), { recursive: true });
  await writeFile(file, text);
  console.log(`${wanted.length} sentences`);
}
for (const problem of problems) console.error(problem);
if (problems.length) process.exitCode = 1;
