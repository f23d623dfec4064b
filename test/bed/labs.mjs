/**
 * `npm run labs [-- <lab, section or file> ...] [--json FILE] [--course FOLDER] [--not-run FILE] [--aws-cli v1|v2]`: takes each lab of the
 * course through (src/cli.ts) on Docker daemons of the bed with stand-in images. Labs of one machine share two daemons, one
 * after the other, since each must leave nothing behind; a lab that has blocks for more machines has daemons of its own,
 * and those with kubectl share a Kubernetes, which is not started: `minikube start` in the lab does that, with the bed's
 * stand-in for the command `minikube`. Those on AWS are taken through on an emulator, each on one of its own, three at a time, in turn with version 1 and version 2 of the AWS CLI unless
 * one is named. All at once, because a lab waits more than it works. The table of the sections, with each block that was not run and why, is printed at the
 * end and written beside --json as .txt. Ends with the worst exit code of the cli. Ctrl+C ends the
 * labs and takes the daemons down. With --summary FILE it is a part of the tests: as everywhere with real servers, what
 * failed beside others is tried a second time, alone, and that is told. With --no-cluster REASON those with kubectl are
 * skipped; with --part aws only those on AWS are taken, with --part local only the others.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './commands.mjs';
import { images } from './images/index.mjs';
import { startAwsBed } from './aws/awsBed.mjs';
import { startKubeBed } from './kubeBed.mjs';
import { reasonsOf, sectionTable } from './labsTable.mjs';
import { standInForMesh } from './meshStandIn.mjs';
import { modernNode } from './modernNode.mjs';
import { startSwarmBed } from './swarmBed.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const cli = join('dist', 'cli.js');
const node = await modernNode({ log: line => console.error(line) });

const stopped = new AbortController();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => stopped.abort());

/** @typedef {import('../../src/headless/labRow').LabRow} Row */
/** @typedef {{code: number, rows: Row[], table: string}} Outcome */
/** @typedef {'v1' | 'v2'} Cli of AWS */
/** @typedef {{lab: string, section: string, nodes: number, aws: boolean, minutes: number, cli: Cli}} Lab */
/** @typedef {{labs: Lab[], nodes: number, aws?: boolean}} Lane labs one after the other on so many Docker daemons; none: on a Kubernetes, or on an emulator of AWS */

/** @param {string[]} args @returns {Promise<number>} */
async function main(args) {
  const { positionals, values: { json, summary, course = '.', 'not-run': notRun = 'test/lab/not-run.txt', 'no-cluster': noCluster, part, 'aws-cli': cli } } = parseArgs({ args, allowPositionals: true, options: { json: text, summary: text, course: text, 'not-run': text, 'no-cluster': text, part: text, 'aws-cli': text } });
  const started = Date.now();
  const all = (await labsOf(course, positionals, cli)).filter(({ aws }) => part === undefined || aws === (part === 'aws'));
  const labs = all.filter(({ nodes, aws }) => nodes > 0 || aws || noCluster === undefined);
  const skipped = all.filter(lab => !labs.includes(lab)).map(({ lab }) => lab);
  for (const lab of skipped) console.log(`SKIPPED lab ${lab}: ${noCluster}`);
  const attempt = (/** @type {Lane} */ lane) => (lane.aws ? rehearseOnAws : lane.nodes ? rehearse : rehearseInCluster)(lane, ['--course', course, '--not-run', notRun]).catch(reason => brokeOff(namesOf(lane), reason));
  const first = await Promise.all(lanesOf(labs).map(attempt));
  const again = labs.filter(({ lab }) => summary && !stopped.signal.aborted && !passes(first, lab));
  const outcomes = first.map(outcome => without(outcome, again.map(({ lab }) => lab)));
  for (const lab of again) {
    console.log(`SECOND TRY lab ${lab.lab}`);
    outcomes.push(await attempt({ labs: [lab], nodes: lab.nodes, aws: lab.aws }));
  }
  const rows = labs.flatMap(({ lab }) => outcomes.flatMap(outcome => outcome.rows.filter(row => row.lab === lab)));
  console.log(tableOf(outcomes.map(({ table }) => table), labs.map(({ lab }) => lab)));
  const sections = sectionTable(all, rows, reasonsOf(await readFile(notRun, 'utf8')));
  console.log(`\n${sections}`);
  if (json) await writeWithFolder(json.replace(/(\.json)?$/, '.txt'), `${sections}\n`);
  if (json) await writeWithFolder(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (summary) await writeWithFolder(summary, JSON.stringify(summaryOf(labs.map(({ lab }) => lab), again.map(({ lab }) => lab), skipped, outcomes, Date.now() - started)));
  return Math.max(0, ...outcomes.map(({ code }) => code));
}

/** @param {string} course @param {string[]} names @param {string | undefined} wanted version of the AWS CLI for all @returns {Promise<Lab[]>} */
async function labsOf(course, names, wanted) {
  const listed = await run(node, [cli, 'labs', '--list', '--course', course, ...names]);
  const found = await Promise.all(listed.trim().split('\n').map(async line => {
    const [lab = '', file = ''] = line.split('\t');
    const note = await readFile(file, 'utf8');
    return { lab, section: basename(file, '.md'), nodes: nodesFor(note), aws: isOnAws(note), minutes: Number(/^minutes: *(\d+)/m.exec(note)?.[1] ?? 30) };
  }));
  const onAws = found.filter(({ aws }) => aws);
  return found.map(lab => ({ ...lab, cli: wanted === 'v1' || wanted === 'v2' ? wanted : onAws.indexOf(lab) % 2 ? 'v2' : 'v1' }));
}

/** @param {Lab[]} labs @returns {Lane[]} */
function lanesOf(labs) {
  const alone = labs.filter(({ nodes }) => nodes === 1);
  const inCluster = labs.filter(({ nodes, aws }) => nodes === 0 && !aws);
  const shared = [0, 1].map(half => ({ labs: alone.filter((_, index) => index % 2 === half), nodes: 1 }));
  const own = labs.filter(({ nodes }) => nodes > 1).map(lab => ({ labs: [lab], nodes: lab.nodes }));
  return [...shared, { labs: inCluster, nodes: 0 }, ...awsLanes(labs.filter(({ aws }) => aws)), ...own].filter(lane => lane.labs.length);
}

/** What takes students longest takes longest here, too: it begins first. @param {Lab[]} labs @returns {Lane[]} */
function awsLanes(labs) {
  const lanes = [0, 1, 2].map(() => ({ labs: /** @type {Lab[]} */ ([]), minutes: 0 }));
  for (const lab of labs.toSorted((a, b) => b.minutes - a.minutes)) {
    const lane = lanes.toSorted((a, b) => a.minutes - b.minutes)[0];
    lane?.labs.push(lab);
    if (lane) lane.minutes += lab.minutes;
  }
  return lanes.map(lane => ({ labs: lane.labs, nodes: 0, aws: true }));
}

/** @param {Pick<Lane, 'labs'>} lane */
function namesOf({ labs }) { return labs.map(({ lab }) => lab); }

/** How many Docker daemons a lab wants; none where it is about Kubernetes. @param {string} note */
function nodesFor(note) {
  if (isOnAws(note) || /^ {2}tools:.*\bkubectl\b/m.test(note)) return 0;
  return [2, 3].filter(number => new RegExp(`\\bnode${number}\\b`).test(note)).length + 1;
}

/** @param {string} note */
function isOnAws(note) { return /^targets:.*\baws\b/m.test(note); }

/** @param {string} path @param {string} text */
async function writeWithFolder(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

/** @param {Lane} lane @param {string[]} words @returns {Promise<Outcome>} */
function rehearse({ labs, nodes }, words) {
  const names = namesOf({ labs });
  return inFolder(async dir => {
    const bed = await startSwarmBed({ dir: join(dir, 'b'), log: () => undefined, images, nodes });
    const mesh = await standInForMesh(bed, { log: said(names) });
    try {
      return await takenThrough(names, { dir, enter: bed.enter, env: { ...bed.env, ADDR: bed.address } }, words);
    } finally {
      await mesh.stop();
      await bed.stop();
    }
  });
}

/** No daemon of this machine is in reach of such a lab. @param {Lane} lane @param {string[]} words @returns {Promise<Outcome>} */
function rehearseInCluster({ labs }, words) {
  const names = namesOf({ labs });
  return inFolder(async dir => {
    const bed = await startKubeBed({ dir: join(dir, 'b'), log: said(names), started: false });
    try {
      return await takenThrough(names, { dir, enter: bed.enter, env: { ...bed.env, DOCKER_HOST: `unix://${dir}/none.sock` } }, words);
    } finally {
      await bed.stop();
    }
  });
}

/**
 * Each lab has an emulator that nobody has used before. Nothing leaves for real AWS: there is no way out.
 * @param {Lane} lane @param {string[]} words @returns {Promise<Outcome>}
 */
function rehearseOnAws({ labs }, words) {
  const names = namesOf({ labs });
  return inFolder(async dir => {
    const bed = await startAwsBed({ dir: join(dir, 'b'), log: said(names), docker: false });
    /** @type {Outcome[]} */ const outcomes = [];
    try {
      for (const { lab, cli: version } of labs) {
        if (stopped.signal.aborted) break;
        const moto = await bed.startMoto();
        said([lab])(`AWS CLI ${version}`);
        outcomes.push(await takenThrough([lab], { dir, enter: bed.enter, env: { ...bed.env, PATH: bed.path(version), ...moto.env } }, words).finally(() => moto.stop()));
      }
      const asked = [...new Set(await bed.awsNames())];
      if (asked.length) return { ...together(outcomes), ...brokeOff(names, `names of real AWS were looked up: ${asked.join(', ')}`) };
      return together(outcomes);
    } finally {
      await bed.stop();
    }
  });
}

/** @param {Outcome[]} outcomes @returns {Outcome} */
function together(outcomes) {
  return { code: Math.max(0, ...outcomes.map(({ code }) => code)), rows: outcomes.flatMap(({ rows }) => rows), table: outcomes.map(({ table }) => table).join('\n') };
}

/** @param {string[]} names @returns {import('./commands.mjs').Log} */
const said = names => line => console.error(`[bed of ${names.join(', ')}] ${line}`);

/** @param {(dir: string) => Promise<Outcome>} work @returns {Promise<Outcome>} */
async function inFolder(work) {
  const dir = await mkdtemp(join(tmpdir(), 'lb-'));
  return work(dir).finally(() => rm(dir, { recursive: true, force: true }));
}

/** @param {string[]} names @param {{dir: string, enter: readonly string[], env: Record<string, string>}} bed @param {string[]} words @returns {Promise<Outcome>} */
async function takenThrough(names, { dir, enter, env }, words) {
  const json = join(dir, 'rows.json');
  const { code, table } = await toEnd([...enter, node, cli, 'labs', ...names, '--json', json, ...words], { ...process.env, ...env });
  return { code, table, rows: JSON.parse(await readFile(json, 'utf8').catch(() => '[]')) };
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

/** Each lab is a test. @param {string[]} names @param {string[]} again @param {string[]} pending @param {Outcome[]} outcomes @param {number} ms @returns {import('./reporter.mjs').Summary} */
function summaryOf(names, again, pending, outcomes, ms) {
  const passed = names.filter(name => passes(outcomes, name));
  const failures = names.filter(name => !passed.includes(name)).map(name => ({ title: `lab ${name}`, file: cli, error: 'see above what is said of it' }));
  return { passed: passed.length, failed: failures.length, skipped: pending.length, ms, failures, pending: pending.map(lab => `lab ${lab}`), retried: again.map(lab => `lab ${lab}`) };
}

process.exit(await main(process.argv.slice(2)));
