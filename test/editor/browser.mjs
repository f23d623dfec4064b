/**
 * The student's browser: Debian's Chromium, driven by Playwright, and the moves a student makes in VS Code.
 */
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { findProgram } from '../bed/debian.mjs';
import { node } from '../bed/kube/machine.mjs';

/** Ignored by git. */
export const shotsFolder = fileURLToPath(new URL('../shots', import.meta.url));

/** Chromium asks for names of its own at each start. What a page asks for is seen in its requests. */
const asksNobody = `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost, EXCLUDE ${node.address}`;
const quiet = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-default-apps', '--disable-domain-reliability',
];

/** What this server says at each start, because it runs without its compiled parts: nothing of ours. */
const knownNoise = /spdlog|native-watchdog|watchdog|serviceWorker|ServiceWorker|status of 404|HTTP response code \(404\)/;

/** Themes that every VS Code has: the name in the picker and the class that the window then bears. */
export const themes = {
  light: { label: 'Light Modern', mark: 'vs' },
  dark: { label: 'Dark Modern', mark: 'vs-dark' },
  contrast: { label: 'Dark High Contrast', mark: 'hc-black' },
  contrastLight: { label: 'Light High Contrast', mark: 'hc-light' },
};

/**
 * @param {{headless?: boolean, looksUp?: boolean, place?: {enter: readonly string[], folder: string}}} [options] `place`: the network that it
 *   sees, where that is not the machine's own, and a folder for the file that leads there; `looksUp`: it asks the name
 *   server of that network
 * @returns {Promise<import('playwright-core').Browser>}
 */
export async function startBrowser({ headless = true, looksUp = false, place } = {}) {
  const program = await findProgram('chromium') ?? await findProgram('google-chrome');
  if (!program) throw new Error('No Chromium on this machine. Remedy: apt-get install chromium');
  return chromium.launch({ executablePath: place ? await doorTo(program, place) : program, headless, args: [...quiet, ...looksUp ? [] : [asksNobody]] });
}

/** @param {string} program @param {{enter: readonly string[], folder: string}} place @returns {Promise<string>} path of a script */
async function doorTo(program, { enter, folder }) {
  const path = join(folder, 'browser');
  await writeFile(path, `#!/bin/sh\nexec ${[...enter, program].map(word => `'${word}'`).join(' ')} "$@"\n`, { mode: 0o755 });
  return path;
}

/**
 * A window of its own, with no memory of others.
 * @param {import('playwright-core').Browser} browser
 * @param {{width?: number, height?: number, log?: (line: string) => void}} [options] `log` gets errors of the page's console
 * @returns {Promise<import('playwright-core').Page>}
 */
export async function openPage(browser, { width = 1400, height = 900, log = () => undefined } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', error => log(`page error: ${error.message}`));
  page.on('console', message => {
    const text = message.text().replaceAll(/%c|color: ?#?\w*/g, '').trim();
    if (message.type() === 'error' && !knownNoise.test(text)) log(`console: ${text}`);
  });
  return page;
}

/**
 * Opens the editor's window and waits until it can be used.
 * @param {import('playwright-core').Page} page
 * @param {string} url
 * @param {{empty?: boolean}} [options] `empty`: a window with no folder, whose side bar is folded
 */
export async function openWorkbench(page, url, { empty = false } = {}) {
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  if (empty) return;
  await page.locator('.monaco-workbench .explorer-folders-view, .monaco-workbench .composite.viewlet').first().waitFor({ timeout: 60_000 });
}

/**
 * Runs a command by its title, as a student does with F1.
 * @param {import('playwright-core').Page} page
 * @param {string} title as the palette shows it, e.g. `Labbook: Show Log`
 */
export async function runCommand(page, title) {
  const input = page.locator('.quick-input-widget:visible input.input, .quick-input-widget:visible .quick-input-box input').first();
  for (let left = 2; ; left--) {
    await page.keyboard.press('F1');
    try {
      // Whatever takes the focus at the wrong moment closes the palette again.
      await input.fill(`>${title}`, { timeout: left ? 3_000 : 20_000 });
      break;
    } catch (error) {
      if (!left) throw error;
    }
  }
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: title }).first();
  await row.waitFor();
  await row.click();
}

/**
 * Answers an open quick pick by the row's text.
 * @param {import('playwright-core').Page} page
 * @param {string} text
 */
export async function pick(page, text) {
  const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
  await row.waitFor();
  await row.click();
}

/**
 * Answers VS Code's own dialog for a file or a folder.
 * @param {import('playwright-core').Page} page
 * @param {string} path of a file, also of one that is to be written, or of a folder
 * @param {string} button what it is called
 * @returns {Promise<number>} when it was pressed, in milliseconds since the epoch
 */
export async function chooseFile(page, path, button) {
  const widget = page.locator('.quick-input-widget:visible');
  const accept = widget.getByRole('button', { name: button, exact: true });
  await accept.waitFor();
  const { typed, row } = await asTyped(path);
  const input = widget.locator('input').first();
  const seen = widget.locator('.quick-input-list .monaco-list-row').filter({ hasText: row }).first();
  // It begins with a path of its own, and takes what its list says, which follows a moment later.
  for (const end = Date.now() + 20_000; await input.inputValue() !== typed || !await seen.isVisible();) {
    if (Date.now() > end) throw new Error(`The dialog does not take ${typed}`);
    if (await input.inputValue() !== typed) await input.fill(typed);
    await page.waitForTimeout(50);
  }
  const pressed = Date.now();
  await accept.click();
  return pressed;
}

/** What is typed, and a row that the list then has. @param {string} path */
async function asTyped(path) {
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) return { typed: `${path}/`, row: '..' };
  if (there) return { typed: path, row: basename(path) };
  const beside = (await readdir(dirname(path), { withFileTypes: true })).find(entry => entry.isDirectory() && !entry.name.startsWith('.'));
  return { typed: path, row: beside?.name ?? '..' };
}

/**
 * @param {import('playwright-core').Page} page
 * @param {keyof typeof themes} name
 */
export async function useTheme(page, name) {
  const { label, mark } = themes[name];
  await runCommand(page, 'Preferences: Color Theme');
  const input = page.locator('.quick-input-widget:visible input').first();
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await input.fill(label);
  await pick(page, label);
  await page.locator(`.monaco-workbench.${mark}`).waitFor();
}

/**
 * The content of webviews: every webview is an iframe in an iframe.
 * @param {import('playwright-core').Page} page
 * @param {string} selector something that only the wanted webview shows
 * @param {{timeout?: number, everyMs?: number}} [options]
 * @returns {Promise<import('playwright-core').Frame>}
 */
export async function webviewWith(page, selector, { timeout = 30_000, everyMs = 50 } = {}) {
  const end = Date.now() + timeout;
  for (;;) {
    for (const frame of page.frames().filter(one => one.name() === '' || one.parentFrame()?.url().includes('/webview/'))) {
      if (frame === page.mainFrame()) continue;
      if (await frame.locator(selector).first().isVisible().catch(() => false)) return frame;
    }
    if (Date.now() > end) throw new Error(`No webview shows ${selector} within ${timeout / 1000} s`);
    await page.waitForTimeout(everyMs);
  }
}

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name file name without extension
 * @returns {Promise<string>} path
 */
export async function screenshot(page, name) {
  await mkdir(shotsFolder, { recursive: true });
  const path = join(shotsFolder, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}

/**
 * The same in each theme and at 200 %, which leaves half the place; ends in the dark theme.
 * @param {import('playwright-core').Page} page @param {string} name
 */
export async function screenshotEachLook(page, name) {
  for (const theme of /** @type {const} */ (['light', 'contrast', 'contrastLight', 'dark'])) {
    await useTheme(page, theme);
    await screenshot(page, `${name}-${theme}`);
  }
  const whole = page.viewportSize();
  if (!whole) throw new Error('The page has no size of its own.');
  await page.setViewportSize({ width: whole.width / 2, height: whole.height / 2 });
  await screenshot(page, `${name}-zoom`);
  await page.setViewportSize(whole);
}
