import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/errors';
import { english, msg } from '../../../src/core/message';
import type { CauseCode, Remedy } from '../../../src/core/source';
import { DockerFailure } from '../../../src/targets/docker/api';
import { causeOf, goneCause, remoteCause } from '../../../src/targets/docker/cause';
import { resolveEndpoint, type Endpoint } from '../../../src/targets/docker/endpoint';

const at = (env: Record<string, string>): Endpoint => resolveEndpoint({ env, platform: 'linux', home: '/h', readFile: () => undefined, exists: () => false });
const local = at({});
const chosen = at({ DOCKER_HOST: 'unix:///x.sock' });
const tcp = at({ DOCKER_HOST: 'tcp://box:2375' });
const ssh = at({ DOCKER_HOST: 'ssh://box' });
const system = (code: string, message = code): Error => Object.assign(new Error(message), { code });
const status = (statusCode: number, message: string): Error => Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message}`), { statusCode });
const said = (text: string): UserError => new UserError('command.failed', msg('docker ended with code 1: {0}', text));

const table: readonly [string, unknown, Endpoint, boolean, CauseCode, readonly Remedy['kind'][]][] = [
  ['no socket, no command', system('ENOENT'), local, false, 'notInstalled', ['link', 'retry']],
  ['no socket, command there', system('ENOENT'), local, true, 'notRunning', ['command', 'retry']],
  ['no socket where DOCKER_HOST says, no command', system('ENOENT'), chosen, false, 'notRunning', ['command', 'retry']],
  ['a socket nobody listens on', system('ECONNREFUSED'), local, false, 'notRunning', ['command', 'retry']],
  ['a refused port', system('ECONNREFUSED'), tcp, true, 'notRunning', ['pickContext', 'retry']],
  ['not in the group', system('EACCES'), local, true, 'noPermission', ['command', 'retry']],
  ['hangs', new DockerFailure('slow', 'ping'), local, true, 'slow', ['retry']],
  ['a host that does not answer', system('ETIMEDOUT'), tcp, true, 'slow', ['retry']],
  ['ended', new DockerFailure('ended', 'x'), local, true, 'gone', ['retry']],
  ['reset in the middle of the first answer', system('ECONNRESET'), local, true, 'notRunning', ['command', 'retry']],
  ['no such context', undefined, at({ DOCKER_CONTEXT: 'gone' }), true, 'contextMissing', ['pickContext', 'command', 'retry']],
  ['DOCKER_HOST is no address', undefined, at({ DOCKER_HOST: 'tcp://a b:x' }), true, 'contextMissing', ['command', 'retry']],
  ['TLS files missing', system('ERR_TLS_FILES'), tcp, true, 'contextMissing', ['pickContext', 'retry']],
  ['wrong certificate', system('SELF_SIGNED_CERT_IN_CHAIN'), tcp, true, 'contextMissing', ['pickContext', 'retry']],
  ['old daemon', status(400, 'client version 1.52 is too new. Maximum supported API version is 1.41'), local, true, 'versionRefused', ['link', 'retry']],
  ['new daemon', status(400, 'client version 1.24 is too old. Minimum supported API version is 1.44'), local, true, 'versionRefused', ['link', 'retry']],
  ['no swarm', status(503, 'This node is not a swarm manager. Use "docker swarm init" or "docker swarm join"'), local, true, 'notSwarm', ['command', 'retry']],
  ['a worker', status(503, 'This node is not a swarm manager. Worker nodes can\'t be used to view or modify cluster state.'), local, true, 'notManager', ['pickContext']],
  ['proxy', status(504, 'Gateway Timeout'), tcp, true, 'proxy', ['pickContext', 'retry']],
  ['an HTML answer', new DockerFailure('notDocker', 'ping'), tcp, true, 'proxy', ['pickContext', 'retry']],
  ['not HTTP', system('HPE_INVALID_CONSTANT'), tcp, true, 'proxy', ['pickContext', 'retry']],
  ['anything else', status(500, 'disk full'), local, true, 'unknown', ['command', 'retry']],
  ['command missing', new UserError('command.notFound', msg('x')), ssh, false, 'notInstalled', ['link', 'retry']],
  ['command hangs', new UserError('command.timeout', msg('x')), ssh, true, 'slow', ['retry']],
  ['command: daemon down', said('Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?'), ssh, true, 'notRunning', ['pickContext', 'retry']],
  ['command: ssh refuses', said('ada@box: Permission denied (publickey).'), ssh, true, 'noPermission', ['command', 'retry']],
  ['command: context gone', said('context "x" does not exist'), ssh, true, 'contextMissing', ['pickContext', 'command', 'retry']],
  ['command: socket refused', said('permission denied while trying to connect to the Docker daemon socket: dial unix /x.sock: connect: permission denied'), ssh, true, 'noPermission', ['command', 'retry']],
];

describe('docker causes', () => {
  for (const [what, error, endpoint, hasCommand, code, remedies] of table) {
    it(`${what}: ${code}`, () => {
      const cause = causeOf(error, endpoint, { platform: 'linux', hasCommand });
      assert.deepEqual({ code: cause.code, remedies: cause.remedies.map(remedy => remedy.kind) }, { code, remedies });
      assert.ok(english(cause.message).length > 10);
    });
  }
  it('says what the rows are worth when the stream broke', () => {
    assert.equal(goneCause().code, 'gone');
    assert.deepEqual(goneCause().remedies.map(remedy => remedy.kind), ['retry']);
  });
  it('says why a remote context is slower', () => assert.equal(remoteCause(ssh).code, 'sshContext'));
});
