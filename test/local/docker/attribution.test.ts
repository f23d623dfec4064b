import assert from 'node:assert/strict';
import { Attributor, attribute } from '../../../src/core/attribution';
import { dockerNames } from '../../../src/core/dockerNames';
import { rowCommand } from '../../../src/core/rowCommand';
import type { ImageResource, NetworkResource, Resource, VolumeResource } from '../../../src/core/resource';
import type { RunRecord } from '../../../src/core/run';
import { container } from '../../unit/docker/fakes';
import { run, t0 } from '../../unit/docker/runs';

const hex = (digit: string): string => digit.repeat(64);

const image = (tag: string): ImageResource => ({ kind: 'image', uid: `image:sha256:${hex('1')}`, name: tag, tags: [tag], size: 1, labels: {}, standIn: false, created: 1 });
const network = (name: string, created: number): NetworkResource => ({ kind: 'network', uid: `network:${hex('2')}`, name, driver: 'bridge', scope: 'local', labels: {}, standIn: false, created });
const volume = (name: string, created: number): VolumeResource => ({ kind: 'volume', uid: `volume:${name}`, name, driver: 'local', labels: {}, standIn: false, created });

const found = (resource: Resource, runs: readonly RunRecord[], skew = 0) => {
  const made = attribute([resource], runs, skew).get(resource.uid);
  return made && [made.blockId, made.evidence, made.likely];
};

describe('docker attribution', () => {
  it('an id that the run printed', () => {
    const row = container(hex('a'), { name: 'happy_bell', created: t0 });
    assert.deepEqual(found(row, [run('b', 'docker run -d nginx', { out: `${hex('a')}\n` }), run('other', 'docker ps')]), ['b', 'printedId', false]);
    assert.equal(found({ ...row, created: t0 - 60_000 }, [run('b', 'docker network inspect x', { out: `${hex('a')}\n` })]), undefined, 'shown, not made');
  });
  it('a name in the command, while that run went on', () => {
    const row = container(hex('a'), { name: 'web1', created: t0 + 1000 });
    assert.deepEqual(found(row, [run('b', 'sudo docker run -itd --rm -p 80:80 --name web1 nginx')]), ['b', 'named', false]);
    assert.equal(found({ ...row, created: t0 + 60_000 }, [run('b', 'docker run --name web1 nginx')]), undefined, 'made later by hand');
  });
  it('on the daemon\'s clock', () => {
    const row = container(hex('a'), { name: 'web1', created: t0 + 3_600_000 });
    assert.deepEqual(found(row, [run('b', 'docker run --name web1 nginx')], 3_600_000), ['b', 'named', false]);
    assert.equal(found(row, [run('b', 'docker run --name web1 nginx')], 0), undefined);
  });
  it('a run that is still going', () => {
    const row = container(hex('a'), { name: 'web1', created: t0 + 3_600_000 });
    assert.deepEqual(found(row, [run('b', 'docker run --name web1 nginx', { state: 'running', end: undefined })]), ['b', 'named', false]);
  });
  it('a statement that did not run made nothing', () => {
    const text = 'docker run --name web1 nginx';
    assert.equal(found(container(hex('a'), { name: 'web1', created: t0 }), [run('b', text, { statements: [{ index: 1, text, outcome: { kind: 'notRun' } }] })]), undefined);
  });
  it('something that appeared meanwhile is a guess, and none between two labs', () => {
    const row = container(hex('a'), { name: 'happy_bell', created: t0 + 1000 });
    assert.deepEqual(found(row, [run('b', 'docker compose up -d')]), ['b', 'window', true]);
    assert.equal(found(row, [run('b', 'docker compose up -d'), run('x', 'docker ps', { labId: 'L2' })]), undefined);
    assert.equal(found(row, [run('b', 'ls')]), undefined);
  });
  it('images: built and pulled for certain, named in a run as a guess unless the run fetched it', () => {
    assert.deepEqual(found(image('ada/x:1.0'), [run('b', 'docker build -t ada/x:1.0 .')]), ['b', 'named', false]);
    assert.deepEqual(found(image('ada/x:1.0'), [run('b', 'docker build -t "$DOCKERID/x:1.0" .')]), ['b', 'named', true]);
    assert.deepEqual(found(image('nginx:latest'), [run('b', 'docker pull nginx')]), ['b', 'named', false]);
    assert.deepEqual(found(image('nginx:latest'), [run('b', 'docker pull nginx', { out: 'Status: Image is up to date for nginx:latest' })]), ['b', 'named', true]);
    assert.deepEqual(found(image('nginx:latest'), [run('b', 'docker run -d nginx')]), ['b', 'named', true]);
    assert.deepEqual(found(image('nginx:latest'), [run('b', 'docker run -d nginx', { out: "Unable to find image 'nginx:latest' locally" })]), ['b', 'named', false]);
  });
  it('networks and volumes by name, nameless volumes by their container', () => {
    assert.deepEqual(found(network('n1', t0), [run('b', 'docker network create --driver bridge n1')]), ['b', 'named', false]);
    assert.deepEqual(found(volume('data', t0), [run('b', 'docker run -v data:/var/lib nginx')]), ['b', 'named', false]);
    const row = container(hex('a'), { name: 'db', created: t0, volumes: [hex('b')] });
    const made = attribute([row, volume(hex('b'), t0)], [run('b', 'docker run --name db mysql'), run('x', 'docker ps', { labId: 'L2' })], 0);
    assert.deepEqual(made.get(`volume:${hex('b')}`)?.blockId, 'b');
  });
  it('a renamed container keeps its block; replicas belong to their service', () => {
    assert.deepEqual(found(container(hex('a'), { name: 'new', created: t0 }), [run('b', 'docker run --name old nginx'), run('r', 'docker rename old new', { start: t0 + 60_000, end: t0 + 61_000 })]), ['b', 'named', false]);
    const replica = container(hex('a'), { name: 'web.2.xyz', created: t0 + 600_000, labels: { 'com.docker.swarm.service.name': 'web' } });
    assert.deepEqual(found(replica, [run('b', 'docker service create --name web --replicas 2 nginx')]), ['b', 'named', false]);
  });
  it('reads commands inside others and loops', () => {
    assert.deepEqual(dockerNames('ID=$(docker run -d --name x nginx)').things.map(thing => thing.name), ['x', 'nginx']);
    assert.deepEqual(dockerNames('for i in 1 2; do docker run -d --name web$i -e A=b nginx sleep 9; done').things.map(thing => thing.name), ['web$i', 'nginx']);
    assert.deepEqual(dockerNames('docker run -dp 80:80 --mount type=volume,source=v,target=/x nginx > log').things.map(thing => `${thing.kind} ${thing.name}`), ['image nginx', 'volume v']);
    assert.equal(dockerNames('echo docker').any, false);
  });
  it('is quick with 1,000 resources and 500 runs', () => {
    const rows = Array.from({ length: 1000 }, (_, n) => container(n.toString(16).padStart(64, '0'), { name: `c${n}`, created: t0 + n * 1000 }));
    const runs = Array.from({ length: 500 }, (_, n) => run(`b${n}`, `docker run -d --name c${n} nginx`, { start: t0 + n * 1000, end: t0 + n * 1000 + 500 }));
    const attributor = new Attributor();
    assert.equal(attributor.attribute(rows, runs, 0).get(rows[499]!.uid)?.blockId, 'b499');
    // Processor time: a busy machine makes nothing slower than it is.
    const begun = process.cpuUsage();
    attributor.attribute(rows, runs, 0);
    const { user, system } = process.cpuUsage(begun);
    assert.ok(user + system < 100_000, `${(user + system) / 1000} ms the second time`);
  });
});

describe('docker row commands', () => {
  const row = container(hex('a'), { name: 'web 1' });
  const line = (resource: Resource, action: Parameters<typeof rowCommand>[1]): string | undefined => rowCommand(resource, action)?.line;
  it('are what a student would type, quoted where needed', () => {
    assert.deepEqual(rowCommand(row, 'stop'), { argv: ['docker', 'container', 'stop', 'web 1'], line: "docker container stop 'web 1'", interactive: false });
    assert.equal(line(container('x', { name: 'web1' }), 'logs'), 'docker container logs --follow web1');
    assert.equal(line(container('x', { name: 'web1' }), 'shell'), 'docker container exec -it web1 sh');
    assert.equal(line(container('x', { name: 'web1' }), 'remove'), 'docker container rm -f web1');
    assert.equal(line(image('nginx:latest'), 'remove'), 'docker image rm nginx:latest');
    assert.equal(line(volume('v', 1), 'remove'), 'docker volume rm v');
    assert.equal(line(network('n', 1), 'inspect'), 'docker network inspect n');
  });
  it('are none where the action does not fit', () => {
    assert.equal(line(volume('v', 1), 'stop'), undefined);
    assert.equal(line(container('x', { name: '--rm' }), 'stop'), undefined);
  });
});
