import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { Emulator, type EmulatorPorts } from '../../../src/targets/aws/emulator/emulator';
import { EmulatorFiles } from '../../../src/targets/aws/emulator/files';
import { keep } from '../../../src/targets/aws/emulator/keeper';
import { isAlive } from '../../../src/targets/openRuns';
import { createRunner, launch } from '../../../src/targets/process';

/** Answers as moto does, and tells with what environment it was started and how often it was reset. */
const fake = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
const port = Number(process.argv[process.argv.indexOf('-p') + 1]);
if (process.argv[process.argv.indexOf('-H') + 1] !== '127.0.0.1') process.exit(3);
appendFileSync(process.env.SEEN, JSON.stringify({ pid: process.pid, env: process.env }) + '\\n');
createServer((request, response) => {
  if (request.url === '/moto-api/reset') appendFileSync(process.env.SEEN, 'reset\\n');
  response.end(request.url === '/moto-api/config' ? '{"lambda": {"use_docker": true}}' : '{"status": "ok"}');
}).listen(port, '127.0.0.1');
`;

describe('the emulator', () => {
  const root = mkdtempSync(join(tmpdir(), 'lab emulator '));
  const bin = join(root, 'bin');
  const script = join(root, 'emulatorKeeper.js');
  const seen = join(root, 'seen');
  const windows: Emulator[] = [];
  let storage = '';
  let made = 0;

  before(() => {
    mkdirSync(bin);
    writeFileSync(join(root, 'fake.mjs'), fake);
    writeFileSync(join(bin, 'moto_server'), `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'fake.mjs')}' "$@"\n`);
    chmodSync(join(bin, 'moto_server'), 0o755);
    buildSync({ entryPoints: ['src/parts/emulatorKeeper.ts'], bundle: true, platform: 'node', format: 'cjs', outfile: script, logLevel: 'error' });
  });
  beforeEach(() => { storage = join(root, `storage ${++made}`); writeFileSync(seen, ''); });
  afterEach(async () => {
    for (const window of windows.splice(0)) { await window.stop(); window.dispose(); }
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  const env = () => ({ ...process.env, PATH: `${bin}${delimiter}/usr/bin${delimiter}/bin`, SEEN: seen, AWS_PROFILE: 'mine', AWS_ENDPOINT_URL: 'http://example.invalid', DOCKER_HOST: 'unix:///var/run/docker.sock', DOCKER_CONTEXT: 'mine' });
  const window = (ports: Partial<EmulatorPorts> = {}): Emulator => {
    const made = new Emulator({ storage, courseId: 'course/one', env: env(), keeper: { script, node: process.execPath }, runner: () => createRunner(env()), given: () => undefined, ...ports });
    windows.push(made);
    return made;
  };
  const none = () => Promise.reject(new Error('It asked, though nothing is fetched.'));
  const starts = (): { readonly pid: number; readonly env: Record<string, string> }[] => readFileSync(seen, 'utf8').split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line) as { pid: number; env: Record<string, string> });

  it('starts moto_server of the PATH on a free port of 127.0.0.1, with nothing of the student’s AWS and no Docker', async () => {
    const running = await window().start(none);
    assert.match(running.address, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(running.name, 'moto');
    assert.equal(running.ours, true);
    const [{ env: got }] = starts() as [ReturnType<typeof starts>[number]];
    assert.equal(got.AWS_PROFILE, undefined);
    assert.equal(got.AWS_ENDPOINT_URL, undefined);
    assert.equal(got.DOCKER_CONTEXT, undefined);
    assert.match(got.DOCKER_HOST ?? '', /nonexistent/);
    assert.equal(got.MOTO_IAM_LOAD_MANAGED_POLICIES, 'true');
  });

  it('is one for all windows of a course, also when two start it at once', async () => {
    const [one, other] = await Promise.all([window().start(none), window().start(none)]);
    assert.equal(one.run, other.run);
    assert.equal(starts().length, 1);
    assert.equal(window().running?.run, one.run, 'a window that is opened later finds it');
  });

  it('has the same port again after a stop, and is another run', async () => {
    const own = window();
    const before = await own.start(none);
    await own.stop();
    assert.equal(own.running, undefined);
    assert.equal(isAlive(starts()[0]!.pid), false);
    const after = await own.start(none);
    assert.equal(after.address, before.address);
    assert.notEqual(after.run, before.run);
  });

  it('has the same port where it is asked for or started while it still ends, in whichever window', async () => {
    const [own, other] = [window(), window()];
    const before = await own.start(none);
    const stopped = own.stop();
    for (let n = 0; n < 40 && other.running; n++) await sleep(5);
    assert.equal(await other.address(), before.address);
    await stopped;
    const again = await own.start(none);
    const stoppedAgain = own.stop();
    for (let n = 0; n < 40 && other.running; n++) await sleep(5);
    const after = await other.start(none);
    await stoppedAgain;
    assert.deepEqual([again.address, after.address], [before.address, before.address]);
    assert.equal(other.running?.run, after.run);
    assert.ok(!readdirSync(new EmulatorFiles(storage, 'course/one').folder).includes('ended.json'));
  });

  it('is another run after a reset, and the other window hears of it', async () => {
    const [own, other] = [window(), window()];
    const before = await own.start(none);
    const held = other.hold();
    assert.equal(other.isOver(before.run), false);
    await sleep(50);
    let told = 0;
    other.onChange(() => { told++; });
    await own.reset();
    for (let n = 0; n < 40 && told === 0; n++) await sleep(25);
    held.dispose();
    assert.ok(readFileSync(seen, 'utf8').includes('reset'));
    assert.notEqual(other.running?.run, before.run);
    assert.equal(other.running?.address, before.address);
    assert.ok(told > 0);
    assert.equal(other.isOver(before.run), true);
    assert.equal(window({ given: () => 'http://127.0.0.1:9' }).isOver(before.run), false, 'an address that has not answered tells nothing');
  });

  it('is known to be dead when its process was killed', async () => {
    const own = window();
    await own.start(none);
    process.kill(starts()[0]!.pid, 'SIGKILL');
    for (let n = 0; n < 80 && own.running; n++) await sleep(25);
    assert.equal(own.running, undefined);
  });

  it('starts again where its keeper was killed, and ends the one that was left alone', async () => {
    const own = window();
    const before = await own.start(none);
    process.kill(before.pid ?? 0, 'SIGKILL');
    for (let n = 0; n < 40 && own.running; n++) await sleep(25);
    assert.equal(own.running, undefined);
    const after = await own.start(none);
    assert.equal(after.address, before.address);
    assert.equal(isAlive(starts()[0]!.pid), false);
  });

  it('is kept by the editor’s own Node.js, which has to be told to be one', async () => {
    const out = join(root, 'told');
    await launch({ file: process.execPath, args: ['-e', 'require("fs").writeFileSync(process.argv[1], process.env.ELECTRON_RUN_AS_NODE ?? "")', out], env: { ELECTRON_RUN_AS_NODE: '1', PATH: process.env.PATH } }, join(root, 'log')).done;
    assert.equal(readFileSync(out, 'utf8'), '1');
  });

  it('says what the emulator said when it does not start', async () => {
    const broken = join(root, 'broken');
    mkdirSync(broken, { recursive: true });
    writeFileSync(join(broken, 'moto_server'), '#!/bin/sh\necho "no module named flask" >&2\nexit 1\n');
    chmodSync(join(broken, 'moto_server'), 0o755);
    await assert.rejects(window({ env: { ...env(), PATH: `${broken}:/usr/bin:/bin` } }).start(none), /no module named flask/);
  });

  it('asks before it fetches anything, and fetches nothing when the answer is no', async () => {
    const tools = join(root, 'tools');
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, 'uv'), `#!/bin/sh\necho fetched >> '${seen}'\n`);
    chmodSync(join(tools, 'uv'), 0o755);
    let asked: readonly string[] = [];
    const own = window({ env: { PATH: tools, HOME: root } });
    await assert.rejects(own.start(ways => { asked = ways.map(({ id }) => id); return Promise.resolve(undefined); }), /not started/);
    assert.deepEqual(asked, ['uv']);
    assert.equal(readFileSync(seen, 'utf8'), '');
  });

  it('takes the address that the student gives and never stops what is not ours', async () => {
    const real = await window().start(none);
    const own = window({ given: () => real.address, courseId: 'other' });
    const running = await own.start(none);
    assert.deepEqual([running.address, running.ours, running.name], [real.address, false, 'moto']);
    await own.stop();
    assert.ok(await own.answers());
  });

  it('ends when no window has given a sign of life', async () => {
    const files = new EmulatorFiles(storage, 'quiet');
    await files.signOfLife();
    const begun = Date.now();
    const over = keep(files, { run: 'r', file: join(bin, 'moto_server'), args: ['-H', '127.0.0.1', '-p', '5998'], env: { PATH: process.env.PATH ?? '', SEEN: seen }, address: 'http://127.0.0.1:5998', name: 'moto', patienceMs: 5000, silenceMs: 1500 });
    const alive = setInterval(() => void files.signOfLife(), 200);
    await sleep(2500);
    assert.equal(files.running()?.run, 'r', 'it lives as long as somebody is there');
    clearInterval(alive);
    assert.equal(await over, 0);
    assert.ok(Date.now() - begun > 3500);
    assert.equal(files.running(), undefined);
    assert.equal(isAlive(starts()[0]!.pid), false);
    assert.ok(!readdirSync(files.folder).includes('state.json'));
  });
});
