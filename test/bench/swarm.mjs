/**
 * From what happens to a task of a swarm to what the student sees: the moment at which it runs, by its own node's word,
 * until its line in the picture is painted. The baseline is a plain question each second.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { run, until } from '../bed/commands.mjs';
import { alpine } from '../bed/images/alpine.mjs';
import { startSwarmBed } from '../bed/swarmBed.mjs';
import { webviewWith } from '../editor/browser.mjs';
import { api } from '../lab/clients.mjs';
import { writeSwarmCourse } from './course.mjs';
import { blockOver } from './inPage.mjs';
import { trustCourse } from './place.mjs';
import { row } from './rows.mjs';

const counts = [3, 6, 9, 12, 15, 18, 21];

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function swarmRows(place) {
  const dir = await mkdtemp(join(tmpdir(), 'lbw-'));
  const bed = await startSwarmBed({ dir, log: place.log, images: [alpine], nodes: 2 });
  try {
    await makeSwarm(bed);
    return await measure(place, bed);
  } finally {
    await bed.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** @param {import('../bed/swarmBed.mjs').SwarmBed} bed */
function dockerIn(bed) {
  return async (/** @type {string[]} */ ...args) => (await run('docker', args, { env: { ...process.env, ...bed.env } })).trim();
}

/** @param {import('../bed/swarmBed.mjs').SwarmBed} bed */
async function makeSwarm(bed) {
  const docker = dockerIn(bed);
  await docker('swarm', 'init', '--advertise-addr', bed.address);
  const token = await docker('swarm', 'join-token', '--quiet', 'worker');
  for (const { name } of bed.nodes) await docker('--context', name, 'swarm', 'join', '--token', token, `${bed.address}:2377`);
}

/** @param {import('./place.mjs').Place} place @param {import('../bed/swarmBed.mjs').SwarmBed} bed */
async function measure(place, bed) {
  const window = await place.window('swarm', folder => writeSwarmCourse(folder, bed.host));
  await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'swarm'] });
  const note = await webviewWith(window.page, '.block[data-id="made"]');
  await note.locator('.block[data-id="there"] .main').click();
  await trustCourse(window.page);
  await blockOver(note, 'there', 60_000);
  await note.locator('.block[data-id="made"] .main').click();
  await blockOver(note, 'made', 60_000);
  const panel = await webviewWith(window.page, '.pic li[data-uid^="task:"]', { timeout: 60_000 });
  await watchTasks(panel);
  const plain = pollPlainly(bed.socket);
  const docker = dockerIn(bed);
  for (const count of counts) {
    await docker('service', 'scale', '--detach', `bench-swarm=${count}`);
    await until(async () => Object.keys(await taskTimes(panel)).length >= count - 1, { what: `${count} tasks on screen`, timeoutMs: 60_000, everyMs: 200 });
    await delay(1_500);
  }
  plain.stop();
  const painted = await taskTimes(panel);
  const began = await runningSince(bed.socket);
  const late = (/** @type {Record<string, number>} */ seen) => Object.entries(seen).flatMap(([id, at]) => began[id] === undefined ? [] : [at - began[id]]);
  await window.close();
  return [row('swarm: task runs to picture on screen', 'ms', late(painted), {
    baseline: late(plain.seen), goal: 'p50 <= 600, p95 <= 1200', ok: ({ p50, p95 }) => p50 <= 600 && p95 <= 1200,
  })];
}

/** @param {string} socket @returns {Promise<Record<string, number>>} id -> milliseconds since the epoch at which it ran */
async function runningSince(socket) {
  const { lines: [tasks] } = await api(socket, 'GET', '/tasks');
  return Object.fromEntries(tasks.filter((/** @type {any} */ task) => task.Status.State === 'running').map((/** @type {any} */ task) => [task.ID, Date.parse(task.Status.Timestamp)]));
}

/** What a program sees that asks once a second and does nothing else. @param {string} socket */
function pollPlainly(socket) {
  /** @type {Record<string, number>} */ const seen = {};
  const first = runningSince(socket);
  const timer = setInterval(async () => {
    const [before, now] = await Promise.all([first, runningSince(socket)]).catch(() => [{}, {}]);
    for (const id of Object.keys(now)) if (before[id] === undefined) seen[id] ??= performance.timeOrigin + performance.now();
  }, 1_000);
  return { seen, stop: () => clearInterval(timer) };
}

/** Writes down when the line of each task first said that it runs; after the paint. @param {import('playwright-core').Frame} frame */
function watchTasks(frame) {
  return frame.evaluate(() => {
    /** @type {Record<string, number>} */ const painted = {};
    /** @type {any} */ (window).benchTasks = painted;
    const runs = (/** @type {Element} */ line) => line.querySelector('.st')?.textContent === 'running';
    const known = new Set([...document.querySelectorAll('.tasks > li')].filter(runs).map(line => /** @type {HTMLElement} */ (line).dataset.uid));
    new MutationObserver(() => {
      for (const line of document.querySelectorAll('.tasks > li')) {
        const uid = /** @type {HTMLElement} */ (line).dataset.uid ?? '';
        if (known.has(uid) || !runs(line)) continue;
        known.add(uid);
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => { painted[uid.slice('task:'.length)] = performance.timeOrigin + performance.now(); };
          port2.postMessage(undefined);
        });
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** @param {import('playwright-core').Frame} frame @returns {Promise<Record<string, number>>} */
const taskTimes = frame => frame.evaluate(() => ({ .../** @type {any} */ (window).benchTasks }));
