import assert from 'node:assert/strict';
import type { PodResource } from '../../../src/core/clusterResource';
import { resourceOf } from '../../../src/targets/kubernetes/mapping';
import { objectOf } from '../../../src/targets/kubernetes/object';

type Map = Record<string, unknown>;
const one = { containers: [{ name: 'a', image: 'img:1' }] };
const at = (state: Map, more: Map = {}): Map => ({ name: 'a', ready: false, restartCount: 0, state, ...more });
const waiting = (reason: string, message?: string): Map => ({ waiting: { reason, ...(message ? { message } : {}) } });
const ended = (exitCode: number, reason?: string, more: Map = {}): Map => ({ terminated: { exitCode, ...(reason ? { reason } : {}), ...more } });
const up = { running: { startedAt: 'x' } };

function pod(status: Map, spec: Map = one, metadata: Map = {}): PodResource {
  const object = objectOf({ metadata: { uid: 'u', name: 'p', namespace: 'lab', ...metadata }, spec, status }, 'Pod') ?? assert.fail();
  const found = resourceOf(object);
  return found?.kind === 'pod' ? found : assert.fail();
}

describe('pod of a cluster', () => {
  const two = { containers: [{ name: 'a' }, { name: 'b' }] };
  const init = { ...one, initContainers: [{ name: 'i' }, { name: 'j' }] };
  const sidecar = { ...one, initContainers: [{ name: 's', restartPolicy: 'Always' }] };
  const unplaced = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes: Insufficient cpu' };
  const cases: readonly [string, PodResource, string, PodResource['health'], string, string?][] = [
    ['just made', pod({ phase: 'Pending' }), 'Pending', 'working', '0/1 0'],
    ['no room', pod({ phase: 'Pending', conditions: [unplaced] }), 'Pending', 'failing', '0/1 0', '0/1 nodes: Insufficient cpu'],
    ['held back', pod({ phase: 'Pending', conditions: [{ type: 'PodScheduled', reason: 'SchedulingGated' }] }), 'SchedulingGated', 'working', '0/1 0'],
    ['being made', pod({ phase: 'Pending', containerStatuses: [at(waiting('ContainerCreating'))] }), 'ContainerCreating', 'working', '0/1 0'],
    ['up, not ready', pod({ phase: 'Running', containerStatuses: [at(up)] }), 'Running', 'working', '0/1 0'],
    ['up', pod({ phase: 'Running', containerStatuses: [at(up, { ready: true, restartCount: 2 })] }), 'Running', 'well', '1/1 2'],
    ['one of two', pod({ phase: 'Running', containerStatuses: [at(up, { ready: true }), at(up)] }, two), 'Running', 'working', '1/2 0'],
    ['no image', pod({ phase: 'Pending', containerStatuses: [at(waiting('ImagePullBackOff', 'Back-off pulling'))] }), 'ImagePullBackOff', 'failing', '0/1 0', 'Back-off pulling'],
    ['crashes', pod({ phase: 'Running', containerStatuses: [at(waiting('CrashLoopBackOff'), { restartCount: 5 })] }), 'CrashLoopBackOff', 'failing', '0/1 5'],
    ['two that fail', pod({ phase: 'Running', containerStatuses: [at(waiting('CrashLoopBackOff', 'the first')), at(waiting('ImagePullBackOff', 'the second'))] }, two), 'CrashLoopBackOff', 'failing', '0/2 0', 'the first'],
    ['out of memory', pod({ phase: 'Running', containerStatuses: [at(ended(137, 'OOMKilled'))] }), 'OOMKilled', 'failing', '0/1 0'],
    ['ended without a word', pod({ phase: 'Failed', containerStatuses: [at(ended(3))] }), 'ExitCode:3', 'failing', '0/1 0'],
    ['ended by a signal', pod({ phase: 'Failed', containerStatuses: [at(ended(137, undefined, { signal: 9 }))] }), 'Signal:9', 'failing', '0/1 0'],
    ['through', pod({ phase: 'Succeeded', containerStatuses: [at(ended(0, 'Completed'))] }), 'Completed', 'done', '0/1 0'],
    ['one through, one up', pod({ phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }], containerStatuses: [at(ended(0, 'Completed')), at(up, { ready: true })] }, two), 'Running', 'working', '1/2 0'],
    ['evicted', pod({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' }), 'Evicted', 'failing', '0/1 0', 'low on memory'],
    ['ending', pod({ phase: 'Running', containerStatuses: [at(up, { ready: true })] }, one, { deletionTimestamp: 'x' }), 'Terminating', 'working', '1/1 0'],
    ['ending after its end', pod({ phase: 'Succeeded', containerStatuses: [at(ended(0, 'Completed'))] }, one, { deletionTimestamp: 'x' }), 'Completed', 'done', '0/1 0'],
    ['its node is lost', pod({ phase: 'Running', reason: 'NodeLost', containerStatuses: [] }, one, { deletionTimestamp: 'x' }), 'Unknown', 'failing', '0/1 0'],
    ['first beginning', pod({ phase: 'Pending', initContainerStatuses: [at(up, { name: 'i' })], containerStatuses: [at(waiting('PodInitializing'))] }, init), 'Init:0/2', 'working', '0/1 0'],
    ['second beginning', pod({ phase: 'Pending', initContainerStatuses: [at(ended(0, 'Completed'), { name: 'i' }), at(waiting('PodInitializing'), { name: 'j' })], containerStatuses: [at(waiting('PodInitializing'))] }, init), 'Init:1/2', 'working', '0/1 0'],
    ['failed beginning', pod({ phase: 'Pending', initContainerStatuses: [at(ended(1, 'Error'), { name: 'i', restartCount: 3 })], containerStatuses: [at(waiting('PodInitializing'))] }, init), 'Init:Error', 'failing', '0/1 3'],
    ['begun', pod({ phase: 'Running', conditions: [{ type: 'Initialized', status: 'True' }], initContainerStatuses: [at(ended(0), { name: 'i', restartCount: 1 })], containerStatuses: [at(up, { ready: true })] }, init), 'Running', 'well', '1/1 0'],
    ['with one that stays', pod({ phase: 'Running', conditions: [{ type: 'Initialized', status: 'True' }], initContainerStatuses: [at(up, { name: 's', started: true, ready: true, restartCount: 1 })], containerStatuses: [at(up, { ready: true, restartCount: 1 })] }, sidecar), 'Running', 'well', '2/2 2'],
  ];
  for (const [what, found, status, health, counts, message] of cases) {
    it(`is ${status} where it is ${what}`, () => {
      assert.deepEqual([found.status, found.health, `${found.ready}/${found.containers} ${found.restarts}`, found.message], [status, health, counts, message]);
    });
  }

  it('knows what made it, where it is and what it runs', () => {
    const found = pod({ phase: 'Running', podIP: '10.244.0.5', containerStatuses: [] }, { ...one, nodeName: 'minikube' }, {
      creationTimestamp: '2026-01-02T03:04:05Z', labels: { app: 'web' }, ownerReferences: [{ uid: 'other' }, { kind: 'ReplicaSet', uid: 'rs', controller: true }],
    });
    assert.deepEqual([found.owner, found.node, found.address, found.images, found.labels, found.created], ['replicaset:rs', 'minikube', '10.244.0.5', ['img:1'], { app: 'web' }, Date.UTC(2026, 0, 2, 3, 4, 5)]);
  });
});
