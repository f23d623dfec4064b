/**
 * The frame of an end-to-end suite: a fresh VS Code with Labbook in it, a fresh window, a real Docker.
 *
 * ```js
 * describe('a note', () => {
 *   const at = inEditor();
 *   it('opens', async () => { await runCommand(at.page, 'Labbook: Find Section'); });
 * });
 * ```
 */
import assert from 'node:assert/strict';
import { chmod, cp, mkdir, mkdtemp } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, afterEach, before, beforeEach } from 'mocha';
import { attempt } from '../bed/commands.mjs';
import { openPage, openWorkbench, screenshot } from './browser.mjs';
import { withoutTrustPrompt } from './insecureFlags.mjs';
import { startEditor } from './server.mjs';
import { log, shared } from './shared.mjs';
import { withPath } from './student.mjs';

// At the root: after the last test of all files.
after('the browser and the Docker bed end', async function () {
  this.timeout(60_000);
  await shared.stop();
});

/**
 * @typedef {object} SuiteOptions
 * @property {boolean} [trusted] false: VS Code asks as it asks a student, and the window is in Restricted Mode
 * @property {boolean} [withDocker] false: DOCKER_HOST names a socket that is not there
 * @property {boolean} [swarm] the Docker bed is a swarm bed, and the editor and the browser are in its network
 * @property {boolean} [kube] the same with the Kubernetes bed: `kubectl` and a stand-in for `minikube` are there, no Docker is
 * @property {boolean | 'v2' | 'too old'} [aws] the same with the AWS bed: an emulator and the AWS CLI v1 are there, or the one
 *   that is named, and a Docker. Whatever looks up a name of real AWS fails the suite
 * @property {string} [workspace] folder whose copy is opened; an empty one by default
 * @property {object} [settings]
 * @property {(dir: string) => Promise<readonly string[]>} [packs] makes .vsix files that are installed first
 * @property {Record<string, string>} [env]
 * @property {readonly string[]} [flags] further flags of the server
 * @property {() => Promise<string>} [extension] makes a folder with a changed extension; the built one by default
 * @property {boolean} [nobody] the editor and its terminals run as a user without rights
 * @property {number} [timeoutMs] of each test
 */

/**
 * @typedef {object} Place
 * @property {import('playwright-core').Page} page
 * @property {import('./server.mjs').Editor} editor
 * @property {import('../bed/dockerBed.mjs').DockerBed} bed with `swarm`, an `import('../bed/swarmBed.mjs').SwarmBed`
 * @property {import('../bed/kubeBed.mjs').KubeBed} cluster with `kube`; where LABBOOK_TEST_CONTEXT is set, an
 *   `import('../bed/kube/contextBed.mjs').ContextBed`
 * @property {import('../bed/aws/awsBed.mjs').AwsBed} aws with `aws`
 * @property {string} dir folder of this suite
 * @property {string} home the student's home folder
 * @property {string} workspace the opened folder
 * @property {string[]} errors what the page and the extension host said on the console as errors
 */

/**
 * Registers the hooks of the suite that calls it.
 * @param {SuiteOptions} [options]
 * @returns {Place} filled when the tests run
 */
export function inEditor(options = {}) {
  const at = /** @type {Place} */ ({ errors: /** @type {string[]} */ ([]) });
  before('VS Code with Labbook', async function () {
    this.timeout(600_000); // the first start may build the stand-in images
    await open(at, options);
  });
  beforeEach(function () { this.currentTest?.timeout(options.timeoutMs ?? 60_000); });
  afterEach(async function () {
    const { currentTest } = this;
    if (currentTest?.state !== 'failed') return;
    log(`picture of the failure: ${await screenshot(at.page, `failed-${nameOf(currentTest.fullTitle())}`)}`);
    for (const line of at.errors.slice(-5)) log(line);
  });
  after('VS Code ends', async function () {
    this.timeout(90_000);
    await at.page?.context().close();
    await at.editor?.stop();
    // Daemon and cluster are the beds' own and shared by the suites: none meets what another has left.
    if (at.bed) await attempt('sh', ['-c', 'ids=$(docker ps -aq) && [ -n "$ids" ] && docker rm -fv $ids'], { env: { ...process.env, ...at.bed.env }, timeoutMs: 20_000 }).catch(() => undefined);
    await at.cluster?.clear();
    await at.aws?.clear();
    assert.deepEqual([...new Set(await at.aws?.awsNames() ?? [])], [], 'names of real AWS were looked up');
  });
  return at;
}

/** @param {Place} at @param {SuiteOptions} options */
async function open(at, { trusted = true, withDocker = true, swarm = false, kube = false, aws = false, nobody = false, workspace, packs, settings, env, flags = [], extension }) {
  at.dir = await mkdtemp(join(await shared.folder.get(), 'suite-'));
  at.home = join(at.dir, 'home');
  at.workspace = join(at.dir, 'workspace');
  await mkdir(at.home);
  if (nobody) await chmod(await shared.folder.get(), 0o711);
  if (workspace) await cp(workspace, at.workspace, { recursive: true });
  else await mkdir(at.workspace);
  if (aws) at.aws = await shared.aws.get();
  else if (kube) at.cluster = await shared.kube.get();
  else if (withDocker) at.bed = await (swarm ? shared.swarm : shared.docker).get();
  if (aws) await withPath(at.home, typeof aws === 'string' ? at.aws.path(aws) : String(at.aws.env.PATH));
  at.editor = await startEditor({
    program: await shared.program.get(),
    dir: at.dir,
    extension: await extension?.() ?? resolve(process.env.LABBOOK_EXTENSION || '.'),
    workspace: at.workspace,
    packs: await packs?.(at.dir),
    flags: ['--enable-smoke-test-driver', ...trusted ? withoutTrustPrompt : [], ...flags], // the driver takes the extension from a folder
    settings,
    env: { ...studentVariables(at), ...env },
    enter: (at.aws ?? at.cluster ?? at.bed)?.enter,
    nobody,
  });
  at.page = await openPage(await (aws ? shared.awsBrowser : kube ? shared.kubeBrowser : swarm ? shared.swarmBrowser : shared.browser).get(), { log: line => at.errors.push(line) });
  await openWorkbench(at.page, at.editor.url);
}

/** @param {Place} at */
function studentVariables({ home, bed, cluster, aws, dir }) {
  const docker = bed?.env ?? { DOCKER_HOST: `unix://${dir}/no-docker.sock` };
  return { HOME: home, DOCKER_CONFIG: join(home, '.docker'), SHELL: '/bin/bash', ...docker, ...cluster?.env, ...aws?.env };
}

/** @param {string} title */
function nameOf(title) {
  return title.replaceAll(/[^\w]+/g, '-').slice(0, 80);
}
