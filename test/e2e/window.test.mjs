import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { screenshot } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';

describe('a fresh window', () => {
  const at = inEditor();

  it('shows the course behind the Labbook icon', async () => {
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /Docker introduction/ }).first().waitFor();
    await screenshot(at.page, 'course-tree');
  });

  it('said nothing as an error that names Labbook', () => {
    assert.deepEqual(at.errors.filter(line => /labbook/i.test(line.split('\n')[0] ?? '')), []);
  });
});
