/**
 * A stand-in for the command `minikube`, and no more than the labs use of it: the machine that it starts is the bed's
 * node. The cluster is real. Called as `node minikube.mjs SOCKET COMMAND…`.
 */
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { parseArgs } from 'node:util';
import { node } from './machine.mjs';

const [socket = '', ...args] = process.argv.slice(2);
const text = /** @type {const} */ ({ type: 'string' });
const flag = /** @type {const} */ ({ type: 'boolean' });
const { positionals: [command, ...names], values } = parseArgs({
  args, allowPositionals: true, strict: false,
  options: { output: { ...text, short: 'o' }, profile: { ...text, short: 'p' }, namespace: { ...text, short: 'n' }, url: flag, driver: text },
});

/** @param {string} method @param {string} path @returns {Promise<any>} */
function ask(method, path) {
  return new Promise((done, failed) => {
    const asked = request({ socketPath: socket, method, path }, answer => {
      let body = '';
      answer.setEncoding('utf8').on('data', part => { body += part; });
      answer.once('end', () => answer.statusCode === 200 ? done(JSON.parse(body)) : failed(new Error(body)));
    });
    asked.once('error', failed);
    asked.end();
  });
}

/** Bits as minikube sets them: 1 the machine, 2 the cluster, 4 the API server. */
async function status() {
  const { apiserver, kubelet } = await ask('GET', '/');
  const word = (/** @type {boolean} */ up) => up ? 'Running' : 'Stopped';
  const [host, configured] = [word(apiserver || kubelet), apiserver || kubelet ? 'Configured' : 'Stopped'];
  if (values.output === 'json') {
    console.log(JSON.stringify({ Name: node.name, Host: host, Kubelet: word(kubelet), APIServer: word(apiserver), Kubeconfig: configured, Worker: false }));
  } else {
    console.log(`${node.name}\ntype: Control Plane\nhost: ${host}\nkubelet: ${word(kubelet)}\napiserver: ${word(apiserver)}\nkubeconfig: ${configured}\n`);
  }
  return (host === 'Running' ? 0 : 1) | (kubelet ? 0 : 2) | (apiserver ? 0 : 4);
}

/** @returns {number} */
function url() {
  const namespace = typeof values.namespace === 'string' ? ['--namespace', values.namespace] : [];
  const path = 'jsonpath={.spec.ports[*].nodePort}';
  const { status: code, stdout, stderr } = spawnSync('kubectl', ['--context', node.name, ...namespace, 'get', 'service', String(names[0]), '--output', path], { encoding: 'utf8' });
  if (code !== 0) return said(stderr.trim(), 115); // SVC_NOT_FOUND
  for (const port of stdout.split(' ').filter(Boolean)) console.log(`http://${node.address}:${port}`);
  return stdout ? 0 : said(`service ${names[0]} has no node port`, 1);
}

/** @param {string} words @param {number} code */
function said(words, code) {
  console.error(words);
  return code;
}

/** @type {Record<string, () => Promise<number> | number>} */
const commands = {
  version: () => { console.log('minikube version: v1.37.0\nstand-in: of the Labbook test bed'); return 0; },
  start: async () => {
    console.log(`* ${node.name} (stand-in of the Labbook test bed)\n* Starting "${node.name}" primary control-plane node`);
    await ask('POST', '/start');
    console.log(`* Done! kubectl is now configured to use "${node.name}" cluster and "default" namespace by default`);
    return 0;
  },
  stop: async () => {
    console.log(`* Stopping node "${node.name}"  ...`);
    await ask('POST', '/stop');
    console.log('* 1 node stopped.');
    return 0;
  },
  delete: async () => {
    await ask('POST', '/delete');
    console.log(`* Removed all traces of the "${node.name}" cluster.`);
    return 0;
  },
  status,
  ip: () => { console.log(node.address); return 0; },
  service: url,
  image: async () => {
    const [verb, ...images] = names;
    if (!/^(ls|load|pull|tag)$/.test(String(verb))) return said(`The stand-in for minikube does not know "image ${verb}".`, 64);
    const { printed } = await ask('POST', `/image?${new URLSearchParams([['verb', String(verb)], ...images.map(image => ['image', image])])}`);
    if (printed) console.log(printed);
    return 0;
  },
  // As systemd does it on the node of the real one.
  ssh: async () => {
    const [, word] = /^sudo systemctl (start|stop) kubelet$/.exec(names.join(' ')) ?? [];
    if (!word) return said(`The stand-in for minikube does not know "ssh ${names.join(' ')}".`, 64);
    await ask('POST', `/kubelet/${word}`);
    return 0;
  },
};

if (typeof values.profile === 'string' && values.profile !== node.name) process.exit(said(`* Profile "${values.profile}" not found.`, 85));
const act = commands[String(command)];
process.exitCode = act ? await act() : said(`The stand-in for minikube does not know "${args.join(' ')}".`, 64);
