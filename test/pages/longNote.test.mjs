// A note of many blocks: its first screens are whole at once, the rest is built when it comes near or while nothing else happens.
import assert from 'node:assert/strict';
import { buildNote, deliver, launch, openNote, show } from './noteHarness.mjs';

const count = 2000;

describe('a long note', function () {
  this.timeout(30_000);
  let browser;
  let made;
  let page;
  let note;
  before(async () => { made = await buildNote(); browser = await launch(); note = made.samples.many(count, count, false); });
  after(() => browser?.close());
  beforeEach(async () => { page = await openNote(browser); await show(page, note); });
  afterEach(async () => {
    const problems = page?.problems ?? [];
    await page?.close();
    assert.deepEqual(problems, []);
  });
  const sketches = () => page.evaluate(() => document.querySelectorAll('.block.sketch').length);
  const focused = () => page.evaluate(() => `${document.activeElement?.closest('[data-id]')?.dataset.id} ${document.activeElement?.textContent}`);
  const main = id => page.locator(`[data-id=${id}] .main`);

  it('can be read to its end at once, and has its buttons on the first screens', async () => {
    assert.ok(await sketches() > count / 2);
    assert.equal(await main('b19').count(), 1);
    const { commands, claims } = await page.evaluate(() => ({ commands: document.querySelectorAll('.block code').length, claims: document.querySelectorAll('.check .claim').length }));
    assert.deepEqual([commands >= count, claims], [true, count]);
  });

  it('has every button and every state soon, without being asked, and stays at hand meanwhile', async () => {
    const worst = await page.evaluate(async () => {
      let worst = 0;
      for (let last = performance.now(); document.querySelector('.block.sketch, .check:not(:has(p))');) {
        await new Promise(resolve => { setTimeout(resolve, 0); });
        worst = Math.max(worst, performance.now() - last);
        last = performance.now();
      }
      return worst;
    });
    assert.equal(await page.locator('.block .main').count(), count);
    assert.equal(await page.locator('.check p').count() >= count, true);
    assert.ok(worst < 300, `the page did not answer for ${Math.round(worst)} ms`);
  });

  it('builds what the student scrolls to before the rest', async () => {
    await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
    const { seen, left } = await page.evaluate(async () => {
      const there = () => [...document.querySelectorAll('.block')].some(block => block.querySelector('.main') && block.getBoundingClientRect().top < window.innerHeight && block.getBoundingClientRect().bottom > 0);
      for (let tries = 200; !there() && tries > 0; tries--) await new Promise(requestAnimationFrame);
      return { seen: there(), left: document.querySelectorAll('.block.sketch').length };
    });
    assert.ok(seen, 'what is in sight has no buttons');
    assert.ok(left > 0, 'all had been built: nothing was shown');
  });

  it('gives the focus to the Run button of a block far down', async () => {
    await deliver(page, { kind: 'reveal', blockId: 'b1900' });
    assert.match(await focused(), /^b1900 Run/);
    assert.ok(await sketches() > 0);
  });

  it('goes from block to block by key, beyond the first screens', async () => {
    await main('b59').focus();
    await page.keyboard.press('Alt+ArrowDown');
    assert.match(await focused(), /^b60 Run/);
  });

  it('shows the end of a run far down', async () => {
    const view = note.blocks.find(({ id }) => id === 'b1800');
    await deliver(page, { kind: 'block', block: { ...view, run: made.run('passed') } });
    assert.match(await page.textContent('[data-id=b1800] .state') ?? '', /^Passed/);
  });
});
