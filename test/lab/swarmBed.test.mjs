/**
 * The swarm bed itself: the machine's own network sees nothing of it, nothing of it stays, and its stand-ins hold what
 * the labs need.
 *
 * Changes: starts swarm beds in temporary folders, each with network namespaces, a registry and daemons of its own.
 * Takes down: all of it, at the end of each test. Needs root and the packages of test/bed/debian.mjs.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { run, until } from '../bed/commands.mjs';
import { endProcess, processesUnder } from '../bed/daemons.mjs';
import { alpine } from '../bed/images/alpine.mjs';
import { python, pythonSlim } from '../bed/images/python.mjs';
import { postgres } from '../bed/images/postgres.mjs';
import { redis } from '../bed/images/redis.mjs';
import { registry } from '../bed/images/registry.mjs';
import { mountsUnder } from '../bed/leftovers.mjs';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { removeFolder, shellFor, shortFolder } from './clients.mjs';

const log = () => undefined;
const script = fileURLToPath(new URL('../bed/bedCommand.mjs', import.meta.url));

describe('swarm bed', function () {
  this.timeout(120_000);
  /** @type {string} */ let folder;
  /** @type {string} */ let dir;
  /** @type {(() => Promise<void>)[]} */ const endings = [];
  beforeEach(async () => {
    folder = await shortFolder();
    dir = join(folder, 'bed');
  });
  afterEach(async () => {
    for (const end of endings.splice(0)) await end(); // a failed test leaves nothing either
    await removeFolder(folder);
  });
  /** @param {Partial<Parameters<typeof startSwarmBed>[0]>} options */
  const begin = async options => {
    const bed = await startSwarmBed({ dir, log, ...options });
    endings.push(bed.stop);
    const { sh } = shellFor(bed);
    const ok = async (/** @type {string} */ text) => {
      const { code, stdout, output } = await sh(text);
      assert.equal(code, 0, `${text}\n${output}`);
      return stdout.trim();
    };
    return { bed, sh, ok };
  };

  it('is unseen by the machine while a swarm of three runs, and leaves nothing', async () => {
    const before = await machine();
    const { bed, sh, ok } = await begin({ images: [alpine], nodes: 3 });
    await ok(`docker swarm init --advertise-addr ${bed.address} && T=$(docker swarm join-token -q worker) &&
      for n in node2 node3; do docker --context $n swarm join --token "$T" ${bed.address}:2377; done &&
      docker network create -d overlay over &&
      docker service create --detach --name s1 --network over --mode global --publish 8080:80 alpine sleep 1000`);
    await until(async () => /3\/3/.test((await sh('docker service ls')).stdout), { what: 's1 3/3', timeoutMs: 40_000 });
    assert.match(await ok("docker node ls --format '{{.Hostname}} {{.Status}}'"), /node1 Ready[^]*node2 Ready[^]*node3 Ready/);
    const namespaces = await Promise.all([bed.pid, ...bed.nodes.map(({ pid }) => pid)].map(networkOf));
    assert.equal(new Set([...namespaces, await networkOf('self')]).size, 4);
    assert.deepEqual(await machine(), before);

    await bed.nodes[0].stop();
    assert.notEqual((await sh('docker --context node2 ps')).code, 0);
    await bed.nodes[0].start();
    await ok('docker --context node2 ps');

    const started = Date.now();
    await bed.stop();
    assert.ok(Date.now() - started < 15_000);
    assert.deepEqual(await left(dir, namespaces), nothing);
    assert.deepEqual(await machine(), before);
  });

  it('clears away what a killed run left behind, and builds no image that nobody asked for', async () => {
    const cache = join(folder, 'cache');
    const words = [script, 'up', '--dir', dir, '--images', 'alpine', '--nodes', '2'];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, LABBOOK_CACHE: cache } });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const killed = JSON.parse(line);
    assert.deepEqual((await readdir(join(cache, 'layers'))).map(name => name.replace(/-\w+$/, '')), ['alpine']);
    await shellFor(killed).sh('docker run -d --restart always --name old alpine sleep 1000');
    const namespaces = [await networkOf(killed.pid)];
    await endProcess(Number(child.pid), { signal: 'SIGKILL' });
    assert.notDeepEqual(await left(dir, namespaces), nothing);

    const { bed, ok } = await begin({ images: [alpine] });
    assert.equal(await ok('docker ps --all --quiet'), '');
    assert.deepEqual((await left(dir, namespaces)).inNamespaces, []);
    await bed.stop();
    assert.deepEqual(await left(dir, namespaces), nothing);
  });

  it('offers stand-ins that do what the labs ask of them', async () => {
    const { sh, ok } = await begin({ images: [alpine, python, pythonSlim, redis, postgres, registry] });
    const soon = (/** @type {string} */ text) => until(async () => (await sh(text)).code === 0, { what: text, timeoutMs: 30_000 });

    const refused = await sh('docker run --name db postgres:15-alpine');
    assert.equal(refused.code, 1);
    assert.match(refused.output, /must specify POSTGRES_PASSWORD/);
    await ok(`docker rm db && docker run -d --name db -e POSTGRES_PASSWORD=it\\'s -e POSTGRES_USER=me -e 'POSTGRES_DB=my "db"' -v kept:/var/lib/postgresql/data postgres:15-alpine`);
    await soon('docker exec db pg_isready -h 127.0.0.1');
    const ask = (/** @type {string} */ word) => `docker exec -e PGPASSWORD="${word}" db psql -h 127.0.0.1 -U me -d 'my "db"' -Atc 'select 40 + 2'`;
    assert.equal(await ok(ask("it's")), '42');
    assert.match((await sh(ask('other'))).output, /password authentication failed/);

    await ok('docker run -d --name list redis:alpine && docker run -d --name reg -p 127.0.0.1:5600:5000 registry:2');
    await soon('docker exec list redis-cli ping');
    const other = "docker inspect -f '{{.NetworkSettings.IPAddress}}' list";
    assert.equal(await ok(`docker run --rm python python -c "import redis, psycopg2; print(redis.Redis('$(${other})').ping())"`), 'True');
    assert.equal(await ok("docker image inspect -f '{{.Id}}' python"), await ok("docker pull -q python:3-slim >/dev/null && docker image inspect -f '{{.Id}}' python:3-slim"));

    await soon('curl -sf http://127.0.0.1:5600/v2/');
    await ok('docker tag alpine 127.0.0.1:5600/mine:v1 2>/dev/null || { docker pull -q alpine && docker tag alpine 127.0.0.1:5600/mine:v1; }; docker push -q 127.0.0.1:5600/mine:v1');
    assert.match(await ok('curl -s http://127.0.0.1:5600/v2/_catalog'), /"mine"/);

    for (const name of ['db', 'list', 'reg']) {
      const started = Date.now();
      await ok(`docker stop ${name}`);
      assert.ok(Date.now() - started < 3_000, name);
      assert.equal(await ok(`docker inspect -f '{{index .Config.Labels "labbook.stand-in"}}' ${name}`), 'true');
    }
    await ok('docker start db');
    await soon('docker exec db pg_isready -h 127.0.0.1');
    assert.equal(await ok(ask("it's")), '42');
  });
});

/** What a bed could change of the machine: its links, its firewall, its forwarding. */
async function machine() {
  const [links, rules, forward] = await Promise.all([run('ip', ['-json', 'link']), run('iptables-save', []), readFile('/proc/sys/net/ipv4/ip_forward', 'utf8')]);
  const names = JSON.parse(links).map((/** @type {{ifname: string}} */ link) => link.ifname);
  return { links: names, rules: rules.split('\n').filter(line => line.startsWith('-')), forward };
}

/** @param {number | 'self'} pid @returns {Promise<string>} */
const networkOf = pid => readlink(`/proc/${pid}/ns/net`);

/** What is left of a bed. @param {string} dir @param {readonly string[]} namespaces */
async function left(dir, namespaces) {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number);
  const inNamespaces = await Promise.all(pids.map(async pid => namespaces.includes(await networkOf(pid).catch(() => '')) ? pid : 0));
  return { processes: await processesUnder(dir), mounts: await mountsUnder(dir), inNamespaces: inNamespaces.filter(Boolean) };
}
const nothing = { processes: [], mounts: [], inNamespaces: [] };
