import { describe, it } from 'mocha';
import { inEditor } from '../editor/suite.mjs';

describe('a window in Restricted Mode', () => {
  const at = inEditor({ trusted: false });

  it('asks for trust as it asks a student, and still shows the course', async () => {
    const dialog = at.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    await dialog.getByRole('button', { name: /^No/ }).click();
    await at.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /Docker introduction/ }).first().waitFor();
  });
});
