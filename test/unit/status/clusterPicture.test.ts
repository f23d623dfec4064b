import assert from 'node:assert/strict';
import { clusterPicture } from '../../../src/core/clusterPicture';
import type { RolloutView } from '../../../src/core/labViews';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import type { StatusInput } from '../../../src/core/statusInput';
import { clusterInput, clusterLive, clusterNode, deployment, endpoints, exposed, pod, set } from './clusterThings';
import { now } from './things';

const draw = (own: readonly Resource[], rest: readonly Resource[] = [clusterNode()], over: Partial<StatusInput> = {}) => clusterPicture(clusterInput(own, rest, over), english);
const app = { labels: { app: 'web' } };
const lines = (roll: RolloutView | undefined) => roll?.sets.map(({ name, detail, state, pods }) => [`${name}: ${detail}, ${state}`, ...pods.map(one => `${one.name} ${one.state} ${one.tone} ${one.traffic?.text ?? '-'}`)]);
const broken = { status: 'ImagePullBackOff', health: 'failing', ready: 0, message: 'not found' } as const;
const updating = [
  deployment({ rollout: 'progressing', updated: 2, available: 3, revision: 3 }), set('old', 2, { desired: 3, ready: 3 }), set('new', 3, { desired: 2, ready: 1, images: ['registry/boot:v2'] }), set('first', 1, { desired: 0, ready: 0 }),
  pod('a', 'new', app), pod('b', 'new', { ...app, status: 'ContainerCreating', health: 'working', ready: 0 }), pod('c', 'old', app), pod('d', 'old', { ...app, ending: true, status: 'Terminating', health: 'working' }),
];
const service = [exposed(), endpoints(['a', 'c'], ['b'])];

describe('picture of a cluster', () => {
  it('leads from a deployment through its ReplicaSets, the newest first, to pods that get traffic or not', () => {
    const view = draw([...updating, ...service]);
    const [roll] = view?.rollouts ?? [];
    assert.deepEqual([view?.summary, view?.stale, roll?.name, roll?.state, roll?.tone], ['node minikube, Ready', false, 'web', 'updating, 2 of 4', 'running']);
    assert.deepEqual(roll?.bars.map(({ label, on, of, text }) => [label, on, of, text]), [['updated', 2, 4, '2 of 4'], ['available', 3, 4, '3 of 4']]);
    assert.deepEqual(lines(roll), [
      ['new: new ReplicaSet, revision 3, boot:v2, 1 of 2 ready', 'a Running pass gets traffic', 'b ContainerCreating running no traffic'],
      ['old: old ReplicaSet, revision 2, bootcamp:v1, 3 of 3 ready', 'c Running pass gets traffic', 'd Terminating idle no traffic'],
      ['first: old ReplicaSet, revision 1, bootcamp:v1, kept for undo, no pods'],
    ]);
    assert.deepEqual(view?.services, [{ uid: 'k8s-service:web', name: 'web', bad: false, detail: 'app=web matches 3 pods; 2 of them get traffic. NodePort 31234 → 8080.' }]);
  });

  it('calls nothing old or new once the update is over', () => {
    assert.equal(draw([deployment(), set('a', 1), pod('p', 'a')])?.rollouts[0]?.sets[0]?.detail, 'ReplicaSet, revision 1, bootcamp:v1');
  });

  it('shows few of the ReplicaSets that are only kept', () => {
    const [roll] = draw([deployment(), set('z', 9), ...[1, 2, 3, 4, 5].map(n => set(`old${n}`, n, { desired: 0, ready: 0 }))])?.rollouts ?? [];
    assert.deepEqual([roll?.sets.map(({ name }) => name), roll?.more], [['z', 'old5', 'old4'], 'and 3 more kept for undo']);
  });

  it('says the same trouble of neighbours once', () => {
    const [roll] = draw([deployment(), set('a', 1), pod('p', 'a', broken), pod('q', 'a', { ...broken, status: 'ErrImagePull' })])?.rollouts ?? [];
    assert.deepEqual(roll?.sets[0]?.pods.map(({ note }) => note?.endsWith('not found.')), [true, undefined]);
  });

  it('draws few of very many, those in trouble among them', () => {
    const [roll] = draw([deployment({ desired: 30 }), set('a', 1), ...Array.from({ length: 30 }, (_, n) => pod(`p${String(n).padStart(2, '0')}`, 'a', n === 29 ? broken : {}))])?.rollouts ?? [];
    assert.deepEqual([roll?.sets[0]?.pods.length, roll?.sets[0]?.pods[0]?.name, roll?.sets[0]?.more], [24, 'p29', 'and 6 more: 6 Running']);
    const many = draw(Array.from({ length: 10 }, (_, n) => deployment({ uid: `deployment:${n}`, name: `d${n}` })));
    assert.deepEqual([many?.rollouts.length, many?.more], [8, 'and 2 more deployments']);
  });

  it('has a place for pods that no deployment made, and no word of what is not the lab’s', () => {
    const view = draw([pod('one')], [pod('foreign'), deployment(), set('a', 1), pod('p', 'a')]);
    assert.deepEqual(view?.rollouts.map(({ uid, name, sets }) => [uid, name, sets[0]?.pods.map(one => one.name)]), [['pods:', 'Pods without a deployment', ['one']]]);
  });

  it('says that a service leads nowhere', () => {
    const view = draw([deployment(), set('a', 1), pod('p', 'a', app), exposed({ selector: { app: 'other' } }), endpoints([])]);
    assert.deepEqual(view?.services.map(({ bad, detail }) => [bad, detail]), [[true, 'app=other matches no pod. NodePort 31234 → 8080.']]);
    assert.equal(view?.rollouts[0]?.sets[0]?.pods[0]?.traffic, undefined);
    assert.equal(draw([pod('p', undefined, app), exposed({ selector: {} })])?.rollouts[0]?.sets[0]?.pods[0]?.traffic, undefined, 'without a selector it looks for none');
    // An other namespace is an other world.
    assert.match(draw([pod('p', undefined, app), exposed({ namespace: 'other' })])?.services[0]?.detail ?? '', /matches no pod/);
  });

  it('says what is wrong with a node, and where a pod is once there are several', () => {
    const second = clusterNode({ uid: 'k8s-node:2', name: 'm02', ready: false, message: 'Kubelet stopped posting node status.' });
    const view = draw([pod('p', undefined, { node: 'm02' })], [clusterNode(), second]);
    assert.deepEqual([view?.summary, view?.note, view?.rollouts[0]?.sets[0]?.pods[0]?.state], ['1 of 2 nodes ready', 'Node m02 is not ready: Kubelet stopped posting node status.', 'Running on m02']);
    assert.equal(draw([pod('p')], [clusterNode({ schedulable: false })])?.note, 'Node minikube is cordoned: no new pod is placed on it.');
  });

  it('is as it was once the cluster is gone', () => {
    const view = draw([...updating, ...service], [clusterNode()], { link: { ...clusterLive, phase: 'stale', lastGood: now } });
    const [roll] = view?.rollouts ?? [];
    assert.deepEqual([view?.stale, view?.summary, roll?.state, roll?.tone, roll?.bars, roll?.sets[0]?.pods[0]], [true, 'node minikube, was Ready', 'was updating, 2 of 4', 'stale', [], { uid: 'pod:a', name: 'a', state: 'was Running', tone: 'stale' }]);
  });

  it('is there for a lab of a cluster that has made something', () => {
    assert.equal(draw([]), undefined);
    assert.equal(draw([deployment()], [], { lab: { id: 'L1', title: 'Docker' } }), undefined);
  });
});
