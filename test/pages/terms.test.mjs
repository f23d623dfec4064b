// Words of the glossary on the note page. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { buildNote, launch, openNote, sent, show } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('words of the glossary', function () {
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
  const open = async (options) => { page = await openNote(browser, options); await show(page, made.samples.terms('docker-networking.md', ['docker', 'swarm'])); };
  const card = () => page.locator('.term-card');
  const word = name => page.locator('.term', { hasText: new RegExp(`^${name}$`, 'i') });

  it('are spans of the text that screen readers know as buttons with their meaning', async () => {
    await open();
    const [first] = await page.locator('.term').all();
    assert.deepEqual(await Promise.all(['role', 'tabindex', 'aria-expanded'].map(name => first.getAttribute(name))), ['button', '0', 'false']);
    const meaning = await page.evaluate(id => document.getElementById(id)?.textContent, await first.getAttribute('aria-describedby'));
    assert.ok(meaning.length > 20);
    assert.equal(await page.locator('.term').evaluateAll(all => new Set(all.map(one => one.dataset.term)).size === all.length), true);
    assert.equal(await page.locator(':is(h1, h2, h3, a, pre, code, th, .block) .term').count(), 0);
  });

  it('show their meaning by keyboard focus, go on to the section by Enter, and come back by Escape', async () => {
    await open();
    const focused = () => page.evaluate(() => document.activeElement.textContent);
    await page.keyboard.press('Tab');
    while (!/^overlay$/.test(await focused())) await page.keyboard.press('Tab');
    assert.match(await card().innerText(), /^overlay network\s+A network that spans/);
    assert.equal(await word('overlay').getAttribute('aria-expanded'), 'true');
    await page.keyboard.press('Escape');
    assert.equal(await card().isVisible(), false);
    assert.equal(await focused(), 'overlay');
    await show(page, { ...made.samples.terms('docker-networking.md', ['docker', 'swarm']), sectionId: 'other' });
    await word('overlay').focus();
    await page.keyboard.press('Enter');
    assert.equal(await focused(), 'Read: docker networking');
    await page.keyboard.press('Escape');
    assert.equal(await focused(), 'overlay');
    await page.keyboard.press(' ');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent(page, 'openSection')).map(({ to }) => to), ['docker-networking']);
  });

  it('show it under the pointer, as long as that is on word or card', async () => {
    await open();
    await word('overlay').hover();
    await card().waitFor();
    await card().hover();
    await page.waitForTimeout(400);
    assert.equal(await card().isVisible(), true);
    await page.mouse.move(2, 2);
    await card().waitFor({ state: 'hidden' });
  });

  for (const [theme, width] of [['contrast', 320], ['light', 1040]]) it(`leave the page in its width and without a violation that axe can find: ${theme}, ${width} px`, async () => {
    await open({ theme, width });
    for (const one of (await page.locator('.term').all()).slice(0, 6)) {
      await one.focus();
      const box = await card().boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
    }
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  });
});
