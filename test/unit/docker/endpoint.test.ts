import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { resolveEndpoint, type Endpoint, type EndpointFacts } from '../../../src/targets/docker/endpoint';

const digest = (name: string): string => createHash('sha256').update(name).digest('hex');
const meta = (config: string, name: string): string => `${config}/contexts/meta/${digest(name)}/meta.json`;
const context = (host: string, more = {}): string => JSON.stringify({ Name: 'x', Endpoints: { docker: { Host: host, ...more } } });

interface Case {
  readonly what: string;
  readonly env?: Record<string, string>;
  readonly files?: Record<string, string>;
  readonly sockets?: readonly string[];
  readonly platform?: NodeJS.Platform;
  readonly expect: Partial<Pick<Endpoint, 'from' | 'address' | 'connect' | 'context' | 'guessed'>>;
}

const home = '/home/ada';
const conf = `${home}/.docker`;
const usual = '/var/run/docker.sock';
const tlsFolder = `${conf}/contexts/tls/${digest('far')}/docker`;

const cases: readonly Case[] = [
  { what: 'nothing set', sockets: [usual], expect: { from: 'default', address: `unix://${usual}`, connect: { kind: 'socket', path: usual } } },
  { what: 'nothing set, nothing there', expect: { from: 'default', connect: { kind: 'socket', path: usual } } },
  { what: 'DOCKER_HOST wins over the rest', env: { DOCKER_HOST: 'unix:///x.sock', DOCKER_CONTEXT: 'far' }, files: { [`${conf}/config.json`]: '{"currentContext":"far"}' }, expect: { from: 'DOCKER_HOST', connect: { kind: 'socket', path: '/x.sock' }, address: 'unix:///x.sock' } },
  { what: 'an empty DOCKER_HOST is none', env: { DOCKER_HOST: '' }, expect: { from: 'default' } },
  { what: 'DOCKER_HOST without a scheme', env: { DOCKER_HOST: 'box:2375' }, expect: { connect: { kind: 'tcp', host: 'box', port: 2375 } } },
  { what: 'tcp without a port', env: { DOCKER_HOST: 'tcp://box' }, expect: { connect: { kind: 'tcp', host: 'box', port: 2375 } } },
  { what: 'tcp on a port that URLs leave out', env: { DOCKER_HOST: 'tcp://box:80' }, expect: { connect: { kind: 'tcp', host: 'box', port: 80 } } },
  { what: 'IPv6', env: { DOCKER_HOST: 'tcp://[::1]:2375' }, expect: { connect: { kind: 'tcp', host: '::1', port: 2375 } } },
  { what: 'TLS beside DOCKER_HOST', env: { DOCKER_HOST: 'tcp://box', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' }, expect: { connect: { kind: 'tcp', host: 'box', port: 2376, tls: { ca: '/certs/ca.pem', cert: '/certs/cert.pem', key: '/certs/key.pem', verify: true } } } },
  { what: 'not an address', env: { DOCKER_HOST: 'tcp://a b:x' }, expect: { connect: { kind: 'none', problem: 'badHost' } } },
  { what: 'a path before the API', env: { DOCKER_HOST: 'tcp://box:2375/docker' }, expect: { connect: { kind: 'cli' } } },
  { what: 'ssh', env: { DOCKER_HOST: 'ssh://ada@box' }, expect: { connect: { kind: 'cli' }, address: 'ssh://ada@box' } },
  { what: 'a scheme from the future', env: { DOCKER_HOST: 'vsock://3:1' }, expect: { connect: { kind: 'cli' } } },
  { what: 'DOCKER_CONTEXT over currentContext', env: { DOCKER_CONTEXT: 'far' }, files: { [`${conf}/config.json`]: '{"currentContext":"near"}', [meta(conf, 'far')]: context('tcp://far:1') }, expect: { from: 'DOCKER_CONTEXT', context: 'far', connect: { kind: 'tcp', host: 'far', port: 1 } } },
  { what: 'currentContext', files: { [`${conf}/config.json`]: '{"currentContext":"near"}', [meta(conf, 'near')]: context('unix:///n.sock') }, expect: { from: 'currentContext', context: 'near', connect: { kind: 'socket', path: '/n.sock' } } },
  { what: 'the context named default has no file', env: { DOCKER_CONTEXT: 'default' }, files: { [`${conf}/config.json`]: '{"currentContext":"near"}' }, expect: { from: 'DOCKER_CONTEXT', connect: { kind: 'socket', path: usual } } },
  { what: 'currentContext default', files: { [`${conf}/config.json`]: '{"currentContext":"default"}' }, expect: { from: 'default' } },
  { what: 'DOCKER_CONFIG', env: { DOCKER_CONFIG: '/c' }, files: { '/c/config.json': '{"currentContext":"near"}', [meta('/c', 'near')]: context('unix:///n.sock'), [`${conf}/config.json`]: '{"currentContext":"far"}' }, expect: { context: 'near' } },
  { what: 'a broken config.json', files: { [`${conf}/config.json`]: '{' }, expect: { from: 'default' } },
  { what: 'a context without its file', env: { DOCKER_CONTEXT: 'gone' }, expect: { context: 'gone', connect: { kind: 'none', problem: 'contextMissing' } } },
  { what: 'a context without a host', env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: '{}' }, expect: { connect: { kind: 'none', problem: 'contextBroken' } } },
  { what: 'a context over SSH', env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: context('ssh://box') }, expect: { connect: { kind: 'cli' }, context: 'far' } },
  { what: 'a context with TLS', env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: context('tcp://far:2376') }, sockets: [`${tlsFolder}/ca.pem`, `${tlsFolder}/cert.pem`, `${tlsFolder}/key.pem`], expect: { connect: { kind: 'tcp', host: 'far', port: 2376, tls: { ca: `${tlsFolder}/ca.pem`, cert: `${tlsFolder}/cert.pem`, key: `${tlsFolder}/key.pem`, verify: true } } } },
  { what: 'a context that skips the check', env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: context('tcp://far', { SkipTLSVerify: true }) }, expect: { connect: { kind: 'tcp', host: 'far', port: 2376, tls: { ca: undefined, cert: undefined, key: undefined, verify: false } } } },
  { what: 'a certificate without its key', env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: context('tcp://far') }, sockets: [`${tlsFolder}/cert.pem`], expect: { connect: { kind: 'none', problem: 'contextBroken' } } },
  { what: 'the usual socket goes before others', sockets: [usual, `${conf}/run/docker.sock`], expect: { connect: { kind: 'socket', path: usual } } },
  { what: 'Docker Desktop', sockets: [`${conf}/run/docker.sock`], expect: { connect: { kind: 'socket', path: `${conf}/run/docker.sock` }, guessed: true } },
  { what: 'rootless', env: { XDG_RUNTIME_DIR: '/run/user/7' }, sockets: ['/run/user/7/docker.sock'], expect: { connect: { kind: 'socket', path: '/run/user/7/docker.sock' }, guessed: true } },
  { what: 'colima', sockets: [`${home}/.colima/default/docker.sock`], expect: { guessed: true, address: `unix://${home}/.colima/default/docker.sock` } },
  { what: 'Rancher', sockets: [`${home}/.rd/docker.sock`], expect: { guessed: true, address: `unix://${home}/.rd/docker.sock` } },
  { what: 'OrbStack', sockets: [`${home}/.orbstack/run/docker.sock`], expect: { guessed: true, address: `unix://${home}/.orbstack/run/docker.sock` } },
  { what: 'Windows', platform: 'win32', expect: { connect: { kind: 'socket', path: '\\\\.\\pipe\\docker_engine' } } },
  { what: 'a named pipe', platform: 'win32', env: { DOCKER_HOST: 'npipe:////./pipe/mine' }, expect: { connect: { kind: 'socket', path: '\\\\.\\pipe\\mine' } } },
];

function facts({ env = {}, files = {}, sockets = [], platform = 'linux' }: Omit<Case, 'what' | 'expect'>): EndpointFacts {
  return { env, platform, home, readFile: path => files[path], exists: path => path in files || sockets.includes(path) };
}

describe('docker endpoint', () => {
  for (const { what, expect, ...given } of cases) {
    it(what, () => {
      const endpoint = resolveEndpoint(facts(given));
      const found = Object.fromEntries(Object.keys(expect).map(key => [key, endpoint[key as keyof Endpoint]]));
      assert.deepEqual(found, expect);
    });
  }

  it('names the files that decide', () => {
    const given = { env: { DOCKER_CONTEXT: 'far' }, files: { [meta(conf, 'far')]: context('tcp://far') } };
    assert.deepEqual(resolveEndpoint(facts(given)).watch, [`${conf}/config.json`, meta(conf, 'far')]);
    assert.deepEqual(resolveEndpoint(facts({ env: { DOCKER_HOST: 'box' } })).watch, []);
  });

  it('gives one key to one place', () => {
    const key = (given: Omit<Case, 'what' | 'expect'>): string => resolveEndpoint(facts(given)).key;
    assert.equal(key({ sockets: [usual] }), key({ sockets: [`${home}/.orbstack/run/docker.sock`] }), 'the default stays the same source when its socket moves');
    assert.notEqual(key({ env: { DOCKER_CONTEXT: 'a' }, files: { [meta(conf, 'a')]: context('ssh://box') } }), key({ env: { DOCKER_CONTEXT: 'b' }, files: { [meta(conf, 'b')]: context('ssh://box') } }));
  });
});
