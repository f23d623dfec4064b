// Where a search leads to on the note page. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { deliver, notePages, show } from './noteHarness.mjs';

describe('a place that a search has found', function () {
  this.timeout(30_000);
  const at = notePages();
  const lines = manyLines();
  const reveal = (line, find) => deliver(at.page, { kind: 'reveal', line, find });
  const marked = () => at.page.evaluate(() => [...CSS.highlights.get('found') ?? []].map(range => range.toString()));
  /** Where the first mark stands, as a share of the window's height. */
  const height = () => at.page.evaluate(() => { const [range] = CSS.highlights.get('found'); return range.getBoundingClientRect().top / window.innerHeight; });
  function manyLines() {
    return Array.from({ length: 120 }, (_, i) => i === 100 ? 'Here the **Quorum** of managers, quorum again.' : i === 60 ? '```sh {name=run}\ndocker run alpine\n```' : `Paragraph ${i} of text.`).join('\n\n');
  }

  it('is scrolled to, with the words marked, and has the focus', async () => {
    await at.open();
    await show(at.page, at.made.noteOf(`# Title\n\n${lines}`));
    const line = 2 + lines.split('\n').indexOf('Here the **Quorum** of managers, quorum again.');
    await reveal(line, ['Quorum', 'managers']);
    assert.deepEqual(await marked(), ['Quorum', 'managers', 'quorum']);
    const share = await height();
    assert.ok(share > 0.2 && share < 0.5, String(share));
    assert.match(await at.page.evaluate(() => document.activeElement.textContent), /^Here the Quorum/);
  });

  it('may be a command in a block; Escape takes the marks away, as another note does', async () => {
    await at.open();
    await show(at.page, at.made.noteOf(`# Title\n\n${lines}`));
    await reveal(2 + lines.split('\n').indexOf('docker run alpine'), ['alpine']);
    assert.deepEqual(await marked(), ['alpine']);
    assert.equal(await at.page.evaluate(() => document.activeElement.closest('[data-id]')?.dataset.id), 'run');
    await at.page.keyboard.press('Escape');
    assert.deepEqual(await marked(), []);
    await reveal(0, ['Title']);
    assert.deepEqual(await marked(), ['Title']);
    await show(at.page, at.made.noteOf('# Other', { sectionId: 'other' }));
    assert.deepEqual(await marked(), []);
  });

  it('is gone to by its line where the words are not there any more', async () => {
    await at.open();
    await show(at.page, at.made.noteOf(`# Title\n\n${lines}`));
    await reveal(150, ['vanished']);
    assert.deepEqual(await marked(), []);
    assert.ok(await at.page.evaluate(() => window.scrollY) > 500);
  });
});
