import assert from 'node:assert/strict';
import { clusterMismatches, forbidsContact, type ClusterPinInput } from '../../../src/core/beforeRun/clusterPins';
import { labNamespace, type KubeContext } from '../../../src/core/kubeContext';
import { english } from '../../../src/core/message';

const near: KubeContext = { name: 'minikube', cluster: 'minikube', server: 'https://192.168.49.2:8443', namespace: 'default', user: 'minikube', minikube: 'minikube', local: true };
const far: KubeContext = { name: 'prod', cluster: 'eu', server: 'https://k8s.example.com', namespace: 'shop', user: 'ada', local: false };
const input = (more: Partial<ClusterPinInput>): ClusterPinInput => ({ expects: {}, context: near, choices: ['minikube', 'prod'], ...more });
const kinds = (more: Partial<ClusterPinInput>) => clusterMismatches(input(more)).map(({ kind }) => kind).join(' ');
const said = (more: Partial<ClusterPinInput>) => clusterMismatches(input(more)).map(({ title, detail, use, once }) => [title, detail, use?.label, once].map(text => text && english(text).replaceAll('`', '')));

describe('where a lab may run in a cluster', () => {
  it('is anywhere on this machine, and nowhere else without a word of the student', () => {
    assert.equal(kinds({}), '');
    assert.equal(kinds({ context: undefined, expects: { context: 'x', local: true }, own: 'labbook-l5' }), '');
    assert.deepEqual(said({ context: far }), [['This cluster is not on this machine.', 'Context prod leads to https://k8s.example.com, namespace shop, user ada. Nothing has been sent to it.', undefined, 'Use prod for this lab']]);
  });

  it('is the context that the author names, or one that is here', () => {
    assert.equal(kinds({ expects: { context: 'minikube', local: true } }), '');
    assert.deepEqual(said({ expects: { context: 'minikube' }, context: far })[0], ['Run is locked: this lab expects the kubectl context minikube.', 'kubectl points at prod. Nothing has been sent to it.', 'Use minikube for this lab', 'Run on prod this once…']);
    assert.deepEqual(said({ expects: { context: 'kind' } }), [['Run is locked: this lab expects the kubectl context kind.', 'kubectl points at minikube, and its files have no context kind. Nothing has been sent to it.', undefined, 'Run on minikube this once…']]);
    assert.equal(kinds({ expects: { local: true }, context: far }), 'local');
    assert.equal(kinds({ expects: { local: false }, context: far }), 'remote');
  });

  it('is a namespace of its own, which is made when it is known not to be there', () => {
    const own = labNamespace('L5');
    assert.equal(own, 'labbook-l5');
    assert.deepEqual(said({ own }), [['Run is locked: this lab runs in a namespace of its own, labbook-l5.', 'kubectl points at the namespace default of minikube. The lab’s terminal gets a kubeconfig of its own; your files stay as they are.', 'Use labbook-l5 for this lab', 'Run in default this once…']]);
    const within = { ...near, namespace: own };
    assert.equal(kinds({ own, context: within }), '');
    assert.equal(kinds({ own, context: within, ownIsThere: true }), '');
    assert.deepEqual(clusterMismatches(input({ own, context: within, ownIsThere: false })).map(({ use }) => use), [{ kind: 'command', label: { text: 'Create `{0}`', args: [own] }, command: 'kubectl create namespace labbook-l5' }]);
  });

  it('is decided point by point, and contacted only when all but the last are', () => {
    const all = clusterMismatches(input({ expects: { context: 'minikube' }, context: far, own: 'labbook-l5' }));
    assert.deepEqual(all.map(({ kind }) => kind), ['context', 'remote', 'namespace']);
    assert.ok(all.every(forbidsContact));
    assert.deepEqual(all[0]?.use, { kind: 'copy', label: { text: 'Use `{0}` for this lab', args: ['minikube'] }, context: 'minikube', namespace: 'labbook-l5' });
    assert.equal(clusterMismatches(input({ own: 'n', context: { ...near, namespace: 'n' }, ownIsThere: false })).some(forbidsContact), false);
  });

  it('is asked anew about another cluster of the same name', () => {
    const about = (context: KubeContext) => clusterMismatches(input({ context }))[0]?.about;
    assert.notEqual(about(far), about({ ...far, server: 'https://other.example.com' }));
    assert.equal(about(far), about({ ...far, namespace: 'else', user: 'bob' }));
  });

  it('has a namespace that DNS can name, whatever the lab is called', () => {
    for (const id of ['L5', 'Kubernetes_Basics.v2', 'a'.repeat(200), '---', 'x-']) assert.match(labNamespace(id), /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, id);
  });
});
