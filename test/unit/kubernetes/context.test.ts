import assert from 'node:assert/strict';
import { resolveContext, type ResolvedContext, type Wanted } from '../../../src/targets/kubernetes/context';

const home = '/home/ada';
const usual = `${home}/.kube/config`;

interface Parts { readonly contexts?: object; readonly clusters?: object; readonly users?: object; readonly current?: string }

/** A kubeconfig with entries by name. */
function config({ contexts = {}, clusters = {}, users = {}, current }: Parts): string {
  const list = (of: object, key: string) => Object.entries(of).map(([name, value]) => ({ name, [key]: value }));
  return JSON.stringify({
    apiVersion: 'v1', kind: 'Config', ...(current === undefined ? {} : { 'current-context': current }),
    contexts: list(contexts, 'context'), clusters: list(clusters, 'cluster'), users: list(users, 'user'),
  });
}

function resolve(files: Record<string, string>, env: Record<string, string> = {}, wanted?: Wanted, platform: NodeJS.Platform = 'linux'): ResolvedContext {
  return resolveContext({ env, home, platform, readFile: path => files[path] }, wanted);
}

const near = { contexts: { near: { cluster: 'c', user: 'u', namespace: 'mine' } }, clusters: { c: { server: 'https://127.0.0.1:6443' } }, users: { u: { token: 't' } } };

describe('context of kubectl', () => {
  it('is the current one of the file in the home folder', () => {
    const { context, files } = resolve({ [usual]: config({ ...near, current: 'near' }) });
    assert.deepEqual(context, { name: 'near', cluster: 'c', server: 'https://127.0.0.1:6443', namespace: 'mine', user: 'u', local: true });
    assert.deepEqual(files, [usual]);
  });

  it('comes from the list in KUBECONFIG alone, where one is set', () => {
    const files = { [usual]: config({ ...near, current: 'near' }), '/b': config({ contexts: { far: { cluster: 'c' } }, clusters: { c: { server: 'https://far' } }, current: 'far' }) };
    assert.equal(resolve(files, { KUBECONFIG: '/missing::/b:/b' }).context?.name, 'far');
    assert.deepEqual(resolve(files, { KUBECONFIG: '/missing::/b:/b' }).files, ['/missing', '/b']);
    assert.equal(resolve(files, { KUBECONFIG: '' }).context?.name, 'near');
    assert.deepEqual(resolve({}, { KUBECONFIG: 'C:\\a;C:\\b' }, {}, 'win32').files, ['C:\\a', 'C:\\b']);
  });

  it('is what the first file says, piece by piece', () => {
    const first = config({ contexts: { a: { cluster: 'c', user: 'u' } }, clusters: { c: { server: 'https://first' } }, current: 'a' });
    const second = config({ contexts: { a: { cluster: 'other' } }, clusters: { c: { server: 'https://second' }, d: { server: 'https://d' } }, users: { u: { token: 't' } }, current: 'b' });
    const { context, config: alone } = resolve({ '/1': first, '/2': second }, { KUBECONFIG: '/1:/2' });
    assert.equal(context?.server, 'https://first');
    assert.deepEqual(alone?.['users'], [{ name: 'u', user: { token: 't' } }]);
    assert.equal(resolve({ '/1': config({}), '/2': second }, { KUBECONFIG: '/1:/2' }).problem?.context, 'b', 'a file without a current context leaves it to the next');
  });

  it('is handed on alone: nothing of another context is in it', () => {
    const { config: alone } = resolve({ [usual]: config({ contexts: { near: { cluster: 'c', user: 'u' }, far: { cluster: 'd', user: 'v' } }, clusters: { c: { server: 'https://c' }, d: { server: 'https://d' } }, users: { u: {}, v: { token: 'secret' } }, current: 'near' }) });
    assert.doesNotMatch(JSON.stringify(alone), /secret|https:\/\/d/);
  });

  it('has paths from where its file is', () => {
    const parts = { contexts: { a: { cluster: 'c', user: 'u' } }, clusters: { c: { server: 'https://c', 'certificate-authority': 'ca.crt' } }, current: 'a' };
    const user = (of: object) => resolve({ '/etc/k/config': config({ ...parts, users: { u: of } }) }, { KUBECONFIG: '/etc/k/config' }).config;
    const found = user({ 'client-certificate': 'sub/a.crt', 'client-key': '/abs.key', tokenFile: '../t', exec: { command: './plug', args: ['x'] } });
    assert.deepEqual(found?.['clusters'], [{ name: 'c', cluster: { server: 'https://c', 'certificate-authority': '/etc/k/ca.crt' } }]);
    assert.deepEqual(found?.['users'], [{ name: 'u', user: { 'client-certificate': '/etc/k/sub/a.crt', 'client-key': '/abs.key', tokenFile: '/etc/t', exec: { command: '/etc/k/plug', args: ['x'] } } }]);
    assert.deepEqual(user({ exec: { command: 'aws' } })?.['users'], [{ name: 'u', user: { exec: { command: 'aws' } } }], 'looked for on PATH');
  });

  it('may be another than the current one, and another namespace', () => {
    const two = config({ contexts: { a: { cluster: 'c' }, b: { cluster: 'c', namespace: 'x' } }, clusters: { c: { server: 'https://c' } }, current: 'a' });
    assert.deepEqual([resolve({ [usual]: two }).context?.namespace, resolve({ [usual]: two }, {}, { context: 'b' }).context?.namespace], ['default', 'x']);
    const lab = resolve({ [usual]: two }, {}, { context: 'b', namespace: 'lab' }).context;
    assert.deepEqual([lab?.namespace, lab?.commandNamespace], ['lab', 'x'], 'a command without -n still goes elsewhere');
    assert.equal(resolve({ [usual]: two }, {}, { context: 'b', namespace: 'x' }).context?.commandNamespace, undefined);
    assert.deepEqual(resolve({ [usual]: two }, {}, { context: 'gone' }).problem, { code: 'contextMissing', context: 'gone' });
    assert.deepEqual(resolve({ [usual]: two }).choices, ['a', 'b']);
  });

  it('is a minikube by its mark, whatever its name', () => {
    const mark = [{ name: 'cluster_info', extension: { provider: 'minikube.sigs.k8s.io', version: 'v1.37.0' } }];
    const of = (name: string, cluster: object, context: object = {}) => resolve({ [usual]: config({ contexts: { [name]: { cluster: 'p2', user: '', ...context } }, clusters: { p2: { server: 'https://192.168.49.2:8443', ...cluster } }, current: name }) }).context;
    assert.deepEqual([of('class', { extensions: mark })?.minikube, of('class', { extensions: mark })?.local], ['p2', true]);
    assert.equal(of('class', {}, { extensions: mark })?.minikube, 'p2');
    assert.deepEqual([of('minikube', {})?.minikube, of('minikube', {})?.local], [undefined, false]);
    assert.equal(of('other', { extensions: [{ name: 'x', extension: { provider: 'else' } }, null] })?.minikube, undefined);
  });

  it('is known as one that was copied for a lab', () => {
    const mark = [{ name: 'labbook', extension: { provider: 'labbook', files: ['/home/ada/.kube/config', 7] } }];
    assert.deepEqual(resolve({ [usual]: config({ ...near, contexts: { near: { cluster: 'c', user: 'u', extensions: mark } }, current: 'near' }) }).context?.copyOf, [usual]);
    assert.equal(resolve({ [usual]: config({ ...near, current: 'near' }) }).context?.copyOf, undefined);
  });

  it('is local on a loopback address, and nowhere else', () => {
    const local = (server: string) => resolve({ [usual]: config({ contexts: { a: { cluster: 'c' } }, clusters: { c: { server } }, current: 'a' }) }).context?.local;
    for (const server of ['https://127.0.0.1:6443', 'https://0.0.0.0:40000', 'https://localhost', 'https://[::1]:6443', 'https://kubernetes.docker.internal:6443']) assert.equal(local(server), true, server);
    for (const server of ['https://10.0.0.1', 'https://localhost.example.org', 'https://127.example.org', 'https://1.2.3.4']) assert.equal(local(server), false, server);
  });

  it('says why there is none', () => {
    const problem = (text: string | undefined) => resolve(text === undefined ? {} : { [usual]: text }).problem;
    assert.deepEqual(problem(undefined), { code: 'noConfig' });
    assert.deepEqual(problem(''), { code: 'noConfig' });
    assert.deepEqual(problem(config({ ...near, current: '' })), { code: 'noConfig' });
    assert.deepEqual(problem(config({ ...near, current: 'gone' })), { code: 'contextMissing', context: 'gone' });
    assert.deepEqual(problem(config({ contexts: { a: { cluster: 'no' } }, current: 'a' })), { code: 'contextBroken', context: 'a' });
    assert.deepEqual(problem(config({ contexts: { a: { cluster: 'c', user: 'no' } }, clusters: { c: { server: 'https://c' } }, current: 'a' })), { code: 'contextBroken', context: 'a' });
    assert.deepEqual(problem(config({ contexts: { a: { cluster: 'c' } }, clusters: { c: { server: 'no address' } }, current: 'a' })), { code: 'contextBroken', context: 'a' });
    assert.equal(problem('contexts: [')?.code, 'fileBroken');
    assert.equal(problem('contexts: [')?.context, usual);
    assert.equal(resolveContext({ env: {}, home, platform: 'linux', readFile: () => { throw new Error('EACCES: no'); } }).problem?.detail, 'EACCES: no');
  });

  it('reads YAML as people write it', () => {
    const text = 'contexts:\n- name: a\n  context: {cluster: c, user: ""}\nclusters:\n- cluster:\n    server: https://localhost:1\n  name: c\nusers: null\ncurrent-context: "a"\n';
    assert.equal(resolve({ [usual]: text }).context?.server, 'https://localhost:1');
  });
});
