import Docker from 'dockerode';
import DockerModem from 'docker-modem';
import { readFileSync } from 'node:fs';
import * as http from 'node:http';
import * as https from 'node:https';
import { inspect } from 'node:util';
import type { Connect, TlsFiles } from './endpoint';

export type Dialled = Extract<Connect, { kind: 'socket' | 'tcp' }>;
type Plain = (options: { abortSignal: AbortSignal }) => Promise<unknown>;
export interface Dial {
  /** These three take a signal too; the published types do not say so. */
  readonly docker: Omit<Docker, 'ping' | 'version' | 'info'> & { ping: Plain; version: Plain; info: Plain };
  close(): void;
}

/** One client of its own connections. Reads the TLS files, so make a new one for each reconnect. */
export function dial(connect: Dialled, keepAlive: boolean): Dial {
  const options = connect.kind === 'tcp' && connect.tls ? readTls(connect.tls) : undefined;
  const agent = quiet(options
    ? new https.Agent({ keepAlive, maxSockets: 8, rejectUnauthorized: options.verify })
    : new http.Agent({ keepAlive, maxSockets: 8 }));
  const modem: unknown = Object.assign(Object.create(Modem), {
    // All fields by hand: the modem's own constructor would read DOCKER_HOST and certificates from this process's
    // environment, which is not the one of the student's shell, and throw where they are wrong.
    headers: {}, sshOptions: {}, pathPrefix: '/', agent, Promise, protocol: options ? 'https' : 'http',
    ...(connect.kind === 'socket' ? { socketPath: connect.path } : { host: bracketed(connect.host), port: connect.port }),
    ...(options ? { ca: options.ca, cert: options.cert, key: options.key } : {}),
  });
  const docker = new Docker({ modem } as Docker.DockerOptions) as unknown as Dial['docker'];
  return { docker, close: () => agent.destroy() };
}

type Build = (options: object, context: object, data: unknown, callback: unknown) => void;
const plain = DockerModem.prototype as unknown as { buildRequest: Build };
const Modem: { buildRequest: Build } = Object.assign(Object.create(DockerModem.prototype), {
  // A daemon that redirects is not a daemon, and where it points to is not ours to visit.
  buildRequest(this: object, options: object, context: object, data: unknown, callback: unknown) {
    plain.buildRequest.call(this, { ...options, maxRedirects: 0 }, context, data, callback);
  },
});

type AddRequest = (request: http.ClientRequest, ...rest: unknown[]) => void;

function quiet<T extends http.Agent>(agent: T): T {
  const { addRequest } = agent as unknown as { addRequest: AddRequest };
  return Object.assign(agent, {
    // The modem prints its options in full depth for a debug line before each request, whether wanted or not.
    [inspect.custom]: () => 'Agent',
    // The modem waits for the end of an answer and does not hear that it was cut. Only the agent sees the request.
    addRequest(request: http.ClientRequest, ...rest: unknown[]) {
      request.once('response', answer => answer.once('aborted', () => request.emit('error', Object.assign(new Error('The answer was cut.'), { code: 'ECONNRESET' }))));
      addRequest.call(agent, request, ...rest);
    },
  });
}

function bracketed(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

function readTls(files: TlsFiles): { ca?: Buffer; cert?: Buffer; key?: Buffer; verify: boolean } {
  const read = (path: string | undefined): Buffer | undefined => (path ? readFileSync(path) : undefined);
  try {
    return { ca: read(files.ca), cert: read(files.cert), key: read(files.key), verify: files.verify };
  } catch (error) {
    // Else a missing certificate would look like a missing socket.
    throw Object.assign(new Error(`TLS files: ${String(error)}`), { code: 'ERR_TLS_FILES' });
  }
}
