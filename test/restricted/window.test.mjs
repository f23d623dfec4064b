import { describe, it } from 'mocha';
import { screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';

describe('a window in Restricted Mode', () => {
  const at = inEditor({ trusted: false });

  it('says so, and still shows the course', async () => {
    await at.page.locator('.statusbar').getByText('Restricted Mode').waitFor();
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /Docker introduction/ }).first().waitFor();
    await screenshot(at.page, 'restricted-tree');
  });
});
