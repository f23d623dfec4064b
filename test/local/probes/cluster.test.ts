import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Seen, Want } from '../../../src/core/checks/want';
import { english } from '../../../src/core/message';
import { createClusterTarget, type ClusterSource } from '../../../src/targets/kubernetes';
import { createLooker } from '../../../src/targets/probes';
import { addressFor } from '../../../src/targets/probes/address';
import { clusterHosts } from '../../../src/targets/probes/cluster';
import { createRunner } from '../../../src/targets/process';
import { FakeApi, pods, until } from '../kubernetes/fakeApi';

const pageAt = '/api/v1/namespaces/lab/services/web:8080/proxy/';
const page: Want = { kind: 'servicePage', service: 'web', port: '8080', path: '/' };

describe('looks at a cluster', () => {
  let api: FakeApi;
  let folder: string;
  let source: ClusterSource;
  beforeEach(async () => {
    [api, folder] = [await FakeApi.start(), await mkdtemp(join(tmpdir(), 'ks-'))];
    const file = join(folder, 'config');
    await writeFile(file, JSON.stringify({
      'current-context': 'near', contexts: [{ name: 'near', context: { cluster: 'c', user: 'u', namespace: 'lab' } }], clusters: [{ name: 'c', cluster: { server: api.url } }], users: [{ name: 'u', user: { token: 't' } }],
    }));
    source = createClusterTarget({ runner: createRunner(process.env) }).source({ ...process.env, KUBECONFIG: file });
  });
  afterEach(async () => {
    source.dispose();
    await api.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const look = (want: Want): Promise<Seen> => createLooker({ source: () => undefined, cluster: () => source, daemonHost: () => undefined })(want, { folder: () => Promise.resolve(undefined), allowed: () => false });
  async function live(): Promise<void> {
    source.hold();
    await until(() => source.status.phase === 'live');
  }
  const json = (path: string, body: object, status = 200): void => { api.handlers.set(path, (_request, response) => void response.writeHead(status).end(JSON.stringify(body))); };
  const status = (code: number, message: string) => ({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, message });
  const said = (seen: Seen) => seen.kind === 'barred' ? english(seen.reason) : seen;

  it('asks for a namespace and the keys of a ConfigMap, and keeps no value', async () => {
    await live();
    json('/api/v1/namespaces/shop', { metadata: { name: 'shop', deletionTimestamp: '2026-01-01T00:00:00Z' } });
    json('/api/v1/namespaces/none', status(404, 'not found'), 404);
    json('/api/v1/namespaces/theirs', status(403, 'forbidden'), 403);
    json('/api/v1/namespaces/lab/configmaps/settings', { metadata: { name: 'settings' }, data: { 'b.conf': 'secret' }, binaryData: { a: 'c2VjcmV0' } });
    assert.deepEqual(await look({ kind: 'namespace', name: 'shop' }), { kind: 'object', ending: true, keys: [] });
    assert.deepEqual(await look({ kind: 'namespace', name: 'none' }), { kind: 'none' });
    assert.equal(said(await look({ kind: 'namespace', name: 'theirs' })), 'you are not allowed to see `theirs` in the cluster');
    assert.deepEqual(await look({ kind: 'configmap', name: 'settings' }), { kind: 'object', ending: false, keys: ['a', 'b.conf'] });
    json('/api/v1/namespaces/shop', status(500, 'etcd'), 500);
    await assert.rejects(look({ kind: 'namespace', name: 'shop' }), 'no answer is none');
  });

  it('asks for nodes where they are not followed', async () => {
    await live();
    json('/api/v1/nodes', { items: [{ metadata: { name: 'a' }, spec: { unschedulable: true }, status: { conditions: [{ type: 'Ready', status: 'True' }] } }, { metadata: { name: 'b' }, status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }] });
    assert.deepEqual(await look({ kind: 'nodes' }), { kind: 'nodes', nodes: [{ name: 'a', ready: true, schedulable: false }, { name: 'b', ready: false, schedulable: true }] });
  });

  it('tells what a page says from what the API server says of it', async () => {
    await live();
    json(pageAt, { error: 'mine' }, 404);
    assert.deepEqual(await look(page), { kind: 'http', status: 404, body: '{"error":"mine"}', cut: false });
    json(pageAt, status(503, 'no endpoints available for service "web"'), 503);
    assert.deepEqual(await look(page), { kind: 'unserved', reason: 'no endpoints available for service "web"' });
    json(pageAt, status(403, 'no'), 403);
    assert.equal(said(await look(page)), 'you are not allowed to ask services through the API server');
  });

  it('reads no more of a page than it keeps', async () => {
    await live();
    let ended = false;
    api.handlers.set(pageAt, (_request, response) => {
      response.on('close', () => { ended = true; });
      response.write('x'.repeat(300 * 1024));
    });
    const seen = await look(page);
    assert.ok(seen.kind === 'http' && seen.cut && seen.body.length === 256 * 1024);
    await until(() => ended);
  });

  it('asks for the last lines of a pod by its name', async () => {
    api.put(pods, 'web-1');
    await live();
    api.handlers.set(`${pods}/web-1/log`, (_request, response, url) => void response.end(`asked for ${url.searchParams.get('tailLines')}\n\x1b[31mpassword=hunter2hunter2\x1b[0m\n\n`));
    const seen = await look({ kind: 'logs', container: 'pod:uid-web-1' });
    assert.ok(seen.kind === 'logs');
    assert.equal(seen.lines[0], 'asked for 8');
    assert.doesNotMatch(seen.lines.join(), /hunter2|\x1b/);
    assert.equal(seen.lines.length, 2);
    await assert.rejects(look({ kind: 'logs', container: 'pod:uid-gone' }));
  });

  it('contacts nothing by itself', async () => {
    await assert.rejects(look({ kind: 'namespace', name: 'shop' }));
    await assert.rejects(look(page));
    assert.equal(api.requests.length, 0);
  });

  it('asks the machines of the student’s own cluster without a word, and no others', async () => {
    const far = { ...source, context: { ...source.context!, local: false }, resources: new Map() } as unknown as ClusterSource;
    const own = { ...far, context: { ...source.context!, local: true, server: 'https://[fd00::2]:8443' }, resources: new Map([['n', { kind: 'k8s-node', address: '192.168.49.2' }]]) } as unknown as ClusterSource;
    assert.deepEqual([clusterHosts(undefined), clusterHosts(far), clusterHosts(own)], [[], [], ['fd00::2', '192.168.49.2']]);
    const policy = { clusterHosts: clusterHosts(own), allowed: () => false, resolve: () => Promise.reject(new Error('no name is looked up')) };
    assert.deepEqual(await addressFor('192.168.49.2', policy), { ips: ['192.168.49.2'] });
    assert.ok('barred' in await addressFor('192.168.49.3', policy));
    assert.ok('barred' in await addressFor('169.254.169.254', { ...policy, clusterHosts: ['169.254.169.254'] }));
  });
});
