/**
 * The default commands of labs L0 and L1 on a real Docker daemon, against the states that the course promises.
 *
 * Changes: starts a registry and a daemon of its own in a temporary folder; containers, images, a volume inside it;
 * one published TCP port. Takes down: all of it, in `after`. Needs root and the packages of test/bed/debian.mjs.
 */
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, until } from '../bed/commands.mjs';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { firstImages } from '../bed/images/index.mjs';
import { api, removeFolder, shellFor, shortFolder } from './clients.mjs';

describe('labs on the Docker bed', function () {
  this.timeout(120_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/dockerBed.mjs').DockerBed} */ let bed;
  /** @type {ReturnType<typeof shellFor>} */ let student;

  before(async function () {
    this.timeout(300_000); // the first run on a machine builds the images
    dir = await shortFolder();
    bed = await startDockerBed({ dir: join(dir, 'bed'), log: () => undefined });
    student = shellFor(bed, { APP: 'tweet', DOCKERID: 'local', WEB_PORT: String(await freePort()) });
  });
  after(async () => {
    await bed?.stop();
    await removeFolder(dir);
  });

  /** @param {string} text */
  const ok = async text => {
    const { code, output } = await student.sh(text, { cwd: dir });
    assert.equal(code, 0, `${text}\n${output}`);
    return output;
  };
  /** @param {string} name @returns {Promise<string>} such as `exited(0)`, `running` or `absent` */
  const state = async name => {
    const { code, stdout } = await student.sh(`docker inspect --format '{{.State.Status}} {{.State.ExitCode}}' ${name}`);
    if (code !== 0) return 'absent';
    const [status, exit] = stdout.trim().split(' ');
    return status === 'exited' ? `exited(${exit})` : String(status);
  };

  for (const image of firstImages) {
    it(`pulls ${image.name} through the mirror, marked as a stand-in`, async () => {
      const { code, lines } = await api(bed.socket, 'POST', `/images/create?fromImage=${image.name}&tag=${image.tag}`);
      assert.equal(code, 200);
      assert.deepEqual(lines.filter(line => line.error), []);
      assert.ok(lines.some(line => line.status === 'Pull complete'), JSON.stringify(lines));
      assert.match(lines.at(-1).status, /Downloaded newer image/);
      // Small layers come in one piece; a larger one shows its way.
      if (image.name === 'ubuntu') assert.ok(lines.some(line => line.progressDetail?.total > 1_000_000));
      const { lines: [facts] } = await api(bed.socket, 'GET', `/images/${image.name}/json`);
      assert.equal(facts.Config.Labels['labbook.stand-in'], 'true');
    });
  }

  describe('L0', () => {
    it('1-3: first container, images', async () => {
      assert.match(await ok('docker container run --name l0-hello hello-world'), /Hello from Docker!/);
      assert.equal(await state('l0-hello'), 'exited(0)');
      await ok('docker image pull alpine');
      assert.match(await ok('docker image ls'), /alpine[^]*hello-world|hello-world[^]*alpine/);
    });
    it('4-6: commands end, a shell without input ends at once', async () => {
      assert.match(await ok('docker container run --name l0-ls alpine ls -l'), /\betc$/m);
      assert.match(await ok('docker container run --name l0-echo alpine echo "hello from alpine"'), /^hello from alpine$/m);
      await ok('docker container run --name l0-sh alpine /bin/sh');
      for (const name of ['l0-ls', 'l0-echo', 'l0-sh']) assert.equal(await state(name), 'exited(0)');
    });
    it('7-9: a shell in a terminal, and what is listed', async () => {
      const { output } = await student.tty('docker container run -it --name l0-it alpine /bin/sh', 'ls -l\nuname -a\nexit\n');
      assert.match(output, /Linux/);
      assert.equal(await state('l0-it'), 'exited(0)');
      assert.doesNotMatch(await ok('docker container ls'), /l0-/);
      const all = await ok('docker container ls -a');
      for (const name of ['l0-hello', 'l0-ls', 'l0-echo', 'l0-sh', 'l0-it']) assert.match(all, new RegExp(`Exited.*${name}`));
    });
    it('10-14: a file stays in the container that wrote it', async () => {
      await student.tty('docker container run -it --name l0-ash alpine /bin/ash', 'echo "hello world" > hello.txt\nls\nexit\n');
      assert.equal(await state('l0-ash'), 'exited(0)');
      assert.doesNotMatch(await ok('docker container run --rm alpine ls'), /hello\.txt/);
      await ok('docker container start l0-ash');
      assert.equal(await state('l0-ash'), 'running');
      assert.deepEqual((await ok("docker container ls --format '{{.Names}}'")).trim().split('\n'), ['l0-ash']);
      assert.match(await ok('docker container exec l0-ash ls'), /hello\.txt/);
    });
    it('10 without a terminal', async () => {
      await ok('docker container create -it --name l0-ash2 alpine /bin/ash && docker container start l0-ash2');
      await ok(`docker container exec l0-ash2 sh -c 'echo "hello world" > hello.txt' && docker container stop -t 1 l0-ash2`);
      await ok('docker container start l0-ash2');
      assert.match(await ok('docker container exec l0-ash2 cat hello.txt'), /hello world/);
    });
    it('15: alpine has one layer; clean-up leaves none', async () => {
      assert.equal(JSON.parse(await ok('docker image inspect alpine'))[0].RootFS.Layers.length, 1);
      await ok('docker container rm -f l0-hello l0-ls l0-echo l0-sh l0-it l0-ash l0-ash2');
      assert.doesNotMatch(await ok('docker container ls -a'), /l0-/);
    });
  });

  describe('L1', () => {
    before(async () => {
      await cp(fileURLToPath(new URL('../../notes/labs/L1/tweet', import.meta.url)), join(dir, 'tweet'), { recursive: true });
    });
    it('1-3: hostname is the id', async () => {
      await ok('ls "$APP"');
      // A host without IP forwarding gets a warning beside the name.
      const host = /^[0-9a-f]{12}$/m.exec(await ok('docker container run --name l1-hostname alpine hostname'))?.[0] ?? 'no name';
      assert.ok((await ok("docker inspect --format '{{.Id}}' l1-hostname")).startsWith(host));
      assert.match(await ok('docker container ls --all'), /Exited \(0\).*l1-hostname/);
    });
    it('4: bash in ubuntu is process 1 and the container goes with it', async () => {
      const typed = 'ls /\nps aux\ncat /etc/issue\nexit\n';
      const { output } = await student.tty('docker container run --interactive --tty --rm --name l1-ubuntu ubuntu bash', typed);
      assert.match(output, /^root +1 .* bash\r?$/m);
      assert.match(output, /^Ubuntu \(.*stand-in/m);
      assert.equal(await state('l1-ubuntu'), 'absent');
    });
    it('4: apt works inside, and knows what it has not', async () => {
      const text = 'apt-get -q update && apt-get -q install -y figlet iputils-ping && figlet hi && ping -c 1 127.0.0.1';
      assert.match(await ok(`docker container run --rm ubuntu bash -c '${text}'`), /1 received/);
      const { code, output } = await student.sh("docker container run --rm ubuntu bash -c 'apt-get -q update && apt-get install -y nope'");
      assert.equal(code, 100);
      assert.match(output, /E: Unable to locate package nope/);
    });
    it('5-10: a database in the background', async () => {
      await ok('docker container run --detach --name mydb -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql:latest');
      assert.match(await ok('docker container ls'), /3306\/tcp.*mydb/);
      const ready = async () => /ready for connections[^]*?port: 3306/.test(await ok('docker container logs mydb'));
      await until(ready, { what: 'mysql ready', timeoutMs: 60_000, everyMs: 250 });
      assert.match(await ok('docker container top mydb'), /mysqld/);
      const client = 'mysql --user=root --password="$MYSQL_ROOT_PASSWORD" --version';
      assert.match(await ok(`docker container exec mydb sh -c '${client}'`), /^mysql +Ver /m);
      const { output } = await student.tty('docker container exec -it mydb sh', `${client}\nexit\n`);
      assert.match(output, /mysql +Ver \d/); // typed ahead, so the shell's prompt may stand before it
      assert.equal(await state('mydb'), 'running');
    });
    it('5: the password is the one given, and stopping is quick', async () => {
      const query = "mysql --user=root --password=my-secret-pw --execute 'select 40 + 2'";
      assert.match(await ok(`docker container exec mydb ${query}`), /42/);
      const wrong = await student.sh(`docker container exec mydb ${query.replace('secret', 'other')}`);
      assert.match(wrong.output, /Access denied/);
      const started = Date.now();
      await ok('docker container stop mydb');
      assert.ok(Date.now() - started < 5_000);
      await ok('docker container rm -fv mydb');
      assert.equal((await ok('docker volume ls --quiet')).trim(), '');
    });
    it('5: without a password it says so and ends', async () => {
      const { code, output } = await student.sh('docker container run --name mydb mysql:latest');
      assert.equal(code, 1);
      assert.match(output, /^You need to specify one of .*MYSQL_ROOT_PASSWORD/m);
      await ok('docker container rm -fv mydb');
    });
    it('11-15: build and publish the page', async () => {
      assert.match(await ok('cat "$APP/Dockerfile"'), /FROM nginx:latest[^]*EXPOSE 80 443/);
      await ok('(cd "$APP" && docker image build --tag "$DOCKERID/linux_tweet_app:1.0" .)');
      await ok('docker image inspect "$DOCKERID/linux_tweet_app:1.0"');
      await ok('docker container run --detach --publish "$WEB_PORT:80" --name linux_tweet_app "$DOCKERID/linux_tweet_app:1.0"');
      const curl = 'curl -s --retry 20 --retry-all-errors --retry-delay 1';
      assert.match(await ok(`${curl} "http://localhost:$WEB_PORT/"`), /Linux Tweet App!/);
      assert.match(await ok(`${curl} -I "http://localhost:$WEB_PORT/"`), /^Server: nginx/m);
    });
    it('15a: both versions beside each other', async () => {
      await ok('(cd "$APP" && docker image build --build-arg PAGE=index-new.html --tag "$DOCKERID/linux_tweet_app:2.0" .)');
      await ok('docker container run --detach --publish 127.0.0.1::80 --name linux_tweet_app2 "$DOCKERID/linux_tweet_app:2.0"');
      const address = '"http://$(docker container port linux_tweet_app2 80/tcp | head -1)/"';
      assert.match(await ok(`curl -s --retry 20 --retry-all-errors --retry-delay 1 ${address}`), /version 2/);
    });
    it('16: removed means gone, and the port is free', async () => {
      await ok('docker container rm --force linux_tweet_app');
      assert.equal(await state('linux_tweet_app'), 'absent');
      assert.equal((await student.sh('curl -s "http://localhost:$WEB_PORT/"')).code, 7);
      await ok('docker container rm -f l1-hostname linux_tweet_app2');
      await ok('docker image rm "$DOCKERID/linux_tweet_app:1.0" "$DOCKERID/linux_tweet_app:2.0"');
    });
    it('nginx ends within a second of SIGTERM and of SIGQUIT', async () => {
      for (const signal of ['TERM', 'QUIT']) {
        await ok('docker container run --detach --name l1-web nginx');
        await ok(`docker container kill --signal ${signal} l1-web`);
        await until(async () => await state('l1-web') === 'exited(0)', { what: `end by SIG${signal}`, timeoutMs: 1_500 });
        await ok('docker container rm l1-web');
      }
    });
  });
});
