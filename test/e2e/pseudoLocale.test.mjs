// The window in a pseudo language: what is still plain English went past the translation. The course of the fixture is in
// Greek, so that every Latin letter on the screen is the product's, or stands for code.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { before, describe, it } from 'mocha';
import { openWorkbench, runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { addLanguagePack, pseudo, pseudoExtension, pseudoLocale } from '../editor/pseudoLocale.mjs';
import { shared } from '../editor/shared.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, press, stateOf } from './student.mjs';

/** Names and addresses, the same in every language, what VS Code itself puts around ours, and the command of the fixture. */
const names = /\b(Actions for|echo|YOUR_VALUE_HERE|value|Labbook|Docker|docker|Swarm|swarm|Kubernetes|AWS|kubectl|minikube|alpine|bash|sh|unix|unix:\S+|\S*\.sock|labbook-\S*|CLI)\b|\/[\w./-]+|\d+(\.\d+)+/g;

/**
 * The texts with Latin letters that a reader or a screen reader meets outside of code, without what is translated.
 * @param {import('playwright-core').Frame | import('playwright-core').Page} frame @param {string} root
 */
async function plainTexts(frame, root) {
  const texts = await frame.locator(root).first().evaluate(element => {
    const found = /** @type {string[]} */ ([]);
    const all = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = all.nextNode(); node; node = all.nextNode()) {
      const holder = node instanceof Element ? node : node.parentElement;
      if (!holder || holder.closest('pre, code, script, style, [hidden]')) continue;
      if (!(node instanceof Element)) { found.push(node.textContent ?? ''); continue; }
      for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description', 'aria-roledescription']) found.push(node.getAttribute(name) ?? '');
    }
    return found;
  });
  return [...new Set(texts)].filter(text => /[A-Za-z]{2}/.test(withoutTranslated(text).replaceAll(names, '')));
}

/** @param {string} text */
function withoutTranslated(text) {
  for (let left = text; ;) {
    const less = left.replace(/⟦[^⟦⟧]*⟧/g, '');
    if (less === left) return left;
    left = less;
  }
}

describe('in a pseudo language', () => {
  const at = inEditor({
    workspace: 'test/fixtures/workspaces/greek',
    flags: ['--locale', pseudoLocale],
    extension: async () => pseudoExtension(resolve('.'), await mkdtemp(join(await shared.folder.get(), 'pseudo-'))),
    timeoutMs: 60_000,
  });
  before('the window again, in that language', async function () {
    this.timeout(90_000);
    await addLanguagePack(join(at.dir, 'user'));
    await openWorkbench(at.page, at.editor.url);
  });

  it('the tree speaks it', async () => {
    const tree = at.page.locator('.pane', { hasText: 'Δοκιμή' }).first();
    const section = tree.getByRole('treeitem', { name: /^Κέλυφος/ });
    if (!await section.isVisible().catch(() => false)) await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await section.waitFor();
    await screenshot(at.page, 'pseudo-tree');
    const text = await tree.innerText();
    assert.ok(text.includes('⟦7 ɱîñ⟧'), `the window is not in that language: ${text}`);
    const titles = await shippedTitles();
    assert.deepEqual((await plainTexts(at.page, '.pane:has-text("Δοκιμή") .monaco-list')).filter(one => !isOf(one, titles)), []);
    assert.equal(await at.page.locator('.pane-header', { hasText: pseudo('Course') }).count(), 1);
  });

  /** @type {import('playwright-core').Frame} */ let note;

  it('the note speaks it before a run, and the question for trust too', async () => {
    note = await openSection(at.page, 'Κέλυφος');
    await note.locator('.block').first().waitFor();
    assert.deepEqual(await plainTexts(note, 'body'), []);
    await press(note, 'pass');
    const dialog = at.page.locator('.monaco-dialog-box');
    await dialog.getByRole('button', { name: pseudo('Trust the course as it is now') }).click();
  });

  it('the note speaks it after runs that pass, fail and hide a failure, and when it asks', async () => {
    await stateOf(note, 'pass', new RegExp(`^${pseudo('Passed')}`));
    await press(note, 'fail');
    await stateOf(note, 'fail', new RegExp(`^${pseudo('Failed')}`));
    await press(note, 'pipe');
    await stateOf(note, 'pipe', new RegExp(`^${pseudo('Passed')}`));
    await press(note, 'ask');
    await blockOf(note, 'ask').locator('input').first().waitFor();
    await screenshot(at.page, 'pseudo-note');
    assert.deepEqual(await plainTexts(note, 'body'), []);
  });

  it('the lab’s panel speaks it', async () => {
    await runCommand(at.page, pseudo('Show the Lab’s Status'));
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.locator('.phead').getByText(pseudo('Live')).first().waitFor();
    await screenshot(at.page, 'pseudo-panel');
    assert.deepEqual(await plainTexts(panel, 'body'), []);
  });

  it('so do the titles of commands, the walkthrough and the settings', async () => {
    await at.page.keyboard.press('F1');
    const input = at.page.locator('.quick-input-widget:visible input').first();
    await input.fill('>Labbook:');
    const rows = at.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Labbook: ' });
    await rows.first().waitFor();
    const labels = await rows.evaluateAll(all => all.map(row => row.querySelector('.label-name')?.textContent ?? ''));
    await at.page.keyboard.press('Escape');
    assert.ok(labels.length > 3);
    assert.deepEqual(labels.filter(label => !/^Labbook: ⟦.*⟧$/.test(label)), []);
  });
});

/** Titles of the course that comes with the product: English in every language. */
async function shippedTitles() {
  const files = (await readdir('notes')).filter(name => /\.(md|yaml)$/.test(name));
  const texts = await Promise.all(files.map(name => readFile(join('notes', name), 'utf8')));
  return texts.flatMap(text => [...text.matchAll(/^[\s-]*title: *"?([^"\n]*)"?$/gm)].map(([, title]) => title));
}

/** @param {string} text @param {readonly string[]} titles */
function isOf(text, titles) {
  const rest = titles.toSorted((a, b) => b.length - a.length).reduce((left, title) => left.replaceAll(title, ''), withoutTranslated(text));
  return !/[A-Za-z]{2}/.test(rest.replaceAll(names, ''));
}
