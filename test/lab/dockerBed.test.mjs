/**
 * The Docker bed itself: faults on demand, beds beside each other, nothing leaves, nothing stays.
 *
 * Changes: starts registries and daemons in temporary folders, one of them in a network namespace of its own with a
 * veth pair. Takes down: all of it, at the end of each test. Needs root and the packages of test/bed/debian.mjs.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { attempt, run, until } from '../bed/commands.mjs';
import { endProcess, isAlive, processesUnder } from '../bed/daemons.mjs';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { alpine } from '../bed/images/alpine.mjs';
import { mountsUnder } from '../bed/leftovers.mjs';
import { removeFolder, shellFor, shortFolder } from './clients.mjs';

const script = fileURLToPath(new URL('../bed/bedCommand.mjs', import.meta.url));
const log = () => undefined;

describe('Docker bed', function () {
  this.timeout(90_000);
  /** @type {string} */ let folder;
  /** @type {string} */ let dir;
  beforeEach(async () => {
    folder = await shortFolder();
    dir = join(folder, 'bed');
  });
  /** @type {(() => Promise<void>)[]} */ const endings = [];
  afterEach(async () => {
    for (const end of endings.splice(0)) await end(); // a failed test leaves nothing either
    await removeFolder(folder);
  });
  /** @param {Parameters<typeof startDockerBed>[0]} options */
  const begin = async options => {
    const bed = await startDockerBed(options);
    endings.push(bed.stop);
    return bed;
  };

  /** What a bed could leave behind. @param {string} of @param {string[]} links its link names while it ran */
  const left = async (of, links) => ({
    processes: await processesUnder(of),
    mounts: await mountsUnder(of),
    links: (await linkNames()).filter(name => links.includes(name)),
    rules: (await run('iptables-save', [])).split('\n').filter(line => links.some(name => line.includes(name))),
  });
  const nothing = { processes: [], mounts: [], links: [], rules: [] };

  it('leaves no process, mount, link or firewall rule, even with containers, networks and volumes in use', async () => {
    const before = await linkNames();
    const bed = await begin({ dir, log, images: [alpine] });
    const { sh } = shellFor(bed);
    const made = await sh(`docker network create n1 && docker volume create v1 &&
      docker run -d --restart always --network n1 -v v1:/data -p 127.0.0.1::80 alpine sleep 1000 && docker run -d alpine sleep 1000`);
    assert.equal(made.code, 0, made.output);
    const links = (await linkNames()).filter(name => !before.includes(name) && /^(labbed|br-)/.test(name));
    assert.equal(links.length, 2);
    assert.notDeepEqual(await left(dir, links), nothing);
    const started = Date.now();
    await bed.stop();
    assert.ok(Date.now() - started < 8_000);
    assert.deepEqual(await left(dir, links), nothing);
  });

  it('shows a crash: killed, then back at the same socket, and stopped with nothing left', async () => {
    const bed = await begin({ dir, log, images: [alpine] });
    const { sh } = shellFor(bed);
    await sh('docker run -d --name c1 alpine sleep 1000');
    const first = bed.pid;
    await bed.killDaemon({ containersToo: true });
    assert.equal(await isAlive(first), false);
    assert.match((await sh('docker ps')).output, /Cannot connect to the Docker daemon/);
    await bed.startDaemon();
    assert.notEqual(bed.pid, first);
    assert.match((await sh('docker ps --all')).output, /c1/);
    await sh('docker start c1');
    await bed.killDaemon();
    await bed.stop();
    assert.deepEqual(await left(dir, await bedLinks(dir)), nothing);
  });

  it('is found hanging and still stops', async () => {
    const bed = await begin({ dir, log, images: [] });
    process.kill(bed.pid, 'SIGSTOP');
    const { code } = await attempt('curl', ['--silent', '--max-time', '1', '--unix-socket', bed.socket, 'http://localhost/_ping']);
    assert.equal(code, 28, 'accepts and does not answer');
    await bed.stop();
    assert.deepEqual(await left(dir, []), nothing);
  });

  it('stands beside another bed: same names, same networks, no collision', async () => {
    const beds = await Promise.all(['a', 'b'].map(name => begin({ dir: join(folder, name), log, images: [alpine] })));
    try {
      const shells = beds.map(bed => shellFor(bed));
      for (const [index, { sh }] of shells.entries()) {
        const made = await sh(`docker network create same && docker run -d --name same --network same alpine sleep 1000 &&
          docker run --rm --network same alpine ping -c 1 same && docker volume create only${index}`);
        assert.equal(made.code, 0, made.output);
      }
      const subnets = await Promise.all(shells.map(({ sh }) => sh(
        "docker network inspect --format '{{(index .IPAM.Config 0).Subnet}}' bridge same",
      )));
      const all = subnets.flatMap(({ stdout }) => stdout.trim().split('\n'));
      assert.equal(new Set(all).size, 4, all.join(' '));
      assert.deepEqual((await shells[1].sh('docker volume ls --quiet')).stdout.trim(), 'only1');
      await beds[0].stop();
      assert.match((await shells[1].sh('docker ps')).output, /same/);
    } finally {
      await Promise.all(beds.map(bed => bed.stop()));
    }
  });

  it('refuses a folder in which another process runs a bed', async () => {
    const other = await up(['--dir', dir, '--images', 'none']);
    try {
      await assert.rejects(startDockerBed({ dir, log, images: [] }), /runs a bed in/);
      assert.equal((await shellFor({ env: other.env }).sh('docker ps')).code, 0, 'the other bed is untouched');
    } finally {
      await other.end();
    }
    assert.deepEqual(await left(dir, []), nothing);
  });

  it('clears away what a killed run left behind', async () => {
    const other = await up(['--dir', dir, '--images', 'alpine']);
    await shellFor({ env: other.env }).sh('docker run -d --restart always --name old alpine sleep 1000');
    const links = await bedLinks(dir);
    await endProcess(other.pid, { signal: 'SIGKILL' });
    assert.notDeepEqual((await left(dir, links)).processes, []);
    const bed = await begin({ dir, log, images: [alpine] });
    assert.doesNotMatch((await shellFor(bed).sh('docker ps --all')).output, /old/);
    await bed.stop();
    assert.deepEqual(await left(dir, links), nothing);
  });

  it('keeps images, containers and volumes only when asked', async () => {
    for (const [keep, seen] of /** @type {const} */ ([[true, false], [false, true], [false, false]])) {
      const bed = await begin({ dir, log, images: [alpine], keep });
      const { sh } = shellFor(bed);
      // The middle start still finds what the first kept only if it keeps too; `keep: false` begins anew.
      const there = /kept/.test((await sh('docker ps --all')).output);
      assert.equal(there, seen && keep);
      if (keep) await sh('docker run -d --stop-timeout 1 --name kept alpine sleep 1000');
      await bed.stop();
    }
  });

  it('asks nobody outside, pulls the known and reports the unknown with the daemon\'s own error', async () => {
    // A namespace whose only way out is a counted link: not one packet may take it.
    const net = 'ip link set lo up; ip link add out0 type veth peer name out1; ' +
      'sysctl -qw net.ipv6.conf.out0.disable_ipv6=1 net.ipv6.conf.out1.disable_ipv6=1; ip link set out1 up; ' +
      'ip addr add 198.51.100.1/24 dev out0; ip link set out0 up; ip route add default via 198.51.100.2; ' +
      'ip neigh add 198.51.100.2 lladdr 02:00:00:00:00:02 dev out0; exec "$@"';
    const other = await up(['--dir', dir, '--images', 'alpine,hello-world'], ['unshare', '--net', 'sh', '-c', net, 'sh']);
    try {
      const inside = (/** @type {string[]} */ ...words) => attempt('nsenter', [`--net=/proc/${other.pid}/ns/net`, ...words]);
      const sent = async () => JSON.parse((await inside('ip', '-json', '-stats', 'link', 'show', 'out0')).stdout)[0].stats64.tx.packets;
      const forward = (await inside('cat', '/proc/sys/net/ipv4/ip_forward')).stdout;
      const { sh } = shellFor({ env: other.env });
      assert.match((await sh('docker run --rm hello-world && docker pull alpine')).output, /Hello from Docker![^]*Downloaded newer image/);
      for (const name of ['nosuch', 'nosuch/image:1', 'quay.invalid/a/b']) {
        const { code, output } = await sh(`docker pull ${name}`);
        assert.equal(code, 1);
        assert.match(output, /Error response from daemon: .*proxyconnect tcp: dial tcp 127\.0\.0\.1:9: connect: connection refused/);
      }
      const ping = await sh('docker run --rm alpine ping -c 1 -W 1 203.0.113.1');
      assert.notEqual(ping.code, 0, 'a container has no way out either');
      assert.equal(await sent(), 0);
      await inside('ping', '-c', '1', '-W', '1', '203.0.113.1');
      await inside('bash', '-c', 'echo > /dev/udp/203.0.113.1/9');
      assert.notEqual(await sent(), 0, 'the counter counts');
      assert.doesNotMatch((await inside('iptables-save')).stdout, /DOCKER|10\.21/);
      assert.equal((await inside('cat', '/proc/sys/net/ipv4/ip_forward')).stdout, forward);
    } finally {
      await other.end();
    }
    assert.deepEqual(await left(dir, []), nothing);
  });
});

/** @returns {Promise<string[]>} */
async function linkNames() {
  return JSON.parse(await run('ip', ['-json', 'link'])).map((/** @type {{ifname: string}} */ link) => link.ifname);
}

/** @param {string} dir @returns {Promise<string[]>} */
async function bedLinks(dir) {
  const text = await readFile(join(dir, 'links.json'), 'utf8').catch(() => undefined);
  return text ? [JSON.parse(text).bridge] : [];
}

/**
 * The bed as a command in a process of its own.
 * @param {string[]} args
 * @param {string[]} [before] words before `node`
 * @returns {Promise<{env: Record<string, string>, pid: number, end: () => Promise<void>}>}
 */
async function up(args, before = []) {
  const [file, ...words] = [...before, process.execPath, script, 'up', ...args];
  const child = spawn(String(file), words, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit').then(([code]) => { throw new Error(`the command ended with ${code}`); }),
  ]);
  return {
    env: JSON.parse(line).env,
    pid: Number(child.pid),
    end: async () => {
      child.kill('SIGTERM');
      await until(() => child.exitCode !== null, { what: 'end of the command', timeoutMs: 30_000 });
      assert.equal(child.exitCode, 0);
    },
  };
}
