import assert from 'node:assert/strict';
import { withoutForeignImages } from '../../../src/core/noteImages';

describe('withoutForeignImages', () => {
  const html = '<p><img data-src="images/a.svg" alt="A"> <img alt="B" data-src="out.png"><img data-src="https://x/y.png" alt=""></p>';

  it('empties the source of a picture that may not be shown and leaves the rest', async () => {
    const asked: string[] = [];
    const safe = await withoutForeignImages(html, async path => { asked.push(path); return path !== 'out.png'; });
    assert.deepEqual(asked, ['images/a.svg', 'out.png']);
    assert.equal(safe, html.replace('out.png', ''));
  });

  it('hands the note back as it is when all is well', async () => assert.equal(await withoutForeignImages(html, async () => true), html));
});
