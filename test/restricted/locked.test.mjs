// Restricted Mode as a student meets it: everything can be read, nothing runs by any way, and trust unlocks at once.
import assert from 'node:assert/strict';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, press, stateOf, told, trustCourse } from '../e2e/student.mjs';

describe('running in Restricted Mode', () => {
  const at = inEditor({ trusted: false, workspace: 'test/fixtures/workspaces/box', withDocker: false });
  /** @type {import('playwright-core').Frame} */ let note;
  const ran = () => access(join(at.home, 'it-ran')).then(() => true, () => false);
  const terminals = () => at.page.locator('.terminal.xterm').count();
  const saidLocked = () => told(at.page, /Running is locked until you trust this folder/);

  it('shows a note of the workspace, and why Run is locked', async () => {
    note = await openSection(at.page, 'Box');
    await note.getByText('One container that does nothing.').waitFor();
    const strip = note.locator('.strip[data-strip="restricted"]');
    assert.match(await strip.innerText(), /Restricted Mode[\s\S]*Running is locked until you trust this folder/);
    for (const id of ['start', 'list', 'mark']) {
      const button = blockOf(note, id).locator('.main');
      assert.equal(await button.getAttribute('aria-disabled'), 'true');
      assert.match(await button.getAttribute('title') ?? '', /locked until you trust/);
    }
    await screenshot(at.page, 'restricted-note');
  });

  it('refuses the Run button and says why to a screen reader', async () => {
    await blockOf(note, 'mark').locator('.main').click({ force: true });
    await note.locator('[aria-live]').getByText(/locked until you trust/).first().waitFor({ state: 'attached' });
    assert.equal(await terminals(), 0);
  });

  it('refuses the page itself, should it ask all the same', async () => {
    await note.evaluate(() => {
      const block = /** @type {HTMLElement} */ (document.querySelector('[data-id="mark"]'));
      const button = /** @type {HTMLElement} */ (block.querySelector('.main'));
      button.removeAttribute('aria-disabled');
      button.click();
    });
    assert.equal(await terminals(), 0);
    assert.equal(await ran(), false);
  });

  it('refuses “put in the terminal”', async () => {
    await blockOf(note, 'mark').locator('[data-do="menu"]').click();
    await note.locator('[role="menuitem"]', { hasText: 'Put in the terminal' }).click({ force: true });
    await at.page.waitForTimeout(500);
    assert.equal(await terminals(), 0);
    await note.locator('body').press('Escape');
  });

  it('refuses the command for the block at the cursor, in words', async () => {
    await openSource(at.page);
    await at.page.getByText('touch "$HOME/it-ran"').first().waitFor();
    await toLine(at.page, 21);
    await runCommand(at.page, 'Labbook: Run the Block at the Cursor');
    await saidLocked();
    assert.equal(await terminals(), 0);
  });

  it('refuses the key for it, and the CodeLens', async () => {
    await at.page.locator('.monaco-editor .view-lines').first().click();
    await toLine(at.page, 21);
    await at.page.keyboard.press('Control+Enter');
    await saidLocked();
    const lens = at.page.locator('.codelens-decoration a', { hasText: /Run/ }).first();
    if (await lens.isVisible().catch(() => false)) {
      await lens.click();
      await saidLocked();
      }
    assert.equal(await terminals(), 0);
    assert.equal(await ran(), false);
  });

  it('offers no way to run in the status panel', async () => {
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    const panel = await webviewWith(at.page, 'main.panel');
    const start = panel.getByRole('button', { name: 'Start Docker' });
    await start.waitFor();
    await start.click();
    await at.page.waitForTimeout(1000);
    assert.equal(await at.page.locator('.terminal.xterm').getByText('systemctl').count(), 0, 'nothing is put into a terminal');
    assert.equal(await terminals(), 0);
    await screenshot(at.page, 'restricted-status');
  });

  it('unlocks the open note when trust is granted, without a reload of the note', async () => {
    note = await openSection(at.page, 'Box');
    await note.evaluate(() => { Object.assign(window, { sameNote: true }); });
    await note.locator('.strip[data-strip="restricted"]').getByRole('button', { name: 'Manage trust…' }).click();
    await at.page.getByRole('button', { name: 'Trust', exact: true }).or(at.page.locator('.workspace-trust-editor a', { hasText: /^Trust$/ })).first().click();
    await at.page.locator('.statusbar').getByText('Restricted Mode').waitFor({ state: 'detached' });
    await at.page.locator('.monaco-modal-editor-block .codicon-close').last().click();
    await note.locator('.strip[data-strip="restricted"]').waitFor({ state: 'detached' });
    assert.equal(await blockOf(note, 'mark').locator('.main').getAttribute('aria-disabled'), null);
    assert.equal(await note.evaluate(() => 'sameNote' in window), true);
    await press(note, 'mark');
    await trustCourse(at.page);
    await stateOf(note, 'mark', /^Passed/, 60_000);
    assert.equal(await ran(), true);
  });
});

/** @param {import('playwright-core').Page} page */
async function openSource(page) {
  await page.locator('.editor-actions a[aria-label*="Source"], .editor-actions a[aria-label*="Markdown"]').first().click();
}

/** @param {import('playwright-core').Page} page @param {number} line */
async function toLine(page, line) {
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget:visible input').first().fill(`:${line}`);
  await page.keyboard.press('Enter');
}
