import assert from 'node:assert/strict';
import { Attributor } from '../../../src/core/attribution';
import { leftOversOf } from '../../../src/core/leftOvers';
import { planCleanup } from '../../../src/core/cleanup/plan';
import { english } from '../../../src/core/message';
import { receiptView } from '../../../src/core/receipts/receiptView';
import { inherit } from '../../../src/core/ownerChain';
import { deployment, node, pod, replicaSet, service } from '../kubernetes/things';
import { Window, World } from './receiptBench';

describe('receipts of a cluster', () => {
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); world.daemon = 'cluster:u/default'; window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));
  const begin = (runId: string, text: string, more = {}) => window.begin(runId, text, { target: 'kubernetes', ...more });
  const now = () => world.clock.now();
  const web = (more = {}) => deployment('web', now(), more);
  const done = async (runId: string, text: string, out: string | undefined, change: () => Promise<void>) => {
    const run = await begin(runId, text);
    await change();
    await window.end(run, out);
    await world.clock.advance(300);
    return window.receipt(runId);
  };

  it('what a deployment brings along stands in no receipt of its own', async () => {
    const made = await done('r', 'kubectl create deployment web --image=x', 'deployment.apps/web created\n', async () => {
      await window.sees(web({ ready: 0 }), replicaSet('web-7d', now(), { owner: 'deployment:web-1' }), pod('web-7d-x', now(), { owner: 'replicaset:web-7d-1' }));
    });
    assert.deepEqual(made, ['+ web named']);
    assert.deepEqual(window.book.ledger.things().map(({ made: one }) => [one.thing, one.daemon, one.likely]), [['deployment', 'cluster:u/default', false]]);
  });

  it('a name in the command is enough, in its namespace', async () => {
    assert.deepEqual(await done('r', 'kubectl create deployment web --image=x >/dev/null; kubectl expose deployment/web --port 80', '', () => window.sees(web(), service('web', now()))), ['+ web named', '+ web named']);
    assert.equal(await done('q', 'kubectl -n other run box --image=x', undefined, () => window.sees(pod('box', now()))), undefined);
  });

  it('what comes of a file is known by what is printed; else it is likely, where the server notes such a command', async () => {
    assert.deepEqual(await done('r', 'kubectl apply -f web.yaml', 'deployment.apps/web created\nservice/web unchanged\n', () => window.sees(web())), ['+ web printed']);
    const by = (name: string) => ({ managers: [{ name, time: now() }] });
    assert.deepEqual(await done('q', 'kubectl apply -f web.yaml >/dev/null', '', () => window.sees(service('a', now(), by('kubectl-client-side-apply')), service('b', now(), by('kubectl-create')))), ['+ a manager?']);
    assert.equal(await done('p', 'kubectl get pods', '', () => window.sees(service('c', now(), by('kubectl-create')))), undefined);
  });

  it('in a namespace of the lab’s own it is sure', async () => {
    world.own = { courseId: 'c', labId: 'L' };
    assert.deepEqual(await done('r', 'kubectl apply -f web.yaml >/dev/null', '', () => window.sees(web())), ['+ web namespace']);
  });

  it('what was there before is not made, whatever is printed', async () => {
    world.put(web());
    assert.equal(await done('r', 'kubectl apply --server-side -f web.yaml', 'deployment.apps/web serverside-applied\n', async () => undefined), undefined);
  });

  it('scaled, another image, a label, each as it was and as it is; a status that flickers is no change', async () => {
    world.put(web(), pod('web-1', now(), { owner: 'replicaset:x', labels: { app: 'web' } }));
    assert.deepEqual(await done('r1', 'kubectl scale deployments/web --replicas=4', undefined, () => window.sees(web({ desired: 4, ready: 4 }))), ['~ web 1/1>4/4']);
    assert.deepEqual(await done('r2', 'kubectl set image deployments/web boot=reg/boot:v2', undefined, () => window.sees(web({ desired: 4, ready: 3, images: ['reg/boot:v2'] }))), ['~ web boot:v1>boot:v2']);
    assert.equal(await done('r3', 'kubectl rollout status deployments/web', undefined, () => window.sees(web({ desired: 4, ready: 4, images: ['reg/boot:v2'] }))), undefined);
    assert.deepEqual(await done('r4', 'kubectl label pods "$POD_NAME" version=v1', 'pod/web-1 labeled\n', () => window.sees(pod('web-1', now(), { owner: 'replicaset:x', labels: { app: 'web', version: 'v1' } }))), ['~ web-1 version=>version=v1']);
    assert.deepEqual(await done('r5', 'kubectl rollout undo deployment/web', 'deployment.apps/web rolled back\n', () => window.sees(web({ desired: 4, ready: 4 }))), ['~ web boot:v2>boot:v1']);
  });

  it('another block’s rollout that goes on is none of this one’s doing', async () => {
    world.put(web());
    assert.equal(await done('r', 'kubectl describe deployment/web; echo web', 'NAME\n', () => window.sees(web({ desired: 3, ready: 3 }))), undefined);
    assert.equal(await done('q', 'kubectl apply -f web.yaml', 'deployment.apps/web unchanged\n', () => window.sees(web({ desired: 2, ready: 3 }))), undefined);
  });

  it('what a script does to the lab’s own is told', async () => {
    await done('r', 'kubectl create deployment web --image=x', undefined, () => window.sees(web()));
    await world.clock.advance(6000);
    assert.deepEqual(await done('q', './scale.sh', '', () => window.sees(web({ desired: 2, ready: 1 }))), ['~ web 1/1>1/2']);
  });

  it('removed: what is named or printed, of pods only those', async () => {
    world.put(web(), service('web', now()), pod('web-1', now(), { owner: 'replicaset:x' }), pod('web-2', now(), { owner: 'replicaset:x' }));
    assert.deepEqual(await done('r1', 'kubectl delete pod "$POD_NAME"', 'pod "web-1" deleted from default namespace\n', () => window.loses('pod:web-1-1')), ['- web-1 printed']);
    assert.deepEqual(await done('r2', 'kubectl delete service/web deployment/web', undefined, () => window.loses('deployment:web-1', 'k8s-service:web-1', 'pod:web-2-1')), ['- web named', '- web named']);
  });

  it('a kind that may no longer be listed is not gone', async () => {
    const made = await done('r', 'kubectl create deployment web --image=x', undefined, () => window.sees(web()));
    assert.deepEqual(made, ['+ web named']);
    world.unknown = new Set(['deployment']);
    assert.equal(await done('q', 'kubectl delete deployment web', undefined, () => window.loses('deployment:web-1')), undefined);
    assert.equal(window.book.ledger.things().length, 1);
    world.unknown = new Set();
    await window.sees();
    assert.equal(window.book.ledger.things().length, 0);
  });

  it('what is not followed is named by what kubectl says, until kubectl says that it is deleted', async () => {
    assert.deepEqual(await done('r', 'kubectl create configmap c --from-literal a=b; kubectl create ns lab; kubectl create ns default; kubectl create secret generic s; kubectl delete secret s', 'configmap/c created\nnamespace/lab created\nnamespace/default created\nsecret/s created\nsecret "s" deleted from default namespace\n', async () => undefined), ['+ configmap/c printed', '+ namespace/lab printed']);
    const view = receiptView(window.receipts.receipt('r')!, undefined, english);
    assert.deepEqual([view.undoable, view.lines[0]?.thing], [false, 'not followed']);
    const { go, stay, steps } = planCleanup({ lab: { courseId: 'c', labId: 'L' }, ledger: window.book.ledger, live: { daemon: world.daemon, resources: world.rows, skewMs: 0 }, running: [] });
    assert.deepEqual([go, stay.map(({ reason, selectable }) => [english(reason!), selectable])[0], steps], [[], ['Labbook does not follow things of this kind, so it leaves it. By hand: `kubectl delete configmap/c`', false], []]);
    await done('q', 'kubectl delete -f x.yaml', 'configmap "c" deleted from default namespace\n', async () => undefined);
    await window.sees();
    assert.deepEqual(window.book.ledger.things().map(({ made }) => made.name), ['namespace/lab']);
    assert.equal(world.journal.entries.filter(entry => 'uid' in entry && entry.uid === 'other:configmap/c').length, 2, 'though the first run is looked at still');
    assert.deepEqual(leftOversOf(window.book.ledger, () => 'L5'), []);
  });

  it('a cluster is the lab’s where its node came into being with `minikube start`', async () => {
    for (const [runId, age, made] of [['old', 60_000, undefined], ['new', 0, ['+ minikube named']]] as const) {
      world.up = false;
      const run = await begin(runId, 'minikube version\nminikube start');
      world.up = true;
      await window.sees(node('minikube', now() - age));
      await window.end(run);
      await world.clock.advance(300);
      assert.deepEqual(window.receipt(runId), made);
    }
    assert.deepEqual(window.book.ledger.things().map(({ made }) => [made.thing, made.uid]), [['cluster', 'cluster:u']]);
    assert.deepEqual(leftOversOf(window.book.ledger, () => 'L5'), [], 'the next lab is glad of it');
  });

  it('with a cluster that is deleted goes all that the ledger knows in it', async () => {
    world.put(node('minikube', now()));
    await done('r', 'kubectl create deployment web --image=x', undefined, () => window.sees(web()));
    for (const [runId, text, state, left] of [['failed', 'minikube delete', 'failed', 1], ['other', 'minikube delete -p other', 'passed', 1], ['stop', 'minikube stop', 'passed', 1], ['deleted', 'minikube delete', 'passed', 0]] as const) {
      const run = await begin(runId, text);
      world.up = false;
      window.receipts.note({ ...run, state, end: now() });
      await world.clock.advance(300);
      assert.equal(window.book.ledger.things().length, left, runId);
      world.up = true;
    }
  });

  it('one that somebody makes again under the same name right after the run is not the run’s, one that the run made again is', async () => {
    await done('r', 'kubectl create deployment web --image=x', 'deployment.apps/web created\n', () => window.sees(web()));
    await window.loses('deployment:web-1');
    await window.sees(web({ uid: 'deployment:web-2' }));
    assert.deepEqual(window.receipt('r'), ['+ web named gone']);
    await window.loses('deployment:web-2');
    await world.clock.advance(6000);
    const run = await begin('q', 'kubectl create deployment web --image=x; kubectl replace --force -f web.yaml');
    await window.sees(web({ uid: 'deployment:web-3' }));
    const created = now();
    await world.clock.advance(3000);
    await window.end(run);
    await window.loses('deployment:web-3');
    await window.sees(web({ uid: 'deployment:web-4', created }));
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('q'), ['+ web named gone', '+ web named']);
  });

  it('one that was made again under the same name is another', async () => {
    await done('r', 'kubectl create deployment web --image=x', undefined, () => window.sees(web()));
    await window.loses('deployment:web-1');
    await window.sees(web());
    assert.deepEqual(window.book.ledger.things(), [], 'a list that was on its way');
    await window.loses('deployment:web-1');
    await world.clock.advance(60_000);
    await window.sees(web({ uid: 'deployment:web-2' }));
    assert.deepEqual(window.receipt('r'), ['+ web named gone']);
    assert.deepEqual(window.book.ledger.things(), []);
  });
});

describe('rows of a cluster', () => {
  it('belong to whom their owners belong', () => {
    const run = { v: 1 as const, runId: 'r', courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId: 'b', blockHash: '', blockText: '', target: 'kubernetes' as const, shell: 'bash' as const, state: 'passed' as const, marks: [], start: 100_000, end: 102_000, context: {}, tools: {},
      statements: [{ index: 1, text: 'kubectl create deployment web --image=x', outcome: { kind: 'exit' as const, code: 0 } }] };
    const rows = [pod('web-7d-x', 101_500, { owner: 'replicaset:web-7d-1' }), deployment('web', 101_500), replicaSet('web-7d', 101_500, { owner: 'deployment:web-1' }), pod('theirs', 101_500, { owner: 'job:j' }), service('kubernetes', 10)];
    const made = new Attributor().attribute(rows, [run], 0);
    inherit(rows, made);
    assert.deepEqual([...made].map(([uid, { blockId, message }]) => [uid, blockId, message.text]), [['deployment:web-1', 'b', 'named in the command'], ['pod:web-7d-x-1', 'b', 'belongs to {0}'], ['replicaset:web-7d-1', 'b', 'belongs to {0}']]);
  });
});
