/**
 * The panel's words for pods, deployments and nodes beside those of kubectl, on a real cluster with what can go wrong.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterResource } from '../../src/core/clusterResource';
import { createClusterTarget, type ClusterSource } from '../../src/targets/kubernetes';
import { resourceOf } from '../../src/targets/kubernetes/mapping';
import { createRunner } from '../../src/targets/process';
import { testCluster, type TestCluster } from './bed';

const image = 'registry.k8s.io/minikube/kubernetes-bootcamp:v1';

describe('words for a real cluster', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let source: ClusterSource;
  before(async () => {
    cluster = await testCluster();
    source = createClusterTarget({ runner: createRunner(process.env) }).source(cluster.env);
    source.hold();
  });
  after(async () => {
    source?.dispose();
    await cluster?.takeDown();
  });

  const rows = (): ClusterResource[] => [...source.objects.values()].flatMap(object => resourceOf(object) ?? []);
  const table = async (...args: string[]) => (await cluster.kubectl('get', ...args, '--no-headers')).split('\n').filter(Boolean).map(line => line.split(/ {2,}/).map(cell => cell.trim()));

  async function agree(what: () => Promise<string[]>, own: () => string[], seconds = 40): Promise<string[]> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const theirs = (await what()).sort();
      const ours = own().sort();
      if (theirs.join('\n') === ours.join('\n')) return ours;
      if (Date.now() > end) assert.deepEqual(ours, theirs);
    }
  }

  const shell = (name: string, command: string, more: object = {}) => ({ name, image, command: ['sh', '-c', command], ...more });
  const pods: Record<string, object> = {
    well: { containers: [{ name: 'a', image }] },
    two: { containers: [{ name: 'a', image }, shell('b', 'sleep 1000', { readinessProbe: { exec: { command: ['false'] } } })] },
    crashes: { containers: [shell('a', 'exit 3')] },
    through: { restartPolicy: 'Never', containers: [shell('a', 'true')] },
    failed: { restartPolicy: 'Never', containers: [shell('a', 'exit 2')] },
    'no-image': { containers: [{ name: 'a', image: 'registry.k8s.io/minikube/kubernetes-bootcamp:v10' }] },
    'no-room': { containers: [{ name: 'a', image, resources: { requests: { cpu: '500' } } }] },
    'no-config': { containers: [{ name: 'a', image, envFrom: [{ configMapRef: { name: 'missing' } }] }] },
    begins: { initContainers: [shell('i', 'sleep 1000')], containers: [{ name: 'a', image }] },
    'begins-badly': { initContainers: [shell('i', 'exit 1')], containers: [{ name: 'a', image }] },
    aside: { initContainers: [shell('s', 'sleep 1000', { restartPolicy: 'Always' })], containers: [{ name: 'a', image }] },
  };

  it('are those of kubectl, pod by pod', async () => {
    const items = Object.entries(pods).map(([name, spec]) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { terminationGracePeriodSeconds: 1, ...spec } }));
    const file = join(cluster.folder, 'pods.json');
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await cluster.kubectl('apply', '--filename', file);
    const settled = new Map([['crashes', 'CrashLoopBackOff'], ['no-image', 'ImagePullBackOff'], ['no-config', 'CreateContainerConfigError'], ['begins-badly', 'Init:CrashLoopBackOff'], ['well', 'Running'], ['aside', 'Running'], ['through', 'Completed'], ['failed', 'Error'], ['no-room', 'Pending'], ['begins', 'Init:0/1']]);
    const seen = new Map<string, Set<string>>();
    const end = Date.now() + 60_000;
    while (![...settled].every(([name, word]) => seen.get(name)?.has(word))) {
      assert.ok(Date.now() < end, JSON.stringify([...seen].map(([name, words]) => [name, ...words])));
      const agreed = await agree(
        async () => (await table('pods')).map(([name, ready, status, restarts]) => [name, ready, status, restarts?.split(' ')[0]].join(' ')),
        () => rows().flatMap(row => row.kind === 'pod' ? [`${row.name} ${row.ready}/${row.containers} ${row.status} ${row.restarts}`] : []),
      );
      for (const line of agreed) {
        const [name = '', , word = ''] = line.split(' ');
        seen.set(name, (seen.get(name) ?? new Set()).add(word));
      }
    }
    const health = (name: string) => rows().flatMap(row => row.kind === 'pod' && row.name === name ? [row.health] : []).join();
    assert.deepEqual(['well', 'two', 'through', 'failed', 'no-image', 'no-room', 'begins', 'begins-badly'].map(health), ['well', 'working', 'done', 'failing', 'failing', 'failing', 'working', 'failing']);
    const why = rows().flatMap(row => row.kind === 'pod' && row.name === 'no-room' ? [row.message] : []).join();
    assert.match(why, /Insufficient cpu/);
    const events = rows().flatMap(row => row.kind === 'k8s-event' ? [row] : []);
    assert.ok(events.some(({ about, reason, message }) => reason === 'Failed' && /v10.*not found/.test(message) && rows().some(row => row.uid === about && row.name === 'no-image')));
    await cluster.kubectl('delete', '--filename', file, '--wait=false');
  });

  it('are those of kubectl for a deployment, its rollout and its service', async () => {
    await cluster.kubectl('create', 'deployment', 'web', `--image=${image}`, '--replicas=2');
    await cluster.kubectl('expose', 'deployment/web', '--type=NodePort', '--port=8080');
    const deployments = async () => (await table('deployments')).map(([name, ready, updated, available]) => [name, ready, updated, available].join(' '));
    const own = () => rows().flatMap(row => row.kind === 'deployment' ? [`${row.name} ${row.ready}/${row.desired} ${row.updated} ${row.available}`] : []);
    await cluster.kubectl('rollout', 'status', 'deployment/web', '--timeout=60s');
    assert.deepEqual(await agree(deployments, own), ['web 2/2 2 2']);
    const web = () => rows().find(row => row.kind === 'deployment') as Extract<ClusterResource, { kind: 'deployment' }>;
    assert.deepEqual([web().rollout, web().revision], ['complete', 1]);
    await cluster.kubectl('set', 'image', 'deployment/web', `kubernetes-bootcamp=${image}0`);
    await agree(deployments, own);
    assert.equal(web().rollout, 'progressing');
    await cluster.kubectl('rollout', 'undo', 'deployment/web');
    await cluster.kubectl('rollout', 'status', 'deployment/web', '--timeout=60s');
    await agree(deployments, own);
    assert.deepEqual([web().rollout, web().revision], ['complete', 3]);
    const sets = rows().flatMap(row => row.kind === 'replicaset' ? [row] : []);
    assert.deepEqual(sets.map(({ revision, desired, owner }) => [revision, desired, owner]).sort(), [[2, 0, web().uid], [3, 2, web().uid]]);
    await agree(
      async () => (await table('services')).map(([name, type, address, , ports]) => [name, type, address, ports].join(' ')),
      () => rows().flatMap(row => row.kind === 'k8s-service' ? [`${row.name} ${row.type} ${row.clusterIp} ${row.ports.map(({ port, nodePort, protocol }) => `${port}${nodePort === undefined ? '' : `:${nodePort}`}/${protocol}`).join()}`] : []),
    );
    const leads = rows().flatMap(row => row.kind === 'endpoints' && row.service === 'web' ? row.targets : []);
    const ready = rows().flatMap(row => row.kind === 'pod' && row.labels['app'] === 'web' && row.health === 'well' ? [row.uid] : []);
    assert.deepEqual(leads.flatMap(({ pod, ready: can }) => can && pod !== undefined ? [pod] : []).sort(), ready.sort());
  });

  it('are those of kubectl for the node', async function () {
    if (!cluster.own) return this.skip(); // it is cordoned
    const nodes = async () => (await table('nodes')).map(([name, status, roles, , version]) => [name, status, roles, version].join(' '));
    const own = () => rows().flatMap(row => row.kind === 'k8s-node' ? [`${row.name} ${row.ready ? 'Ready' : 'NotReady'}${row.schedulable ? '' : ',SchedulingDisabled'} ${row.roles.join() || '<none>'} ${row.version}`] : []);
    assert.match((await agree(nodes, own)).join(), /minikube Ready control-plane v1\.34/);
    await cluster.kubectl('cordon', 'minikube');
    assert.match((await agree(nodes, own)).join(), /SchedulingDisabled/);
    await cluster.kubectl('uncordon', 'minikube');
    await agree(nodes, own);
  });
});
