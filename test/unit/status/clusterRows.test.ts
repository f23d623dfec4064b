import assert from 'node:assert/strict';
import { english, msg } from '../../../src/core/message';
import type { RowView } from '../../../src/core/protocol';
import type { Resource } from '../../../src/core/resource';
import { StatusBuilder } from '../../../src/core/statusView';
import type { StatusInput } from '../../../src/core/statusInput';
import { clusterInput, clusterLive, clusterNode, deployment, endpoints, exposed, pod, set, warning } from './clusterThings';
import { made } from './things';

const build = (own: readonly Resource[], rest: readonly Resource[] = [], over: Partial<StatusInput> = {}) => new StatusBuilder(english).build(clusterInput(own, rest, over), false);
function row(of: Resource, around: readonly Resource[] = [], over: Partial<StatusInput> = {}): RowView {
  return build([of], around, over).groups.flatMap(group => group.rows).find(candidate => candidate.uid === of.uid) ?? assert.fail();
}
const words = ({ tone, state, detail, note }: RowView) => [tone, state, detail, note];
const offers = (view: RowView) => view.actions.map(({ id, command, more }) => `${more ? '+' : ''}${id} ${command ?? ''}`);
const broken = { status: 'ImagePullBackOff', health: 'failing', ready: 0, message: 'Back-off pulling image "b:v10": ErrImagePull: b:v10: not found' } as const;

describe('rows of a cluster', () => {
  it('are deployments, pods, services and nodes, not ReplicaSets, slices and events', () => {
    const view = build([deployment(), set('a', 1), pod('p', 'a'), exposed(), endpoints(['p'])], [clusterNode(), warning('pod:p', 'Failed', 'no')]);
    assert.deepEqual(view.groups.flatMap(group => group.rows.map(one => [group.id, one.name])), [['deployment', 'web'], ['pod', 'web-a-p'], ['k8s-service', 'web'], ['k8s-node', 'minikube']]);
    assert.deepEqual([view.others.count, view.cluster, view.where], [0, true, 'Cluster minikube on this machine · namespace lab · Kubernetes 1.34.4']);
  });

  it('say the reason of a runtime, not what each of its layers says before', () => {
    const image = 'registry.k8s.io/minikube/kubernetes-bootcamp:v10';
    const said = `Failed to pull image "${image}": rpc error: code = NotFound desc = failed to pull and unpack image "${image}": failed to resolve reference "${image}": ${image}: not found`;
    const failing = pod('p', 'a', { ...broken, message: said });
    assert.match(row(failing).note ?? '', new RegExp(`Failed to pull image "${image}": ${image}: not found\\.$`));
  });

  it('name the context where it is called otherwise', () => {
    assert.equal(build([], [], { link: { ...clusterLive, endpoint: { ...clusterLive.endpoint ?? assert.fail(), context: 'mine' } } }).where, 'Cluster minikube on this machine · context mine · namespace lab · Kubernetes 1.34.4');
  });

  it('invite to the first block in words of the cluster, though its node is there', () => {
    const view = build([], [clusterNode(), exposed({ name: 'kubernetes' })]);
    assert.deepEqual([view.empty?.goTo?.id, view.empty?.detail.includes('Docker'), view.others.summary], ['first', false, '1 service']);
  });

  it('say first what may be missing, while the cluster is there', () => {
    const limits = [msg('No permission to list {0}.', 'Event'), msg('More {0}.', 'Pod')];
    const strips = (over: Partial<StatusInput>) => build([deployment()], [], { limits, strips: [{ id: 'left', tone: 'warn', title: 'Left', detail: '', actions: [] }], ...over }).strips?.map(({ id, title, detail }) => [id, title, detail]);
    assert.deepEqual(strips({}), [['limits', 'No permission to list Event.', 'More Pod.'], ['left', 'Left', '']]);
    assert.deepEqual(strips({ link: { ...clusterLive, phase: 'stale', lastGood: 1 } })?.map(([id]) => id), ['left']);
    assert.equal(build([deployment()]).strips, undefined);
  });

  it('say of a pod what kubectl says, and more where it is not well', () => {
    assert.deepEqual(words(row(pod('p'))), ['pass', 'Running', '1/1 ready · 10.244.0.14', undefined]);
    assert.deepEqual(words(row(pod('p', undefined, { containers: 2, health: 'working', restarts: 1 }))).slice(0, 3), ['running', 'Running, not ready', '1/2 ready · 1 restart · 10.244.0.14']);
    assert.equal(row(pod('p'), [clusterNode({ name: 'other' })]).detail, '1/1 ready · 10.244.0.14 · on minikube');
    assert.deepEqual(words(row(pod('p', undefined, { status: 'Completed', health: 'done', ready: 0 }))).slice(0, 2), ['idle', 'Completed']);
    assert.deepEqual(words(row(pod('p', undefined, { status: 'Terminating', health: 'working', ending: true }), [warning('pod:p', 'Killing', 'x')])).slice(0, 2), ['idle', 'Terminating']);
    const unplaced = row(pod('p', undefined, { status: 'Pending', health: 'failing', ready: 0, node: undefined, address: undefined, message: '0/1 nodes are available: 1 Insufficient cpu.' }));
    assert.deepEqual(words(unplaced), ['wait', 'Pending', '0/1 ready', 'No node takes it. 0/1 nodes are available: 1 Insufficient cpu.']);
  });

  it('say why an image does not come: the meaning, then the warning with how often, and each thing once', () => {
    const noted = (around: readonly Resource[]) => row(pod('p', undefined, broken), around).note;
    const meaning = 'Its image cannot be fetched. Kubernetes goes on trying, less and less often.';
    assert.equal(noted([]), `${meaning} b:v10: not found.`);
    assert.equal(noted([warning('pod:p', 'BackOff', 'Back-off pulling image', 9), warning('pod:p', 'Failed', 'Error: ImagePullBackOff', 4)]), `${meaning} b:v10: not found.`);
    assert.equal(row(pod('p', undefined, { ...broken, message: 'Back-off pulling image "b:v10"' }), [warning('pod:p', 'BackOff', 'Back-off pulling image', 9)]).note, meaning);
    assert.equal(noted([warning('pod:p', 'Failed', 'Failed to pull image "b:v10": b:v10: not found', 3)]), `${meaning} Failed, 3 times: Failed to pull image "b:v10": b:v10: not found.`);
    assert.equal(row(pod('p', undefined, broken)).tone, 'fail');
  });

  it('show a failing probe beside a pod that runs, and no old trouble beside one that is well', () => {
    const trouble = [warning('pod:p', 'Unhealthy', 'Readiness probe failed: 503', 2)];
    assert.equal(row(pod('p', undefined, { ready: 0, health: 'working' }), trouble).note, 'Unhealthy, 2 times: Readiness probe failed: 503.');
    assert.equal(row(pod('p'), trouble).note, undefined);
  });

  it('show the last words of what crashes', () => {
    const crash = pod('p', undefined, { status: 'CrashLoopBackOff', health: 'failing', ready: 0, restarts: 3, message: 'back-off 40s restarting failed container=a pod=p_lab(u)' });
    const view = row(crash, [], { lastLines: new Map([['pod:p', ['no such file: config.json', 'bye']]]) });
    assert.equal(view.note, 'Its program starts, ends and is started again, less and less often. Its logs say why. Its last words: no such file: config.json / bye');
  });

  it('tell how far a rolling update is, and that it is over', () => {
    const sets = [set('new', 2), set('old', 1)];
    const updating = deployment({ rollout: 'progressing', updated: 2, available: 3, revision: 2 });
    const pods = [pod('a', 'new'), pod('b', 'new', { status: 'ContainerCreating', health: 'working', ready: 0 }), pod('c', 'old'), pod('d', 'old', { ending: true, status: 'Terminating', health: 'working' })];
    assert.deepEqual(words(row(updating, [...sets, ...pods])), ['running', 'updating, 2 of 4', '2 updated, 3 available · 1 old pod left · revision 2 · bootcamp:v1', undefined]);
    assert.deepEqual(words(row(deployment({ revision: 2 }), [...sets, ...pods])), ['pass', '4 of 4 available', 'revision 2 · bootcamp:v1', undefined]);
    assert.equal(row(deployment({ rollout: 'progressing', updated: 4, available: 1 }), [set('new', 1), pod('a', 'new')]).state, '1 of 4 available', 'a first start is no update');
    assert.deepEqual(words(row(deployment({ desired: 0, ready: 0, updated: 0, available: 0 }))).slice(0, 2), ['idle', 'scaled to 0']);
    assert.deepEqual(words(row(deployment({ rollout: 'paused', updated: 1 }), sets)).slice(0, 2), ['wait', 'paused, 1 of 4 updated']);
  });

  it('say why an update does not get on, the trouble of several pods once', () => {
    const stuck = deployment({ rollout: 'stuck', updated: 2, available: 3, revision: 2, message: 'ReplicaSet "web-new" has timed out progressing.' });
    const waiting = deployment({ rollout: 'progressing', updated: 2, available: 3 });
    assert.equal(row(waiting, [set('new', 2), pod('a', 'new', { status: 'Pending', health: 'failing' })]).tone, 'wait');
    assert.equal(row(waiting, [set('new', 2), pod('a', 'new', broken)]).tone, 'fail');
    const view = row(stuck, [set('new', 2), set('old', 1), pod('a', 'new', broken), pod('b', 'new', { ...broken, status: 'ErrImagePull', message: 'b:v10: not found' }), pod('c', 'old')]);
    assert.deepEqual([view.tone, view.state], ['fail', 'stuck, 2 of 4 updated']);
    assert.equal(view.note, 'web-new-a and 1 more: ImagePullBackOff. Its image cannot be fetched. Kubernetes goes on trying, less and less often. b:v10: not found. ReplicaSet "web-new" has timed out progressing.');
  });

  it('show a warning about the ReplicaSet with its deployment', () => {
    const view = row(deployment({ rollout: 'progressing', available: 0, updated: 0 }), [set('new', 1), warning('replicaset:new', 'FailedCreate', 'exceeded quota', 5)]);
    assert.equal(view.note, 'FailedCreate, 5 times: exceeded quota.');
  });

  it('say how a service is reached and where it leads', () => {
    assert.deepEqual(words(row(exposed(), [endpoints(['a', 'b'], ['c'])])), ['idle', 'NodePort 31234', '10.101.44.7 8080→8080 · 2 ready, 1 not', undefined]);
    assert.deepEqual(words(row(exposed({ type: 'ClusterIP', ports: [{ port: 80, target: 'http', protocol: 'TCP' }] }), [endpoints([])])), ['wait', 'ClusterIP', '10.101.44.7 80→http · 0 ready', 'No pod has the labels that it looks for: app=web.']);
    assert.equal(row(exposed(), [endpoints([], ['c'])]).note, 'None of its pods is ready, so it leads nowhere.');
    assert.equal(row(exposed({ type: 'LoadBalancer' }), [endpoints(['a'])]).state, 'LoadBalancer, pending');
    // Two address families have a slice each.
    assert.match(row(exposed(), [endpoints(['a']), endpoints(['a'], [], { uid: 'endpoints:6' })]).detail, /· 1 ready$/);
    assert.match(row(exposed(), [endpoints(['a'], [], { namespace: 'other' })]).detail, /· 0 ready$/);
    assert.match(row(exposed({ namespace: 'other' }), [endpoints(['a'], [], { namespace: 'other' })]).detail, /· 1 ready$/);
  });

  it('say how a node is', () => {
    assert.deepEqual(words(row(clusterNode())), ['pass', 'Ready', 'control-plane · v1.34.4 · 192.168.49.2', undefined]);
    assert.deepEqual(words(row(clusterNode({ schedulable: false }))).slice(0, 2), ['wait', 'Ready,SchedulingDisabled']);
    assert.deepEqual(words(row(clusterNode({ ready: false, message: 'Kubelet stopped posting node status.' }))).filter((_, index) => index !== 2), ['fail', 'NotReady', 'Kubelet stopped posting node status.']);
  });

  it('offer the commands that a student would type, four of them as buttons', () => {
    assert.deepEqual(offers(row(pod('p'))), ['logs kubectl logs -f p', 'shell kubectl exec -it p -- sh', 'describe kubectl describe pod p', '+yaml kubectl get pod p -o yaml', '+remove kubectl delete pod p']);
    assert.deepEqual(offers(row(pod('p', undefined, { restarts: 2, status: 'CrashLoopBackOff', health: 'failing' }))).slice(0, 3), ['previous kubectl logs --previous p', 'logs kubectl logs -f p', 'describe kubectl describe pod p']);
    assert.deepEqual(offers(row(pod('p', undefined, broken))), ['describe kubectl describe pod p', 'yaml kubectl get pod p -o yaml', 'remove kubectl delete pod p']);
    assert.deepEqual(offers(row(deployment(), [set('a', 1)])), ['logs kubectl logs -f deployment/web', 'scale kubectl scale deployment/web --replicas=4', 'describe kubectl describe deployment web', '+yaml kubectl get deployment web -o yaml', '+remove kubectl delete deployment web']);
    assert.deepEqual(offers(row(deployment({ rollout: 'progressing' }), [set('a', 1), set('b', 2)]))[0], 'rollback kubectl rollout undo deployment/web');
    assert.deepEqual(offers(row(exposed())), ['forward kubectl port-forward service/web 8080:8080', 'describe kubectl describe service web', 'yaml kubectl get service web -o yaml', 'remove kubectl delete service web']);
    assert.equal(offers(row(exposed({ ports: [{ port: 80, target: 80, protocol: 'TCP' }] })))[0], 'forward kubectl port-forward service/web 8080:80');
    assert.deepEqual(offers(row(clusterNode())), ['describe kubectl describe node minikube', 'yaml kubectl get node minikube -o yaml']);
  });

  it('name the namespace in a command only where it is another', () => {
    assert.equal(offers(row(pod('p', undefined, { namespace: 'other' })))[0], 'logs kubectl -n other logs -f p');
    const builder = new StatusBuilder(english);
    const { endpoint } = clusterLive;
    const without = { ...clusterLive, endpoint: { ...endpoint ?? assert.fail(), cluster: { ...endpoint?.cluster ?? assert.fail(), commandNamespace: 'default' } } };
    const one = pod('p');
    const logs = (link: StatusInput['link']) => builder.build(clusterInput([one], [], { link }), false).groups.flatMap(group => group.rows)[0]?.actions[0]?.command;
    assert.deepEqual([logs(without), logs(clusterLive)], ['kubectl -n lab logs -f p', 'kubectl logs -f p'], 'also once the lab’s terminal is open');
  });

  it('change nothing that is only likely to be the lab’s, and of others offer nothing at all', () => {
    const guess = { made: new Map([['deployment:web', made('web', true)]]) };
    assert.deepEqual(offers(row(deployment(), [set('a', 1), set('b', 2)], guess)).map(text => text.split(' ')[0]), ['logs', 'describe', 'yaml']);
    const foreign = new StatusBuilder(english).build(clusterInput([], [pod('p')]), true).others.groups?.flatMap(group => group.rows) ?? [];
    assert.deepEqual(foreign.map(one => one.actions.length), [0]);
  });

  it('stay the same object until something that they say has changed', () => {
    const builder = new StatusBuilder(english);
    const all = [deployment(), set('a', 1), pod('p', 'a'), pod('q', 'a'), exposed(), endpoints(['p', 'q'])];
    const first = builder.build(clusterInput(all), false);
    const rows = (view: typeof first) => view.groups.flatMap(group => group.rows);
    assert.ok(rows(builder.build(clusterInput(all), false)).every((one, index) => one === rows(first)[index]));
    const changed = rows(builder.build(clusterInput([...all.slice(0, 3), pod('q', 'a', broken), ...all.slice(4)]), false));
    assert.deepEqual(changed.filter(one => !rows(first).includes(one)).map(one => one.uid), ['deployment:web', 'pod:q']);
    const warned = rows(builder.build(clusterInput([...all.slice(0, 3), pod('q', 'a', broken), ...all.slice(4), warning('pod:q', 'Failed', 'b:v10: not found', 2)]), false));
    assert.deepEqual(warned.filter(one => !changed.includes(one)).map(one => one.uid), ['deployment:web', 'pod:q']);
    const probing = [pod('q', undefined, { ready: 0, health: 'working' })];
    builder.build(clusterInput(probing), false);
    assert.match(builder.build(clusterInput([...probing, warning('pod:q', 'Unhealthy', 'no')]), false).groups.flatMap(group => group.rows)[0]?.note ?? '', /Unhealthy/);
  });

  it('are made anew only where something is different, also among a thousand', () => {
    const builder = new StatusBuilder(english);
    const all = [deployment({ desired: 1000 }), set('a', 1), ...Array.from({ length: 1000 }, (_, n) => pod(`p${n}`, 'a'))];
    const before = new Set(builder.build(clusterInput(all), false).groups.flatMap(group => group.rows));
    const after = builder.build(clusterInput([...all.slice(0, -1), pod('p999', 'a', { restarts: 1 })]), false).groups.flatMap(group => group.rows);
    assert.deepEqual([after.length, after.filter(one => !before.has(one)).map(one => one.uid)], [1001, ['pod:p999']]);
  });

  it('show the address of a node port, how it leads there, and another way where this one does not', () => {
    const probe = { uid: 'endpoint:192.168.49.2:31234/tcp', address: '192.168.49.2:31234', owner: 'k8s-service:web', openable: true, via: msg('through minikube’s address'), instead: 'kubectl port-forward service/web 8080:8080', result: { kind: 'http', status: 200, ms: 9 } } as const;
    const rows = (over: object) => build([exposed()], [], { endpoints: [{ ...probe, ...over }] }).groups.find(group => group.id === 'endpoint')?.rows.map(one => [one.state, one.detail, ...offers(one)]);
    assert.deepEqual(rows({}), [['answers, 200', 'web · through minikube’s address · 9 ms', 'open ']]);
    assert.deepEqual(rows({ openable: false, result: { kind: 'timeout', ms: 2000 } })?.[0]?.at(-1), 'forward kubectl port-forward service/web 8080:8080');
    assert.deepEqual(rows({ openable: false, result: { kind: 'tcp', ms: 1 } })?.[0]?.length, 2);
  });
});
