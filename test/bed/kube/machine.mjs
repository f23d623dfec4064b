/**
 * The machine that the cluster's only node is: a network, a host name, and folders of the system (/run, /var/lib,
 * /var/log) of its own. Kubernetes writes to fixed places there, and sets values of the kernel; this machine here sees
 * none of it, and the mounts of volumes and containers go with the last process.
 */
import { mkdir, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, run, until } from '../commands.mjs';
import { startDaemonProcess } from '../daemons.mjs';
import { inside, joinNamespaces, makeNamespace } from '../namespaces.mjs';

/** As minikube has them with Docker. */
export const node = { name: 'minikube', address: '192.168.49.2' };
const student = '192.168.49.1';
export const services = '10.96.0.0/16';

/** The kubelet sets these for the whole machine. A file in the place of each takes what it writes. */
const kernelValues = {
  'vm/overcommit_memory': 1, 'vm/panic_on_oom': 0, 'kernel/panic': 10, 'kernel/panic_on_oops': 1,
  'kernel/keys/root_maxkeys': 1_000_000, 'kernel/keys/root_maxbytes': 25_000_000,
};

/**
 * @typedef {object} Machine
 * @property {string[]} enter words before a program that start it on the node
 * @property {string[]} student words before a program that start it where the student is: the other end of the node's
 *   only cable. None where that is this process's own network
 */

/**
 * @param {string} dir
 * @param {{here: boolean}} options `here`: the student is in the network of this process
 * @returns {Promise<Machine>}
 */
export async function makeMachine(dir, { here }) {
  if (here) await emptyOwnNetwork();
  const net = await makeNamespace(dir);
  const other = here ? `/proc/${process.pid}/ns` : join(dir, 'student');
  if (!here) await mkdir(other);
  const outside = here ? [] : await makeNamespace(other);
  await joinNamespaces(dir, [{ folder: other, enter: outside, address: student }, { folder: dir, enter: net, address: node.address }]);
  // Before the rules of kube-proxy are asked, the kernel wants to know where an address of a service lies: nowhere else.
  await inside(net, 'ip link add services type bridge && ip link set services up && ip route add "$1" dev services src "$2"', services, node.address);
  const enter = await holdNamespaces(dir, net);
  await inside(enter, setup, dir, node.name, ...Object.entries(kernelValues).map(([name, value]) => `${name}=${value}`));
  return { enter, student: outside };
}

/** Refuses a network that anything else uses. In our own, the other end of an earlier bed's cable goes some time after it. */
async function emptyOwnNetwork() {
  const { stdout } = await attempt('ip', ['-4', '-oneline', 'address']);
  const foreign = [...stdout.matchAll(/ inet ([\d.]+)/g)].filter(([, address]) => address !== '127.0.0.1' && address !== student);
  if (foreign.length) throw new Error("This process is in the machine's own network. Run it with: npm test -- --only kube");
  await attempt('ip', ['link', 'delete', 'eth0']);
}

/** A process that does nothing keeps the namespaces while components come and go. @param {string} dir @param {string[]} net */
async function holdNamespaces(dir, net) {
  const [file, ...words] = [...net, 'unshare', '--mount', '--propagation', 'slave', '--uts', 'sleep', 'infinity'];
  const { pid } = await startDaemonProcess(String(file), words, { dir, name: 'machine' });
  // It is `nsenter` and `unshare` first.
  await until(async () => /\/(sleep|coreutils)$/.test(await readlink(`/proc/${pid}/exe`).catch(() => '')), { what: 'the machine of the cluster', timeoutMs: 10_000 });
  for (const name of ['run', 'var-lib', 'var-log', 'kernel']) await mkdir(join(dir, 'machine', name), { recursive: true });
  await writeFile(join(dir, 'machine/nsswitch.conf'), 'hosts: files\n');
  await writeFile(join(dir, 'machine/resolv.conf'), '');
  return ['nsenter', `--net=${join(dir, 'net')}`, `--mount=/proc/${pid}/ns/mnt`, `--uts=/proc/${pid}/ns/uts`];
}

/** Names are not looked up: there is nobody to ask. */
const setup = `set -e
machine=$1/machine; hostname "$2"; shift 2
for name in nsswitch.conf resolv.conf; do [ ! -e "/etc/$name" ] || mount --bind "$machine/$name" "$(readlink -f "/etc/$name")"; done
for name in lib log; do mount --bind "$machine/var-$name" "/var/$name"; done
mount --bind "$machine/run" /run
for value; do
  file=$machine/kernel/$(echo "\${value%%=*}" | tr / .)
  echo "\${value#*=}" > "$file"; mount --bind "$file" "/proc/sys/\${value%%=*}"
done
echo 1 > /proc/sys/net/ipv4/ip_forward`;

/** @param {Machine} machine @param {string[]} words @returns {Promise<string>} */
export function onNode({ enter }, ...words) {
  const [file, ...args] = [...enter, ...words];
  return run(String(file), args);
}
