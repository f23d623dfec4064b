// A note and courses that mean harm, opened in the real editor: nothing executes, nothing leaves, the rest still opens.
import assert from 'node:assert/strict';
import { access, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand, screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, outputOf, press, run, stateOf, told, trustCourse } from './student.mjs';

/** Hosts that a window may ask: itself, and the address at which VS Code serves the frames of its webviews. */
const own = /^(?:127\.0\.0\.1|localhost|.+\.vscode-cdn\.net)$/;

describe('a hostile note', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/truth', withDocker: false });
  /** @type {import('playwright-core').Frame} */ let note;
  const asked = /** @type {string[]} */ ([]);
  const dialogs = /** @type {string[]} */ ([]);
  /** @type {string} */ let title;

  before(async () => {
    at.page.context().on('request', request => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && !own.test(url.hostname)) asked.push(request.url());
    });
    at.page.on('dialog', dialog => { dialogs.push(dialog.message()); void dialog.dismiss(); });
  });

  it('is shown without anything in it that could act', async () => {
    note = await openSection(at.page, 'Hostile');
    title = await at.page.title();
    await blockOf(note, 'escapes').waitFor();
    const left = await note.evaluate(() => ({
      bad: [...document.querySelectorAll('script:not([nonce], #_vscodeApiScript), iframe, object, embed, meta[http-equiv="refresh" i], .text style, .text svg, .text form')].map(found => found.outerHTML),
      handlers: [...document.querySelectorAll('*')].flatMap(found => [...found.attributes]).filter(({ name }) => name.startsWith('on')).map(({ name }) => name),
      far: [...document.querySelectorAll('.text [src]')].map(found => found.getAttribute('src') ?? '').filter(src => /^https?:\/\/(?!.*vscode-cdn)/.test(src)),
      shown: getComputedStyle(document.body).display,
      title: document.title,
    }));
    assert.deepEqual(left, { bad: [], handlers: [], far: [], shown: 'block', title: 'Hostile' });
    assert.equal(await at.page.evaluate(() => 'pwned' in window), false);
    await screenshot(at.page, 'note-hostile');
  });

  it('says that a picture from elsewhere was not loaded', async () => {
    await note.getByText(/Picture from elsewhere, not loaded: far/).waitFor();
  });

  it('opens no command, script or file by a link, and says why where it is one', async () => {
    const links = note.locator('.text a');
    for (const name of ['run a command', 'script', 'file']) {
      const link = links.filter({ hasText: name });
      if (await link.count() > 0) await link.first().click();
    }
    await at.page.waitForTimeout(500);
    assert.equal(await at.page.locator('.terminal.xterm').count(), 0);
    assert.equal(await at.page.locator('.tab', { hasText: 'passwd' }).count(), 0);
    assert.deepEqual(dialogs, []);
    await runCommand(at.page, 'Notifications: Clear All Notifications');
  });

  it('refuses a block whose characters are shown in another order, and names the character', async () => {
    const block = blockOf(note, 'bidi');
    assert.match(await block.innerText(), /U\+202E/);
    assert.equal(await block.locator('[data-do="run"]').count(), 0);
  });

  it('takes nothing that a program prints for the end of a block, for markup or for an order', async () => {
    await at.page.evaluate(() => navigator.clipboard.writeText('mine'));
    await press(note, 'escapes');
    await trustCourse(at.page);
    const state = await stateOf(note, 'escapes', /^(Passed|Failed)/, 60_000);
    assert.match(state, /^Passed/);
    const output = await outputOf(note, 'escapes');
    assert.match(output, /end 0 0/);
    // The echoed command holds the digits, but no character of control is left and no part became an element.
    assert.doesNotMatch(output, /\u001b|\u0007/);
    assert.equal(output.trim().split('\n').at(-1), 'end 0 0');
    assert.equal(await at.page.evaluate(() => navigator.clipboard.readText()), 'mine');
    await run(note, 'escapes', /^Passed/);
  });

  it('does not run a text that is not the one that was shown', async () => {
    note = await openSection(at.page, 'Endings');
    const file = join(at.workspace, 'notes', 'endings.md');
    const text = await readFile(file, 'utf8');
    const cancel = at.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Cancel' });
    // The page must not hear of the change before the click. Where it does all the same, the new text is shown and the
    // course asks for trust again: that is right as well, and the click is tried once more.
    for (let left = 4; ; left--) {
      const button = await blockOf(note, 'pass').locator('[data-do="run"]:not([aria-disabled])').first().elementHandle();
      await writeFile(file, text.replace('echo one', 'touch "$HOME/swapped"'));
      await button?.evaluate(found => /** @type {HTMLElement} */ (found).click());
      const early = await cancel.waitFor({ timeout: 2_000 }).then(() => true, () => false);
      if (early) await cancel.click();
      else await told(at.page, /has changed since it was shown/);
      await assert.rejects(access(join(at.home, 'swapped')));
      await writeFile(file, text);
      await blockOf(note, 'pass').getByText('echo one').first().waitFor();
      if (!early) break;
      assert.ok(left, 'the page heard of the change before each click');
    }
    await runCommand(at.page, 'Notifications: Clear All Notifications');
    note = await openSection(at.page, 'Hostile');
  });

  it('left the window, its title and the network alone', async () => {
    await at.page.waitForTimeout(500);
    assert.equal(await at.page.evaluate(() => 'pwned' in window), false);
    assert.doesNotMatch(await at.page.title(), /pwned/);
    assert.equal((await at.page.title()).split(' - ')[0], title.split(' - ')[0]);
    assert.deepEqual(asked, []);
  });
});

const head = 'format: 1\nid: faulty\ntitle: Faulty\nversion: 1.0.0\nlanguage: en\n';
const section = (/** @type {string} */ name, more = '') => `---\ntitle: ${name}\ntargets: [shell]\n${more}---\n\n# ${name}\n\nText of ${name}.\n`;
/** Nine to the power of eight words, if anybody wrote them out. */
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]', ...[...'bcdefgh'].map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefg'[index]}`).join(', ')}]`)].join('\n');

/** Two courses, for one may lie in the folder itself and one in `notes`. @param {string} root */
async function writeFaultyCourses(root) {
  const files = {
    'course.yaml': `${bomb}\n`,
    'notes/course.yaml': `${head}colour: blue\nparts:\n  - id: one\n    title: One\n    sections: [good.md, unknown.md, absent.md, bomb.md, link.md, again/good.md, broken.md, ../outside.md]\n`,
    'notes/good.md': `${section('Good')}\n[gone](gone.md)\n`,
    'notes/unknown.md': section('Unknown', 'minuets: 5\n'),
    'notes/bomb.md': section('Bomb', `${bomb}\n`),
    'notes/again/good.md': section('Twice'),
    'notes/broken.md': '---\ntitle: [Broken\n---\n\n# Broken\n',
    'outside.md': section('Outside'),
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await symlink('/etc/passwd', join(root, 'notes/link.md'));
}

describe('courses with mistakes and traps in them', () => {
  const options = { withDocker: false, workspace: '' };
  before(async () => {
    options.workspace = await mkdtemp(join(tmpdir(), 'lbc-'));
    await writeFaultyCourses(options.workspace);
  });
  after(() => rm(options.workspace, { recursive: true, force: true }));
  const at = inEditor(options);
  /** The Problems view as text: a line for each file and each problem. */
  const problems = async () => (await at.page.locator('.markers-panel .monaco-list-row').allInnerTexts()).map(text => text.replace(/\s+/g, ' ').trim());

  it('open all the same, as far as they can be read', async () => {
    const note = await openSection(at.page, 'Good');
    await note.getByText('Text of Good.').waitFor();
    assert.equal(await note.locator('.strip[data-strip="locked"]').count(), 0);
    await (await openSection(at.page, 'Unknown')).getByText('Text of Unknown.').waitFor();
  });

  it('are named in the Problems view, each with file, line and remedy', async () => {
    await at.page.setViewportSize({ width: 1400, height: 1400 });
    await runCommand(at.page, 'Problems: Focus on Problems View');
    await at.page.locator('.markers-panel .monaco-list-row').first().waitFor();
    await runCommand(at.page, 'View: Toggle Maximized Panel');
    await at.page.waitForTimeout(500);
    const said = await problems();
    await screenshot(at.page, 'problems');
    const expected = [
      /"colour" is not known here and has no effect\..*Ln 6/,
      /absent\.md.*Ln 10/,
      /YAML aliases.*Write the value out/,
      /link\.md.*(?:outside|out of).*Ln 10/i,
      /have the same name.*Rename one of the two files.*Ln 10/,
      /"\.\.\/outside\.md" is no path in the course folder\..*Ln 10/,
      /"minuets" is not known here.*Did you mean "minutes"\?.*Ln 4/,
      /not valid YAML.*Ln 3/,
    ];
    assert.deepEqual(expected.filter(wanted => !said.some(line => wanted.test(line))).map(String), [], said.join('\n'));
  });

  it('are looked at as a whole by Check Course, which tells what they add up to', async () => {
    await runCommand(at.page, 'Labbook: Check Course');
    await at.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Faulty' }).click();
    await told(at.page, /: \d+ errors, .* minutes, 0 images of unknown size to download\./);
    await screenshot(at.page, 'check-course');
  });

  it('never read what a link leads to', async () => {
    assert.equal(await at.page.getByText('root:x:0:0').count(), 0);
    assert.equal(await at.page.getByRole('treeitem', { name: /^Outside/ }).count(), 0);
  });
});
