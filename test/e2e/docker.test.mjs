/** Lab L1 as a student does it. Makes containers and images on the suite's own Docker and removes them by the lab's own clean-up. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection, outputOf, run, stateOf } from './student.mjs';

/** @param {string} url @returns {Promise<string>} */
function page(url) {
  return new Promise((resolve, reject) => get(url, response => {
    let text = '';
    response.on('data', part => { text += part; }).on('end', () => resolve(text));
  }).on('error', reject));
}

describe('the first Docker lab', () => {
  const at = inEditor({ timeoutMs: 120_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  /** @type {import('playwright-core').Frame} */ let panel;
  const row = (/** @type {string} */ name) => panel.locator('.row', { hasText: name }).first();

  it('runs a block from the note and shows what it made, and by which block', async () => {
    note = await openSection(at.page, 'Docker introduction');
    await run(note, 'l1-app', /^Passed/, 60_000);
    await run(note, 'l1-hostname', /^Passed.*stand-in/, 60_000);
    assert.match(await outputOf(note, 'l1-hostname'), /^[0-9a-f]{12}$/m);
    panel = await webviewWith(at.page, '.panel, #app .row');
    await row('l1-hostname').waitFor();
    assert.match(await row('l1-hostname').innerText(), /exited \(0\)[\s\S]*block 2/);
    assert.match(await row('l1-hostname').innerText(), /stand-in/);
  });

  it('builds and publishes a page that answers, and names its endpoint', async () => {
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    await run(note, 'l1-values', /^Passed/);
    await at.page.locator('.terminal.xterm').first().click();
    await at.page.keyboard.type(`WEB_PORT=${port}\n`);
    await run(note, 'l1-build', /^Passed/, 90_000);
    await run(note, 'l1-run', /^Passed/, 60_000);
    await row('linux_tweet_app').waitFor();
    await run(note, 'l1-visit', /^Passed/, 60_000);
    assert.match(await page(`http://127.0.0.1:${port}/`), /Linux Tweet App!/);
    await panel.locator('.row', { hasText: `:${port}` }).filter({ hasText: /answers/ }).first().waitFor();
    await screenshot(at.page, 'docker-lab');
    // The README's picture: as it is on a student's machine, where Docker has its usual address.
    const usual = (/** @type {import('playwright-core').Frame} */ frame) => frame.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) if (node.textContent?.includes('docker.sock')) node.textContent = node.textContent.replace(/unix:\/\/\/tmp\/\S+\/docker\.sock/, 'unix:///var/run/docker.sock').replace(', set by DOCKER_HOST', '').replace('chosen by DOCKER_HOST', 'default');
    });
    const before = at.page.viewportSize();
    await at.page.setViewportSize({ width: 1280, height: 800 });
    await note.locator('section.block[data-id="l1-run"]').scrollIntoViewIfNeeded();
    for (const frame of [note, panel]) await usual(frame);
    await screenshot(at.page, 'readme');
    if (before) await at.page.setViewportSize(before);
  });

  it('shows that a container is gone as soon as it is', async () => {
    await run(note, 'l1-remove', /^Passed/, 60_000);
    await row('linux_tweet_app').filter({ hasText: 'running' }).waitFor({ state: 'detached', timeout: 5000 });
  });

  it('cleans up by the lab’s own block', async () => {
    await note.locator('section.block[data-id="cleanup"] [data-do="run"]').click();
    const over = stateOf(note, 'cleanup', /^(Passed|Failed)/, 60_000);
    // Where something that this lab did not make is there under a name of the block, the student looks and says yes.
    const yes = panel.locator('.sheet:not([hidden]) [data-action="run"]');
    await Promise.race([over, yes.waitFor({ timeout: 60_000 }).catch(() => undefined)]);
    if (await yes.isVisible()) await yes.click();
    await over;
    await row('l1-hostname').waitFor({ state: 'detached', timeout: 5000 });
  });

  it('runs a block from the CodeLens in the Markdown and shows the result there', async () => {
    await runCommand(at.page, 'Labbook: Open the Section’s Markdown');
    await at.page.locator('.monaco-editor .view-lines').first().click();
    await at.page.keyboard.press('Control+G');
    await at.page.keyboard.type('43\n');
    const lens = at.page.locator('.codelens-decoration a:visible', { hasText: /^Run/ }).first();
    await lens.waitFor();
    await lens.click();
    await at.page.locator('.codelens-decoration a:visible', { hasText: /Passed in/ }).first().waitFor();
  });

  it('says on the front page how far the student is, and what is known of Docker', async () => {
    note = await openSection(at.page, 'About this course');
    const way = note.locator('[data-figure=way]');
    await way.getByText(/^1 of \d+ sections done|^0 of \d+ sections done/).first().waitFor();
    await way.getByRole('link', { name: 'Docker introduction' }).first().waitFor();
    await way.getByText(/^answers, version \d/).waitFor();
    await screenshot(at.page, 'front-page');
  });

  it('steps through a drawing of the note, whose script comes with it', async () => {
    note = await openSection(at.page, 'Docker images');
    const layers = note.locator('[data-figure=layers]');
    await layers.locator('.cells').first().waitFor();
    await layers.getByRole('button', { name: 'Next step' }).click();
    await layers.getByText(/^hello v0\.1, line 1, “FROM ubuntu”: a new layer is built\./).waitFor();
    await layers.scrollIntoViewIfNeeded();
    await screenshot(at.page, 'figure-layers');
  });

  it('shows the note to a room in large type, and as it was again', async () => {
    const size = () => note.locator('.text h1').evaluate(one => one.getBoundingClientRect().height);
    const before = await size();
    await runCommand(at.page, 'Labbook: Projector Mode On or Off');
    await note.locator('#app.projector').waitFor();
    assert.ok(await size() > before * 1.4);
    await screenshot(at.page, 'projector');
    await runCommand(at.page, 'Labbook: Projector Mode On or Off');
    await note.locator('#app:not(.projector)').waitFor();
    assert.equal(await size(), before);
  });

  it('saves a section as one page to print, with its drawings in it', async () => {
    await runCommand(at.page, 'Labbook: Print Section');
    await at.page.locator('.quick-input-widget:visible input').first().waitFor();
    await at.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    const saved = join(at.workspace, 'docker-images.html');
    await at.page.getByText('docker-images.html').first().waitFor();
    let text = '';
    for (const end = Date.now() + 15_000; !text.includes('</html>') && Date.now() < end; await at.page.waitForTimeout(100)) text = await readFile(saved, 'utf8').catch(() => '');
    assert.match(text, /<img src="data:image\/svg\+xml;base64,/);
    assert.match(text, /<figcaption>Two builds, layer by layer<\/figcaption><ol><li>/);
    assert.doesNotMatch(text, /data-block|data-figure|<em>\[/);
  });
});
