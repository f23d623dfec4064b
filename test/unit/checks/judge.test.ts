import assert from 'node:assert/strict';
import type { Test } from '../../../src/core/check';
import { judge } from '../../../src/core/checks/judge';
import { english, msg } from '../../../src/core/message';
import { container, image, network, node, printed, run, service, task, volume, world, type AskedWorld } from './worlds';

const id = 'a'.repeat(64);
const published = { hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' } as const;
const port80 = { containerPort: 80, protocol: 'tcp' } as const;
const web = container('web', { uid: `container:${id}`, image: 'nginx:latest', ports: [published], networks: ['net'], volumes: ['data'], health: 'healthy' });
const detail = { kind: 'detail', container: web.uid } as const;
const layersOf = { kind: 'layers', image: 'image:nginx:latest' } as const;
const http = { kind: 'http', url: 'http://localhost:8080/' } as const;
const tcp = { kind: 'tcp', host: '127.0.0.1', port: 80 } as const;
const file = { kind: 'file', path: 'hello/index.js' } as const;
const things = [web, container('db', { state: 'exited', exitCode: 1, networks: ['net'] }), container('made', { state: 'created' }), image('nginx:latest', 1), network('net'), volume('data')];
const live = world({ things, seen: [[detail, { kind: 'detail', envNames: ['ROOT_PW'], restartPolicy: 'no' }], [layersOf, { kind: 'layers', count: 3 }]] });
const swarm = world({
  swarm: 'manager',
  things: [service('vote', { stack: 'app', ports: [published] }), service('db', { stack: 'app', running: 1, desired: 1 }), node('a', { role: 'manager', leader: true }), node('b'), node('c', { status: 'down' }),
    task('t1', 'vote', { failures: 2, lastFailure: 'No such image' }), task('t2', 'vote', { state: 'failed', error: 'exit 1' })],
});
const page = (status: number, body: string, more: object = {}) => world({ seen: [[http, { kind: 'http', status, body, cut: false, ...more }]] });
const ran = (over: Parameters<typeof run>[1], answer?: string) => world({ blocks: [{ id: 'own', ordinal: 3, run: run('own', over) }, { id: 'other', ordinal: 4 }], answer });
const answered = (answer: string | undefined) => world({ answer });

/** Claim, world, how it stands, and what is said. */
const table: Record<string, readonly (readonly [Test, AskedWorld, 'true' | 'false' | 'unknown' | 'asking' | 'missing' | 'ended' | 'over', string?])[]> = {
  container: [
    [{ kind: 'container', name: 'web', state: 'running' }, live, 'true', '`web` is running'],
    [{ kind: 'container', name: 'web' }, live, 'true'],
    [{ kind: 'container', name: 'aaaaaaaaaaaa', state: 'running' }, live, 'true', '`web` is running'],
    [{ kind: 'container', name: 'we', state: 'running' }, live, 'missing', 'no container is named `we`'],
    [{ kind: 'container', name: 'made', state: 'running' }, live, 'missing', '`made` is created, not running'],
    [{ kind: 'container', name: 'web', state: 'running' }, world({ things: [{ ...web, restartLoop: true, exitCode: 1 }] }), 'false', '`web` dies and starts again and again, last with code 1'],
    [{ kind: 'container', name: 'web', state: 'running' }, world({ things: [{ ...web, state: 'paused' }] }), 'false', '`web` is paused, not running'],
    [{ kind: 'container', name: 'db', state: 'exited' }, live, 'true', '`db` has exited with code 1'],
    [{ kind: 'container', name: 'db', exitCode: 1 }, live, 'true'],
    [{ kind: 'container', name: 'db', state: 'exited', exitCode: 0 }, live, 'ended', '`db` has exited with code 1, not 0'],
    [{ kind: 'container', name: 'web', state: 'exited' }, live, 'false', '`web` is still running'],
    [{ kind: 'container', name: 'made', state: 'created' }, live, 'true'],
    [{ kind: 'container', name: 'web', state: 'created' }, live, 'false'],
    [{ kind: 'container', name: 'none', state: 'absent' }, live, 'true', 'no container is named `none`'],
    [{ kind: 'container', name: 'web', state: 'absent' }, live, 'false', '`web` is still there: running'],
    [{ kind: 'container', name: 'web', health: 'healthy' }, live, 'true', '`web` is running; its health is healthy'],
    [{ kind: 'container', name: 'web', health: 'unhealthy' }, live, 'false', 'the health of `web` is healthy, not unhealthy'],
    [{ kind: 'container', name: 'web', health: 'healthy' }, world({ things: [container('web')] }), 'ended', '`web` has no health check'],
    [{ kind: 'container', name: 'web', ports: [{ ...port80, hostPort: '8080' }] }, live, 'true', '`web` is running; port 8080 leads to its port 80'],
    [{ kind: 'container', name: 'web', ports: [port80] }, live, 'true'],
    [{ kind: 'container', name: 'web', ports: [{ ...port80, hostPort: '80' }] }, live, 'ended', 'port 80 of `web` is published as 8080, not as 80'],
    [{ kind: 'container', name: 'web', ports: [{ containerPort: 443, protocol: 'tcp' }] }, live, 'ended', 'port 443 of `web` is not published'],
    [{ kind: 'container', name: 'web', noPorts: true }, live, 'ended', '`web` publishes port 8080'],
    [{ kind: 'container', name: 'web', noPorts: true }, world({ things: [container('web')] }), 'true'],
    [{ kind: 'container', name: 'web', image: 'docker.io/library/nginx' }, live, 'true'],
    [{ kind: 'container', name: 'web', image: 'nginx:1.25' }, live, 'ended', '`web` is from `nginx:latest`, not from `nginx:1.25`'],
    [{ kind: 'container', name: 'web', env: ['ROOT_PW'] }, live, 'true', '`web` is running; it has the variable `ROOT_PW`'],
    [{ kind: 'container', name: 'web', env: ['OTHER'] }, live, 'ended'],
    [{ kind: 'container', name: 'web', env: ['OTHER'] }, world({ things: [web] }), 'asking'],
    [{ kind: 'container', name: 'web', networks: ['net'], volumes: ['data'] }, live, 'true'],
    [{ kind: 'container', name: 'web', networks: ['else'] }, live, 'false'],
    [{ kind: 'container', name: 'web', volumes: ['else'] }, live, 'ended'],
    [{ kind: 'container', name: 'web', state: 'running' }, world({ docker: 'away' }), 'unknown', 'Docker does not run.'],
    [{ kind: 'container', name: 'web', state: 'running' }, world({ docker: 'asking' }), 'asking'],
  ],
  image: [
    [{ kind: 'image', name: 'nginx' }, live, 'true'],
    [{ kind: 'image', name: 'library/nginx:latest', state: 'present' }, live, 'true'],
    [{ kind: 'image', name: 'nginx:2' }, live, 'missing', 'there is no image `nginx:2`'],
    [{ kind: 'image', name: 'nginx', state: 'absent' }, live, 'false'],
    [{ kind: 'image', name: 'redis', state: 'absent' }, live, 'true'],
    [{ kind: 'image', name: 'nginx', layers: 3 }, live, 'true', 'the image `nginx` has 3 layers'],
    [{ kind: 'image', name: 'nginx', layersAtLeast: 4 }, live, 'ended'],
    [{ kind: 'image', name: 'nginx', layers: 3 }, world({ things }), 'asking'],
    [{ kind: 'image', name: `sha256:${'b'.repeat(64)}` }, world({ things: [{ ...image('x', 1), uid: `image:sha256:${'b'.repeat(64)}`, tags: [] }] }), 'true'],
  ],
  network: [
    [{ kind: 'network', name: 'net', driver: 'bridge', scope: 'local' }, live, 'true'],
    [{ kind: 'network', name: 'net', driver: 'overlay' }, live, 'ended', '`net` has the driver bridge'],
    [{ kind: 'network', name: 'net', scope: 'swarm' }, live, 'ended'],
    [{ kind: 'network', name: 'else' }, live, 'missing'],
    [{ kind: 'network', name: 'net', state: 'absent' }, live, 'false'],
    [{ kind: 'network', name: 'else', state: 'absent' }, live, 'true'],
    [{ kind: 'network', name: 'net', attached: ['web'] }, live, 'true'],
    [{ kind: 'network', name: 'net', attached: ['web', 'db'] }, live, 'false', '`db` is not connected to `net`'],
    [{ kind: 'network', name: 'net', notAttached: ['db'] }, live, 'true'],
    [{ kind: 'network', name: 'net', notAttached: ['web'] }, live, 'false'],
  ],
  volume: [
    [{ kind: 'volume', name: 'data' }, live, 'true'],
    [{ kind: 'volume', name: 'else' }, live, 'missing'],
    [{ kind: 'volume', name: 'data', state: 'absent' }, live, 'false'],
    [{ kind: 'volume', name: 'else', state: 'absent' }, live, 'true'],
  ],
  swarm: [
    [{ kind: 'swarm', state: 'manager' }, swarm, 'true'],
    [{ kind: 'swarm', state: 'inactive' }, swarm, 'missing'],
    [{ kind: 'swarm', state: 'manager' }, live, 'asking'],
    [{ kind: 'swarm', state: 'manager' }, world({ docker: 'away' }), 'unknown'],
    [{ kind: 'nodes', ready: 2, managers: 1, leader: 1 }, swarm, 'true', '2 nodes are ready; 1 node is a manager; 1 node is the leader'],
    [{ kind: 'nodes', ready: 3 }, swarm, 'false', '2 nodes are ready'],
    [{ kind: 'nodes', ready: 3 }, world({ swarm: 'worker' }), 'unknown', 'only a manager of the swarm can tell'],
    [{ kind: 'nodes', ready: 3 }, world({ swarm: 'inactive' }), 'missing'],
    [{ kind: 'nodes', ready: 3 }, world({ swarm: { role: 'manager', problem: msg('too few managers') } }), 'unknown', 'too few managers'],
    [{ kind: 'service', name: 'vote' }, swarm, 'true'],
    [{ kind: 'service', name: 'vote', running: 2, desired: 3 }, swarm, 'true', '2 of 3 tasks of `vote` are running'],
    [{ kind: 'service', name: 'vote', running: 3 }, swarm, 'false', '2 of 3 tasks of `vote` are running'],
    [{ kind: 'service', name: 'vote', image: 'nginx' }, swarm, 'true'],
    [{ kind: 'service', name: 'vote', image: 'redis' }, swarm, 'ended', '`vote` is from `nginx:latest`, not from `redis`'],
    [{ kind: 'service', name: 'vote', ports: [{ ...port80, hostPort: '8080' }] }, swarm, 'true'],
    [{ kind: 'service', name: 'vote', ports: [{ ...port80, hostPort: '81' }] }, swarm, 'ended'],
    [{ kind: 'service', name: 'none' }, swarm, 'missing'],
    [{ kind: 'service', name: 'none', state: 'absent' }, swarm, 'true'],
    [{ kind: 'service', name: 'vote', state: 'absent' }, swarm, 'false'],
    [{ kind: 'service', name: 'vote', state: 'absent' }, world({ swarm: 'inactive' }), 'true'],
    [{ kind: 'stack', name: 'app', services: 2 }, swarm, 'true', 'the stack `app` has 2 services'],
    [{ kind: 'stack', name: 'app', services: 3 }, swarm, 'false'],
    [{ kind: 'stack', name: 'none' }, swarm, 'missing'],
    [{ kind: 'stack', name: 'none', state: 'absent' }, swarm, 'true'],
    [{ kind: 'stack', name: 'app', state: 'absent' }, swarm, 'false'],
    [{ kind: 'tasks', service: 'vote', state: 'failed', atLeast: 3 }, swarm, 'true'],
    [{ kind: 'tasks', service: 'vote', state: 'failed', atLeast: 4 }, swarm, 'false', '3 tasks of `vote` are or were failed'],
    [{ kind: 'tasks', service: 'vote', state: 'rejected', atLeast: 2, has: 'No such image' }, swarm, 'true'],
    [{ kind: 'tasks', service: 'vote', state: 'running', atLeast: 1 }, swarm, 'true'],
    [{ kind: 'tasks', service: 'none', state: 'running', atLeast: 1 }, swarm, 'missing'],
  ],
  http: [
    [http, page(200, 'Hello'), 'true', '`http://localhost:8080/` answers with status 200'],
    [http, page(500, ''), 'false'],
    [{ ...http, status: 404 }, page(404, ''), 'true'],
    [{ ...http, status: 200 }, page(404, ''), 'false', '`http://localhost:8080/` answers with status 404, not 200'],
    [{ ...http, has: 'ell', lacks: 'x', matches: '^H' }, page(200, 'Hello'), 'true'],
    [{ ...http, has: 'bye' }, page(200, 'Hello'), 'false', '`http://localhost:8080/` does not contain “bye”'],
    [{ ...http, has: 'bye' }, page(200, 'Hello', { cut: true }), 'unknown'],
    [{ ...http, lacks: 'ell' }, page(200, 'Hello'), 'false'],
    [{ ...http, lacks: 'bye' }, page(200, 'Hello', { cut: true }), 'unknown'],
    [{ ...http, matches: '^x' }, page(200, 'Hello'), 'false'],
    [{ ...http, matches: '(' }, page(200, 'Hello'), 'unknown', 'the expression “(” cannot be read'],
    [{ ...http, status: 302 }, page(302, '', { leads: 'else:80' }), 'true'],
    [{ ...http, status: 200 }, page(302, '', { leads: 'else:80' }), 'false', '`http://localhost:8080/` answers with a redirect to `else:80`, which is not followed'],
    [http, world({ seen: [[http, { kind: 'refused' }]] }), 'missing', '`http://localhost:8080/` does not answer'],
    [http, world({ seen: [[http, { kind: 'silent', seconds: 4 }]] }), 'false'],
    [http, world({ seen: [[http, { kind: 'barred', reason: msg('no') }]] }), 'unknown', 'no'],
    [http, world(), 'asking'],
    [http, world({ swarm: { role: 'manager', mesh: false }, things: [service('vote', { ports: [published] })], seen: [[http, { kind: 'silent', seconds: 4 }]] }), 'ended', '`vote` publishes port 8080 by the routing mesh, which needs IPVS: the kernel here has none'],
    [http, world({ swarm: { role: 'manager', mesh: true }, things: [service('vote', { ports: [published] })], seen: [[http, { kind: 'silent', seconds: 4 }]] }), 'false'],
  ],
  tcp: [
    [{ kind: 'tcp', port: '80', state: 'open' }, world({ seen: [[tcp, { kind: 'open' }]] }), 'true', 'port 80 is open'],
    [{ kind: 'tcp', port: '80', state: 'closed' }, world({ seen: [[tcp, { kind: 'open' }]] }), 'false'],
    [{ kind: 'tcp', port: '80', state: 'closed' }, world({ seen: [[tcp, { kind: 'refused' }]] }), 'true'],
    [{ kind: 'tcp', port: '80', state: 'open' }, world({ seen: [[tcp, { kind: 'refused' }]] }), 'missing'],
    [{ kind: 'tcp', port: '80', state: 'closed' }, world({ seen: [[tcp, { kind: 'silent', seconds: 4 }]] }), 'unknown'],
    [{ kind: 'tcp', port: '80', state: 'open' }, world({ seen: [[tcp, { kind: 'silent', seconds: 4 }]] }), 'false'],
    [{ kind: 'tcp', port: 'x', state: 'open' }, world(), 'unknown', '“x” is no port number'],
    [{ kind: 'tcp', port: '80', state: 'open' }, world(), 'asking'],
  ],
  file: [
    [file, world({ seen: [[file, { kind: 'file', text: 'abc', cut: false }]] }), 'true', 'the file `hello/index.js` is there'],
    [{ ...file, has: 'b', matches: 'c$' }, world({ seen: [[file, { kind: 'file', text: 'abc', cut: false }]] }), 'true'],
    [{ ...file, has: 'x' }, world({ seen: [[file, { kind: 'file', text: 'abc', cut: false }]] }), 'false'],
    [file, world({ seen: [[file, { kind: 'none' }]] }), 'missing', 'there is no file `hello/index.js`'],
    [{ ...file, state: 'absent' }, world({ seen: [[file, { kind: 'none' }]] }), 'true'],
    [{ ...file, state: 'absent' }, world({ seen: [[file, { kind: 'file', text: '', cut: false }]] }), 'false'],
    [file, world({ seen: [[file, { kind: 'barred', reason: msg('a link') }]] }), 'unknown', 'a link'],
    [file, world(), 'asking'],
  ],
  record: [
    [{ kind: 'output', has: ['a', 'b'], lacks: ['x'], matches: '^b' }, ran(printed('a\nb\n')), 'true'],
    [{ kind: 'output', has: ['x'] }, ran(printed('a')), 'over', 'block 3 did not print “x”'],
    [{ kind: 'output', has: ['x'] }, ran(printed('a', 9)), 'unknown', 'block 3 printed more than is kept'],
    [{ kind: 'output', has: ['green light'] }, ran(printed('a \x1b[32mgreen\x1b[0m light')), 'true'],
    [{ kind: 'output', lacks: ['a'] }, ran(printed('a')), 'over'],
    [{ kind: 'output', lacks: ['x'] }, ran(printed('a')), 'true'],
    [{ kind: 'output', matches: 'x' }, ran(printed('a')), 'over'],
    [{ kind: 'output', has: ['x'] }, ran({ noOutput: msg('no transcript') }), 'unknown', 'no transcript'],
    [{ kind: 'output', has: ['x'] }, ran({ marks: ['byHand'] }), 'unknown', 'it was typed by hand: what it printed was not recorded'],
    [{ kind: 'output', has: ['x'] }, ran({ state: 'running', end: undefined }), 'false', 'block 3 is still running'],
    [{ kind: 'output', has: ['a'] }, ran({ state: 'running', end: undefined, ...printed('a') }), 'true'],
    [{ kind: 'output', has: ['a'], lacks: ['x'] }, ran({ state: 'running', end: undefined, ...printed('a') }), 'false', 'block 3 is still running'],
    [{ kind: 'output', block: 'other', has: ['x'] }, ran({}), 'false', 'block 4 has not run yet'],
    [{ kind: 'output', block: 'none', has: ['x'] }, ran({}), 'unknown', 'there is no block `none`'],
    [{ kind: 'exit', code: 0 }, ran({}), 'true', 'block 3 has ended with exit code 0'],
    [{ kind: 'exit', code: 2 }, ran({}), 'over'],
    [{ kind: 'exit', code: 0 }, ran({ code: undefined, state: 'interrupted' }), 'unknown'],
    [{ kind: 'exit', code: 0 }, ran({ state: 'running' }), 'false'],
    [{ kind: 'ran', block: 'own' }, ran({ state: 'failed' }), 'true', 'block 3 has run'],
    [{ kind: 'ran', block: 'own' }, ran({ state: 'notRun' }), 'false'],
    [{ kind: 'answer', ask: '?', is: ['Forty two'] }, answered(' forty  TWO '), 'true', 'you answered “forty  TWO”'],
    [{ kind: 'answer', ask: '?', is: ['42'] }, answered('43'), 'false', '“43” is not the answer'],
    [{ kind: 'answer', ask: '?', is: ['42'] }, answered(undefined), 'false', 'type your answer'],
    [{ kind: 'answer', ask: '?', matches: '^\\d+$' }, answered('43'), 'true'],
    [{ kind: 'answer', ask: '?', matches: '^\\d+$' }, answered('x'), 'false'],
    [{ kind: 'answer', ask: '?' }, answered('anything'), 'true'],
    [{ kind: 'answer', ask: '?' }, answered('  '), 'false'],
  ],
  combined: [
    [{ kind: 'all', tests: [{ kind: 'container', name: 'web', state: 'running' }, { kind: 'volume', name: 'data' }] }, live, 'true', '`web` is running; the volume `data` is there'],
    [{ kind: 'all', tests: [{ kind: 'container', name: 'none' }, { kind: 'exit', code: 0 }] }, live, 'missing', 'no container is named `none`'],
    [{ kind: 'all', tests: [{ kind: 'volume', name: 'data' }, { kind: 'exit', code: 0 }] }, live, 'unknown'],
    [{ kind: 'all', tests: [{ kind: 'volume', name: 'data' }, http] }, live, 'asking'],
    [{ kind: 'any', tests: [{ kind: 'volume', name: 'none' }, { kind: 'volume', name: 'data' }] }, live, 'true'],
    [{ kind: 'any', tests: [{ kind: 'volume', name: 'none' }, http] }, live, 'asking'],
    [{ kind: 'any', tests: [{ kind: 'volume', name: 'none' }, { kind: 'volume', name: 'neither' }] }, live, 'missing'],
    [{ kind: 'any', tests: [{ kind: 'volume', name: 'none' }, { kind: 'container', name: 'web', state: 'exited' }] }, live, 'false'],
    [{ kind: 'not', test: { kind: 'volume', name: 'none' } }, live, 'true', 'there is no volume `none`'],
    [{ kind: 'not', test: { kind: 'volume', name: 'data' } }, live, 'false'],
    [{ kind: 'not', test: http }, live, 'asking'],
  ],
};

describe('judging', () => {
  for (const [group, rows] of Object.entries(table)) it(`${group}: ${rows.length} claims`, () => {
    for (const [claim, around, stands, said] of rows) {
      const verdict = judge(claim, around);
      const name = JSON.stringify(claim);
      assert.equal(verdict.is === 'false' ? verdict.stuck ?? 'false' : verdict.is, stands, name);
      const facts = verdict.is === 'unknown' ? [verdict.reason] : verdict.is === 'asking' ? [] : verdict.facts;
      if (said !== undefined) assert.equal(facts.map(english).join('; '), said, name);
      assert.ok(verdict.is === 'asking' || facts.length > 0, name);
    }
  });

  it('tells which container’s last lines help, and only where nothing starts it again', () => {
    const dead = container('db', { state: 'exited', exitCode: 1 });
    const policy = (restartPolicy: string) => judge({ kind: 'container', name: 'db', state: 'running' }, world({ things: [dead], seen: [[{ kind: 'detail', container: dead.uid }, { kind: 'detail', envNames: [], restartPolicy }]] }));
    assert.deepEqual(['no', 'unless-stopped', 'always', 'on-failure'].map(one => { const verdict = policy(one); return verdict.is === 'false' && [verdict.stuck, verdict.logsOf]; }),
      [['ended', dead.uid], ['ended', dead.uid], [undefined, dead.uid], [undefined, dead.uid]]);
  });

  it('marks what came from a stand-in or was typed by hand', () => {
    const marks = (test: Test, around: AskedWorld) => { const verdict = judge(test, around); return verdict.is === 'true' ? verdict.marks : undefined; };
    assert.deepEqual(marks({ kind: 'container', name: 'web' }, world({ things: [{ ...web, standIn: true }] })), ['standIn']);
    assert.deepEqual(marks({ kind: 'exit', code: 0 }, ran({ marks: ['byHand'] })), ['byHand']);
    assert.deepEqual(marks({ kind: 'all', tests: [{ kind: 'image', name: 'nginx' }, { kind: 'container', name: 'web' }] }, world({ things: [web, { ...image('nginx:latest', 1), standIn: true }] })), ['standIn']);
  });

  it('learns all that is wanted, also behind what is not so', () => {
    const around = world({ things });
    judge({ kind: 'all', tests: [{ kind: 'volume', name: 'none' }, http, { kind: 'container', name: 'web', env: ['A'] }, { kind: 'image', name: 'nginx', layers: 1 }] }, around);
    assert.deepEqual(around.asked, ['http http://localhost:8080/', `detail container:${id}`, 'layers image:nginx:latest']);
  });
});
