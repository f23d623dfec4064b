import { deepEqual, equal, match } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { startAwsBed } from '../bed/aws/awsBed.mjs';
import { attempt, run } from '../bed/commands.mjs';

/** Not the bed that this process is in: here something does ask for real AWS. */
describe('the network of the AWS tests', function () {
  this.timeout(120_000);
  /** @type {string} */ let dir;
  /** @type {import('../bed/aws/awsBed.mjs').AwsBed} */ let bed;
  /** @type {import('../bed/aws/moto.mjs').Moto} */ let moto;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lb-'));
    bed = await startAwsBed({ dir: join(dir, 'b'), log: () => undefined, docker: false });
    moto = await bed.startMoto();
  });
  after(async () => {
    await bed?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** @param {'v1' | 'v2' | 'too old'} cli @param {string[]} words */
  const aws = (cli, ...words) => {
    const [file, ...args] = [...bed.enter, 'aws', ...words];
    return attempt(String(file), args, { env: { ...process.env, ...bed.env, ...moto.env, PATH: bed.path(cli) } });
  };

  for (const cli of /** @type {const} */ (['v1', 'v2'])) {
    it(`leads the AWS CLI ${cli} to the emulator and nowhere else`, async () => {
      const before = (await moto.requests()).length;
      match((await aws(cli, 'sts', 'get-caller-identity', '--query', 'Account')).stdout, /^"\d{12}"$/m);
      equal((await moto.requests()).length, before + 1);
      deepEqual(await bed.names(), []);
    });
  }

  it('holds the AWS CLIs that the labs are to work with', async () => {
    match((await aws('v1', '--version')).stdout, /^aws-cli\/1\.45\.11 /);
    match((await aws('v2', '--version')).stdout, /^aws-cli\/2\.17\.3 /);
    match((await aws('too old', '--version')).stdout, /^aws-cli\/2\.9\.19 /);
  });

  it('sees that an AWS CLI which is too old goes to real AWS, and lets it reach nothing', async () => {
    const before = (await moto.requests()).length;
    const { code, stderr } = await aws('too old', 'sts', 'get-caller-identity');
    match(stderr, /Could not connect to the endpoint URL: "https:\/\/sts\.us-east-1\.amazonaws\.com\/"/);
    equal(code, 255);
    deepEqual([...new Set(await bed.awsNames())], ['sts.us-east-1.amazonaws.com']);
    equal((await moto.requests()).length, before);
  });

  it('has no way out', async () => {
    const [file, ...words] = [...bed.enter, 'ip', 'route', 'get', '198.51.100.1'];
    match((await attempt(String(file), words)).stderr, /unreachable/);
  });

  it('fails a run in which somebody has looked up a name of real AWS', async () => {
    const inBed = (/** @type {string} */ name) => attempt(process.execPath, ['test/bed/aws/inBed.mjs', 'sh', '-c', `getent hosts ${name}; exit 0`]);
    const { code, stderr } = await inBed('kinesis.eu-west-1.amazonaws.com');
    match(stderr, /^Names of real AWS were looked up: kinesis\.eu-west-1\.amazonaws\.com$/m);
    equal(code, 1);
    equal((await inBed('amazonaws.com.example')).code, 0);
  });

  it('leaves nothing running when it has ended', async () => {
    const { processesUnder } = await import('../bed/daemons.mjs');
    const own = join(dir, 'c');
    const other = await startAwsBed({ dir: own, log: () => undefined, docker: false });
    const [file, ...words] = [...other.enter, 'sh', '-c', 'moto_server -H 127.0.0.1 -p 5002 >/dev/null 2>&1 & sleep 0'];
    await run(String(file), words, { env: { ...process.env, ...other.env } });
    await other.startMoto();
    equal((await processesUnder(own)).length, 3, 'a name server, and the emulators of a student and of a test');
    await other.stop();
    deepEqual(await processesUnder(own), []);
  });
});
