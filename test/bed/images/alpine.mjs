import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../commands.mjs';
import { unpack } from './packages.mjs';

/** @param {string} root */
async function fill(root) {
  await unpack(['busybox-static'], { root });
  for (const name of ['dev', 'etc', 'home', 'mnt', 'opt', 'proc', 'root', 'run', 'srv', 'sys', 'tmp', 'var']) {
    await mkdir(join(root, name), { recursive: true });
  }
  await chmod(join(root, 'tmp'), 0o1777);
  const busybox = join(root, 'usr/bin/busybox');
  await symlink('usr/bin', join(root, 'bin'));
  for (const applet of (await run(busybox, ['--list'])).trim().split('\n')) {
    // A link of that name would replace the program itself.
    if (applet !== 'busybox') await symlink('busybox', join(root, 'usr/bin', applet));
  }
  await writeFile(join(root, 'etc/passwd'), 'root:x:0:0:root:/root:/bin/ash\nnobody:x:65534:65534:nobody:/:/bin/false\n');
  await writeFile(join(root, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
  await writeFile(join(root, 'etc/os-release'), 'ID=labbook-stand-in\nNAME="Labbook stand-in for Alpine (busybox)"\n');
}

/** @type {import('./layers.mjs').Image} */
export const alpine = {
  name: 'alpine',
  tag: 'latest',
  layer: { name: 'alpine', source: import.meta.url, packages: ['busybox-static'], fill },
  config: { Cmd: ['/bin/sh'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] },
};
