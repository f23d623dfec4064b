// An AWS lab as a student does it who has no account: on the emulator, which starts by itself. Whatever looks up a name of
// real AWS meanwhile fails the suite.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { filesUnder } from '../bed/bundle.mjs';
import { runCommand, screenshot, useTheme, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkSays, openSection, press, run, stateOf, trustCourse } from './student.mjs';

/** @param {import('playwright-core').Page} page */
async function statusOf(page) {
  await runCommand(page, 'Labbook: Show the Lab’s Status');
  return webviewWith(page, 'main.panel');
}

/** Each request that Labbook's emulator has had since its start, as it says itself. @param {string} dir of the suite */
async function requestsUnder(dir) {
  const logs = (await filesUnder(dir, 'log')).filter(path => /\/emulator\/[^/]+\/log$/.test(path));
  return (await Promise.all(logs.map(path => readFile(path, 'utf8')))).join('').split('\n').filter(line => / HTTP\/1\.\d" \d+ /.test(line));
}

describe('an AWS lab on the emulator', () => {
  const at = inEditor({ aws: true, workspace: 'test/fixtures/workspaces/aws', timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const row = (/** @type {string} */ name) => panel.locator('.row').filter({ has: panel.locator('.name', { hasText: name }) });
  const isLive = () => panel.locator('main.panel:not(.stale) .phead').getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });

  it('says before anything runs where its commands will go, and starts nothing for that', async () => {
    note = await openSection(at.page, 'Stream');
    panel = await statusOf(at.page);
    await note.getByText('AWS emulator').first().waitFor();
    await panel.getByText('The emulator is not running.').waitFor();
    assert.deepEqual(await requestsUnder(at.dir), []);
  });

  it('starts the emulator with the first block, and leads the block there', async () => {
    await press(note, 'who');
    await trustCourse(at.page);
    await stateOf(note, 'who', /^Passed/, 80_000);
    await isLive();
    assert.match(await panel.locator('.phead').innerText(), /Emulator[\s\S]*moto 5\.2\.1 on 127\.0\.0\.1:\d+, us-east-1/);
    assert.match(await blockOf(note, 'who').innerText(), /emulated/);
    assert.equal((await requestsUnder(at.dir)).filter(line => !line.includes('/moto-api/')).length > 0, true);
  });

  it('shows and judges what a block has made, and never as done without saying that it is emulated', async () => {
    await run(note, 'stream', /^Passed/);
    await row('rides').getByText('ACTIVE, emulated').waitFor({ timeout: 10_000 });
    await row('rides').locator('.i-flask').waitFor();
    assert.match(await row('rides').innerText(), /block 2/);
    assert.match(await checkSays(note, 'stream.check', /Done/), /emulated/);
    await blockOf(note, 'stream').locator('.receipt').getByText('rides').first().waitFor();
    assert.match(await blockOf(note, 'stream').locator('.receipt').innerText(), /Made 1 thing · emulated[\s\S]*stream/);
    await run(note, 'store', /^Passed/);
    await row('labbook-rides').waitFor({ timeout: 10_000 });
    assert.match(await checkSays(note, 'store.check', /Done/), /emulated/);
    await screenshot(at.page, 'aws-rows');
  });

  it('locks what would get around the emulator, and says why', async () => {
    for (const [id, why] of /** @type {const} */ ([['elsewhere', /names an endpoint of its own/], ['bare', /without the lab’s variables/]])) {
      await press(note, id);
      assert.match(await stateOf(note, id, /^Not run/), why);
    }
  });

  it('looks well in every theme, and narrow', async () => {
    for (const theme of /** @type {const} */ (['light', 'contrast', 'contrastLight', 'dark'])) {
      await useTheme(at.page, theme);
      await screenshot(at.page, `aws-${theme}`);
    }
    await at.page.setViewportSize({ width: 760, height: 900 });
    await screenshot(at.page, 'aws-narrow');
    await at.page.setViewportSize({ width: 1400, height: 900 });
  });
});

describe('an AWS lab with an AWS CLI that is too old', () => {
  const at = inEditor({ aws: 'too old', workspace: 'test/fixtures/workspaces/aws' });

  it('does not run, because its commands would go to real AWS', async () => {
    const note = await openSection(at.page, 'Stream');
    await press(note, 'who');
    await trustCourse(at.page);
    assert.match(await stateOf(note, 'who', /^Not run/), /aws 2\.9\.19 does not know AWS_ENDPOINT_URL/);
    assert.deepEqual(await requestsUnder(at.dir), []);
  });
});

describe('an AWS lab with the AWS CLI v2', () => {
  const at = inEditor({ aws: 'v2', workspace: 'test/fixtures/workspaces/aws', timeoutMs: 90_000 });

  it('runs on the emulator too', async () => {
    const note = await openSection(at.page, 'Stream');
    await press(note, 'who');
    await trustCourse(at.page);
    await stateOf(note, 'who', /^Passed/, 80_000);
    await run(note, 'stream', /^Passed/);
    assert.match(await checkSays(note, 'stream.check', /Done/), /emulated/);
  });
});
