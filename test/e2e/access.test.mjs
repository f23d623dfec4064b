// The real pages in the real window, for those who see little, see nothing or have no mouse. Also takes the pictures
// of the main screens. Changes nothing but the suite's own Docker and home folder.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { runCommand, screenshot, themes, useTheme, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, stateOf, trustCourse } from './student.mjs';

/** @typedef {import('playwright-core').Frame} Frame */

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Not the page's to mend: VS Code frames it. */
const frame = { 'frame-title': { enabled: false }, region: { enabled: false } };

/** @param {Frame} page @returns {Promise<string[]>} */
async function violations(page) {
  await page.evaluate(axe);
  // The panel lets VS Code's own colour shine through, which axe cannot see from inside.
  await page.evaluate(() => { document.documentElement.style.background = 'var(--vscode-sideBar-background)'; });
  const found = await page.evaluate(async rules => {
    const result = await /** @type {any} */ (window).axe.run(document, { resultTypes: ['violations'], rules });
    return result.violations;
  }, frame);
  return found.map((/** @type {any} */ { id, nodes }) => `${id}: ${nodes.slice(0, 3).map((/** @type {any} */ node) => `${node.target} ${node.failureSummary?.split('\n')[1] ?? ''}`).join(' | ')}`);
}

/** @param {Frame} note @returns {Promise<string>} what has the focus in the page */
function focused(note) {
  return note.evaluate(() => `${document.activeElement?.closest('[data-id]')?.getAttribute('data-id')} ${document.activeElement?.textContent}`);
}

describe('access', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/box', timeoutMs: 90_000 });
  /** @type {Frame} */ let note;
  /** @type {Frame} */ let panel;

  it('goes by keyboard from the tree to a result, and says it aloud', async () => {
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /^Box/ }).first().waitFor();
    await runCommand(at.page, 'Labbook: Focus on Course View');
    const row = at.page.locator('.monaco-list-row.focused[aria-label^="Box"]');
    for (let step = 0; step < 6 && !await row.isVisible(); step++) await at.page.keyboard.press('ArrowDown');
    await row.waitFor();
    await at.page.keyboard.press('Enter');
    note = await webviewWith(at.page, '.note h1');
    await note.waitForFunction(() => document.hasFocus());
    await at.page.keyboard.press('Alt+ArrowDown');
    assert.match(await focused(note), /^start Run/);
    await note.evaluate(() => {
      const live = /** @type {HTMLElement} */ (document.querySelector('[aria-live]'));
      const said = /** @type {string[]} */ ([]);
      Object.assign(window, { said });
      new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, { childList: true, characterData: true, subtree: true });
    });
    await at.page.keyboard.press('Control+Enter');
    await at.page.locator('.monaco-dialog-box').waitFor();
    await trustCourse(at.page);
    await stateOf(note, 'start', /^Passed/, 60_000);
    await note.waitForFunction(() => /** @type {any} */ (window).said.some((/** @type {string} */ words) => /^Block 1 passed in/.test(words)), undefined, { timeout: 5000 });
    // The question about trust is over: from here on the focus stays where the student left it.
    await blockOf(note, 'start').locator('.main').focus();
    await at.page.keyboard.press('Alt+ArrowDown');
    await at.page.keyboard.press('Control+Enter');
    await stateOf(note, 'list', /^Passed/);
    assert.match(await focused(note), /^list Run again/);
  });

  it('reaches the rows of the status panel by keyboard', async () => {
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    panel = await webviewWith(at.page, 'main.panel .row');
    await panel.locator('.row', { hasText: 'box' }).first().focus();
    await at.page.keyboard.press('ArrowRight');
    assert.match(await panel.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''), /\bbox\b/);
  });

  for (const [name, { label }] of Object.entries(themes)) {
    it(`has no violation that axe finds in ${label}`, async () => {
      await useTheme(at.page, /** @type {keyof typeof themes} */ (name));
      // A failing block, an open output and the shipped course's tables and drawings are looked at, too.
      note = await openSection(at.page, 'Box');
      await blockOf(note, 'start').locator('[data-do="toggle"][aria-expanded="false"]').click({ timeout: 2000 }).catch(() => undefined);
      assert.deepEqual(await violations(note), []);
      assert.deepEqual(await violations(panel), []);
      await screenshot(at.page, `status-${name}`);
      note = await openSection(at.page, 'Docker introduction');
      await note.locator('img').first().waitFor();
      assert.deepEqual(await violations(note), []);
      await screenshot(at.page, `note-${name}`);
    });
  }

  it('needs no sideways scrolling at 200 % and in a column of 320 px', async () => {
    await useTheme(at.page, 'light');
    for (const part of ['Secondary Side Bar', 'Panel', 'Primary Side Bar']) await runCommand(at.page, `View: Toggle ${part} Visibility`);
    for (const [name, width] of /** @type {const} */ ([['zoom', 700], ['narrow', 380]])) {
      await at.page.setViewportSize({ width, height: 700 });
      await at.page.waitForTimeout(300);
      const { scroll, client, wide } = await note.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const over = [...document.querySelectorAll('.text *')].filter(found => found.getBoundingClientRect().right > clientWidth && !found.closest('.table, pre'));
        return { scroll: scrollWidth, client: clientWidth, wide: over.map(found => found.outerHTML.slice(0, 200)) };
      });
      assert.equal(scroll, client, `${name}: ${client} px: ${wide.join('\n')}`);
      await screenshot(at.page, `note-${name}`);
    }
    await at.page.setViewportSize({ width: 1400, height: 900 });
  });
});
