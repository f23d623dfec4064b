import assert from 'node:assert/strict';
import { english, msg } from '../../../src/core/message';
import type { LinkStatus } from '../../../src/core/source';
import { findRemedy } from '../../../src/core/statusHead';
import type { ProbeResult, StatusInput } from '../../../src/core/statusInput';
import { StatusBuilder } from '../../../src/core/statusView';
import { container, image, input, live, network, node, now, volume } from './things';

const build = (from: StatusInput, open = false) => new StatusBuilder(english).build(from, open);
const names = (groups: readonly { readonly id: string; readonly rows: readonly { readonly name: string }[] }[]) => groups.map(group => [group.id, ...group.rows.map(row => row.name)]);

describe('status view', () => {
  it('orders groups, and rows by age with the newest last', () => {
    const view = build(input([volume('data'), container('a-young', { created: now + 5 }), container('z-old'), network('net'), image('nginx:1', 5e6)]));
    assert.deepEqual(names(view.groups), [['service'], ['container', 'z-old', 'a-young'], ['deployment'], ['pod'], ['k8s-service'], ['endpoint'], ['network', 'net'], ['volume', 'data'], ['image', 'nginx:1'], ['k8s-node']]);
  });

  it('counts what is not of this lab and lists it only when open', () => {
    const from = input([container('mine')], [container('a'), container('b'), network('n')]);
    const shut = build(from);
    assert.deepEqual([shut.others.summary, shut.others.count, shut.others.groups], ['2 containers, 1 network', 3, undefined]);
    assert.deepEqual(names(build(from, true).others.groups ?? [])[1], ['container', 'a', 'b']);
  });

  it('invites to the first block while there is nothing', () => {
    const view = build(input([], [container('foreign')]));
    assert.equal(view.empty?.goTo?.id, 'first');
    assert.equal(build(input([container('mine')])).empty, undefined);
    const none = build(input([], [container('foreign')], { lab: undefined }));
    assert.deepEqual([none.phase, none.others.count, none.empty?.goTo], ['none', 0, undefined]);
    assert.equal(build(input([], [], { link: { phase: 'connecting', since: now } })).empty, undefined);
  });

  it('says of a lab that is only read that nothing is asked, not that it will be', () => {
    assert.equal(build(input([], [], { link: { phase: 'idle', since: now } })).link, 'Not asked yet');
    assert.equal(build(input([], [], { link: { phase: 'idle', since: now, reading: true } })).link, 'Reading, nothing is asked');
  });

  it('keeps the last good rows when the daemon goes, whatever the link does meanwhile', () => {
    for (const phase of ['stale', 'connecting', 'down'] as const) {
      const view = build(input([container('web')], [], { link: { ...live, phase, lastGood: now - 40 } }));
      assert.deepEqual([view.phase, view.asOf, view.groups[1]?.rows.length], ['stale', now - 40, 1], phase);
    }
    assert.equal(build(input([], [], { link: { ...live, phase: 'down' } })).phase, 'down');
  });

  it('says where it looks, and what decided that when it was not the default', () => {
    const chosen: LinkStatus = { ...live, endpoint: { label: msg('Docker at box'), address: 'tcp://box:2375', from: 'DOCKER_HOST' } };
    assert.equal(build(input([], [], { link: chosen })).where, 'Docker at box · tcp://box:2375 · chosen by DOCKER_HOST');
    assert.equal(build(input([])).where, 'Docker on this machine · unix:///x.sock · Engine 28.2.2');
    const where = (role: 'manager' | 'worker', ...nodes: string[]) => build(input([], nodes.map(name => node(name)), { swarm: { role } })).where.split(' · ').at(-1);
    assert.deepEqual([where('manager', 'n1'), where('manager', 'n1', 'n2'), where('worker')], ['swarm of 1 node', 'swarm of 2 nodes', 'worker of a swarm']);
  });

  it('gives each remedy a button that is void once the cause is another', () => {
    const retry = { kind: 'retry', label: msg('Try now') } as const;
    const command = { kind: 'command', label: msg('Start'), command: 'start it' } as const;
    const down: LinkStatus = { phase: 'down', since: now, cause: { code: 'notRunning', message: msg('off'), remedies: [command, retry] } };
    const view = build(input([], [], { link: down }));
    assert.deepEqual(view.cause?.actions.map(action => [action.label, action.command, action.primary]), [['Start', 'start it', true], ['Try now', undefined, false]]);
    const second = view.cause?.actions[1]?.id ?? '';
    assert.equal(findRemedy(down, second), retry);
    assert.equal(findRemedy({ ...down, cause: { code: 'slow', message: msg('slow'), remedies: [command, retry] } }, second), undefined);
    assert.equal(findRemedy(down, '__proto__/0'), undefined);
  });

  const probes: readonly [ProbeResult, string, string][] = [
    [{ kind: 'http', status: 200, ms: 12.4 }, 'pass', 'answers, 200'],
    [{ kind: 'http', status: 404, ms: 1 }, 'pass', 'answers, 404'],
    [{ kind: 'http', status: 502, ms: 1 }, 'fail', 'answers with an error, 502'],
    [{ kind: 'tcp', ms: 1 }, 'pass', 'accepts connections'],
    [{ kind: 'refused' }, 'fail', 'refuses connections'],
    [{ kind: 'timeout', ms: 2000 }, 'wait', 'does not answer'],
    [{ kind: 'unreachable', reason: msg('no tunnel') }, 'wait', 'not reachable from this window'],
    [{ kind: 'notProbed', reason: msg('UDP') }, 'idle', 'not asked'],
    [{ kind: 'asking' }, 'running', 'asking'],
  ];
  for (const [result, tone, state] of probes) {
    it(`shows an endpoint that is ${result.kind} as "${state}"`, () => {
      const web = container('web');
      const endpoint = { uid: 'endpoint:0.0.0.0:80/tcp', address: 'localhost:80', owner: web.uid, openable: true, at: now, result };
      const rows = build(input([web], [], { endpoints: [endpoint, { ...endpoint, uid: 'x', owner: 'container:foreign' }] })).groups.find(group => group.id === 'endpoint')?.rows ?? [];
      assert.deepEqual(rows.map(row => [row.tone, row.state, row.checked, row.actions.map(action => action.id)]), [[tone, state, now, ['open']]]);
    });
  }
});
