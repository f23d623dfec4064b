/**
 * What the panel shows of a real rolling update, a real image that does not exist, a program that crashes and a service
 * that answers, and that the commands of its buttons do what they say.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { clusterPicture } from '../../src/core/clusterPicture';
import type { ClusterPictureView } from '../../src/core/labViews';
import { english, msg } from '../../src/core/message';
import type { GroupView, RowAction, RowView } from '../../src/core/protocol';
import type { StatusInput } from '../../src/core/statusInput';
import { StatusBuilder } from '../../src/core/statusView';
import { createClusterTarget, type ClusterProbes, type ClusterSource, type ClusterTarget } from '../../src/targets/kubernetes';
import { createRunner } from '../../src/targets/process';
import { testCluster, type TestCluster } from './bed';

const image = 'registry.k8s.io/minikube/kubernetes-bootcamp';

describe('panel of a real cluster', function () {
  this.timeout(120_000);
  let cluster: TestCluster;
  let target: ClusterTarget;
  let source: ClusterSource;
  let probes: ClusterProbes;
  const builder = new StatusBuilder(english);
  before(async () => {
    cluster = await testCluster();
    target = createClusterTarget({ runner: createRunner(process.env) });
    source = target.source(cluster.env);
    source.hold();
    probes = target.probes(source);
    probes.hold();
  });
  after(async () => {
    probes?.dispose();
    source?.dispose();
    target?.dispose();
    await cluster?.takeDown();
  });

  function input(): StatusInput {
    const own = [...source.resources.values()].filter(({ name }) => name !== 'kubernetes');
    probes.want(new Set(own.map(({ uid }) => uid)));
    const made = { labId: 'L5', sectionId: 's', blockId: 'b', message: msg('named in the command'), likely: false };
    return {
      lab: { id: 'L5', title: 'Kubernetes basics', cluster: true }, link: source.status, resources: source.resources, made: new Map(own.map(({ uid }) => [uid, made])),
      endpoints: probes.probes, lastLines: probes.lastLines, ordinal: () => 1,
    };
  }
  const group = (id: GroupView['id']): readonly RowView[] => builder.build(input(), false).groups.find(each => each.id === id)?.rows ?? [];
  const row = (id: GroupView['id'], name: string): RowView | undefined => group(id).find(each => each.name === name);
  const said = (id: GroupView['id']): string => JSON.stringify(group(id).map(({ name, state, detail, note }) => [name, state, detail, note]));

  async function until<T>(what: string, found: () => T | undefined | false, state: () => string, seconds = 60): Promise<T> {
    const end = Date.now() + seconds * 1000;
    for (;;) {
      const value = found();
      if (value !== undefined && value !== false) return value;
      assert.ok(Date.now() < end, `${what}: ${state()}`);
      await new Promise(done => setTimeout(done, 50));
    }
  }
  const settled = (revision: number) => until(`revision ${revision} is through`, () => { const web = row('deployment', 'web'); return web?.state === '3 of 3 available' && web.detail.startsWith(`revision ${revision} `) && web; }, () => said('deployment'));

  /** Types the command of a row's button, word by word. */
  async function press(view: RowView, action: RowAction, change: (line: string) => string = line => line): Promise<string> {
    const line = view.actions.find(({ id }) => id === action)?.command ?? assert.fail(`${view.name} offers no ${action}`);
    const [program, ...words] = change(line).split(' ');
    assert.equal(program, 'kubectl');
    return cluster.kubectl(...words);
  }

  it('shows a deployment, its pods, and that its service answers at the address of the node', async () => {
    await cluster.kubectl('create', 'deployment', 'web', `--image=${image}:v1`, '--replicas=3');
    await cluster.kubectl('expose', 'deployment/web', '--type=NodePort', '--port=8080');
    const web = await settled(1);
    assert.deepEqual([web.tone, web.detail], ['pass', 'revision 1 · kubernetes-bootcamp:v1']);
    assert.deepEqual(group('pod').map(({ tone, state }) => [tone, state]), Array(3).fill(['pass', 'Running']));
    const service = await until('all are reached', () => { const found = row('k8s-service', 'web'); return found?.detail.endsWith('3 ready') && found; }, () => said('k8s-service'));
    assert.match(service.state, /^NodePort 3\d{4}$/);
    if (!cluster.own) return; // whether its ports are reached from here is the driver's business
    const endpoint = await until('the service answers', () => group('endpoint').find(({ state }) => state === 'answers, 200'), () => said('endpoint'));
    assert.match(endpoint.name, /^192\.168\.49\.2:3\d{4}$/);
    assert.deepEqual(endpoint.actions.map(({ id }) => id), ['open']);
    assert.equal(row('k8s-node', 'minikube')?.state, 'Ready');
  });

  it('lets a rolling update be watched: both versions beside each other, and the way back first among the buttons', async () => {
    const states: string[] = [];
    const pictures: ClusterPictureView[] = [];
    const first: string[] = [];
    const listener = source.onChange(() => {
      const web = row('deployment', 'web');
      const picture = clusterPicture(input(), english);
      if (!web || !picture) return;
      states.push(`${web.state} · ${web.detail}`);
      if (web.state.startsWith('updating')) first.push(web.actions[0]?.id ?? '');
      pictures.push(picture);
    });
    await cluster.kubectl('set', 'image', 'deployment/web', `kubernetes-bootcamp=${image}:v2`);
    await settled(2);
    listener.dispose();
    assert.ok(states.some(state => /^updating, [12] of 3 · [12] updated, 3 available · [123] old pods? left · revision 2 · kubernetes-bootcamp:v2$/.test(state)), states.join('\n'));
    assert.deepEqual([...new Set(first)], ['rollback']);
    const beside = pictures.filter(({ rollouts: [web] }) => web?.sets.length === 2 && web.sets.every(({ pods }) => pods.length > 0));
    assert.ok(beside.length > 0, 'old and new pods at once');
    const details = beside.map(({ rollouts: [web] }) => web?.sets.map(({ detail }) => detail).join(' | '));
    assert.ok(details.includes('new ReplicaSet, revision 2, kubernetes-bootcamp:v2 | old ReplicaSet, revision 1, kubernetes-bootcamp:v1'), details.join('\n'));
    assert.ok(pictures.some(({ rollouts: [web] }) => web?.sets[0]?.pods.some(({ traffic }) => traffic?.on === false)), 'a new pod that gets no traffic yet');
    // Never all at once: the service goes on.
    assert.ok(pictures.every(({ rollouts: [web] }) => web?.sets.some(({ pods }) => pods.some(({ traffic }) => traffic?.on))), 'somebody gets traffic at any time');
  });

  it('says why an image does not come, in the pod and in its deployment, and the button takes it back', async () => {
    await cluster.kubectl('set', 'image', 'deployment/web', `kubernetes-bootcamp=${image}:v10`);
    const stuck = await until('the pull is given up for a while', () => group('pod').find(({ state }) => state === 'ImagePullBackOff'), () => said('pod'));
    assert.equal(stuck.tone, 'fail');
    assert.match(stuck.note ?? '', /^Its image cannot be fetched\..*kubernetes-bootcamp:v10.*not found/);
    const web = row('deployment', 'web') ?? assert.fail();
    assert.deepEqual([web.tone, web.state], ['fail', 'updating, 1 of 3']);
    assert.ok(web.note?.startsWith(stuck.name), web.note);
    await press(web, 'rollback');
    await settled(4);
  });

  it('shows what a program said before it crashed', async () => {
    await cluster.kubectl('delete', 'pod', 'crash', '--ignore-not-found', '--now'); // of a first try
    await cluster.kubectl('run', 'crash', `--image=${image}:v1`, '--command', '--', 'sh', '-c', 'echo no config.json here; exit 3');
    const crash = await until('it crashes and has last words', () => { const found = row('pod', 'crash'); return found?.state === 'CrashLoopBackOff' && found.note?.includes('last words') && found; }, () => said('pod'));
    assert.match(crash.note ?? '', /Its last words: no config\.json here$/);
    assert.equal(crash.actions[0]?.id, 'previous');
    // Where the program is being started once more just now, the kubelet may have no logs of the time before for a moment.
    let words = '';
    for (let n = 0; n < 20 && words !== 'no config.json here'; n++) {
      words = await press(crash, 'previous');
      if (n > 0) await new Promise(done => setTimeout(done, 500));
    }
    assert.equal(words, 'no config.json here');
    assert.match(await press(crash, 'describe'), /Name:\s+crash/);
    assert.match(await press(crash, 'yaml'), /^apiVersion: v1\nkind: Pod/);
    await press(crash, 'remove');
    await until('it is gone', () => row('pod', 'crash') === undefined, () => said('pod'));
  });

  it('scales, and takes away', async () => {
    await press(row('deployment', 'web') ?? assert.fail(), 'scale', line => line.replace('--replicas=3', '--replicas=0'));
    await until('none is left', () => row('deployment', 'web')?.state === 'scaled to 0', () => said('deployment'));
    const service = await until('the service leads nowhere', () => { const found = row('k8s-service', 'web'); return found?.tone === 'wait' && /^No pod has the labels that it looks for: app=web\./.test(found.note ?? '') && found; }, () => said('k8s-service'));
    await press(service, 'remove');
    await press(row('deployment', 'web') ?? assert.fail(), 'remove');
    await until('all is gone', () => group('deployment').length + group('k8s-service').length + group('pod').length === 0, () => said('pod'));
    assert.equal(clusterPicture(input(), english), undefined);
  });
});
