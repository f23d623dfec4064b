import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { emulatorVariables, exportText } from '../../src/core/aws/shellVariables';
import { Emulator } from '../../src/targets/aws/emulator/emulator';
import { createRunner } from '../../src/targets/process';
import { cliPaths } from './bed';

describe('moto as Labbook starts it', function () {
  this.timeout(60_000);
  const root = mkdtempSync(join(tmpdir(), 'lab moto '));
  const env = { ...process.env, PATH: cliPaths.v1 };
  const script = join(root, 'emulatorKeeper.js');
  const own = new Emulator({ storage: root, courseId: 'course', env, keeper: { script, node: process.execPath }, runner: () => createRunner(env), given: () => undefined });
  const none = () => Promise.reject(new Error('It asked, though nothing is fetched.'));

  /** In a shell whose student has a profile and an endpoint of their own, with the lab's text read after them. */
  const inShell = (path: string, line: string) => new Promise<string>((done, fail) => {
    const after = exportText(emulatorVariables({ address: own.running?.address ?? '', region: 'us-east-1', empty: '/dev/null' }), true);
    execFile('sh', ['-c', `${after}\n${line}`], { env: { PATH: path, HOME: root, AWS_PROFILE: 'work', AWS_ENDPOINT_URL: 'https://sts.amazonaws.com', AWS_ENDPOINT_URL_S3: 'https://s3.amazonaws.com', AWS_REGION: 'eu-west-1' } },
      (error, stdout, stderr) => { if (error) fail(new Error(stderr || error.message)); else done(stdout.trim()); });
  });

  before(async () => {
    buildSync({ entryPoints: ['src/parts/emulatorKeeper.ts'], bundle: true, platform: 'node', format: 'cjs', outfile: script, logLevel: 'error' });
    await own.start(none);
  });
  after(async () => {
    await own.stop();
    own.dispose();
    rmSync(root, { recursive: true, force: true });
  });

  it('is found on PATH, with its version', () => {
    assert.equal(own.running?.name, 'moto');
    assert.match(own.running?.version ?? '', /^5\.\d+\.\d+$/);
  });

  for (const cli of ['v1', 'v2'] as const) {
    it(`is where the AWS CLI ${cli} of the lab’s shell goes`, async () => {
      assert.match(await inShell(cliPaths[cli], 'aws sts get-caller-identity --query Arn --output text'), /:user\/moto$/);
      await inShell(cliPaths[cli], `aws s3 mb s3://lab-${cli}`);
      assert.match(await inShell(cliPaths[cli], 'aws s3 ls'), new RegExp(`lab-${cli}`));
    });
  }

  it('knows the policies that AWS manages', async () => {
    const trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}';
    await inShell(cliPaths.v1, `aws iam create-role --role-name lab --assume-role-policy-document '${trust}' && aws iam attach-role-policy --role-name lab --policy-arn arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess`);
  });

  it('has nothing in it after a reset, and is another run', async () => {
    const before = own.running?.run;
    await own.reset();
    assert.equal(await inShell(cliPaths.v1, 'aws s3 ls'), '');
    assert.notEqual(own.running?.run, before);
  });
});
