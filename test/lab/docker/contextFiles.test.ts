// The files that decide where docker commands go, changed by somebody else. Changes nothing outside its temporary folder;
// contacts no daemon.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDockerTarget } from '../../../src/targets/docker';
import { createRunner } from '../../../src/targets/process';
import { DockerLink } from '../../../src/views/dockerLink';

describe('Docker’s context files', () => {
  let home: string;
  let link: DockerLink;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'lb-context-'));
    const env = { HOME: home, PATH: process.env.PATH };
    link = new DockerLink(() => createDockerTarget({ runner: createRunner(env) }), env);
    link.prepare();
  });
  afterEach(async () => {
    link.dispose();
    await rm(home, { recursive: true, force: true });
  });

  /** As the docker command writes: a new file, renamed. */
  async function write(path: string, value: object): Promise<void> {
    const file = join(home, '.docker', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(value));
    await rename(`${file}.new`, file);
  }
  const use = (name: string | undefined) => write('config.json', name === undefined ? {} : { currentContext: name });
  const context = (name: string, host: string) => write(`contexts/meta/${createHash('sha256').update(name).digest('hex')}/meta.json`, { Name: name, Endpoints: { docker: { Host: host } } });
  const shown = () => [link.status?.endpoint?.context, link.status?.endpoint?.address];

  async function until(wanted: readonly unknown[]): Promise<void> {
    for (let n = 0; n < 100 && JSON.stringify(shown()) !== JSON.stringify(wanted); n++) await sleep(20);
    assert.deepEqual(shown(), wanted);
  }

  it('are followed while somebody reads: a choice, a context that is changed, the way back', async () => {
    const before = shown();
    const reading = link.read();
    // The folder comes first, and changes nothing.
    await mkdir(join(home, '.docker'));
    await sleep(300);
    await context('far', 'tcp://127.0.0.1:9');
    await use('far');
    await until(['far', 'tcp://127.0.0.1:9']);
    await context('far', 'tcp://127.0.0.1:10');
    await until(['far', 'tcp://127.0.0.1:10']);
    await use(undefined);
    await until(before);
    reading.dispose();
  });

  it('tell of a context that is missing, and of its return', async () => {
    const reading = link.read();
    await use('gone');
    await until(['gone', '']);
    await context('gone', 'unix:///nowhere.sock');
    await until(['gone', 'unix:///nowhere.sock']);
    reading.dispose();
  });

  it('are left alone while nobody reads, and looked at when somebody does', async () => {
    const before = shown();
    link.read().dispose();
    await context('far', 'tcp://127.0.0.1:9');
    await use('far');
    await sleep(400);
    assert.deepEqual(shown(), before);
    link.read().dispose();
    assert.deepEqual(shown(), ['far', 'tcp://127.0.0.1:9']);
  });

  it('are followed through a folder that is moved away and comes back', async () => {
    await mkdir(join(home, '.docker', 'contexts', 'meta'), { recursive: true });
    const before = shown();
    const reading = link.read();
    await rename(join(home, '.docker'), join(home, 'away'));
    await sleep(300);
    await use('far');
    await until(['far', '']);
    await context('far', 'tcp://127.0.0.1:9');
    await until(['far', 'tcp://127.0.0.1:9']);
    await rename(join(home, '.docker'), join(home, 'far'));
    await until(before);
    reading.dispose();
  });

  it('have no say where DOCKER_HOST has one', async () => {
    link.follow({ DOCKER_HOST: 'tcp://127.0.0.1:11', HOME: home });
    const reading = link.read();
    await context('far', 'tcp://127.0.0.1:9');
    await use('far');
    await sleep(400);
    assert.deepEqual(shown(), [undefined, 'tcp://127.0.0.1:11']);
    reading.dispose();
  });
});
