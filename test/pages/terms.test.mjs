// Words of the glossary on the note page. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { notePages, sent, show } from './noteHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('words of the glossary', function () {
  this.timeout(30_000);
  const at = notePages();
  const open = async (options) => { await at.open(options); await show(at.page, at.made.samples.terms('docker-networking.md', ['docker', 'swarm'])); };
  const card = () => at.page.locator('.term-card');
  const word = name => at.page.locator('.term', { hasText: new RegExp(`^${name}$`, 'i') });

  it('are spans of the text that screen readers know as buttons with their meaning', async () => {
    await open();
    const [first] = await at.page.locator('.term').all();
    assert.deepEqual(await Promise.all(['role', 'tabindex', 'aria-expanded'].map(name => first.getAttribute(name))), ['button', '0', 'false']);
    const meaning = await at.page.evaluate(id => document.getElementById(id)?.textContent, await first.getAttribute('aria-describedby'));
    assert.ok(meaning.length > 20);
    assert.equal(await at.page.locator('.term').evaluateAll(all => new Set(all.map(one => one.dataset.term)).size === all.length), true);
    assert.equal(await at.page.locator(':is(h1, h2, h3, a, pre, code, th, .block) .term').count(), 0);
  });

  it('show their meaning by keyboard focus, go on to the section by Enter, and come back by Escape', async () => {
    await open();
    const focused = () => at.page.evaluate(() => document.activeElement.textContent);
    await at.page.keyboard.press('Tab');
    while (!/^overlay$/.test(await focused())) await at.page.keyboard.press('Tab');
    assert.match(await card().innerText(), /^overlay network\s+A network that spans/);
    assert.equal(await word('overlay').getAttribute('aria-expanded'), 'true');
    await at.page.keyboard.press('Escape');
    assert.equal(await card().isVisible(), false);
    assert.equal(await focused(), 'overlay');
    await show(at.page, { ...at.made.samples.terms('docker-networking.md', ['docker', 'swarm']), sectionId: 'other' });
    await word('overlay').focus();
    await at.page.keyboard.press('Enter');
    assert.equal(await focused(), 'Read: docker networking');
    await at.page.keyboard.press('Escape');
    assert.equal(await focused(), 'overlay');
    await at.page.keyboard.press(' ');
    await at.page.keyboard.press('Enter');
    assert.deepEqual((await sent(at.page, 'openSection')).map(({ to }) => to), ['docker-networking']);
  });

  it('show it under the pointer, as long as that is on word or card', async () => {
    await open();
    await word('overlay').hover();
    await card().waitFor();
    await card().hover();
    await at.page.waitForTimeout(400);
    assert.equal(await card().isVisible(), true);
    await at.page.mouse.move(2, 2);
    await card().waitFor({ state: 'hidden' });
  });

  for (const [theme, width] of [['contrast', 320], ['light', 1040]]) it(`leave the page in its width and without a violation that axe can find: ${theme}, ${width} px`, async () => {
    await open({ theme, width });
    for (const one of (await at.page.locator('.term').all()).slice(0, 6)) {
      await one.focus();
      const box = await card().boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width, JSON.stringify(box));
    }
    await at.page.evaluate(axe);
    const { violations } = await at.page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 120)}`), []);
    assert.ok(await at.page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
  });
});
