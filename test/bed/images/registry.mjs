import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

const packages = ['docker-registry'];

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  await unpack(packages, { root, status: below && join(below, 'status') });
  const folder = join(root, 'etc/docker/registry');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.yml'), JSON.stringify({ // JSON is YAML too
    version: '0.1',
    storage: { filesystem: { rootdirectory: '/var/lib/registry' }, delete: { enabled: true } },
    http: { addr: ':5000' },
  }));
}

/** A real registry, as the image of that name: port 5000, its store in a volume. @type {import('./layers.mjs').Image} */
export const registry = {
  name: 'registry',
  tag: '2',
  layer: { name: 'registry', source: import.meta.url, packages, parent: debianBase, fill },
  config: {
    Entrypoint: ['docker-registry', 'serve'],
    Cmd: ['/etc/docker/registry/config.yml'],
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'OTEL_TRACES_EXPORTER=none'],
    ExposedPorts: { '5000/tcp': {} },
    Volumes: { '/var/lib/registry': {} },
  },
};
