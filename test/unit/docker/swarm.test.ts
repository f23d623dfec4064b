import assert from 'node:assert/strict';
import type { ImageResource, ServiceResource, TaskResource } from '../../../src/core/resource';
import type { ListedService, ListedTask } from '../../../src/targets/docker/api';
import { EndpointProbes } from '../../../src/targets/docker/endpoints';
import { node, service, task } from '../status/things';
import { container, settle } from './fakes';
import { setUp } from './sources';

const listed = (name: string, over: Partial<ServiceResource> = {}, form = 'a'): ListedService => ({ service: service(name, over), form });
const listedTask = (of: string, slot: number, state: string, over: Partial<TaskResource> = {}, form = 'a'): ListedTask => ({ task: { ...task(of, slot, state, over), name: String(slot) }, form });
const label = (of: string) => ({ attributes: { 'com.docker.swarm.service.id': of } });
const refusal = (message: string) => Object.assign(new Error(message), { statusCode: 503 });

async function manager(prepare: (daemon: ReturnType<typeof setUp>['daemon']) => void = () => undefined) {
  const all = setUp();
  all.daemon.swarm = { role: 'manager', cluster: 'c1', node: 'n1' };
  all.daemon.nodes = [node('n1', { role: 'manager', leader: true })];
  prepare(all.daemon);
  const hold = all.source.hold();
  await settle();
  assert.equal(all.source.status.phase, 'live');
  all.daemon.calls.length = 0;
  all.changes.length = 0;
  return { ...all, hold };
}
const half = (daemon: ReturnType<typeof setUp>['daemon']) => {
  daemon.services = [listed('web', { running: 1, desired: 2 })];
  daemon.tasks = [listedTask('web', 1, 'running'), listedTask('web', 2, 'pending', { error: 'no suitable node' })];
};
const full = (daemon: ReturnType<typeof setUp>['daemon']) => {
  daemon.services = [listed('web', { running: 2, desired: 2 })];
  daemon.tasks = [listedTask('web', 1, 'running'), listedTask('web', 2, 'running')];
};

describe('swarm in the docker source', () => {
  it('asks a daemon without a swarm nothing about it, and a worker neither', async () => {
    for (const role of ['inactive', 'worker'] as const) {
      const { daemon, source, clock } = setUp();
      daemon.swarm = { role };
      source.hold();
      await settle();
      daemon.emit('start', 'a', label('web'));
      await clock.advance(10_000);
      assert.equal(source.swarm?.role, role);
      assert.deepEqual(daemon.calls.filter(call => /services|tasks|nodes/.test(call)), []);
    }
  });

  it('lists a manager’s services, tasks and nodes with the first lists', async () => {
    const { source, daemon } = await manager(fresh => {
      full(fresh);
      fresh.services = [listed('web', { running: 2, desired: 2, networks: ['gone'] }, 'new')];
      fresh.tasks = [listedTask('web', 1, 'running', {}, 'old'), listedTask('web', 2, 'running', {}, 'new'), listedTask('removed', 1, 'running')];
    });
    assert.deepEqual(source.swarm, { role: 'manager', cluster: 'c1', node: 'n1' });
    const rows = [...source.resources.values()];
    assert.deepEqual(rows.map(row => [row.uid, row.name]), [['node:n1', 'n1'], ['service:web', 'web'], ['task:web.1', 'web.1'], ['task:web.2', 'web.2']]);
    assert.deepEqual(rows.flatMap(row => row.kind === 'task' ? [row.outdated] : row.kind === 'node' ? [row.self] : []), [true, true, undefined]);
    assert.deepEqual(rows.flatMap(row => row.kind === 'service' ? [row.networks] : []), [[]], 'a network without a name is left out');
    assert.deepEqual(daemon.calls, []);
  });

  it('is live with all else while the managers take their time, and shows the swarm when they answer', async () => {
    let answer: () => void = () => undefined;
    const { daemon, source, clock } = setUp();
    daemon.swarm = { role: 'manager', cluster: 'c1', node: 'n1' };
    full(daemon);
    daemon.rows.set('container:a', container('a'));
    daemon.swarmGate = new Promise(resolve => { answer = resolve; });
    source.hold();
    await settle();
    await clock.advance(999);
    assert.equal(source.status.phase, 'connecting');
    await clock.advance(1);
    assert.deepEqual([source.status.phase, [...source.resources.keys()]], ['live', ['container:a']]);
    answer();
    await settle();
    assert.ok(source.resources.has('service:web'));
  });

  it('knows a stand-in by the image that the service asks for, with a tag or fetched by digest without one', async () => {
    const image = (name: string, tags: readonly string[]): ImageResource => ({ kind: 'image', uid: `image:${name}`, name, tags, size: 1, labels: {}, standIn: true });
    const standIn = async (asked: string, row: ImageResource) => {
      const { source } = await manager(daemon => { daemon.images = [row]; daemon.services = [listed('web', { image: asked })]; });
      return source.resources.get('service:web')?.standIn;
    };
    assert.deepEqual([
      await standIn('alpine:latest', image('alpine', [])), await standIn('alpine', image('alpine:latest', ['alpine:latest'])),
      await standIn('alpine:3', image('alpine:latest', ['alpine:latest'])), await standIn('nginx', image('alpine', [])),
    ], [true, true, false, false]);
  });

  it('asks nothing while all is at rest', async () => {
    const { daemon, clock } = await manager(full);
    await clock.advance(29_000);
    assert.deepEqual(daemon.calls, []);
  });

  it('asks each second while a service is on its way, then each five, then no more, and says so', async () => {
    const { daemon, clock, source } = await manager(half);
    const asked = () => daemon.calls.splice(0).filter(call => call === 'services:web').length;
    const stuck = () => source.resources.get('service:web')?.['stuck' as never];
    await clock.advance(10_500);
    assert.equal(asked(), 10);
    await clock.advance(49_000);
    assert.equal(asked(), 49);
    await clock.advance(60_000);
    assert.ok(Math.abs(asked() - 12) <= 1);
    assert.equal(stuck(), undefined);
    await clock.advance(181_000);
    assert.equal(stuck(), true);
    asked();
    await clock.advance(240_000);
    assert.ok(asked() <= 1, 'only the full list each five minutes');
    daemon.emit('update', 'web', { type: 'service' });
    await clock.advance(5500);
    assert.ok(asked() >= 5, 'a change of the service begins anew');
    assert.equal(stuck(), undefined);
  });

  it('stops asking once the service is at full strength', async () => {
    const { daemon, clock, source } = await manager(half);
    full(daemon);
    await clock.advance(1000);
    assert.equal(source.resources.get('task:web.2')?.['state' as never], 'running');
    daemon.calls.length = 0;
    await clock.advance(20_000);
    assert.deepEqual(daemon.calls, []);
  });

  it('asks nothing more when nobody looks', async () => {
    const { daemon, clock, hold } = await manager(half);
    hold.dispose();
    await clock.advance(60_000);
    assert.deepEqual([daemon.calls, clock.waiting], [[], 0]);
  });

  for (const [what, change] of [
    ['an update', (daemon: ReturnType<typeof setUp>['daemon']) => { daemon.services = [listed('web', { running: 2, desired: 2, update: 'updating' })]; }],
    ['a task that still stops', (daemon: ReturnType<typeof setUp>['daemon']) => { daemon.tasks = [listedTask('web', 1, 'running'), listedTask('web', 2, 'running', { desired: 'remove' })]; }],
    ['a task that starts', (daemon: ReturnType<typeof setUp>['daemon']) => { daemon.tasks = [listedTask('web', 1, 'running'), listedTask('web', 2, 'starting')]; }],
  ] as const) {
    it(`follows ${what} though the numbers are right`, async () => {
      const { daemon, clock } = await manager(fresh => { full(fresh); change(fresh); });
      await clock.advance(3500);
      assert.deepEqual(daemon.calls.filter(call => call.startsWith('services')), ['services:web', 'services:web', 'services:web']);
    });
  }

  it('looks at a service at once when one of its containers tells something, and for a moment after', async () => {
    const { daemon, clock, source } = await manager(full);
    daemon.emit('die', 'c1', label('web'));
    await settle();
    assert.ok(daemon.calls.includes('services:web') && daemon.calls.includes('tasks:web'));
    half(daemon);
    await clock.advance(200);
    assert.equal(source.resources.get('task:web.2')?.['state' as never], 'pending', 'the manager heard of it later');
    full(daemon);
    await clock.advance(5000);
    daemon.calls.length = 0;
    await clock.advance(20_000);
    assert.deepEqual(daemon.calls, []);
  });

  it('begins anew for a task without a node whenever a node changes', async () => {
    const { daemon, clock } = await manager(half);
    await clock.advance(302_000);
    daemon.calls.length = 0;
    daemon.emit('update', 'n2', { type: 'node', attributes: { name: 'n2' } });
    await clock.advance(5500);
    assert.ok(daemon.calls.includes('nodes'));
    assert.ok(daemon.calls.filter(call => call === 'services:web').length >= 4);
  });

  it('takes a removed service away with its tasks, and no late list brings it back', async () => {
    const { daemon, clock, source, changes } = await manager(half);
    daemon.emit('remove', 'web', { type: 'service' });
    assert.deepEqual(changes.at(-1), { upserts: [], removed: ['service:web', 'task:web.1', 'task:web.2'] });
    daemon.emit('die', 'c1', label('web'));
    await clock.advance(10_000);
    assert.deepEqual([...source.resources.keys()], ['node:n1']);
  });

  it('finds out that a swarm was made, from its first node', async () => {
    const { daemon, clock, source } = setUp();
    source.hold();
    await settle();
    daemon.swarm = { role: 'manager', cluster: 'c1', node: 'n1' };
    daemon.nodes = [node('n1')];
    daemon.emit('update', 'n1', { type: 'node' });
    await clock.advance(300);
    assert.deepEqual([source.swarm?.role, source.resources.has('node:n1')], ['manager', true]);
  });

  it('finds out that it was left, from its networks, from an answer, and when told', async () => {
    for (const [what, tell] of [
      ['networks', (daemon: ReturnType<typeof setUp>['daemon']) => daemon.emit('destroy', 'x', { type: 'network', attributes: { name: 'ov', type: 'overlay' } })],
      ['answer', (daemon: ReturnType<typeof setUp>['daemon']) => daemon.emit('die', 'c1', label('web'))],
      ['told', (_daemon: unknown, source: ReturnType<typeof setUp>['source']) => source.wake()],
    ] as const) {
      const { daemon, clock, source, changes } = await manager(full);
      daemon.swarm = { role: 'inactive' };
      daemon.swarmTrouble = refusal('This node is not a swarm manager. Use "docker swarm init" or "docker swarm join" to connect this node to swarm and try again.');
      tell(daemon, source);
      await settle();
      await clock.advance(1000);
      assert.deepEqual([source.swarm?.role, source.resources.size, source.status.phase], ['inactive', 0, 'live'], what);
      assert.ok(changes.some(change => change.removed.includes('service:web')));
      daemon.calls.length = 0;
      await clock.advance(20_000);
      assert.deepEqual(daemon.calls, [], what);
    }
  });

  it('keeps the rows and goes on with all else while the swarm has no leader', async () => {
    const { daemon, clock, source, changes } = await manager(half);
    daemon.swarmTrouble = refusal('rpc error: code = Unknown desc = The swarm does not have a leader. It\'s possible that too few managers are online.');
    await clock.advance(1000);
    assert.deepEqual([source.status.phase, source.resources.size], ['live', 4]);
    assert.match(source.swarm?.problem?.text ?? '', /no leader/);
    assert.ok(changes.some(change => change.upserts.length === 0 && change.removed.length === 0), 'told without rows');
    const told = changes.length;
    await clock.advance(30_000);
    assert.equal(changes.length, told, 'and told once');
    daemon.swarmTrouble = undefined;
    full(daemon);
    await clock.advance(5000);
    assert.deepEqual([source.swarm?.problem, source.resources.get('service:web')?.['running' as never]], [undefined, 2]);
  });

  it('goes on asking for a leader for five minutes, then waits for news', async () => {
    const { daemon, clock } = await manager(full);
    daemon.swarmTrouble = refusal('The swarm does not have a leader.');
    daemon.emit('update', 'n2', { type: 'node', attributes: { 'state.new': 'down' } });
    await clock.advance(280_000);
    daemon.calls.length = 0;
    await clock.advance(10_000);
    assert.ok(daemon.calls.includes('services'));
    await clock.advance(20_000);
    daemon.calls.length = 0;
    await clock.advance(200_000);
    assert.ok(daemon.calls.filter(call => call === 'services').length <= 1, 'only the full list each five minutes');
  });

  it('is stale when the daemon itself does not answer', async () => {
    const { daemon, clock, source } = await manager(half);
    daemon.swarmTrouble = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' });
    await clock.advance(1000);
    assert.equal(source.status.phase, 'stale');
  });

  it('knows the ports that the mesh publishes, and asks none that are not of the lab on screen', async () => {
    const port = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' as const };
    const { source, clock } = await manager(daemon => {
      daemon.services = [listed('web', { ports: [port] }), listed('host', { ports: [{ ...port, hostPort: 81 }], publishMode: 'host' }), listed('none', { ports: [{ ...port, hostPort: 82 }], running: 0, desired: 0 })];
    });
    const probes = new EndpointProbes(source, { clock, mayProbe: () => true });
    probes.hold();
    assert.deepEqual(probes.probes.map(({ uid, address, owner, result }) => [uid, address, owner, result.kind]), [['endpoint::8080/tcp', 'localhost:8080', 'service:web', 'notProbed']]);
    probes.dispose();
  });

  it('says whether the mesh can answer on this kernel', async () => {
    const kernels: string[] = [];
    const { source } = await (async () => {
      const all = setUp({}, kernel => { kernels.push(kernel); return false; });
      all.daemon.swarm = { role: 'manager' };
      all.source.hold();
      await settle();
      return all;
    })();
    assert.deepEqual([source.swarm?.mesh, kernels[0]], [false, '1']);
  });
});
