// Drawings of the note page that are fed from a file of the lab. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deliver, notePages, sent, show, themes } from './noteHarness.mjs';

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

describe('the way through a course in a note', function () {
  this.timeout(30_000);
  const at = notePages();

  it('says what is done, begun and known, follows, and leads on', async () => {
    await at.open();
    await show(at.page, at.made.samples.overview(0));
    const plot = at.page.locator('[data-figure=way]');
    assert.equal(await plot.locator('.meter').textContent(), '1 of 3 sections done, 4 checks passed');
    assert.match(await plot.textContent(), /Begin with Docker images.*Dockeranswers, version 28\.2\.2Kubernetesnot asked yet/);
    await deliver(at.page, { kind: 'figure', figure: at.made.samples.overview(3).figures[0] });
    assert.match(await plot.textContent(), /1 of 3 sections done, 7 checks passedGo on with Docker images.*3 of 9 checks/);
    await plot.locator('p a').click();
    assert.deepEqual((await sent(at.page, 'openSection')).map(({ to }) => to), ['images']);
    await at.page.evaluate(axe);
    const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
  });
});

describe('drawings to step through in a note', function () {
  this.timeout(30_000);
  const at = notePages();
  const open = async options => {
    await at.open(options);
    await show(at.page, at.made.samples.stepped());
    for (const id of ['layers', 'rollout', 'scheduling', 'shards']) await at.page.waitForSelector(`[data-figure=${id}] .cells`);
  };
  const plot = id => at.page.locator(`[data-figure=${id}]`);
  const words = id => plot(id).locator('.words').textContent();
  const press = (id, name, times = 1) => (async () => { for (let i = 0; i < times; i++) await plot(id).getByRole('button', { name, exact: true }).click(); })();

  for (const theme of Object.keys(themes)) it(`have no violation that axe can find in ${theme}, wide, narrow and stepped`, async () => {
    await open({ theme });
    await at.page.evaluate(axe);
    for (const width of [1040, 320]) {
      await at.page.setViewportSize({ width, height: 900 });
      for (const id of ['layers', 'rollout', 'scheduling', 'shards']) await press(id, 'Next step', 2);
      const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
      assert.ok(await at.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    }
  });

  it('come in a script of their own, which a note without them never asks for', async () => {
    await at.open();
    await show(at.page, at.made.samples.figures());
    await at.page.evaluate(() => new Promise(resolve => { requestAnimationFrame(() => setTimeout(resolve)); }));
    assert.equal(at.page.requests.filter(url => url.endsWith('stepper.js')).length, 0);
    await show(at.page, { ...at.made.samples.stepped(), sectionId: 'other' });
    await at.page.waitForSelector('[data-figure=shards] .cells');
    assert.equal(at.page.requests.filter(url => url.endsWith('stepper.js')).length, 1);
  });

  it('say that they could not be loaded', async () => {
    await at.open();
    await at.page.route('**/stepper.js', route => route.abort());
    await show(at.page, at.made.samples.stepped());
    await plot('shards').getByText('This drawing could not be loaded. Open the section again.').waitFor();
    await at.page.unroute('**/stepper.js');
    await show(at.page, at.made.samples.stepped());
    await plot('shards').locator('.cells').first().waitFor();
    // The browser tells of it too.
    at.page.problems.length = 0;
  });

  it('go on, back and to their beginning by keys, say each state, and keep the focus at the end', async () => {
    await open();
    const first = await words('rollout');
    assert.match(first, /^4 copies of version 1 run\./);
    await plot('rollout').getByRole('button', { name: 'Next step' }).focus();
    await at.page.keyboard.press('Enter');
    assert.equal(await words('rollout'), 'Stopping: 0 of version 1. Starting: 1 of version 2. Answering: 4. Wanted: 4. At least 4 answer and at most 5 are there at any time.');
    assert.equal(await plot('rollout').locator('.words').getAttribute('aria-live'), 'polite');
    for (let i = 0; i < 12; i++) await at.page.keyboard.press('ArrowRight');
    assert.match(await words('rollout'), /^The update is over: 4 copies of version 2 run\./);
    const next = plot('rollout').getByRole('button', { name: 'Next step' });
    assert.deepEqual([await next.getAttribute('aria-disabled'), await next.evaluate(one => one === document.activeElement)], ['true', true]);
    await at.page.keyboard.press('ArrowLeft');
    assert.equal(await next.getAttribute('aria-disabled'), null);
    await at.page.keyboard.press('Home');
    assert.deepEqual([await words('rollout'), await plot('rollout').locator('.count').textContent()], [first, 'Step 0']);
  });

  it('begin anew with what a slider says, and arrow keys on it move the slider alone', async () => {
    await open();
    await press('rollout', 'Next step', 3);
    await plot('rollout').getByLabel('maxSurge: so many more').focus();
    for (const key of ['ArrowRight', 'ArrowRight']) await at.page.keyboard.press(key);
    assert.equal(await plot('rollout').locator('.count').textContent(), 'Step 0');
    await press('rollout', 'Next step');
    assert.equal(await plot('rollout').locator('.cell.coming').count(), 3);
    for (const key of ['maxSurge: so many more', 'maxUnavailable: so many fewer']) await plot('rollout').getByLabel(key).fill('0');
    assert.match(await words('rollout'), /so nothing can move/);
  });

  it('drain a node where the student is, build again what a changed line asks for, and let readers fall behind', async () => {
    await open();
    await press('scheduling', 'Next step', 6);
    assert.match(await words('scheduling'), /Every task has a place\./);
    await press('scheduling', 'Drain node1');
    assert.equal(await plot('scheduling').locator('.group').first().locator('.cell').count(), 0);
    assert.equal(await plot('scheduling').getByRole('button', { name: 'Use node1 again' }).evaluate(one => one === document.activeElement), true);
    await press('scheduling', 'Step back');
    assert.match(await words('scheduling'), /Every task has a place\./);
    await plot('layers').getByLabel('Change a line of hello v0.2').selectOption('line 2');
    await press('layers', 'Next step', 4);
    assert.deepEqual(await plot('layers').locator('.group').last().locator('.mark').allTextContents(), ['from the cache', 'built again', 'built again', 'built again']);
    await press('shards', 'Stop the readers');
    await press('shards', 'Next step', 2);
    assert.match(await words('shards'), /^Second 2: 3 came\. The readers stand still/);
  });

  it('stay where they are when the note is shown again, and on paper are a state and its words', async () => {
    await open();
    await press('shards', 'Next step', 3);
    await show(at.page, at.made.samples.stepped());
    assert.equal(await plot('shards').locator('.count').textContent(), 'Step 3');
    await at.page.emulateMedia({ media: 'print' });
    assert.deepEqual([await plot('shards').locator('.btn').first().isVisible(), await plot('shards').locator('.words').isVisible()], [false, true]);
  });
});
