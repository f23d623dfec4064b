import assert from 'node:assert/strict';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { english } from '../../../src/core/message';
import { systemClock, type Clock } from '../../../src/targets/docker/clock';
import { createClusterTarget, type ClusterSource } from '../../../src/targets/kubernetes';
import { createRunner } from '../../../src/targets/process';
import { FakeClock } from '../../unit/docker/fakes';
import { FakeApi, pause, pods, until } from './fakeApi';

const services = '/api/v1/namespaces/lab/services';
const kinds = 6;

describe('live state of a cluster', () => {
  let api: FakeApi;
  let other: FakeApi;
  let folder: string;
  const sources: ClusterSource[] = [];
  beforeEach(async () => {
    [api, other, folder] = [await FakeApi.start(), await FakeApi.start(), await mkdtemp(join(tmpdir(), 'ks-'))];
  });
  afterEach(async () => {
    for (const source of sources.splice(0)) source.dispose();
    await Promise.all([api.stop(), other.stop()]);
    await rm(folder, { recursive: true, force: true });
  });

  async function write(user: object = { token: 't' }, server = api.url): Promise<Record<string, string>> {
    const file = join(folder, 'config');
    await writeFile(file, JSON.stringify({
      'current-context': 'near',
      contexts: [{ name: 'near', context: { cluster: 'c', user: 'u', namespace: 'lab' } }, { name: 'far', context: { cluster: 'd', user: 'u' } }],
      clusters: [{ name: 'c', cluster: { server } }, { name: 'd', cluster: { server: other.url } }],
      users: [{ name: 'u', user }],
    }));
    return { ...process.env as Record<string, string>, KUBECONFIG: file };
  }

  function sourceOf(env: Record<string, string>, clock: Clock = systemClock): ClusterSource {
    const source = createClusterTarget({ runner: createRunner(process.env), clock }).source(env);
    sources.push(source);
    return source;
  }
  const isLive = (source: ClusterSource) => source.status.phase === 'live';
  const names = (source: ClusterSource) => [...source.objects.values()].map(({ name }) => name).sort().join();

  it('contacts nothing until somebody looks, nothing after, and no other cluster ever', async () => {
    api.put(pods, 'p');
    const source = sourceOf(await write());
    await pause(50);
    assert.deepEqual([source.status.phase, api.requests.length], ['idle', 0]);
    const hold = source.hold();
    await until(() => isLive(source) && api.watches.size === kinds);
    assert.equal(names(source), 'p');
    assert.equal(new Set(api.tokens).size, 1);
    assert.equal(api.tokens[0], 'Bearer t');
    hold.dispose();
    await until(() => api.sockets.size === 0);
    const { length } = api.requests;
    api.put(pods, 'unseen');
    await pause(1500);
    assert.deepEqual([source.status.phase, api.requests.length, names(source), other.requests], ['idle', length, 'p', []]);
    source.hold();
    await until(() => names(source) === 'p,unseen');
  });

  it('is one connection for all who look at the same place, until the last has gone', async () => {
    const env = await write();
    const target = createClusterTarget({ runner: createRunner(process.env) });
    const [one, two, elsewhere] = [target.source(env), target.source(env, { context: 'near' }), target.source(env, { namespace: 'other' })];
    sources.push(one, two, elsewhere);
    let heard = 0;
    one.onChange(() => heard++);
    one.hold();
    two.hold();
    await until(() => isLive(one) && api.watches.size === kinds);
    assert.equal(two.status, one.status);
    assert.equal(elsewhere.status.phase, 'idle');
    one.dispose();
    api.add(pods, 'p');
    await until(() => names(two) === 'p');
    assert.deepEqual([heard, api.watches.size], [0, kinds]);
    two.dispose();
    await until(() => api.sockets.size === 0);
  });

  it('goes on with the other kinds where one is forbidden', async () => {
    api.refuse(services, 403);
    api.put(pods, 'p');
    const source = sourceOf(await write());
    source.hold();
    await until(() => isLive(source) && api.watches.size === kinds - 1);
    assert.equal(source.kinds.get('Service')?.state.kind, 'forbidden');
    assert.deepEqual([...source.unknown], ['k8s-service']);
    assert.equal(source.kinds.get('Pod')?.state.kind, 'live');
    assert.equal(names(source), 'p');
  });

  it('keeps its rows while the API server is away, says so, and is live within two seconds of its return', async () => {
    api.put(pods, 'p');
    const source = sourceOf(await write());
    source.hold();
    await until(() => isLive(source));
    await api.stop();
    await until(() => source.status.phase === 'stale');
    assert.equal(source.status.cause?.code, 'notRunning');
    assert.equal(english(source.status.cause?.message ?? assert.fail()), 'Cluster c does not answer.');
    assert.equal(names(source), 'p');
    assert.ok(Date.now() - (source.status.lastGood ?? 0) < 2000);
    await pause(2500);
    api.put(pods, 'q');
    await api.listen();
    const back = Date.now();
    await until(() => isLive(source) && names(source) === 'p,q');
    assert.ok(Date.now() - back < 2000);
    assert.equal(source.status.cause, undefined);
  });

  it('asks a server that is starting for its health alone', async () => {
    api.refuse('/readyz', 500);
    const source = sourceOf(await write());
    source.hold();
    await until(() => source.status.phase === 'down');
    assert.equal(source.status.cause?.code, 'slow');
    await pause(600);
    assert.ok(api.requests.every(path => path === '/readyz'), api.requests.join());
    api.handlers.clear();
    await until(() => isLive(source));
  });

  it('connects where its health may not be asked', async () => {
    api.refuse('/readyz', 403);
    const source = sourceOf(await write());
    source.hold();
    await until(() => isLive(source));
  });

  it('asks a plug-in once more where its token is refused, and then waits for the student', async () => {
    const plug = join(folder, 'plug');
    await writeFile(plug, `#!/bin/sh\necho x >>"${folder}/runs"\necho '{"kind":"ExecCredential","status":{"token":"t'$(wc -l <"${folder}/runs")'"}}'\n`);
    await chmod(plug, 0o755);
    const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).length / 2;
    api.handlers.set('/readyz', (request, response) => void response.writeHead(request.headers.authorization === 'Bearer t2' ? 200 : 401).end());
    const source = sourceOf(await write({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './plug' } }));
    source.hold();
    await until(() => isLive(source));
    assert.equal(await runs(), 2);
    api.refuse('/readyz', 401);
    api.refuse(`watch ${pods}`, 401);
    api.reset();
    await until(() => source.status.cause?.code === 'authExpired');
    const asked = api.requests.length;
    await pause(1500);
    assert.deepEqual([await runs(), api.requests.length, source.status.retryAt], [3, asked, undefined]);
    api.handlers.clear();
    source.wake();
    await until(() => isLive(source));
  });

  it('looks again and again with one log-in, and with another one when that is refused', async () => {
    const plug = join(folder, 'plug');
    await writeFile(plug, `#!/bin/sh\necho x >>"${folder}/runs"\necho '{"kind":"ExecCredential","status":{"token":"t'$(wc -l <"${folder}/runs")'"}}'\n`);
    await chmod(plug, 0o755);
    const runs = async () => (await readFile(join(folder, 'runs'), 'utf8')).length / 2;
    const env = await write({ exec: { apiVersion: 'client.authentication.k8s.io/v1', command: './plug' } });
    const target = createClusterTarget({ runner: createRunner(process.env) });
    api.put(pods, 'p');
    for (let n = 0; n < 3; n++) assert.equal((await target.look(env)).resources.size, 1);
    assert.equal(await runs(), 1);
    api.handlers.set('/readyz', (request, response) => void response.writeHead(request.headers.authorization === 'Bearer t2' ? 200 : 401).end());
    await target.look(env);
    assert.equal(await runs(), 2);
    await until(() => api.sockets.size === 0);
    target.dispose();
  });

  it('says what is wrong with the files, contacts nobody, and looks at them again when it is woken', async () => {
    const env = await write();
    await writeFile(join(folder, 'config'), '{"current-context":"gone","contexts":[{"name":"x"}]}');
    const source = sourceOf(env);
    source.hold();
    assert.equal(source.status.phase, 'down');
    assert.equal(english(source.status.cause?.message ?? assert.fail()), `Context gone not found in ${env['KUBECONFIG']}.`);
    await write();
    source.wake();
    await until(() => isLive(source));
    assert.equal(other.requests.length, 0);
  });

  it('stays with its place when another context is chosen, with the token that its file has now', async () => {
    const env = await write();
    const source = sourceOf(env);
    source.hold();
    await until(() => isLive(source));
    const text = await readFile(join(folder, 'config'), 'utf8');
    await writeFile(join(folder, 'config'), text.replace('"current-context":"near"', '"current-context":"far"').replace('"token":"t"', '"token":"new"'));
    await api.stop();
    await until(() => source.status.phase === 'stale');
    await api.listen();
    await until(() => isLive(source));
    assert.deepEqual([source.context?.name, other.requests.length, api.tokens.at(-1)], ['near', 0, 'Bearer new']);
  });

  it('hands a change on at once, and a burst of them in few pieces', async () => {
    const source = sourceOf(await write());
    const changes: string[][] = [];
    source.onChange(change => changes.push(change.upserts.map(({ name }) => name)));
    source.hold();
    await until(() => isLive(source) && api.watches.size === kinds);
    const began = Date.now();
    api.add(pods, 'first');
    await until(() => changes.length === 1);
    assert.ok(Date.now() - began < 60);
    for (let index = 0; index < 200; index++) api.add(pods, `p${index % 50}`);
    await until(() => names(source).includes('p49') && changes.flat().filter(name => name === 'p49').length > 0);
    assert.ok(changes.length <= 4, `${changes.length} pieces`);
  });

  it('looks whether the cluster is still there after the machine has slept, and after a silence', async () => {
    const clock = new FakeClock();
    const source = sourceOf(await write(), clock);
    source.hold();
    await until(() => isLive(source) && api.watches.size === kinds);
    const health = () => api.requests.filter(path => path === '/readyz').length;
    await clock.advance(25_000);
    assert.equal(health(), 1);
    await clock.advance(5000);
    await until(() => health() === 2);
    clock.sleep(3_600_000);
    await clock.advance(5000);
    await until(() => health() === 3);
  });
});
