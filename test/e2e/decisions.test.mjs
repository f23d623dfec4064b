// What Labbook asks before a block runs, and what it says when one has failed. Makes containers on the suite's own Docker.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'mocha';
import { screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, outputOf, press, run, stateOf, trustCourse } from './student.mjs';

describe('a block that needs a decision or a remedy', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/asks', timeoutMs: 120_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @param {string[]} args @returns {Promise<string>} */
  const docker = (...args) => new Promise((done, fail) => {
    execFile('docker', args, { env: { ...process.env, ...at.bed.env } }, (error, stdout, stderr) => { if (error) fail(new Error(stderr)); else done(stdout.trim()); });
  });
  const names = async () => (await docker('container', 'ls', '--all', '--format', '{{.Names}}')).split('\n').filter(name => name.startsWith('asks-')).sort();
  const part = (/** @type {string} */ id, /** @type {string} */ which) => blockOf(note, id).locator(which);
  const decide = (/** @type {string} */ id, /** @type {string} */ label) => part(id, '.decision').getByRole('button', { name: label, exact: true }).click();
  const fix = (/** @type {string} */ id, /** @type {string} */ label) => part(id, '[data-do="fix"]').filter({ hasText: label }).first().click();

  it('asks about a port that another lab has left taken, and says so once more where it is told to run all the same', async () => {
    note = await openSection(at.page, 'Before');
    await press(note, 'left');
    await trustCourse(at.page);
    await stateOf(note, 'left', /^Passed/, 90_000);
    note = await openSection(at.page, 'The lab');
    await press(note, 'publish');
    await part('publish', '.decision').waitFor();
    const asked = await part('publish', '.decision').innerText();
    assert.match(asked, /Port 18451 on this machine is taken[\s\S]*asks-left was made by lab A1[\s\S]*docker container rm --force [0-9a-f]{12}/);
    await screenshot(at.page, 'decision-collision');
    await decide('publish', 'Run all the same');
    await stateOf(note, 'publish', /^Failed/, 60_000);
  });

  it('explains the failure and mends it by one click, through the terminal, by id', async () => {
    const remedy = part('publish', '.part[id^="remedy-"]');
    await remedy.getByText('asks-left was made by lab A1').waitFor();
    assert.match(await remedy.innerText(), /Port 18451 on this machine is taken[\s\S]*docker container rm --force [0-9a-f]{12}\n?docker container rm --force [0-9a-f]{12}/);
    await screenshot(at.page, 'remedy-port');
    await fix('publish', 'Remove asks-left');
    await stateOf(note, 'publish', /^Passed/, 60_000);
    assert.deepEqual(await names(), ['asks-web']);
    assert.equal(await part('publish', '.part[id^="remedy-"]').count(), 0);
  });

  it('names what prune would take, and spares it where the safe choice is taken', async () => {
    await run(note, 'own', /^Passed/, 60_000);
    await docker('container', 'create', '--name', 'asks-foreign', 'alpine');
    await press(note, 'prune');
    await part('prune', '.decision').waitFor();
    const asked = await part('prune', '.decision').innerText();
    assert.match(asked, /Block 3 would remove a container that this lab did not make/);
    assert.match(asked, /asks-foreign, and 1 of this lab/);
    await screenshot(at.page, 'decision-prune');
    await decide('prune', 'Remove only this lab’s 1');
    for (let n = 0; n < 100 && (await names()).includes('asks-own'); n++) await at.page.waitForTimeout(100);
    assert.deepEqual(await names(), ['asks-foreign', 'asks-web']);
    // The safe choice is no run of the block: it is not counted as passed.
    await part('prune', '.decision').waitFor({ state: 'detached' });
    assert.doesNotMatch(await blockOf(note, 'prune').innerText(), /Passed/);
  });

  it('runs nothing where the student decides so', async () => {
    await press(note, 'two');
    await part('two', '.decision').waitFor();
    await decide('two', 'Do not run');
    await part('two', '.decision').waitFor({ state: 'detached' });
    assert.ok((await names()).includes('asks-foreign'));
  });

  it('does not take a block that asks into a row without a tick', async () => {
    const from = async () => {
      await blockOf(note, 'one').locator('[data-do="menu"]').click();
      await note.locator('[role="menuitem"]', { hasText: /from here/i }).click();
      await at.page.locator('.quick-input-widget:visible').getByText('Block 5', { exact: true }).waitFor();
    };
    await from();
    await at.page.keyboard.press('Enter');
    await stateOf(note, 'one', /^Passed/);
    await at.page.waitForTimeout(1000);
    assert.ok((await names()).includes('asks-foreign'));
    assert.doesNotMatch(await blockOf(note, 'three').innerText(), /Passed/);
    await from();
    await at.page.locator('.quick-input-widget:visible .quick-input-list').getByText('Block 5', { exact: true }).click();
    await at.page.keyboard.press('Enter');
    await stateOf(note, 'three', /^Passed/, 60_000);
    await stateOf(note, 'harmless', /^Passed/, 60_000);
    assert.deepEqual(await names(), []);
  });

  it('does not ask about what the lab itself has made', async () => {
    await run(note, 'publish', /^Passed/, 60_000);
    await run(note, 'harmless', /^Passed/, 60_000);
    assert.deepEqual(await names(), []);
  });

  it('locks a lab that is pinned to another place until the student decides', async () => {
    note = await openSection(at.page, 'Pinned');
    const strip = note.locator('.strip[data-strip="pin"]');
    await strip.waitFor();
    assert.match(await strip.innerText(), /Run is locked: this lab expects the Docker context classroom/);
    assert.equal(await blockOf(note, 'here').locator('.main').getAttribute('aria-disabled'), 'true');
    await blockOf(note, 'here').locator('.main').click({ force: true });
    await at.page.waitForTimeout(500);
    assert.doesNotMatch(await blockOf(note, 'here').innerText(), /Passed|Running/);
    await screenshot(at.page, 'decision-pin');
    await strip.getByRole('button', { name: /this once/ }).click();
    await at.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Run here' }).click();
    await strip.waitFor({ state: 'detached' });
    await run(note, 'here', /^Passed/, 60_000);
    assert.match(await outputOf(note, 'here'), /here/);
  });
});
