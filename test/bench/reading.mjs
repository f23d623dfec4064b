/**
 * Opening notes, against VS Code's own Markdown preview of the same file: a long one, and each of the shipped course.
 */
import { cp, readFile } from 'node:fs/promises';
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
 * Every section of the course, for the first time in a window that has shown one before, and once more.
 * @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>}
 */
export async function openAny(place) {
  const window = await place.window('any', async folder => { await cp('notes', join(folder, 'notes'), { recursive: true }); });
  const [first, ...others] = await shippedSections();
  if (!first) throw new Error('The course has no section.');
  const preview = await previewTimes(place, window, others);
  await window.ask('open', openOf(first.id));
  const frame = await webviewWith(window.page, headingOf(first.title));
  const cold = await openingTimes(window, frame, [...others, first]);
  const warm = await openingTimes(window, frame, [...others, first]);
  await window.close();
  place.log(JSON.stringify({ cold, warm }));
  const worst = warm.reduce((one, other) => other.took > one.took ? other : one);
  return [
    row(`any of ${cold.length} sections, for the first time: command to painted text`, 'ms', cold.map(({ took }) => took), { baseline: preview }),
    row('the same, opened before', 'ms', warm.map(({ took }) => took), { baseline: preview, goal: 'p95 <= 300', ok: ({ p95 }) => p95 <= 300 }),
    row(`the slowest of these, ${worst.id}`, 'ms', [worst.took], { baseline: Math.max(...preview) }),
  ];
}

/** @param {import('./place.mjs').Window} window @param {import('playwright-core').Frame} frame @param {readonly {id: string, title: string}[]} sections */
async function openingTimes(window, frame, sections) {
  /** @type {{id: string, took: number}[]} */ const times = [];
  for (const { id, title } of sections) {
    // The page stays: it says itself when it has painted the title of another section, and no asking makes that late.
    const shown = frame.evaluate(titlePainted, title);
    const start = await window.ask('open', openOf(id));
    times.push({ id, took: Math.round(await shown - start) });
    await delay(restMs / 5);
  }
  return times;
}

/** VS Code's own preview of the same files, one of them shown before, too. @param {import('./place.mjs').Place} place @param {import('./place.mjs').Window} window @param {readonly {file: string, title: string}[]} sections */
async function previewTimes(place, window, sections) {
  /** @type {number[]} */ const times = [];
  for (const { file, title } of [...sections.slice(-1), ...sections]) {
    const start = await window.ask('open', { id: 'markdown.showPreview', path: join(place.workspace('any'), 'notes', file) });
    const frame = await webviewWith(window.page, headingOf(title), { everyMs: 10 });
    times.push(await frame.evaluate(afterPaint) - start);
    await delay(restMs / 5);
  }
  return times.slice(1);
}

async function shippedSections() {
  const course = await readFile('notes/course.yaml', 'utf8');
  const files = [...course.matchAll(/^\s+- (\S+\.md)$/gm)].map(([, file = '']) => file);
  return Promise.all(files.map(async file => ({ file, id: file.replace(/\.md$/, ''), title: /^# (.+)$/m.exec(await readFile(join('notes', file), 'utf8'))?.[1] ?? '' })));
}

const openOf = (/** @type {string} */ id) => ({ id: 'labbook.openSection', args: ['distributed-systems', id] });
const headingOf = (/** @type {string} */ title) => `h1:text-is(${JSON.stringify(title)})`;

/** In the page. @param {string} title @returns {Promise<number>} milliseconds since the epoch */
function titlePainted(title) {
  return new Promise(done => {
    const look = () => {
      if (document.querySelector('.note h1')?.textContent !== title) return requestAnimationFrame(look);
      return requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
    };
    look();
  });
}

/** In the page. @returns {Promise<number>} milliseconds since the epoch */
function afterPaint() {
  return new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))); });
}

/**
 * The end of a long note, in milliseconds since the epoch; asked every 50 ms, so both ways are late by as much.
 * @param {import('playwright-core').Page} page @param {number} n
 * @returns {Promise<number>}
 */
async function endPainted(page, n) {
  const frame = await webviewWith(page, `h2[id$="bench-end-${n}"]`, { timeout: 60_000 });
  return frame.evaluate(afterPaint);
}
