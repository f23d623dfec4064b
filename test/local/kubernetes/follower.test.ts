import assert from 'node:assert/strict';
import { systemClock, type Clock } from '../../../src/targets/docker/clock';
import { ClusterClient } from '../../../src/targets/kubernetes/client';
import type { ClusterFailure } from '../../../src/targets/kubernetes/failure';
import { Follower, type FollowerState } from '../../../src/targets/kubernetes/follower';
import { labKinds } from '../../../src/targets/kubernetes/kinds';
import type { ClusterObject } from '../../../src/targets/kubernetes/object';
import { FakeClock } from '../../unit/docker/fakes';
import { FakeApi, pause, pods, until } from './fakeApi';

const podKind = labKinds[0] ?? assert.fail();

describe('follower of a kind', () => {
  let api: FakeApi;
  let client: ClusterClient;
  const followers: Follower[] = [];
  beforeEach(async () => {
    api = await FakeApi.start();
    client = new ClusterClient({ access: async () => ({ server: api.url, options: {} }) });
  });
  afterEach(async () => {
    for (const follower of followers.splice(0)) follower.dispose();
    client.dispose();
    await api.stop();
  });

  function follow(clock: Clock = systemClock) {
    const known = new Map<string, ClusterObject>();
    const states: FollowerState[] = [];
    const lists: number[] = [];
    const lost: ClusterFailure[] = [];
    const seen = { known, states, lists, lost, cut: false, calls: 0, names: () => [...known.values()].map(({ name }) => name).sort() };
    const follower = new Follower(podKind, 'lab', client, {
      all: (objects, cut) => {
        seen.calls++;
        seen.cut = cut;
        lists.push(objects.length);
        known.clear();
        for (const object of objects) known.set(object.uid, object);
      },
      changed: object => { seen.calls++; known.set(object.uid, object); },
      removed: uid => { seen.calls++; known.delete(uid); },
      state: state => { seen.calls++; states.push(state); },
      traffic: () => undefined,
      lost: failure => { seen.calls++; lost.push(failure); },
    }, clock);
    followers.push(follower);
    follower.start();
    return Object.assign(seen, { follower });
  }

  const isLive = (of: { states: FollowerState[] }): boolean => of.states.at(-1)?.kind === 'live';
  const watching = (): boolean => api.watches.size === 1;
  const listings = (): number => api.requests.filter(path => !path.includes('watch=')).length;

  it('lists what there is, in pages, and goes on with what changes', async () => {
    for (let index = 0; index < 1200; index++) api.put(pods, `p${index}`);
    const seen = follow();
    await until(() => isLive(seen) && watching());
    assert.deepEqual([seen.lists, seen.cut, listings()], [[1200], false, 3]);
    api.add(pods, 'new');
    api.drop(pods, 'p0');
    await until(() => seen.known.has('uid-new') && !seen.known.has('uid-p0'));
  });

  it('says that there are more than it reads', async () => {
    for (let index = 0; index < 2300; index++) api.put(pods, `p${index}`);
    const seen = follow();
    await until(() => isLive(seen));
    assert.deepEqual([seen.lists, seen.cut], [[2000], true]);
  });

  it('keeps who wrote to an object, not the rest of managedFields', async () => {
    api.put(pods, 'p', { metadata: { managedFields: [{ manager: 'kubectl-create', operation: 'Update', time: '2026-01-02T03:04:05Z', fieldsV1: { 'f:spec': {} } }] } });
    const seen = follow();
    await until(() => seen.known.size === 1);
    const [pod] = [...seen.known.values()];
    assert.deepEqual(pod?.managers, [{ name: 'kubectl-create', operation: 'Update', time: Date.parse('2026-01-02T03:04:05Z') }]);
    assert.doesNotMatch(JSON.stringify(pod?.body), /managedFields|f:spec/);
  });

  it('goes on where it was after a connection that was reset, without a new list', async () => {
    const seen = follow();
    await until(watching);
    api.add(pods, 'a');
    await until(() => seen.known.size === 1);
    api.reset();
    api.put(pods, 'meanwhile');
    await until(() => seen.names().join() === 'a,meanwhile');
    assert.equal(listings(), 1);
    assert.match(api.requests.at(-1) ?? '', /resourceVersion=101/);
  });

  it('goes on from the last bookmark when the server closes the watch, at once', async () => {
    const seen = follow();
    await until(watching);
    api.put('/api/v1/namespaces/other/pods', 'elsewhere');
    api.bookmark(pods);
    await pause(50);
    api.closeWatches();
    await until(() => watching() && api.requests.length === 3);
    assert.match(api.requests.at(-1) ?? '', /resourceVersion=101/);
    assert.ok(!seen.states.some(({ kind }) => kind === 'waiting'));
  });

  it('does not storm a server that closes each watch at once', async () => {
    api.handlers.set(`watch ${pods}`, (_request, response) => void response.writeHead(200).end());
    const clock = new FakeClock();
    const seen = follow(clock);
    for (let step = 1; step <= 6; step++) {
      await until(() => seen.states.filter(({ kind }) => kind === 'waiting').length === step);
      assert.equal(api.requests.filter(path => path.includes('watch=')).length, step, 'one watch a step');
      const state = seen.states.at(-1);
      await clock.advance(state?.kind === 'waiting' ? state.until - clock.now() : 0);
    }
    const waits = seen.states.flatMap(state => state.kind === 'waiting' ? [state.until] : []);
    assert.deepEqual(waits.map((at, index) => at - (waits[index - 1] ?? 1_000_000)), [125, 250, 500, 1000, 2500, 5000]);
  });

  it('lists again where the server no longer knows its version', async () => {
    const seen = follow();
    await until(watching);
    api.put(pods, 'missed');
    api.tell(pods, 'ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old resource version' });
    await until(() => seen.names().join() === 'missed');
    assert.equal(listings(), 2);
    assert.ok(isLive(seen));
    assert.equal(seen.lost.length, 0);
  });

  it('begins a list anew whose next page has expired', async () => {
    for (let index = 0; index < 600; index++) api.put(pods, `p${index}`);
    let expired = 0;
    api.handlers.set(pods, (request, response, url) => {
      api.handlers.delete(pods);
      if (url.searchParams.get('continue') === null) {
        response.end(JSON.stringify({ metadata: { resourceVersion: '1', continue: '500' }, items: [] }));
        api.handlers.set(pods, (_request, second) => { expired++; api.handlers.delete(pods); second.writeHead(410).end('{}'); });
      } else request.destroy();
    });
    const seen = follow();
    await until(() => isLive(seen) && watching());
    assert.deepEqual([expired, seen.lists], [1, [600]]);
  });

  it('asks nothing more of a kind that is forbidden', async () => {
    api.refuse(pods, 403, {}, 'pods is forbidden: User "guest" cannot list');
    const seen = follow();
    await until(() => seen.states.at(-1)?.kind === 'forbidden');
    await pause(300);
    assert.equal(api.requests.length, 1);
    const state = seen.states.at(-1);
    assert.match(state?.kind === 'forbidden' ? state.failure.message : '', /User "guest" cannot list/);
  });

  it('waits as long as a server that is asked too much wants, whatever happens meanwhile', async () => {
    api.refuse(pods, 429, { 'retry-after': '7' });
    const clock = new FakeClock();
    const seen = follow(clock);
    await until(() => seen.states.at(-1)?.kind === 'waiting');
    api.handlers.clear();
    seen.follower.wake();
    await clock.advance(6900);
    await pause(50);
    assert.equal(api.requests.length, 1);
    await clock.advance(200);
    await until(() => isLive(seen));
  });

  it('tries a server that fails again, and at once when it is woken', async () => {
    api.refuse(pods, 500);
    const clock = new FakeClock();
    const seen = follow(clock);
    await until(() => seen.states.at(-1)?.kind === 'waiting');
    api.handlers.clear();
    seen.follower.wake();
    await until(() => isLive(seen));
  });

  it('leaves nothing open and says nothing more when it is stopped while it lists', async () => {
    api.handlers.set(pods, () => undefined);
    const seen = follow();
    await until(() => api.requests.length === 1);
    const { calls } = seen;
    seen.follower.dispose();
    await until(() => api.sockets.size === 0);
    await pause(100);
    assert.deepEqual([seen.calls - calls, api.requests.length, api.watches.size], [0, 1, 0]);
  });

  it('leaves nothing open and says nothing more when it is stopped while it watches', async () => {
    const seen = follow();
    await until(watching);
    await until(() => isLive(seen));
    const { calls } = seen;
    seen.follower.dispose();
    await until(() => api.sockets.size === 0);
    await pause(100);
    assert.deepEqual([seen.calls - calls, api.requests.length], [0, 2]);
  });

  it('says that the cluster is away where nobody listens, and stops', async () => {
    const seen = follow();
    await until(watching);
    await api.stop();
    await until(() => seen.lost.length === 1);
    assert.equal(seen.lost[0]?.reason, 'refused');
    await api.listen();
    await pause(200);
    assert.equal(api.requests.length, 2, 'whoever owns it decides when to go on');
  });
});
