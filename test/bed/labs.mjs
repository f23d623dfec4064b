/**
 * `npm run labs [-- <lab, section or file> ...] [--json FILE] [--course FOLDER] [--not-run FILE]`: takes each lab of the
 * course through (src/cli.ts) on Docker daemons of the bed with stand-in images. Labs of one machine share two daemons, one
 * after the other, since each must leave nothing behind; a lab that has blocks for more machines has daemons of its own.
 * All daemons at once, because a lab waits more than it works. Ends with the worst exit code of the cli. Ctrl+C ends the
 * labs and takes the daemons down. With --summary FILE it is a part of the tests: as everywhere with real servers, what
 * failed beside three others is tried a second time, alone, and that is told.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './commands.mjs';
import { images } from './images/index.mjs';
import { standInForMesh } from './meshStandIn.mjs';
import { modernNode } from './modernNode.mjs';
import { startSwarmBed } from './swarmBed.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const cli = join('dist', 'cli.js');
const node = await modernNode({ log: line => console.error(line) });

const stopped = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => stopped.abort());

/** @typedef {{lab: string, [count: string]: unknown}} Row as src/headless/labRow.ts has it */
/** @typedef {{code: number, rows: Row[], table: string}} Outcome */

/** @param {string[]} args @returns {Promise<number>} */
async function main(args) {
  const { positionals, values: { json, summary, course = '.', 'not-run': notRun = 'test/lab/not-run.txt' } } = parseArgs({ args, allowPositionals: true, options: { json: text, summary: text, course: text, 'not-run': text } });
  const started = Date.now();
  const listed = await run(node, [cli, 'labs', '--list', '--course', course, ...positionals]);
  const labs = await Promise.all(listed.trim().split('\n').map(async line => {
    const [lab = '', file = ''] = line.split('\t');
    const note = await readFile(file, 'utf8');
    return { lab, nodes: [2, 3].filter(number => new RegExp(`\\bnode${number}\\b`).test(note)).length + 1 };
  }));
  const alone = labs.filter(({ nodes }) => nodes === 1).map(({ lab }) => lab);
  const shared = [0, 1].map(half => ({ names: alone.filter((_, index) => index % 2 === half), nodes: 1 })).filter(({ names }) => names.length);
  const lanes = [...shared, ...labs.filter(({ nodes }) => nodes > 1).map(({ lab, nodes }) => ({ names: [lab], nodes }))];
  const attempt = (/** @type {{names: string[], nodes: number}} */ lane) => rehearse(lane, ['--course', course, '--not-run', notRun]).catch(reason => brokeOff(lane.names, reason));
  const first = await Promise.all(lanes.map(attempt));
  const again = labs.filter(({ lab }) => summary && !stopped.signal.aborted && !passes(first, lab));
  const outcomes = first.map(outcome => without(outcome, again.map(({ lab }) => lab)));
  for (const { lab, nodes } of again) {
    console.log(`SECOND TRY lab ${lab}`);
    outcomes.push(await attempt({ names: [lab], nodes }));
  }
  const rows = labs.flatMap(({ lab }) => outcomes.flatMap(outcome => outcome.rows.filter(row => row.lab === lab)));
  console.log(tableOf(outcomes.map(({ table }) => table), labs.map(({ lab }) => lab)));
  if (json) await writeWithFolder(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (summary) await writeWithFolder(summary, JSON.stringify(summaryOf(labs.map(({ lab }) => lab), again.map(({ lab }) => lab), outcomes, Date.now() - started)));
  return Math.max(...outcomes.map(({ code }) => code));
}

/** @param {string} path @param {string} text */
async function writeWithFolder(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** @param {{names: string[], nodes: number}} lane @param {string[]} words @returns {Promise<Outcome>} */
async function rehearse({ names, nodes }, words) {
  const log = (/** @type {string} */ line) => console.error(`[bed of ${names.join(', ')}] ${line}`);
  const dir = await mkdtemp(join(tmpdir(), 'lb-'));
  try {
    const bed = await startSwarmBed({ dir: join(dir, 'b'), log: () => undefined, images, nodes });
    const mesh = await standInForMesh(bed, { log });
    try {
      const json = join(dir, 'rows.json');
      const env = { ...process.env, ...bed.env, ADDR: bed.address };
      const { code, table } = await toEnd([...bed.enter, node, cli, 'labs', ...names, '--json', json, ...words], env);
      return { code, table, rows: JSON.parse(await readFile(json, 'utf8').catch(() => '[]')) };
    } finally {
      await mesh.stop();
      await bed.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string[]} names @param {unknown} why @returns {Outcome} */
function brokeOff(names, why) {
  console.error(`${names.join(', ')}: ${why instanceof Error ? why.stack : String(why)}`);
  return { code: 70, rows: [], table: '' };
}

/** @param {string[]} words @param {NodeJS.ProcessEnv} env @returns {Promise<{code: number, table: string}>} */
function toEnd([file = '', ...args], env) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit'], signal: stopped.signal });
    let table = '';
    child.stdout.setEncoding('utf8').on('data', part => { table += part; });
    child.once('error', failed);
    child.once('close', code => done({ code: code ?? 70, table }));
  });
}

/** One of several, in the order of the course. @param {string[]} tables @param {string[]} names @returns {string} */
function tableOf(tables, names) {
  const lines = tables.flatMap(table => table.split('\n')).filter(Boolean).map(line => line.split(/ {2,}/));
  const chosen = [lines[0] ?? [], ...names.flatMap(name => lines.filter(([first]) => first === name))];
  return chosen.map(line => line.map((cell, column) => cell.padEnd(Math.max(...chosen.map(other => other[column]?.length ?? 0)))).join('  ').trimEnd()).join('\n');
}

/** @param {Outcome[]} outcomes @param {string} lab */
function passes(outcomes, lab) { return outcomes.some(({ table }) => new RegExp(`^${lab} .* ok$`, 'm').test(table)); }

/** What a second try decides is taken out; where nothing else went wrong the first one's code goes with it. @param {Outcome} outcome @param {string[]} labs @returns {Outcome} */
function without({ code, rows, table }, labs) {
  const left = table.split('\n').filter(line => !labs.some(lab => line.startsWith(`${lab} `))).join('\n');
  const tried = labs.some(lab => rows.some(row => row.lab === lab)) || rows.length === 0;
  return { code: tried && !/ FAILED$/m.test(left) ? 0 : code, rows: rows.filter(({ lab }) => !labs.includes(lab)), table: left };
}

/** Each lab is a test. @param {string[]} names @param {string[]} again @param {Outcome[]} outcomes @param {number} ms @returns {import('./reporter.mjs').Summary} */
function summaryOf(names, again, outcomes, ms) {
  const passed = names.filter(name => passes(outcomes, name));
  const failures = names.filter(name => !passed.includes(name)).map(name => ({ title: `lab ${name}`, file: cli, error: 'see above what is said of it' }));
  return { passed: passed.length, failed: failures.length, skipped: 0, ms, failures, pending: [], retried: again.map(lab => `lab ${lab}`) };
}

process.exit(await main(process.argv.slice(2)));
