/**
 * What `npm run labs` says of a lab that is as it should be, and of one with a fault of each kind.
 *
 * Changes: a Docker daemon of its own in a network namespace of its own, a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attempt } from '../bed/commands.mjs';
import { alpine } from '../bed/images/alpine.mjs';
import { startSwarmBed } from '../bed/swarmBed.mjs';

const course = 'test/fixtures/courses/planted';

describe('npm run labs', function () {
  this.timeout(300_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/swarmBed.mjs').SwarmBed} */ let bed;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lb-'));
    bed = await startSwarmBed({ dir: join(dir, 'b'), log: () => undefined, images: [alpine] });
  });
  after(async () => {
    await bed?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** @param {string[]} words @param {NodeJS.ProcessEnv} [env] */
  async function labs(words, env = {}) {
    const json = join(dir, 'rows.json');
    await rm(json, { force: true });
    const [file = '', ...enter] = [...bed.enter, process.execPath];
    const { code, stdout, stderr } = await attempt(file, [...enter, 'dist/cli.js', 'labs', '--course', course, '--json', json, ...words], { env: { ...process.env, ...bed.env, ...env } });
    return { code, stdout, stderr, rows: JSON.parse(await readFile(json, 'utf8').catch(() => '[]')) };
  }

  it('passes a lab that is as it should be, with a conversation, a background block, a value, another way and a failure that is meant', async () => {
    const { code, stdout, stderr, rows } = await labs(['GOOD']);
    assert.equal(code, 0, stderr);
    assert.deepEqual(rows, [{ lab: 'GOOD', steps: 10, ran: 10, checks: 7, failsClean: 7, passesAfter: 7, failsAfterCleanup: 7, mutationsTried: rows[0].mutationsTried, mutationsKilled: rows[0].mutationsTried, notRun: [] }]);
    assert.ok(rows[0].mutationsTried >= 5, stderr);
    assert.match(stdout, /^lab .*\nGOOD .* ok$/m);
  });

  it('names each fault of one that is not, takes what is listed as not run and nothing else, and ends with 1', async () => {
    const list = join(dir, 'not-run.txt');
    await writeFile(list, 'shown # so\n');
    const { code, stdout, stderr, rows } = await labs(['BAD', '--not-run', list]);
    assert.equal(code, 1);
    assert.deepEqual(rows, [{
      lab: 'BAD', steps: 4, ran: 1, checks: 3, failsClean: 2, passesAfter: 2, failsAfterCleanup: 2, mutationsTried: 2, mutationsKilled: 2,
      notRun: [{ block: 'needs-value', reason: 'it needs a value: name' }, { block: 'shown', reason: 'it is only shown' }],
    }]);
    for (const said of [/holds before anything was done: always/, /does not hold after the blocks: never/, /FAILED wrong/, /still holds after clean-up: always/, /block needs-value was not run and is not listed/, /2 mutations could be tried; 3 are wanted/]) assert.match(stderr, said);
    assert.doesNotMatch(stderr, /block shown was not run/);
    assert.match(stdout, /^BAD .* FAILED$/m);
  });

  it('says with its exit code why it could not begin', async () => {
    assert.equal((await labs(['NONE'])).code, 2);
    assert.equal((await labs(['--moon'])).code, 2);
    assert.equal((await labs(['GOOD'], { DOCKER_HOST: 'unix:///nowhere/docker.sock' })).code, 3);
    const away = await labs(['AWAY'], { KUBECONFIG: join(dir, 'none') });
    assert.deepEqual([away.code, /No cluster is configured/.test(away.stderr), /KUBECONFIG/.test(away.stderr)], [3, true, true], away.stderr);
  });
});
