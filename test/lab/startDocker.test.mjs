/**
 * Where the images of `npm start`'s own Docker come from. Docker Hub is played by a server on loopback. Changes: starts
 * and ends a daemon in a temporary folder; nothing is pulled.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { hubAnswers } from '../bed/dockerHub.mjs';
import { planDocker, startOwnDocker } from '../bed/startDocker.mjs';
import { api } from './clients.mjs';

const registry = { 'docker-distribution-api-version': 'registry/2.0' };

describe('the question whether Docker Hub answers', () => {
  /** @type {import('node:http').Server | undefined} */ let server;
  afterEach(() => { server?.closeAllConnections(); server?.close(); });

  /** @param {import('node:http').RequestListener} listener */
  async function ask(listener, deadlineMs = 2_000) {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    return hubAnswers({ url: `http://127.0.0.1:${port}/v2/`, deadlineMs });
  }

  it('is one HEAD of the registry’s own address', async () => {
    /** @type {string[]} */ const asked = [];
    assert.equal(await ask((request, answer) => { asked.push(`${request.method} ${request.url}`); answer.writeHead(401, registry).end(); }), true);
    assert.deepEqual(asked, ['HEAD /v2/']);
  });

  for (const [what, code, headers] of /** @type {const} */ ([
    ['a page of the network’s own', 200, {}], ['a login page elsewhere', 302, { location: 'http://127.0.0.1:9/', ...registry }], ['a registry that is down', 503, registry],
  ])) it(`is answered with no by ${what}`, async () => {
    assert.equal(await ask((_, answer) => { answer.writeHead(code, headers).end(); }), false);
  });

  it('is answered with no in time by a server that says nothing, and at once by none', async () => {
    const start = performance.now();
    assert.equal(await ask(() => undefined, 200), false);
    assert.equal(await hubAnswers({ url: 'http://127.0.0.1:9/v2/' }), false);
    assert.ok(performance.now() - start < 1_500);
  });
});

describe('the plan of npm start', () => {
  const none = async () => ({ reason: 'nobody listens' });
  const never = async () => assert.fail('Docker Hub was asked');

  it('takes images from Docker Hub where that answers, and stand-ins where it does not', async () => {
    const [online, offline] = await Promise.all([true, false].map(answer => planDocker({ offline: false, docker: none, hub: async () => answer })));
    assert.deepEqual([online.kind === 'ours' && online.hub, offline.kind === 'ours' && offline.hub], [true, false]);
    assert.match(online.words, /come from Docker Hub/);
    assert.match(offline.words, /stand-ins.*Docker Hub does not answer/);
  });

  it('asks nobody with --offline, nor where a Docker answers', async () => {
    const offline = await planDocker({ offline: true, docker: never, hub: never });
    assert.equal(offline.kind === 'ours' && offline.hub, false);
    assert.equal((await planDocker({ offline: false, docker: async () => ({ version: '28.2.2', reason: '' }), hub: never })).kind, 'theirs');
  });

  it('starts a daemon that has neither a mirror nor stand-ins for Docker Hub', async function () {
    this.timeout(60_000);
    const home = await mkdtemp(join(tmpdir(), 'lb-hub-'));
    const docker = await startOwnDocker({ kind: 'ours', words: '', packages: [], hub: true }, { home, log: () => undefined });
    try {
      const { lines } = await api(join(home, 'docker', 'docker.sock'), 'GET', '/info');
      assert.deepEqual([lines[0].RegistryConfig.Mirrors ?? [], lines[0].HttpProxy, lines[0].Images, docker.offerRest], [[], process.env.HTTP_PROXY ?? '', 0, undefined]);
      const pid = (await readFile(join(home, 'docker', 'engine.pid'), 'utf8')).trim();
      assert.doesNotMatch(await readFile(`/proc/${pid}/mounts`, 'utf8'), /nsswitch/, 'it may look names up');
    } finally {
      await docker.stop();
      await rm(home, { recursive: true, force: true });
    }
  });
});
