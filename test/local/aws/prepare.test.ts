import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { awsLines } from '../../../src/core/aws/forClass';
import { english } from '../../../src/core/message';
import { waysToStart } from '../../../src/targets/aws/emulator/ways';
import { awsPrograms } from '../../../src/targets/awsPreparer';
import { createRunner } from '../../../src/targets/process';

describe('preparing for a class on AWS', () => {
  const root = mkdtempSync(join(tmpdir(), 'lab prepare '));
  let bin = '';
  let made = 0;
  beforeEach(() => { bin = join(root, `bin${++made}`); mkdirSync(bin); });
  after(() => rmSync(root, { recursive: true, force: true }));

  const tool = (name: string, text: string, folder = bin) => { mkdirSync(folder, { recursive: true }); writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`); chmodSync(join(folder, name), 0o755); };
  const env = () => ({ PATH: bin, HOME: root });
  const look = async (pythons: readonly string[] = []) => awsLines(await awsPrograms({ courseId: 'c', tracks: new Set(['emulator']), pythons }, createRunner(env()), env())).map(({ mark, words }) => `${mark}: ${english(words)}`);
  const ways = (folder = root) => waysToStart({ env: env(), runner: createRunner(env()), folder, courseId: 'c' });

  it('asks the tools that are on PATH for their versions, and starts nothing else', async () => {
    tool('aws', '[ "$AWS_EC2_METADATA_DISABLED$*" = true--version ] && echo "aws-cli/1.45.11 Python/3.11 botocore/1.43"');
    tool('python3', 'case "$2" in *boto3*) echo 1.26.27;; *) exit 1;; esac');
    assert.deepEqual((await look(['ml/bin/python'])), ['here: version 1.45.11, goes to the emulator by AWS_ENDPOINT_URL', 'open: version 1.26.27 is too old; the lab fetches another from PyPI by a step of its own']);
  });

  it('says what is not there', async () => assert.deepEqual(await look(['python3']), ['missing: not found', 'missing: python3 was not found']));

  it('knows the emulator again where it was fetched to, and asks to fetch it no more', async () => {
    tool('pipx', 'exit 9');
    assert.deepEqual((await ways()).map(({ id, downloads }) => [id, downloads]), [['pipx', true]]);
    const folder = join(root, 'storage');
    tool('python', '[ "$1" = -c ] && echo 5.2.1', join(folder, 'pipx/venvs/moto/bin'));
    assert.deepEqual((await ways(folder)).map(({ id, downloads, version }) => [id, downloads, version]), [['module', false, '5.2.1']]);
  });

  it('knows its image on Docker, and takes no Docker of another machine', async () => {
    const docker = (host: string, there: boolean) => tool('docker', `case "$*" in "context inspect"*) echo ${host};; "image inspect"*motoserver/moto:5.2.1) exit ${there ? 0 : 1};; *) exit 9;; esac`);
    docker('unix:///var/run/docker.sock', true);
    const [there] = await ways();
    assert.deepEqual([there?.id, there?.downloads, there?.before], ['image', false, []]);
    docker('unix:///var/run/docker.sock', false);
    assert.deepEqual((await ways()).map(({ id, before }) => [id, before.map(({ args }) => args.join(' '))]), [['image', ['image pull --quiet motoserver/moto:5.2.1']]]);
    docker('ssh://class@far.example', true);
    assert.deepEqual(await ways(), []);
  });
});
