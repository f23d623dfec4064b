import assert from 'node:assert/strict';
import { inTheWay } from '../../../src/core/beforeRun/inTheWay';
import { english as withTicks, type Message } from '../../../src/core/message';
import { before, container, id, made, network, service, type World } from './befores';

/** Names stand between backticks, for a page to set as code. */
const english = (message: Message) => withTicks(message).replaceAll('`', '');

const ports = (hostPort: number) => ({ ports: [{ hostIp: '0.0.0.0', hostPort, containerPort: 80, protocol: 'tcp' as const }] });
const web = container('web1', 'a', ports(8080));
const world: World = { rows: [web, container('mine', 'b', ports(8081)), container('nobody', 'c', ports(8082)), network('overnet', '1'), service('gw')], ledger: [made(web.uid, 'L4'), made(`container:${id('b')}`), made(`network:${id('1')}`, 'L4'), made('service:gwid', 'L4')] };
const said = (text: string, wanted: readonly number[] = [], more = world) => inTheWay(before(text, more), wanted).map(({ title, detail, remove }) => [english(title), english(detail), english(remove.label), remove.command]);

describe('what another lab left in the way of a block', () => {
  it('is found by port and offered to be removed by id', () => {
    assert.deepEqual(said('docker run -d -p 8080:80 --name x nginx'), [['Port 8080 on this machine is taken.', 'web1 was made by lab L4 and is left over from there. This block would fail.', 'Remove web1 and run', 'docker container rm --force aaaaaaaaaaaa']]);
    for (const text of ['docker run -p 127.0.0.1:8080:80/tcp x', 'docker service create --publish published=8080,target=80,mode=host x', 'docker service create -p 8080:80 x']) assert.equal(said(text).length, 1, text);
  });

  it('is found by name', () => {
    assert.deepEqual(said('docker run --name web1 alpine')[0]?.[0], 'The name web1 is taken.');
    assert.deepEqual(said('docker network create -d overlay overnet')[0]?.[3], 'docker network rm 111111111111');
    assert.deepEqual(said('docker service create --name gw x')[0]?.[3], 'docker service rm gwid');
  });

  it('is taken from what the lab says it publishes where a variable holds the port', () => {
    assert.equal(said('docker run -p "$WEB_PORT:80" x', [8080]).length, 1);
    assert.equal(said('docker run -p "$WEB_PORT:80" x', [9000]).length, 0);
  });

  it('is named once for a block that meets it twice', () => { assert.equal(said('docker run --name web1 -p 8080:80 x').length, 1); });

  it('is not what this lab or nobody made, what only likely is another’s, or what is not in the way', () => {
    for (const text of ['docker run -p 8081:80 x', 'docker run -p 8082:80 x', 'docker run --name nobody x', 'docker run -p 80:8080 x', 'docker run -p 8080 x', 'echo docker run -p 8080:80 x', 'docker --context far run -p 8080:80 x']) assert.deepEqual(said(text), [], text);
    assert.deepEqual(said('docker run -p 8080:80 x', [], { ...world, ledger: [made(web.uid, 'L4', { likely: true })] }), []);
    assert.deepEqual(said('docker run -p 8080:80 x', [], { known: false }), []);
  });
});
