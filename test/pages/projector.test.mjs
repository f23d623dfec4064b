// Projector mode and paper. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { deliver, notePages, sent, show } from './noteHarness.mjs';

describe('a note for a room and for paper', function () {
  this.timeout(30_000);
  const at = notePages();
  const height = selector => at.page.locator(selector).first().evaluate(one => one.getBoundingClientRect().height);

  it('is larger and has less around it, at once and back again', async () => {
    const page = await at.open({ width: 1280 });
    await show(page, at.made.samples.lab());
    const before = await height('.text h1');
    await deliver(page, { kind: 'projector', on: true });
    assert.ok(await height('.text h1') > before * 1.4);
    for (const quiet of ['.banner .meter', '.facts', '.receipt ul', '.check .acts']) assert.equal(await page.locator(quiet).first().isVisible(), false, quiet);
    for (const needed of ['.banner .where', '.block .main', '.receipt .head', '.check']) assert.equal(await page.locator(needed).first().isVisible(), true, needed);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));
    await page.locator('[data-id=follow] .main').click();
    assert.equal((await sent(page, 'stop')).length + (await sent(page, 'run')).length, 1);
    await show(page, { ...at.made.samples.lab(), projector: false });
    assert.equal(await height('.text h1'), before);
  });

  it('comes to its line and keeps it in step with the editor, large as it is', async () => {
    const page = await at.open({ width: 1280 });
    await show(page, { ...at.made.samples.lab(), projector: true });
    await deliver(page, { kind: 'reveal', line: 20 });
    const top = await page.locator('[data-line="20"]').first().evaluate(one => one.getBoundingClientRect().top);
    assert.ok(Math.abs(top - 48) < 4, String(top));
  });

  for (const theme of ['dark', 'contrast', 'light']) it(`is black text, commands and open folds on white paper, without buttons, in ${theme}`, async () => {
    await at.open({ theme });
    await show(at.page, at.made.samples.lab());
    await at.page.emulateMedia({ media: 'print' });
    const { page } = at;
    const seen = selector => page.locator(selector).first().isVisible();
    for (const gone of ['.banner', '.bar', '.receipt', '.pager', '.ibtn', '.check .link']) assert.equal(await seen(gone), false, gone);
    for (const there of ['.block .code', '.check', 'h2', '.text img']) assert.equal(await seen(there), true, there);
    assert.equal(await page.locator('.text details > p').first().evaluate(one => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })), true, 'what a fold holds');
    const odd = await page.evaluate(() => {
      const tone = text => text.match(/[\d.]+/g).map(Number);
      const light = ([red, green, blue]) => (red * 299 + green * 587 + blue * 114) / 1000;
      return [...document.querySelectorAll('.text *')].filter(one => one.checkVisibility() && one.closest('svg') === null && [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
        .filter(one => { const style = getComputedStyle(one); const back = tone(style.backgroundColor); return light(tone(style.color)) > 120 || (back[3] ?? 1) > 0.5 && light(back) < 225; }).map(one => one.outerHTML.slice(0, 90));
    });
    assert.deepEqual(odd, [], 'dark on white');
    assert.deepEqual(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
  });

  it('says on paper where a link leads', async () => {
    await at.open();
    await show(at.page, at.made.samples.shipped('docker-images.md'));
    await at.page.emulateMedia({ media: 'print' });
    const link = at.page.locator('.text a[href^=http]').first();
    assert.equal(await link.evaluate(one => getComputedStyle(one, '::after').content), `" (${await link.getAttribute('href')})"`);
  });

  it('is saved as a page that a browser prints in black on white, also where its user has it dark, and that asks for nothing', async () => {
    // Not the note's page: its policy would hold for what is written into it.
    const page = await at.browser.newPage();
    const asked = [];
    page.on('request', request => asked.push(request.url()));
    await page.setContent(at.made.samples.printed('docker-images.md'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.locator('figure ol li').first().waitFor();
    assert.deepEqual(await page.locator('p').first().evaluate(one => getComputedStyle(one).color), 'rgb(0, 0, 0)');
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(255, 255, 255)');
    const pictures = await page.locator('img').evaluateAll(all => Promise.all(all.map(one => one.decode().then(() => one.naturalWidth > 0, () => false))));
    assert.ok(pictures.length >= 3 && pictures.every(Boolean), String(pictures));
    assert.equal(await page.locator('pre code').first().isVisible(), true);
    assert.deepEqual(asked.filter(url => !url.startsWith('data:')), []);
    await page.close();
  });
});
