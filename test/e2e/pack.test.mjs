// A course as an instructor hands it out: packed, installed from the file into the real VS Code, opened, its first block run.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { runCommand } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection, outputOf, press, stateOf, trustCourse } from './student.mjs';

describe('a packed course', () => {
  let content = '', installedMs = 0;
  const at = inEditor({ withDocker: false, timeoutMs: 90_000, packs: async dir => [await pack(dir), await pack(dir, 'second', ['--with-labbook'])] });

  /** @param {string} dir @param {string} id @param {readonly string[]} more */
  async function pack(dir, id = 'packed', more = []) {
    const notes = join(dir, id);
    await mkdir(notes);
    // `npm run package` makes it; whoever runs this file alone may not have.
    if (more.length) await writeFile('THIRD-PARTY-NOTICES.txt', 'see npm run package\n', { flag: 'wx' }).catch(() => undefined);
    await writeFile(join(notes, 'course.yaml'), `format: 1\nid: ${id}\ntitle: The ${id} course\nversion: 1.2.0\npublisher: uni\nlicense: CC-BY-4.0\nauthors: [Ann, Bob]\nparts: [{id: one, title: One, sections: [inside.md]}]\n`);
    await writeFile(join(notes, 'inside.md'), `---\ntitle: Inside the ${id === 'packed' ? 'pack' : 'other'}\nlab: P1\ntargets: [shell]\n---\n\n# Inside the ${id === 'packed' ? 'pack' : 'other'}\n\n\`\`\`sh {name=hello}\necho hello from the pack\n\`\`\`\n`);
    const file = join(dir, `${id}.vsix`);
    const { stdout } = await promisify(execFile)(process.execPath, [resolve('dist/cli.js'), 'pack', notes, '--out', file, '--json', ...more]);
    if (!more.length) ({ content } = JSON.parse(stdout));
    installedMs = Date.now();
    return file;
  }

  it('is there with its sections, and asks before its first block who hands it out and under what licence', async () => {
    const began = Date.now();
    const note = await openSection(at.page, 'Inside the pack');
    console.error(`    first section of the pack: ${Date.now() - began} ms after the window, ${Date.now() - installedMs} ms after packing`);
    await press(note, 'hello');
    const dialog = at.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    const words = (await dialog.innerText()).replaceAll('\u00a0', ' ');
    assert.match(words, /From the installed pack uni\.packed 1\.2\.0/);
    assert.match(words, /Version 1\.2\.0, licence: CC-BY-4\.0, authors: Ann, Bob, language: en/);
    assert.ok(words.replaceAll(/\s/g, '').includes(content.slice(0, 32)), `${content} is not in: ${words}`);
    await trustCourse(at.page);
    await stateOf(note, 'hello', /^Passed/, 60_000);
    assert.match(await outputOf(note, 'hello'), /hello from the pack/);
  });

  it('that brought a Labbook of its own says which of the two to disable, and shows its course in the other', async () => {
    await runCommand(at.page, 'Notifications: Show Notifications');
    await at.page.getByText(/labbook\.labbook does the work and shows the courses of both; uni\.second-with-labbook does nothing/).first().waitFor();
    await runCommand(at.page, 'Labbook: Find Section');
    await at.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Inside the other' }).waitFor();
  });
});
