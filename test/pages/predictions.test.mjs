// Break-it questions of the note page: asked before a run, compared after it. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { deliver, notePages, sent, show, themes } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('a prediction in a note', function () {
  this.timeout(30_000);
  const at = notePages();
  const open = async (note, options) => { await at.open(options); await show(at.page, note); };
  const box = () => at.page.locator('.predict').first();
  /** What was said before is let be heard first. */
  const spoken = sentence => at.page.locator('[role=status]', { hasText: sentence }).waitFor({ state: 'attached' });
  const kinds = kind => sent(at.page, kind);

  for (const theme of Object.keys(themes)) it(`has no violation that axe can find in ${theme}, before and after, wide and narrow`, async () => {
    await open(at.made.samples.predictions('open'), { theme });
    await at.page.evaluate(axe);
    for (const [state, width] of [['open', 1040], ['over', 400], ['closed', 560]]) {
      await at.page.setViewportSize({ width, height: 900 });
      await show(at.page, at.made.samples.predictions(state));
      const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
      assert.deepEqual(violations.map(({ id, nodes }) => `${state} ${id}: ${nodes[0].html.slice(0, 120)}`), []);
      assert.ok(await at.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `${state} ${width}`);
    }
  });

  for (const width of [1040, 560]) it(`keeps the distance of a block from what is above and below, also within a list, ${width} px wide`, async () => {
    await open(at.made.samples.predictions('open'), { width });
    const gaps = () => at.page.evaluate(() => {
      const place = document.querySelector('[data-predict]');
      const [top, bottom] = [place.getBoundingClientRect().top, place.getBoundingClientRect().bottom];
      return [top - place.previousElementSibling.getBoundingClientRect().bottom, place.nextElementSibling.getBoundingClientRect().top - bottom];
    });
    assert.deepEqual(await gaps(), [16, 16]);
    const note = at.made.samples.predictions('open');
    await show(at.page, { ...note, hash: 'in a list', html: note.html.replace(/(<div data-predict.*?<\/div>)\s*(<div data-block.*?<\/div>)/s, '<ol><li><p>Say what will happen.</p>$1$2</li></ol>') });
    await at.page.locator('li > [data-predict] .predict').waitFor();
    assert.deepEqual(await gaps(), [16, 16]);
  });

  it('is there to be read where nobody can answer it, and says why', async () => {
    await open({ ...at.made.samples.predictions('closed'), locked: 'Running is locked: this window has no machine to run on.' });
    const text = (await box().innerText()).replace(/\s+/g, ' ');
    assert.match(text, /What becomes of the service\? It goes on with four tasks\. The swarm .* The same container is started again\. After how many seconds .* There is no machine here to run it on\.$/);
    assert.equal(await box().locator('input, button').count(), 0);
    await at.page.locator('.block .main').first().click({ force: true });
    await spoken('this window has no machine to run on');
    assert.match(await box().innerText(), /Predict, then break it: block 1/);
    assert.deepEqual([await kinds('run'), await kinds('predict')], [[], []]);
  });

  it('is made by keys alone: a choice, a number of seconds, Enter', async () => {
    await open(at.made.samples.predictions('open'));
    await at.page.getByRole('radio').first().focus();
    await at.page.keyboard.press('ArrowDown');
    await at.page.keyboard.press('Enter');
    assert.equal(await at.page.evaluate(() => document.activeElement.className), 'seconds', 'a number is missing');
    assert.deepEqual(await kinds('predict'), []);
    await at.page.keyboard.type('5');
    await at.page.keyboard.press('Enter');
    const [{ text, seconds, predictId, hash }] = await kinds('predict');
    assert.deepEqual([text, seconds, predictId, hash.length], ['The swarm starts another task in its place.', 5, 'kill', 64]);
    const [made] = at.made.samples.predictions('made').predictions;
    await deliver(at.page, { kind: 'prediction', prediction: made });
    await spoken('Your prediction is kept. Run block 1 now.');
    assert.equal(await at.page.evaluate(() => document.activeElement.dataset.do), 'predictAgain', 'the focus stays in the box');
  });

  it('warns once when its block is run without it, and then lets it run', async () => {
    await open(at.made.samples.predictions('open'));
    const run = () => at.page.locator('.block [data-do=run]').first().click();
    await run();
    assert.deepEqual(await kinds('run'), []);
    assert.match(await box().innerText(), /You have not predicted yet\./);
    assert.equal(await at.page.evaluate(() => document.activeElement.type), 'radio');
    await run();
    assert.equal((await kinds('run')).length, 1);
  });

  it('does not warn of a block whose prediction is made, nor of another block', async () => {
    await open(at.made.samples.predictions('made'));
    await at.page.locator('.block [data-do=run]').first().click();
    assert.equal((await kinds('run')).length, 1);
    await show(at.page, at.made.samples.predictions('open'));
    await at.page.locator('.block [data-do=run]').nth(1).click();
    assert.equal((await kinds('run')).length, 2);
  });

  it('keeps what is being chosen while the note is drawn again', async () => {
    const note = at.made.samples.predictions('open');
    await open(note);
    await at.page.getByRole('radio').nth(2).check();
    await show(at.page, { ...note, progress: { done: 5, of: 12 } });
    assert.equal(await at.page.getByRole('radio').nth(2).isChecked(), true);
  });

  it('stands beside what happened, with times, and is said aloud', async () => {
    await open(at.made.samples.predictions('watching'));
    assert.doesNotMatch(await box().innerText(), /A manager compares/);
    const [over] = at.made.samples.predictions('over').predictions;
    await deliver(at.page, { kind: 'prediction', prediction: over });
    const text = (await box().innerText()).replace(/\s+/g, ' ');
    for (const part of ['As you said.', '5 s', '3.2 s until whole again', 'A manager compares', '0.0 s web.1.abc: ended', 'The lab is whole again: Five of five tasks run']) assert.ok(text.includes(part), `${part} in ${text}`);
    await spoken('The lab is whole again: Five of five tasks run.');
    const [otherwise] = at.made.samples.predictions('otherwise').predictions;
    await deliver(at.page, { kind: 'prediction', prediction: otherwise });
    assert.match((await box().innerText()).replace(/\s+/g, ' '), /Otherwise: The swarm starts another task in its place\..*too fast to be seen/);
  });

  it('can be done again, and given up again', async () => {
    await open(at.made.samples.predictions('over'));
    await box().getByRole('button', { name: 'Predict again' }).click();
    assert.equal(await at.page.evaluate(() => document.activeElement.checked), true, 'what was said last is chosen');
    await box().getByRole('button', { name: 'Cancel' }).click();
    assert.match(await box().innerText(), /What happened/);
    await box().getByRole('button', { name: 'Predict again' }).click();
    await at.page.getByRole('radio').first().check();
    await box().getByRole('button', { name: 'Keep my prediction' }).click();
    assert.equal((await kinds('predict'))[0].text, 'It goes on with four tasks.');
  });

  it('asks for own words where there are no choices, and takes none for none', async () => {
    await open(at.made.samples.predictions('words'));
    await box().getByRole('button', { name: 'Keep my prediction' }).click();
    assert.equal(await at.page.locator('input.words').getAttribute('aria-invalid'), 'true');
    await at.page.locator('input.words').fill(' It comes back. ');
    await at.page.keyboard.press('Enter');
    assert.deepEqual((await kinds('predict')).map(({ text, seconds }) => [text, seconds]), [['It comes back.', undefined]]);
  });
});
