// A real daemon and its registry. Changes: starts a daemon of its own in a temporary folder, pulls, saves, removes and
// loads the stand-in alpine on it, publishes one port. Takes down: all of it. Needs root and the test bed's packages.
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Preparer } from '../../../src/targets/preparer';
import { createDockerTarget, type DockerSource, type DockerTarget } from '../../../src/targets/docker';
import { createRunner } from '../../../src/targets/process';
import { realDaemon, type RealDaemon } from './bed';
import { until } from './fakeDaemon';

describe('preparing a class on a real daemon', function () {
  this.timeout(120_000);
  let real: RealDaemon;
  let target: DockerTarget;
  let source: DockerSource;
  let preparer: Preparer;
  let folder: string;

  before(async () => {
    real = await realDaemon();
    folder = await mkdtemp(join(tmpdir(), 'lb-'));
    const runner = createRunner(process.env);
    target = createDockerTarget({ runner });
    source = target.source(real.env);
    source.hold();
    preparer = new Preparer({ runner, env: real.env, local: true });
    await until('live', () => source.status.phase === 'live');
  });
  after(async () => {
    target?.dispose();
    await real?.takeDown();
    if (folder) await rm(folder, { recursive: true, force: true });
  });

  const alpineThere = (): boolean => [...source.resources.values()].some(row => row.kind === 'image' && row.tags.includes('alpine:latest'));

  it('tells what is here from what is not, with sizes, ports, tools and disk', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
    const taken = (server.address() as AddressInfo).port;
    const wanted = { clusterImages: [], images: ['alpine', `${real.bed.registry}/library/alpine`, 'no-such-image'], ports: [taken], tools: ['docker', 'no-such-tool'] };
    const found = await preparer.look(wanted, source.resources);
    server.close();
    const [here, elsewhere, nowhere] = found.images;
    assert.deepEqual({ there: here?.there, standIn: here?.standIn }, { there: true, standIn: true });
    assert.ok((here?.size ?? 0) > 500_000);
    assert.equal(elsewhere?.there, false);
    assert.ok((elsewhere?.size ?? 0) > 200_000 && (elsewhere?.size ?? 0) < (here?.size ?? 0) * 2, `download size ${elsewhere?.size}`);
    assert.deepEqual({ there: nowhere?.there, size: nowhere?.size }, { there: false, size: undefined });
    assert.deepEqual(found.ports, [{ port: taken, free: false }]);
    assert.match(found.tools[0]?.version ?? '', /Docker version/);
    assert.equal(found.tools[1]?.version, undefined);
    assert.ok((found.freeDisk ?? 0) > 1e8);
  });

  it('saves to one file, and loads it where the image is not', async () => {
    const file = join(folder, 'class.tar');
    await preparer.save(['alpine'], file);
    assert.ok((await stat(file)).size > 500_000);
    await real.docker('image', 'rm', 'alpine');
    await until('gone', () => !alpineThere());
    assert.deepEqual(await preparer.load(file), ['alpine:latest']);
    await until('back', alpineThere);
  });

  it('pulls from a class registry and leaves the plain name alone', async () => {
    await real.docker('image', 'rm', 'alpine');
    const said: string[] = [];
    await preparer.pull('alpine', { registry: real.bed.registry, said: line => said.push(line) });
    await until('pulled', alpineThere);
    assert.ok(said.length > 0);
    assert.deepEqual((await real.docker('image', 'ls', '--format', '{{.Repository}}')).split('\n').filter(name => name.includes(real.bed.registry)), []);
  });

  it('says what docker said when an image cannot be had, and stops when told', async () => {
    await assert.rejects(preparer.pull('no-such-image'), /Error response from daemon/);
    const abort = new AbortController();
    abort.abort();
    await assert.rejects(preparer.pull('alpine', { signal: abort.signal }), /stopped/);
  });
});
