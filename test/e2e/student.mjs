/** What a student does in the window, by the words and roles they see. */
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand, webviewWith } from '../editor/browser.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Frame} Frame */

/**
 * Opens a section from the tree and gives the note's frame.
 * @param {Page} page @param {string} title
 */
export async function openSection(page, title) {
  const item = page.getByRole('treeitem', { name: new RegExp(`^${title}`) }).first();
  if (!await item.isVisible().catch(() => false)) await page.locator('.activitybar a[aria-label^="Labbook"]').first().click({ force: true }); // its badge lies over it
  await item.click();
  // Another section may come in a frame of its own: the old one must not be taken for it.
  return webviewWith(page, `.note h1:text-is("${title}")`);
}

/** @param {Frame} note @param {string} id */
export function blockOf(note, id) { return note.locator(`section.block[data-id="${id}"]`); }

/** @param {Frame} note @param {string} id */
export async function press(note, id) { await blockOf(note, id).locator('[data-do="run"], [data-do="stop"]').first().click(); }

/**
 * Waits until the block's state begins with one of the words and returns the whole line.
 * @param {Frame} note @param {string} id @param {RegExp} words @param {number} [timeoutMs]
 */
export async function stateOf(note, id, words, timeoutMs = 30_000) {
  const end = Date.now() + timeoutMs;
  for (let last = ''; ; await sleep(50)) {
    last = (await blockOf(note, id).locator('.state').first().innerText().catch(() => '')).replace(/\s+/g, ' ').trim();
    if (words.test(last)) return last;
    if (Date.now() > end) throw new Error(`Block ${id} says “${last}”, not ${words}`);
  }
}

/**
 * Runs a block and waits for its end: of this run, not of one before that ended with the same words.
 * @param {Frame} note @param {string} id @param {RegExp} words @param {number} [timeoutMs]
 */
export async function run(note, id, words, timeoutMs = 30_000) {
  const latest = () => blockOf(note, id).getAttribute('data-run');
  const before = await latest();
  await press(note, id);
  const end = Date.now() + timeoutMs;
  while (await latest() === before) {
    if (Date.now() > end) throw new Error(`Block ${id} was pressed and began no new run`);
    await sleep(20);
  }
  return stateOf(note, id, words, timeoutMs);
}

/** Why a block cannot be run in the track of its lab, as it says before anybody clicks. @param {Frame} note @param {string} id */
export async function lockOf(note, id) {
  await blockOf(note, id).locator('.main[aria-disabled="true"] .i-lock').waitFor();
  return blockOf(note, id).locator('.aside').first().innerText();
}

/** How each statement ended, in the words a screen reader gets. @param {Frame} note @param {string} id */
export async function statements(note, id) {
  return (await blockOf(note, id).locator('li.stmt').allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());
}

/** @param {Page} page */
export async function trustCourse(page) {
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Trust the course as it is now' }).click();
}

/**
 * Waits until the window has told something, and clears the list. A test window shows no toasts: what was said is read in
 * the list of notifications, which does not open while it is empty, and the words may come a moment later.
 * @param {Page} page @param {RegExp} words
 */
export async function told(page, words) {
  const said = page.locator('.notifications-center, .notifications-toasts').getByText(words).first();
  for (let left = 4, seen = false; !seen; left--) {
    await runCommand(page, 'Notifications: Show Notifications');
    seen = await said.waitFor({ timeout: 4_000 }).then(() => true, error => { if (!left) throw error; return false; });
  }
  await runCommand(page, 'Notifications: Clear All Notifications');
}

/** The output part of a block, opened if it is folded. @param {Frame} note @param {string} id */
export async function outputOf(note, id) {
  const toggle = blockOf(note, id).locator('[data-do="toggle"]');
  await toggle.waitFor();
  if (await toggle.getAttribute('aria-expanded') !== 'true') await toggle.click();
  return blockOf(note, id).locator('.output, [role="log"]').first().innerText();
}

/** @param {Frame} note @param {string} id */
export function checkOf(note, id) { return note.locator(`li.check[data-check-id="${id}"]`); }

/**
 * Waits until a check says what is wanted and returns all of it.
 * @param {Frame} note @param {string} id @param {RegExp} words @param {number} [timeoutMs]
 */
export async function checkSays(note, id, words, timeoutMs = 20_000) {
  const end = Date.now() + timeoutMs;
  for (let last = ''; ; await sleep(30)) {
    last = (await checkOf(note, id).innerText().catch(() => '')).replace(/\s+/g, ' ').trim();
    if (words.test(last)) return last;
    if (Date.now() > end) throw new Error(`Check ${id} says “${last}”, not ${words}`);
  }
}
