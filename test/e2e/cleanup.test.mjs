/** Receipts, undo and clean-up as a student sees them. Makes containers and images on the suite's own Docker and takes them away again. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, run } from './student.mjs';

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
    await screenshot(at.page, 'authors-cleanup');
    await press('run');
    await blockOf(note, 'cleanup').locator('.state').first().filter({ hasText: /^(Passed|Failed)/ }).waitFor({ timeout: 30_000 });
    assert.deepEqual(await containers(), ['foreign', 'mydb']);
    await docker('rm', '-f', 'foreign', 'mydb');
  });
});
