import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { msg, type Message } from '../../core/message';
import { asObject, asText } from './json';

type Env = Readonly<Record<string, string | undefined>>;

/** Everything about the machine that decides where docker commands go. */
export interface EndpointFacts {
  readonly env: Env;
  /** Undefined where it cannot be read. */
  readFile(path: string): string | undefined;
  exists(path: string): boolean;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

export interface TlsFiles { readonly ca?: string; readonly cert?: string; readonly key?: string; readonly verify: boolean }

export type Connect =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: TlsFiles }
  /** Through the docker command: SSH, and whatever else only the command understands. */
  | { readonly kind: 'cli' }
  | { readonly kind: 'none'; readonly problem: 'contextMissing' | 'contextBroken' | 'badHost' };

export interface Endpoint {
  /** Equal for endpoints that are the same place. */
  readonly key: string;
  readonly label: Message;
  readonly address: string;
  readonly from: 'DOCKER_HOST' | 'DOCKER_CONTEXT' | 'currentContext' | 'default';
  readonly context?: string;
  readonly connect: Connect;
  /** The environment that takes a docker command to the same place. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Found by looking around: the docker command itself would not go there. */
  readonly guessed?: boolean;
  /** Files of the docker command's configuration that, changed, may give another answer. Sockets are no part of it. */
  readonly watch: readonly string[];
}

/** Same order as the docker command: DOCKER_HOST, DOCKER_CONTEXT, `currentContext` of config.json, the platform's default. */
export function resolveEndpoint(facts: EndpointFacts): Endpoint {
  const { env } = facts;
  const path = facts.platform === 'win32' ? win32 : posix;
  const config = env['DOCKER_CONFIG'] || path.join(facts.home, '.docker');
  const configFile = path.join(config, 'config.json');
  const own = { DOCKER_HOST: env['DOCKER_HOST'], DOCKER_CONTEXT: env['DOCKER_CONTEXT'], DOCKER_CONFIG: env['DOCKER_CONFIG'], DOCKER_TLS_VERIFY: env['DOCKER_TLS_VERIFY'], DOCKER_CERT_PATH: env['DOCKER_CERT_PATH'] };
  const host = env['DOCKER_HOST'];
  if (host) return finish({ from: 'DOCKER_HOST', env: own, watch: [] }, parseHost(host, hostTls(env, config, path), facts.platform));
  const watch = [configFile];
  const chosen = env['DOCKER_CONTEXT'];
  const current = chosen ? undefined : currentContext(facts.readFile(configFile));
  const context = chosen || current;
  if (!context || context === 'default') {
    return defaultEndpoint(facts, { from: chosen ? 'DOCKER_CONTEXT' : 'default', env: own, watch });
  }
  const base = { from: chosen ? 'DOCKER_CONTEXT' as const : 'currentContext' as const, context, env: own, watch };
  return contextEndpoint(facts, base, path.join(config, 'contexts'), path);
}

interface Base { readonly from: Endpoint['from']; readonly context?: string; readonly env: Endpoint['env']; readonly watch: readonly string[] }
interface Parsed { readonly address: string; readonly connect: Connect }

function finish(base: Base, { address, connect }: Parsed, key = address): Endpoint {
  const tls = connect.kind === 'tcp' && connect.tls ? `|${connect.tls.cert ?? ''}|${connect.tls.ca ?? ''}` : '';
  const via = connect.kind === 'cli' || connect.kind === 'none' ? `|${connect.kind}|${base.context ?? ''}|${base.env['DOCKER_CONFIG'] ?? ''}` : '';
  return { ...base, address, connect, key: key + tls + via, label: labelOf(base.context, address, connect) };
}

function labelOf(context: string | undefined, address: string, connect: Connect): Message {
  if (context) return msg('Docker context {0}', context);
  if (connect.kind === 'socket') return msg('Docker on this machine');
  return msg('Docker at {0}', address);
}

function currentContext(text: string | undefined): string | undefined {
  return asText(parsed(text)['currentContext']) || undefined;
}

function parsed(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {};
  try {
    return asObject(JSON.parse(text));
  } catch {
    return {};
  }
}

function contextEndpoint(facts: EndpointFacts, base: Base & { context: string }, folder: string, path: typeof posix): Endpoint {
  const digest = createHash('sha256').update(base.context).digest('hex');
  const metaFile = path.join(folder, 'meta', digest, 'meta.json');
  const watched = { ...base, watch: [...base.watch, metaFile] };
  const text = facts.readFile(metaFile);
  if (text === undefined) return finish(watched, { address: '', connect: { kind: 'none', problem: 'contextMissing' } });
  const docker = asObject(asObject(parsed(text)['Endpoints'])['docker']);
  const host = asText(docker['Host']);
  const tlsFolder = path.join(folder, 'tls', digest, 'docker');
  const file = (name: string): string | undefined => facts.exists(path.join(tlsFolder, name)) ? path.join(tlsFolder, name) : undefined;
  const files = { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') };
  const verify = docker['SkipTLSVerify'] !== true;
  const tls = files.ca || files.cert || !verify ? { ...files, verify } : undefined;
  if (!host) return finish(watched, { address: '', connect: { kind: 'none', problem: 'contextBroken' } });
  if (tls && Boolean(tls.cert) !== Boolean(tls.key)) return finish(watched, { address: host, connect: { kind: 'none', problem: 'contextBroken' } });
  return finish(watched, parseHost(host, tls, facts.platform));
}

/** As the docker command reads the variables beside DOCKER_HOST. */
function hostTls(env: Env, config: string, path: typeof posix): TlsFiles | undefined {
  if (!env['DOCKER_TLS_VERIFY'] && !env['DOCKER_TLS']) return undefined;
  const folder = env['DOCKER_CERT_PATH'] || config;
  return { ca: path.join(folder, 'ca.pem'), cert: path.join(folder, 'cert.pem'), key: path.join(folder, 'key.pem'), verify: Boolean(env['DOCKER_TLS_VERIFY']) };
}

function parseHost(text: string, tls: TlsFiles | undefined, platform: NodeJS.Platform): Parsed {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `tcp://${text}`;
  const [scheme = '', rest = ''] = [address.slice(0, address.indexOf('://')).toLowerCase(), address.slice(address.indexOf('://') + 3)];
  if (scheme === 'unix') return { address, connect: { kind: 'socket', path: rest || '/var/run/docker.sock' } };
  if (scheme === 'npipe') return { address, connect: { kind: 'socket', path: rest.replaceAll('/', platform === 'win32' ? '\\' : '/') || '\\\\.\\pipe\\docker_engine' } };
  if (scheme !== 'tcp') return { address, connect: { kind: 'cli' } };
  try {
    // `http` gives the parser a scheme whose rules it knows; nothing is sent there.
    const url = new URL(`http://${rest}`);
    // The command adds a path to every request; only the command does that right.
    if (url.pathname !== '/' || url.username) return { address, connect: { kind: 'cli' } };
    const host = url.hostname.replace(/^\[|\]$/g, '') || 'localhost';
    const given = /:(\d+)\/?$/.exec(rest)?.[1];
    return { address, connect: { kind: 'tcp', host, port: given ? Number(given) : tls ? 2376 : 2375, ...(tls ? { tls } : {}) } };
  } catch {
    return { address, connect: { kind: 'none', problem: 'badHost' } };
  }
}

/**
 * The command's own default wherever it is there. Only where it is missing: the places where other makers put
 * their sockets. The docker command would not go there by itself, so such an endpoint is marked as guessed.
 */
function defaultEndpoint(facts: EndpointFacts, base: Base): Endpoint {
  const { platform, home, env } = facts;
  const key = `default|${home}|${env['XDG_RUNTIME_DIR'] ?? ''}`;
  if (platform === 'win32') return finish(base, { address: 'npipe:////./pipe/docker_engine', connect: { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' } }, key);
  const usual = '/var/run/docker.sock';
  const others = [
    posix.join(home, '.docker/run/docker.sock'),
    ...(env['XDG_RUNTIME_DIR'] ? [posix.join(env['XDG_RUNTIME_DIR'], 'docker.sock')] : []),
    posix.join(home, '.docker/desktop/docker.sock'), posix.join(home, '.colima/default/docker.sock'), posix.join(home, '.colima/docker.sock'),
    posix.join(home, '.rd/docker.sock'), posix.join(home, '.orbstack/run/docker.sock'),
  ];
  const other = facts.exists(usual) ? undefined : others.find(candidate => facts.exists(candidate));
  const path = other ?? usual;
  const endpoint = finish(base, { address: `unix://${path}`, connect: { kind: 'socket', path } }, key);
  return other ? { ...endpoint, guessed: true, env: { ...base.env, DOCKER_HOST: `unix://${path}` }, label: msg('Docker at {0}', `unix://${path}`) } : endpoint;
}
