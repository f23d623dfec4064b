import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { alpine } from './alpine.mjs';
import { unpack } from './packages.mjs';

/** The program alone: the forum of the course asks for no package, and there is no npm. */
const packages = ['nodejs'];

async function fill(/** @type {string} */ root) {
  await unpack(packages, { root });
  // What came from Debian looks for its loader and libraries there.
  for (const name of ['lib', 'lib64', 'sbin']) {
    await mkdir(join(root, 'usr', name), { recursive: true });
    await symlink(`usr/${name}`, join(root, name));
  }
}

/** @type {import('./layers.mjs').Image} */
export const node = {
  name: 'node', tag: '22-alpine', layer: { name: 'node', source: import.meta.url, packages, parent: alpine.layer, fill },
  config: { Cmd: ['node'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] },
};
