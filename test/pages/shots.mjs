// Pictures of the status page in `test/shots/`, to look at.
import { mkdir } from 'node:fs/promises';
import { launch, openStatus } from './statusHarness.mjs';

/**
 * Takes those whose names hold one of the words of the command line, or all. `show` puts a sample onto a page.
 * @param {string} prefix
 * @param {(page: any, sample: string) => Promise<void>} show
 * @param {readonly (readonly [name: string, sample: string, options: object])[]} all
 */
export async function takeShots(prefix, show, all) {
  const wanted = process.argv.slice(2);
  const folder = new URL('../shots/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const browser = await launch();
  for (const [name, sample, options] of all) {
    if (wanted.length && !wanted.some(word => name.includes(word))) continue;
    const page = await openStatus(browser, options);
    await show(page, sample);
    await page.screenshot({ path: new URL(`${prefix}-${name}.png`, folder).pathname });
    if (page.problems.length) console.error(name, page.problems);
    await page.close();
  }
  await browser.close();
}
