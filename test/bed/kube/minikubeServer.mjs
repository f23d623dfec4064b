/**
 * What the stand-in `minikube` asks for: the process that owns the bed starts and stops the cluster, over a socket in the
 * bed's folder.
 */
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../commands.mjs';
import { runtimeSocket } from './runtime.mjs';

const client = fileURLToPath(new URL('minikube.mjs', import.meta.url));

/**
 * @param {string} dir of the bed
 * @param {import('./cluster.mjs').Cluster} cluster
 * @returns {Promise<{bin: string, close: () => Promise<void>}>} `bin`: folder with the command
 */
export async function serveMinikube(dir, cluster) {
  const socket = join(dir, 'minikube.sock');
  let turn = Promise.resolve(); // one after the other, as minikube's lock has it
  const server = createServer((request, response) => {
    const say = (/** @type {unknown} */ answer, status = 200) => response.writeHead(status).end(JSON.stringify(answer));
    const { kubelet } = cluster.place.components;
    const act = { '/kubelet/start': () => kubelet.start(), '/kubelet/stop': () => kubelet.stop(), '/start': () => cluster.start(), '/stop': () => cluster.stop(), '/delete': () => cluster.forget() }[String(request.url)];
    if (request.method === 'GET') return void cluster.state().then(say, error => say(String(error), 500));
    const { pathname, searchParams } = new URL(String(request.url), 'http://minikube');
    if (pathname === '/image') return void onImages(dir, cluster, searchParams).then(printed => void say({ printed }), error => void say(error.message, 500));
    if (!act) return void say('unknown', 404);
    turn = turn.then(act).then(() => void say({}), error => void say(error.message, 500));
  });
  await new Promise((done, failed) => server.once('error', failed).listen(socket, () => done(undefined)));
  const bin = join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  const path = join(bin, 'minikube');
  await writeFile(path, `#!/bin/sh\nexec '${process.execPath}' '${client}' '${socket}' "$@"\n`);
  await chmod(path, 0o755);
  return {
    bin,
    close: async () => {
      const closed = new Promise(done => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

/**
 * The node's own images. What is loaded comes from the bed's registry: there is no Docker beside the cluster.
 * @param {string} dir @param {import('./cluster.mjs').Cluster} cluster @param {URLSearchParams} asked @returns {Promise<string>}
 */
async function onImages(dir, cluster, asked) {
  const [verb, images] = [asked.get('verb'), asked.getAll('image')];
  const words = { ls: ['ls', '--quiet'], load: ['pull', '--hosts-dir', join(dir, 'hosts'), ...images], pull: ['pull', '--hosts-dir', join(dir, 'hosts'), ...images], tag: ['tag', ...images] }[String(verb)] ?? [];
  const [file, ...args] = [...cluster.place.enter, 'ctr', '--address', runtimeSocket(dir), '--namespace', 'k8s.io', 'images', ...words];
  const printed = await run(String(file), args);
  return verb === 'ls' ? printed.split('\n').filter(name => name && !name.includes('@') && !name.startsWith('sha256:')).join('\n') : '';
}
