import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

const packages = ['redis-server'];

/** In a container the network is the door: without this, Redis would answer to its own loopback only. */
const entrypoint = `#!/bin/sh
case "\${1:-}" in ''|-*|*.conf) set -- redis-server "$@" ;; esac
[ "$1" = redis-server ] || exec "$@"
exec "$@" --protected-mode no
`;

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  await unpack(packages, { root, status: below && join(below, 'status') });
  await mkdir(join(root, 'data'));
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await writeFile(join(root, 'usr/local/bin/docker-entrypoint.sh'), entrypoint);
  await chmod(join(root, 'usr/local/bin/docker-entrypoint.sh'), 0o755);
}

/** @type {import('./layers.mjs').Image} */
export const redis = {
  name: 'redis',
  tag: 'alpine',
  layer: { name: 'redis', source: import.meta.url, packages, parent: debianBase, fill },
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['redis-server'],
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ExposedPorts: { '6379/tcp': {} },
    Volumes: { '/data': {} },
    WorkingDir: '/data',
  },
};
