import assert from 'node:assert/strict';
import checkSchemaFile from '../../../notes/schema/check.schema.json';
import { isNegative } from '../../../src/core/checkNegative';
import { readShortCheck } from '../../../src/core/checkShort';
import { podStates, readServiceAddress } from '../../../src/core/clusterCheck';
import { fitsSelector, readSelector } from '../../../src/core/labelSelector';
import { english } from '../../../src/core/message';
import { parseSection } from '../../../src/core/markdown';

const parse = (body: string) => parseSection(`\`\`\`sh {name=b}\ntrue\n\`\`\`\n\n\`\`\`yaml {check=c}\n${body}\n\`\`\`\n`, 'a.md');
const testOf = (body: string) => parse(`claim: x\n${body}`).checks[0]?.test;
const codes = (body: string) => parse(`claim: x\n${body}`).diagnostics.map(({ code, span }) => `${code} ${span.start.line - 5}:${span.start.character}`);
const short = (text: string) => readShortCheck(text).test;
const problem = (text: string) => {
  const found = readShortCheck(text).problem;
  return found && [text.slice(found.start, found.end), english(found.message), english(found.remedy)];
};

describe('checks of a cluster', () => {
  it('have every kind of assertion', () => {
    assert.deepEqual(testOf('deployment: { name: web, state: present, ready: 1, desired: 2, image: "*:v2", labels: "app=web" }'), { kind: 'deployment', name: 'web', state: 'present', ready: 1, desired: 2, image: '*:v2', labels: 'app=web' });
    assert.deepEqual(testOf('replicaset: { deployment: web, revision: 1, ready: 0, desired: 0, image: i }'), { kind: 'replicaset', deployment: 'web', revision: 1, ready: 0, desired: 0, image: 'i' });
    assert.deepEqual(testOf('pod: { name: "${POD_NAME}", state: ready, image: i, labels: app, node: minikube }'), { kind: 'pod', name: '${POD_NAME}', in: ['ready'], image: 'i', labels: 'app', node: 'minikube' });
    assert.deepEqual(testOf('pod: { name: a, state: absent }\nran: { block: b }'), { kind: 'all', tests: [{ kind: 'pod', name: 'a', state: 'absent' }, { kind: 'ran', block: 'b' }] });
    assert.deepEqual(testOf('pods: { selector: "app=web,version!=v1", states: [ImagePullBackOff, ErrImagePull], at-least: 1 }'), { kind: 'pods', selector: 'app=web,version!=v1', in: ['ImagePullBackOff', 'ErrImagePull'], atLeast: 1 });
    assert.deepEqual(testOf('pods: { state: running, count: 2 }'), { kind: 'pods', in: ['running'], count: 2 });
    assert.deepEqual(testOf('k8s-service: { name: web, type: NodePort, port: 8080, node-port: 30080 }'), { kind: 'k8s-service', name: 'web', type: 'NodePort', port: 8080, nodePort: 30080 });
    assert.deepEqual(testOf('endpoints: { name: web, ready: 2 }'), { kind: 'endpoints', name: 'web', ready: 2 });
    assert.deepEqual(testOf('endpoints: { name: web, ready-at-least: 1 }'), { kind: 'endpoints', name: 'web', readyAtLeast: 1 });
    assert.deepEqual(testOf('k8s-node: { name: minikube, state: ready, schedulable: false }'), { kind: 'k8s-node', name: 'minikube', state: 'ready', schedulable: false });
    assert.deepEqual(testOf('namespace: { name: shop }'), { kind: 'namespace', name: 'shop' });
    assert.deepEqual(testOf('configmap: { name: web, keys: [a, b.conf] }'), { kind: 'configmap', name: 'web', keys: ['a', 'b.conf'] });
    assert.deepEqual(testOf('k8s-event: { reason: FailedScheduling, on: deployment/web, has: cpu, at-least: 2 }'), { kind: 'k8s-event', reason: 'FailedScheduling', on: 'deployment/web', has: 'cpu', atLeast: 2 });
    assert.deepEqual(testOf('rollout: { name: web, revision: 2 }'), { kind: 'rollout', name: 'web', state: 'complete', revision: 2 });
    assert.deepEqual(testOf('rollout: { name: web, state: stuck, revision-at-least: 2 }'), { kind: 'rollout', name: 'web', state: 'stuck', revisionAtLeast: 2 });
    assert.deepEqual(testOf('http: { url: "service/web:8080/a?b=c", status: 200, has: v=1 }'), { kind: 'http', url: 'service/web:8080/a?b=c', status: 200, has: 'v=1' });
  });

  it('have the same in short form', () => {
    assert.deepEqual(short('deployment kubernetes-bootcamp 2/2 image *:v2 label app=kubernetes-bootcamp'), { kind: 'deployment', name: 'kubernetes-bootcamp', ready: 2, desired: 2, image: '*:v2', labels: 'app=kubernetes-bootcamp' });
    assert.deepEqual(short('deployment web absent'), { kind: 'deployment', name: 'web', state: 'absent' });
    assert.deepEqual(short('replicaset of web revision = 1 0/0 image i'), { kind: 'replicaset', deployment: 'web', revision: 1, ready: 0, desired: 0, image: 'i' });
    assert.deepEqual(short('replicaset web-5d4 present'), { kind: 'replicaset', name: 'web-5d4', state: 'present' });
    assert.deepEqual(short('pod ${POD_NAME} running'), { kind: 'pod', name: '${POD_NAME}', in: ['running'] });
    assert.deepEqual(short('pod a absent; pod b'), { kind: 'all', tests: [{ kind: 'pod', name: 'a', state: 'absent' }, { kind: 'pod', name: 'b' }] });
    assert.deepEqual(short('pod a CrashLoopBackOff or Error image i label a=b,!c node n'), { kind: 'pod', name: 'a', in: ['CrashLoopBackOff', 'Error'], image: 'i', labels: 'a=b,!c', node: 'n' });
    assert.deepEqual(short('pods version=v1 = 1'), { kind: 'pods', selector: 'version=v1', count: 1 });
    assert.deepEqual(short('pods app=web,version!=v1 ImagePullBackOff or ErrImagePull >= 1'), { kind: 'pods', selector: 'app=web,version!=v1', in: ['ImagePullBackOff', 'ErrImagePull'], atLeast: 1 });
    assert.deepEqual(short('pods "version in (v1, v2)" ready = 2; pods running >= 3; pods = 0'), {
      kind: 'all', tests: [{ kind: 'pods', selector: 'version in (v1, v2)', in: ['ready'], count: 2 }, { kind: 'pods', in: ['running'], atLeast: 3 }, { kind: 'pods', count: 0 }],
    });
    assert.deepEqual(short('k8s-service web type NodePort port 8080 node-port 30080'), { kind: 'k8s-service', name: 'web', type: 'NodePort', port: 8080, nodePort: 30080 });
    assert.deepEqual(short('endpoints web ready = 2; endpoints web ready >= 1'), { kind: 'all', tests: [{ kind: 'endpoints', name: 'web', ready: 2 }, { kind: 'endpoints', name: 'web', readyAtLeast: 1 }] });
    assert.deepEqual(short('k8s-node minikube ready cordoned; k8s-node not-ready'), { kind: 'all', tests: [{ kind: 'k8s-node', name: 'minikube', state: 'ready', schedulable: false }, { kind: 'k8s-node', state: 'not-ready' }] });
    assert.deepEqual(short('namespace shop present; configmap web key a key b'), { kind: 'all', tests: [{ kind: 'namespace', name: 'shop', state: 'present' }, { kind: 'configmap', name: 'web', keys: ['a', 'b'] }] });
    assert.deepEqual(short('k8s-event reason=Failed on pod/web-1 contains "not found" >= 2'), { kind: 'k8s-event', reason: 'Failed', on: 'pod/web-1', has: 'not found', atLeast: 2 });
    assert.deepEqual(short('rollout web complete revision = 2; rollout web paused revision >= 1'), { kind: 'all', tests: [{ kind: 'rollout', name: 'web', state: 'complete', revision: 2 }, { kind: 'rollout', name: 'web', state: 'paused', revisionAtLeast: 1 }] });
    assert.deepEqual(short('http service/web:http/a = 200 contains "v=1"'), { kind: 'http', url: 'service/web:http/a', status: 200, has: 'v=1' });
  });

  it('tell what is wrong, where, and what helps', () => {
    assert.deepEqual(codes('deployment: { name: Web }'), ['check.badValue 1:20']);
    assert.deepEqual(codes('deployment: { ready: 2 }'), ['check.missingKey 1:12']);
    assert.deepEqual(codes('pods: { selector: app=web }'), ['check.empty 1:6']);
    assert.deepEqual(codes('pods: { selector: "app=web=x", count: 1 }'), ['check.selector 1:18']);
    assert.deepEqual(codes('pod: { name: a, labels: "=", state: runing }'), ['check.notOneOf 1:36', 'check.selector 1:24']);
    assert.deepEqual(codes('replicaset: { ready: 1 }'), ['check.empty 1:12']);
    assert.deepEqual(codes('replicaset: { name: a, deployment: b }'), ['check.empty 1:12']);
    assert.deepEqual(codes('endpoints: { name: web }'), ['check.empty 1:11']);
    assert.deepEqual(codes('k8s-node: {}'), ['check.empty 1:10']);
    assert.deepEqual(codes('k8s-event: { reason: Failed, on: web }'), ['check.badValue 1:33']);
    assert.deepEqual(codes('http: { url: "service/Web:8080/" }'), ['check.badValue 1:13']);
    assert.deepEqual(problem('deploymnt web 2/2'), ['deploymnt', 'No assertion begins with this: deploymnt', 'Did you mean "deployment"?']);
    assert.deepEqual(problem('deployment deployment/web 2/2'), ['deployment/web', 'This is no name of a thing in a cluster: deployment/web', 'Write it as kubectl shows it: small letters, digits, - and dots, without the kind before it.']);
    assert.deepEqual(problem('deployment web 2 of 2')?.slice(0, 2), ['2', 'This is not understood here: 2']);
    assert.deepEqual(problem('pods app=web ImagePullBackoff = 1'), ['ImagePullBackoff', 'No pod has this state: ImagePullBackoff', 'Did you mean "ImagePullBackOff"?']);
    assert.deepEqual(problem('pods app=web'), ['', 'A number is missing.', 'Write = and a number, or >= and a number.']);
    assert.deepEqual(problem('pods app==web==x = 1')?.slice(0, 2), ['app==web==x', 'This is no label selector: app==web==x']);
    assert.deepEqual(problem('k8s-service web type Nodeport')?.slice(0, 2), ['Nodeport', 'A state is missing here.']);
    assert.deepEqual(problem('endpoints web = 2')?.slice(0, 2), ['=', 'How many are ready is missing.']);
    assert.deepEqual(problem('k8s-node minikube up')?.slice(0, 2), ['up', 'A state is missing here.']);
    assert.deepEqual(problem('k8s-event on pod/a')?.slice(0, 2), ['on', 'The reason of the event is missing.']);
    assert.deepEqual(problem('k8s-event reason=Failed on web')?.slice(0, 2), ['web', 'This names nothing in a cluster: web']);
    assert.deepEqual(problem('rollout web done')?.slice(0, 2), ['done', 'A state is missing here.']);
    assert.deepEqual(problem('http services/web')?.slice(0, 2), ['services/web', 'This is no address: services/web']);
  });

  it('must wait for something where they are true before anything was done', () => {
    const negative = ['deployment a absent', 'replicaset of a absent', 'pod a absent', 'pods a=b = 0', 'pods a=b >= 0', 'k8s-service a absent', 'endpoints a ready = 0', 'namespace a absent', 'configmap a absent', 'k8s-node a absent'];
    const positive = ['deployment a 0/0', 'pod a failing', 'pods a=b = 1', 'pods a=b >= 1', 'k8s-service a', 'endpoints a ready = 1', 'namespace a present', 'configmap a', 'k8s-node ready', 'k8s-event reason=Failed', 'rollout a complete'];
    const is = (text: string) => isNegative(short(text) ?? assert.fail(text));
    assert.deepEqual([negative.filter(text => !is(text)), positive.filter(is)], [[], []]);
  });

  it('keep values', () => {
    const captures = (body: string) => parse(`claim: x\nexit: { code: 0 }\ncapture:\n  A: { ${body} }`).checks[0]?.captures.map(({ from }) => from);
    assert.deepEqual(['pod: app=web', 'k8s-service: web, node-port: true', 'k8s-service: web, node-port: true, port: 80', 'k8s-service: web, cluster-ip: true'].map(captures), [
      [{ kind: 'podName', selector: 'app=web' }], [{ kind: 'nodePort', service: 'web' }], [{ kind: 'nodePort', service: 'web', port: 80 }], [{ kind: 'clusterIp', service: 'web' }],
    ]);
    for (const wrong of ['pod: "a=b=c"', 'pod: app, id: true', 'k8s-service: web', 'k8s-service: web, node-port: false', 'k8s-service: web, node-port: true, cluster-ip: true', 'k8s-service: web, container: a, port: 80', 'output: a, pod: app']) assert.equal(captures(wrong), undefined, wrong);
  });

  it('know the states that the schema knows', () => {
    const { pod, pods, podStates: several } = checkSchemaFile.$defs;
    assert.deepEqual(pods.properties.state.enum, podStates);
    assert.deepEqual(several.items.enum, podStates);
    assert.deepEqual(pod.properties.state.enum, ['present', 'absent', ...podStates]);
  });
});

describe('label selectors', () => {
  const labels = { app: 'web', 'app.kubernetes.io/name': 'shop', version: 'v1', empty: '' };
  it('fit as those of kubectl', () => {
    const fits = (text: string) => fitsSelector(labels, readSelector(text) ?? assert.fail(text));
    for (const text of ['app=web', 'app==web', 'app=web,version=v1', 'version!=v2', 'none!=v1', 'app', '!none', 'empty=', 'version in (v1, v2)', 'version in (v1,v2),app', 'none notin (a)', 'app.kubernetes.io/name=shop', ' app = web ']) assert.ok(fits(text), text);
    for (const text of ['app=shop', 'app=web,version=v2', 'version!=v1', 'none', '!app', 'none=', 'version notin (v1)', 'none in (a)', 'toString', 'constructor=']) assert.ok(!fits(text), text);
  });

  it('are told from what is none', () => {
    for (const text of ['', 'app=web=x', 'app=', '=web', 'a b', 'a/b/c=d', 'app>1', 'app=web,', 'version in v1', 'a=b;c', '-a=b', 'a=-b']) assert.equal(readSelector(text) === undefined, text !== 'app=', text);
    assert.deepEqual(readSelector('version=${VERSION}'), [{ key: 'version', is: 'in', values: ['${VERSION}'] }]);
  });
});

describe('an address of a service', () => {
  it('has a port and a path, or leaves them out', () => {
    assert.deepEqual(['service/web', 'service/web:8080', 'service/web:http/', 'service/web/a/b?c=d', 'service/${S}:${P}/x'].map(readServiceAddress), [
      { service: 'web', path: '/' }, { service: 'web', port: '8080', path: '/' }, { service: 'web', port: 'http', path: '/' }, { service: 'web', path: '/a/b?c=d' }, { service: '${S}', port: '${P}', path: '/x' },
    ]);
    for (const wrong of ['service/', 'service/Web', 'service/web:8080:1', 'services/web', 'service/web/a b', 'service/../x']) assert.equal(readServiceAddress(wrong), undefined, wrong);
  });
});
