/**
 * `node inBed.mjs PROGRAM WORD…`: runs a program in an AWS bed without Docker, beside an emulator. It finds
 *
 * - `LABBOOK_TEST_EMULATOR`: address of a moto that runs; a test resets it by `POST /moto-api/reset`
 * - `LABBOOK_TEST_CLI_V2`, `LABBOOK_TEST_CLI_TOO_OLD`: a PATH with that AWS CLI first; its own has v1 and `moto_server`
 * - `LABBOOK_TEST_PYTHON`: folder of the programs of the bed's Python environment; `LABBOOK_TEST_WHEELS`: what wheels.mjs gives, as JSON
 *
 * Ends with the program's code; with 1 when a name of real AWS was looked up meanwhile, whoever did it.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAwsBed } from './awsBed.mjs';
import { awsPrograms } from './programs.mjs';

/** @param {string} dir @returns {Promise<number>} */
async function main(dir) {
  const bed = await startAwsBed({ dir: join(dir, 'b'), log: line => console.error(`[bed] ${line}`), docker: false });
  try {
    const moto = await bed.startMoto();
    const { python, wheels } = await awsPrograms({ log: () => undefined });
    const env = { ...bed.env, LABBOOK_TEST_PYTHON: python, LABBOOK_TEST_WHEELS: JSON.stringify(wheels), LABBOOK_TEST_EMULATOR: moto.address, LABBOOK_TEST_CLI_V2: bed.path('v2'), LABBOOK_TEST_CLI_TOO_OLD: bed.path('too old') };
    const code = await toEnd([...bed.enter, ...process.argv.slice(2)], { ...process.env, ...env });
    const real = [...new Set(await bed.awsNames())];
    if (real.length) console.error(`Names of real AWS were looked up: ${real.join(', ')}`);
    return real.length ? code || 1 : code;
  } finally {
    await bed.stop();
  }
}

/** @param {string[]} words @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function toEnd([file = '', ...words], env) {
  return new Promise((done, failed) => {
    const child = spawn(file, words, { env, stdio: ['ignore', 'inherit', 'inherit'] });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => child.kill(signal));
    child.once('error', failed);
    child.once('close', code => done(code ?? 1));
  });
}

const dir = await mkdtemp(join(tmpdir(), 'lb-'));
process.exitCode = await main(dir).finally(() => rm(dir, { recursive: true, force: true }));
