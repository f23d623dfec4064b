/**
 * Receipts and clean-up of a lab on a real cluster, with what kubectl really prints.
 *
 * Changes: starts a cluster in network and mount namespaces of its own, in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strikeBlock } from '../../src/core/cleanup/block';
import { english } from '../../src/core/message';
import { writeLabKubeconfig, createClusterTarget } from '../../src/targets/kubernetes';
import { createRunner } from '../../src/targets/process';
import { testCluster, type TestCluster } from './bed';
import { KubeLab, lab as labRef, until } from './kubeLab';

const image = 'registry.k8s.io/minikube/kubernetes-bootcamp';

describe('the ledger on a real cluster', function () {
  this.timeout(150_000);
  let cluster: TestCluster;
  let lab: KubeLab;
  before(async () => { cluster = await testCluster(); });
  after(() => cluster?.takeDown());
  beforeEach(async () => { lab = await KubeLab.open(cluster.env); });
  afterEach(async () => {
    assert.deepEqual(lab.errors, []);
    await lab.close();
    await cluster.kubectl('delete', 'deployments,services,pods', '--all', '--now', '--ignore-not-found');
  });
  const names = async (kind: string) => (await cluster.kubectl('get', kind, '--no-headers', '-o', 'custom-columns=:metadata.name')).split('\n').filter(Boolean);
  const uid = (kind: string, name: string) => cluster.kubectl('get', kind, name, '-o', 'jsonpath={.metadata.uid}');

  it('tells what each block of the lab made, changed and removed', async () => {
    assert.deepEqual(await lab.run('create', `kubectl create deployment kubernetes-bootcamp --image=${image}:v1 --port=8080\nkubectl get deployments`), ['+ deployment kubernetes-bootcamp named']);
    assert.deepEqual(await lab.run('rollout', 'kubectl rollout status deployment/kubernetes-bootcamp --timeout=60s'), []);
    assert.deepEqual(await lab.run('expose', 'kubectl expose deployment/kubernetes-bootcamp --type=NodePort --port 8080\nkubectl get services'), ['+ k8s-service kubernetes-bootcamp named']);
    const [pod = ''] = await names('pods');
    assert.deepEqual(await lab.run('label', `POD_NAME=$(kubectl get pods -l app=kubernetes-bootcamp -o jsonpath='{.items[0].metadata.name}'); kubectl label pods "$POD_NAME" version=v1`), [`~ pod ${pod} version= > version=v1`]);
    assert.deepEqual((await lab.run('scale', 'kubectl scale deployments/kubernetes-bootcamp --replicas=3')).map(line => line.replace(/\d\/3$/, 'n/3')), ['~ deployment kubernetes-bootcamp 1/1 > n/3']);
    assert.deepEqual(await lab.run('image', `kubectl set image deployments/kubernetes-bootcamp kubernetes-bootcamp=${image}:v2\nkubectl rollout status deployments/kubernetes-bootcamp --timeout=60s`), ['~ deployment kubernetes-bootcamp kubernetes-bootcamp:v1 > kubernetes-bootcamp:v2']);
    assert.deepEqual(await lab.run('undo', 'kubectl rollout undo deployments/kubernetes-bootcamp'), ['~ deployment kubernetes-bootcamp kubernetes-bootcamp:v2 > kubernetes-bootcamp:v1']);
    await cluster.kubectl('rollout', 'status', 'deployment/kubernetes-bootcamp', '--timeout=60s');
    await until('it is seen', () => lab.events.filter(({ action }) => action === 'rolledOut').length > 1);
    const [next = ''] = (await names('pods')).filter(name => name !== pod);
    assert.deepEqual(await lab.run('pod', `P=${next}; kubectl delete pod "$P" --now`), [`- pod ${next} printed`]);
    assert.deepEqual(await lab.run('delete', 'kubectl delete service/kubernetes-bootcamp deployment/kubernetes-bootcamp'), ['- deployment kubernetes-bootcamp named', '- k8s-service kubernetes-bootcamp named']);
    assert.deepEqual(lab.book.ledger.of(labRef), []);
    const own = lab.events.filter(({ kind }) => kind === 'deployment').map(({ action, more }) => `${action} ${more ?? ''}`.trim()).filter(word => word !== 'update');
    assert.deepEqual(own.filter(word => !word.startsWith('rolledOut')), ['create', 'scaled 1 → 3', 'imageSet kubernetes-bootcamp:v1 → kubernetes-bootcamp:v2', 'imageSet kubernetes-bootcamp:v2 → kubernetes-bootcamp:v1', 'delete']);
    assert.ok(own.includes('rolledOut 1/1'), own.join());
  });

  it('knows what came of a file by what is printed, else by whom the server notes, else by the lab’s own namespace', async () => {
    const file = join(cluster.folder, 'web.yaml');
    const manifest = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas: 0, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'a', image: `${image}:v1` }] } } } });
    await writeFile(file, JSON.stringify(manifest('printed')));
    assert.deepEqual(await lab.run('r1', `kubectl apply -f ${file}`), ['+ deployment printed printed']);
    assert.deepEqual(await lab.run('r2', `kubectl apply -f ${file}`), []);
    await writeFile(file, JSON.stringify(manifest('silent')));
    assert.deepEqual(await lab.run('r3', `kubectl apply -f ${file} >/dev/null`), ['+ deployment silent manager?']);
    lab.own = true;
    await writeFile(file, JSON.stringify(manifest('inside')));
    assert.deepEqual(await lab.run('r4', `kubectl apply -f ${file} >/dev/null`), ['+ deployment inside namespace']);
    lab.own = false;
    // Somebody else, at the same moment, by a command that this block does not have.
    const [other] = await Promise.all([lab.run('r5', 'kubectl get pods; sleep 1'), cluster.kubectl('create', 'deployment', 'theirs', `--image=${image}:v1`, '--replicas=0')]);
    assert.deepEqual(other, []);
  });

  it('cleans up what the lab made, its pods too, and leaves what a stranger made', async () => {
    await cluster.kubectl('create', 'deployment', 'theirs', `--image=${image}:v1`);
    await lab.run('r', `kubectl create deployment web --image=${image}:v1 --replicas=2\nkubectl expose deployment/web --port 8080\nkubectl run box --image=${image}:v1\nkubectl rollout status deployment/web --timeout=60s`);
    const before = await lab.plan();
    assert.deepEqual(before.go.map(({ thing, name, state }) => [thing, name, english(state)]), [['k8s-service', 'web', 'service, ClusterIP'], ['deployment', 'web', 'deployment, 2 of 2 ready'], ['pod', 'box', before.go[2] && english(before.go[2].state)]]);
    const result = await lab.clean(before);
    assert.deepEqual([result.gone.length, result.stayed], [3, []]);
    assert.deepEqual([await names('deployments'), (await names('services')).filter(name => name !== 'kubernetes')], [['theirs'], []]);
    assert.ok((await names('pods')).every(name => name.startsWith('theirs-')), 'its pods have ended when it says so');
    assert.deepEqual(lab.book.ledger.of(labRef), []);
  });

  it('leaves what somebody made again under the same name, before it began and while it went on', async () => {
    const create = (name: string) => ['create', 'deployment', name, `--image=${image}:v1`, '--replicas=0'];
    await lab.run('r', `kubectl ${create('a').join(' ')}; kubectl ${create('b').join(' ')}; kubectl create service clusterip s --tcp=80`);
    await cluster.kubectl('delete', 'deployment/a');
    await cluster.kubectl(...create('a'));
    await until('it is seen', () => lab.book.ledger.of(labRef).length === 2);
    const plan = await lab.plan();
    assert.deepEqual(plan.go.map(({ name }) => name), ['s', 'b']);
    const theirs = await uid('deployment', 'a');
    let second = '';
    const result = await lab.clean(plan, async command => {
      if (!command.includes('service/s')) return;
      await cluster.kubectl('delete', 'deployment/b');
      await cluster.kubectl(...create('b'));
      second = await uid('deployment', 'b');
    });
    assert.deepEqual([result.gone.length, result.stayed], [2, []]);
    assert.deepEqual([await uid('deployment', 'a'), await uid('deployment', 'b')], [theirs, second]);
  });

  it('lets an author’s block take what is the lab’s and no more', async () => {
    await cluster.kubectl('create', 'deployment', 'theirs', `--image=${image}:v1`, '--replicas=0');
    await lab.run('r', `kubectl create deployment web --image=${image}:v1 --replicas=0; kubectl create service clusterip web --tcp=80`);
    const live = await createClusterTarget({ runner: createRunner(process.env) }).look(lab.env);
    const { text, asks } = strikeBlock('kubectl delete deployments --all\nkubectl delete service -l app=web\nminikube delete', { lab: labRef, ledger: lab.book.ledger, live });
    assert.equal(asks, true);
    const { code, stderr } = await lab.shell(text);
    assert.equal(code, 0, `${text}: ${stderr}`);
    assert.deepEqual([await names('deployments'), (await names('services')).filter(name => name !== 'kubernetes')], [['theirs'], []]);
  });

  it('cleans up in a namespace of the lab’s own by naming it', async function () {
    if (!cluster.own) return this.skip(); // makes a namespace
    await cluster.kubectl('create', 'namespace', 'lab-5');
    const path = join(cluster.folder, 'lab-5');
    await writeLabKubeconfig(path, createClusterTarget({ runner: createRunner(process.env) }).context(cluster.env, { namespace: 'lab-5' }));
    const inside = await KubeLab.open({ ...cluster.env, KUBECONFIG: path });
    try {
      assert.deepEqual(await inside.run('r', `kubectl create deployment web --image=${image}:v1 --replicas=0`), ['+ deployment web named']);
      await cluster.kubectl('create', 'deployment', 'web', `--image=${image}:v1`, '--replicas=0');
      const plan = await inside.plan();
      assert.deepEqual(plan.steps.map(({ shown }) => shown), ['kubectl delete deployment/web --namespace lab-5 --wait=false']);
      assert.deepEqual((await inside.clean(plan)).stayed, []);
      assert.deepEqual([await names('deployments'), await cluster.kubectl('get', 'deployments', '-n', 'lab-5', '-o', 'name')], [['web'], '']);
    } finally {
      await inside.close();
      await cluster.kubectl('delete', 'namespace', 'lab-5', '--wait=false');
    }
  });
});
