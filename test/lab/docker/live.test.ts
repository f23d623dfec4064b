// A real daemon. Changes: starts a daemon of its own in a temporary folder, kills and restarts it, makes containers,
// networks and volumes on it. Takes down: all of it. Needs root and the test bed's packages.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Disposable } from '../../../src/core/disposable';
import type { ContainerResource, Resource } from '../../../src/core/resource';
import { createDockerTarget, type DockerSource, type DockerTarget } from '../../../src/targets/docker';
import { createClient } from '../../../src/targets/docker/client';
import { createRunner } from '../../../src/targets/process';
import { probe } from '../../../src/targets/probe';
import { createCliApi } from '../../../src/targets/docker/cliApi';
import { realDaemon, type RealDaemon } from './bed';
import { until } from './fakeDaemon';

const percentile = (times: readonly number[], part: number): number => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)] ?? Number.NaN;

describe('docker source on a real daemon', function () {
  this.timeout(120_000);
  let real: RealDaemon;
  let target: DockerTarget;
  let source: DockerSource;

  before(async () => {
    real = await realDaemon();
    target = createDockerTarget({ runner: createRunner(process.env) });
    source = target.source(real.env);
  });
  after(async () => {
    target?.dispose();
    await real?.takeDown();
  });

  const holds: Disposable[] = [];
  const hold = (): void => { holds.push(source.hold()); };
  const release = (): void => { for (const held of holds.splice(0)) held.dispose(); };
  afterEach(release);

  const byName = (name: string): Resource | undefined => [...source.resources.values()].find(row => row.name === name);
  const containerOf = (name: string): ContainerResource => {
    const row = byName(name);
    assert.ok(row?.kind === 'container', `${name} is there`);
    return row;
  };

  it('contacts nothing before it is held, and is live soon after', async () => {
    assert.equal(source.status.phase, 'idle');
    assert.equal(source.resources.size, 0);
    hold();
    const ms = await until('live', () => source.status.phase === 'live');
    console.log(`        hold -> live with rows: ${ms.toFixed(0)} ms`);
    assert.ok(source.status.endpoint?.version);
    assert.equal(byName('alpine:latest')?.standIn, true);
    release();
    assert.equal(source.status.phase, 'idle');
  });

  it('shows each thing as it comes, changes and goes', async () => {
    hold();
    await until('live', () => source.status.phase === 'live');
    const before = new Set(source.resources.keys());
    await real.docker('network', 'create', 'n1');
    await until('network', () => byName('n1')?.kind === 'network');
    await real.docker('volume', 'create', 'v1');
    await until('volume', () => byName('v1')?.kind === 'volume');
    await real.docker('run', '-d', '--name', 'c1', '--network', 'n1', '-v', 'v1:/data', '-p', '127.0.0.1::80', 'alpine', 'sleep', '1000');
    await until('running', () => byName('c1')?.kind === 'container' && containerOf('c1').state === 'running');
    await until('network of container', () => containerOf('c1').networks.includes('n1'));
    const row = containerOf('c1');
    assert.deepEqual([row.volumes, row.image, row.standIn, row.ports.map(port => [port.hostIp, port.containerPort])], [['v1'], 'alpine', true, [['127.0.0.1', 80]]]);
    await real.docker('pause', 'c1');
    await until('paused', () => containerOf('c1').state === 'paused');
    await real.docker('unpause', 'c1');
    await real.docker('rename', 'c1', 'c2');
    await until('renamed', () => byName('c2') !== undefined && byName('c1') === undefined);
    await real.docker('kill', '-s', 'KILL', 'c2');
    await until('exited', () => containerOf('c2').state === 'exited' && containerOf('c2').exitCode === 137);
    assert.equal(containerOf('c2').oomKilled, false);
    await real.docker('tag', 'alpine', 'mine:1');
    await until('tagged', () => [...source.resources.values()].some(image => image.kind === 'image' && image.tags.includes('mine:1')));
    await real.docker('rmi', 'mine:1');
    await real.docker('rm', '-f', 'c2');
    await real.docker('volume', 'rm', 'v1');
    await real.docker('network', 'rm', 'n1');
    await until('all gone', () => [...source.resources.keys()].every(uid => before.has(uid)));
  });

  it('sees health, a restart loop and its count of deaths', async () => {
    hold();
    await until('live', () => source.status.phase === 'live');
    await real.docker('run', '-d', '--name', 'sick', '--health-cmd', 'true', '--health-interval', '1s', 'alpine', 'sleep', '1000');
    await until('healthy', () => byName('sick')?.kind === 'container' && containerOf('sick').health === 'healthy', 8000);
    await real.docker('run', '-d', '--name', 'loop', '--restart', 'always', 'alpine', 'sh', '-c', 'exit 3');
    await until('restart loop', () => byName('loop')?.kind === 'container' && containerOf('loop').restartLoop, 10_000);
    await until('exit code', () => containerOf('loop').exitCode === 3);
    await real.docker('rm', '-f', 'sick', 'loop');
  });

  it('event to change: measured', async () => {
    hold();
    await until('live', () => source.status.phase === 'live');
    await real.docker('run', '-d', '--name', 'mm', 'alpine', 'sleep', '1000');
    await until('m', () => byName('mm')?.kind === 'container' && containerOf('mm').state === 'running');
    const uid = containerOf('mm').uid;
    const times: number[] = [];
    const happened = new Map<string, number>();
    const events = source.onEvent(event => { if (event.uid === uid) happened.set(event.action === 'pause' ? 'paused' : 'running', event.time); });
    const changes = source.onChange(change => {
      for (const row of change.upserts) {
        const at = row.uid === uid && row.kind === 'container' ? happened.get(row.state) : undefined;
        if (at !== undefined) times.push(Date.now() + source.skewMs - at);
        happened.clear();
      }
    });
    for (let i = 0; i < 15; i++) {
      await real.docker('pause', 'mm');
      await until('paused', () => containerOf('mm').state === 'paused');
      await real.docker('unpause', 'mm');
      await until('running', () => containerOf('mm').state === 'running');
    }
    events.dispose();
    changes.dispose();
    await real.docker('rm', '-f', 'mm');
    const [p50, p95] = [percentile(times, 0.5), percentile(times, 0.95)];
    console.log(`        event -> change on a real daemon: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (${times.length} events, clock skew ${source.skewMs.toFixed(1)} ms)`);
    assert.ok(times.length >= 25);
    assert.ok(p50 <= 40 && p95 <= 150);
  });

  it('killed and restarted: stale within 200 ms with its rows, live again within 1 s of the daemon', async () => {
    hold();
    await until('live', () => source.status.phase === 'live');
    const rows = source.resources.size;
    const phases: string[] = [];
    const listener = source.onStatus(status => phases.push(status.phase));
    await real.bed.killDaemon();
    const stale = await until('stale', () => source.status.phase !== 'live');
    assert.equal(phases[0], 'stale');
    await until('down', () => source.status.phase === 'down');
    assert.equal(source.status.cause?.code, 'notRunning');
    assert.equal(source.resources.size, rows);
    assert.ok(source.status.lastGood);
    await new Promise(done => setTimeout(done, 3000));
    let answered = 0;
    const watching = (async () => {
      while (!answered) {
        const api = createClient({ kind: 'socket', path: real.bed.socket });
        await api.ping(5000).then(() => { answered = Date.now(); }, () => new Promise(done => setTimeout(done, 5)));
        api.dispose();
      }
    })();
    await real.bed.startDaemon();
    await watching;
    await until('live again', () => source.status.phase === 'live', 5000);
    const back = source.status.since - answered;
    console.log(`        killed -> stale ${stale.toFixed(0)} ms; daemon answers -> live ${back} ms`);
    assert.ok(stale <= 200 && back <= 1000);
    listener.dispose();
  });

  it('through the docker command: the same rows', async () => {
    await real.docker('run', '-d', '--name', 'twin', '-p', '127.0.0.1::80', '-e', 'TWIN=se=cret', '-v', 'tv:/data', '--label', 'a=1,2', 'alpine', 'sleep', '1000');
    const cli = createCliApi(createRunner(process.env), target.endpoint(real.env), real.env);
    const api = createClient({ kind: 'socket', path: real.bed.socket });
    const sorted = (rows: readonly Resource[]): Resource[] => [...rows].sort((a, b) => a.uid.localeCompare(b.uid));
    assert.deepEqual(await cli.version(), await api.version());
    assert.equal((await cli.info()).id, (await api.info()).id);
    assert.deepEqual(sorted(await cli.containers()), sorted(await api.containers()));
    assert.deepEqual(sorted(await cli.networks()), sorted(await api.networks()));
    assert.deepEqual(sorted(await cli.volumes()), sorted(await api.volumes()));
    assert.deepEqual(sorted(await cli.images()).map(({ uid, name }) => [uid, name]), sorted(await api.images()).map(({ uid, name }) => [uid, name]));
    const [twin] = (await api.containers()).filter(row => row.name === 'twin');
    const id = twin?.uid.slice('container:'.length) ?? '';
    assert.deepEqual(await cli.containers([id]), await api.containers([id]));
    const detail = await api.inspect(id);
    assert.deepEqual(await cli.inspect(id), detail);
    assert.ok(detail.envNames.includes('TWIN') && !JSON.stringify(detail).includes('cret'), 'names, never values');
    const image = (await api.images()).find(row => row.kind === 'image' && row.tags.includes('alpine:latest'));
    const imageId = image?.uid.slice('image:'.length) ?? '';
    assert.deepEqual([await cli.imageLayers(imageId), await api.imageLayers(imageId)], [1, 1]);
    const actions: string[] = [];
    let closed = 0;
    const stream = await cli.events(Date.now() - 1000, { onEvent: event => actions.push(`${event.type} ${event.action}`), onClose: () => { closed++; } });
    await new Promise(done => setTimeout(done, 300));
    await real.docker('rm', '-f', 'twin');
    await until('destroy', () => actions.includes('container destroy'));
    stream.dispose();
    await new Promise(done => setTimeout(done, 50));
    assert.equal(closed, 0);
    await real.docker('volume', 'rm', 'tv');
    cli.dispose();
    api.dispose();
  });

  it('names the cause of each failure that a machine can show', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lb-'));
    const cause = async (env: Record<string, string | undefined>, ms = 3000): Promise<string | undefined> => {
      const own = target.source({ PATH: process.env['PATH'], HOME: folder, ...env });
      own.hold();
      await until('a cause', () => own.status.cause !== undefined, ms);
      const { code } = own.status.cause ?? {};
      own.dispose();
      return code;
    };
    const hang = createTcp(() => undefined).listen(join(folder, 'hang.sock'));
    const html = createServer((_request, response) => response.end('<html></html>')).listen(0, '127.0.0.1');
    await until('listening', () => hang.listening && html.listening);
    try {
      assert.equal(await cause({ DOCKER_HOST: `unix://${folder}/none.sock` }), 'notRunning');
      assert.equal(await cause({ DOCKER_CONTEXT: 'nowhere' }), 'contextMissing');
      assert.equal(await cause({ DOCKER_HOST: `tcp://127.0.0.1:${(html.address() as AddressInfo).port}` }), 'proxy');
      assert.equal(await cause({ DOCKER_HOST: `unix://${folder}/hang.sock` }, 6000), 'slow');
      assert.equal(await cause({ DOCKER_HOST: 'ssh://127.0.0.1:1', PATH: '/nonexistent' }), 'notInstalled');
      await real.bed.killDaemon();
      assert.equal(await cause({ DOCKER_HOST: real.bed.host }), 'notRunning', 'a socket file without a daemon');
      await real.bed.startDaemon();
      process.seteuid?.(65534);
      try {
        assert.equal(await cause({ DOCKER_HOST: real.bed.host }), 'noPermission');
      } finally {
        process.seteuid?.(0);
      }
    } finally {
      hang.close();
      html.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('knows what answers behind a port: HTTP, plain TCP, nobody, and Docker\'s forwarder with nobody behind it', async () => {
    const http = createServer((_request, response) => response.writeHead(302, { location: 'http://192.0.2.1/' }).end()).listen(0, '127.0.0.1');
    const mute = createTcp(() => undefined).listen(0, '127.0.0.1');
    const greeter = createTcp(socket => { socket.on('error', () => undefined); socket.write('5.7.0-MySQL\n'); }).listen(0, '127.0.0.1');
    await until('listening', () => http.listening && mute.listening && greeter.listening);
    const ask = (server: { address(): unknown }) => probe({ ip: '127.0.0.1', port: (server.address() as AddressInfo).port, shown: 'localhost' });
    const kinds = { ...await ask(http), ms: 0 };
    assert.deepEqual(kinds, { kind: 'http', status: 302, ms: 0 });
    assert.equal((await ask(greeter)).kind, 'tcp');
    assert.equal((await ask(mute)).kind, 'tcp');
    const { port } = mute.address() as AddressInfo;
    for (const server of [http, mute, greeter]) server.close();
    assert.equal((await probe({ ip: '127.0.0.1', port, shown: 'x' })).kind, 'refused');
    hold();
    await until('live', () => source.status.phase === 'live');
    const probes = target.endpoints(source);
    const held = probes.hold();
    await real.docker('run', '-d', '--name', 'web', '-p', '127.0.0.1::80', 'alpine', 'sleep', '1000');
    await until('port', () => probes.probes.length === 1);
    assert.equal(probes.probes[0]?.result.kind, 'notProbed', 'not of the lab on screen');
    probes.want(new Set([containerOf('web').uid]));
    await until('refused', () => probes.probes[0]?.result.kind === 'refused', 4000);
    await real.docker('rm', '-f', 'web');
    await until('gone', () => probes.probes.length === 0);
    held.dispose();
    probes.dispose();
  });

  it('asks nothing when nobody holds it', async () => {
    hold();
    await until('live', () => source.status.phase === 'live');
    release();
    let heard = 0;
    const listeners = [source.onChange(() => { heard++; }), source.onEvent(() => { heard++; }), source.onStatus(() => { heard++; })];
    source.wake();
    await real.docker('volume', 'create', 'unseen');
    await new Promise(done => setTimeout(done, 1000));
    await real.docker('volume', 'rm', 'unseen');
    for (const listener of listeners) listener.dispose();
    assert.equal(heard, 0);
  });
});
