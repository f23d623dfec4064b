/**
 * What the labs ask of their stand-in images beyond the labs' own steps, which `npm run labs` runs.
 *
 * Changes: starts a registry and a daemon of its own in a temporary folder; containers, images, a volume inside
 * it. Takes down: all of it, in `after`. Needs root and the packages of test/bed/debian.mjs.
 */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { until } from '../bed/commands.mjs';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { firstImages } from '../bed/images/index.mjs';
import { api, removeFolder, shellFor, shortFolder } from './clients.mjs';

describe('stand-in images of the first labs', function () {
  this.timeout(120_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/dockerBed.mjs').DockerBed} */ let bed;
  /** @type {ReturnType<typeof shellFor>} */ let student;

  before(async function () {
    this.timeout(300_000); // the first run on a machine builds the images
    dir = await shortFolder();
    bed = await startDockerBed({ dir: join(dir, 'bed'), log: () => undefined });
    student = shellFor(bed);
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

  it('apt works inside ubuntu, and knows what it has not', async () => {
    const text = 'apt-get -q update && apt-get -q install -y figlet iputils-ping && figlet hi && ping -c 1 127.0.0.1';
    assert.match(await ok(`docker container run --rm ubuntu bash -c '${text}'`), /1 received/);
    const { code, output } = await student.sh("docker container run --rm ubuntu bash -c 'apt-get -q update && apt-get install -y nope'");
    assert.equal(code, 100);
    assert.match(output, /E: Unable to locate package nope/);
  });
  it('the database takes the password that was given, stops quickly and leaves no volume', async () => {
    await ok('docker container run --detach --name mydb -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql:latest');
    const ready = async () => /ready for connections[^]*?port: 3306/.test(await ok('docker container logs mydb'));
    await until(ready, { what: 'mysql ready', timeoutMs: 60_000, everyMs: 250 });
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
  it('without a password it says so and ends', async () => {
    const { code, output } = await student.sh('docker container run --name mydb mysql:latest');
    assert.equal(code, 1);
    assert.match(output, /^You need to specify one of .*MYSQL_ROOT_PASSWORD/m);
    await ok('docker container rm -fv mydb');
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
