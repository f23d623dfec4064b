// A lab whose checks watch a real daemon, a page and a file. Makes and removes containers on the bed's daemon.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { attempt } from '../bed/commands.mjs';
import { runCommand, screenshot, screenshotEachLook } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, checkOf, checkSays, openSection, press, run, stateOf, trustCourse } from './student.mjs';

describe('checks', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/checks', timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** Paths that were asked for. @type {string[]} */ const asked = [];
  let body = 'not yet';
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.statusCode = request.url === '/page' ? 200 : 404;
    answer.end(body);
  });
  const docker = async (/** @type {string[]} */ ...args) => {
    const { code, stderr } = await attempt('docker', args, { env: { ...process.env, ...at.bed.env } });
    assert.equal(code, 0, stderr);
  };
  const treeItem = (/** @type {RegExp} */ name) => at.page.getByRole('treeitem', { name }).first();
  const inTree = async (/** @type {RegExp} */ name) => treeItem(name).waitFor({ timeout: 10_000 });

  const unfold = async (/** @type {RegExp} */ name) => {
    const item = treeItem(name);
    await item.waitFor({ timeout: 10_000 });
    if (await item.getAttribute('aria-expanded') !== 'true') await item.locator('.monaco-tl-twistie').click();
  };

  before('a page to look at', async () => {
    await new Promise(done => server.listen(0, '127.0.0.1', () => done(undefined)));
    const path = join(at.workspace, 'notes', 'lab.md');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await writeFile(path, (await readFile(path, 'utf8')).replaceAll('59999', String(port)));
  });
  after(() => server.close());

  it('look at nothing before the course is trusted', async () => {
    note = await openSection(at.page, 'Claims');
    for (const id of ['web-runs', 'page', 'file']) await checkSays(note, id, /Not measured: .*before the course is trusted/);
    await runCommand(at.page, 'Test: Run All Tests');
    await at.page.waitForTimeout(5000);
    assert.deepEqual(asked, []);
    await screenshot(at.page, 'checks-untrusted');
  });

  it('say what is not yet so, what they wait for, and what is so', async () => {
    note = await openSection(at.page, 'Claims');
    await press(note, 'web');
    await trustCourse(at.page);
    await checkSays(note, 'web-runs', /Done, .*ck-web is running; it has the variable PATH/, 60_000);
    assert.match(await checkSays(note, 'web-runs', /Done/), /with a stand-in image/);
    await checkSays(note, 'said', /Waiting for block 2/);
    await checkSays(note, 'page', /Not yet.*does not contain “here”/);
    await checkSays(note, 'never', /Not yet.*answers with status 404, not 200/);
    await checkSays(note, 'file', /Not yet.*no file page.txt/);
    await checkSays(note, 'port', /Not yet/);
    await checkSays(note, 'web-gone', /Not yet.*ck-web is still there: running/);
    await screenshot(at.page, 'checks-begun');
  });

  it('ask a page every 2 s until it is there, and no more when the note is hidden', async () => {
    body = 'it is here';
    await checkSays(note, 'page', /Done/);
    const seen = () => asked.filter(path => path === '/never').length;
    const before = seen();
    await at.page.waitForTimeout(5000);
    assert.ok(seen() - before >= 2, `${seen() - before} while it can be seen`);
    assert.equal(asked.filter(path => path === '/page').length, asked.lastIndexOf('/page') < 0 ? 0 : asked.filter(path => path === '/page').length);
    await openSection(at.page, 'Quiet');
    await at.page.waitForTimeout(500);
    const hidden = seen();
    await at.page.waitForTimeout(5000);
    assert.equal(seen(), hidden, 'while another section is shown');
    note = await openSection(at.page, 'Claims');
  });

  it('read the file that a block wrote into the lab’s folder', async () => {
    await run(note, 'reach', /^Passed/);
    await checkSays(note, 'file', /Done, .*page.txt is there/);
  });

  it('cannot pass where the output does not say it, and pass by the solution', async () => {
    await run(note, 'say', /^Passed/);
    await checkSays(note, 'said', /Cannot pass.*Block 2 did not print “hello”.*Let it say hello/);
    await checkOf(note, 'said').getByRole('button', { name: /^Solve this step/ }).click();
    await run(note, 'say-right', /^Passed/);
    await checkSays(note, 'said', /Done/);
  });

  it('capture a value that a later block is filled with', async () => {
    await press(note, 'use');
    const field = blockOf(note, 'use').locator('input').first();
    await field.waitFor();
    assert.match(await field.inputValue(), /^[0-9a-f]{64}$/);
    await field.press('Enter');
    await stateOf(note, 'use', /^Passed/);
  });

  it('cannot pass when the container has ended, and show its last lines', async () => {
    await run(note, 'db', /^Passed/);
    const said = await checkSays(note, 'db-runs', /Cannot pass/);
    assert.match(said, /ck-db has exited with code 3.*Give it what it asks for.*You need to specify a word/);
    await screenshot(at.page, 'checks-cannot-pass');
  });

  it('look well in every theme, and at 200 %', async () => {
    await checkOf(note, 'db-runs').scrollIntoViewIfNeeded();
    await screenshotEachLook(at.page, 'checks');
  });

  it('take the student’s word, and say that it is theirs', async () => {
    await checkOf(note, 'db-runs').getByRole('button', { name: /^Mark done anyway/ }).click();
    await checkSays(note, 'db-runs', /Marked done by you/);
  });

  it('take an answer', async () => {
    const field = checkOf(note, 'port').locator('input');
    await field.fill('81');
    await field.press('Enter');
    await checkSays(note, 'port', /Not yet.*“81” is not the answer.*It is the usual one/);
    await field.fill('80');
    await field.press('Enter');
    await checkSays(note, 'port', /Done/);
  });

  it('stay done when what they saw goes, and say so', async () => {
    await docker('stop', '-t', '0', 'ck-web');
    await checkSays(note, 'web-runs', /Done .*gone now/);
    await docker('start', 'ck-web');
    await checkSays(note, 'web-runs', /Done, /);
    await docker('rm', '-f', 'ck-web');
    await checkSays(note, 'web-runs', /Done .*gone now/);
    await checkSays(note, 'web-gone', /Done, .*No container|Done, .*no container is named ck-web/);
  });

  it('stand in the tree, the open section’s one by one', async () => {
    await inTree(/^Claims, Docker, 5 min, 7 of 8 checks/);
    await unfold(/^Claims, Docker/);
    await inTree(/^The block greets, Done/);
    await inTree(/^The database runs, Marked done by you/);
    await inTree(/^Another page answers, Not yet/);
    await inTree(/^ck-web is running, Done, gone now/);
    // Results come by themselves: they take no panel away from the student.
    assert.match(await at.page.locator('.part.panel .action-item.checked').innerText(), /terminal/i);
    await screenshot(at.page, 'checks-tree');
  });

  it('stand in the Test Explorer, and looking again there is a run', async () => {
    await runCommand(at.page, 'Testing: Focus on Test Explorer View');
    await inTree(/^Claims \((?:Passed|Failed|Skipped|Not yet run)/);
    await unfold(/^Claims \(/);
    await inTree(/^The block greets.*\(Passed/);
    await runCommand(at.page, 'Test: Run All Tests');
    await inTree(/^Another page answers: Not yet \(Failed/);
    await inTree(/^ck-web is running: Done, gone now \(Failed/);
    await inTree(/^You know the port: Done \(Passed/);
    await screenshot(at.page, 'checks-tests');
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
  });

  it('are kept through a reload of the window', async () => {
    await at.page.reload();
    await openSection(at.page, 'Claims');
    // The window puts its editors back some time after its start: the page may be a new one by then.
    await at.page.waitForTimeout(4000);
    note = await openSection(at.page, 'Claims');
    await checkSays(note, 'web-runs', /Done .*gone now/);
    await checkSays(note, 'said', /Done, /);
    await checkSays(note, 'db-runs', /Marked done by you/);
    await checkSays(note, 'port', /Done, .*you answered “80”/);
    await inTree(/^Claims, Docker, 5 min, 7 of 8 checks/);
  });
});
