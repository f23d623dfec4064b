// An AWS lab as a student does it who has no account: on the emulator, which starts by itself. Whatever looks up a name of
// real AWS meanwhile fails the suite.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'mocha';
import { filesUnder } from '../bed/bundle.mjs';
import { run as runProgram, until } from '../bed/commands.mjs';
import { runCommand, screenshot, screenshotEachLook, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkSays, lockOf, openSection, press, run, stateOf, trustCourse } from './student.mjs';

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
  const at = inEditor({ aws: true, workspace: 'test/fixtures/workspaces/aws', timeoutMs: 120_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const row = (/** @type {string} */ name) => panel.locator('.row').filter({ has: panel.locator('.name', { hasText: name }) });
  const sheet = () => panel.locator('.sheet:not([hidden])');
  const isLive = () => panel.locator('main.panel:not(.stale) .phead').getByText('Live', { exact: true }).waitFor({ timeout: 30_000 });
  const address = async () => /127\.0\.0\.1:\d+/.exec(await panel.locator('.phead').innerText())?.[0] ?? '';
  /** @param {string[]} words past Labbook, from another terminal */
  const aws = async (...words) => {
    const [file, ...rest] = [...at.aws.enter, 'aws', ...words];
    const env = { ...process.env, ...at.aws.env, AWS_ENDPOINT_URL: `http://${await address()}`, AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'x', AWS_DEFAULT_REGION: 'us-east-1', AWS_CONFIG_FILE: '/dev/null' };
    return (await runProgram(String(file), rest, { env })).trim();
  };

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

  it('notices what is done past it', async () => {
    await aws('s3', 'rb', 's3://labbook-rides');
    await row('labbook-rides').waitFor({ state: 'detached', timeout: 15_000 });
    await checkSays(note, 'store.check', /Not |gone|no longer/i);
    await run(note, 'store', /^Passed/);
    await checkSays(note, 'store.check', /Done/);
  });

  it('locks what would get around the emulator, and says why', async () => {
    assert.match(await lockOf(note, 'elsewhere'), /names an endpoint of its own.*the lab’s terminal leads to the emulator by itself/);
    assert.match(await lockOf(note, 'bare'), /without the lab’s variables/);
  });

  it('keeps a run and its place over a reload of the window', async () => {
    await press(note, 'slow');
    await stateOf(note, 'slow', /^Running/);
    const before = await address();
    await at.page.reload();
    await at.page.getByRole('treeitem', { name: /^Stream/ }).first().waitFor({ timeout: 60_000 });
    note = await openSection(at.page, 'Stream');
    await stateOf(note, 'slow', /^Passed/, 40_000);
    panel = await statusOf(at.page);
    await isLive();
    assert.equal(await address(), before);
    await row('rides').getByText('block 2').waitFor();
    await checkSays(note, 'stream.check', /Done/);
  });

  it('asks the emulator nothing while nobody looks', async () => {
    await runCommand(at.page, 'View: Close All Editors');
    await runCommand(at.page, 'View: Hide Secondary Side Bar');
    await at.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
    // The receipt of the last run is open for thirty seconds more. Who looks asks every five.
    let last = -1;
    const silent = async () => {
      const before = last;
      last = (await requestsUnder(at.dir)).length;
      return last > 0 && last === before;
    };
    await until(silent, { what: 'eight seconds without a request', timeoutMs: 60_000, everyMs: 8_000 });
    const before = await requestsUnder(at.dir);
    await at.page.waitForTimeout(6_000);
    assert.deepEqual((await requestsUnder(at.dir)).slice(before.length), []);
    note = await openSection(at.page, 'Stream');
    panel = await statusOf(at.page);
    await isLive();
    assert.ok((await requestsUnder(at.dir)).length > before.length);
  });

  it('looks well in every theme, and at 200 %', async () => {
    await screenshotEachLook(at.page, 'aws');
  });

  it('cleans up what the lab has made, and nothing else', async () => {
    await aws('kinesis', 'create-stream', '--stream-name', 'foreign', '--shard-count', '1');
    await runCommand(at.page, 'Labbook: Clean Up Lab…');
    await sheet().getByText('Clean up Stream').first().waitFor();
    assert.doesNotMatch(await sheet().locator('label').allInnerTexts().then(all => all.join()), /foreign/);
    await screenshot(at.page, 'aws-cleanup');
    await sheet().locator('[data-action="remove"]').click();
    await sheet().getByText(/^Clean(?:, but .*)?$/).first().waitFor({ timeout: 60_000 });
    assert.equal(await aws('kinesis', 'list-streams', '--query', 'StreamNames', '--output', 'text'), 'foreign');
    assert.equal(await aws('s3', 'ls'), '');
    await sheet().locator('[data-action="close"]').click();
    await row('labbook-rides').waitFor({ state: 'detached' });
  });

  it('says when the emulator has died, and starts another from the panel', async () => {
    await run(note, 'store', /^Passed/);
    await row('labbook-rides').waitFor();
    const before = await address();
    await at.aws.clear();
    const start = panel.getByRole('button', { name: 'Start the emulator' });
    await start.waitFor({ timeout: 20_000 });
    await screenshot(at.page, 'aws-away');
    await start.click();
    await isLive();
    assert.equal(await address(), before, 'the shells that are open lead there still');
    assert.equal(await row('labbook-rides').count(), 0, 'what it kept is gone');
    await run(note, 'store', /^Passed/);
    await until(() => row('labbook-rides').count(), { what: 'the bucket on the new emulator', timeoutMs: 10_000 });
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

  it('is told of before the class begins, with where the emulator is, and nobody is asked who the student is', async () => {
    const line = (/** @type {string} */ text) => at.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
    await runCommand(at.page, 'Labbook: Prepare for Class…');
    await line('this section').click();
    await line('AWS command line').waitFor({ timeout: 30_000 });
    assert.match(await line('AWS command line').innerText(), /2\.9\.19 is too old/);
    assert.match(await line('AWS emulator').innerText(), /moto_server, which is installed here, 5\.2\.1/);
    await screenshot(at.page, 'aws-prepare');
    await at.page.keyboard.press('Escape');
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

  it('asks an endpoint and a training job by their rows, and draws what a step has written', async () => {
    const note = await openSection(at.page, 'Model');
    await note.getByText('Drawn as soon as a step has made scores.csv.').waitFor();
    await run(note, 'deploy', /^Passed/, 60_000);
    await note.locator('.scores svg').first().waitFor();
    assert.equal(await note.locator('.scores .facts dd').last().textContent(), '0.750');
    const panel = await statusOf(at.page);
    const rowOf = (/** @type {string} */ kind) => panel.locator(`.row[data-uid^="aws-${kind}:"]`);
    await rowOf('endpoint').getByText('InService, emulated').waitFor({ timeout: 15_000 });
    await rowOf('endpoint').hover();
    await rowOf('endpoint').getByRole('button', { name: 'Invoke with a test row: fit' }).click();
    const input = at.page.locator('.quick-input-widget:visible input');
    await input.fill('41,1,0.5');
    await input.press('Enter');
    await rowOf('endpoint').getByText('The emulator’s canned answer: no model has computed it').waitFor();
    assert.equal(await rowOf('endpoint').locator('.answer pre').textContent(), 'body');
    await rowOf('training-job').hover();
    await rowOf('training-job').getByRole('button', { name: /: fit$/ }).first().click();
    await rowOf('training-job').getByText('Made up by the emulator: it has trained nothing').waitFor();
    assert.match(await rowOf('training-job').locator('.answer').innerText(), /train:progress 100/);
    await screenshot(at.page, 'aws-model');
  });
});
