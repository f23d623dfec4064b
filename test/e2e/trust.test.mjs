// A course that did not come with Labbook: the student is asked once, sees all of it, and is asked again when it has changed.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { until } from '../bed/commands.mjs';
import { runCommand, screenshot, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection, outputOf, press, run, stateOf, trustCourse, told } from './student.mjs';

describe('trust in a course', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/trust', withDocker: false, timeoutMs: 90_000 });
  /** @type {import('playwright-core').Frame} */ let note;
  const dialog = () => at.page.locator('.monaco-dialog-box');
  const said = async () => (await dialog().innerText()).replaceAll('\u00a0', ' ');
  const choose = (/** @type {string} */ name) => dialog().getByRole('button', { name, exact: true }).click();
  const editorText = async () => (await at.page.locator('.editor-instance .view-lines').first().innerText()).replaceAll('\u00a0', ' ');
  const change = async (/** @type {string} */ file, /** @type {string} */ from, /** @type {string} */ to) => {
    const path = join(at.workspace, 'notes', file);
    await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  };

  it('is asked for with origin, amounts and hash before the first run', async () => {
    note = await openSection(at.page, 'First');
    await press(note, 'hello');
    await dialog().waitFor({ timeout: 60_000 });
    const words = await said();
    assert.match(words, /Borrowed course.*does not come with Labbook/);
    assert.ok(words.includes(join(at.workspace, 'notes')), words);
    assert.match(words, /Sections: 2, blocks: 3, checks: 0, files for lab folders: 1/);
    assert.match(words, /SHA-256\): (?:[0-9a-f]{8} ){7}[0-9a-f]{8}/);
    assert.match(words, /echo hello/);
    await screenshot(at.page, 'trust-first');
  });

  it('can be thought over: all that would run is shown, and nothing has run', async () => {
    await choose('Show all that it would run');
    await at.page.locator('.tab', { hasText: 'What Borrowed course would run' }).waitFor();
    await at.page.locator('.view-lines').getByText('echo from the script').first().waitFor();
    const text = await editorText();
    for (const part of ['echo hello', 'sh run.sh', 'echo other', 'labs/T1/run.sh']) assert.ok(text.includes(part), text);
    assert.equal(await at.page.locator('.terminal.xterm').count(), 0);
    await runCommand(at.page, 'Notifications: Clear All Notifications');
  });

  it('is given once for the course as it is', async () => {
    note = await openSection(at.page, 'First');
    await press(note, 'hello');
    await trustCourse(at.page);
    await stateOf(note, 'hello', /^Passed/, 60_000);
    await run(note, 'script', /^Passed/);
    assert.match(await outputOf(note, 'script'), /from the script/);
  });

  it('is asked for again when another section has changed, and the change is shown', async () => {
    await change('second.md', 'echo other', 'echo other | tee "$HOME/other"');
    await press(note, 'hello');
    await dialog().waitFor();
    const words = await said();
    assert.match(words, /has changed since you trusted it/);
    assert.match(words, /changed block other in second/);
    assert.doesNotMatch(words, /block hello in/);
    await screenshot(at.page, 'trust-changed');
    await choose('Show what changed');
    await at.page.locator('.tab', { hasText: 'What changed in Borrowed course' }).waitFor();
    await at.page.locator('.view-lines').getByText('tee "$HOME/other"').first().waitFor();
    const text = await editorText();
    assert.match(text, /-echo other\n\+echo other \| tee "\$HOME\/other"/);
    assert.doesNotMatch(text, /echo hello/);
    await runCommand(at.page, 'Notifications: Clear All Notifications');
    note = await openSection(at.page, 'First');
    await press(note, 'hello');
    await trustCourse(at.page);
    await stateOf(note, 'hello', /^Passed/);
    await run(note, 'hello', /^Passed/);
  });

  it('is asked for again when a file that the lab runs has changed, and can be refused', async () => {
    await change('labs/T1/run.sh', 'from the script', 'from elsewhere');
    await press(note, 'hello');
    await dialog().waitFor();
    assert.match(await said(), /changed file labs\/T1\/run\.sh/);
    await choose('Cancel');
    await told(at.page, /Nothing has run: the course is not trusted/);
    await change('labs/T1/run.sh', 'from elsewhere', 'from the script');
    await run(note, 'hello', /^Passed/);
  });

  it('can be given to one block alone', async () => {
    await change('second.md', 'tee "$HOME/other"', 'cat');
    await press(note, 'hello');
    await dialog().waitFor();
    await choose('Trust this block');
    await stateOf(note, 'hello', /^Passed/);
    await run(note, 'hello', /^Passed/);
    await press(note, 'script');
    await dialog().waitFor();
    await choose('Cancel');
  });

  it('is shown beside its Markdown while its author writes', async () => {
    await besideItsMarkdown();
    // Nothing remembers the word from an earlier try.
    const word = `w${Date.now()}`;
    await at.page.keyboard.press('Control+End');
    await at.page.keyboard.insertText(`\n\nWritten ${word}.`);
    await webviewWith(at.page, `.note :text("Written ${word}.")`);
    await screenshot(at.page, 'preview-beside');
  });

  it('scrolls with its Markdown, and its Markdown with it', async () => {
    await besideItsMarkdown();
    const word = `w${Date.now()}x`;
    await at.page.keyboard.press('Control+End');
    await at.page.keyboard.insertText(Array.from({ length: 200 }, (_, n) => `\n\n${word}${n}.`).join(''));
    const preview = await webviewWith(at.page, `.note :text("${word}199.")`);
    const top = () => preview.evaluate(() => window.scrollY);
    const to = (/** @type {'top' | 'end'} */ where) => preview.evaluate(end => window.scrollTo(0, end ? document.body.scrollHeight : 0), where === 'end');
    await follows('the note to the end', () => at.page.keyboard.press('Control+Home'), () => at.page.keyboard.press('Control+End'), async () => await top() > 1000);
    await follows('the note to the top', () => at.page.keyboard.press('Control+End'), () => at.page.keyboard.press('Control+Home'), async () => await top() < 100);
    await follows('the Markdown to the end', () => to('top'), () => to('end'), async () => new RegExp(`${word}1[5-9]\\d`).test(await editorText()));
    await follows('the Markdown to the top', () => to('end'), () => to('top'), async () => /# Second/.test(await editorText()));
  });

  /** The Markdown has the focus, and is typed into without a click. */
  async function besideItsMarkdown() {
    await openSection(at.page, 'Second');
    await runCommand(at.page, 'Labbook: Open the Section’s Markdown');
    await at.page.locator('.tab.active', { hasText: 'second.md' }).waitFor();
    await runCommand(at.page, 'Labbook: Open Preview to the Side');
    // Two groups: the note that lies behind the Markdown is not taken for the one beside it.
    await at.page.locator('.editor-group-container').nth(1).locator('.tab.active', { hasText: 'Second' }).waitFor();
    await webviewWith(at.page, '.note h1:text-is("Second")');
    await at.page.locator('.editor-instance .monaco-editor.focused').waitFor();
  }

  /**
   * What is moved at once after another movement is taken for its echo: both are done again, with a rest between, until the other side has followed.
   * @param {string} what @param {() => Promise<unknown>} away @param {() => Promise<unknown>} back @param {() => Promise<boolean>} there
   */
  async function follows(what, away, back, there) {
    await until(async () => {
      await away();
      await at.page.waitForTimeout(500);
      await back();
      return until(there, { what, timeoutMs: 1_500, everyMs: 100 }).then(() => true, () => false);
    }, { what, timeoutMs: 30_000, everyMs: 500 });
  }
});
