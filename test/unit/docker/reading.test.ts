import assert from 'node:assert/strict';
import { DockerFailure } from '../../../src/targets/docker/api';
import { containersCommand, eventsCommand, parseLabels, parsePorts } from '../../../src/targets/docker/cliCommands';
import { wayTo } from '../../../src/targets/docker/endpoints';
import { resolveEndpoint, type Endpoint } from '../../../src/targets/docker/endpoint';
import { JsonLines } from '../../../src/targets/docker/jsonLines';
import { toContainers, toEvent, toImages, toVolumes } from '../../../src/targets/docker/mapping';
import { childEnv } from '../../../src/targets/process';

const raw = (more: object): object => ({ Id: 'x', Names: ['/a/link', '/web'], Image: 'nginx', State: 'running', Status: 'Up 2 minutes', Created: 5, Ports: [], Labels: {}, ...more });
const one = (more: object) => toContainers([raw(more)])[0];

describe('docker answers', () => {
  it('lines and characters split anywhere', () => {
    const bytes = Buffer.from('{"a":"ü🐳"}\n\nnot json\n{"b":1}');
    const values: unknown[] = [];
    const lines = new JsonLines(value => values.push(value));
    for (const byte of bytes) lines.push(Uint8Array.of(byte));
    lines.end();
    assert.deepEqual(values, [{ a: 'ü🐳' }, { b: 1 }]);
  });
  it('exit code and health stand in the sentence', () => {
    assert.equal(one({ State: 'exited', Status: 'Exited (137) 3 seconds ago' })?.exitCode, 137);
    assert.equal(one({ State: 'restarting', Status: 'Restarting (1) 2 seconds ago' })?.exitCode, 1);
    assert.equal(one({})?.exitCode, undefined);
    assert.equal(one({ Status: 'Up 1 second (health: starting)' })?.health, 'starting');
    assert.equal(one({ Status: 'Up 1 second (unhealthy)' })?.health, 'unhealthy');
    assert.equal(one({ Health: { Status: 'healthy' } })?.health, 'healthy');
    assert.equal(one({ Health: { Status: 'none' } })?.health, undefined);
  });
  it('one entry for a port on IPv4 and IPv6, its own name among links, a mark for stand-ins', () => {
    const row = one({ Ports: [{ IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }, { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' }, { PrivatePort: 443, Type: 'tcp' }], Labels: { 'labbook.stand-in': 'true' } });
    assert.deepEqual([row?.ports, row?.name, row?.standIn], [[{ hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' }], 'web', true]);
  });
  it('leaves out what makes no sense and refuses what is no list', () => {
    assert.equal(toContainers([null, {}, raw({})]).length, 1);
    assert.throws(() => toContainers({ message: 'x' }), (error: unknown) => error instanceof DockerFailure && error.reason === 'notDocker');
    assert.throws(() => toVolumes({ message: 'x' }));
    assert.deepEqual(toVolumes({ Volumes: null, Warnings: null }), []);
    assert.equal(toImages([{ Id: 'sha256:0123456789abcdef', RepoTags: ['<none>:<none>'], RepoDigests: null }])[0]?.name, '0123456789ab');
  });
  it('events of API 1.52 and older ones, without the suffix', () => {
    const event = { Type: 'container', Action: 'health_status: healthy', Actor: { ID: 'x', Attributes: { name: 'w' } }, timeNano: 1.7e18 };
    assert.deepEqual(toEvent(event), { type: 'container', action: 'health_status', id: 'x', attributes: { name: 'w' }, time: 1.7e12 });
    assert.equal(toEvent({ status: 'start', id: 'x' }), undefined);
  });
});

describe('docker command', () => {
  it('asks field by field, so that no sizes are added up', () => {
    const { file, args } = containersCommand(['--context', 'far'], ['x']);
    assert.equal(file, 'docker');
    assert.deepEqual(args.slice(0, 8), ['--context', 'far', 'container', 'ls', '--all', '--no-trunc', '--filter', 'id=x']);
    assert.doesNotMatch(args.join(' '), /json \.\}|Size|--size/);
  });
  it('reads what it prints', () => {
    const line = '{"ID":"abc","Names":"web","Image":"nginx","State":"exited","Status":"Exited (3) 1 second ago","Ports":"","Labels":"a=1,2,b=x","Mounts":"v,/host","Networks":"n2,n1","CreatedAt":"2026-11-24 00:29:12 +0000 UTC"}\n';
    const [row] = containersCommand([]).parse(line);
    assert.deepEqual([row?.uid, row?.exitCode, row?.labels, row?.volumes, row?.networks, row?.created], ['container:abc', 3, { a: '1,2', b: 'x' }, ['v'], ['n1', 'n2'], Date.UTC(2026, 10, 24, 0, 29, 12)]);
    assert.deepEqual(parseLabels(''), {});
    assert.deepEqual(parsePorts('0.0.0.0:8080->80/tcp, [::]:8080->80/tcp, 443/tcp, 127.0.0.1:9000-9001->90-91/udp').map(port => [port.hostIp, port.hostPort, port.containerPort, port.protocol]), [['0.0.0.0', 8080, 80, 'tcp'], ['127.0.0.1', 9000, 90, 'udp'], ['127.0.0.1', 9001, 91, 'udp']]);
  });
  it('asks for events with a format that old commands know', () => {
    assert.match(eventsCommand([], 1_700_000_000_123).args.join(' '), /^events --since 1700000000\.123000 .*--format \{\{json \.\}\}$/);
  });
  it('gets no variables of the editor', () => {
    assert.deepEqual(childEnv({ PATH: '/bin', VSCODE_IPC_HOOK_CLI: 'x', ELECTRON_RUN_AS_NODE: '1', A: 'b' }, { A: undefined, C: 'd' }), { PATH: '/bin', C: 'd' });
  });
});

describe('ways to a published port', () => {
  const at = (host: string): Endpoint => resolveEndpoint({ env: { DOCKER_HOST: host }, platform: 'linux', home: '/h', readFile: () => undefined, exists: () => false });
  const way = async (ip: string, host = 'unix:///x.sock') => {
    const found = await wayTo(ip, 80, at(host));
    return 'ip' in found ? found.ip : found.result.kind;
  };
  it('lead to this machine or to the daemon\'s, nowhere else', async () => {
    assert.equal(await way('0.0.0.0'), '127.0.0.1');
    assert.equal(await way('::'), '::1');
    assert.equal(await way('127.0.0.5'), '127.0.0.5');
    assert.equal(await way('192.0.2.1'), 'notProbed');
    assert.equal(await way('169.254.169.254'), 'notProbed');
    assert.equal(await way('0.0.0.0', 'tcp://169.254.169.254:2375'), 'notProbed');
    assert.equal(await way('127.0.0.1', 'tcp://192.0.2.7:2375'), 'unreachable');
    assert.equal(await way('0.0.0.0', 'tcp://192.0.2.7:2375'), '192.0.2.7');
  });
});
