// How a lab on AWS is worked through: an emulator that starts by itself and is marked, a shell that no start-up file leads
// elsewhere, blocks that would get around it, the reading track.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { until } from '../bed/commands.mjs';
import { runCommand, screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, lockOf, openSection, outputOf, press, run, stateOf, told, trustCourse } from './student.mjs';

const workspace = 'test/fixtures/workspaces/tracks';

describe('a lab on AWS', () => {
  const at = inEditor({ aws: true, workspace, timeoutMs: 120_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  const words = async (/** @type {string} */ where) => (await note.locator(where).first().innerText().catch(() => '')).replace(/\s+/g, ' ').trim();
  const bannerSays = (/** @type {RegExp} */ what, timeoutMs = 20_000) => until(async () => what.test(await words('header.banner .where')), { what: `a banner of ${what}`, timeoutMs, everyMs: 50 });
  const type = async (/** @type {string} */ line) => {
    await at.page.locator('.terminal.xterm').first().click();
    await at.page.keyboard.type(`${line}\n`);
  };
  const choose = async (/** @type {string} */ item) => {
    await runCommand(at.page, 'Labbook: Choose Where an AWS Lab Works');
    await at.page.locator('.quick-input-widget:visible .quick-input-list').getByText(item).first().click();
  };

  it('says where it works before anything has started', async () => {
    await writeFile(join(at.home, '.profile'), `export PATH='${at.aws.path('v1')}'\nexport AWS_PROFILE=work AWS_ENDPOINT_URL=https://sts.amazonaws.com AWS_REGION=eu-west-1 AWS_ENDPOINT_URL_S3=https://s3.amazonaws.com\n`);
    note = await openSection(at.page, 'A bucket');
    await bannerSays(/AWS emulator.*starts with the first block/);
    assert.match(await words('section.block[data-id="profile"]'), /names a profile/);
    assert.match(await words('section.block[data-id="machine"]'), /Simulated: ssh would connect to 54\.210\.1\.2.*Only pretended here\. No machine starts/);
  });

  it('starts the emulator by itself, leads the terminal there whatever its start-up files say, and marks the result', async () => {
    await press(note, 'who');
    await trustCourse(at.page);
    await stateOf(note, 'who', /^Passed/, 90_000);
    assert.match(await blockOf(note, 'who').locator('.bar').innerText(), /emulated/);
    assert.match(await outputOf(note, 'who'), /:user\/moto[^]*http:\/\/127\.0\.0\.1:\d+ us-east-1 none/);
    await bannerSays(/AWS emulator.*moto 5\.\d+\.\d+ on 127\.0\.0\.1:\d+.*region us-east-1/);
    await run(note, 'make', /^Passed/);
    await screenshot(at.page, 'aws-emulator');
  });

  it('stops what would get around it, and says why at the block', async () => {
    assert.match(await lockOf(note, 'profile'), /names a profile/);
    assert.match(await lockOf(note, 'machine'), /Simulated: ssh would connect to 54\.210\.1\.2/);
    assert.match(await lockOf(note, 'elsewhere'), /a host of real AWS/);
  });

  it('stops with its reason where the student leads the terminal elsewhere, and puts that right on their word', async () => {
    await type('export AWS_PROFILE=work');
    const strip = note.locator('.strip[data-strip="awsPin"]');
    await strip.waitFor();
    assert.match(await strip.innerText(), /AWS_PROFILE is work/);
    assert.equal(await blockOf(note, 'count').locator('[data-do="run"]').first().isEnabled(), false);
    await screenshot(at.page, 'aws-elsewhere');
    await strip.getByRole('button', { name: 'Set the variables again' }).click();
    await strip.waitFor({ state: 'detached' });
    await run(note, 'count', /^Failed/);
  });

  it('begins anew in the emulator when it is reset', async () => {
    await runCommand(at.page, 'Labbook: Reset the AWS Emulator');
    await at.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Reset' }).click();
    await until(async () => /^Passed/.test(await run(note, 'count', /^(?:Passed|Failed)/)), { what: 'an empty emulator', timeoutMs: 20_000, everyMs: 200 });
    // Run from here does not look at locks: the block is stopped when its turn comes.
    await blockOf(note, 'count').locator('[data-do="run"]').first().focus();
    await at.page.keyboard.press('Alt+Enter');
    assert.match(await stateOf(note, 'profile', /^Not run/), /names a profile/);
  });

  it('is there again after it was stopped, at the same address', async () => {
    const address = async () => /127\.0\.0\.1:\d+/.exec(await words('header.banner .where'))?.[0];
    const before = await address();
    await runCommand(at.page, 'Labbook: Stop the AWS Emulator');
    await at.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Stop' }).click();
    await bannerSays(/starts with the first block/);
    await run(note, 'who', /^Passed/, 60_000);
    await bannerSays(/moto/);
    assert.equal(await address(), before);
  });

  it('runs nothing while it is read', async () => {
    await choose('Reading');
    await bannerSays(/Reading: states as documented/);
    await told(at.page, /The terminal of lab T1 was closed/);
    assert.equal(await blockOf(note, 'who').locator('[data-do="run"]').first().isEnabled(), false);
    await choose('Emulator');
    await run(note, 'who', /^Passed/, 60_000);
  });
});

describe('a lab on AWS with an AWS CLI that is too old', () => {
  const at = inEditor({ aws: 'too old', workspace, timeoutMs: 120_000 });

  it('does not run', async () => {
    // A login shell begins with the system's own PATH.
    await writeFile(join(at.home, '.profile'), `export PATH='${at.aws.path('too old')}'\n`);
    const note = await openSection(at.page, 'A bucket');
    await press(note, 'who');
    await trustCourse(at.page);
    assert.match(await stateOf(note, 'who', /^Not run/, 60_000), /aws 2\.9\.19 does not know AWS_ENDPOINT_URL/);
  });
});
