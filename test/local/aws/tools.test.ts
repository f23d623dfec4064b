import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { profileNames } from '../../../src/targets/awsProfiles';
import { AwsTools } from '../../../src/targets/awsTools';
import { createRunner } from '../../../src/targets/process';

describe('the tools of a lab’s shell', () => {
  const root = mkdtempSync(join(tmpdir(), 'lab tools '));
  const env = { PATH: `${root}:/usr/bin:/bin` };
  const tools = new AwsTools(() => createRunner(env));
  const program = (name: string, text: string): string => {
    const path = join(root, name);
    writeFileSync(path, `#!/bin/sh\n${text}\n`);
    chmodSync(path, 0o755);
    return path;
  };
  after(() => rmSync(root, { recursive: true, force: true }));

  it('are asked for their version once, and again when they are another file', async () => {
    const path = program('aws', `echo asked >> '${join(root, 'seen')}'; echo "aws-cli/2.17.3 Python/3.11"`);
    assert.match(await tools.cli(path, env), /2\.17\.3/);
    assert.match(await tools.cli(path, env), /2\.17\.3/);
    assert.equal(readFileSync(join(root, 'seen'), 'utf8'), 'asked\n');
    program('aws', 'echo "aws-cli/2.9.19" >&2');
    utimesSync(path, new Date(), new Date(Date.now() + 5000));
    assert.match(await tools.cli(path, env), /2\.9\.19/);
  });

  it('say nothing that is believed where they are no AWS command line', async () => {
    assert.doesNotMatch(await tools.cli(program('broken', 'exit 3'), env), /aws-cli/);
  });

  it('are the Python that the block names, by PATH or by its folder', async () => {
    program('python3', 'echo 1.43.11');
    mkdirSync(join(root, 'ml'), { recursive: true });
    program('ml/python', 'echo 1.26.0');
    program('none', 'exit 1');
    assert.equal(await tools.boto('python3', root, env), '1.43.11');
    assert.equal(await tools.boto('ml/python', root, env), '1.26.0');
    assert.equal(await tools.boto(join(root, 'none'), root, env), undefined);
    assert.equal(await tools.boto('no-such-python', root, env), undefined);
  });

  it('are given programs that are there and short enough to be read', async () => {
    writeFileSync(join(root, 'producer.py'), 'import boto3\n');
    writeFileSync(join(root, 'huge.py'), 'x'.repeat(300 * 1024));
    assert.equal(await tools.program('producer.py', [root]), 'import boto3\n');
    assert.equal(await tools.program('huge.py', [root]), undefined);
    assert.equal(await tools.program('none.py', [root]), undefined);
  });
});

describe('the profiles of a student', () => {
  it('are those of both files, each once, and no other section', async () => {
    const home = mkdtempSync(join(tmpdir(), 'lab home '));
    mkdirSync(join(home, '.aws'));
    writeFileSync(join(home, '.aws', 'config'), '[default]\nregion = x\n[profile work]\n[sso-session class]\n[services local]\n');
    writeFileSync(join(home, '.aws', 'credentials'), '[default]\naws_access_key_id = A\n[learner]\n');
    assert.deepEqual(await profileNames({ HOME: home }), ['default', 'work', 'learner']);
    assert.deepEqual(await profileNames({ HOME: join(home, 'none') }), []);
    rmSync(home, { recursive: true, force: true });
  });
});
