/**
 * What Labbook costs the extension host: its start, and its answers to the Markdown editor.
 */
import { join } from 'node:path';
import { writeReadCourse, writeRunCourse } from './course.mjs';
import { row } from './rows.mjs';

const starts = 7;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function activation(place) {
  const window = await place.window('run', writeRunCourse);
  const times = [];
  for (let n = 0; n < starts; n++) {
    if (n > 0) await window.reload();
    times.push(await window.ask('activation'));
  }
  await window.close();
  return [
    row('activation: load and activate', 'ms', times.map(({ load, activate }) => load + activate), { goal: 'p50 < 50', ok: ({ p50 }) => p50 < 50 }),
    row('activation: load', 'ms', times.map(({ load }) => load)),
  ];
}

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function lenses(place) {
  const window = await place.window('read', folder => writeReadCourse(folder, 0));
  const path = join(place.workspace('read'), 'notes', 'lenses.md');
  const ask = (/** @type {number} */ count, /** @type {boolean} */ edit) => window.ask('lenses', { path, count, edit });
  await ask(1, false);
  const edited = await ask(20, true);
  const warm = await ask(50, false);
  await window.close();
  if (warm.found < 1000) throw new Error(`Only ${warm.found} lenses on 500 blocks`);
  return [
    row('CodeLens on 500 blocks: answer', 'ms', warm.times, { goal: 'p95 <= 5', ok: ({ p95 }) => p95 <= 5 }),
    row('CodeLens on 500 blocks: first answer after an edit', 'ms', edited.times),
  ];
}
