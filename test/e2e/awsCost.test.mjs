// A real account as far as Labbook can tell: a profile of the student's own. Behind it is a server on this machine, for the
// tests never spend anybody's money. Who asks is shown first, what costs money is asked about, and nobody forgets it.
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { until } from '../bed/commands.mjs';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkSays, openSection, press, stateOf, trustCourse } from './student.mjs';

describe('a lab on a real account', () => {
  const at = inEditor({ aws: true, workspace: 'test/fixtures/workspaces/bill', timeoutMs: 120_000 });
  /** @type {import('../bed/aws/moto.mjs').Moto} */ let server;
  /** @type {import('playwright-core').Frame} */ let note;
  const pick = (/** @type {string} */ text) => at.page.locator('.quick-input-widget:visible .quick-input-list').getByText(text).first().click();
  const dialog = () => at.page.locator('.monaco-dialog-box');
  const clock = () => at.page.locator('.statusbar-item[id="labbook.labbook.cost"], .statusbar-item').filter({ hasText: /USD\/h/ });

  before(async function () {
    this.timeout(120_000);
    server = await at.aws.startMoto();
    await mkdir(join(at.home, '.aws'));
    await writeFile(join(at.home, '.aws/config'), `[profile class]\nregion = us-east-1\nendpoint_url = ${server.address}\n`);
    await writeFile(join(at.home, '.aws/credentials'), '[class]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = example\n');
  });
  after(() => server?.stop());

  it('is chosen knowingly, and says who asks before the first block', async () => {
    note = await openSection(at.page, 'Bill');
    await press(note, 'who');
    await trustCourse(at.page);
    await stateOf(note, 'who', /^Passed/, 90_000);
    await runCommand(at.page, 'Labbook: Choose Where an AWS Lab Works');
    await pick('Real AWS account');
    await pick('class');
    assert.match(await dialog().innerText(), /real AWS account[^]*profile class/);
    await dialog().getByRole('button', { name: 'Use the real account' }).click();
    await press(note, 'who');
    await dialog().getByText(/AWS account 123456789012/).waitFor({ timeout: 30_000 });
    assert.match(await dialog().innerText(), /You are arn:aws:sts::123456789012[^]*us-east-1/);
    await dialog().getByRole('button', { name: 'Use this account' }).click();
    assert.doesNotMatch(await stateOf(note, 'who', /^Passed/, 60_000), /emulated/);
    assert.match(await note.locator('header.banner').innerText(), /123456789012/);
    await screenshot(at.page, 'aws-real');
  });

  it('asks before what costs more than the student’s limit, with an estimate', async () => {
    await press(note, 'stream');
    const question = blockOf(note, 'stream').locator('.decision');
    await question.getByText(/about 0\.06 USD an hour on account 123456789012/).waitFor({ timeout: 30_000 });
    await screenshot(at.page, 'aws-estimate');
    await question.getByRole('button', { name: 'Run as it is' }).click();
    await stateOf(note, 'stream', /^Passed/, 60_000);
    assert.doesNotMatch(await checkSays(note, 'stream.check', /Done/), /emulated/);
  });

  it('says in the status bar what it costs while it is there', async () => {
    await clock().getByText(/about 0\.06 USD\/h/).waitFor({ timeout: 60_000 });
  });

  it('shows a new window what was left running, from what it remembers, and asks nobody for that', async () => {
    await runCommand(at.page, 'View: Close All Editors');
    await runCommand(at.page, 'View: Hide Secondary Side Bar').catch(() => undefined);
    const asked = (await server.requests()).length;
    await at.page.reload();
    const warning = at.page.locator('.notifications-center .notification-list-item').filter({ hasText: /may still be running on your AWS account 123456789012/ }).first();
    await until(async () => {
      await runCommand(at.page, 'Notifications: Show Notifications');
      return warning.isVisible();
    }, { what: 'the warning of what was left running', timeoutMs: 60_000, everyMs: 1000 });
    assert.equal((await server.requests()).length, asked);
    await screenshot(at.page, 'aws-left-running');
    await warning.getByRole('button', { name: 'Clean up…' }).click();
    const panel = await webviewWith(at.page, 'main.panel');
    const sheet = panel.locator('.sheet:not([hidden])');
    await sheet.getByText('1 thing of Bill still costs money').waitFor({ timeout: 60_000 });
    assert.match(await sheet.innerText(), /about 0\.06 USD an hour, 43\.80 a month/);
    await screenshot(at.page, 'aws-gate');
    await sheet.locator('[data-action="remove"]').click();
    await sheet.getByText(/^Clean$/).first().waitFor({ timeout: 60_000 });
    await clock().waitFor({ state: 'detached', timeout: 30_000 });
  });
});
