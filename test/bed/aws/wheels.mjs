/**
 * What the emulator is fetched with and from, without an internet: uv, pipx, and a folder of wheels that stands for PyPI.
 * The wheel of moto is the real one. Of what it needs there are empty wheels of the right names: the modules themselves
 * come from the bed's own environment, by PYTHONPATH, because to install all of them three times takes minutes.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from '../cache.mjs';
import { run } from '../commands.mjs';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const own = fileURLToPath(import.meta.url);
/** `pip`: pipx wants to renew its own. */
const tools = { uv: '0.13.9', pipx: '1.18.4', pip: '26.3' };

/**
 * @typedef {object} Wheels
 * @property {string} folder of wheels
 * @property {string} modules folder for PYTHONPATH: all that moto needs, and no moto
 * @property {{python: string, uv: string, pipx: string}} bin folders for a PATH, each with that program alone; pipx's has python too
 */

/** @param {{log: import('../commands.mjs').Log, python: string}} options `python`: folder of the environment's programs @returns {Promise<Wheels>} */
export async function awsWheels({ log, python }) {
  const base = await realpath(join(python, 'python3'));
  const key = createHash('sha256').update([await readFile(requirements, 'utf8'), await readFile(own, 'utf8'), python, base].join('\0')).digest('hex').slice(0, 16);
  const path = await madeOnce(join(cacheFolder(), 'aws', `wheels-${key}`), async draft => {
    log('Fetching uv, pipx and the wheel of moto from PyPI');
    const pinned = (await readFile(requirements, 'utf8')).split('\n').filter(line => /^[\w.-]+==/.test(line));
    const moto = pinned.filter(line => line.startsWith('moto=='));
    const pip = ['-m', 'pip', '--quiet', '--no-input', '--disable-pip-version-check'];
    await run(join(python, 'python3'), [...pip, 'download', '--no-deps', '--only-binary', ':all:', '--dest', join(draft, 'wheels'), ...moto, `pip==${tools.pip}`], { timeoutMs: 600_000 });
    // Apart: a pipx that can import uv leaves the work to it.
    for (const name of /** @type {const} */ (['uv', 'pipx'])) await run(join(python, 'python3'), [...pip, 'install', '--only-binary', ':all:', '--target', join(draft, name), `${name}==${tools[name]}`], { timeoutMs: 600_000 });
    await run(base, ['-c', emptyWheels, join(draft, 'wheels'), 'setuptools==82.0.0', ...pinned.filter(line => !moto.includes(line))]);
    await linkModules(python, join(draft, 'modules'));
    for (const name of ['python', 'uv', 'pipx']) await mkdir(join(draft, 'bin', name), { recursive: true });
    for (const name of ['python', 'pipx']) await symlink(base, join(draft, 'bin', name, 'python3'));
    await symlink('../../uv/bin/uv', join(draft, 'bin/uv/uv'));
    await writeFile(join(draft, 'bin/pipx/pipx'), `#!/bin/sh\nPYTHONPATH="\${0%/*}/../../pipx" exec '${base}' -m pipx "$@"\n`, { mode: 0o755 });
  });
  const bin = (/** @type {string} */ name) => join(path, 'bin', name);
  return { folder: join(path, 'wheels'), modules: join(path, 'modules'), bin: { python: bin('python'), uv: bin('uv'), pipx: bin('pipx') } };
}

/** @param {string} python @param {string} folder */
async function linkModules(python, folder) {
  const [version = ''] = await readdir(join(dirname(python), 'lib'));
  const packages = join(dirname(python), 'lib', version, 'site-packages');
  await mkdir(folder);
  for (const name of await readdir(packages)) if (!/^(?:moto|pip|setuptools|_distutils|distutils|pkg_resources|__pycache__)(?:\W|_hack|$)/.test(name)) await symlink(join(packages, name), join(folder, name));
}

const emptyWheels = `
import os, re, sys, zipfile
folder, *pinned = sys.argv[1:]
for line in pinned:
    name, version = line.split('==')
    stem = re.sub(r'[-_.]+', '_', name).lower() + '-' + version
    info = stem + '.dist-info/'
    with zipfile.ZipFile(os.path.join(folder, stem + '-py3-none-any.whl'), 'w') as wheel:
        wheel.writestr(info + 'METADATA', f'Metadata-Version: 2.1\\nName: {name}\\nVersion: {version}\\n')
        wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: labbook-tests\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
        wheel.writestr(info + 'RECORD', f'{info}METADATA,,\\n{info}WHEEL,,\\n{info}RECORD,,\\n')
`;
