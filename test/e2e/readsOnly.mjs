// What Labbook does in a window without a machine, whoever opens it.
import assert from 'node:assert/strict';
import { it } from 'mocha';
import { until } from '../bed/commands.mjs';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { blockOf, checkOf, openSection, told } from './student.mjs';

/**
 * Registers the tests; they go on in one window.
 * @param {{readonly page: import('playwright-core').Page}} at
 * @param {() => readonly string[]} asked what the window has asked for of the extension, below its folder
 */
export function readsOnly(at, asked) {
  it('reads no note before somebody looks', async () => {
    await until(() => asked().includes('dist/web.js'), { what: 'the extension in the browser' });
    assert.deepEqual(asked().filter(path => path.startsWith('notes/') && !path.endsWith('.svg')), []);
  });

  it('shows the course, and a section with its pictures and the words it explains', async () => {
    const note = await openSection(at.page, 'Docker introduction');
    const pictures = note.locator('.note img');
    await until(async () => (await pictures.evaluateAll(all => all.map(one => /** @type {HTMLImageElement} */ (one).complete && /** @type {HTMLImageElement} */ (one).naturalWidth > 0))).every(Boolean), { what: 'all pictures of the note' });
    assert.ok(await pictures.count() > 0);
    await screenshot(at.page, 'web-note');
    await note.locator('.term', { hasText: /^containers$/ }).first().click();
    assert.match(await note.locator('.term-card').innerText(), /process/);
    await note.locator('body').press('Escape');
  });

  it('locks Run with the reason: on the button, above the note, to a screen reader', async () => {
    const note = await webviewWith(at.page, '.note h1:text-is("Docker introduction")');
    const block = note.locator('section.block').first();
    const id = await block.getAttribute('data-id') ?? '';
    assert.match(await reasonOn(note, id), /this window has no machine to run on/);
    assert.match(await note.locator('.strip').innerText(), /no machine to run on[\s\S]*in VS Code on your machine, or in a window that works on one/);
    await block.locator('.main').click({ force: true });
    await note.locator('[aria-live]').getByText(/no machine to run on/).first().waitFor({ state: 'attached' });
    await block.scrollIntoViewIfNeeded();
    await screenshot(at.page, 'web-block');
  });

  it('is read by keys: from block to block, and Run by its key says the same', async () => {
    const note = await webviewWith(at.page, '.note h1:text-is("Docker introduction")');
    const second = note.locator('section.block').nth(1);
    await note.locator('section.block').first().focus();
    await at.page.keyboard.press('Alt+ArrowDown');
    await until(async () => second.evaluate(block => block.contains(document.activeElement)), { what: 'the focus on the second block' });
    await note.locator('[aria-live]').evaluateAll(all => { for (const one of all) one.textContent = ''; });
    await at.page.keyboard.press('Control+Enter');
    await note.locator('[aria-live]').getByText(/no machine to run on/).first().waitFor({ state: 'attached' });
  });

  it('measures no check, and takes none for done by a click', async () => {
    const note = await webviewWith(at.page, '.note h1:text-is("Docker introduction")');
    const check = note.locator('li.check').first();
    const id = await check.getAttribute('data-check-id') ?? '';
    await checkOf(note, id).getByText(/there is no machine here to look at/).waitFor();
    await checkOf(note, id).locator('[data-do="markDone"]').click();
    await told(at.page, /Running is locked: this window has no machine to run on/);
    assert.match(await checkOf(note, id).innerText(), /Not measured/);
    assert.equal(await note.locator('.banner .meter').count(), 0, 'a count of what nobody can do here');
  });

  it('copies a command, which can be run elsewhere', async () => {
    const note = await webviewWith(at.page, '.note h1:text-is("Docker introduction")');
    const block = note.locator('section.block').first();
    await block.locator('[data-do="copy"]').click();
    const bare = (/** @type {string} */ words) => words.replaceAll(/\s/g, '');
    const shown = bare(await block.innerText());
    // What an earlier suite copied is there until then.
    await until(async () => { const text = bare(await at.page.evaluate(() => navigator.clipboard.readText())); return text !== '' && shown.includes(text); }, { what: 'a command of the block that was copied' });
  });

  it('finds words in all sections', async () => {
    await runCommand(at.page, 'Labbook: Search the Course');
    await at.page.locator('.quick-input-widget:visible input').first().fill('routing mesh');
    await at.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Docker networking' }).first().click();
    const note = await webviewWith(at.page, '.note h1');
    await note.waitForFunction(() => (CSS.highlights.get('found')?.size ?? 0) > 0);
  });

  it('shows the question before a block that breaks something, to be read', async () => {
    const note = await openSection(at.page, 'Docker networking');
    await note.locator('.predict').getByText(/no machine here to run it on/).first().waitFor();
    assert.equal(await note.locator('.predict').locator('input, button').count(), 0);
  });

  it('says it in the lab’s status, and of each command that needs a machine', async () => {
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.getByText(/this window has no machine to run on/).first().waitFor();
    await screenshot(at.page, 'web-status');
    for (const title of ['Prepare for Class', 'Hand In', 'Clean Up Lab', 'New Course']) {
      await runCommand(at.page, `Labbook: ${title}`);
      await told(at.page, /Running is locked: this window has no machine to run on/);
    }
  });
}

/** @param {import('playwright-core').Frame} note @param {string} id @returns {Promise<string>} the reason on its button */
export async function reasonOn(note, id) {
  const button = blockOf(note, id).locator('.main[aria-disabled="true"]');
  await button.waitFor();
  return await button.getAttribute('title') ?? '';
}
