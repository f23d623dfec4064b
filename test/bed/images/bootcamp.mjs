import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { alpine } from './alpine.mjs';
import { unpack } from './packages.mjs';

/** What a student looks for inside: a shell, curl, and the server's text. */
const packages = ['bash', 'curl', 'nodejs'];

/** @param {number} version @returns {string} the program of the container */
const server = version => `// The app of the Kubernetes labs: a stand-in that comes with Labbook. It says which pod answers.
const http = require('http');
const os = require('os');

const started = Date.now();
let requests = 0;

const app = http.createServer((request, response) => {
  requests++;
  response.setHeader('Content-Type', 'text/plain');
  response.end(\`Hello Kubernetes bootcamp! | Running on: \${os.hostname()} | v=${version}\\n\`);
  console.log('Running On:', os.hostname(), '| Total Requests:', requests, '| App Uptime:', (Date.now() - started) / 1000, 'seconds');
});

app.listen(8080, () => console.log('Kubernetes Bootcamp App Started At:', new Date().toISOString(), '| Running On:', os.hostname()));

// A pod that is to end need not be waited for.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
`;

/** @type {import('./layers.mjs').Layer} both versions stand on it */
const ground = {
  name: 'bootcamp-ground', source: import.meta.url, packages, parent: alpine.layer,
  fill: async root => {
    await unpack(packages, { root });
    // The programs that came from Debian look for their loader and libraries there.
    for (const name of ['lib', 'lib64', 'sbin']) {
      await mkdir(join(root, 'usr', name), { recursive: true });
      await symlink(`usr/${name}`, join(root, name));
    }
  },
};

/** @param {number} version @returns {import('./layers.mjs').Image} */
const bootcamp = version => ({
  name: 'kubernetes-bootcamp',
  tag: `v${version}`,
  repository: 'minikube/kubernetes-bootcamp',
  layer: {
    name: `bootcamp-v${version}`, source: import.meta.url, packages: [], parent: ground,
    fill: root => writeFile(join(root, 'server.js'), server(version)),
  },
  config: {
    Cmd: ['node', 'server.js'], WorkingDir: '/', ExposedPorts: { '8080/tcp': {} },
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  },
});

/** The two versions that a rolling update goes between; no other tag exists. */
export const bootcamps = [bootcamp(1), bootcamp(2)];
/** As the labs name it, without a tag. */
export const bootcampImage = 'registry.k8s.io/minikube/kubernetes-bootcamp';
