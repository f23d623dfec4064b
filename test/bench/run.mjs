/**
 * `npm run bench`: every figure in one table. `--json FILE` writes the rows too; `--only NAME,…` takes some parts.
 */
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../bed/commands.mjs';
import { shared } from '../editor/shared.mjs';
import { commandLine } from './author.mjs';
import { awsRows } from './aws.mjs';
import { firstOutput, flood, overhead } from './blocks.mjs';
import { mutations, sizes } from './files.mjs';
import { activation, lenses } from './host.mjs';
import { installCourse } from './install.mjs';
import { checkResults } from './checks.mjs';
import { clusterRows } from './cluster.mjs';
import { statusRows } from './panel.mjs';
import { largeCourse } from './large.mjs';
import { openPlace } from './place.mjs';
import { cleanupTimes, receiptTimes } from './lab.mjs';
import { openAny, openLong } from './reading.mjs';
import { failedRow, table } from './rows.mjs';
import { swarmRows } from './swarm.mjs';

const text = /** @type {const} */ ({ type: 'string' });

/** The quiet ones first; the flood last, because a window after it is not a fresh one. */
const parts = { overhead, output: firstOutput, panel: statusRows, swarm: swarmRows, cluster: clusterRows, aws: awsRows, checks: checkResults, activation, lens: lenses, open: openLong, any: openAny, large: largeCourse, receipt: receiptTimes, cleanup: cleanupTimes, author: commandLine, install: installCourse, flood, mutate: mutations, size: sizes };

/** @param {{json?: string, only?: string}} choice @returns {Promise<boolean>} whether every goal is met */
async function main({ json, only }) {
  process.chdir(resolve(import.meta.dirname ?? '.', '../..'));
  const log = (/** @type {string} */ line) => console.error(`[bench] ${line}`);
  const chosen = Object.entries(parts).filter(([name]) => !only || only.split(',').includes(name));
  if (!chosen.length) throw new Error(`No such part. There are: ${Object.keys(parts).join(', ')}`);
  await run('npm', ['run', '-s', 'build']);
  const place = await openPlace({ log });
  const rows = [];
  try {
    for (const [name, measure] of chosen) {
      const start = Date.now();
      const taken = await measure(place).catch(error => { log(error.stack); return [failedRow(name, error)]; });
      rows.push(...taken);
      for (const one of taken) log(JSON.stringify(one));
      await place.closeWindows();
      log(`${name} took ${((Date.now() - start) / 1000).toFixed(1)} s`);
    }
  } finally {
    await place.stop();
  }
  console.log(table(rows));
  if (json) await writeFile(json, `${JSON.stringify(rows, null, 2)}\n`);
  return rows.every(({ ok }) => ok !== false);
}

try {
  process.exit(await main(parseArgs({ options: { json: text, only: text } }).values) ? 0 : 1);
} finally {
  await shared.stop();
}
