/**
 * Opening a long note, against VS Code's own Markdown preview of the same file.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../bed/commands.mjs';
import { writeReadCourse } from './course.mjs';
import { row } from './rows.mjs';

const notes = 4;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function openLong(place) {
  /** @type {Map<string, number>} */ const painted = new Map();
  const window = await place.window('long', folder => writeReadCourse(folder, notes), page => reportEnds(page, painted));
  /** @type {number[]} */ const ours = [];
  /** @type {number[]} */ const preview = [];
  const open = async (/** @type {number[]} */ times, /** @type {number} */ n, /** @type {object} */ how) => {
    painted.clear();
    const start = await window.ask('open', how);
    const end = await until(() => painted.get(`bench-end-${n}`), { what: `end of note ${n} on screen`, timeoutMs: 60_000, everyMs: 20 });
    times.push(end - start);
    await window.ask('command', { id: 'workbench.action.closeAllEditors' });
    await delay(1_000);
  };
  for (let n = 0; n < notes; n++) {
    const both = [
      () => open(ours, n, { id: 'labbook.openSection', args: ['bench', `big-${n}`] }),
      () => open(preview, n, { id: 'markdown.showPreview', path: join(place.workspace('long'), 'notes', `big-${n}.md`) }),
    ];
    // The first of a file reads it from the disk.
    for (const one of n % 2 ? both : both.reverse()) await one();
  }
  await window.close();
  return [row('1 MB note: command to paint of all of it', 'ms', ours, { baseline: preview, goal: '<= 0.5x baseline', ok: ({ p50, baseline }) => p50 <= 0.5 * baseline })];
}

/**
 * In every frame of the page: tells when the last heading of a long note is painted.
 * @param {import('playwright-core').Page} page @param {Map<string, number>} painted
 */
async function reportEnds(page, painted) {
  await page.exposeBinding('benchPainted', (_, id, at) => { if (!painted.has(id)) painted.set(id, at); });
  await page.addInitScript(() => {
    if (window === window.top) return;
    /** @type {string | undefined} */ let told;
    // By frame: a web view writes its document anew, and an observer would be left behind on the old one.
    const look = () => {
      const id = document.querySelector('h2[id*="bench-end-"]')?.id.replace(/^.*(?=bench-end-)/, '');
      if (id && id !== told) requestAnimationFrame(() => requestAnimationFrame(() => { void /** @type {any} */ (window).benchPainted(id, performance.timeOrigin + performance.now()); }));
      told = id;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
