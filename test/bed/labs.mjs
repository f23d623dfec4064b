/**
 * `npm run labs [-- <lab, section or file> ...] [--json FILE] [--course FOLDER]`: takes each lab of the course through
 * (src/cli.ts), each on a Docker daemon of its own with the stand-in images of the bed, so that each begins clean. Further
 * daemons stand beside it for what a lab does with more machines. Ends with the worst exit code of the cli.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from './commands.mjs';
import { images } from './images/index.mjs';
import { standInForMesh } from './meshStandIn.mjs';
import { startSwarmBed } from './swarmBed.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const cli = join('dist', 'cli.js');
const log = (/** @type {string} */ line) => console.error(`[bed] ${line}`);

/** @param {string[]} args @returns {Promise<number>} */
async function main(args) {
  const { positionals, values: { json, course = '.', 'not-run': notRun = 'test/lab/not-run.txt' } } = parseArgs({ args, allowPositionals: true, options: { json: text, course: text, 'not-run': text } });
  const listed = await run(process.execPath, [cli, 'labs', '--list', '--course', course, ...positionals]);
  const rows = [];
  let worst = 0;
  for (const [lab = '', file = ''] of listed.trim().split('\n').map(line => line.split('\t'))) {
    const { code, row } = await rehearse({ lab, nodes: /\bnode2\b/.test(await readFile(file, 'utf8')) ? 3 : 1 }, ['--course', course, '--not-run', notRun]);
    worst = Math.max(worst, code);
    rows.push(...row);
    if (json) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  }
  return worst;
}

/** @param {{lab: string, nodes: number}} which @param {string[]} words @returns {Promise<{code: number, row: unknown[]}>} */
async function rehearse({ lab, nodes }, words) {
  const dir = await mkdtemp(join(tmpdir(), 'lb-'));
  try {
    const bed = await startSwarmBed({ dir: join(dir, 'b'), log, images, nodes });
    const mesh = await standInForMesh(bed, { log });
    try {
      const json = join(dir, 'row.json');
      const env = { ...process.env, ...bed.env, ADDR: bed.address };
      const code = await toEnd([...bed.enter, process.execPath, cli, 'labs', lab, '--json', json, ...words], env);
      return { code, row: JSON.parse(await readFile(json, 'utf8').catch(() => '[]')) };
    } finally {
      await mesh.stop();
      await bed.stop();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {string[]} words @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function toEnd([file = '', ...args], env) {
  return new Promise((done, failed) => {
    const child = spawn(file, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('error', failed);
    child.once('close', code => done(code ?? 70));
  });
}

process.exit(await main(process.argv.slice(2)));
