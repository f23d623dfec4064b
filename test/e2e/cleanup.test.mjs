/** Receipts, undo and clean-up as a student sees them. Makes containers and images on the suite's own Docker and takes them away again. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { runCommand, screenshot, screenshotEachLook, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkSays, openSection, run } from './student.mjs';

describe('what a lab has made', () => {
  const at = inEditor({ timeoutMs: 120_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const docker = async (/** @type {string[]} */ ...args) => (await promisify(execFile)('docker', args, { env: { ...process.env, ...at.bed.env } })).stdout.trim();
  const containers = async () => (await docker('ps', '-a', '--format', '{{.Names}}')).split('\n').filter(Boolean).sort();
  const receipt = (/** @type {string} */ id) => blockOf(note, id).locator('.receipt');
  const sheet = () => panel.locator('.sheet:not([hidden])');
  const press = (/** @type {string} */ action) => sheet().locator(`[data-action="${action}"]`).click();

  it('stands under the block that made it, with how that is known', async () => {
    note = await openSection(at.page, 'Docker introduction');
    await run(note, 'l1-hostname', /^Passed/, 90_000);
    await receipt('l1-hostname').getByText('l1-hostname').first().waitFor();
    assert.match(await receipt('l1-hostname').innerText(), /Made \d thing[\s\S]*container[\s\S]*l1-hostname[\s\S]*named in the command/);
    panel = await webviewWith(at.page, '.panel, #app .row');
    await screenshot(at.page, 'receipt');
  });

  it('a reload of the window loses none of it', async () => {
    await at.page.reload();
    note = await openSection(at.page, 'Docker introduction');
    await receipt('l1-hostname').getByText('l1-hostname').first().waitFor({ timeout: 60_000 });
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    panel = await webviewWith(at.page, '.row[data-uid^="container:"]');
    await panel.locator('.row', { hasText: 'l1-hostname' }).filter({ hasText: 'block' }).first().waitFor();
  });

  it('is undone from the receipt: shown, asked, done, read back', async () => {
    await docker('run', '-d', '--name', 'foreign', '--label', 'lab=L1', 'alpine', 'sleep', '1000');
    await receipt('l1-hostname').locator('[data-do="undo"]').click();
    await sheet().getByText('Undo block').first().waitFor();
    assert.deepEqual(await containers(), ['foreign', 'l1-hostname'], 'nothing is touched before the answer');
    assert.match(await sheet().innerText(), /l1-hostname/);
    assert.doesNotMatch(await sheet().locator('label').allInnerTexts().then(names => names.join()), /foreign/);
    await screenshot(at.page, 'undo');
    await press('remove');
    await sheet().getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 30_000 });
    assert.deepEqual(await containers(), ['foreign']);
    await press('close');
    await receipt('l1-hostname').getByText('gone now').first().waitFor();
  });

  it('goes with the lab, and what others made stays', async () => {
    await run(note, 'l1-hostname', /^Passed/, 90_000);
    await receipt('l1-hostname').locator('button', { hasText: 'l1-hostname' }).first().waitFor();
    await runCommand(at.page, 'Labbook: Clean Up Lab…');
    await sheet().getByText('Clean up Docker introduction').first().waitFor();
    await press('remove');
    await sheet().getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 30_000 });
    assert.match(await sheet().innerText(), /\d of \d gone\. Docker was asked again at/);
    await screenshot(at.page, 'cleaned');
    assert.deepEqual(await containers(), ['foreign']);
    await press('close');
  });

  it('the author’s own clean-up takes no stranger’s container, though it names it', async () => {
    // What comes within a second of a block's end is a guess of that block's.
    await new Promise(resolve => setTimeout(resolve, 7000));
    await docker('run', '-d', '--name', 'mydb', 'alpine', 'sleep', '1000');
    await run(note, 'l1-hostname', /^Passed/, 90_000);
    await receipt('l1-hostname').locator('button', { hasText: 'l1-hostname' }).first().waitFor();
    await blockOf(note, 'cleanup').locator('[data-do="run"]').first().click();
    await sheet().locator('del', { hasText: 'mydb' }).first().waitFor();
    assert.match(await sheet().innerText(), /was not made by this lab/);
    assert.deepEqual(await containers(), ['foreign', 'l1-hostname', 'mydb']);
    await screenshotEachLook(at.page, 'authors-cleanup');
    await press('run');
    await blockOf(note, 'cleanup').locator('.state').first().filter({ hasText: /^(Passed|Failed)/ }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await containers(), ['foreign', 'mydb']);
    await docker('rm', '-f', 'foreign', 'mydb');
  });

  it('stands on the timeline with the run and the check that it is part of', async () => {
    await run(note, 'l1-hostname', /^Passed/, 90_000);
    await note.locator('[data-do="labMenu"]').click();
    await note.getByRole('menuitem', { name: 'Timeline' }).click();
    const moments = panel.locator('.timeline .moments li');
    await moments.filter({ hasText: /Block \d+ .*passed/i }).first().waitFor();
    await moments.filter({ hasText: /container `?l1-hostname/i }).first().waitFor();
    await screenshot(at.page, 'timeline');
  });

  it('is offered by the next window, but not while another window has the lab', async () => {
    const strip = () => note.locator('.strip[data-strip="leftOvers:distributed-systems/L1"]');
    // The stored value follows within a moment.
    await new Promise(resolve => setTimeout(resolve, 1000));
    await at.page.reload();
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().waitFor({ timeout: 60_000 });
    const lock = join(await locksFolder(at.dir), encodeURIComponent('distributed-systems/L1'));
    await writeFile(lock, String(process.pid));
    note = await openSection(at.page, 'Containers introduction');
    await new Promise(resolve => setTimeout(resolve, 1500));
    assert.equal(await strip().count(), 0, 'it is at work elsewhere');
    await rm(lock);
    await at.page.reload();
    note = await openSection(at.page, 'Containers introduction');
    await strip().waitFor();
    assert.match(await strip().innerText(), /^1 thing is left from Docker introduction, today\.[\s\S]*l1-hostname/);
    await screenshot(at.page, 'left-over');
    await strip().getByRole('button', { name: 'Clean up…' }).click();
    panel = await webviewWith(at.page, '.sheet:not([hidden])');
    await sheet().getByText('Clean up Docker introduction').first().waitFor();
    await press('remove');
    await sheet().getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 30_000 });
    await press('close');
    await strip().waitFor({ state: 'detached' });
    assert.deepEqual(await containers(), []);
  });

  it('is taken away by a reset, and what was done counts no more', async () => {
    note = await openSection(at.page, 'Docker introduction');
    await run(note, 'l1-hostname', /^Passed/, 90_000);
    const check = 'l1-hostname.check';
    await checkSays(note, check, /Done/, 30_000);
    await runCommand(at.page, 'Labbook: Reset Lab…');
    panel = await webviewWith(at.page, '.sheet:not([hidden])');
    await sheet().getByText('Reset Docker introduction').first().waitFor();
    await screenshot(at.page, 'reset');
    await press('remove');
    await sheet().getByText(/^(?:Reset|Clean)/).first().waitFor({ timeout: 30_000 });
    await press('close');
    await checkSays(note, check, /^(?!.*Done)/s, 30_000);
    await blockOf(note, 'l1-hostname').getByText('Passed').first().waitFor({ state: 'detached', timeout: 30_000 });
    assert.deepEqual(await containers(), []);
  });
});

/** Where windows say which lab they have. @param {string} dir of the suite */
async function locksFolder(dir) {
  const found = (await readdir(dir, { recursive: true, withFileTypes: true })).find(entry => entry.isDirectory() && entry.name === 'locks');
  assert.ok(found, 'no lab was ever locked');
  return join(found.parentPath, found.name);
}
