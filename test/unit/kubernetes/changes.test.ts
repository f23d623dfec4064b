import { deepEqual } from 'node:assert/strict';
import type { ClusterResource } from '../../../src/core/clusterResource';
import { changeOf } from '../../../src/targets/kubernetes/changes';
import { Rows } from '../../../src/targets/kubernetes/rows';
import { deployment, node, pod, service } from './things';

describe('what a change in a cluster is called', () => {
  const told = (before: ClusterResource, after: ClusterResource) => { const { action, more } = changeOf(before, after); return more === undefined ? action : `${action} ${more}`; };
  const web = (more = {}) => deployment('web', 1, more), one = (more = {}) => pod('p', 1, more);

  it('by what somebody wished and what became of it', () => {
    deepEqual([told(web(), web({ desired: 4 })), told(web(), web({ images: ['reg/boot:v2'], rollout: 'progressing' })), told(web({ rollout: 'progressing' }), web({ ready: 4, desired: 1 })), told(web(), web({ rollout: 'stuck' })), told(web(), web({ ready: 0, rollout: 'progressing' }))],
      ['scaled 1 → 4', 'imageSet boot:v1 → boot:v2', 'rolledOut 4/1', 'stuck', 'update']);
    deepEqual([told(service('a', 1), service('a', 1, { type: 'ClusterIP' })), told(node('n', 1), node('n', 1, { schedulable: false })), told(node('n', 1, { ready: false }), node('n', 1)), told(node('n', 1), node('n', 1, { ready: false }))], ['retyped NodePort → ClusterIP', 'cordon', 'ready', 'notReady']);
  });

  it('a pod fails once, however its words take turns', () => {
    const failing = (status: string) => one({ status, health: 'failing' });
    deepEqual([told(one({ health: 'working', status: 'Pending' }), failing('ErrImagePull')), told(failing('ErrImagePull'), failing('ImagePullBackOff')), told(failing('CrashLoopBackOff'), one()), told(one(), one({ health: 'working' })), told(one(), one({ status: 'Error', health: 'failing', ending: true }))], ['failing ErrImagePull', 'update', 'well Running', 'update', 'update']);
  });

  it('says to whom it belongs, also when that has gone before', () => {
    const object = (kind: string, uid: string, owner?: readonly [string, string]) => ({ uid, kind, name: uid, namespace: 'default', version: '1', managers: [], body: { metadata: { ...owner && { ownerReferences: [{ kind: owner[0], uid: owner[1], controller: true }] } } } });
    const rows = new Rows();
    rows.apply({ upserts: [object('Pod', 'p', ['ReplicaSet', 'r']), object('ReplicaSet', 'r', ['Deployment', 'd']), object('Deployment', 'd')], removed: [] }, 1);
    deepEqual(rows.apply({ upserts: [object('Pod', 'p', ['ReplicaSet', 'r'])], removed: [] }, 2).events.map(({ owner }) => owner), ['deployment:d']);
    deepEqual(rows.apply({ upserts: [], removed: ['d', 'r'] }, 2).events.map(({ uid, owner }) => [uid, owner]), [['deployment:d', undefined], ['replicaset:r', 'deployment:d']]);
    deepEqual(rows.apply({ upserts: [], removed: ['p'] }, 3).events, [{ kind: 'pod', action: 'delete', uid: 'pod:p', name: 'p', time: 3, owner: 'deployment:d' }]);
  });
});
