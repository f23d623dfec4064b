// A swarm of one node as a student makes it. Makes a Docker daemon in a network namespace of its own, and a swarm and a
// service on it; all of it ends with the daemon.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { alpine } from '../bed/images/alpine.mjs';
import { runCommand, screenshot, screenshotEachLook, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { log } from '../editor/shared.mjs';
import { openSection, press, run, stateOf, trustCourse } from './student.mjs';

describe('a swarm', () => {
  const env = /** @type {Record<string, string>} */ ({});
  /** @type {import('../bed/swarmBed.mjs').SwarmBed} */ let bed;
  /** @type {string} */ let dir;
  before('a daemon of its own', async function () {
    this.timeout(300_000);
    dir = await mkdtemp(join(tmpdir(), 'lbs-'));
    bed = await startSwarmBed({ dir, log, images: [alpine] });
    Object.assign(env, bed.env);
  });
  after(async function () {
    this.timeout(90_000);
    await bed?.stop();
    await rm(dir, { recursive: true, force: true });
  });
  const at = inEditor({ workspace: 'test/fixtures/workspaces/swarm', withDocker: false, env, timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const row = () => panel.locator('[aria-label=Services] .row', { hasText: 'idle' });
  /** Tasks in a column of the picture, such as `idle.1 running`. @param {string} column */
  const tasks = column => panel.locator('.nodebox', { hasText: column }).locator('.tasks > li').evaluateAll(lines => lines.map(line => (line.textContent ?? '').replace(/\s+/g, ' ').trim()));
  /** @param {() => Promise<boolean>} check */
  const soon = async check => { while (!await check()) await at.page.waitForTimeout(50); };

  it('shows its node as soon as it is made, though the lab made no thing that could be listed', async () => {
    note = await openSection(at.page, 'Service');
    await press(note, 'init');
    await trustCourse(at.page);
    await stateOf(note, 'init', /^Passed/, 60_000);
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    panel = await webviewWith(at.page, 'main.panel');
    const node = panel.getByRole('group', { name: 'node1, manager, leader · ready' });
    await node.waitFor();
    assert.match(await node.innerText(), /no task of this lab/);
    assert.equal(await panel.getByText('This lab has made nothing yet.').count(), 0);
  });

  it('shows a service with its tasks on their node, and which block made it', async () => {
    await run(note, 'create', /^Passed/, 30_000);
    await row().getByText('2 of 2 running', { exact: true }).waitFor();
    assert.match(await row().innerText(), /block 2/);
    assert.match(await row().innerText(), /port 8090/);
    await soon(async () => JSON.stringify(await tasks('node1')) === JSON.stringify(['idle.1 running', 'idle.2 running']));
    assert.equal(await panel.locator('.pic .sum').innerText(), '2 of 2 running');
    await panel.locator('[aria-label=Endpoints] .row', { hasText: 'localhost:8090' }).waitFor();
  });

  it('says where the kernel cannot answer on the ports that it publishes', async () => {
    const sentence = /Published ports of services cannot answer on this kernel: no IPVS/;
    assert.equal(sentence.test(await row().innerText()), !existsSync('/proc/net/ip_vs'));
  });

  it('follows a scaling task by task', async () => {
    await run(note, 'scale', /^Passed/, 30_000);
    await row().getByText('4 of 4 running', { exact: true }).waitFor();
    await soon(async () => (await tasks('node1')).filter(line => line.endsWith('running')).length === 4);
    await screenshot(at.page, 'swarm-scaled');
  });

  it('looks well in every theme, and at 200 %', async () => {
    await screenshotEachLook(at.page, 'swarm');
  });

  it('asks what will happen before a task is lost, and puts what was said beside what happened and how long it took', async () => {
    const predict = note.locator('[data-predict-id=lose-guess]');
    const again = predict.getByRole('button', { name: /Predict again|Change my prediction/ });
    if (await again.isVisible()) await again.click();
    await predict.getByRole('radio', { name: 'A new task starts in its place.' }).check();
    await predict.getByRole('spinbutton', { name: 'After how many seconds' }).fill('4');
    await predict.getByRole('button', { name: 'Keep my prediction' }).click();
    await predict.getByText('You said:').waitFor();
    assert.doesNotMatch(await predict.innerText(), /The order says four/);
    await run(note, 'lose', /^Passed/, 30_000);
    await predict.getByText('until whole again').waitFor({ timeout: 60_000 });
    const said = (await predict.innerText()).replace(/\s+/g, ' ');
    const [, seconds] = /4 s (\d+\.\d) s until whole again/.exec(said) ?? [];
    assert.ok(Number(seconds) > 0.5 && Number(seconds) < 55, said);
    for (const part of [/As you said\./, /The order says four/, /\d+\.\d s idle\.\d\S*: ended/, /[1-9]\d*\.\d s idle\.\d\S*: started/, /The lab is whole again: Four of four tasks run/]) assert.match(said, part);
    await row().getByText('4 of 4 running', { exact: true }).waitFor();
    await predict.scrollIntoViewIfNeeded();
    await screenshot(at.page, 'swarm-predicted');
  });

  it('gives the task that finds no place a column of its own, with the scheduler’s sentence', async () => {
    await run(note, 'limit', /^Passed/, 30_000);
    await row().getByText('4 of 5 running', { exact: true }).waitFor();
    await soon(async () => (await tasks('No node yet')).some(line => /^idle\.\d pending no suitable node \(max replicas per node limit exceed/.test(line)));
    await screenshot(at.page, 'swarm-pending');
  });

  it('scales from the row by the very command that a student would type', async () => {
    await row().hover();
    await row().getByRole('button', { name: 'Scale: idle' }).click();
    const input = at.page.locator('.quick-input-widget:visible input').first();
    await input.waitFor();
    assert.equal(await input.inputValue(), '5');
    await input.fill('1');
    await at.page.keyboard.press('Enter');
    await at.page.locator('.terminal-tabs-entry, .terminal-tab, .single-terminal-tab', { hasText: 'Scale: idle' }).first().waitFor();
    await row().getByText('1 of 1 running', { exact: true }).waitFor({ timeout: 30_000 });
    await panel.locator('.nodebox', { hasText: 'No node yet' }).waitFor({ state: 'detached' });
  });

  it('removes the service from the row after it has shown the command and was told to', async () => {
    await row().hover();
    await row().getByRole('button', { name: 'Remove: idle' }).click();
    const dialog = at.page.locator('.monaco-dialog-box');
    await dialog.getByText('docker service rm idle').waitFor();
    await dialog.getByRole('button', { name: 'Remove' }).click();
    await row().waitFor({ state: 'detached' });
    await soon(async () => (await tasks('node1')).length === 0);
  });
});
