/**
 * AWS labs: what loading the code of each service costs, how soon a change is known without asking AWS too often, and how
 * soon a lab on the emulator is on screen.
 */
import { readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { run } from '../bed/commands.mjs';
import { webviewWith } from '../editor/browser.mjs';
import { writeAwsCourse } from './course.mjs';
import { trustCourse } from './place.mjs';
import { failedRow, row } from './rows.mjs';

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function awsRows(place) {
  // What has been measured stands, whatever becomes of the window.
  return [...await loadTimes(), ...await pace(place), ...await firstPaint(place).catch(error => [failedRow('aws: first paint', error)])];
}

/** In a process of its own each time; what all share is counted once. */
async function loadTimes() {
  const services = (await readdir('dist')).map(name => /^aws-(.+)\.js$/.exec(name)?.[1]).filter(name => name !== undefined && name !== 'core');
  const times = new Map(['core', ...services].map(name => [name, /** @type {number[]} */ ([])]));
  for (let round = 0; round < 3; round++) {
    for (const name of services) {
      const program = `const t0 = performance.now(); require('./dist/aws-core.js'); const t1 = performance.now(); require('./dist/aws-${name}.js'); console.log(JSON.stringify([t1 - t0, performance.now() - t1]))`;
      const [core, own] = JSON.parse(await run(process.execPath, ['--no-warnings', '-e', program]));
      times.get('core')?.push(core);
      times.get(String(name))?.push(own);
    }
  }
  return [...times].map(([name, took]) => {
    const most = name === 'ec2' ? 200 : 100;
    return row(`aws: load of ${name === 'core' ? 'what all services share' : name}`, 'ms', took, { goal: `<= ${most}`, ok: ({ p50 }) => p50 <= most });
  });
}

/** @param {import('./place.mjs').Place} place */
async function pace({ log }) {
  // A network with a loopback and nothing else: what is asked can only be the fake.
  const said = await run('unshare', ['--net', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, '--no-warnings', 'test/bench/awsPace.mjs']);
  const { found, beyond, counts } = JSON.parse(said);
  log(said.trim());
  const most = /** @type {Record<string, number>} */ ({ sagemaker: 20_000 });
  return [
    ...Object.entries(found).map(([name, took]) => {
      const goal = most[name] ?? 7_000;
      return row(`aws: change of a pending thing to its row, ${name}`, 'ms', Array.isArray(took) ? took : [], { goal: `<= ${goal}`, ok: ({ p95 }) => p95 <= goal });
    }),
    row(`aws: requests beyond the permitted rate, of ${Object.values(counts).reduce((sum, count) => sum + count, 0)}`, '', Object.values(beyond), { goal: '0', ok: ({ p95 }) => p95 === 0 }),
  ];
}

const sights = { head: 'main.panel .phead', rows: '.row[data-uid^="aws-stream:"]', bare: '.bare-row' };

/**
 * In each page from its beginning: when each of these was first painted, by the page's own clock. Asked from outside, a page
 * that has painted is found only once all others have been asked as well, which took 100 ms and more.
 * @param {string[]} selectors
 */
function noteFirstPaints(selectors) {
  const at = /** @type {Record<string, number>} */ ({});
  Object.assign(window, { firstPaints: at });
  const seen = /** @type {Set<string>} */ (new Set());
  const look = () => {
    for (const selector of selectors) {
      if (seen.has(selector) || !document.querySelector(selector)) continue;
      seen.add(selector);
      // What was there when a frame began has been painted once the next one begins.
      requestAnimationFrame(() => requestAnimationFrame(() => { at[selector] = performance.timeOrigin + performance.now(); }));
    }
    // A timer: the frames that were asked for end when the editor writes the page into the one that it has loaded.
    if (seen.size < selectors.length) setTimeout(look, 4);
  };
  setTimeout(look, 4);
}

/** Milliseconds since the epoch, once it is known. @param {string} selector @returns {Promise<number>} */
async function firstPaintOf(selector) {
  const { firstPaints } = /** @type {{firstPaints: Record<string, number>}} */ (/** @type {unknown} */ (window));
  for (let looks = 0; looks < 100 && firstPaints[selector] === undefined; looks++) await new Promise(done => setTimeout(done, 20));
  return firstPaints[selector] ?? NaN;
}

/** @param {import('./place.mjs').Place} place */
async function firstPaint(place) {
  const window = await place.window('aws', writeAwsCourse, { aws: true });
  try {
    const loadedBefore = await window.ask('partLoad', { part: 'aws' });
    await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'aws'] });
    const note = await webviewWith(window.page, '.block[data-id="made"]');
    await note.locator('.block[data-id="made"] .main').click();
    await trustCourse(window.page);
    await note.locator('.block[data-id="made"] .bar .state .i-flask').waitFor({ timeout: 90_000 });
    await window.page.addInitScript(noteFirstPaints, Object.values(sights));
    const shown = async (/** @type {string} */ selector) => (await webviewWith(window.page, selector, { timeout: 60_000, everyMs: 10 })).evaluate(firstPaintOf, selector);
    const times = { head: /** @type {number[]} */ ([]), rows: /** @type {number[]} */ ([]), bare: /** @type {number[]} */ ([]) };
    for (let round = 0; round < 6; round++) {
      await window.reload(false);
      await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'aws'] });
      // The editor may bring back the view that was open last, which would then be no opening.
      await window.ask('command', { id: 'workbench.action.closeAuxiliaryBar' });
      await webviewWith(window.page, '.block[data-id="made"]');
      await delay(3_000);
      const ours = async () => {
        const start = await window.ask('open', { id: 'labbook.showStatus' });
        times.head.push(await shown(sights.head) - start);
        times.rows.push(await shown(sights.rows) - start);
      };
      const bare = async () => {
        const start = await window.ask('open', { id: 'labbookBench.bareView.focus' });
        times.bare.push(await shown(sights.bare) - start);
      };
      // Whoever is second finds more of the window warm.
      for (const open of round % 2 ? [bare, ours] : [ours, bare]) {
        await open();
        await window.ask('command', { id: 'workbench.action.closeAuxiliaryBar' });
        await delay(1_000);
      }
    }
    place.log(JSON.stringify(times));
    return [
      row('aws: panel asked for to the paint of its head, on the emulator', 'ms', times.head, { baseline: times.bare }),
      row('aws: panel asked for to the paint of its rows, on the emulator', 'ms', times.rows, { baseline: times.bare, goal: '<= 500', ok: ({ p50 }) => p50 <= 500 }),
      row('aws: loaded before its first lab opens', '', [loadedBefore === null ? 0 : 1], { goal: '0', ok: ({ p50 }) => p50 === 0 }),
    ];
  } finally {
    await window.close();
  }
}
