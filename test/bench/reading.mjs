/**
 * Opening a long note, against VS Code's own Markdown preview of the same file.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { webviewWith } from '../editor/browser.mjs';
import { writeReadCourse } from './course.mjs';
import { row } from './rows.mjs';

const notes = 5;
/** What was open before is let go of meanwhile: it is none of the next one's time. */
const restMs = 2_500;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function openLong(place) {
  const window = await place.window('long', folder => writeReadCourse(folder, notes));
  /** @type {number[]} */ const ours = [];
  /** @type {number[]} */ const preview = [];
  const open = async (/** @type {number[]} */ times, /** @type {number} */ n, /** @type {object} */ how) => {
    const start = await window.ask('open', how);
    times.push(await endPainted(window.page, n) - start);
    await window.ask('command', { id: 'workbench.action.closeAllEditors' });
    await delay(restMs);
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
 * The end of a long note, in milliseconds since the epoch; asked every 50 ms, so both ways are late by as much.
 * @param {import('playwright-core').Page} page @param {number} n
 * @returns {Promise<number>}
 */
async function endPainted(page, n) {
  const frame = await webviewWith(page, `h2[id$="bench-end-${n}"]`, { timeout: 60_000 });
  return frame.evaluate(() => new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
  }));
}
