import assert from 'node:assert/strict';
import type { Assertion } from '../../../src/core/check';
import type { Resource } from '../../../src/core/resource';
import { leftBy } from '../../../src/headless/leftBy';
import { mutationsFor, type MutationFacts } from '../../../src/headless/mutations';
import { deployment, pod, replicaSet, service } from '../kubernetes/things';

const web = deployment('web', 1, { desired: 2, ready: 2 });
const set = replicaSet('web-1', 2, { owner: web.uid });
const one = pod('web-1-a', 3, { owner: set.uid, labels: { app: 'web' } });
const lone = pod('lone', 4, { labels: { app: 'lone' } });
const front = service('web', 5);
const world: readonly Resource[] = [web, set, one, lone, front];

const mutations = (tests: Readonly<Record<string, Assertion>>, more: Partial<MutationFacts> = {}) => mutationsFor({
  holding: Object.entries(tests).map(([id, test]) => ({ id, test })), resources: world, made: () => true, madeSwarm: false, ...more,
});
const said = (tests: Readonly<Record<string, Assertion>>, more?: Partial<MutationFacts>) => mutations(tests, more).map(({ what, undo, claimedBy }) => `${undo ? '' : 'for good: '}${what} (${claimedBy.join()})`);

describe('what is done to a lab in a cluster behind its back', () => {
  it('scales a deployment that should be at strength, gives it a bad image, deletes its pods, then itself', () => {
    assert.deepEqual(said({ strong: { kind: 'deployment', name: 'web', ready: 2, desired: 2, image: '*:v2' }, pods: { kind: 'pods', selector: 'app=web', in: ['ready'], count: 2 } }), [
      'delete a pod of deployment web (pods)', 'scale deployment web down to 0 (strong,pods)', 'give deployment web an image that does not exist (strong)', 'for good: remove deployment web (strong,pods)',
    ]);
  });

  it('deletes a pod that nobody of the lab has made, but that took the place of one', () => {
    assert.deepEqual(said({ pods: { kind: 'pods', selector: 'app=web', in: ['ready'], count: 2 } }, { made: uid => uid === web.uid }), ['delete a pod of deployment web (pods)', 'scale deployment web down to 0 (pods)', 'for good: remove deployment web (pods)']);
  });

  it('leads a service to nobody where something claims that it leads to pods', () => {
    const leads: Record<string, Assertion> = { there: { kind: 'k8s-service', name: 'web' }, ends: { kind: 'endpoints', name: 'web', readyAtLeast: 1 }, page: { kind: 'http', url: 'service/web:8080/' } };
    assert.deepEqual(said(leads), ['give service web a selector that no pod fits (ends,page)', 'for good: remove service web (there,ends,page)']);
    assert.deepEqual(said({ there: { kind: 'k8s-service', name: 'web' } }), ['for good: remove service web (there)']);
  });

  it('deletes a pod of nobody for good', () => {
    assert.deepEqual(said({ pod: { kind: 'pod', name: 'lone', in: ['running'] } }), ['for good: delete pod lone (pod)']);
  });

  it('says what it does as kubectl commands in the lab’s namespace, and takes a selector back by the key that it added', () => {
    const [selector] = mutations({ ends: { kind: 'endpoints', name: 'web', ready: 1 } });
    assert.deepEqual(selector?.change, { file: 'kubectl', args: ['--namespace', 'default', 'patch', 'service/web', '--type=merge', '--patch={"spec":{"selector":{"labbook.invalid/nobody":"here"}}}'] });
    assert.deepEqual(selector?.undo?.args.slice(-1), ['--patch={"spec":{"selector":{"labbook.invalid/nobody":null}}}']);
  });

  it('leaves alone what others made, what nothing is claimed of, and what is claimed to be gone or none', () => {
    assert.deepEqual(said({ strong: { kind: 'deployment', name: 'web', ready: 2 } }, { made: () => false }), []);
    assert.deepEqual(said({ other: { kind: 'deployment', name: 'db', ready: 2 } }), []);
    assert.deepEqual(said({ gone: { kind: 'deployment', name: 'web', state: 'absent' }, none: { kind: 'pods', selector: 'app=web', in: ['failing'], count: 0 }, noneReady: { kind: 'pods', selector: 'app=web', in: ['ready'], count: 0 }, podGone: { kind: 'pod', name: 'lone', state: 'absent' } }), []);
  });

  it('removes files of the lab that something is claimed of', () => {
    const files = { folder: '/lab', paths: ['a.yaml', 'b.yaml'] };
    const [remove, ...others] = mutations({ a: { kind: 'file', path: 'a.yaml', has: 'x' }, b: { kind: 'file', path: 'b.yaml', state: 'absent' } }, { files });
    assert.deepEqual([remove?.what, remove?.kind, remove?.change.args, others], ['remove file a.yaml', 'file', ['-f', '--', '/lab/a.yaml'], []]);
  });
});

describe('what an author’s clean-up has left in a cluster', () => {
  const left = (text: string, made = true) => leftBy(text, { resources: world, made: () => made, madeSwarm: false, files: [], value: () => undefined });
  it('is what it names, with its kind or behind kubectl, and the lab has made', () => {
    assert.deepEqual(left('kubectl delete service/web deployment/web'), ['deployment web', 'k8s-service web']);
    assert.deepEqual(left('kubectl delete pod lone'), ['pod lone']);
    assert.deepEqual(left('kubectl delete deployment/web', false), []);
    assert.deepEqual(left('docker rm -f web'), []);
  });
});
