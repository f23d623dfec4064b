/**
 * Live state of a real cluster, through faults of its real components.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { english } from '../../src/core/message';
import { createClusterTarget, writeLabKubeconfig, type ClusterSource } from '../../src/targets/kubernetes';
import { createRunner } from '../../src/targets/process';
import { testCluster, type OwnCluster, type TestCluster } from './bed';

const image = 'registry.k8s.io/minikube/kubernetes-bootcamp';

describe('live state of a real cluster', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let source: ClusterSource;
  const target = createClusterTarget({ runner: createRunner(process.env) });
  before(async () => { cluster = await testCluster(); });
  after(() => cluster?.takeDown());
  beforeEach(() => { source = target.source(cluster.env); });
  afterEach(() => source.dispose());

  async function until(what: string, holds: () => boolean, seconds = 30): Promise<void> {
    const end = Date.now() + seconds * 1000;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s; ${JSON.stringify(source.status)}`);
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
  /** Of the bed's own cluster. */
  const withOwn = (title: string, test: (own: OwnCluster) => Promise<void>) => it(title, async function () {
    if (!cluster.own) return this.skip();
    await test(cluster.own);
  });
  const live = () => until('live', () => source.status.phase === 'live');
  const named = (kind: string, name: string) => [...source.objects.values()].find(object => object.kind === kind && object.name === name);
  const pods = () => [...source.objects.values()].filter(({ kind }) => kind === 'Pod');
  const dig = (value: unknown, ...path: string[]): unknown => path.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value);
  /** Connections of this network to the API server, without those that only the kernel still remembers. */
  const connections = async () => (await readFile('/proc/self/net/tcp', 'utf8')).split('\n').filter(line => / 0231A8C0:20FB 0[1-58] /.test(line)).length;

  withOwn('knows minikube by its mark, and its node', async () => {
    const { context } = target.context(cluster.env);
    assert.deepEqual([context?.minikube, context?.local, context?.namespace, context?.user], ['minikube', true, 'default', 'minikube']);
    assert.equal(await connections(), 0);
    source.hold();
    await live();
    assert.equal(dig(named('Node', 'minikube')?.body, 'metadata', 'labels', 'minikube.k8s.io/name'), 'minikube');
  });

  it('follows a deployment from its birth to its end, with who made it', async () => {
    source.hold();
    await live();
    await cluster.kubectl('create', 'deployment', 'web', `--image=${image}:v1`, '--replicas=2');
    await until('available', () => dig(named('Deployment', 'web')?.body, 'status', 'availableReplicas') === 2, 60);
    assert.deepEqual(named('Deployment', 'web')?.managers.map(({ name }) => name).sort(), ['kube-controller-manager', 'kubectl-create']);
    assert.equal(pods().filter(pod => dig(pod.body, 'status', 'phase') === 'Running').length, 2);
    await cluster.kubectl('expose', 'deployment/web', '--type=NodePort', '--port=8080');
    await until('endpoints', () => [...source.objects.values()].some(({ kind, body }) => kind === 'EndpointSlice' && (dig(body, 'endpoints') as unknown[] | undefined)?.length === 2));
    await cluster.kubectl('set', 'image', 'deployment/web', `kubernetes-bootcamp=${image}:v10`);
    await until('the failed pull', () => [...source.objects.values()].some(({ kind, body }) => kind === 'Event' && /web:|bootcamp:v10/.test(String(dig(body, 'message')))));
    await cluster.kubectl('delete', 'deployment/web', 'service/web');
    await until('all gone', () => !pods().length && !named('Deployment', 'web') && !named('Service', 'web'), 60);
  });

  withOwn('hands a change on within a moment', async own => {
    source.hold();
    await live();
    await cluster.kubectl('create', 'service', 'clusterip', 'quick', '--tcp=80');
    await until('the service', () => named('Service', 'quick') !== undefined);
    const times: number[] = [];
    for (let step = 0; step < 15; step++) {
      let seen = 0;
      await new Promise(resolve => setTimeout(resolve, 120)); // changes that come close together are handed on together
      const listening = source.onChange(() => { seen ||= Date.now(); });
      const began = Date.now();
      await own.patch('/api/v1/namespaces/default/services/quick', { metadata: { labels: { step: String(step) } } });
      await until('the change', () => seen > 0);
      listening.dispose();
      times.push(seen - began);
    }
    await cluster.kubectl('delete', 'service', 'quick');
    times.sort((a, b) => a - b);
    // With the start of curl and its handshake.
    assert.ok((times[7] ?? 0) < 100, times.join());
  });

  withOwn('keeps its rows while the API server is killed, and is live within two seconds of its return', async own => {
    await cluster.kubectl('create', 'service', 'clusterip', 'kept', '--tcp=80');
    source.hold();
    await live();
    const api = own.components['kube-apiserver'];
    await api.kill();
    await until('stale', () => source.status.phase === 'stale', 5);
    assert.equal(source.status.cause?.code, 'notRunning');
    assert.equal(english(source.status.cause?.message ?? assert.fail()), 'minikube does not answer; it may be stopped.');
    assert.ok(named('Service', 'kept'));
    await api.start();
    const ready = Date.now();
    await live();
    assert.ok(Date.now() - ready < 2000, `${Date.now() - ready} ms after readyz`);
    await cluster.kubectl('delete', 'service', 'kept');
    await until('follows again', () => !named('Service', 'kept'));
  });

  withOwn('finds out a server that hangs, and goes on when it no longer does', async own => {
    source.hold();
    await live();
    const api = own.components['kube-apiserver'];
    api.freeze();
    try {
      source.wake();
      await until('slow', () => source.status.cause?.code === 'slow', 6);
    } finally {
      api.thaw();
    }
    await live();
  });

  withOwn('finds out a cable that was cut, and goes on when it is there again', async own => {
    source.hold();
    await live();
    await own.onNode('ip', 'link', 'set', 'eth0', 'down');
    try {
      source.wake();
      await until('no answer', () => source.status.phase !== 'live', 6);
    } finally {
      await own.onNode('ip', 'link', 'set', 'eth0', 'up');
    }
    await live();
    await cluster.kubectl('create', 'service', 'clusterip', 'after', '--tcp=80');
    await until('follows again', () => named('Service', 'after') !== undefined);
    await cluster.kubectl('delete', 'service', 'after');
  });

  withOwn('leaves no connection when nobody looks any more', async () => {
    const hold = source.hold();
    await live();
    assert.ok(await connections() >= 7);
    hold.dispose();
    await new Promise(resolve => setTimeout(resolve, 300));
    assert.equal(await connections(), 0);
  });

  withOwn('shows a guest what he may see, each kind as it is allowed', async () => {
    const config = JSON.parse(await readFile(cluster.env['KUBECONFIG'] ?? '', 'utf8')) as { users: { user: unknown }[] };
    for (const entry of config.users) entry.user = { token: 'token-of-the-guest' };
    const path = join(cluster.folder, 'guest');
    await writeFile(path, JSON.stringify(config));
    source = target.source({ ...cluster.env, KUBECONFIG: path });
    source.hold();
    await live();
    await until('all refused', () => [...source.kinds.values()].filter(({ state }) => state.kind === 'forbidden').length === 7);
    await cluster.kubectl('create', 'role', 'reader', '--verb=list,watch', '--resource=services');
    await cluster.kubectl('create', 'rolebinding', 'reader', '--role=reader', '--user=guest');
    source.wake();
    await until('services', () => source.kinds.get('Service')?.state.kind === 'live' && named('Service', 'kubernetes') !== undefined);
    assert.equal(source.kinds.get('Pod')?.state.kind, 'forbidden');
  });

  it('gives a lab a kubeconfig of its own, and leaves the student\'s alone', async () => {
    const file = cluster.env['KUBECONFIG'] ?? '';
    const before = await readFile(file, 'utf8');
    const mine = target.context(cluster.env).context;
    const path = join(cluster.folder, 'lab');
    assert.equal(await writeLabKubeconfig(path, target.context(cluster.env, { namespace: 'lab-of-test' })), true);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
    const lab = { ...cluster.env, KUBECONFIG: path };
    const { context } = target.context(lab);
    assert.deepEqual([context?.name, context?.namespace, context?.minikube], [mine?.name, 'lab-of-test', mine?.minikube]);
    assert.equal(await cluster.kubectl('--kubeconfig', path, 'config', 'view', '--minify', '--output', 'jsonpath={..namespace}'), 'lab-of-test');
    assert.match(await cluster.kubectl('--kubeconfig', path, 'auth', 'can-i', 'list', 'pods'), /yes/);
    assert.equal(await readFile(file, 'utf8'), before);
  });

  withOwn('logs in through a plug-in that hands out a certificate', async () => {
    const pki = join(cluster.folder, 'bed', 'pki');
    const plug = join(cluster.folder, 'plug');
    await writeFile(plug, `#!/bin/sh\nexec ${process.execPath} -e 'const read = name => require("fs").readFileSync("${pki}/admin." + name, "utf8"); console.log(JSON.stringify({ kind: "ExecCredential", status: { clientCertificateData: read("crt"), clientKeyData: read("key") } }))'\n`);
    await chmod(plug, 0o755);
    const config = JSON.parse(await readFile(cluster.env['KUBECONFIG'] ?? '', 'utf8')) as { users: { user: unknown }[] };
    for (const entry of config.users) entry.user = { exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './plug', interactiveMode: 'Never' } };
    const path = join(cluster.folder, 'plugged');
    await writeFile(path, JSON.stringify(config));
    source = target.source({ ...cluster.env, KUBECONFIG: path });
    source.hold();
    await live();
    assert.ok(named('Service', 'kubernetes'));
  });

  withOwn('says whose certificate it does not trust', async () => {
    const config = JSON.parse(await readFile(cluster.env['KUBECONFIG'] ?? '', 'utf8')) as { clusters: { cluster: Record<string, unknown> }[] };
    for (const entry of config.clusters) delete entry.cluster['certificate-authority'];
    const path = join(cluster.folder, 'untrusted');
    await writeFile(path, JSON.stringify(config));
    source = target.source({ ...cluster.env, KUBECONFIG: path });
    source.hold();
    await until('down', () => source.status.phase === 'down');
    assert.equal(source.status.cause?.code, 'tls');
  });
});
