/**
 * What a block costs beside a bare terminal, and how the host bears a flood of output.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { webviewWith } from '../editor/browser.mjs';
import { floodLine, writeRunCourse } from './course.mjs';
import { blockOver, clickToMark, clickToOutput } from './inPage.mjs';
import { trustCourse } from './place.mjs';
import { row } from './rows.mjs';

const rounds = 6;
const clicksPerRound = 5;
const pauseMs = 150;

/** @param {import('./place.mjs').Place} place */
async function openShell(place) {
  const window = await place.window('run', writeRunCourse);
  await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'shell'] });
  const note = await webviewWith(window.page, '.block[data-id="warm"]');
  const first = clickToMark(note, 'warm');
  await trustCourse(window.page);
  await first;
  return { ...window, note };
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function overhead(place) {
  const { page, ask, note, close } = await openShell(place);
  await ask('openBare', { line: 'true' });
  const bare = await webviewWith(page, '.block[data-id="bare"]');
  /** @type {number[]} */ const ours = [];
  /** @type {number[]} */ const raw = [];
  // In turns, each with its terminal in view: what slows this machine down slows both.
  for (let n = 0; n < rounds; n++) {
    await ask('showTerminal', { name: 'Lab ' });
    await repeat(ours, () => clickToMark(note, 'true'));
    await ask('showTerminal', { name: 'Bare' });
    await repeat(raw, () => clickToMark(bare, 'bare'));
  }
  await close();
  return [row('block: click to mark of `true`', 'ms', ours, { baseline: raw, goal: '<= 1.2x baseline', ok: ({ p50, baseline }) => p50 <= 1.2 * baseline })];
}

/** The first of each round warms up what the change of terminals cooled. @param {number[]} times @param {() => Promise<number>} measure */
async function repeat(times, measure) {
  for (let n = 0; n <= clicksPerRound; n++) {
    await delay(pauseMs);
    const took = await measure();
    if (n > 0) times.push(took);
  }
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function firstOutput(place) {
  const { page, ask, note, close } = await openShell(place);
  await ask('openBare', { line: 'echo fir"st line"; sleep 0.5' });
  const bare = await webviewWith(page, '.block[data-id="bare"]');
  /** @type {number[]} */ const ours = [];
  /** @type {number[]} */ const raw = [];
  const settled = () => delay(500);
  for (let n = 0; n < rounds; n++) {
    await ask('showTerminal', { name: 'Lab ' });
    await repeat(ours, async () => { const took = await clickToOutput(note, 'first', 'first line'); await settled(); return took; });
    await ask('showTerminal', { name: 'Bare' });
    await repeat(raw, async () => { const took = await clickToOutput(bare, 'bare', 'first line'); await settled(); return took; });
  }
  await close();
  return [row('block: click to first output, warm', 'ms', ours, { baseline: raw, goal: 'p50 <= 300', ok: ({ p50 }) => p50 <= 300 })];
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function flood(place) {
  const { ask, note, close } = await openShell(place);
  await ask('showTerminal', { name: 'Lab ' });
  await delay(5_000);
  const ours = await during(ask, async () => {
    const start = performance.now();
    await note.locator('.block[data-id="flood"] .main').click();
    await note.locator('.block[data-id="flood"] [data-do="stop"]').waitFor();
    await blockOver(note, 'flood', 500_000);
    return performance.now() - start;
  });
  const bare = await during(ask, async () => (await ask('runBare', { line: floodLine })).took);
  await close();
  return [
    row('100 MB: lag of the extension host, p99', 'ms', [ours.lag.p99], { baseline: bare.lag.p99, goal: '<= 50', ok: ({ p50 }) => p50 <= 50 }),
    row('100 MB: worst lag', 'ms', [ours.lag.max], { baseline: bare.lag.max }),
    row('100 MB: heap growth 5 s after', 'MB', [ours.grown], { baseline: bare.grown, goal: '<= 20', ok: ({ p50 }) => p50 <= 20 }),
    row('100 MB: duration', 's', [ours.took / 1000], { baseline: bare.took / 1000 }),
  ];
}

/** @param {import('./place.mjs').Window['ask']} ask @param {() => Promise<number>} act */
async function during(ask, act) {
  const before = await ask('heap');
  await ask('lagStart');
  const took = await act();
  const lag = await ask('lagStop');
  await delay(5_000);
  const after = await ask('heap');
  const size = (/** @type {{heapUsed: number, external: number}} */ { heapUsed, external }) => (heapUsed + external) / 1e6;
  return { took, lag, grown: size(after) - size(before) };
}
