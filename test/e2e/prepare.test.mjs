/** "Prepare for Class" as a student does it. Pulls one stand-in image onto the suite's own Docker. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { attempt } from '../bed/commands.mjs';
import { runCommand, screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection } from './student.mjs';

describe('preparing for a class', () => {
  const at = inEditor({ timeoutMs: 120_000 });
  const line = (/** @type {string} */ text) => at.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();

  before('a machine without one of the images', async () => {
    await attempt('docker', ['image', 'rm', '--force', 'nginx'], { env: { ...process.env, ...at.bed.env } });
  });

  it('lists what the section needs, and what of it is missing', async () => {
    await openSection(at.page, 'Docker introduction');
    await runCommand(at.page, 'Labbook: Prepare for Class…');
    await line('this section').click();
    await line('nginx').waitFor({ timeout: 30_000 });
    assert.match(await line('nginx').innerText(), /not here yet/);
    assert.match(await line('Docker version').innerText(), /docker/);
    await screenshot(at.page, 'prepare');
  });

  it('pulls the image that is chosen, and then says that it is here', async () => {
    await line('nginx').click();
    await line('Save the images').waitFor({ timeout: 60_000 });
    // Its mark is read from the image itself, a moment after the list says that it is here.
    await line('nginx').filter({ hasText: /here, .*stand-in/s }).waitFor();
    await at.page.keyboard.press('Escape');
  });
});
