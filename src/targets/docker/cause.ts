import { UserError } from '../../core/errors';
import { msg, type Message } from '../../core/message';
import type { Cause, Remedy } from '../../core/source';
import { DockerFailure } from './api';
import type { Endpoint } from './endpoint';

export interface CauseFacts {
  readonly platform: NodeJS.Platform;
  /** A docker command is on PATH. */
  readonly hasCommand: boolean;
}

const retry: Remedy = { kind: 'retry', label: msg('Try again') };
const pick: Remedy = { kind: 'pickContext', label: msg('Choose a context') };
const install: Remedy = { kind: 'link', label: msg('Install Docker'), url: 'https://docs.docker.com/get-docker/' };
const command = (label: Message, text: string): Remedy => ({ kind: 'command', label, command: text });

/** What went wrong, told apart by what the system and the daemon answered, and what can be done. */
export function causeOf(error: unknown, endpoint: Endpoint, facts: CauseFacts): Cause {
  if (endpoint.connect.kind === 'none') return endpointCause(endpoint);
  if (error instanceof DockerFailure) return failureCause(error, endpoint);
  if (error instanceof UserError) return commandCause(error, endpoint, facts);
  const { code, statusCode, message } = describe(error);
  if (statusCode !== undefined) return statusCause(statusCode, message, endpoint);
  if (code === 'EACCES' || code === 'EPERM') return noPermission(endpoint);
  if (isAbsent(code)) return absent(endpoint, facts, code);
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return slow(endpoint, message);
  if (isTls(code, message)) return tlsCause(endpoint, message);
  if (code === 'ECONNRESET' || code === 'EPIPE') return notRunning(endpoint, facts, message);
  // node's parser: what came back is not HTTP at all
  if (code.startsWith('HPE_')) return notDocker(message);
  return unknown(message);
}

/** The stream of events ended: whatever the reason, the rows are from then. */
export function goneCause(): Cause {
  return { code: 'gone', message: msg('The connection to Docker was lost.'), remedies: [retry] };
}

/** No fault, but the student should know why it is slower. */
export function remoteCause(endpoint: Endpoint): Cause {
  return {
    code: 'sshContext', message: msg('{0} is remote: Labbook uses the docker command, updates are slower.', endpoint.context ?? endpoint.address),
    remedies: [],
  };
}

function describe(error: unknown): { code: string; statusCode?: number; message: string } {
  const { code, statusCode, message } = (error ?? {}) as { code?: unknown; statusCode?: unknown; message?: unknown };
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message.trim() : String(error),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
  };
}

function isAbsent(code: string): boolean {
  return code === 'ENOENT' || code === 'ECONNREFUSED' || code === 'ENOTSOCK' || code === 'ENOTDIR' || code === 'ENOTFOUND' || code === 'EAI_AGAIN';
}
function isTls(code: string, message: string): boolean {
  return code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS') || code.startsWith('ERR_OSSL') || code === 'EPROTO'
    || /CERT|SELF_SIGNED|UNABLE_TO_/.test(code) || /certificate|PEM|wrong version number/i.test(message);
}

function endpointCause(endpoint: Endpoint): Cause {
  const problem = endpoint.connect.kind === 'none' ? endpoint.connect.problem : 'contextMissing';
  const back = command(msg('Use the default context'), 'docker context use default');
  const name = endpoint.context ?? '';
  if (problem === 'badHost') {
    return { code: 'contextMissing', message: msg('DOCKER_HOST is not an address: {0}', endpoint.address), remedies: [command(msg('Unset DOCKER_HOST'), 'unset DOCKER_HOST'), retry] };
  }
  const unset = endpoint.from === 'DOCKER_CONTEXT' ? [command(msg('Unset DOCKER_CONTEXT'), 'unset DOCKER_CONTEXT')] : [back];
  const message = problem === 'contextBroken' ? msg('The files of Docker context {0} are incomplete.', name) : msg('Docker context {0} does not exist.', name);
  return { code: 'contextMissing', message, detail: msg('It was chosen by {0}.', endpoint.from), remedies: [pick, ...unset, retry] };
}

function failureCause(failure: DockerFailure, endpoint: Endpoint): Cause {
  if (failure.reason === 'slow') return slow(endpoint, failure.message);
  if (failure.reason === 'notDocker') return notDocker(failure.message);
  return goneCause();
}

function slow(endpoint: Endpoint, detail: string): Cause {
  return {
    code: 'slow', message: msg('Docker accepts at {0} but does not answer.', endpoint.address),
    detail: msg('Docker Desktop may be waking up. The rows stay. ({0})', detail), remedies: [retry],
  };
}

function notDocker(detail: string): Cause {
  return {
    code: 'proxy', message: msg('The answer came from a proxy or another server, not from Docker.'),
    detail: msg('Add the address to the setting http.noProxy, or check DOCKER_HOST. ({0})', detail), remedies: [pick, retry],
  };
}

function noPermission(endpoint: Endpoint): Cause {
  return {
    code: 'noPermission', message: msg('No permission on {0}: your user is not in the group docker.', endpoint.address),
    detail: msg('After the command log out and in again, so that the editor too gets the new group.'),
    remedies: [command(msg('Join the group docker'), 'sudo usermod -aG docker "$USER"'), retry],
  };
}

function absent(endpoint: Endpoint, facts: CauseFacts, code: string): Cause {
  if (!facts.hasCommand && endpoint.from === 'default' && code !== 'ECONNREFUSED') {
    return {
      code: 'notInstalled', message: msg('Docker is not installed.'),
      detail: msg('Neither a docker command nor a socket at {0} was found.', endpoint.address), remedies: [install, retry],
    };
  }
  return notRunning(endpoint, facts, code);
}

function notRunning(endpoint: Endpoint, facts: CauseFacts, detail: string): Cause {
  const far = endpoint.connect.kind !== 'socket';
  const start = far ? [pick]
    : facts.platform === 'linux' ? [command(msg('Start Docker'), 'sudo systemctl start docker')]
    : facts.platform === 'darwin' ? [command(msg('Start Docker Desktop'), 'open -a Docker')] : [];
  return {
    code: 'notRunning', message: msg('Docker is not running: no answer at {0}.', endpoint.address),
    detail: msg('Start Docker; Labbook reconnects by itself. ({0})', detail),
    remedies: [...start, retry],
  };
}

function tlsCause(endpoint: Endpoint, detail: string): Cause {
  return {
    code: 'contextMissing', message: msg('Docker at {0} and its certificates do not fit together.', endpoint.address),
    detail: msg('{0}', detail), remedies: [pick, retry],
  };
}

function statusCause(status: number, message: string, endpoint: Endpoint): Cause {
  if (status === 400 && /client version|too old|too new|minimum supported|maximum supported/i.test(message)) {
    return {
      code: 'versionRefused', message: msg('This Docker refuses the version that Labbook speaks.'), detail: msg('{0}', message),
      remedies: [{ kind: 'link', label: msg('Update Docker'), url: 'https://docs.docker.com/engine/install/' }, retry],
    };
  }
  if (/not a swarm manager/i.test(message)) return swarmCause(message);
  if (status === 502 || status === 504 || status === 407 || /<html|<!doctype/i.test(message)) return notDocker(message.slice(0, 200));
  if (status === 401 || status === 403) return { ...noPermission(endpoint), message: msg('Docker at {0} refuses this user.', endpoint.address), detail: msg('{0}', message) };
  return unknown(message);
}

function swarmCause(message: string): Cause {
  const worker = /worker/i.test(message);
  return worker
    ? { code: 'notManager', message: msg('This node is a worker; run this on a manager.'), remedies: [pick] }
    : { code: 'notSwarm', message: msg('This daemon is not in swarm mode.'), remedies: [command(msg('Start a swarm'), 'docker swarm init'), retry] };
}

function commandCause(error: UserError, endpoint: Endpoint, facts: CauseFacts): Cause {
  const text = error.message;
  if (error.code === 'command.notFound') {
    return { code: 'notInstalled', message: msg('The docker command was not found.'), detail: msg('{0} can only be reached through it.', endpoint.address), remedies: [install, retry] };
  }
  if (error.code === 'command.timeout') return slow(endpoint, text);
  if (/context .*(not found|does not exist)/i.test(text)) return endpointCause({ ...endpoint, connect: { kind: 'none', problem: 'contextMissing' } });
  if (/permission denied.*(sock|pipe)|dial unix.*permission denied/i.test(text)) return noPermission(endpoint);
  if (/client version .* is too (old|new)/i.test(text)) return statusCause(400, text, endpoint);
  if (/not a swarm manager/i.test(text)) return swarmCause(text);
  if (/cannot connect to the docker daemon|is the docker daemon running|connection refused|no such host|could not resolve|connection timed out/i.test(text)) return notRunning(endpoint, facts, text);
  if (/host key verification failed|permission denied \(|publickey/i.test(text)) {
    return { code: 'noPermission', message: msg('SSH to {0} was refused.', endpoint.address), detail: msg('{0}', text), remedies: [command(msg('Try it in the terminal'), 'docker version'), retry] };
  }
  return unknown(text);
}

function unknown(detail: string): Cause {
  return { code: 'unknown', message: msg('Docker answered with an error.'), detail: msg('{0}', detail.slice(0, 500)), remedies: [command(msg('Ask docker in the terminal'), 'docker version'), retry] };
}
