/**
 * Checks of a cluster held against a real one: each kind of claim fails, holds, fails again when something is done to the
 * thing, and holds again where it is put right.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import type { Capture, Check } from '../../src/core/check';
import { readShortCheck } from '../../src/core/checkShort';
import { CheckBook } from '../../src/core/checks/checkBook';
import type { CheckSection } from '../../src/core/checks/checkSection';
import { clusterEyesOf, type DockerEyes } from '../../src/core/checks/eyes';
import { Emitter } from '../../src/core/emitter';
import type { Journal, JournalEntry } from '../../src/core/journal';
import { english } from '../../src/core/message';
import { systemClock } from '../../src/targets/docker/clock';
import { createClusterTarget, type ClusterSource } from '../../src/targets/kubernetes';
import { createLooker } from '../../src/targets/probes';
import { createRunner } from '../../src/targets/process';
import { testCluster, type TestCluster } from './bed';

const image = 'registry.k8s.io/minikube/kubernetes-bootcamp';

/** What is claimed, by a short name. Those of the second list need that `deployed` was done. */
const claims = {
  deployed: 'deployment web 2/2',
  image: 'deployment web 2/2 image *:v1 label app=web',
  rollout: 'rollout web complete revision = 1',
  set: 'replicaset of web 2/2 image *:v1',
  pods: 'pods app=web = 2',
  ready: 'pods app=web ready = 2',
  labelled: 'pods version=v1 = 1',
  named: 'pod ${POD_NAME} ready image *:v1 label version=v1',
  service: 'k8s-service web type NodePort port 8080',
  endpoints: 'endpoints web ready = 2',
  page: 'http service/web:8080/ = 200 contains "v=1"',
  space: 'namespace labbook-shop present',
  config: 'configmap settings present key colour',
  pulling: 'pods app=web ImagePullBackOff or ErrImagePull >= 1',
  event: 'k8s-event reason=Failed on deployment/web contains "v10"',
  stuckless: 'rollout web progressing revision >= 2',
} as const;
const negative = {
  noPod: 'pod ${POD_NAME} absent',
  noPods: 'pods app=web = 0',
  noDeployment: 'deployment web absent',
  noSet: 'replicaset of web absent',
  noService: 'k8s-service web absent',
  noConfig: 'configmap settings absent',
  noSpace: 'namespace labbook-shop absent',
} as const;
const ofNode = { node: 'k8s-node minikube ready', cordoned: 'k8s-node minikube cordoned', nodePort: 'http http://192.168.49.2:${NODE_PORT}/ = 200' } as const;

class MemoryJournal implements Journal {
  private readonly entries: JournalEntry[] = [];
  private readonly added = new Emitter<JournalEntry>();
  readonly onAdd = this.added.event;
  all() { return Promise.resolve([...this.entries]); }
  add(entry: JournalEntry) { this.entries.push(entry); this.added.fire(entry); return Promise.resolve(); }
}

describe('checks of a real cluster', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let source: ClusterSource;
  let book: CheckBook;
  let section: CheckSection;
  before(async () => {
    cluster = await testCluster();
    source = createClusterTarget({ runner: createRunner(process.env) }).source(cluster.env);
    section = sectionOf({ ...claims, ...cluster.own ? ofNode : {} }, negative);
    book = bookOf(source);
    book.watch(section);
  });
  after(async () => {
    book?.dispose();
    source?.dispose();
    await cluster?.takeDown();
  });

  /** Waits until exactly these hold; what else is claimed does not. */
  async function hold(...ids: readonly string[]): Promise<void> {
    const end = Date.now() + 30_000;
    const wanted = new Set(ids);
    for (;;) {
      const results = book.results(section) ?? [];
      const other = results.filter(({ check, now }) => now !== (wanted.has(check.id) ? 'true' : 'false') && !(now === 'unknown' && !wanted.has(check.id)));
      if (results.length > 0 && other.length === 0) return;
      if (Date.now() > end) assert.fail(other.map(({ check, now, facts }) => `${check.id} is ${now}: ${facts.map(english).join('; ')}`).join('\n'));
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }
  const says = (id: string) => {
    const result = book.results(section)?.find(({ check }) => check.id === id);
    return [result?.now, result?.state, ...result?.facts.map(english) ?? []].join('; ');
  };
  const node = () => cluster.own ? ['node', 'nodePort'] : [];
  const well = () => ['deployed', 'image', 'rollout', 'set', 'pods', 'ready', 'labelled', 'named', 'service', 'endpoints', 'page', 'space', 'config', ...node()];
  const without = (...ids: string[]) => well().filter(id => !ids.includes(id));
  const kubectl = (line: string) => cluster.kubectl(...line.split(' '));
  const pod = async () => (await kubectl('get pods -l app=web --sort-by=.metadata.creationTimestamp -o name')).split('\n')[0]?.replace('pod/', '') ?? '';

  it('none holds where nothing was done, but those of the node', async () => {
    await hold(...cluster.own ? ['node'] : []);
    assert.equal(says('deployed'), 'false; notYet; there is no deployment `web`');
  });

  it('all hold when it is done, and what they capture is what kubectl says', async () => {
    await kubectl(`create deployment web --image=${image}:v1 --port=8080 --replicas=2`);
    await kubectl('expose deployment/web --type=NodePort --port=8080');
    await kubectl('create configmap settings --from-literal=colour=secret-blue');
    await kubectl('create namespace labbook-shop');
    await kubectl('rollout status deployment/web --timeout=60s');
    await kubectl(`label pod ${await pod()} version=v1`);
    await hold(...well());
    const kept = await book.waitFor(section, well(), 10_000);
    assert.deepEqual(kept.filter(({ state }) => state === 'done').map(({ check: { id } }) => id).sort(), well().sort());
    assert.equal(book.captured(section, 'POD_NAME'), await pod());
    assert.equal(book.captured(section, 'NODE_PORT'), await kubectl('get service web -o jsonpath={.spec.ports[0].nodePort}'));
    assert.equal(book.captured(section, 'CLUSTER_IP'), await kubectl('get service web -o jsonpath={.spec.clusterIP}'));
    assert.doesNotMatch(JSON.stringify(book.results(section)), /secret-blue/);
  });

  it('a deployment that is scaled to 0 is noticed, and one that is scaled back', async () => {
    const first = await pod();
    await kubectl('scale deployment/web --replicas=0');
    await hold('rollout', 'service', 'space', 'config', 'noPods', 'noPod', ...cluster.own ? ['node'] : []);
    assert.equal(says('deployed'), 'false; done; 2 of 2 pods of `web` are ready');
    await kubectl('scale deployment/web --replicas=2');
    await kubectl('rollout status deployment/web --timeout=60s');
    assert.notEqual(await pod(), first);
    await hold(...without('labelled', 'named'), 'noPod');
    await kubectl(`label pod ${await pod()} version=v1`);
    await hold(...well());
  });

  it('a selector that leads nowhere is noticed', async () => {
    await kubectl('set selector service/web app=wrong');
    await hold(...without('endpoints', 'page', 'nodePort'));
    await kubectl('set selector service/web app=web');
    await hold(...well());
  });

  it('an image that is not there is noticed, while the old pods go on; and the way back', async () => {
    await kubectl(`set image deployment/web kubernetes-bootcamp=${image}:v10`);
    await hold('deployed', 'labelled', 'named', 'service', 'endpoints', 'page', 'space', 'config', 'ready', 'pulling', 'event', 'stuckless', ...node());
    await kubectl('rollout undo deployment/web');
    await kubectl('rollout status deployment/web --timeout=60s');
    // The cluster remembers what went wrong, and that this is the third revision.
    await hold(...without('rollout'), 'event');
  });

  it('a pod that is deleted is noticed', async () => {
    await kubectl(`delete pod ${await pod()} --wait=false`);
    await hold(...without('rollout', 'labelled', 'named'), 'event', 'noPod');
    await kubectl(`label pod ${await pod()} version=v1`);
    await hold(...without('rollout'), 'event');
  });

  it('a service of another type, a ConfigMap without the key and a namespace that goes are noticed', async () => {
    await cluster.kubectl('patch', 'service', 'web', '--patch', '{"spec":{"type":"ClusterIP"}}');
    await cluster.kubectl('patch', 'configmap', 'settings', '--patch', '{"data":{"colour":null}}');
    await kubectl('delete namespace labbook-shop');
    await hold(...without('rollout', 'service', 'config', 'space', 'nodePort'), 'event', 'noSpace');
    await kubectl('delete configmap settings');
    await hold(...without('rollout', 'service', 'config', 'space', 'nodePort'), 'event', 'noSpace', 'noConfig');
  });

  it('a node that is cordoned is noticed, and one that is not ready', async function () {
    if (!cluster.own) return this.skip(); // it is not ours
    await kubectl('cordon minikube');
    await hold(...without('rollout', 'service', 'config', 'space', 'nodePort'), 'event', 'noSpace', 'noConfig', 'cordoned');
    await kubectl('uncordon minikube');
    cluster.own.components.kubelet.freeze();
    await cluster.own.patch('/api/v1/nodes/minikube/status', { status: { conditions: [{ type: 'Ready', status: 'False', reason: 'KubeletNotReady', message: 'stopped by a test' }] } });
    await until(() => says('node').startsWith('false'));
    cluster.own.components.kubelet.thaw();
    await until(() => says('node').startsWith('true'));
  });

  it('all is gone after the clean-up', async () => {
    await kubectl('delete service/web deployment/web');
    await hold('noPod', 'noPods', 'noDeployment', 'noSet', 'noService', 'noConfig', 'noSpace', ...cluster.own ? ['node'] : []);
    assert.match(says('deployed'), /^false; done; /);
  });

  async function until(is: () => boolean): Promise<void> {
    const end = Date.now() + 30_000;
    while (!is()) {
      assert.ok(Date.now() < end, says('node'));
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
});

const captures: Record<string, readonly Capture[]> = {
  labelled: [{ name: 'POD_NAME', from: { kind: 'podName', selector: 'version=v1' } }],
  service: [{ name: 'NODE_PORT', from: { kind: 'nodePort', service: 'web' } }, { name: 'CLUSTER_IP', from: { kind: 'clusterIp', service: 'web' } }],
};

function sectionOf(own: Readonly<Record<string, string>>, later: Readonly<Record<string, string>>): CheckSection {
  const at = { line: 0, character: 0 };
  const checks = Object.entries({ ...own, ...later }).map(([id, text]): Check => ({
    id, claim: text, hash: id, needs: id in later ? ['deployed'] : [], captures: captures[id] ?? [], span: { start: at, end: at }, test: readShortCheck(text).test ?? assert.fail(text),
  }));
  return { courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', blocks: [], checks };
}

function bookOf(source: ClusterSource): CheckBook {
  const never = new Emitter<never>().event;
  const docker: DockerEyes = { status: undefined, things: new Map(), swarm: undefined, onChange: never, onStatus: never, hold: () => assert.fail('Docker is not asked') };
  const look = createLooker({ source: () => undefined, cluster: () => source, daemonHost: () => undefined });
  return new CheckBook({
    clock: systemClock, journal: new MemoryJournal(), docker, cluster: clusterEyesOf(source), records: () => [], loaded: () => Promise.resolve(), onRecord: never,
    look: want => look(want, { folder: () => Promise.resolve(undefined), allowed: () => false }), barred: () => undefined, remembered: () => undefined,
  });
}
