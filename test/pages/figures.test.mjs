// Drawings of the note page that are fed from a file of the lab. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deliver, notePages, show, themes } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('drawings in a note', function () {
  this.timeout(30_000);
  const at = notePages();
  const open = async (note, options) => { await at.open(options); await show(at.page, note); };
  const cells = () => at.page.locator('.scores td:is(.right, .wrong)').allTextContents();

  for (const theme of Object.keys(themes)) it(`have no violation that axe can find in ${theme}, wide and narrow`, async () => {
    await open(at.made.samples.figures(), { theme });
    await at.page.evaluate(axe);
    for (const width of [1040, 400]) {
      await at.page.setViewportSize({ width, height: 900 });
      const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
      assert.ok(await at.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }
  });

  it('move the threshold by keys: counts, point and spoken value follow', async () => {
    await open(at.made.samples.figures());
    const slider = at.page.locator('.scores input');
    const [before, point] = [await cells(), await at.page.locator('.here').getAttribute('cx')];
    assert.equal(before.reduce((sum, text) => sum + Number(text), 0), 2000);
    assert.match(await slider.getAttribute('aria-valuetext'), /^0\.35: precision \d+\.\d %, recall \d+\.\d %, \d+ called in vain$/);
    await slider.focus();
    for (let i = 0; i < 10; i++) await at.page.keyboard.press('ArrowLeft');
    assert.match(await slider.getAttribute('aria-valuetext'), /^0\.25: /);
    const after = await cells();
    // Lower: more are called, rightly and in vain.
    assert.ok(Number(after[1]) > Number(before[1]) && Number(after[3]) > Number(before[3]), `${before} ${after}`);
    assert.ok(Number(await at.page.locator('.here').getAttribute('cx')) > Number(point));
    for (const key of ['End', 'Home']) await at.page.keyboard.press(key);
    assert.equal(await at.page.locator('.scores output').textContent(), '0.00');
  });

  it('say the chosen cell of a matrix in words, and walk it by arrow keys with one stop in the tab order', async () => {
    await open(at.made.samples.figures());
    assert.equal(await at.page.locator('.matrix td[tabindex="0"]').count(), 1);
    await at.page.locator('.matrix td[tabindex="0"]').focus();
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowRight', 'ArrowRight']) await at.page.keyboard.press(key);
    assert.equal(await at.page.evaluate(() => document.activeElement.dataset.at), '1 2');
    assert.match(await at.page.textContent('.matrix .words'), /^\d+ of 120 with the true label 2 were taken for 3\.$/);
    await at.page.locator('[data-at="4 4"]').click();
    assert.match(await at.page.textContent('.matrix .words'), /^\d+ of 120 with the true label 5 were recognised\. \d+ were called 5 in all\.$/);
  });

  it('show who sends, and let a marker go when its records stop', async () => {
    const note = at.made.samples.figures();
    await open(note);
    assert.equal(await at.page.locator('.map .marker').count(), 2);
    assert.match(await at.page.locator('.map svg').getAttribute('aria-label'), /: Shadowfax, Bucephalus\.$/);
    const view = note.figures.find(({ id }) => id === 'map');
    const things = view.data.things.map(thing => thing.name === 'Shadowfax' ? { ...thing, live: false } : thing);
    await deliver(at.page, { kind: 'figure', figure: { ...view, data: { ...view.data, things } } });
    assert.deepEqual(await at.page.locator('.map .name').allTextContents(), ['Bucephalus']);
    assert.match(await at.page.locator('.map tbody tr').first().textContent(), /silent since/);
  });

  it('say what is missing while the file is not there, draw it when it comes, and keep the slider when it changes', async () => {
    const [empty, full] = [at.made.samples.figures(true), at.made.samples.figures()];
    await open(empty);
    assert.equal(await at.page.locator('.drawn svg').count(), 0);
    assert.match(await at.page.locator('.drawn').first().textContent(), /Drawn as soon as a step has made scores\.csv\./);
    await deliver(at.page, { kind: 'figure', figure: full.figures[0] });
    assert.equal(await at.page.locator('.scores svg').count(), 2);
    await at.page.locator('.scores input').fill('60');
    await deliver(at.page, { kind: 'figure', figure: { ...full.figures[0], data: { ...full.figures[0].data, auc: 0.5 } } });
    assert.deepEqual([await at.page.locator('.scores output').textContent(), await at.page.locator('.facts dd').last().textContent()], ['0.60', '0.500']);
    await show(at.page, full);
    assert.equal(await at.page.locator('.scores output').textContent(), '0.60');
  });
});
