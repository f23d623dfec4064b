import assert from 'node:assert/strict';
import type { ClusterResource } from '../../../src/core/clusterResource';
import { resourceOf } from '../../../src/targets/kubernetes/mapping';
import { objectOf } from '../../../src/targets/kubernetes/object';

type Map = Record<string, unknown>;
function map(kind: string, body: Map, metadata: Map = {}): Partial<Record<string, unknown>> {
  const object = objectOf({ ...body, metadata: { uid: 'u', name: 'n', namespace: 'lab', ...metadata } }, kind) ?? assert.fail();
  return resourceOf(object) as ClusterResource & Map;
}

describe('objects of a cluster as rows', () => {
  it('tells how far a rollout is, as kubectl does', () => {
    const template = { spec: { containers: [{ image: 'web:2' }] } };
    const rollout = (status: Map, spec: Map = {}, generation = 2) => map('Deployment', { spec: { replicas: 2, template, selector: { matchLabels: { app: 'web' } }, ...spec }, status: { observedGeneration: 2, ...status } }, { generation });
    const full = { replicas: 2, updatedReplicas: 2, readyReplicas: 2, availableReplicas: 2 };
    const done = rollout(full);
    assert.deepEqual([done['rollout'], done['desired'], done['ready'], done['updated'], done['available'], done['images'], done['selector']], ['complete', 2, 2, 2, 2, ['web:2'], { app: 'web' }]);
    assert.equal(rollout(full, {}, 3)['rollout'], 'progressing', 'the controller has not seen the change yet');
    assert.equal(rollout({ ...full, updatedReplicas: 1 })['rollout'], 'progressing');
    assert.equal(rollout({ ...full, replicas: 3 })['rollout'], 'progressing', 'an old one is still there');
    assert.equal(rollout({ ...full, availableReplicas: 1 })['rollout'], 'progressing');
    assert.equal(rollout({ ...full, updatedReplicas: 1 }, { paused: true })['rollout'], 'paused');
    const stuck = rollout({ ...full, updatedReplicas: 1, conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded', message: 'has timed out' }] });
    assert.deepEqual([stuck['rollout'], stuck['message']], ['stuck', 'has timed out']);
    const none = rollout({}, { replicas: 0 });
    assert.deepEqual([none['rollout'], none['desired']], ['complete', 0]);
    assert.equal(rollout({}, { replicas: undefined })['desired'], 1);
    assert.equal(rollout({ conditions: [{ type: 'ReplicaFailure', message: 'exceeded quota' }] })['message'], 'exceeded quota');
  });

  it('knows which template a ReplicaSet is made from', () => {
    const row = map('ReplicaSet', { spec: { replicas: 2, template: { spec: { containers: [{ image: 'web:1' }] } } }, status: { readyReplicas: 1 } }, { annotations: { 'deployment.kubernetes.io/revision': '3' }, ownerReferences: [{ kind: 'Deployment', uid: 'd', controller: true }] });
    assert.deepEqual([row['revision'], row['owner'], row['desired'], row['ready'], row['images']], [3, 'deployment:d', 2, 1, ['web:1']]);
    assert.equal(map('ReplicaSet', {})['revision'], undefined);
  });

  it('says how a service is reached', () => {
    const row = map('Service', { spec: { type: 'NodePort', clusterIP: '10.96.0.9', selector: { app: 'web' }, ports: [{ port: 8080, targetPort: 'http', nodePort: 31000, protocol: 'TCP', name: 'web' }, { port: 53, protocol: 'UDP' }] } });
    assert.deepEqual([row['type'], row['clusterIp'], row['selector']], ['NodePort', '10.96.0.9', { app: 'web' }]);
    assert.deepEqual(row['ports'], [{ port: 8080, target: 'http', protocol: 'TCP', name: 'web', nodePort: 31000 }, { port: 53, target: 53, protocol: 'UDP' }]);
    assert.equal(map('Service', { spec: { clusterIP: 'None' } })['clusterIp'], undefined);
    assert.equal(map('Service', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: { ingress: [{ ip: '1.2.3.4' }] } } })['external'], '1.2.3.4');
  });

  it('says which pods a service leads to', () => {
    const row = map('EndpointSlice', { endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', uid: 'p1' } }, { addresses: ['10.0.0.2'], conditions: { ready: false } }, { addresses: ['10.0.0.3'] }] }, { labels: { 'kubernetes.io/service-name': 'web' } });
    assert.equal(row['service'], 'web');
    assert.deepEqual(row['targets'], [{ addresses: ['10.0.0.1'], ready: true, pod: 'pod:p1' }, { addresses: ['10.0.0.2'], ready: false }, { addresses: ['10.0.0.3'], ready: true }]);
    assert.deepEqual(map('EndpointSlice', { endpoints: null })['targets'], []);
  });

  it('says how a node is', () => {
    const status = { conditions: [{ type: 'Ready', status: 'Unknown', message: 'Kubelet stopped posting node status.' }], nodeInfo: { kubeletVersion: 'v1.34.4' }, addresses: [{ type: 'Hostname', address: 'm' }, { type: 'InternalIP', address: '192.168.49.2' }] };
    const row = map('Node', { spec: { unschedulable: true }, status }, { labels: { 'node-role.kubernetes.io/control-plane': '', 'node-role.kubernetes.io/a': '' } });
    assert.deepEqual([row['ready'], row['schedulable'], row['roles'], row['version'], row['address'], row['message']], [false, false, ['a', 'control-plane'], 'v1.34.4', '192.168.49.2', 'Kubelet stopped posting node status.']);
    assert.equal(map('Node', { status: { conditions: [{ type: 'Ready', status: 'True', message: 'fine' }] } })['message'], undefined);
  });

  it('says what went wrong, with what, how often and when', () => {
    const row = map('Event', { involvedObject: { kind: 'Pod', uid: 'p' }, reason: 'BackOff', message: 'Back-off', count: 4, lastTimestamp: '2026-01-02T03:04:05Z' });
    assert.deepEqual([row['about'], row['reason'], row['message'], row['count'], row['last']], ['pod:p', 'BackOff', 'Back-off', 4, Date.UTC(2026, 0, 2, 3, 4, 5)]);
    const series = map('Event', { eventTime: '2026-01-01T00:00:00Z', series: { count: 7, lastObservedTime: '2026-01-02T03:04:05Z' } });
    assert.deepEqual([series['count'], series['last']], [7, Date.UTC(2026, 0, 2, 3, 4, 5)]);
    assert.equal(map('Event', {})['count'], 1);
  });

  it('passes over what it does not know', () => {
    assert.equal(objectOf({ metadata: { name: 'x' } }, 'Pod'), undefined);
    assert.equal(resourceOf(objectOf({ metadata: { uid: 'u', name: 'x' } }, 'Lease') ?? assert.fail()), undefined);
  });
});
