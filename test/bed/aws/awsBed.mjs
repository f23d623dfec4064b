/**
 * The place where all that has to do with AWS is tested: a network of its own with no way out and a name server that
 * writes down what is asked for, so that a program which would go to real AWS is seen and goes nowhere. The emulator,
 * three AWS CLIs and, unless `docker` is false, a Docker with a registry are in it.
 *
 * ```js
 * const bed = await startAwsBed({ dir, log });
 * const moto = await bed.startMoto();
 * const [file, ...words] = [...bed.enter, 'aws', 's3', 'ls']; // with bed.env, and moto.env for the emulator
 * assert.deepEqual(await bed.awsNames(), []);
 * ```
 */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { attempt } from '../commands.mjs';
import { endProcess, processesUnder } from '../daemons.mjs';
import { settled } from '../dockerBed.mjs';
import { Engine } from '../engine.mjs';
import { firstImages } from '../images/index.mjs';
import { claimFolder } from '../leftovers.mjs';
import { makeNamespace } from '../namespaces.mjs';
import { startRegistry } from '../registry.mjs';
import { startMoto } from './moto.mjs';
import { awsPrograms } from './programs.mjs';
import { startResolver } from './resolver.mjs';

/**
 * @typedef {object} AwsBed
 * @property {readonly string[]} enter words before a program that bring it into the bed's network
 * @property {Record<string, string>} env `PATH` with the emulator and the AWS CLI v1 first; `DOCKER_HOST` of the bed's Docker, or
 *   of a socket that is not there. Nothing that leads to an emulator: to set that is Labbook's part
 * @property {(cli: 'v1' | 'v2' | 'too old') => string} path a PATH with that AWS CLI first
 * @property {() => Promise<string[]>} names all names that were looked up so far
 * @property {() => Promise<string[]>} awsNames those that lead to real AWS
 * @property {() => Promise<import('./moto.mjs').Moto>} startMoto an emulator that the test starts itself
 * @property {() => Promise<void>} clear ends the emulators that were found on the bed's PATH, and takes away the containers
 * @property {string} registry `ADDRESS:PORT`; empty without Docker
 * @property {() => Promise<void>} stop ends all of it and takes away what it made
 */

/**
 * @param {{dir: string, log: import('../commands.mjs').Log, docker?: boolean, images?: readonly import('../images/layers.mjs').Image[]}} options
 * @returns {Promise<AwsBed>}
 */
export async function startAwsBed({ dir: given, log, docker = true, images = firstImages }) {
  const programs = await awsPrograms({ log });
  const { dir, leave } = await claimFolder(given, { keep: false });
  try {
    const resolver = await startResolver({ dir, enter: await makeNamespace(dir) });
    const bin = await emulatorOnPath(dir, programs.python);
    const registry = docker ? await startDocker({ dir, log, resolver, images }) : '';
    const path = (/** @type {string[]} */ ...first) => [...first, bin, programs.python, process.env.PATH].join(delimiter);
    const paths = { v1: path(), v2: path(programs.v2), 'too old': path(programs.tooOld) };
    return {
      enter: resolver.enter, registry, stop: leave,
      env: { PATH: paths.v1, DOCKER_HOST: `unix://${dir}/docker.sock` },
      path: cli => paths[cli],
      names: resolver.names, awsNames: resolver.awsNames,
      startMoto: () => startMoto({ dir, program: [join(programs.python, 'python3'), join(bin, 'moto_server.py')], enter: resolver.enter }),
      clear: async () => {
        for (const pid of await processesUnder(bin)) await endProcess(pid);
        if (docker) await attempt('sh', ['-c', 'ids=$(docker ps -aq) && [ -n "$ids" ] && docker rm -fv $ids'], { env: { ...process.env, DOCKER_HOST: `unix://${dir}/docker.sock` }, timeoutMs: 20_000 });
      },
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/**
 * The emulator as Labbook finds it on PATH. Its path lies in the bed's folder, so that one which is left behind is found
 * and ended with the bed.
 * @param {string} dir @param {string} python folder of its programs @returns {Promise<string>} folder
 */
async function emulatorOnPath(dir, python) {
  const folder = join(dir, 'bin');
  await mkdir(folder);
  const program = join(folder, 'moto_server.py');
  await symlink(join(python, 'moto_server'), program);
  const script = (/** @type {string[]} */ ...words) => `#!/bin/sh\nexec ${[join(python, 'python3'), ...words].map(word => `'${word}'`).join(' ')} "$@"\n`;
  await writeFile(join(folder, 'moto_server'), script(program), { mode: 0o755 });
  await writeFile(join(folder, 'python3'), script(), { mode: 0o755 }); // beside it, as in the environment: it is asked for the version
  return folder;
}

/**
 * @param {{dir: string, log: import('../commands.mjs').Log, resolver: import('./resolver.mjs').Resolver, images: readonly import('../images/layers.mjs').Image[]}} place
 * @returns {Promise<string>} address of its registry
 */
async function startDocker({ dir, log, resolver, images }) {
  const registry = await startRegistry({ dir, log, address: '127.0.0.1:5500', enter: resolver.enter });
  // It may look names up, so that what it would fetch from or push to real AWS is written down too.
  const engine = new Engine({
    dir, enter: resolver.enter, outside: true, flags: ['--bip', '172.17.0.1/16', '--dns', resolver.address, '--registry-mirror', `http://${registry.address}`],
  });
  await settled([registry.fill(images), engine.start()]);
  log(`Docker answers at ${engine.host}`);
  return registry.address;
}
