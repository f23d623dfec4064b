// The pages that leave the editor, as their readers open them: the class table and the exported report. Changes nothing outside itself.
import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { launch } from './statusHarness.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const out = new URL('../../out/pages/', import.meta.url);
const shots = new URL('../shots/', import.meta.url);

describe('a page that leaves the editor', function () {
  this.timeout(30_000);
  let browser, pages;
  before(async () => {
    await build({ entryPoints: ['test/pages/reportSamples.ts'], outdir: out.pathname, bundle: true, logLevel: 'warning', format: 'esm', platform: 'node', outExtension: { '.js': '.mjs' }, banner: { js: 'import {createRequire as __r} from "node:module"; const require = __r(import.meta.url);' } });
    const { classHtml, reportHtml } = await import(new URL('reportSamples.mjs', out).href);
    pages = { class: classHtml(), report: reportHtml() };
    await mkdir(shots, { recursive: true });
    browser = await launch();
  });
  after(() => browser?.close());

  /** 200 % zoom is half the width in CSS pixels. */
  const ways = {
    light: { colorScheme: 'light', width: 1280 }, dark: { colorScheme: 'dark', width: 1280 }, zoomed: { colorScheme: 'light', width: 640 }, print: { colorScheme: 'dark', width: 794, media: 'print' }, contrast: { colorScheme: 'dark', width: 1280, forcedColors: 'active' },
  };

  for (const name of ['class', 'report']) for (const [way, { width, media, ...look }] of Object.entries(ways)) it(`shows the ${name} in ${way} without a violation that axe can find, and no wider than its window`, async () => {
    const page = await browser.newPage({ viewport: { width, height: 900 }, deviceScaleFactor: way === 'zoomed' ? 2 : 1, bypassCSP: true, ...look });
    const problems = [];
    page.on('console', message => { if (message.type() === 'error') problems.push(message.text()); });
    page.on('request', request => { if (!/^(?:about|data):/.test(request.url())) problems.push(request.url()); });
    await page.setContent(pages[name]);
    if (media) await page.emulateMedia({ media });
    const details = page.locator('details').first();
    if (name === 'class' && !media) await details.evaluate(one => { one.open = true; });
    await page.screenshot({ path: new URL(`exported-${name}-${way}.png`, shots).pathname, fullPage: true });
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), 'it is wider than its window');
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html.slice(0, 160)}`), []);
    assert.deepEqual(problems, []);
    await page.close();
  });
});
