import assert from 'node:assert/strict';
import { SharedSource } from '../../../src/targets/docker/shared';
import { container, settle } from './fakes';
import { setUp } from './sources';

const refused = Object.assign(new Error('no'), { code: 'ECONNREFUSED' });

async function live(env?: Record<string, string>) {
  const all = setUp(env);
  const hold = all.source.hold();
  await settle();
  assert.equal(all.source.status.phase, 'live');
  all.daemon.calls.length = 0;
  all.changes.length = 0;
  return { ...all, hold };
}

describe('docker source', () => {
  it('contacts nothing until it is held and nothing after', async () => {
    const { daemon, source, clock } = setUp();
    source.wake();
    await clock.advance(600_000);
    assert.deepEqual(daemon.calls, []);
    const hold = source.hold();
    await settle();
    hold.dispose();
    hold.dispose();
    daemon.calls.length = 0;
    source.wake();
    await clock.advance(600_000);
    assert.deepEqual({ calls: daemon.calls, phase: source.status.phase, timers: clock.waiting, streams: daemon.openStreams }, { calls: [], phase: 'idle', timers: 0, streams: 0 });
  });

  it('opens the events before it lists', async () => {
    const { daemon, source } = setUp();
    daemon.skew = 5000;
    source.hold();
    await settle();
    assert.deepEqual(daemon.calls, ['ping', 'version', 'info', 'events', 'containers', 'networks', 'volumes', 'images']);
    assert.equal(source.skewMs, 5000);
    assert.equal(daemon.since[0], 1_000_000 + 5000 - 2000, 'by the daemon\'s clock');
  });

  it('misses nothing that happens while it lists', async () => {
    const { daemon, source, clock } = setUp();
    let open: () => void = () => undefined;
    daemon.gate = new Promise(resolve => { open = resolve; });
    source.hold();
    await settle();
    daemon.set(container('late'), 'start');
    await settle();
    open();
    await settle();
    await clock.advance(100);
    assert.ok(source.resources.has('container:late'));
  });

  it('asks for the one container of an event, at once', async () => {
    const { daemon, changes, source } = await live();
    daemon.set(container('a'), 'start');
    await settle();
    assert.deepEqual(daemon.calls, ['containers:a']);
    assert.deepEqual(changes, [{ upserts: [source.resources.get('container:a')], removed: [] }]);
  });

  it('gathers a burst into few lists and never runs two at a time', async () => {
    const { daemon, source, clock } = await live();
    for (let i = 0; i < 100; i++) {
      daemon.set(container(`c${i}`), 'start');
      if (i % 10 === 9) await clock.advance(10);
    }
    await clock.advance(1000);
    assert.equal(source.resources.size, 100);
    assert.ok(daemon.calls.length <= 4, daemon.calls.join());
    assert.equal(daemon.listedTogether, 1);
  });

  it('is at most 250 ms late under a steady stream', async () => {
    const { daemon, source, clock } = await live();
    for (let i = 0; i < 40; i++) {
      daemon.set(container(`c${i}`), 'start');
      await clock.advance(20);
      if (i > 12) assert.ok(source.resources.has(`container:c${i - 13}`), `c${i - 13} is missing after 260 ms`);
    }
  });

  it('tells only what is different', async () => {
    const { daemon, changes, clock } = await live();
    daemon.set(container('a'), 'start');
    await clock.advance(200);
    changes.length = 0;
    daemon.emit('rename', 'a');
    await clock.advance(200);
    assert.deepEqual(changes, []);
  });

  it('takes a destroyed container away without asking, and no late list brings it back', async () => {
    const { daemon, source, changes, clock } = await live();
    daemon.set(container('a'), 'start');
    await clock.advance(200);
    let open: () => void = () => undefined;
    daemon.gate = new Promise(resolve => { open = resolve; });
    daemon.emit('die', 'a');
    await settle();
    daemon.emit('destroy', 'a');
    assert.deepEqual(changes.at(-1), { upserts: [], removed: ['container:a'] });
    open();
    await clock.advance(500);
    assert.equal(source.resources.has('container:a'), false);
  });

  it('asks again where the list is behind the event', async () => {
    const { daemon, source, clock } = await live();
    daemon.set(container('a'), 'start');
    await clock.advance(500);
    daemon.calls.length = 0;
    daemon.emit('die', 'a');
    await settle();
    await clock.advance(25);
    daemon.rows.set('container:a', container('a', { state: 'exited', exitCode: 1 }));
    await clock.advance(10);
    assert.equal(source.resources.get('container:a')?.['state' as never], 'exited');
    await clock.advance(5000);
    assert.equal(daemon.calls.length, 3, 'and no more once it is so');
  });

  it('looks twice at what has no promise of its own', async () => {
    const { daemon, clock } = await live();
    daemon.emit('create', 'n', { type: 'network' });
    await settle();
    await clock.advance(5000);
    assert.deepEqual(daemon.calls, ['networks', 'networks']);
  });

  it('ignores what health checks and terminals say', async () => {
    const { daemon, events, clock } = await live();
    for (const action of ['exec_create', 'exec_start', 'exec_die', 'top', 'resize', 'attach']) daemon.emit(action, 'a');
    daemon.emit('kill', 'a');
    await clock.advance(1000);
    assert.deepEqual(daemon.calls, []);
    assert.deepEqual(events.map(event => event.action), ['kill']);
  });

  it('is stale at once when the stream breaks, keeps its rows, and reconnects', async () => {
    const { daemon, source, clock, statuses } = await live();
    daemon.set(container('a'), 'start');
    await settle();
    statuses.length = 0;
    daemon.down = refused;
    daemon.cut();
    assert.deepEqual(statuses.map(status => [status.phase, status.cause?.code, status.lastGood, status.retryAt]), [['stale', 'gone', clock.now(), clock.now() + 125]]);
    await clock.advance(125);
    assert.deepEqual([source.status.phase, source.status.cause?.code, source.status.lastGood, source.resources.size], ['down', 'notRunning', 1_000_000, 1]);
    daemon.down = undefined;
    await clock.advance(250);
    assert.deepEqual([source.status.phase, source.status.cause], ['live', undefined]);
    assert.deepEqual(daemon.calls.slice(-8), ['ping', 'version', 'info', 'events', 'containers', 'networks', 'volumes', 'images']);
  });

  it('waits longer each time, never gives up, and begins anew after a good connection', async () => {
    const { daemon, source, clock } = setUp();
    daemon.down = refused;
    source.hold();
    await settle();
    const waits: number[] = [];
    for (let i = 0; i < 8; i++) {
      const wait = (source.status.retryAt ?? 0) - clock.now();
      waits.push(wait);
      await clock.advance(wait);
    }
    assert.deepEqual(waits, [125, 250, 500, 1000, 2500, 5000, 5000, 5000]);
    daemon.down = undefined;
    await clock.advance(5000);
    await clock.advance(10_000);
    daemon.cut();
    assert.equal((source.status.retryAt ?? 0) - clock.now(), 125);
  });

  it('is woken by the socket\'s return, by the user, and after sleep', async () => {
    const { daemon, source, clock, watches } = await live();
    const fail = async (): Promise<void> => {
      daemon.down = refused;
      daemon.cut();
      for (let i = 0; i < 4; i++) await clock.advance(((source.status.retryAt ?? 0) - clock.now()));
      assert.equal(source.status.phase, 'down');
      daemon.down = undefined;
    };
    await fail();
    watches.at(-1)?.appeared();
    await settle();
    assert.equal(source.status.phase, 'live');
    assert.ok(watches.every(watch => watch.disposed));
    await fail();
    source.wake();
    await settle();
    assert.equal(source.status.phase, 'live');
    await fail();
    clock.sleep(3_600_000);
    await clock.advance(0);
    assert.equal(source.status.phase, 'live');
  });

  it('leaves an attempt that hangs on the old socket when a new one appears', async () => {
    const { daemon, source, clock, watches } = await live();
    daemon.hangs = true;
    daemon.cut();
    await clock.advance(125);
    daemon.hangs = false;
    watches.at(-1)?.appeared();
    await settle();
    assert.equal(source.status.phase, 'live');
  });

  it('says after 5 s that the daemon does not answer, and goes on waiting', async () => {
    const { daemon, source, clock } = setUp();
    daemon.hangs = true;
    source.hold();
    await clock.advance(4999);
    assert.deepEqual([source.status.phase, source.status.cause], ['connecting', undefined]);
    await clock.advance(1);
    assert.deepEqual([source.status.phase, source.status.cause?.code], ['connecting', 'slow']);
  });

  it('asks a silent daemon after 30 s and lists all anew after 5 min', async () => {
    const { daemon, clock } = await live();
    await clock.advance(29_000);
    assert.deepEqual(daemon.calls, []);
    await clock.advance(2000);
    assert.deepEqual(daemon.calls, ['ping']);
    daemon.calls.length = 0;
    await clock.advance(270_000);
    assert.deepEqual(daemon.calls.filter(call => call !== 'ping'), ['containers', 'networks', 'volumes', 'images']);
  });

  it('clears the rows when another daemon answers', async () => {
    const { daemon, source, clock } = await live();
    daemon.set(container('a'), 'start');
    await settle();
    daemon.id = 'daemon-2';
    daemon.rows.clear();
    daemon.gate = new Promise(() => undefined);
    daemon.cut();
    await clock.advance(1000);
    assert.equal(source.resources.size, 0, 'before the first list has come');
  });

  it('repeats no event after a reconnect', async () => {
    const { daemon, clock, events } = await live();
    daemon.emit('start', 'a');
    const time = clock.now();
    daemon.cut();
    daemon.history = [{ type: 'container', action: 'start', id: 'a', attributes: {}, time }, { type: 'container', action: 'die', id: 'a', attributes: {}, time: time + 1 }];
    await clock.advance(1000);
    assert.deepEqual(events.map(event => event.action), ['start', 'die']);
    assert.equal(daemon.since[1], time);
  });

  it('sees a restart loop and its end', async () => {
    const { daemon, source, clock } = await live();
    for (let i = 0; i < 3; i++) {
      daemon.set(container('a', { state: 'restarting' }), 'die');
      await clock.advance(2000);
    }
    const row = () => source.resources.get('container:a');
    assert.equal(row()?.kind === 'container' && row()?.['restartLoop' as never], true);
    await clock.advance(61_000);
    assert.equal(row()?.['restartLoop' as never], false);
  });

  it('sees that memory ran out, from the event and from the detail', async () => {
    const { daemon, source, clock } = await live();
    daemon.set(container('a', { state: 'exited', exitCode: 137 }), 'oom');
    await clock.advance(200);
    assert.equal(source.resources.get('container:a')?.['oomKilled' as never], true);
    daemon.detail = { ...daemon.detail, oomKilled: true, exitCode: 137 };
    daemon.rows.set('container:b', container('b', { state: 'exited', exitCode: 137 }));
    daemon.emit('die', 'b', { attributes: { exitCode: '137' } });
    await clock.advance(500);
    assert.equal(source.resources.get('container:b')?.['oomKilled' as never], true);
  });

  it('names a context that is missing without contacting anything, and connects once it is mended', async () => {
    const { daemon, source, clock, where } = setUp({ DOCKER_CONTEXT: 'gone' });
    source.hold();
    await settle();
    assert.deepEqual([source.status.phase, source.status.cause?.code, daemon.calls], ['down', 'contextMissing', []]);
    where.env = {};
    source.wake();
    await clock.advance(0);
    assert.equal(source.status.phase, 'live');
  });

  it('lists images when told that a build may have ended', async () => {
    const { daemon, source, clock } = await live();
    await clock.advance(1000);
    source.wake();
    await settle();
    assert.deepEqual(daemon.calls, ['images', 'info'], 'and looks whether it is in a swarm now');
  });

  it('is shared: one user\'s end is not the other\'s', async () => {
    const { source, daemon } = setUp();
    let released = 0;
    const one = new SharedSource(source, () => { released++; });
    const two = new SharedSource(source, () => { released++; });
    one.hold();
    two.hold();
    await settle();
    assert.equal(daemon.openStreams, 1);
    one.dispose();
    one.dispose();
    assert.deepEqual([released, source.status.phase], [1, 'live']);
    two.dispose();
    assert.deepEqual([released, source.status.phase], [2, 'idle']);
  });
});
