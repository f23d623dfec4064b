import assert from 'node:assert/strict';
import { english, msg } from '../../../src/core/message';
import type { RowView } from '../../../src/core/protocol';
import type { ContainerResource } from '../../../src/core/resource';
import { portText } from '../../../src/core/statusRow';
import { StatusBuilder } from '../../../src/core/statusView';
import { container, image, input, made, network, volume } from './things';
import type { Resource } from '../../../src/core/resource';
import type { StatusInput } from '../../../src/core/statusInput';

function row(resource: Resource, over: Partial<StatusInput> = {}, rest: readonly Resource[] = []): RowView {
  const view = new StatusBuilder(english).build(input([resource], rest, over), true);
  const found = [...view.groups, ...view.others.groups ?? []].flatMap(group => group.rows).find(candidate => candidate.uid === resource.uid);
  assert.ok(found);
  return found;
}
const actions = (view: RowView): string => view.actions.map(action => action.id).join(' ');

const states: readonly [Partial<ContainerResource>, string, string, string][] = [
  [{ state: 'running' }, 'pass', 'running', 'logs shell stop remove'],
  [{ state: 'running', health: 'healthy' }, 'pass', 'running, healthy', 'logs shell stop remove'],
  [{ state: 'running', health: 'unhealthy' }, 'fail', 'running, unhealthy', 'logs shell stop remove'],
  [{ state: 'running', health: 'starting' }, 'running', 'running, starting up', 'logs shell stop remove'],
  [{ state: 'exited', exitCode: 0 }, 'idle', 'exited (0), done', 'logs start remove'],
  [{ state: 'exited', exitCode: 1 }, 'fail', 'exited (1)', 'logs start remove'],
  [{ state: 'exited', exitCode: 127 }, 'fail', 'exited (127)', 'logs start remove'],
  [{ state: 'exited', exitCode: 143 }, 'idle', 'exited (143), stopped', 'logs start remove'],
  [{ state: 'exited', exitCode: 137, oomKilled: true }, 'fail', 'killed: out of memory', 'logs start remove'],
  [{ state: 'restarting', exitCode: 1 }, 'running', 'restarting after exit (1)', 'logs shell stop remove'],
  [{ state: 'restarting', exitCode: 1, restartLoop: true }, 'fail', 'in a restart loop', 'logs shell stop remove'],
  [{ state: 'running', restartLoop: true }, 'fail', 'in a restart loop', 'logs shell stop remove'],
  [{ state: 'created' }, 'idle', 'created, never started', 'start remove'],
  [{ state: 'paused' }, 'wait', 'paused', 'logs stop remove'],
  [{ state: 'removing' }, 'running', 'being removed', 'logs'],
  [{ state: 'dead' }, 'fail', 'dead', 'logs start remove'],
];

describe('status rows', () => {
  for (const [over, tone, state, offered] of states) {
    it(`says "${state}" for ${JSON.stringify(over)}`, () => {
      const view = row(container('web1', over));
      assert.deepEqual([view.tone, view.state, actions(view)], [tone, state, offered]);
    });
  }

  it('puts what lies behind a bad state under the row', () => {
    assert.ok(row(container('a', { state: 'exited', exitCode: 137, oomKilled: true })).note);
    assert.ok(row(container('a', { restartLoop: true, exitCode: 2 })).note?.includes('2'));
    assert.equal(row(container('a', { state: 'exited', exitCode: 0 })).note, undefined);
  });

  it('names image, ports and volumes, and leaves anonymous volumes out', () => {
    const ports = [{ hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' as const }];
    assert.equal(row(container('web', { ports, volumes: ['data', 'f'.repeat(64)] })).detail, 'nginx · 8080→80 · volume data');
  });

  it('shows an address and a protocol only where they are unusual', () => {
    assert.equal(portText({ hostIp: '::', hostPort: 1, containerPort: 2, protocol: 'tcp' }), '1→2');
    assert.equal(portText({ hostIp: '127.0.0.1', hostPort: 53, containerPort: 5353, protocol: 'udp' }), '127.0.0.1:53→5353/udp');
  });

  it('lists who uses a network, a volume and an image', () => {
    const user = container('web', { networks: ['labnet'], volumes: ['data'], image: 'nginx' });
    assert.equal(row(network('labnet'), {}, [user]).detail, '172.20.0.0/16 · web');
    assert.equal(row(volume('data'), {}, [user]).detail, 'web');
    assert.equal(row(image('nginx:latest', 192e6), {}, [user]).detail, 'used by web');
    assert.equal(row(image('nginx:1.27', 192e6), {}, [user]).state, '192 MB');
    const byDigest = { ...image('alpine', 1e6), tags: [] };
    const replica = container('web.1.x', { image: 'alpine:latest', labels: { 'com.docker.swarm.task.id': 'x' } });
    assert.equal(row(byDigest, {}, [replica]).detail, 'used by web.1.x');
    assert.equal(row(byDigest, {}, [user]).detail, 'no container from it');
  });

  it('shortens an anonymous volume and says what carries no tag', () => {
    assert.equal(row(volume('ab'.repeat(32))).name, 'ababababababab'.slice(0, 12));
    const untagged = { ...image('x', 1), uid: 'image:sha256:0123456789abcdef', tags: [] };
    assert.equal(row(untagged).name, 'untagged 0123456789ab');
  });

  it('gives each action the command it stands for', () => {
    for (const action of row(container('web1')).actions) assert.ok(action.command?.startsWith('docker ') && action.command.includes('web1'), action.id);
  });

  it('offers nothing on what is not of this lab, nothing that changes on a guess', () => {
    const web = container('web1');
    assert.equal(actions(row(web, { made: new Map() })), '');
    assert.equal(actions(row(web, { made: new Map([[web.uid, made('web', false, 'L2')]]) })), '');
    const guess = row(web, { made: new Map([[web.uid, made('web', true)]]) });
    assert.equal(actions(guess), 'logs shell');
    assert.equal(guess.block?.likely, true);
  });

  it('names the block by its number, and by its id once it is gone from the note', () => {
    assert.equal(row(container('a')).block?.label, 'block 3');
    assert.equal(row(container('a'), { ordinal: () => undefined }).block?.label, 'web');
  });

  it('shows what is under way instead of buttons, and a failure under the row', () => {
    const web = container('web1');
    const busy = row(web, { pending: new Map([[web.uid, 'stop']]) });
    assert.deepEqual([busy.tone, busy.state, busy.actions.length], ['running', 'stopping', 0]);
    assert.equal(row(web, { problems: new Map([[web.uid, msg('no: {0}', 7)]]) }).problem, 'no: 7');
  });
});
