// A real Docker daemon of this suite's own is killed and started again under the open panel; sockets that never answer
// and that are not there are real ones, too. Changes nothing outside its temporary folders.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startDockerBed } from '../bed/dockerBed.mjs';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { log } from '../editor/shared.mjs';
import { blockOf, openSection, outputOf, press, run, stateOf, trustCourse } from './student.mjs';

/** @typedef {import('playwright-core').Frame} Frame */

const workspace = 'test/fixtures/workspaces/box';
const status = 'Labbook: Show the Lab’s Status';
/** What the page itself and the polling of this test may add to a figure, on a busy machine. */
const slackMs = 150;

/** @param {import('playwright-core').Page} page */
async function openStatus(page) {
  await runCommand(page, status);
  return webviewWith(page, 'main.panel');
}

/**
 * Writes down when the panel's root first had, and first had not, the mark of old rows; after the paint.
 * @param {Frame} panel
 */
async function watchMarks(panel) {
  await panel.evaluate(() => {
    const root = /** @type {HTMLElement} */ (document.querySelector('main.panel'));
    const seen = /** @type {{stale?: number, live?: number}} */ ({});
    Object.assign(window, { seenMarks: seen });
    new MutationObserver(() => {
      const key = root.classList.contains('stale') ? 'stale' : 'live';
      if (key === 'live' && seen.stale === undefined) return;
      if (seen[key] === undefined) requestAnimationFrame(() => setTimeout(() => { seen[key] ??= Date.now(); }));
    }).observe(root, { attributes: true, attributeFilter: ['class'] });
  });
}

/** @param {Frame} panel @param {'stale' | 'live'} mark @returns {Promise<number>} milliseconds since the epoch */
async function seenAt(panel, mark) {
  const found = await panel.waitForFunction(key => /** @type {any} */ (window).seenMarks[key], mark, { timeout: 20_000, polling: 20 });
  return Number(await found.jsonValue());
}

/** @param {string} socketPath @returns {Promise<{closed: Promise<number>}>} when the daemon's end of a connection closed */
function watchSocket(socketPath) {
  return new Promise((opened, failed) => {
    const asked = request({ socketPath, path: '/events' }, answer => {
      answer.resume();
      answer.once('error', () => undefined);
      opened({ closed: new Promise(closed => { answer.once('close', () => closed(Date.now())); }) });
    });
    asked.once('error', failed);
    asked.end();
  });
}

/** @param {string} socketPath @returns {Promise<number>} when it answered for the first time */
async function firstAnswer(socketPath) {
  for (;;) {
    const ok = await new Promise(settle => {
      const asked = request({ socketPath, path: '/_ping', timeout: 500 }, answer => { answer.resume(); settle(answer.statusCode === 200); });
      asked.once('timeout', () => asked.destroy());
      asked.once('error', () => settle(false));
      asked.end();
    });
    if (ok) return Date.now();
    await new Promise(next => { setTimeout(next, 5); });
  }
}

describe('a daemon that is killed under the open panel', () => {
  const env = /** @type {Record<string, string>} */ ({});
  /** @type {import('../bed/dockerBed.mjs').DockerBed} */ let bed;
  /** @type {string} */ let dir;
  before('a daemon of its own', async function () {
    this.timeout(120_000);
    dir = await mkdtemp(join(tmpdir(), 'lbf-'));
    bed = await startDockerBed({ dir, log });
    Object.assign(env, bed.env);
  });
  after(async function () {
    this.timeout(60_000);
    await bed?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const at = inEditor({ workspace, withDocker: false, env, timeoutMs: 90_000 });
  /** @type {Frame} */ let note;
  /** @type {Frame} */ let panel;

  it('shows the container that a block made', async () => {
    note = await openSection(at.page, 'Box');
    await press(note, 'start');
    await trustCourse(at.page);
    await stateOf(note, 'start', /^Passed/, 60_000);
    panel = await openStatus(at.page);
    await panel.locator('.row', { hasText: 'box' }).filter({ hasText: 'running' }).first().waitFor();
  });

  it('marks the rows as old within 200 ms, keeps them, and names the cause', async () => {
    await watchMarks(panel);
    const { closed } = await watchSocket(bed.socket);
    await bed.killDaemon({ containersToo: true });
    const took = await seenAt(panel, 'stale') - await closed;
    log(`old rows marked ${took} ms after the socket closed`);
    assert.ok(took <= 200 + slackMs, `${took} ms`);
    await panel.locator('.row', { hasText: 'box' }).getByText('was running').waitFor();
    await panel.locator('.strip').getByText(/Docker|connection/).first().waitFor();
    assert.equal(await panel.locator('.row .tools button:visible').count(), 0, 'no action on what may be gone');
    await screenshot(at.page, 'status-killed');
  });

  it('answers Run with the command’s own error meanwhile', async () => {
    await run(note, 'list', /^Failed/);
    assert.match(await outputOf(note, 'list'), /Cannot connect to the Docker daemon|failed to connect/i);
  });

  it('is live again within a second of the daemon’s first answer', async () => {
    const started = bed.startDaemon();
    const [answered] = await Promise.all([firstAnswer(bed.socket), started]);
    const took = await seenAt(panel, 'live') - answered;
    log(`live again ${took} ms after the daemon’s first answer`);
    assert.ok(took <= 1000 + slackMs, `${took} ms`);
    await panel.locator('.phead').getByText('Live', { exact: true }).waitFor();
    await panel.locator('.row', { hasText: 'box' }).getByText(/^exited/).waitFor();
    assert.equal(await panel.locator('.strip:visible').count(), 0);
  });

  it('did not lose sight: a container started by hand shows at once', async () => {
    await promisify(execFile)('docker', ['start', 'box'], { env: { ...process.env, ...bed.env } });
    await panel.locator('.row', { hasText: 'box' }).getByText(/^running/).waitFor({ timeout: 5000 });
  });
});

describe('a daemon that is not there from the start', () => {
  const at = inEditor({ workspace, withDocker: false });
  /** @type {Frame} */ let note;

  it('leaves the notes readable', async () => {
    note = await openSection(at.page, 'Box');
    await note.getByText('One container that does nothing.').waitFor();
  });

  it('names the cause and a remedy in the panel', async () => {
    const panel = await openStatus(at.page);
    await panel.getByText(/^Docker is not running: no answer at .*no-docker\.sock\.$/).first().waitFor();
    await panel.getByRole('button', { name: 'Start Docker' }).waitFor();
    await panel.getByRole('button', { name: 'Try again' }).waitFor();
    await screenshot(at.page, 'status-absent');
  });

  it('runs a block all the same and says what the command said', async () => {
    await press(note, 'list');
    await trustCourse(at.page);
    await stateOf(note, 'list', /^Failed.*exit 1/, 60_000);
    assert.match(await outputOf(note, 'list'), /Cannot connect to the Docker daemon|failed to connect/i);
  });

  it('puts the remedy at the prompt and leaves the pressing of Enter to the student', async () => {
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.getByRole('button', { name: 'Start Docker' }).click();
    await at.page.locator('.terminal.xterm').getByText('sudo systemctl start docker').first().waitFor();
  });
});

describe('a socket that this user may not open', () => {
  const at = inEditor({ workspace, nobody: true });

  it('is told from a daemon that does not run, with the way into its group', async () => {
    await openSection(at.page, 'Box');
    const panel = await openStatus(at.page);
    await panel.getByText(/^No permission on unix:\/\/.*docker\.sock: your user is not in the group docker\.$/).first().waitFor();
    await panel.getByText('After the command log out and in again').first().waitFor();
    await screenshot(at.page, 'status-permission');
  });

  it('says the same in the terminal, and the block has failed', async () => {
    const note = await webviewWith(at.page, '.note h1:text-is("Box")');
    await press(note, 'list');
    await trustCourse(at.page);
    await stateOf(note, 'list', /^Failed.*exit 1/, 60_000);
    assert.match(await outputOf(note, 'list'), /permission denied/i);
  });

  it('puts the remedy at the prompt', async () => {
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.getByRole('button', { name: 'Join the group docker' }).click();
    await at.page.locator('.terminal.xterm').getByText('sudo usermod -aG docker').first().waitFor();
  });
});

describe('a socket that accepts and never answers', () => {
  const env = /** @type {Record<string, string>} */ ({});
  const held = /** @type {import('node:net').Socket[]} */ ([]);
  const silent = createServer(socket => { held.push(socket); socket.on('error', () => undefined); });
  /** @type {string} */ let dir;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lbs-'));
    const path = join(dir, 'docker.sock');
    await new Promise(listening => { silent.listen(path, () => listening(undefined)); });
    env.DOCKER_HOST = `unix://${path}`;
  });
  after(async () => {
    for (const socket of held) socket.destroy();
    silent.close();
    await rm(dir, { recursive: true, force: true });
  });
  const at = inEditor({ workspace, withDocker: false, env });

  it('is named within 7 s, and the window stays at hand meanwhile', async () => {
    const note = await openSection(at.page, 'Box');
    const panel = await openStatus(at.page);
    const opened = Date.now();
    assert.ok(await blockOf(note, 'list').isVisible());
    const slowest = await slowestAnswer(note, 3000);
    await panel.getByText(/^Docker accepts at .* but does not answer\.$/).first().waitFor({ timeout: 10_000 });
    const took = Date.now() - opened;
    log(`silent socket named after ${took} ms; the note answered within ${slowest} ms`);
    assert.ok(took <= 7000, `${took} ms`);
    assert.ok(slowest < 1000, `${slowest} ms`);
    await panel.getByRole('button', { name: 'Try again' }).waitFor();
    await screenshot(at.page, 'status-silent');
  });
});

/** Opens and shuts the note's contents again and again: a click, and its effect. @param {Frame} note @param {number} forMs @returns {Promise<number>} ms */
async function slowestAnswer(note, forMs) {
  let slowest = 0;
  for (const end = Date.now() + forMs; Date.now() < end;) {
    const began = Date.now();
    await blockOf(note, 'list').locator('[data-do="menu"]').click();
    await note.locator('[role="menu"]').waitFor();
    await note.locator('body').press('Escape');
    await note.locator('[role="menu"]').waitFor({ state: 'hidden' });
    slowest = Math.max(slowest, Date.now() - began);
    await new Promise(next => { setTimeout(next, 200); });
  }
  return slowest;
}
