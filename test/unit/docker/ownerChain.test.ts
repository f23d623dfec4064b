import assert from 'node:assert/strict';
import { attribute } from '../../../src/core/attribution';
import type { Resource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import { english } from '../../../src/core/message';
import { network, node, service, task, volume } from '../status/things';
import { container } from './fakes';
import { run, t0 } from './runs';

const late = t0 + 600_000;
const stack = { 'com.docker.stack.namespace': 'st' };
const create = run('create', 'docker service create --name web --replicas 2 nginx');
const deploy = run('deploy', 'docker stack deploy -c stack.yml st');
const replica = (of: string, created: number, name = `${of}.1.xyz`) => container('a'.repeat(64), { name, created, labels: { 'com.docker.swarm.service.id': of, 'com.docker.swarm.service.name': of } });

function found(rows: readonly Resource[], ...runs: readonly RunRecord[]) {
  const made = attribute(rows, runs, 0);
  return rows.map(row => {
    const by = made.get(row.uid);
    return by && [by.blockId, by.evidence, by.likely, english(by.message)];
  });
}

describe('what belongs to a service or a stack', () => {
  it('is known for the service by its printed id or its name', () => {
    const id = 'wxjwfr69bw5doc016s4frvrui';
    assert.deepEqual(found([{ ...service('web', { created: t0 }), uid: `service:${id}`, name: 'eager_bell' }], run('b', 'docker service create nginx', { out: `${id}\noverall progress: 0 out of 1 tasks\n` })), [['b', 'printedId', false, 'id printed by the command']]);
    assert.deepEqual(found([service('web', { created: t0 })], create), [['create', 'named', false, 'named in the command']]);
    assert.deepEqual(found([service('web', { created: late })], create), [undefined], 'made later by hand');
  });

  it('is known for its tasks and their containers, however late and whatever ran meanwhile', () => {
    const rows = [service('web', { created: t0 }), task('web', 1, 'running', { created: late }), replica('web', late)];
    const scale = run('scale', 'docker service scale web=5', { start: late - 1000, end: late + 1000 });
    assert.deepEqual(found(rows, create, scale).slice(1), [['create', 'named', false, 'task of web'], ['create', 'named', false, 'task of web']]);
  });

  it('is not taken for a service of the same name that somebody else made', () => {
    assert.deepEqual(found([service('web', { created: late }), task('web', 1, 'running', { created: late }), replica('web', late)], create), [undefined, undefined, undefined]);
  });

  it('is known for a container by its service’s name where the service itself cannot be seen, as on a worker', () => {
    assert.deepEqual(found([replica('web', late)], create), [['create', 'named', false, 'named in the command']]);
  });

  it('is known for a stack’s services, networks and volumes', () => {
    const rows = [
      service('st_db', { created: t0 + 500, labels: stack, stack: 'st', volumes: ['st_data'] }),
      { ...network('st_front'), created: t0 + 300, labels: stack, driver: 'overlay', scope: 'swarm' },
      { ...volume('st_data'), created: t0 + 30_000, labels: stack },
    ];
    assert.deepEqual(found(rows, deploy), [
      ['deploy', 'named', false, 'named in the command'], ['deploy', 'named', false, 'named in the command'], ['deploy', 'mounted', false, 'used by st_db'],
    ]);
  });

  it('is no volume that was there before the service', () => {
    const rows = [service('web', { created: t0, volumes: ['old', 'new'] }), { ...volume('old'), created: t0 - 60_000 }, { ...volume('new'), created: t0 + 9000 }];
    assert.deepEqual(found(rows, create).slice(1), [undefined, ['create', 'mounted', false, 'used by web']]);
  });

  it('is never a node, nor a network that comes with the swarm', () => {
    const ingress = { ...network('ingress'), created: t0 + 1000, driver: 'overlay', scope: 'swarm' };
    assert.deepEqual(found([node('node1', { created: t0 + 500 }), ingress, { ...network('docker_gwbridge'), created: t0 + 1000 }], run('init', 'docker swarm init')), [undefined, undefined, undefined]);
  });
});
