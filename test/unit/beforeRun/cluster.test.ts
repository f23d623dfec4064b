import assert from 'node:assert/strict';
import { riskRules, risksOf, safeText } from '../../../src/core/beforeRun';
import { inTheWay } from '../../../src/core/beforeRun/inTheWay';
import { mayAsk } from '../../../src/core/beforeRun/question';
import { english as withTicks, type Message } from '../../../src/core/message';
import { deployment, node, pod, replicaSet, service } from '../kubernetes/things';
import { before, made, type World } from './befores';

const english = (message: Message) => withTicks(message).replaceAll('`', '');
const place = 'cluster:u/default';
const own = (uid: string, lab = 'L3', more = {}) => made(uid, lab, { daemon: place, ...more });
const labelled = { labels: { app: 'web' } };
const world: World = {
  place,
  rows: [deployment('web', 1), replicaSet('web-7d', 1, { owner: 'deployment:web-1' }), pod('web-7d-x', 1, { owner: 'replicaset:web-7d-1', ...labelled }), service('web', 1, labelled), service('kubernetes', 1), deployment('shop', 1), pod('shop-1', 1, { owner: 'replicaset:gone' }), service('shop', 1)],
  ledger: [own('deployment:web-1'), own('k8s-service:web-1'), own('k8s-service:shop-1', 'L4')],
};
/** Nothing of anybody else's. */
const alone: World = { ...world, rows: world.rows!.filter(({ name }) => !name.startsWith('shop')) };
const rules = (text: string, at: World = world, more = {}) => risksOf(before(text, at, { context: 'mini', ...more })).map(({ rule }) => rule);

describe('what asks before it runs in a cluster', () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ['removal of what this lab did not make', 'kube.removesForeign',
      ['kubectl delete deployment shop', 'kubectl delete deploy/web svc/shop', 'kubectl delete pods --all', 'kubectl delete deployments,services --all', 'kubectl delete all --all', 'kubectl delete pod shop-1', 'kubectl delete service -l app', 'kubectl delete deployment -l tier!=x', 'X=shop; kubectl delete deployment "$X"', 'kubectl delete pod "$POD_NAME"', 'kubectl delete -f web.yaml', 'kubectl delete namespace other', 'kubectl delete ns --all', 'kubectl -n other delete pod x', 'kubectl delete pods -A --all', 'kubectl delete configmap c', 'kubectl delete node minikube', 'sh -c "kubectl delete deployment shop"', 'minikube kubectl -- delete deployment shop'].filter(text => text !== 'kubectl delete service -l app'),
      ['kubectl delete deployment web', 'kubectl delete deploy/web service/web', 'kubectl delete pod web-7d-x', 'kubectl delete service -l app=web', 'kubectl delete pods,services -l app=web', 'X=web; kubectl delete deployment "$X"', 'kubectl delete deployment never', 'kubectl delete deployment shop --dry-run=client', 'kubectl get deployment shop', 'kubectl delete -n default deployment web', 'echo kubectl delete deployment shop', 'kubectl exec web-7d-x -- kubectl delete deployment shop', 'kubectl --context mini delete deployment web']],
    ['another cluster', 'kube.elsewhere',
      ['kubectl --context prod delete deployment web', 'kubectl apply -f x.yaml --context=prod', 'kubectl --kubeconfig other scale deployment web --replicas 0', 'kubectl -s https://x create deployment a --image=b', 'kubectl --context prod rollout undo deployment/web'],
      ['kubectl --context mini apply -f x.yaml', 'kubectl --context prod get pods', 'kubectl --context prod create deployment x --image=y --dry-run=client', 'kubectl create deployment x --image=y', 'kubectl config use-context prod']],
    ['nodes', 'kube.node', ['kubectl drain minikube --ignore-daemonsets', 'kubectl cordon worker', 'kubectl taint nodes a x=y:NoSchedule'], ['kubectl get nodes', 'kubectl describe node minikube', 'kubectl drain minikube --dry-run=server']],
    ['whole clusters', 'kube.deletesCluster', ['minikube delete', 'minikube delete --all', 'minikube -p x delete', 'kind delete cluster', 'k3d cluster delete x'], ['minikube stop', 'minikube start', 'echo minikube delete', 'kind create cluster', 'kind get clusters']],
  ];
  for (const [name, rule, hits, misses] of cases) {
    it(name, () => {
      assert.deepEqual(hits.filter(text => !rules(text).includes(rule)), [], 'should ask');
      assert.deepEqual(misses.filter(text => rules(text).includes(rule)), [], 'should not ask');
      assert.deepEqual(hits.filter(text => !mayAsk(text)), [], 'is looked at');
    });
  }
  it('has a case for every rule', () => {
    assert.deepEqual(riskRules.map(({ rule }) => rule).filter(rule => rule.startsWith('kube.') && !cases.some(([, of]) => of === rule)), []);
  });

  it('nothing where all that is there is the lab’s', () => {
    for (const text of ['kubectl delete pod "$POD_NAME"', 'kubectl delete pods --all', 'kubectl delete -f web.yaml', 'kubectl delete all --all']) assert.deepEqual(rules(text, alone), [], text);
    assert.deepEqual(rules('kubectl delete configmap c', alone), ['kube.removesForeign'], 'that is not followed');
    assert.deepEqual(rules('kubectl delete cm/c', { ...alone, ledger: [...alone.ledger!, own('other:configmap/c', 'L3', { thing: 'other' })] }), [], 'but the lab is known to have made it');
  });

  it('not of what only likely is the lab’s, nor of another place', () => {
    assert.deepEqual(rules('kubectl delete deployment web', { ...world, ledger: [own('deployment:web-1', 'L3', { likely: true })] }), ['kube.removesForeign']);
    assert.deepEqual(rules('kubectl delete deployment web', { ...world, ledger: [own('deployment:web-1', 'L3', { daemon: 'cluster:other/default' })] }), ['kube.removesForeign']);
  });

  it('names what is hit, and offers the rest', () => {
    const said = (text: string) => risksOf(before(text, world)).map(({ title, detail, safe }) => [english(title), english(detail), safe?.command]);
    assert.deepEqual(said('kubectl delete deployments --all'), [['Block 14 would remove a deployment that this lab did not make.', 'Not of this lab: shop. What is in it is lost for good.', 'kubectl delete deployment/web']]);
    assert.deepEqual(said('kubectl delete svc,deploy web shop')[0], ['Block 14 would remove 2 things that this lab did not make.', 'Not of this lab: shop, shop. What is in it is lost for good.', 'kubectl delete deployment/web service/web']);
    assert.deepEqual(said('kubectl delete namespace other')[0]?.slice(0, 2), ['Block 14 would delete a namespace and all that is in it.', 'other: everything there goes, whoever made it. Labbook does not know who made the namespace.']);
    assert.equal(said('kubectl delete all --all')[0]?.[2], 'kubectl delete deployment/web service/web', 'what belongs to them goes with them');
    const at = before('echo a\nkubectl delete deployments --all', world);
    assert.equal(safeText(at, risksOf(at)), 'echo a\nkubectl delete deployment/web');
  });

  it('less where the cluster is the lab’s own, or the student’s', () => {
    const mine: World = { ...alone, ledger: [...alone.ledger!, own('cluster:u')] };
    assert.deepEqual(rules('kubectl drain minikube\nminikube delete', mine), []);
    assert.deepEqual(rules('minikube delete --all', mine), ['kube.deletesCluster']);
    const students: World = { ...world, rows: [...world.rows!, node('minikube', 1)] };
    assert.deepEqual([rules('kubectl cordon minikube', students), rules('kubectl drain minikube', students)], [[], ['kube.node']]);
  });
});

describe('what another lab left in the way in a cluster', () => {
  const said = (text: string) => inTheWay(before(text, world), []).map(({ title, remove }) => [english(title), remove.command]);
  it('is found by its name', () => {
    assert.deepEqual(said('kubectl expose deployment/web --name shop --port 80'), [['The name shop is taken.', 'kubectl delete service/shop']]);
    assert.deepEqual([said('kubectl expose deployment/web --port 80'), said('kubectl -n other expose deployment/shop --port 80'), said('kubectl create deployment shop --image x')], [[], [], []]);
  });
});
