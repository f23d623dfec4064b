import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';

describe('a fresh window', () => {
  const at = inEditor();

  it('shows the course behind the Labbook icon', async () => {
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /Docker introduction/ }).first().waitFor();
    await screenshot(at.page, 'course-tree');
  });

  it('finds words of the course and opens the note where they stand', async () => {
    await runCommand(at.page, 'Labbook: Search the Course');
    const input = at.page.locator('.quick-input-widget:visible input').first();
    await input.fill('overlay network tasks');
    const row = at.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: /overlay/i }).first();
    await row.waitFor();
    await screenshot(at.page, 'search');
    await at.page.keyboard.press('Enter');
    const note = await webviewWith(at.page, '.note h1');
    await note.waitForFunction(() => (CSS.highlights.get('found')?.size ?? 0) >= 2);
    await note.waitForFunction(() => document.hasFocus());
    await screenshot(at.page, 'search-found');
    assert.ok(await note.evaluate(() => window.scrollY) > 0);
    await at.page.keyboard.press('Escape');
    await note.waitForFunction(() => !CSS.highlights.has('found'));
  });

  it('said nothing as an error that names Labbook', () => {
    assert.deepEqual(at.errors.filter(line => /labbook/i.test(line.split('\n')[0] ?? '')), []);
  });
});
