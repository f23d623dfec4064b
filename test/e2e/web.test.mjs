// Labbook in the browser's own extension host: it reads, and says of everything that runs why it does not.
import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'mocha';
import { openPage, openWorkbench, runCommand } from '../editor/browser.mjs';
import { withoutMachine } from '../editor/noMachine.mjs';
import { shared } from '../editor/shared.mjs';
import { inEditor } from '../editor/suite.mjs';
import { readsOnly, reasonOn } from './readsOnly.mjs';
import { openSection, told } from './student.mjs';

describe('Labbook where no Node runs', () => {
  const at = inEditor({ withDocker: false, workspace: 'test/fixtures/workspaces/box', settings: { 'remote.extensionKind': { 'labbook.labbook': ['web'] } } });

  describe('in the browser part of a window with a machine', () => {
    it('reads the workspace’s course, and says which setting locks its Run', async () => {
      const note = await openSection(at.page, 'Box');
      await note.getByText('One container that does nothing.').waitFor();
      assert.match(await reasonOn(note, 'mark'), /Labbook works in the browser here, not on this window’s machine/);
      assert.match(await note.locator('.strip').innerText(), /take Labbook out of the setting remote\.extensionKind/);
    });

    it('says above the blocks of its Markdown that Run is locked, and why', async () => {
      await runCommand(at.page, 'Labbook: Open the Section’s Markdown');
      await at.page.locator('.codelens-decoration a', { hasText: 'Run is locked' }).first().click();
      await told(at.page, /Running is locked: Labbook works in the browser here/);
    });
  });

  describe('in a window without a machine', () => {
    /** @type {import('playwright-core').Page} */ let other;
    /** @type {string[]} */ let asked;
    /** @type {string[]} */ const sockets = [];

    before(async function () {
      this.timeout(60_000);
      other = at.page;
      at.page = await openPage(await shared.browser.get());
      at.page.on('websocket', socket => sockets.push(socket.url()));
      ({ asked } = await withoutMachine(at.page, { origin: at.editor.origin, extension: await builtExtension(at.dir) }));
      const address = new URL(at.editor.url);
      for (const name of ['folder', 'payload']) address.searchParams.delete(name);
      await openWorkbench(at.page, `${address}&ew=true`, { empty: true });
    });
    after(async () => {
      await at.page.context().close();
      at.page = other;
    });

    readsOnly(at, () => asked);

    it('spoke with no machine', () => assert.deepEqual(sockets, []));
  });
});

/** As it was installed, where it was; else as it was built. @param {string} dir */
async function builtExtension(dir) {
  const installed = (await readdir(join(dir, 'extensions'))).find(name => name.startsWith('labbook.labbook-'));
  return installed ? join(dir, 'extensions', installed) : resolve('.');
}
