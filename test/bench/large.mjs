/**
 * A course of 5,000 sections: how long its tree takes, and how the extension host fares meanwhile.
 */
import { performance } from 'node:perf_hooks';
import { writeLargeCourse } from './course.mjs';
import { row } from './rows.mjs';

const sections = 5000;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function largeCourse(place) {
  const { page, ask, close } = await place.window('large', folder => writeLargeCourse(folder, sections));
  const item = (/** @type {string} */ name) => page.getByRole('treeitem', { name: new RegExp(`^${name}\\b`) }).first();
  const took = async (/** @type {() => Promise<unknown>} */ act) => { const start = performance.now(); await act(); return performance.now() - start; };
  await ask('lagStart');
  const first = await took(async () => {
    await page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await item('Large').waitFor({ timeout: 60_000 });
  });
  const { p99, max } = await ask('lagStop');
  const parts = await took(() => item('Part 0').waitFor());
  const unfold = [];
  for (const part of [0, 1, 2]) {
    unfold.push(await took(async () => { await item(`Part ${part}`).click(); await item(`Section ${part * sections / 50}`).waitFor(); }));
    await item(`Part ${part}`).click();
  }
  await close();
  return [
    row('5,000 sections: opening the view to its first row', 'ms', [first]),
    row('5,000 sections: lag of the host while they load, p99', 'ms', [p99], { goal: '<= 50', ok: ({ p50 }) => p50 <= 50 }),
    row('5,000 sections: worst lag while they load', 'ms', [max]),
    row('5,000 sections: their parts, after the first row', 'ms', [parts]),
    row('5,000 sections: unfolding a part of 100', 'ms', unfold, { goal: '<= 500', ok: ({ p50 }) => p50 <= 500 }),
  ];
}
