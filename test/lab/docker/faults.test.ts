// Faults that no real daemon shows on demand, on a Unix socket in a temporary folder. Changes nothing else.
import assert from 'node:assert/strict';
import type { DaemonEvent, DockerApi } from '../../../src/targets/docker/api';
import { createClient } from '../../../src/targets/docker/client';
import { systemClock } from '../../../src/targets/docker/clock';
import { resolveEndpoint } from '../../../src/targets/docker/endpoint';
import { watchSocket } from '../../../src/targets/docker/socketWatch';
import { LiveSource } from '../../../src/targets/docker/source';
import { FakeDaemon, until } from './fakeDaemon';

const shape152 = (action: string, id: string, nano: number): string => `${JSON.stringify({ Type: 'container', Action: action, Actor: { ID: id, Attributes: { name: 'ünïcode 🐳' } }, scope: 'local', time: Math.floor(nano / 1e9), timeNano: nano })}\n`;

describe('docker client faults', () => {
  let daemon: FakeDaemon;
  let api: DockerApi;
  beforeEach(async () => {
    daemon = await FakeDaemon.start();
    daemon.usual();
    api = createClient({ kind: 'socket', path: daemon.path }, 150);
  });
  afterEach(async () => {
    api.dispose();
    await daemon.stop();
  });

  const timed = async (call: Promise<unknown>): Promise<{ error: unknown; ms: number }> => {
    const begun = performance.now();
    const error = await call.then(() => undefined, (reason: unknown) => reason);
    return { error, ms: performance.now() - begun };
  };
  const reason = (error: unknown): unknown => (error as { reason?: unknown }).reason ?? (error as { code?: unknown }).code;

  it('an answer that never comes: ends with its deadline', async () => {
    daemon.handlers.set('/_ping', () => undefined);
    const { error, ms } = await timed(api.ping(80));
    assert.equal(reason(error), 'slow');
    assert.ok(ms < 200, `${ms} ms`);
  });

  it('a body cut in the middle: fails at once, not at the deadline', async () => {
    daemon.handlers.set('/info', (request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"ID":');
      setTimeout(() => request.socket.destroy(), 5);
    });
    const { error, ms } = await timed(api.info());
    assert.equal(reason(error), 'ECONNRESET');
    assert.ok(ms < 100, `${ms} ms`);
    assert.equal(daemon.requests.length, 2, 'asked twice');
  });

  it('headers that come late: the stream call ends with its deadline', async () => {
    daemon.handlers.set('/events', () => undefined);
    const { error } = await timed(api.events(0, { onEvent: () => undefined, onClose: () => assert.fail() }));
    assert.equal(reason(error), 'slow');
  });

  it('silence after the headers is no fault', async () => {
    let closed = 0;
    await api.events(0, { onEvent: () => undefined, onClose: () => { closed++; } });
    await new Promise(resolve => setTimeout(resolve, 250));
    assert.equal(closed, 0);
  });

  it('a clean end and a crash are each told once', async () => {
    const closes: (Error | undefined)[] = [];
    const open = (): Promise<unknown> => api.events(0, { onEvent: () => undefined, onClose: error => closes.push(error) });
    await open();
    for (const stream of daemon.streams) stream.end();
    await until('clean end', () => closes.length === 1);
    await open();
    await daemon.kill();
    await until('crash', () => closes.length === 2);
    await new Promise(resolve => setTimeout(resolve, 30));
    assert.deepEqual(closes.map(error => error !== undefined), [false, true]);
  });

  it('a stream that we end is not told', async () => {
    const stream = await api.events(0, { onEvent: () => undefined, onClose: () => assert.fail() });
    stream.dispose();
    await new Promise(resolve => setTimeout(resolve, 30));
  });

  it('characters and lines split between chunks, a bad line, and the event shape of API 1.52', async () => {
    const events: DaemonEvent[] = [];
    await api.events(0, { onEvent: event => events.push(event), onClose: () => undefined });
    await until('stream', () => daemon.streams.size === 1);
    const bytes = Buffer.from(shape152('start', 'a', 1.7e18) + 'no json\n' + shape152('health_status: healthy', 'b', 1.7e18));
    for (const byte of bytes) daemon.tell(Uint8Array.of(byte));
    await until('two events', () => events.length === 2);
    assert.deepEqual(events.map(event => [event.action, event.id, event.attributes['name'], event.time]), [['start', 'a', 'ünïcode 🐳', 1.7e12], ['health_status', 'b', 'ünïcode 🐳', 1.7e12]]);
  });

  it('a kept connection that a restart made stale: asked once more', async () => {
    await api.ping(500);
    await daemon.kill();
    await daemon.listen();
    await api.ping(500);
    assert.equal(daemon.requests.length, 2);
  });

  it('a connection reset by the daemon at the second request of a kept connection', async () => {
    await api.ping(500);
    let resets = 0;
    daemon.handlers.set('/_ping', (request, response) => {
      if (resets++ === 0) request.socket.destroy();
      else response.end('OK');
    });
    await api.ping(500);
    assert.equal(resets, 2);
  });

  it('a proxy: HTML, a redirect, a list that is none', async () => {
    daemon.handlers.set('/_ping', (_request, response) => response.end('<html>Sign in</html>'));
    assert.equal(reason((await timed(api.ping(500))).error), 'notDocker');
    daemon.json('/containers/json', { message: 'hello' });
    assert.equal(reason((await timed(api.containers())).error), 'notDocker');
    daemon.handlers.set('/version', (_request, response) => response.writeHead(302, { location: 'http://192.0.2.1/' }).end());
    const { error, ms } = await timed(api.version());
    assert.ok(error !== undefined && ms < 100, 'not followed');
  });

  it('a service that went meanwhile: the tasks of the others all the same', async () => {
    const tasks = ['a', 'b'].map(service => ({ ID: `task-${service}`, ServiceID: service, Slot: 1, Status: { State: 'running' } }));
    daemon.handlers.set('/tasks', (_request, response, url) => {
      const { service = [] } = JSON.parse(url.searchParams.get('filters') ?? '{}') as { service?: string[] };
      const gone = service.find(id => id === 'gone');
      if (gone) response.writeHead(404).end(JSON.stringify({ message: `service ${gone} not found` }));
      else response.end(JSON.stringify(tasks.filter(task => service.length === 0 || service.includes(task.ServiceID))));
    });
    assert.deepEqual((await api.tasks(['a', 'gone'])).map(({ task }) => task.uid), ['task:task-a']);
  });

  it('ends what is under way when disposed', async () => {
    daemon.handlers.set('/info', () => undefined);
    const call = timed(api.info());
    setTimeout(() => api.dispose(), 10);
    const { error, ms } = await call;
    assert.equal(reason(error), 'ended');
    assert.ok(ms < 100);
  });

  it('reads no DOCKER_HOST of its own process', async () => {
    const before = process.env['DOCKER_HOST'];
    process.env['DOCKER_HOST'] = 'tcp://a b:x';
    try {
      const other = createClient({ kind: 'socket', path: daemon.path });
      await other.ping(500);
      other.dispose();
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST'];
      else process.env['DOCKER_HOST'] = before;
    }
  });
});

describe('docker source with 1,000 containers', () => {
  it('event to change within 120 ms at the median, a burst in few lists', async function () {
    this.timeout(20_000);
    const daemon = await FakeDaemon.start();
    daemon.usual();
    const rows = Array.from({ length: 1000 }, (_, n) => ({
      Id: n.toString(16).padStart(64, '0'), Names: [`/web-${n}`], Image: 'nginx', State: 'running', Status: 'Up 2 hours', Created: 1_700_000_000, Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 20_000 + n, Type: 'tcp' }],
      Labels: { a: 'b'.repeat(200) }, NetworkSettings: { Networks: { bridge: { NetworkID: 'x'.repeat(64) } } }, Mounts: [],
    }));
    let lists = 0;
    daemon.handlers.set('/containers/json', (_request, response, url) => {
      lists++;
      const ids = (JSON.parse(url.searchParams.get('filters') ?? '{}') as { id?: string[] }).id;
      response.end(JSON.stringify(ids ? rows.filter(row => ids.includes(row.Id)) : rows));
    });
    const source = new LiveSource({
      clock: systemClock, watchSocket, connect: () => createClient({ kind: 'socket', path: daemon.path }), causeFacts: () => ({ platform: 'linux', hasCommand: true }), mesh: () => undefined,
      resolve: () => resolveEndpoint({ env: { DOCKER_HOST: `unix://${daemon.path}` }, platform: 'linux', home: '/h', readFile: () => undefined, exists: () => false }),
    });
    source.hold();
    try {
      await until('live', () => source.status.phase === 'live');
      const times: number[] = [];
      for (let n = 0; n < 40; n++) {
        const row = rows[n * 20]!;
        row.State = 'exited';
        row.Status = 'Exited (3) 1 second ago';
        const begun = performance.now();
        const changed = new Promise<number>(resolve => {
          const listener = source.onChange(change => {
            if (!change.upserts.some(upsert => upsert.uid === `container:${row.Id}`)) return;
            listener.dispose();
            resolve(performance.now() - begun);
          });
        });
        daemon.tell(shape152('die', row.Id, Date.now() * 1e6));
        times.push(await changed);
        await new Promise(resolve => setTimeout(resolve, (n * 37) % 90));
      }
      times.sort((a, b) => a - b);
      const [p50, p95] = [times[20]!, times[38]!];
      lists = 0;
      for (let n = 0; n < 100; n++) { rows[n]!.State = 'paused'; daemon.tell(shape152('pause', rows[n]!.Id, Date.now() * 1e6)); }
      const burst = await until('burst', () => [...source.resources.values()].filter(row => row.kind === 'container' && row.state === 'paused').length === 100);
      console.log(`        1,000 containers: event -> change p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms; burst of 100 in ${burst.toFixed(0)} ms with ${lists} lists`);
      assert.ok(p50 <= 120 && p95 <= 300, `p50 ${p50}, p95 ${p95}`);
      assert.ok(burst <= 400 && lists <= 4);
    } finally {
      source.dispose();
      await daemon.stop();
    }
  });
});
