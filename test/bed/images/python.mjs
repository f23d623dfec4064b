import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

/** Beyond the standard library what the voting app imports; there is no pip. */
const packages = ['python3', 'python3-redis', 'python3-psycopg2'];

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  await unpack(packages, { root, status: below && join(below, 'status') });
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await symlink('/usr/bin/python3', join(root, 'usr/local/bin/python'));
}

const layer = { name: 'python', source: import.meta.url, packages, parent: debianBase, fill };
const config = { Cmd: ['python3'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] };

/** @type {import('./layers.mjs').Image} */
export const python = { name: 'python', tag: 'latest', layer, config };
/** @type {import('./layers.mjs').Image} the same by the name of the small one */
export const pythonSlim = { ...python, tag: '3-slim' };
