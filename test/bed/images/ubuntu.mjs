import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from '../commands.mjs';
import { debianBase } from './debianBase.mjs';
import { download } from './packages.mjs';

/** What the labs install inside the container. */
const offered = ['figlet', 'iputils-ping', 'nodejs', 'python3'];

/** An apt repository inside the image, so that `apt-get update` and `install` work without the internet. */
async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  const pool = join(root, 'var/lab/apt');
  await mkdir(pool, { recursive: true });
  await download(offered, { into: pool, status: below && join(below, 'status') });
  const index = await run('dpkg-scanpackages', ['--multiversion', '.'], { cwd: pool });
  await writeFile(join(pool, 'Packages'), index);
  await writeFile(join(pool, 'Packages.gz'), gzipSync(index));
  await mkdir(join(root, 'etc/apt/apt.conf.d'), { recursive: true });
  await writeFile(join(root, 'etc/apt/apt.conf.d/80no-languages'), 'Acquire::Languages "none";\n');
  await writeFile(join(root, 'etc/apt/sources.list'), 'deb [trusted=yes] file:/var/lab/apt ./\n');
}

/** @type {import('./layers.mjs').Image} */
export const ubuntu = {
  name: 'ubuntu',
  tag: 'latest',
  layer: { name: 'ubuntu', source: import.meta.url, packages: offered, parent: debianBase, fill },
  config: { Cmd: ['bash'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] },
};
