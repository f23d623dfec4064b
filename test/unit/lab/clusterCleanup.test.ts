import assert from 'node:assert/strict';
import type { CleanupResult } from '../../../src/core/cleanup';
import { strikeBlock } from '../../../src/core/cleanup/block';
import { planCleanup } from '../../../src/core/cleanup/plan';
import { cleanUp } from '../../../src/core/cleanup/run';
import { sheetView } from '../../../src/core/cleanup/sheet';
import type { MadeEntry } from '../../../src/core/journal';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { deployment, pod, replicaSet, service } from '../kubernetes/things';
import { MemoryJournal } from './receiptBench';

const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const place = 'cluster:u/default';
const made = (thing: MadeEntry['thing'], name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1, ...lab, uid: `${thing}:${name}-1`, thing, name, daemon: place, sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const own = [made('deployment', 'web'), made('k8s-service', 'web'), made('pod', 'box')];
const rows = (): Resource[] => [
  deployment('web', 1), replicaSet('web-7d', 1, { owner: 'deployment:web-1' }), pod('web-7d-x', 1, { owner: 'replicaset:web-7d-1', labels: { app: 'web' } }), service('web', 1, { labels: { app: 'web' } }), pod('box', 1),
  deployment('theirs', 1), service('kubernetes', 1),
];

/** A cluster that does what kubectl is told, its pods a while later. */
class FakeCluster {
  place = place;
  time = 100;
  podsEndAt = 0;
  answers = true;
  stderr = '';
  stop = false;
  readonly rows = new Map<string, Resource>();
  readonly ran: string[] = [];
  readonly journal = new MemoryJournal();
  readonly book = new LedgerBook(this.journal);
  unknown: LiveState['unknown'];
  namespace: string | undefined;
  namespaceEndsAt = 0;
  onLook: (n: number) => void = () => undefined;
  private looks = 0;

  constructor(entries: readonly MadeEntry[] = own, all = rows()) {
    for (const row of all) this.rows.set(row.uid, row);
    for (const entry of entries) { this.journal.entries.push(entry); this.book.ledger.apply(entry); }
  }
  live(): LiveState { return { daemon: this.place, resources: new Map(this.rows), skewMs: 0, ...this.unknown && { unknown: this.unknown }, ...this.namespace === undefined ? {} : { namespace: this.namespace } }; }
  plan(more = {}) { return planCleanup({ lab, ledger: this.book.ledger, live: this.live(), running: [], ...more }); }

  clean(selected?: readonly string[]): Promise<CleanupResult> {
    const plan = this.plan();
    return cleanUp(plan, new Set(selected ?? plan.go.filter(item => item.selected).map(({ uid }) => uid)), 'cleanup', {
      run: async ({ file, args }) => {
        this.ran.push(`${file} ${args.join(' ')}`);
        if (file === 'minikube') this.answers = false;
        if (!this.stderr) for (const word of args) this.remove(word);
        return { code: this.stderr ? 1 : 0, stdout: '', stderr: this.stderr };
      },
      look: async () => {
        this.onLook(++this.looks);
        if (this.ending && this.time >= this.namespaceEndsAt) this.namespace = '';
        if (this.time >= this.podsEndAt) for (const row of [...this.rows.values()]) if (row.kind === 'pod' && row.owner !== undefined && !this.rows.has(row.owner)) this.rows.delete(row.uid);
        return this.answers ? this.live() : undefined;
      },
      files: async () => undefined, removeFile: async () => undefined, stopRun: async () => undefined, running: () => [], ledger: this.book.ledger, journal: this.journal,
      now: () => this.time, pause: async ms => { this.time += ms; }, progress: () => undefined, stopped: () => this.stop,
    });
  }
  private ending = false;
  private remove(word: string): void {
    if (word.startsWith('namespace/')) this.ending = true;
    const [kind, name] = word.replace(/^service\//, 'k8s-service/').split('/');
    for (const row of [...this.rows.values()]) {
      if (row.kind !== kind || row.name !== name) continue;
      this.rows.delete(row.uid);
      for (const one of [...this.rows.values()]) if (one.kind === 'replicaset' && one.owner === row.uid) this.rows.delete(one.uid);
    }
  }
}
const stayed = ({ stayed: all }: CleanupResult) => all.map(({ uid, reason }) => `${uid}: ${english(reason)}`);

describe('clean-up of a cluster', () => {
  it('removes services, then deployments, then pods, by name, and waits until their pods have ended', async () => {
    const cluster = new FakeCluster();
    cluster.podsEndAt = 20_000;
    assert.deepEqual(cluster.plan().go.map(({ uid }) => uid), ['k8s-service:web-1', 'deployment:web-1', 'pod:box-1']);
    const result = await cluster.clean();
    assert.deepEqual(cluster.ran, ['kubectl delete service/web --wait=false', 'kubectl delete deployment/web --wait=false', 'kubectl delete pod/box --wait=false']);
    assert.deepEqual([result.gone, result.stayed], [['k8s-service:web-1', 'deployment:web-1', 'pod:box-1'], []]);
    assert.ok(cluster.time >= 20_000, 'waited');
    assert.deepEqual([...cluster.rows.keys()], ['deployment:theirs-1', 'k8s-service:kubernetes-1']);
    assert.deepEqual(cluster.book.ledger.of(lab), []);
    assert.equal(cluster.journal.entries.at(-1)?.kind, 'gone');
  });

  it('says of what kind each thing is: a deployment and its service are called the same', () => {
    assert.deepEqual(new FakeCluster().plan().go.map(({ name, state }) => `${name}: ${english(state).replace(/,.*/, '')}`), ['web: service', 'web: deployment', 'box: pod']);
  });

  it('says which pods have not ended after a minute', async () => {
    const cluster = new FakeCluster([own[0]!]);
    cluster.podsEndAt = 1e9;
    assert.deepEqual(stayed(await cluster.clean()), ['deployment:web-1: It is gone; of its pods these have not ended yet: web-7d-x']);
    assert.ok(cluster.time > 60_000 && cluster.time < 63_000, String(cluster.time));
  });

  it('names the namespace where it is another than the default one', () => {
    const cluster = new FakeCluster(own.map(one => ({ ...one, daemon: 'cluster:u/lab' })));
    cluster.place = 'cluster:u/lab';
    assert.deepEqual(cluster.plan().steps.map(({ shown }) => shown), ['kubectl delete service/web --namespace lab --wait=false', 'kubectl delete deployment/web --namespace lab --wait=false', 'kubectl delete pod/box --namespace lab --wait=false']);
  });

  it('takes the lab’s own namespace last, waits until it is gone, and takes no other of that name', async () => {
    const own = [made('deployment', 'web', { daemon: 'cluster:u/lab' }), made('pod', 'box', { daemon: 'cluster:u/lab' }), made('namespace', 'lab', { daemon: 'cluster:u/lab' })];
    const begin = (namespace: string | undefined) => {
      const cluster = new FakeCluster(own);
      [cluster.place, cluster.namespace, cluster.namespaceEndsAt] = ['cluster:u/lab', namespace, 10_000];
      return cluster;
    };
    const cluster = begin('namespace:lab-1');
    assert.deepEqual(cluster.plan().go.map(({ uid, selected }) => `${uid} ${selected}`), ['deployment:web-1 true', 'pod:box-1 true', 'namespace:lab-1 true']);
    const result = await cluster.clean();
    assert.equal(cluster.ran.at(-1), 'kubectl delete namespace/lab --wait=false');
    assert.deepEqual([result.gone, result.stayed, cluster.time >= 10_000], [['deployment:web-1', 'pod:box-1', 'namespace:lab-1'], [], true]);
    assert.deepEqual(begin('namespace:lab-2').plan().go.map(({ uid }) => uid), ['deployment:web-1', 'pod:box-1'], 'made anew by somebody');
    assert.deepEqual(begin(undefined).plan().stay.map(({ uid, selectable }) => `${uid} ${selectable}`), ['namespace:lab-1 false'], 'not to be asked for');
  });

  it('leaves what somebody made under the same name while it went on', async () => {
    const cluster = new FakeCluster();
    // Looks: at the beginning, before the services, after them, before the deployments.
    cluster.onLook = n => { if (n === 4) { cluster.rows.delete('deployment:web-1'); cluster.rows.set('deployment:web-2', deployment('web', 9, { uid: 'deployment:web-2' })); } };
    const result = await cluster.clean();
    assert.ok(cluster.rows.has('deployment:web-2'));
    assert.ok(!cluster.ran.some(line => line.includes('deployment/')), cluster.ran.join());
    assert.deepEqual([result.gone.includes('deployment:web-1'), result.stayed], [true, []]);
  });

  it('touches nothing in another cluster that was chosen meanwhile', async () => {
    const cluster = new FakeCluster();
    cluster.onLook = n => { if (n === 2) cluster.place = 'cluster:other/default'; };
    assert.deepEqual(stayed(await cluster.clean())[0], 'k8s-service:web-1: The cluster is not the one that was shown when you looked. Nothing was removed.');
    assert.deepEqual(cluster.ran, []);
  });

  it('says in the cluster’s words why something stayed', async () => {
    const cluster = new FakeCluster([own[0]!]);
    cluster.stderr = 'Error from server (Forbidden): deployments.apps "web" is forbidden: User "ada" cannot delete resource';
    assert.deepEqual(stayed(await cluster.clean()), ['deployment:web-1: The cluster says: deployments.apps "web" is forbidden: User "ada" cannot delete resource']);
    assert.equal(cluster.time, 100, 'nothing to wait for');
  });

  it('says of what it cannot see why', () => {
    const cluster = new FakeCluster();
    const why = (more = {}) => [...new Set(cluster.plan(more).stay.map(({ reason }) => english(reason!)))];
    assert.deepEqual(why({ live: undefined }), ['The cluster does not answer, so nothing is known of it.']);
    assert.deepEqual(why({ live: { ...cluster.live(), daemon: 'cluster:u/other' } }), ['It is in another cluster or namespace than the one shown now.']);
    assert.deepEqual(why({ live: { ...cluster.live(), daemon: 'D' } }), ['It is in a cluster, and this looks at Docker.']);
    cluster.unknown = new Set(['deployment']);
    cluster.rows.delete('deployment:web-1');
    assert.deepEqual(why(), ['Things of its kind cannot be listed here, so nothing is known of it.']);
  });

  it('offers to stop a cluster that the lab made, never by itself, and believes that it is stopped when nobody answers', async () => {
    const cluster = new FakeCluster([...own, made('cluster', 'minikube', { uid: 'cluster:u' })]);
    const { go, stay } = cluster.plan();
    assert.equal(go.some(({ thing }) => thing === 'cluster'), false);
    assert.deepEqual(stay.map(({ thing, selectable, selected }) => [thing, selectable, selected]), [['cluster', true, false]]);
    const result = await cluster.clean(['cluster:u']);
    assert.deepEqual([cluster.ran, result.gone], [['minikube stop'], ['cluster:u']]);
    assert.deepEqual(new FakeCluster([made('cluster', 'other', { uid: 'cluster:u' })]).plan().stay.map(({ name }) => name), ['other']);
  });

  it('says in the sheet who was asked again', async () => {
    const cluster = new FakeCluster();
    const plan = cluster.plan();
    const selected = new Set(plan.go.map(({ uid }) => uid));
    const view = sheetView({ id: 'x', plan, title: 'L5', reset: false, shipped: false, where: { text: 'Cluster minikube', args: [] }, selected, phase: 'after', progress: new Map(), stopping: false, result: await cluster.clean(), wasReset: false, ordinal: () => 1, time: () => '10:00' }, english);
    assert.equal(view.lead, '3 of 3 gone. The cluster was asked again at 10:00.');
  });
});

describe('an author’s clean-up block with kubectl', () => {
  const known = (more: readonly MadeEntry[] = [], live: Partial<LiveState> = {}) => {
    const cluster = new FakeCluster([...own, ...more]);
    return { lab, ledger: cluster.book.ledger, live: { ...cluster.live(), ...live } };
  };
  const run = (text: string, at = known()) => { const { text: left, asks, parts } = strikeBlock(text, at); return { left: left.replace(/\s+/g, ' ').trim(), asks, why: parts.flatMap(({ struck }) => struck ? [english(struck)] : []) }; };
  const stops = 'This lab did not make the cluster.';

  it('runs as it is where all of it is the lab’s', () => {
    for (const text of ['kubectl delete service/web deployment/web', 'kubectl delete deploy,svc web', 'kubectl delete pod web-7d-x box --wait=false', 'kubectl delete service -l app=web', 'kubectl get pods && kubectl wait --for=delete pod -l app=web --timeout=60s', 'kubectl delete -n default deployments.apps web']) {
      assert.deepEqual(run(text), { left: text, asks: false, why: [] }, text);
    }
  });

  it('what the lab did not make is struck out and named', () => {
    assert.deepEqual(run('kubectl delete deployment web theirs never'), { left: 'kubectl delete deployment web', asks: true, why: ['`theirs` was not made by this lab.', '`never` is not there.'] });
    assert.deepEqual(run('kubectl delete service/web deployment/theirs').left, 'kubectl delete service/web');
    assert.deepEqual(run('kubectl delete deployment theirs', known([made('deployment', 'theirs', { likely: true })])).why, ['`theirs` was not made by this lab.'], 'a guess is nobody’s');
    assert.deepEqual(run('kubectl delete configmap c; kubectl delete ns lab').why, ['Labbook does not follow what is of the kind `configmap`, so whose `c` is is not known.', 'Labbook does not follow what is of the kind `namespace`, so whose `lab` is is not known.']);
  });

  it('all of a kind is the lab’s own by name', () => {
    assert.deepEqual(run('kubectl delete deployments --all'), { left: 'kubectl delete deployment/web', asks: true, why: ['It takes what others made too; this takes what this lab made.'] });
    assert.equal(run('kubectl delete -f web.yaml').left, 'kubectl delete deployment/web service/web pod/box');
    assert.equal(run('kubectl delete pods -l run=none').left, '');
    assert.equal(run('kubectl delete pods --all', known([], { unknown: new Set(['pod']) })).left, 'kubectl delete pod/box');
  });

  it('one that was made again under the same name is not the lab’s', () => {
    const at = known();
    assert.deepEqual(run('kubectl delete deployment web', { ...at, live: { ...at.live, resources: new Map([['deployment:web-2', deployment('web', 9, { uid: 'deployment:web-2' })]]) } }).why, ['`web` was not made by this lab.']);
  });

  it('a variable is what the lab made of that form', () => {
    assert.equal(run('kubectl delete pod "web-$X"').left, 'kubectl delete pod web-7d-x');
    assert.equal(run('kubectl delete pod "$POD_NAME"').left, '');
  });

  it('nothing elsewhere, nothing but deleting', () => {
    const why = (text: string) => run(text).why.join();
    assert.equal(why('kubectl --context other delete deployment web'), 'It speaks to another cluster than the lab.');
    assert.equal(why('kubectl delete -n kube-system deployment web'), 'It works in another namespace than the lab.');
    assert.equal(why('kubectl delete pods -A --all'), 'It works in another namespace than the lab.');
    assert.equal(why('kubectl drain minikube'), 'It is not known what `kubectl drain` takes away.');
    assert.equal(run('kubectl delete deployment web', { ...known(), live: { daemon: 'D', resources: new Map(), skewMs: 0 } }).why.join(), 'The cluster does not answer, so whose it is is not known.');
  });

  it('a cluster is stopped or deleted only where the lab made it', () => {
    assert.deepEqual(run('kubectl delete service/web deployment/web; minikube stop').why, [stops]);
    const mine = known([made('cluster', 'minikube', { uid: 'cluster:u' })]);
    assert.deepEqual(run('minikube stop', mine), { left: 'minikube stop', asks: false, why: [] });
    assert.deepEqual(run('minikube delete --all', mine).why, [stops]);
    assert.deepEqual(run('minikube delete -p other', mine).why, [stops]);
    assert.deepEqual(run('minikube status; minikube ip').why, []);
  });
});
