// Projector mode and paper. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { buildNote, deliver, launch, openNote, sent, show } from './noteHarness.mjs';

describe('a note for a room and for paper', function () {
  this.timeout(30_000);
  let browser;
  let made;
  let page;
  before(async () => { made = await buildNote(); browser = await launch(); });
  after(() => browser?.close());
  afterEach(async () => {
    const problems = page?.problems ?? [];
    await page?.close();
    assert.deepEqual(problems, []);
  });
  const height = selector => page.locator(selector).first().evaluate(one => one.getBoundingClientRect().height);

  it('is larger and has less around it, at once and back again', async () => {
    page = await openNote(browser, { width: 1280 });
    await show(page, made.samples.lab());
    const before = await height('.text h1');
    await deliver(page, { kind: 'projector', on: true });
    assert.ok(await height('.text h1') > before * 1.4);
    for (const quiet of ['.banner .meter', '.facts', '.receipt ul', '.check .acts']) assert.equal(await page.locator(quiet).first().isVisible(), false, quiet);
    for (const needed of ['.banner .where', '.block .main', '.receipt .head', '.check']) assert.equal(await page.locator(needed).first().isVisible(), true, needed);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await page.locator('[data-id=follow] .main').click();
    assert.equal((await sent(page, 'stop')).length + (await sent(page, 'run')).length, 1);
    await show(page, { ...made.samples.lab(), projector: false });
    assert.equal(await height('.text h1'), before);
  });

  it('comes to its line and keeps it in step with the editor, large as it is', async () => {
    page = await openNote(browser, { width: 1280 });
    await show(page, { ...made.samples.lab(), projector: true });
    await deliver(page, { kind: 'reveal', line: 20 });
    const top = await page.locator('[data-line="20"]').first().evaluate(one => one.getBoundingClientRect().top);
    assert.ok(Math.abs(top - 48) < 4, String(top));
  });

  it('is black text and commands on paper, whatever the theme', async () => {
    page = await openNote(browser, { theme: 'dark' });
    await show(page, made.samples.lab());
    await page.emulateMedia({ media: 'print' });
    assert.deepEqual(await page.locator('.text p').first().evaluate(one => [getComputedStyle(one).color, getComputedStyle(document.body).backgroundColor]), ['rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
    for (const gone of ['.banner', '.bar', '.receipt', '.pager']) assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    for (const there of ['.block .code', '.check', 'h2']) assert.equal(await page.locator(there).first().isVisible(), true, there);
  });
});
