import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { after, afterEach, before, describe, it } from 'mocha';
import { Emulator } from '../../src/targets/aws/emulator/emulator';
import type { EmulatorWay } from '../../src/targets/aws/emulator/ways';
import { findExecutable } from '../../src/targets/executable';
import { createRunner } from '../../src/targets/process';
import { awsWith, emulatorEnv, wheels } from './bed';

/** Each way for real, into folders with a space in their names, as the editor's are on a Mac. PyPI is a folder of wheels, Docker Hub a registry of the bed's. */
describe('the emulator is fetched', function () {
  this.timeout(120_000);
  const root = mkdtempSync(join(tmpdir(), 'lab ways '));
  const script = join(root, 'emulatorKeeper.js');
  const open: Emulator[] = [];
  const fetches = new Map<string, Promise<void>>();

  const docker = started(async () => {
    const { startDockerHere } = await import(pathToFileURL(resolve('test/bed/aws/dockerHere.mjs')).href) as { startDockerHere(options: object): Promise<{ host: string; stop(): Promise<void> }> };
    return startDockerHere({ dir: join(root, 'd'), python: process.env.LABBOOK_TEST_PYTHON, log: () => undefined });
  });
  const pypi = { uv: [wheels.bin.uv, wheels.bin.python].join(delimiter), pipx: wheels.bin.pipx, venv: wheels.bin.python };

  // All at once: most of it is waiting for the disk.
  before(() => {
    buildSync({ entryPoints: ['src/parts/emulatorKeeper.ts'], bundle: true, platform: 'node', format: 'cjs', outfile: script, logLevel: 'error' });
    for (const [id, PATH] of Object.entries(pypi)) fetches.set(id, started(() => fetch(id, { ...offline, PATH }))());
    void docker();
  });
  afterEach(async () => { for (const own of open.splice(0)) { await own.stop(); own.dispose(); } });
  after(async () => {
    await Promise.allSettled(fetches.values());
    await docker().then(({ stop }) => stop(), () => undefined);
    rmSync(root, { recursive: true, force: true });
  });

  const offline = {
    HOME: root, PYTHONPATH: wheels.modules, PYTHONDONTWRITEBYTECODE: '1',
    PIP_NO_INDEX: '1', PIP_FIND_LINKS: wheels.folder, PIP_NO_COMPILE: '1', PIP_CONFIG_FILE: '/dev/null', PIP_DISABLE_PIP_VERSION_CHECK: '1',
    UV_NO_INDEX: '1', UV_FIND_LINKS: wheels.folder, UV_OFFLINE: '1', UV_NO_CONFIG: '1', UV_PYTHON_DOWNLOADS: 'never', UV_CACHE_DIR: join(root, 'uv cache'),
  };
  const window = (storage: string, env: Record<string, string>): Emulator => {
    const own = new Emulator({ storage: join(root, storage), courseId: 'course one', env, keeper: { script, node: process.execPath }, runner: () => createRunner(env), given: () => undefined });
    open.push(own);
    return own;
  };
  const never = () => Promise.reject(new Error('It asked again.'));

  const fetch = async (id: string, env: Record<string, string>): Promise<void> => {
    const own = new Emulator({ storage: join(root, id), courseId: 'another course', env, keeper: { script, node: process.execPath }, runner: () => createRunner(env), given: () => undefined });
    const way = (await own.ways()).find(one => one.id === id) ?? assert.fail(`there is no way ${id}`);
    assert.equal(way.downloads, true);
    await own.fetch(way);
    assert.equal(own.running, undefined, 'to fetch is not to start');
    own.dispose();
  };
  /** A window of another course that knows nothing of it: it is asked no more. */
  const starts = async (id: EmulatorWay['id'], env: Record<string, string>): Promise<void> => {
    const running = await window(id, env).start(never);
    assert.deepEqual([running.name, running.version], ['moto', '5.2.1']);
    assert.match(await awsWith({ ...emulatorEnv, AWS_ENDPOINT_URL: running.address }, 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'), /:user\/moto$/);
  };

  for (const [id, PATH] of Object.entries(pypi) as [keyof typeof pypi, string][]) {
    it(`with ${id === 'venv' ? 'Python’s own environments and pip' : id}`, async () => {
      await fetches.get(id);
      await starts(id, { ...offline, PATH });
    });
  }

  it('as its image, which runs on the Docker of this machine and leaves no container', async () => {
    const { host } = await docker();
    const folder = join(findExecutable('docker', process.env) ?? assert.fail('there is no docker'), '..');
    const env = { HOME: root, PATH: [folder, '/usr/bin', '/bin'].join(delimiter), DOCKER_HOST: host };
    await fetch('image', env);
    await starts('image', env);
    const containers = () => createRunner(env).run({ file: 'docker', args: ['ps', '--all', '--format', '{{.Names}}'] }).then(({ stdout }) => stdout.trim());
    assert.equal(await containers(), 'labbook-moto-course-one');
    for (const own of open) await own.stop();
    assert.equal(await containers(), '');
  });

  it('not at all where there is nothing to fetch it from, and says what the tool said', async () => {
    const env = { ...offline, UV_FIND_LINKS: root, PATH: pypi.uv };
    const own = window('nothing', env);
    const [way] = await own.ways();
    await assert.rejects(own.fetch(way ?? assert.fail()), /could not be fetched: [^]*moto\[server\]/);
  });
});

/** Done once, at the first call; who does not ask for it hears of no fault. */
function started<T>(work: () => Promise<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  return () => {
    begun ??= work();
    begun.catch(() => undefined);
    return begun;
  };
}
