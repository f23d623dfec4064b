/**
 * The Kubernetes bed itself: a real cluster, faults on demand, nothing leaves, nothing stays.
 *
 * Changes: starts a cluster of one node in network and mount namespaces of its own, with its registry, in a temporary
 * folder, and a control group. Takes down: all of it, at the end. Needs root, and the Kubernetes of test/bed/kube.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { exists } from '../bed/cache.mjs';
import { run, until } from '../bed/commands.mjs';
import { isAlive, processesUnder } from '../bed/daemons.mjs';
import { bootcampImage } from '../bed/images/bootcamp.mjs';
import { groupOf } from '../bed/kube/cgroups.mjs';
import { startKubeBed } from '../bed/kubeBed.mjs';
import { mountsUnder } from '../bed/leftovers.mjs';
import { removeFolder, shellFor, shortFolder } from '../lab/clients.mjs';

const script = fileURLToPath(new URL('../bed/bedCommand.mjs', import.meta.url));

describe('Kubernetes bed', function () {
  this.timeout(120_000);
  /** @type {string} */ let folder;
  /** @type {string} */ let dir;
  /** @type {Awaited<ReturnType<typeof machine>>} */ let asBefore;
  /** @type {import('../bed/kubeBed.mjs').KubeBed} */ let bed;
  before(async () => {
    folder = await shortFolder();
    dir = join(folder, 'bed');
    asBefore = await machine();
    bed = await startKubeBed({ dir, log: () => undefined });
  });
  after(async () => {
    await bed?.stop();
    await removeFolder(folder);
  });

  /** @param {string} text @returns {Promise<string>} */
  const ok = async text => {
    const { code, output } = await shellFor(bed).sh(text);
    assert.equal(code, 0, `${text}: ${output}`);
    return output.trim();
  };
  /** @param {string} text @param {RegExp} wanted @param {number} [seconds] */
  const soon = (text, wanted, seconds = 60) => {
    let last = '';
    return until(async () => wanted.test(last = (await shellFor(bed).sh(text)).output), { what: text, timeoutMs: seconds * 1_000, everyMs: 200 })
      .catch(error => { throw new Error(`${error.message}; last: ${last}`); });
  };
  const page = `curl --silent --max-time 3 "http://192.168.49.2:$(kubectl get service kubernetes-bootcamp -o go-template='{{(index .spec.ports 0).nodePort}}')/"`;

  it('has a ready node that looks like minikube', async () => {
    assert.match(await ok('kubectl get nodes'), /minikube +Ready +control-plane .* v1\.34\.4/);
    assert.match(await ok('kubectl config view -o json'), /"provider": "minikube\.sigs\.k8s\.io"/);
    assert.match(await ok('kubectl version'), /Client Version: v1\.34\.4[^]*Server Version: v1\.34\.4/);
    // Where the kernel has the old control groups, the kubelet says that they are old.
    assert.match(await ok('kubectl get events --field-selector type=Warning,reason!=CgroupV1'), /No resources found/);
  });

  it('runs a deployment that is reached through a node port, and a rolling update to its second version', async () => {
    await ok(`kubectl create deployment kubernetes-bootcamp --image=${bootcampImage}:v1 --port=8080`);
    await ok('kubectl wait --for=condition=Available --timeout=60s deployment/kubernetes-bootcamp');
    await ok('kubectl expose deployment/kubernetes-bootcamp --type=NodePort --port 8080');
    await soon(page, /^Hello Kubernetes bootcamp! \| Running on: kubernetes-bootcamp-\S+ \| v=1$/m);
    await ok('kubectl scale deployments/kubernetes-bootcamp --replicas=2 && kubectl rollout status --timeout=60s deployments/kubernetes-bootcamp');
    await ok(`kubectl set image deployments/kubernetes-bootcamp kubernetes-bootcamp=${bootcampImage}:v2 && kubectl rollout status --timeout=60s deployments/kubernetes-bootcamp`);
    await soon(page, /v=2$/m);
    const pod = '$(kubectl get pods -l app=kubernetes-bootcamp --field-selector=status.phase=Running -o jsonpath="{.items[0].metadata.name}")';
    assert.match(await ok(`kubectl logs ${pod}`), /Kubernetes Bootcamp App Started/);
    assert.match(await ok(`kubectl exec ${pod} -- bash -c 'env; curl -s localhost:8080; head -1 server.js'`), /HOSTNAME=[^]*v=2\n\/\/ The app/);
    assert.match(await ok(`kubectl exec ${pod} -- cat /etc/resolv.conf`), /10\.96\.0\.10/);
  });

  it('shows a pod the real way to no image, and the way back', async () => {
    await ok(`kubectl set image deployments/kubernetes-bootcamp kubernetes-bootcamp=${bootcampImage}:v10`);
    await soon('kubectl get pods', /ErrImagePull/);
    await soon('kubectl get pods', /ImagePullBackOff/);
    assert.match(await ok('kubectl get events --field-selector type=Warning'), /bootcamp:v10.*not found/);
    assert.match(await ok(page), /v=2/);
    await ok('kubectl rollout undo deployments/kubernetes-bootcamp && kubectl rollout status --timeout=60s deployments/kubernetes-bootcamp');
  });

  it('loses its API server, as the student sees it, and has it back with the same data', async () => {
    const api = bed.components['kube-apiserver'];
    const first = api.pid;
    await api.kill();
    assert.equal(await isAlive(first), false);
    assert.match((await shellFor(bed).sh('kubectl get nodes')).output, /The connection to the server 192\.168\.49\.2:8443 was refused/);
    assert.match(await ok('curl -s "http://192.168.49.2:8080" || echo refused'), /refused/, 'only the node port is served');
    await api.start();
    assert.notEqual(api.pid, first);
    assert.match(await ok('kubectl get deployments'), /kubernetes-bootcamp +2\/2/);
    api.freeze();
    assert.match((await shellFor(bed).sh('kubectl get nodes --request-timeout=2s')).output, /timeout|Timeout|deadline/);
    api.thaw();
    await soon('kubectl get deployments', /2\/2/);
  });

  it('shows what is missing when a component is away: nothing is placed, nothing rolls out, the node is not ready', async () => {
    const { 'kube-scheduler': scheduler, 'kube-controller-manager': controllers, kubelet } = bed.components;
    await scheduler.stop();
    await ok(`kubectl run waits --image=${bootcampImage}:v1`);
    await soon('kubectl get pod waits', /Pending/);
    await scheduler.start();
    await soon('kubectl get pod waits', /Running/);
    await controllers.kill();
    await ok('kubectl scale deployments/kubernetes-bootcamp --replicas=3');
    assert.match(await ok('sleep 2; kubectl get deployments'), /2\/3/);
    await controllers.start();
    await soon('kubectl get deployments', /3\/3/);
    await kubelet.stop();
    await soon('kubectl get nodes', /NotReady/);
    await kubelet.start();
    await soon('kubectl get nodes', /minikube +Ready/);
  });

  it('lets nothing out', async () => {
    for (const words of [bed.enter, bed.components.kubelet.place.enter]) {
      const [file, ...rest] = [...words, 'ip', 'route', 'show', 'default'];
      assert.equal(await run(String(file), rest), '');
    }
    // A kubelet that has come back needs a moment to know its pods again.
    await soon('kubectl exec waits -- true && echo there', /^there$/m);
    assert.match((await shellFor(bed).sh('kubectl exec waits -- curl --silent --show-error --max-time 3 http://1.1.1.1')).output, /curl: \(7\) .*(Could ?n.t connect|No route|unreachable|Failed to connect)/);
  });

  it('is stopped, started and deleted by a stand-in for minikube', async () => {
    const { sh } = shellFor(bed);
    assert.match(await ok('minikube version'), /minikube version: v1[^]*stand-in/);
    assert.equal(await ok('minikube ip'), bed.address);
    assert.match(await ok('minikube status'), /apiserver: Running/);
    assert.match(await ok('curl --silent "$(minikube service kubernetes-bootcamp --url)"'), /v=2/);
    assert.equal((await sh('minikube service none --url')).code, 115);
    assert.equal((await sh('minikube -p other status')).code, 85);
    assert.equal((await sh('minikube tunnel')).code, 64);
    await ok('minikube stop');
    const stopped = await sh('minikube status -o json');
    assert.deepEqual([stopped.code, JSON.parse(stopped.stdout).Host], [7, 'Stopped']);
    assert.match((await sh('kubectl get pods')).output, /was refused/);
    await ok('minikube start');
    await soon('kubectl get deployments', /kubernetes-bootcamp +3\/3/);
    await soon(page, /v=2$/m);
    await ok('minikube delete');
    assert.match((await sh('kubectl config get-contexts --no-headers')).output, /^$/);
    await ok('minikube start');
    assert.match(await ok('kubectl get deployments'), /No resources found/);
    assert.match(await ok('kubectl get nodes'), /minikube +Ready +control-plane/);
    await ok(`kubectl run again --image=${bootcampImage}:v1 && kubectl wait --for=condition=Ready --timeout=60s pod/again`);
  });

  it('leaves no process, mount, network, control group, file of the system or value of the kernel behind', async () => {
    const enters = [bed.enter, bed.components.kubelet.place.enter];
    const spaces = await Promise.all(enters.map(async ([file, ...words]) => (await run(String(file), [...words, 'readlink', '/proc/self/ns/net'])).trim()));
    const started = Date.now();
    await bed.stop();
    assert.ok(Date.now() - started < 15_000, `${Date.now() - started} ms`);
    assert.deepEqual(await processesUnder(dir), []);
    assert.deepEqual(await mountsUnder(dir), []);
    assert.deepEqual(await processesIn(spaces), []);
    assert.deepEqual(await machine(), asBefore);
    assert.deepEqual((await readdir(dir)).filter(name => !name.endsWith('.log')), []);
  });

  it('takes down what a killed run has left', async () => {
    const child = spawn(process.execPath, [script, 'up', '--kube', '--dir', dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const left = await processesUnder(dir);
    assert.ok(left.length >= 7, String(left));
    bed = await startKubeBed({ dir, log: () => undefined });
    assert.match(await ok('kubectl get pods --all-namespaces'), /No resources found/);
    await bed.stop();
    assert.deepEqual(await Promise.all(left.map(isAlive)), left.map(() => false));
    assert.deepEqual(await machine(), asBefore);
  });

  /** What a cluster could change of this machine. */
  async function machine() {
    const places = ['/var/lib/kubelet', '/var/lib/cni', '/var/log/pods', '/var/log/containers', '/run/containerd/s', '/run/xtables.lock', '/run/netns'];
    const values = ['vm/overcommit_memory', 'kernel/panic', 'kernel/panic_on_oops', 'net/ipv4/ip_forward', 'net/netfilter/nf_conntrack_max'];
    return {
      links: JSON.parse(await run('ip', ['-json', 'link'])).map((/** @type {{ifname: string}} */ link) => link.ifname),
      rules: (await run('iptables-save', [])).split('\n').filter(line => line.startsWith('-')),
      values: await Promise.all(values.map(name => readFile(`/proc/sys/${name}`, 'utf8').catch(() => ''))),
      places: await Promise.all(places.map(async path => (await readdir(path).catch(() => [path])).sort())),
      group: await exists(`/sys/fs/cgroup/memory/${groupOf(dir)}`) || await exists(`/sys/fs/cgroup/${groupOf(dir)}`),
    };
  }
});

/** @param {string[]} spaces @returns {Promise<number[]>} */
async function processesIn(spaces) {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(pids.map(async pid => spaces.includes(await readlink(`/proc/${pid}/ns/net`).catch(() => '')) ? pid : 0));
  return found.filter(Boolean);
}
