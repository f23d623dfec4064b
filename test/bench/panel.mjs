/**
 * From what Docker did to what the student sees: an event of the daemon until its row is painted in the status panel.
 */
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../bed/commands.mjs';
import { webviewWith } from '../editor/browser.mjs';
import { api } from '../lab/clients.mjs';
import { writeRunCourse } from './course.mjs';
import { blockOver, rowTimes, watchRows } from './inPage.mjs';
import { trustCourse } from './place.mjs';
import { row } from './rows.mjs';

const rounds = 20;
const crowd = 1000;
const label = 'labbook.bench';

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function statusRows(place) {
  const { socket } = await place.docker();
  const window = await place.window('run', writeRunCourse);
  await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'docker'] });
  const note = await webviewWith(window.page, '.block[data-id="made"]');
  await note.locator('.block[data-id="made"] .main').click();
  await trustCourse(window.page);
  await blockOver(note, 'made', 60_000);
  const panel = await webviewWith(window.page, '.row[data-uid^="container:"]');
  await watchRows(panel);
  const few = await changes(socket, panel);
  try {
    await fill(socket);
    await delay(3_000);
    const many = await changes(socket, panel);
    return [...figures('', few, 40, 150), ...figures(`, ${crowd} containers`, many, 120, 300)];
  } finally {
    await empty(socket);
    await window.close();
  }
}

/** @typedef {{shown: number[], heard: number[]}} Times */

/** @param {string} among @param {Times} times @param {number} p50Limit @param {number} p95Limit */
function figures(among, { shown, heard }, p50Limit, p95Limit) {
  return [row(`panel: event to row on screen${among}`, 'ms', shown, {
    baseline: heard, goal: `p50 <= ${p50Limit}, p95 <= ${p95Limit}`, ok: ({ p50, p95 }) => p50 <= p50Limit && p95 <= p95Limit,
  })];
}

/**
 * Pauses and resumes the lab's container; the baseline is when the event reaches a plain socket.
 * @param {string} socket @param {import('playwright-core').Frame} panel @returns {Promise<Times>}
 */
async function changes(socket, panel) {
  const events = listen(socket);
  await delay(300);
  /** @type {Times} */ const times = { shown: [], heard: [] };
  for (let n = 0; n < rounds; n++) {
    const act = n % 2 ? 'unpause' : 'pause';
    const before = Object.keys(await rowTimes(panel)).length;
    const seen = events.length;
    const { code } = await api(socket, 'POST', `/containers/bench-row/${act}`);
    if (code !== 204) throw new Error(`Docker answered ${code} to ${act}`);
    const event = await until(() => events.slice(seen).find(one => one.action === act), { what: `event ${act}`, timeoutMs: 10_000, everyMs: 5 });
    const at = await until(async () => Object.values(await rowTimes(panel))[before], { what: `row after ${act}`, timeoutMs: 10_000, everyMs: 20 });
    times.shown.push(at - event.time);
    times.heard.push(event.heard - event.time);
    await delay(250);
  }
  events.stop();
  return times;
}

/** Events of containers, in milliseconds since the epoch. @param {string} socketPath */
export function listen(socketPath) {
  /** @type {{action: string, time: number, heard: number}[]} */ const events = [];
  const asked = request({ socketPath, path: `/events?filters=${encodeURIComponent('{"type":["container"]}')}` }, answer => {
    answer.setEncoding('utf8').on('data', text => {
      const heard = performance.timeOrigin + performance.now();
      for (const line of text.trim().split('\n')) {
        const { Action: action, timeNano } = JSON.parse(line);
        events.push({ action, time: timeNano / 1e6, heard });
      }
    }).on('error', () => undefined);
  });
  asked.on('error', () => undefined);
  asked.end();
  return Object.assign(events, { stop: () => asked.destroy() });
}

/** Created, never started. @param {string} socket */
async function fill(socket) {
  const body = JSON.stringify({ Image: 'alpine', Cmd: ['true'], Labels: { [label]: '1' } });
  await inTurns(Array.from({ length: crowd }, (_, n) => n), async n => {
    await post(socket, `/containers/create?name=bench-crowd-${n}`, body);
  });
}

/** @param {string} socket */
async function empty(socket) {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  const { lines } = await api(socket, 'GET', `/containers/json?all=1&filters=${filters}`);
  /** @type {string[]} */ const ids = (lines[0] ?? []).map((/** @type {{Id: string}} */ { Id }) => Id);
  await inTurns(ids, async id => { await api(socket, 'DELETE', `/containers/${id}?force=1`); });
  await api(socket, 'DELETE', '/containers/bench-row?force=1');
}

/** @template T @param {T[]} items @param {(item: T) => Promise<void>} act four at a time */
async function inTurns(items, act) {
  const left = [...items];
  await Promise.all(Array.from({ length: 4 }, async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  }));
}

/** @param {string} socketPath @param {string} path @param {string} body @returns {Promise<void>} */
export function post(socketPath, path, body) {
  return new Promise((done, fail) => {
    const asked = request({ socketPath, method: 'POST', path, headers: { 'content-type': 'application/json' } }, answer => {
      answer.resume();
      answer.once('end', () => answer.statusCode === 201 ? done() : fail(new Error(`Docker answered ${answer.statusCode} to ${path}`)));
    });
    asked.once('error', fail);
    asked.end(body);
  });
}
