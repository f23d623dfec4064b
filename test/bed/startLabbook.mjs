/**
 * Opens the real VS Code with the packaged Labbook in it, as a student would have it, and takes down at the end what it
 * started. Nothing of the user's own VS Code is touched.
 */
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { installEditor } from '../editor/install.mjs';
import { cacheFolder } from './cache.mjs';
import { House } from './house.mjs';
import { packageExtension } from './package.mjs';
import { ensureProjectPackages } from './projectPackages.mjs';
import { findDesktop, openDesktop, openServer } from './startEditor.mjs';
import { planDocker, startOwnDocker } from './startDocker.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const usage = `npm start [-- --offline] [-- --dir FOLDER]
  --offline     use a Docker of Labbook's own with stand-in images, even if another Docker answers
  --dir FOLDER  keep profile and workspace in FOLDER, so that two of these can run beside each other`;

/** @param {string[]} args */
export async function startLabbook(args) {
  const { values } = parseArgs({ args, options: { offline: { type: 'boolean' }, dir: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) return console.log(usage);
  const place = values.dir ? { dir: resolve(values.dir), workspace: resolve(values.dir, 'workspace') }
    : { dir: join(cacheFolder(), 'start'), workspace: join(homedir(), 'labbook-workspace') };
  const began = Date.now();
  const log = (/** @type {string} */ line) => console.log(`[${Math.round((Date.now() - began) / 1000)} s] ${line}`);
  const house = new House(log);
  let failure;
  try {
    await Promise.race([session({ house, place, offline: values.offline ?? false, log }), house.asked]);
  } catch (error) {
    failure = /** @type {Error} */ (error);
    console.error(`\nLabbook did not start: ${failure.message}`);
  }
  await house.leave();
  // An installation that was cut short has no say in when this ends.
  process.exit(failure ? 1 : 0);
}

/** @param {{house: House, place: {dir: string, workspace: string}, offline: boolean, log: import('./commands.mjs').Log}} options */
async function session({ house, place, offline, log }) {
  const [code, docker] = await Promise.all([findDesktop(), planDocker({ offline })]);
  sayPlan({ code, docker, place });
  await mkdir(place.workspace, { recursive: true });
  await mkdir(place.dir, { recursive: true, mode: 0o700 });
  const bed = docker.kind === 'ours' ? house.add(startOwnDocker(docker, { home: place.dir, log })) : undefined;
  const program = code ? undefined : installEditor({ log });
  const packed = ensureProjectPackages(root, { log }).then(() => packageExtension({ log: lastLine(log) }));
  await settled([bed, program, packed]);
  const docked = await bed;
  const opening = { vsix: await packed, env: docked?.env ?? {}, place, log };
  const closed = code ? openDesktop({ code, ...opening })
    : openServer({ house, program: /** @type {import('../editor/install.mjs').EditorProgram} */ (await program), ...opening });
  if (docked?.offerRest) void makeRest(docked.offerRest, { house, log });
  await closed;
}

/** @param {() => Promise<void>} offerRest @param {{house: House, log: import('./commands.mjs').Log}} options */
async function makeRest(offerRest, { house, log }) {
  try {
    await offerRest();
    log('All stand-in images are ready');
  } catch (error) {
    if (!house.ending) log(`Not all stand-in images could be made: ${error instanceof Error ? error.message : error}`);
  }
}

/** Waits for all, so that none goes on unseen; then throws the first failure. @param {readonly (Promise<unknown> | undefined)[]} works */
async function settled(works) {
  const failed = (await Promise.allSettled(works)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

/** @param {import('./commands.mjs').Log} log @returns {import('./commands.mjs').Log} */
const lastLine = log => text => log(text.trim().split('\n').at(-1)?.trim() ?? '');

/** @param {{code: string, docker: import('./startDocker.mjs').DockerPlan, place: {dir: string, workspace: string}}} plan */
function sayPlan({ code, docker, place }) {
  console.log([
    'Labbook will now',
    '  - install its packages if they are missing, then build and pack the extension (labbook.vsix)',
    `  - ${docker.words}`,
    code ? `  - open ${code} with a profile of its own; your own settings and extensions stay as they are`
      : '  - open VS Code as a server on 127.0.0.1, with a random token, and print the address',
    `The profile lies in ${place.dir}, downloads in ${cacheFolder()}; the opened folder is ${place.workspace}.`, '',
  ].join('\n'));
}
