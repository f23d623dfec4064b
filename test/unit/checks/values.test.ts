import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check';
import { isNegative } from '../../../src/core/checkNegative';
import { captureNow } from '../../../src/core/checks/captures';
import { livePart, startsSomething } from '../../../src/core/checks/testKinds';
import { fillSlots, slotsOf } from '../../../src/core/checks/values';
import { container, printed, run, world } from './worlds';

const test: Test = { kind: 'all', tests: [{ kind: 'http', url: 'http://localhost:${WEB_PORT}/${X}', matches: '^v${X}$' }, { kind: 'tcp', port: '${WEB_PORT}', state: 'open' }] };
const values = (name: string) => ({ WEB_PORT: '80', X: '1.0' })[name];

describe('values in checks', () => {
  it('are found once each and put in; in an expression they stand for themselves', () => {
    assert.deepEqual(slotsOf(test), ['WEB_PORT', 'X']);
    assert.deepEqual(fillSlots(test, values), { kind: 'all', tests: [{ kind: 'http', url: 'http://localhost:80/1.0', matches: '^v1\\.0$' }, { kind: 'tcp', port: '80', state: 'open' }] });
    assert.deepEqual(slotsOf(fillSlots(test, name => name === 'X' ? '1' : undefined)), ['WEB_PORT']);
  });

  it('are captured from output, ids and ports, one line of them', () => {
    const id = 'c'.repeat(64);
    const around = world({
      things: [container('web', { uid: `container:${id}`, ports: [{ hostIp: '', hostPort: 49_153, containerPort: 80, protocol: 'tcp' }] })],
      blocks: [{ id: 'own', ordinal: 1, run: run('own', printed('local 8088\nsha256:abc\n')) }],
    });
    const take = (from: Parameters<typeof captureNow>[0]['from']) => captureNow({ name: 'N', from }, around);
    assert.equal(take({ kind: 'output', matches: '^local (\\d+)$' }), '8088');
    assert.equal(take({ kind: 'output', matches: 'sha256:\\w+' }), 'sha256:abc');
    assert.equal(take({ kind: 'output', matches: 'none' }), undefined);
    assert.equal(take({ kind: 'output', matches: 'local[^]*' }), undefined, 'more than a line');
    assert.equal(take({ kind: 'containerId', container: 'web' }), id);
    assert.equal(take({ kind: 'hostPort', container: 'web', port: 80 }), '49153');
    assert.equal(take({ kind: 'hostPort', container: 'web', port: 81 }), undefined);
  });
});

describe('kinds of claims', () => {
  const absent: Test = { kind: 'container', name: 'x', state: 'absent' };
  const there: Test = { kind: 'container', name: 'x', state: 'running' };
  const negative: readonly Test[] = [
    absent, { kind: 'image', name: 'x', state: 'absent' }, { kind: 'service', name: 'x', state: 'absent' }, { kind: 'swarm', state: 'inactive' }, { kind: 'tcp', port: '1', state: 'closed' },
    { kind: 'file', path: 'x', state: 'absent' }, { kind: 'output', lacks: ['x'] }, { kind: 'nodes', ready: 0 }, { kind: 'not', test: there }, { kind: 'all', tests: [absent, absent] },
    { kind: 'any', tests: [absent, there] }, { kind: 'not', test: { kind: 'all', tests: [there, absent] } },
  ];
  const positive: readonly Test[] = [
    there, { kind: 'http', url: 'x', status: 200, lacks: 'y' }, { kind: 'output', has: ['x'], lacks: ['y'] }, { kind: 'exit', code: 2 }, { kind: 'all', tests: [absent, there] }, { kind: 'not', test: absent },
    { kind: 'tcp', port: '1', state: 'open' }, { kind: 'swarm', state: 'manager' }, { kind: 'nodes', ready: 2 }, { kind: 'network', name: 'x', driver: 'bridge', notAttached: ['y'] }, { kind: 'container', name: 'x', noPorts: true },
  ];

  it('that are true where nothing was done', () => {
    for (const one of negative) assert.equal(isNegative(one), true, JSON.stringify(one));
    for (const one of positive) assert.equal(isNegative(one), false, JSON.stringify(one));
  });

  it('that can go again: what a run said stays', () => {
    const said: Test = { kind: 'output', has: ['x'] };
    assert.deepEqual(livePart({ kind: 'all', tests: [said, there] }), { kind: 'all', tests: [there] });
    assert.equal(livePart({ kind: 'any', tests: [said, there] }), undefined);
    assert.equal(livePart({ kind: 'not', test: said }), undefined);
    assert.equal(livePart(there), there);
  });

  it('of something that starts', () => {
    assert.deepEqual([there, absent, { kind: 'container', name: 'x', ports: [] } as Test, { kind: 'volume', name: 'x' } as Test].map(startsSomething), [true, false, true, false]);
  });
});
