import assert from 'node:assert/strict';
import type { ClusterResource, PodResource } from '../../../src/core/clusterResource';
import { Emitter } from '../../../src/core/emitter';
import type { KubeContext } from '../../../src/core/kubeContext';
import { english } from '../../../src/core/message';
import type { LinkStatus, SourceChange } from '../../../src/core/source';
import { ClusterFailure } from '../../../src/targets/kubernetes/failure';
import { LastLines } from '../../../src/targets/kubernetes/lastLines';
import { limitsOf } from '../../../src/targets/kubernetes/limits';
import { nodePorts } from '../../../src/targets/kubernetes/nodePorts';
import type { KindState } from '../../../src/targets/kubernetes/source';
import { PortProbes } from '../../../src/targets/portProbes';
import { clusterLive, exposed, pod } from '../status/clusterThings';

const context: KubeContext = { name: 'minikube', cluster: 'minikube', server: 'https://192.168.49.2:8443', namespace: 'lab', user: 'u', minikube: 'minikube', local: true };
const forwarded = { ...context, server: 'https://127.0.0.1:52001' };
const ports = (service = exposed(), place: KubeContext | undefined = context) => nodePorts(() => place).portsOf(service).map(({ address, via, barred, instead }) => [address, via && english(via), barred?.kind, instead]);

class Book {
  status: LinkStatus = clusterLive;
  readonly resources = new Map<string, ClusterResource>();
  private readonly changes = new Emitter<SourceChange>();
  readonly onChange = this.changes.event;
  readonly asked: string[] = [];
  answer = (): Promise<unknown> => Promise.resolve('one\ntwo\nthree\nfour\n');

  put(...rows: ClusterResource[]): void {
    for (const row of rows) this.resources.set(row.uid, row);
    this.changes.fire({ upserts: rows, removed: [] });
  }
  ask(path: string): Promise<unknown> { this.asked.push(path); return this.answer(); }
}
const settle = () => new Promise(done => setImmediate(done));

describe('ports of services', () => {
  it('are asked at the address of minikube, with the way round it at hand', () => {
    assert.equal(ports(exposed(), { ...context, commandNamespace: 'default' })[0]?.[3], 'kubectl -n lab port-forward service/web 8080:8080');
    assert.deepEqual(ports(), [['192.168.49.2:31234', 'at the address of minikube', undefined, 'kubectl port-forward service/web 8080:8080']]);
  });

  it('are not asked where the driver keeps nodes from this system: minikube’s own command is offered', () => {
    assert.deepEqual(ports(exposed(), forwarded), [['web:31234', undefined, 'unreachable', 'minikube service web -n lab --url']]);
    assert.equal(ports(exposed({ namespace: 'default' }), { ...forwarded, minikube: 'second' })[0]?.[3], "minikube -p 'second' service web --url");
  });

  it('are those of this machine on Docker Desktop, and seldom reached where other clusters run in containers', () => {
    const other = { ...forwarded, minikube: undefined };
    assert.deepEqual(ports(exposed(), { ...other, cluster: 'docker-desktop' }).map(([address, , barred]) => [address, barred]), [['localhost:31234', undefined]]);
    assert.deepEqual(ports(exposed(), { ...other, cluster: 'kind-kind' })[0]?.slice(2), ['unreachable', 'kubectl port-forward service/web 8080:8080']);
  });

  it('are never asked of a cluster elsewhere, of UDP, of a name outside and of what is being deleted', () => {
    assert.equal(ports(exposed(), { ...context, local: false, minikube: undefined })[0]?.[2], 'notProbed');
    assert.deepEqual(ports(exposed({ ports: [{ port: 53, target: 53, nodePort: 30053, protocol: 'UDP' }] }))[0]?.slice(2), ['notProbed', undefined]);
    assert.deepEqual([ports(exposed({ type: 'ExternalName', external: 'example.org' })), ports(exposed({ ending: true })), ports(exposed({ type: 'ClusterIP', ports: [{ port: 80, target: 80, protocol: 'TCP' }] })), nodePorts(() => undefined).portsOf(exposed())], [[], [], [], []]);
  });

  it('are two of a load balancer that has an address', () => {
    assert.deepEqual(ports(exposed({ type: 'LoadBalancer', external: '10.101.44.7' })).map(([address]) => address), ['192.168.49.2:31234', '10.101.44.7:8080']);
  });

  it('are asked only of services of the lab on screen', () => {
    const book = new Book();
    book.put(exposed(), exposed({ uid: 'k8s-service:other', name: 'other' }));
    const clock = { now: () => 0, after: () => ({ dispose: () => undefined }), random: () => 0 };
    const probes = new PortProbes(book, { clock, mayProbe: () => true }, nodePorts(() => forwarded));
    assert.deepEqual(probes.probes.map(({ result }) => result.kind), ['unreachable', 'unreachable']);
    const near = new PortProbes(book, { clock, mayProbe: () => true }, nodePorts(() => context));
    near.want(new Set(['k8s-service:web']));
    assert.deepEqual(near.probes.map(({ result }) => result.kind), ['asking', 'notProbed']);
    const untrusted = new PortProbes(book, { clock, mayProbe: () => false }, nodePorts(() => context));
    untrusted.want(new Set(['k8s-service:web']));
    assert.deepEqual(untrusted.probes.map(({ result }) => result.kind), ['notProbed', 'notProbed']);
  });
});

describe('last words of a pod', () => {
  const crash = (restarts: number, over: Partial<PodResource> = {}) => pod('p', undefined, { status: 'CrashLoopBackOff', health: 'failing', ready: 0, restarts, ...over });
  function logs(book: Book, may = true): LastLines {
    const found = new LastLines(book, () => may);
    found.want(new Set(['pod:p']));
    return found;
  }

  it('are asked for once for each run that ended badly, while somebody looks', async () => {
    const book = new Book();
    const found = logs(book);
    book.put(crash(1), pod('q', undefined, { status: 'Error' }));
    assert.deepEqual(book.asked, [], 'nobody looks');
    const held = found.hold();
    await settle();
    assert.deepEqual(book.asked, ['/api/v1/namespaces/lab/pods/p/log?tailLines=3&limitBytes=16384&previous=true']);
    assert.deepEqual(found.lines.get('pod:p'), ['two', 'three', 'four']);
    book.put(crash(1));
    await settle();
    assert.equal(book.asked.length, 1);
    book.put(crash(2));
    await settle();
    assert.equal(book.asked.length, 2);
    held.dispose();
    book.put(crash(3));
    await settle();
    assert.equal(book.asked.length, 2);
  });

  it('are forgotten once it runs', async () => {
    const book = new Book();
    const found = logs(book);
    book.put(crash(1));
    found.hold();
    await settle();
    book.put(pod('p'));
    assert.equal(found.lines.size, 0);
  });

  it('hold no secret, no colour and no endless line, and are asked for with trust alone', async () => {
    const book = new Book();
    book.answer = () => Promise.resolve(`\u001b[31mPASSWORD=hunter2\u001b[0m\n${'x'.repeat(400)}`);
    const found = logs(book);
    found.hold();
    book.put(crash(1));
    await settle();
    const [first = '', second = ''] = found.lines.get('pod:p') ?? [];
    assert.doesNotMatch(first, /hunter2|\u001b/);
    assert.equal(second.length, 160);
    const wary = new Book();
    logs(wary, false).hold();
    wary.put(crash(1));
    assert.deepEqual(wary.asked, []);
  });

  it('are left out where they cannot be had', async () => {
    const book = new Book();
    book.answer = () => Promise.reject(new Error('gone'));
    const found = logs(book);
    found.hold();
    book.put(crash(1), crash(1, { uid: 'pod:two', containers: 2 }));
    await settle();
    assert.deepEqual([found.lines.size, book.asked.length], [0, 1]);
  });
});

describe('what may be missing of a namespace', () => {
  it('are kinds that are forbidden, and kinds of which there are too many', () => {
    const failure = new ClusterFailure('forbidden', 'no');
    const kinds = new Map<string, KindState>([['Pod', { state: { kind: 'live' }, cut: true }], ['Node', { state: { kind: 'forbidden', failure }, cut: false }], ['Event', { state: { kind: 'forbidden', failure }, cut: false }], ['Service', { state: { kind: 'live' }, cut: false }]]);
    assert.deepEqual(limitsOf(kinds, 'lab').map(english), ['No permission to list these kinds in namespace lab: Node, Event.', 'There are more than are shown of these kinds: Pod.']);
    assert.deepEqual(limitsOf(new Map([['Pod', { state: { kind: 'live' }, cut: false }]]), 'lab'), []);
  });
});
