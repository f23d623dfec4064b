import assert from 'node:assert/strict';
import { readShortCheck } from '../../../src/core/checkShort';
import { captureNow } from '../../../src/core/checks/captures';
import { judge } from '../../../src/core/checks/judge';
import { asksCluster, asksDocker, startsSomething } from '../../../src/core/checks/testKinds';
import { english, msg } from '../../../src/core/message';
import { clusterNode, deployment, endpoints, exposed, pod, set, warning } from '../status/clusterThings';
import { now, world, type AskedWorld, type WorldParts } from './worlds';

const labels = { app: 'web' };
const web = (name: string, of = '7d', more: Parameters<typeof pod>[2] = {}) => pod(name, of, { labels, ...more });
const two = deployment({ desired: 2, ready: 2, labels });
const pulling = web('c', '9f', { status: 'ImagePullBackOff', health: 'failing', ready: 0, message: 'Back-off pulling image "bootcamp:v10"' });
const crashing = web('d', '9f', { status: 'CrashLoopBackOff', health: 'failing', ready: 0, restarts: 3 });
const well = [two, set('7d', 1, { desired: 2, ready: 2 }), web('a'), web('b', '7d', { labels: { ...labels, version: 'v1' } }), exposed(), endpoints(['a', 'b']), clusterNode()];
/** A rolling update that stops at its first pod: the old ones go on. */
const badUpdate = [{ ...two, updated: 1, rollout: 'progressing' as const, revision: 2, images: ['bootcamp:v10'] }, set('7d', 1, { desired: 2, ready: 2 }), set('9f', 2, { desired: 1, ready: 0, images: ['bootcamp:v10'] }), web('a'), web('b'), pulling];
/** A deployment that never had a good image. */
const badStart = [{ ...two, ready: 0, available: 0, rollout: 'progressing' as const, images: ['bootcamp:v10'] }, set('9f', 1, { desired: 2, ready: 0 }), pulling];
const starting = [{ ...two, ready: 1, available: 1, rollout: 'progressing' as const }, set('7d', 1), web('a'), web('b', '7d', { status: 'ContainerCreating', health: 'working', ready: 0 })];

const of = (things: WorldParts['things'], more: WorldParts = {}): AskedWorld => world({ things, ...more });
const live = of(well);
const away = of([], { cluster: 'away' });
const page = { kind: 'servicePage', service: 'web', port: '8080', path: '/' } as const;
const answers = (seen: NonNullable<WorldParts['seen']>[number][1], things: WorldParts['things'] = well) => of(things, { seen: [[page, seen]] });
const shop = { kind: 'namespace', name: 'shop' } as const;
const settings = { kind: 'configmap', name: 'settings' } as const;
const elsewhere = (...seen: NonNullable<WorldParts['seen']>) => of([], { seen });
const nodes = { kind: 'nodes', nodes: [{ name: 'kind-control-plane', ready: true, schedulable: false }] } as const;
const followsNodes = { followed: ['Node', 'Pod'] };
const events = [web('a'), deployment(), set('7d', 1), warning('pod:a', 'FailedScheduling', '0/1 nodes: Insufficient cpu.', 2), { ...warning('pod:gone', 'Failed', 'Error: no'), name: 'web-old.17a3f' }, { ...warning('pod:gone2', 'Killing', 'x'), name: 'web-7d-x1.17a3f' }, { ...warning('k8s-service:gone3', 'Sync', 'x'), name: 'web-7d-x2.17a3f' }];

type Stands = 'true' | 'false' | 'unknown' | 'asking' | 'missing' | 'ended';
/** Short form, world, how it stands, and what is said. */
const table: Record<string, readonly (readonly [string, AskedWorld, Stands, string?])[]> = {
  deployment: [
    ['deployment web', live, 'true', 'the deployment `web` is there'],
    ['deployment web 2/2', live, 'true', '2 of 2 pods of `web` are ready'],
    ['deployment web 2/2 image bootcamp:v1 label app=web', live, 'true', '`web` is from `bootcamp:v1`; 2 of 2 pods of `web` are ready; it has the labels `app=web`'],
    ['deployment web 2/2 image *:v1', live, 'true'],
    ['deployment web 2/2 image bootcamp:v2', live, 'missing', '`web` is from `bootcamp:v1`, not from `bootcamp:v2`'],
    ['deployment web image boot', live, 'missing'],
    ['deployment web 2/2 label app=shop', live, 'missing', '`web` does not have the labels `app=shop`'],
    ['deployment web 4/4', live, 'missing', '`web` is to have 2 pods, not 4'],
    ['deployment web 0/0', of([{ ...two, desired: 0, ready: 1 }]), 'false', '1 of 0 pods of `web` are ready'],
    ['deployment web 2/2', of(starting), 'false', '1 of 2 pods of `web` are ready'],
    ['deployment web 2/2', of(badStart), 'ended', '0 of 2 pods of `web` are ready; `web-9f-c` is ImagePullBackOff: Back-off pulling image "bootcamp:v10"'],
    ['deployment web 2/2', of([...starting, set('9f', 2), { ...pulling, ending: true }]), 'false', '1 of 2 pods of `web` are ready'],
    ['deployment web 2/2', of([...starting, { ...pulling, owner: 'replicaset:other' }]), 'false'],
    ['deployment web 2/2', of(badUpdate), 'true', '2 of 2 pods of `web` are ready'],
    ['deployment web 2/2 image *:v10', of(badUpdate), 'ended', 'the rollout of `web` goes on: 1 of 2 pods are new; `web-9f-c` is ImagePullBackOff: Back-off pulling image "bootcamp:v10"'],
    ['deployment web image *:v10', of(badUpdate), 'true'],
    ['deployment web 2/2 image bootcamp:v1', of([{ ...two, rollout: 'progressing', updated: 1 }]), 'false', 'the rollout of `web` goes on: 1 of 2 pods are new'],
    ['deployment none 2/2', live, 'missing', 'there is no deployment `none`'],
    ['deployment none absent', live, 'true', 'there is no deployment `none`'],
    ['deployment web absent', live, 'false', 'the deployment `web` is still there'],
    ['deployment web', away, 'unknown', 'The cluster does not answer.'],
    ['deployment web', of([], { cluster: 'asking' }), 'asking'],
    ['deployment none absent', of([], { forbidden: ['Deployment'] }), 'unknown', 'you are not allowed to see objects of the kind Deployment in `shop`'],
  ],
  replicaset: [
    ['replicaset web-7d 2/2', live, 'true', '2 of 2 pods of `web-7d` are ready'],
    ['replicaset of web 2/2 image *:v1', live, 'true', '2 of 2 pods of `web-7d` are ready; `web-7d` is from `bootcamp:v1`'],
    ['replicaset of web', of(badUpdate), 'true', 'the ReplicaSet `web-9f` is there'],
    ['replicaset of web revision = 1 2/2', of(badUpdate), 'true'],
    ['replicaset of web 1/1', of(badUpdate), 'ended'],
    ['replicaset of web revision = 3', live, 'missing', '`web` has no ReplicaSet of revision 3'],
    ['replicaset of web image *:v2', live, 'missing', '`web-7d` is from `bootcamp:v1`, not from `*:v2`'],
    ['replicaset none', live, 'missing', 'there is no ReplicaSet `none`'],
    ['replicaset of none absent', live, 'true', '`none` has no ReplicaSet'],
    ['replicaset of web absent', live, 'false', 'the ReplicaSet `web-7d` is still there'],
    ['replicaset web-7d', of(well, { forbidden: ['ReplicaSet'] }), 'unknown'],
  ],
  rollout: [
    ['rollout web complete revision = 1', live, 'true', 'the rollout of `web` is complete; `web` is at revision 1'],
    ['rollout web complete revision = 2', live, 'missing', '`web` is at revision 1'],
    ['rollout web complete revision >= 2', of([{ ...two, revision: 3 }]), 'true'],
    ['rollout web complete revision >= 4', of([{ ...two, revision: 3 }]), 'missing'],
    ['rollout web complete', of(starting), 'false'],
    ['rollout web complete', of(badUpdate), 'ended', 'the rollout of `web` goes on: 1 of 2 pods are new; `web-9f-c` is ImagePullBackOff: Back-off pulling image "bootcamp:v10"'],
    // A pod of before that fails is about to go.
    ['rollout web complete', of([...starting, set('5a', 0), web('e', '5a', { health: 'failing', status: 'Error' })]), 'false'],
    ['rollout web complete', of([{ ...two, rollout: 'stuck', message: 'ReplicaSet "web-9f" has timed out progressing.' }]), 'ended', 'the rollout of `web` is past its deadline: ReplicaSet "web-9f" has timed out progressing.'],
    ['rollout web stuck', of([{ ...two, rollout: 'stuck' }]), 'true'],
    ['rollout web paused', of([{ ...two, rollout: 'paused' }]), 'true', 'the rollout of `web` is paused'],
    ['rollout web complete', of([{ ...two, rollout: 'paused' }]), 'false'],
    ['rollout web complete', of([{ ...two, rollout: 'paused' }, ...badUpdate.slice(1)]), 'false'],
    ['rollout web progressing', live, 'false', 'the rollout of `web` is complete'],
    ['rollout none complete', live, 'missing', 'there is no deployment `none`'],
    ['rollout web complete', away, 'unknown'],
  ],
  pod: [
    ['pod web-7d-a', live, 'true', '`web-7d-a` is Running'],
    ['pod web-7d-a running image *:v1 label app=web node minikube', live, 'true', '`web-7d-a` is Running; `web-7d-a` is from `bootcamp:v1`; it has the labels `app=web`; it runs on `minikube`'],
    ['pod web-7d-a ready', live, 'true', '`web-7d-a` is ready'],
    ['pod web-7d-a ready', of([web('a', '7d', { health: 'working', ready: 1, containers: 2 })]), 'false', '1 of 2 containers of `web-7d-a` are ready'],
    ['pod web-7d-a running', of([web('a', '7d', { health: 'working', ready: 0 })]), 'true'],
    ['pod web-9f-c running', of([pulling]), 'ended', '`web-9f-c` is ImagePullBackOff: Back-off pulling image "bootcamp:v10"'],
    ['pod web-9f-c ImagePullBackOff or ErrImagePull', of([pulling]), 'true'],
    ['pod web-9f-c failing', of([pulling]), 'true'],
    ['pod web-9f-c CrashLoopBackOff', of([pulling]), 'false'],
    ['pod web-7d-a ImagePullBackOff', of([web('a', '7d', { status: 'Init:ImagePullBackOff', health: 'failing' })]), 'true'],
    ['pod job completed', of([pod('job', undefined, { status: 'Completed', health: 'done' })]), 'true'],
    ['pod job ready', of([pod('job', undefined, { status: 'Completed', health: 'done' })]), 'ended', '`job` is Completed'],
    ['pod web-7d-a pending', live, 'false'],
    ['pod web-7d-a node other', live, 'ended', '`web-7d-a` runs on `minikube`, not on `other`'],
    ['pod web-7d-a node other', of([{ ...web('a'), node: undefined }]), 'false', '`web-7d-a` has no node yet'],
    ['pod web-7d-a image *:v2', live, 'ended'],
    ['pod web-7d-a label version', live, 'missing'],
    ['pod none', live, 'missing', 'there is no pod `none`'],
    ['pod none absent', live, 'true'],
    ['pod web-7d-a absent', of([web('a', '7d', { status: 'Terminating', ending: true })]), 'false', 'the pod `web-7d-a` is still there: Terminating'],
    ['pod none absent', of([], { forbidden: ['Pod'] }), 'unknown'],
  ],
  pods: [
    ['pods app=web = 2', live, 'true', '2 pods have the labels `app=web`'],
    ['pods version=v1 = 1', live, 'true', '1 pod has the labels `version=v1`'],
    ['pods version=v1 = 1', of([web('a')]), 'missing', '0 pods have the labels `version=v1`'],
    ['pods app=web = 2', of([...well, web('e', '7d', { status: 'Terminating', ending: true, health: 'working' })]), 'false', '3 pods have the labels `app=web`'],
    ['pods app=web running = 2', of([...well, web('e', '7d', { status: 'Terminating', ending: true, health: 'working' })]), 'true', '2 pods with the labels `app=web` are running'],
    ['pods app=web ImagePullBackOff or ErrImagePull >= 1; pods app=web running = 2', of(badUpdate), 'true'],
    ['pods app=web ready = 2', of(starting), 'false', '1 pod with the labels `app=web` is ready'],
    ['pods app=web ready = 3', of(badUpdate), 'ended'],
    ['pods app=web ready = 1', of(badUpdate), 'false'],
    ['pods app=web failing >= 2', of(badUpdate), 'false', '1 pod with the labels `app=web` is failing'],
    ['pods ready >= 2', live, 'true', '2 pods are ready'],
    ['pods = 1', live, 'false', 'there are 2 pods'],
    ['pods app=none = 0', live, 'true', '0 pods have the labels `app=none`'],
    ['pods app=none = 0', of([], { forbidden: ['Pod'] }), 'unknown'],
  ],
  service: [
    ['k8s-service web type NodePort port 8080 node-port 31234', live, 'true', 'the service `web` is there; its type is NodePort; it has port 8080; port 31234 of the nodes leads to it'],
    ['k8s-service web type LoadBalancer', live, 'missing', 'the type of `web` is NodePort, not LoadBalancer'],
    ['k8s-service web port 80', live, 'missing', '`web` has no port 80'],
    ['k8s-service web node-port 30000', live, 'missing', 'port 30000 of the nodes does not lead to `web`'],
    ['k8s-service none', live, 'missing', 'there is no service `none`'],
    ['k8s-service none absent', live, 'true'],
    ['k8s-service web absent', live, 'false', 'the service `web` is still there'],
    ['endpoints web ready = 2', live, 'true', '`web` leads to 2 pods that are ready'],
    ['endpoints web ready = 2', of([...well, { ...endpoints(['a', 'b']), uid: 'endpoints:v6' }]), 'true'],
    ['endpoints web ready = 1', live, 'false'],
    ['endpoints web ready >= 1', live, 'true'],
    ['endpoints web ready = 2', of([exposed(), endpoints(['a'], ['b']), ...starting]), 'false', '`web` leads to 1 pod that is ready'],
    ['endpoints web ready >= 1', of([exposed({ selector: { app: 'wrong' } }), endpoints([]), ...starting]), 'missing', '`web` leads nowhere: no pod has the labels `app=wrong`'],
    ['endpoints web ready = 2', of([exposed(), endpoints([], ['c']), pulling]), 'ended'],
    ['endpoints web ready = 1', of([exposed(), endpoints(['a', 'b']), pulling]), 'false'],
    ['endpoints none ready = 1', live, 'missing', 'there is no service `none`'],
    ['endpoints web ready = 2', of(well, { forbidden: ['EndpointSlice'] }), 'unknown'],
  ],
  page: [
    ['http service/web:8080/ = 200 contains "v=1"', answers({ kind: 'http', status: 200, body: 'Hello | v=1', cut: false }), 'true', '`service/web:8080/` answers with status 200; it contains “v=1”'],
    ['http service/web', answers({ kind: 'http', status: 200, body: '', cut: false }), 'true'],
    ['http service/web = 200', answers({ kind: 'http', status: 404, body: '', cut: false }), 'false', '`service/web` answers with status 404, not 200'],
    ['http service/web = 200', answers({ kind: 'unserved', reason: 'no endpoints available for service "web"' }), 'false', '`service/web` does not answer: no endpoints available for service "web"'],
    ['http service/web = 200', answers({ kind: 'unserved', reason: 'no endpoints available for service "web"' }, [exposed(), pulling]), 'ended'],
    ['http service/web = 200', answers({ kind: 'barred', reason: msg('not for you') }), 'unknown', 'not for you'],
    ['http service/web = 200', live, 'asking'],
    ['http service/none = 200', live, 'missing', 'there is no service `none`'],
    ['http service/web = 200', away, 'unknown'],
  ],
  around: [
    ['namespace shop present', elsewhere([shop, { kind: 'object', ending: false, keys: [] }]), 'true', 'the namespace `shop` is there'],
    ['namespace shop present', elsewhere([shop, { kind: 'object', ending: true, keys: [] }]), 'missing', 'the namespace `shop` is being removed'],
    ['namespace shop absent', elsewhere([shop, { kind: 'object', ending: true, keys: [] }]), 'false'],
    ['namespace shop present', elsewhere([shop, { kind: 'none' }]), 'missing', 'there is no namespace `shop`'],
    ['namespace shop absent', elsewhere([shop, { kind: 'none' }]), 'true'],
    ['namespace shop absent', elsewhere([shop, { kind: 'barred', reason: msg('not for you') }]), 'unknown', 'not for you'],
    ['namespace shop absent', elsewhere(), 'asking'],
    ['namespace shop absent', away, 'unknown', 'The cluster does not answer.'],
    ['configmap settings present key app.conf', elsewhere([settings, { kind: 'object', ending: false, keys: ['app.conf'] }]), 'true', 'the ConfigMap `settings` is there; it has the key `app.conf`'],
    ['configmap settings key other', elsewhere([settings, { kind: 'object', ending: false, keys: ['app.conf'] }]), 'missing', '`settings` has no key `other`'],
    ['configmap settings absent', elsewhere([settings, { kind: 'object', ending: false, keys: [] }]), 'false'],
    ['configmap settings present', elsewhere([settings, { kind: 'none' }]), 'missing'],
    ['k8s-node minikube ready schedulable', of(well, followsNodes), 'true', 'the node `minikube` is ready; the node `minikube` takes new pods'],
    ['k8s-node minikube cordoned', of(well, followsNodes), 'missing', 'the node `minikube` takes new pods'],
    ['k8s-node minikube ready', of([clusterNode({ ready: false })], followsNodes), 'false', 'the node `minikube` is not ready'],
    ['k8s-node not-ready', of([clusterNode(), clusterNode({ name: 'm02', ready: false })], followsNodes), 'true', 'the node `m02` is not ready'],
    ['k8s-node other present', of(well, followsNodes), 'missing', 'there is no node `other`'],
    ['k8s-node other absent', of(well, followsNodes), 'true'],
    ['k8s-node ready', of([], followsNodes), 'missing', 'there is no node'],
    ['k8s-node ready', of([]), 'asking'],
    ['k8s-node ready cordoned', elsewhere([{ kind: 'nodes' }, nodes]), 'true', 'the node `kind-control-plane` is ready; the node `kind-control-plane` is cordoned'],
    ['k8s-node ready', elsewhere([{ kind: 'nodes' }, { kind: 'barred', reason: msg('not for you') }]), 'unknown'],
  ],
  event: [
    ['k8s-event reason=FailedScheduling', of(events), 'true', 'FailedScheduling: 0/1 nodes: Insufficient cpu.'],
    ['k8s-event reason=FailedScheduling on deployment/web contains "cpu" >= 2', of(events), 'true'],
    ['k8s-event reason=FailedScheduling on replicaset/web-7d', of(events), 'true'],
    ['k8s-event reason=FailedScheduling on pod/web-7d-a', of(events), 'true'],
    ['k8s-event reason=FailedScheduling on pod/web-7d-b', of(events), 'false', 'there is no warning with the reason FailedScheduling about `pod/web-7d-b`'],
    ['k8s-event reason=FailedScheduling contains "memory"', of(events), 'false', 'there is no warning with the reason FailedScheduling'],
    ['k8s-event reason=FailedScheduling >= 3', of(events), 'false', 'the warning FailedScheduling was seen 2 times'],
    ['k8s-event reason=Failed on pod/web-old', of(events), 'true'],
    ['k8s-event reason=Failed on deployment/web-old', of(events), 'false'],
    ['k8s-event reason=Killing on deployment/web', of(events), 'true'],
    ['k8s-event reason=Sync on deployment/web', of(events), 'false'],
    ['k8s-event reason=Killing on pod/web-7d', of(events), 'false'],
    ['k8s-event reason=Killing on replicaset/web', of(events), 'false'],
    ['k8s-event reason=Failed', of(events, { forbidden: ['Event'] }), 'unknown'],
  ],
};

const testOf = (text: string) => readShortCheck(text).test ?? assert.fail(text);

describe('judging a cluster', () => {
  for (const [group, rows] of Object.entries(table)) it(`${group}: ${rows.length} claims`, () => {
    for (const [claim, around, stands, said] of rows) {
      const verdict = judge(testOf(claim), around);
      const facts = verdict.is === 'unknown' ? [verdict.reason] : verdict.is === 'asking' ? [] : verdict.facts;
      const words = facts.map(english).join('; ');
      assert.equal(verdict.is === 'false' ? verdict.stuck ?? 'false' : verdict.is, stands, `${claim}: ${words}`);
      if (said !== undefined) assert.equal(words, said, claim);
      assert.ok(verdict.is === 'asking' || facts.length > 0, claim);
    }
  });

  it('shows the last lines of a pod that has run and failed, of no other', () => {
    const logsOf = (claim: string, ...things: NonNullable<WorldParts['things']>) => {
      const verdict = judge(testOf(claim), of(things));
      return verdict.is === 'false' ? verdict.logsOf : undefined;
    };
    assert.equal(logsOf('deployment web 2/2', ...starting, crashing, set('9f', 2)), crashing.uid);
    assert.equal(logsOf('pod web-9f-d ready', crashing), crashing.uid);
    assert.equal(logsOf('deployment web 2/2', ...badStart), undefined);
    assert.equal(logsOf('pod web-9f-c ready', { ...pulling, status: 'CreateContainerConfigError' }), undefined);
  });

  it('asks the API server for a page at the first port where none is named', () => {
    const asked = of([exposed({ ports: [{ port: 80, target: 8080, protocol: 'TCP' }, { port: 443, target: 8443, protocol: 'TCP' }] })]);
    judge(testOf('http "service/web/a?b=c"'), asked);
    judge(testOf('http "service/web:https/"'), asked);
    assert.deepEqual(asked.asked, ['page web:80 /a?b=c', 'page web:https /']);
  });

  it('takes names, ports and addresses from it', () => {
    const old = web('z', '7d', { created: now - 1000 });
    const around = of([...well, old, web('y', '7d', { created: now - 2000, status: 'Terminating', ending: true, health: 'working' }), pulling,
      exposed({ uid: 'k8s-service:two', name: 'two', ports: [{ port: 80, target: 80, protocol: 'TCP' }, { port: 443, target: 443, nodePort: 30443, protocol: 'TCP' }], clusterIp: undefined })]);
    const take = (from: Parameters<typeof captureNow>[0]['from'], where = around) => captureNow({ name: 'N', from }, where);
    assert.equal(take({ kind: 'podName', selector: 'app=web' }), old.name);
    assert.equal(take({ kind: 'podName', selector: 'version=v1' }), 'web-7d-b');
    assert.equal(take({ kind: 'podName', selector: 'app=none' }), undefined);
    assert.equal(take({ kind: 'nodePort', service: 'web' }), '31234');
    assert.equal(take({ kind: 'nodePort', service: 'web', port: 80 }), undefined);
    assert.equal(take({ kind: 'nodePort', service: 'two' }), '30443');
    assert.equal(take({ kind: 'clusterIp', service: 'web' }), '10.101.44.7');
    assert.equal(take({ kind: 'clusterIp', service: 'two' }), undefined);
    assert.equal(take({ kind: 'podName', selector: 'app=web' }, away), undefined);
  });

  it('needs the cluster where a claim or a value does, and Docker for neither', () => {
    const asks = (text: string, from?: Parameters<typeof captureNow>[0]['from']) => asksCluster({ test: testOf(text), captures: from ? [{ name: 'N', from }] : [] });
    for (const text of ['pods a=b = 1', 'exit 0; rollout web complete', 'http service/web', 'namespace shop present']) assert.deepEqual([asks(text), asksDocker(testOf(text))], [true, false], text);
    for (const text of ['exit 0', 'container web running', 'http http://localhost/', 'service web 2/2']) assert.equal(asks(text), false, text);
    assert.deepEqual([asks('exit 0', { kind: 'nodePort', service: 'web' }), asks('exit 0', { kind: 'containerId', container: 'a' })], [true, false]);
  });

  it('lets what starts hold for a moment: it may die at once', () => {
    for (const text of ['deployment a 1/1', 'pod a running', 'pods a=b ready = 1', 'rollout a complete', 'replicaset a 1/1']) assert.ok(startsSomething(testOf(text)), text);
    for (const text of ['deployment a 0/0', 'deployment a', 'pod a', 'pods a=b = 1', 'rollout a stuck', 'k8s-service a']) assert.ok(!startsSomething(testOf(text)), text);
  });
});
