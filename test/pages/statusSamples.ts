import { english, msg } from '../../src/core/message';
import type { StatusView } from '../../src/core/protocol';
import type { ContainerResource, Resource } from '../../src/core/resource';
import type { Cause, CauseCode, LinkStatus, Remedy } from '../../src/core/source';
import type { EndpointProbe, Made, StatusInput } from '../../src/core/statusInput';
import { StatusBuilder } from '../../src/core/statusView';

export const labId = 'L1';
const hex = (seed: string): string => [...seed].map(letter => letter.charCodeAt(0).toString(16)).join('').padEnd(64, '0').slice(0, 64);

export function container(name: string, over: Partial<ContainerResource> = {}): ContainerResource {
  return {
    kind: 'container', uid: `container:${hex(name)}`, name, created: Date.now() - 9 * 60_000, labels: {}, standIn: false, image: 'nginx:1.27',
    state: 'running', restartLoop: false, oomKilled: false, ports: [], networks: [], volumes: [], ...over,
  };
}

const port = (hostPort: number, containerPort: number, hostIp = '0.0.0.0') => ({ hostIp, hostPort, containerPort, protocol: 'tcp' as const });
const minutesAgo = (minutes: number): number => Date.now() - minutes * 60_000;

export function made(block: string, message = msg('id printed by the command'), likely = false): Made {
  return { labId, sectionId: 'docker-introduction', blockId: block, message, likely };
}

const ownThings: readonly (readonly [Resource, Made])[] = [
  [container('web1', { ports: [port(8080, 80)], networks: ['labnet'], created: minutesAgo(9), health: 'healthy' }), made('web1')],
  [container('web2', { ports: [port(8081, 80, '127.0.0.1')], networks: ['labnet'], created: minutesAgo(6), standIn: true }), made('web2')],
  [container('mydb', { image: 'mysql:8.4', volumes: ['dbdata'], networks: ['labnet'], created: minutesAgo(5), health: 'starting' }), made('mydb', msg('named in the command'))],
  [container('broken', { image: 'alpine:3.20', state: 'exited', exitCode: 127, created: minutesAgo(4) }), made('broken')],
  [container('hungry', { image: 'python:3.12-slim', state: 'exited', exitCode: 137, oomKilled: true, created: minutesAgo(3) }), made('hungry')],
  [container('crashing', { image: 'python:3.12-slim', state: 'restarting', exitCode: 1, restartLoop: true, created: minutesAgo(2) }), made('crashing')],
  [container('resting', { state: 'paused', created: minutesAgo(2) }), made('resting')],
  [container('fresh', { state: 'created', created: minutesAgo(1) }), made('fresh')],
  [container('hello', { image: 'hello-world', state: 'exited', exitCode: 0, created: minutesAgo(1) }), made('hello')],
  [container('a-container-with-a-rather-long-name-replica-7f9c', { created: minutesAgo(0), ports: [port(9090, 80)] }), made('long', msg('appeared while it ran'), true)],
  [{ kind: 'network', uid: 'network:labnet', name: 'labnet', created: minutesAgo(9), labels: {}, standIn: false, driver: 'bridge', scope: 'local', subnet: '172.19.0.0/16' }, made('net', msg('named in the command'))],
  [{ kind: 'volume', uid: 'volume:dbdata', name: 'dbdata', created: minutesAgo(5), labels: {}, standIn: false, driver: 'local' }, made('mydb', msg('named in the command'))],
  [{ kind: 'image', uid: `image:sha256:${hex('nginx')}`, name: 'nginx:1.27', created: minutesAgo(60 * 24 * 30), labels: {}, standIn: false, tags: ['nginx:1.27'], size: 192_000_000 }, made('web1', msg('named in the command'))],
  [{ kind: 'image', uid: `image:sha256:${hex('standin')}`, name: 'mysql:8.4', created: minutesAgo(30), labels: {}, standIn: true, tags: ['mysql:8.4'], size: 4_200_000 }, made('mydb', msg('named in the command'))],
];
const foreign: readonly Resource[] = [
  container('registry', { image: 'registry:2', ports: [port(5000, 5000)] }),
  container('someone-elses-database', { image: 'postgres:16' }),
  { kind: 'network', uid: 'network:bridge', name: 'bridge', labels: {}, standIn: false, driver: 'bridge', scope: 'local', subnet: '172.17.0.0/16' },
];

const probes = (): readonly EndpointProbe[] => [
  { uid: 'endpoint:0.0.0.0:8080/tcp', address: 'localhost:8080', owner: `container:${hex('web1')}`, openable: true, at: Date.now() - 3000, result: { kind: 'http', status: 200, ms: 12 } },
  { uid: 'endpoint:127.0.0.1:8081/tcp', address: 'localhost:8081', owner: `container:${hex('web2')}`, openable: true, at: Date.now() - 3000, result: { kind: 'refused' } },
];

const endpoint = { label: msg('Docker on this machine'), address: 'unix:///var/run/docker.sock', from: 'default', version: '28.2.2' };
export const live: LinkStatus = { phase: 'live', since: minutesAgo(10), endpoint };

export function input(over: Partial<StatusInput> = {}): StatusInput {
  return {
    lab: { id: labId, title: 'Docker introduction', firstBlock: { section: 'docker-introduction', id: 'web1' } },
    link: live,
    resources: new Map([...ownThings.map(([resource]) => resource), ...foreign].map(resource => [resource.uid, resource])),
    made: new Map(ownThings.map(([resource, by]) => [resource.uid, by])),
    endpoints: probes(),
    ordinal: (_section, block) => ({ web1: 1, web2: 2, net: 3, mydb: 4 })[block] ?? 11,
    ...over,
  };
}

const retry: Remedy = { kind: 'retry', label: msg('Try now') };
const put = (label: string, command: string): Remedy => ({ kind: 'command', label: msg(label), command });
export const causes: Readonly<Record<CauseCode, Cause>> = {
  notInstalled: { code: 'notInstalled', message: msg('Docker is not installed.'), detail: msg('There is no docker command on the PATH of this window and no socket.'), remedies: [{ kind: 'link', label: msg('How to install'), url: 'https://docs.docker.com/engine/install/' }, retry] },
  notRunning: { code: 'notRunning', message: msg('Docker is not running: no answer at /var/run/docker.sock.'), detail: msg('Labbook connects by itself when it starts.'), remedies: [put('Start Docker', 'sudo systemctl start docker'), retry] },
  noPermission: { code: 'noPermission', message: msg('Docker is running, but you may not use its socket.'), detail: msg('Your account is not in the group docker. Add it, then log in again.'), remedies: [put('Show in terminal', 'sudo usermod -aG docker "$USER"'), retry] },
  contextMissing: { code: 'contextMissing', message: msg('Docker context {0} does not exist.', 'colima'), remedies: [{ kind: 'pickContext', label: msg('Choose a context') }, retry] },
  slow: { code: 'slow', message: msg('Docker accepts but does not answer within 5 seconds.'), detail: msg('Docker Desktop may be waking up.'), remedies: [retry] },
  gone: { code: 'gone', message: msg('Docker stopped answering.'), detail: msg('The socket is there, but nothing listens on it.'), remedies: [put('Start Docker', 'sudo systemctl start docker'), retry] },
  versionRefused: { code: 'versionRefused', message: msg('This Docker is too old for Labbook, or Labbook for it.'), detail: msg('It speaks API 1.24, at least 1.41 is needed.'), remedies: [retry] },
  notSwarm: { code: 'notSwarm', message: msg('This daemon is not in swarm mode.'), remedies: [put('Show in terminal', 'docker swarm init'), retry] },
  notManager: { code: 'notManager', message: msg('This node is a worker; ask a manager.'), remedies: [retry] },
  proxy: { code: 'proxy', message: msg('The answer came from a proxy, not from Docker.'), detail: msg('Add the socket to the setting http.noProxy.'), remedies: [retry] },
  sshContext: { code: 'sshContext', message: msg('Context {0} is remote: Labbook asks through the docker command.', 'build-box'), remedies: [retry] },
  tls: { code: 'tls', message: msg('The certificate of {0} is not trusted.', 'https://192.168.49.2:8443'), detail: msg('It was signed by nobody that this machine knows.'), remedies: [{ kind: 'pickContext', label: msg('Choose a context') }, retry] },
  authMissing: { code: 'authMissing', message: msg('The log-in plug-in of {0} is missing.', 'class'), detail: msg('gke-gcloud-auth-plugin is not installed.'), remedies: [retry] },
  authExpired: { code: 'authExpired', message: msg('Log-in for {0} has expired.', 'class'), remedies: [put('Log in through kubectl', 'kubectl auth whoami'), retry] },
  notAgreed: { code: 'notAgreed', message: msg('Nothing is sent to {0} until you have decided in the lab’s note.', 'prod'), remedies: [{ kind: 'pickContext', label: msg('Choose a context') }] },
  emulatorOff: { code: 'emulatorOff', message: msg('The emulator is not running.'), remedies: [{ kind: 'startEmulator', label: msg('Start the emulator') }] },
  noCli: { code: 'noCli', message: msg('The AWS command line is not installed.'), remedies: [{ kind: 'link', label: msg('How to install'), url: 'https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html' }, retry] },
  cliTooOld: { code: 'cliTooOld', message: msg('aws {0} does not know AWS_ENDPOINT_URL: its commands would go to real AWS.', '2.9.19'), remedies: [retry] },
  regionMissing: { code: 'regionMissing', message: msg('No region is set for this lab.'), remedies: [{ kind: 'pickContext', label: msg('Choose a region') }] },
  profileMissing: { code: 'profileMissing', message: msg('There is no profile {0}.', 'class'), remedies: [{ kind: 'pickContext', label: msg('Choose a profile') }] },
  forbidden: { code: 'forbidden', message: msg('Not allowed: {0}.', 'sagemaker:ListEndpoints'), remedies: [retry] },
  throttled: { code: 'throttled', message: msg('AWS asked to slow down.'), remedies: [retry] },
  unsupported: { code: 'unsupported', message: msg('The emulator does not know this call.'), remedies: [] },
  wrongAccount: { code: 'wrongAccount', message: msg('This lab was started in account {0}.', '111122223333'), remedies: [{ kind: 'pickContext', label: msg('Choose a profile') }] },
  quota: { code: 'quota', message: msg('A quota is used up.'), remedies: [retry] },
  unknown: { code: 'unknown', message: msg('Docker answered in a way Labbook does not know.'), detail: msg('HTTP 418, "I am a teapot".'), remedies: [retry] },
};

/** Many of the daemon's containers; `own` of them are the lab's. */
export function manyInput(count: number, own: number): StatusInput {
  const all = Array.from({ length: count }, (_, index) => container(`worker-${String(index).padStart(4, '0')}`, { uid: `container:${index.toString(16).padStart(64, '0')}`, created: minutesAgo(count - index) }));
  return input({ endpoints: [], resources: new Map(all.map(one => [one.uid, one])), made: new Map(all.slice(0, own).map(one => [one.uid, made('web1')])) });
}

const nothing = { resources: new Map<string, Resource>(), made: new Map<string, Made>(), endpoints: [] };
const build = (over: Partial<StatusInput> = {}, open = false): StatusView => new StatusBuilder(english).build(input(over), open);
const down = (code: CauseCode): Partial<StatusInput> => ({ ...nothing, link: { phase: 'down', since: minutesAgo(1), endpoint: { ...endpoint, version: undefined }, cause: causes[code] } });

export const samples: Readonly<Record<string, () => StatusView>> = {
  live: () => build({ problems: new Map([[`container:${hex('broken')}`, msg('docker ended with code 1: cannot remove container "broken": removal is already in progress')]]), pending: new Map([[`container:${hex('resting')}`, 'stop']]) }),
  others: () => build({}, true),
  empty: () => build(nothing),
  none: () => build({ ...nothing, lab: undefined }),
  connecting: () => build({ ...nothing, link: { phase: 'connecting', since: Date.now(), endpoint: { ...endpoint, version: undefined } } }),
  stale: () => build({ link: { phase: 'stale', since: minutesAgo(1), endpoint, cause: causes.gone, lastGood: Date.now() - 40_000 } }),
  many: () => new StatusBuilder(english).build(manyInput(1000, 1000), false),
  manyOthers: () => new StatusBuilder(english).build(manyInput(1000, 3), true),
  ...Object.fromEntries(Object.keys(causes).map(code => [`down-${code}`, () => build(down(code as CauseCode))])),
};

export { sheets, strips, timeline } from './sheetSamples';
export { StatusBuilder, english };
export { diffStatus } from '../../src/core/statusDiff';
