import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

const page = `<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server in this container works. The image is a stand-in that comes with Labbook, built from Debian's nginx.</p>
</body>
</html>
`;

/** No "daemon off;" here: it comes with the command, and nginx refuses it twice. */
const config = `user www-data;
worker_processes 1;
pid /run/nginx.pid;
error_log /dev/stderr notice;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  sendfile on;
  server {
    listen 80;
    root /usr/share/nginx/html;
    index index.html;
  }
}
`;

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  await unpack(['nginx-light'], { root, status: below && join(below, 'status') });
  await mkdir(join(root, 'usr/share/nginx/html'), { recursive: true });
  await writeFile(join(root, 'usr/share/nginx/html/index.html'), page);
  await writeFile(join(root, 'etc/nginx/nginx.conf'), config);
}

/** @type {import('./layers.mjs').Image} */
export const nginx = {
  name: 'nginx',
  tag: 'latest',
  layer: { name: 'nginx', source: import.meta.url, packages: ['nginx-light'], parent: debianBase, fill },
  config: {
    Cmd: ['nginx', '-g', 'daemon off;'],
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ExposedPorts: { '80/tcp': {} },
    StopSignal: 'SIGQUIT',
  },
};
