/**
 * What an instructor waits for: the command line on the course that ships, and on a class of 200.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { row } from './rows.mjs';

const rounds = 5;
const students = 200;

/** Programs that read and write as much, and do nothing else. */
const raw = {
  reads: `const {readdirSync, readFileSync} = require('fs'); const md = require('markdown-it')();
    for (const name of readdirSync('notes')) if (name.endsWith('.md')) md.parse(readFileSync('notes/' + name, 'utf8'), {});`,
  zips: `const {ZipFile} = require('yazl'), {readdirSync, createWriteStream} = require('fs'); const zip = new ZipFile();
    for (const one of readdirSync('notes', {recursive: true, withFileTypes: true})) if (one.isFile()) { const path = one.parentPath + '/' + one.name; zip.addFile(path, path, {compressionLevel: 9}); }
    zip.outputStream.pipe(createWriteStream(process.argv[1])); zip.end();`,
  parses: `const {readdirSync, readFileSync} = require('fs'); for (const name of readdirSync(process.argv[1])) JSON.parse(readFileSync(process.argv[1] + '/' + name, 'utf8'));`,
};

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function commandLine({ dir }) {
  const at = (/** @type {string} */ name) => join(dir, name);
  await mkdir(at('hand-ins'), { recursive: true });
  const bytes = await (await handIns(dir))(at('hand-ins'), students);
  const check = await beside(['check', 'notes', '--json', at('check.json')], [raw.reads]);
  const pack = await beside(['pack', 'notes', '--out', at('one.vsix')], [raw.zips, at('raw.zip')]);
  await timed([resolve('dist/cli.js'), 'pack', 'notes', '--out', at('two.vsix')]);
  const same = (await readFile(at('one.vsix'))).equals(await readFile(at('two.vsix')));
  const report = await beside(['report', at('hand-ins'), '--out', at('class.html'), '--out', at('class.csv')], [raw.parses, at('hand-ins')]);
  return [
    row('labbook check of the shipped course', 'ms', check.ours, { baseline: check.raw, goal: '<= 3000', ok: ({ p50 }) => p50 <= 3000 }),
    row('labbook pack of the shipped course', 'ms', pack.ours, { baseline: pack.raw, goal: '<= 2000', ok: ({ p50 }) => p50 <= 2000 }),
    row('labbook pack: packs of one course that differ', 'count', [same ? 0 : 1], { goal: '0', ok: ({ p50 }) => p50 === 0 }),
    row(`labbook report of ${students} hand-ins, ${(bytes / 1e6).toFixed(0)} MB`, 'ms', report.ours, { baseline: report.raw, goal: '<= 3000', ok: ({ p50 }) => p50 <= 3000 }),
  ];
}

/** In turn, so that the same load meets both. @param {string[]} words @param {[string, ...string[]]} program */
async function beside(words, program) {
  /** @type {{ours: number[], raw: number[]}} */ const times = { ours: [], raw: [] };
  for (let n = 0; n < rounds; n++) {
    times.ours.push(await timed([resolve('dist/cli.js'), ...words]));
    times.raw.push(await timed(['-e', ...program]));
  }
  return times;
}

/** From the start of a Node to its end, in milliseconds. @param {string[]} words */
async function timed(words) {
  const start = performance.now();
  await promisify(execFile)(process.execPath, words, { maxBuffer: 1e8 });
  return performance.now() - start;
}

/** @param {string} dir */
async function handIns(dir) {
  const outfile = join(dir, 'handIns.mjs');
  await build({
    entryPoints: ['test/bench/handIns.ts'], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning',
    banner: { js: "import {createRequire as __r} from 'node:module'; const require = __r(import.meta.url);" },
  });
  return /** @type {typeof import('./handIns.ts')} */ (await import(pathToFileURL(outfile).href)).writeHandIns;
}
