/**
 * A Python environment with the emulator (moto), the AWS CLI v1 and boto3, from PyPI, in the cache folder: all versions
 * are pinned in requirements.txt.
 *
 * By hand: `node test/bed/aws/python.mjs` makes it and prints the folder of its programs.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, exists, madeOnce } from '../cache.mjs';
import { attempt, run } from '../commands.mjs';
import { findProgram } from '../debian.mjs';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));

/**
 * @param {{log: import('../commands.mjs').Log}} options
 * @returns {Promise<string>} folder with `python3`, `moto_server` and `aws`
 */
export async function awsPython({ log }) {
  const python = await findPython();
  const key = createHash('sha256').update(`${await readFile(requirements, 'utf8')}\0${python}\0${process.arch}`).digest('hex').slice(0, 16);
  const path = join(cacheFolder(), 'aws', `python-${key}`);
  // Its python is a link to the machine's, which may have gone since.
  if (await exists(path) && !await exists(join(path, 'bin/python3'))) await rm(path, { recursive: true });
  await madeOnce(path, async draft => {
    log('Fetching the AWS emulator and the AWS CLI v1 from PyPI; about two minutes');
    await run(python, ['-m', 'venv', draft]);
    await run('nice', ['-n', '10', join(draft, 'bin/python3'), '-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--no-deps', '--requirement', requirements], { timeoutMs: 20 * 60_000 });
    await moveTo(draft, path);
  });
  return join(path, 'bin');
}

/** What all of it runs with: networkx, for one, wants 3.11. */
const oldest = '(3, 11)';

/** @returns {Promise<string>} the machine's own first: others come and go */
async function findPython() {
  for (const candidate of ['/usr/bin/python3', await findProgram('python3')]) {
    if (!candidate) continue;
    const able = `import sys, venv, ensurepip; assert sys.version_info >= ${oldest}; print(sys.executable)`;
    const { code, stdout } = await attempt(candidate, ['-c', able]);
    if (code === 0) return realpath(stdout.trim());
  }
  throw new Error('there is no Python 3.11 or newer that can make environments. Remedy: apt-get install python3-venv');
}

/** The programs of an environment name its folder in their first line. @param {string} draft @param {string} path */
async function moveTo(draft, path) {
  for (const entry of await readdir(join(draft, 'bin'), { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(draft, 'bin', entry.name);
    const text = await readFile(file, 'utf8');
    if (text.startsWith(`#!${draft}/`)) await writeFile(file, text.replaceAll(draft, path));
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await awsPython({ log: line => console.error(line) }));
}
