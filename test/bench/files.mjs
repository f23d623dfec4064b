/**
 * Figures that need no editor: sizes of what ships, and damaged notes.
 */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { packageExtension } from '../bed/package.mjs';
import { zipEntries } from '../bed/zipEntries.mjs';
import { row } from './rows.mjs';
import { shippedNotes } from './course.mjs';

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function sizes({ log }) {
  const file = await packageExtension({ log });
  const code = zipEntries(await readFile(file)).filter(({ name }) => name.startsWith('extension/dist/'));
  const main = (await stat('dist/extension.js')).size;
  const kb = (/** @type {number} */ bytes) => bytes / 1000;
  return [
    row('size: main bundle', 'KB', [kb(main)], { goal: '<= 400', ok: ({ p50 }) => p50 <= 400 }),
    row('size: code in the .vsix, compressed', 'KB', [kb(code.reduce((sum, { packed }) => sum + packed, 0))], { goal: '<= 1500', ok: ({ p50 }) => p50 <= 1500 }),
    row('size: code in the .vsix, unpacked', 'KB', [kb(code.reduce((sum, { size }) => sum + size, 0))]),
  ];
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function mutations({ dir }) {
  const outfile = join(dir, 'mutate.mjs');
  await build({
    entryPoints: ['test/bench/mutate.ts'], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
    banner: { js: "import {createRequire as __r} from 'node:module'; const require = __r(import.meta.url);" },
  });
  const { parseMutations } = await import(pathToFileURL(outfile).href);
  const sources = [...await shippedNotes(), await readFile('test/fixtures/learner-notes.md', 'utf8'), await readFile('notes/FORMAT.md', 'utf8')];
  // Processor time: a busy machine hangs no note.
  const clock = () => { const { user, system } = process.cpuUsage(); return (user + system) / 1000; };
  const report = parseMutations(sources, 10_000, clock);
  for (const { seed, error } of report.crashes.slice(0, 3)) console.error(`seed ${seed}: ${error}`);
  const none = { goal: '0', ok: (/** @type {{p50: number}} */ { p50 }) => p50 === 0 };
  return [
    row('mutated notes: crashes of 10,000', 'count', [report.crashes.length], none),
    row('mutated notes: more than 1 s of processor time', 'count', [report.hangs.length], none),
    { ...row('mutated notes: reading one', 'ms', [report.p50]), p95: report.p95 },
  ];
}
