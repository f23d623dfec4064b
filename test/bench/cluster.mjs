/**
 * From what happened in a cluster to what the student sees. The baseline is a plain watch by a program of its own.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { until } from '../bed/commands.mjs';
import { server } from '../bed/kube/kubeconfig.mjs';
import { runCommand, webviewWith } from '../editor/browser.mjs';
import { shared } from '../editor/shared.mjs';
import { writeClusterCourse } from './course.mjs';
import { blockOver, rowTimes, watchRows, wordPainted } from './inPage.mjs';
import { trustCourse } from './place.mjs';
import { row } from './rows.mjs';

const rounds = 20;
const crowd = 1000;
const restarts = 3;
const pods = '/api/v1/namespaces/default/pods';

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function clusterRows(place) {
  const bed = await shared.kube.get();
  const hand = openHand(bed, join(place.dir, 'kube/pki'));
  const window = await place.window('cluster', writeClusterCourse, { kube: true });
  try {
    const loadedBefore = await window.ask('partLoad', { part: 'kubernetes' });
    const note = await openLab(window);
  await note.locator('.block[data-id="made"] .bar .state .i-pass').waitFor();
    const loaded = await window.ask('partLoad', { part: 'kubernetes' });
    const panel = await webviewWith(window.page, '.row[data-uid^="pod:"]');
    await watchRows(panel);
    const few = await changes(hand, panel);
    const again = await restartTimes({ bed, hand, panel });
    place.log(JSON.stringify({ few, again, loaded, loadedBefore }));
    await crowdIn(note, hand);
    const first = await firstPaint(window);
    place.log(`first paint of ${crowd} pods: ${first.took} ms`);
    await watchRows(first.panel);
    const many = await changes(hand, first.panel);
    const hidden = await askedWhileHidden({ bed, hand, window });
    return [
      ...figures('', few, 60, 250), ...figures(`, ${crowd} pods`, many, 120, 300),
      row(`cluster: panel asked for to its paint, ${crowd} pods`, 'ms', [first.took], { goal: '<= 1000', ok: ({ p50 }) => p50 <= 1000 }),
      row('cluster: API server ready again to “Live”', 'ms', again, { goal: '<= 2000', ok: ({ p95 }) => p95 <= 2000 }),
      row('cluster: requests while the panel is hidden', '', [hidden], { goal: '0', ok: ({ p50 }) => p50 === 0 }),
      row('cluster: load of its code, when its first lab opens', 'ms', [loaded?.took ?? NaN], { goal: '<= 100, not before', ok: ({ p50 }) => p50 <= 100 && loadedBefore === null }),
    ];
  } finally {
    hand.close();
    await window.close();
  }
}

/** @param {string} among @param {Times} times @param {number} p50Limit @param {number} p95Limit */
function figures(among, { shown, heard }, p50Limit, p95Limit) {
  return [row(`cluster: change to row on screen${among}`, 'ms', shown, {
    baseline: heard, goal: `p50 <= ${p50Limit}, p95 <= ${p95Limit}`, ok: ({ p50, p95 }) => p50 <= p50Limit && p95 <= p95Limit,
  })];
}

/** @param {import('./place.mjs').Window} window */
async function openLab(window) {
  await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'cluster'] });
  const note = await webviewWith(window.page, '.block[data-id="made"]');
  await note.locator('.block[data-id="made"] .main').click();
  await trustCourse(window.page);
  await blockOver(note, 'made', 60_000);
  await window.ask('command', { id: 'labbook.showStatus' });
  return note;
}

/** @typedef {{shown: number[], heard: number[]}} Times from when the change was asked for */
/** @typedef {ReturnType<typeof openHand>} Hand */

/**
 * A pod that no scheduler takes says in turns that it runs and that its image cannot be had: its status is written as the
 * kubelet would write it.
 * @param {Hand} hand @param {import('playwright-core').Frame} panel @returns {Promise<Times>}
 */
async function changes(hand, panel) {
  const watch = await hand.watch(`${pods}?watch=true&fieldSelector=metadata.name=bench-row`);
  /** @type {Times} */ const times = { shown: [], heard: [] };
  for (let n = 0; n < rounds; n++) {
    const before = Object.keys(await rowTimes(panel)).length;
    const seen = watch.events.length;
    const { sent, status } = await hand.ask({ method: 'PATCH', path: `${pods}/bench-row/status`, body: { status: statusOf(n % 2 === 0) } });
    if (status !== 200) throw new Error(`The API server answered ${status} to a change of the pod`);
    const { heard } = await until(() => watch.events[seen], { what: 'event of the pod', timeoutMs: 10_000, everyMs: 5 });
    const at = await until(async () => Object.values(await rowTimes(panel))[before], { what: `row after change ${n}`, timeoutMs: 10_000, everyMs: 20 });
    times.shown.push(at - sent);
    times.heard.push(heard - sent);
    await delay(250);
  }
  return times;
}

/** @param {boolean} failing */
function statusOf(failing) {
  const image = 'registry.k8s.io/minikube/kubernetes-bootcamp:v1';
  const state = failing ? { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image' }, running: null } : { running: { startedAt: new Date().toISOString() }, waiting: null };
  return { phase: failing ? 'Pending' : 'Running', containerStatuses: [{ name: 'bench', image, imageID: '', ready: !failing, restartCount: 0, started: !failing, state }] };
}

/**
 * @param {{bed: import('../bed/kubeBed.mjs').KubeBed, hand: Hand, panel: import('playwright-core').Frame}} on
 * @returns {Promise<number[]>}
 */
async function restartTimes({ bed, hand, panel }) {
  const { 'kube-apiserver': api } = bed.components;
  const times = [];
  for (let n = 0; n < restarts; n++) {
    await api.kill();
    await panel.locator('.phead').getByText('Live', { exact: true }).waitFor({ state: 'detached', timeout: 30_000 });
    const live = wordPainted(panel, '.phead', 'Live');
    const started = api.start();
    const { answered } = await hand.ready();
    times.push(await live - answered);
    await started;
    await delay(1_000);
  }
  return times;
}

/** A deployment of so many pods that no scheduler takes. @param {import('playwright-core').Frame} note @param {Hand} hand */
async function crowdIn(note, hand) {
  await note.locator('.block[data-id="crowd"] .main').click();
  await blockOver(note, 'crowd', 60_000);
  const count = async () => (await hand.ask({ path: `${pods}?limit=1` })).body?.metadata?.remainingItemCount ?? 0;
  await until(async () => await count() >= crowd, { what: `${crowd} pods`, timeoutMs: 240_000, everyMs: 1_000 });
  await delay(3_000);
}

/** In a fresh window, whose lab is open. @param {import('./place.mjs').Window} window */
async function firstPaint(window) {
  await window.ask('command', { id: 'workbench.action.closeAuxiliaryBar' });
  await window.reload(false);
  await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'cluster'] });
  await webviewWith(window.page, '.block[data-id="made"]');
  await delay(3_000);
  const start = await window.ask('open', { id: 'labbook.showStatus' });
  const panel = await webviewWith(window.page, '.row[data-uid^="pod:"]', { timeout: 60_000 });
  const painted = await panel.evaluate(() => new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.timeOrigin + performance.now())));
  }));
  return { panel, took: painted - start };
}

/**
 * The note of a Kubernetes lab shows which cluster its commands reach: it is closed, and the panel hidden.
 * @param {{bed: import('../bed/kubeBed.mjs').KubeBed, hand: Hand, window: import('./place.mjs').Window}} on
 */
async function askedWhileHidden({ bed, hand, window }) {
  await runCommand(window.page, 'View: Close All Editors');
  await window.ask('command', { id: 'workbench.action.closeAuxiliaryBar' });
  await window.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
  await delay(2_000);
  const others = async () => (await bed.questions()).filter(({ program }) => !program.startsWith('kubectl/')).length;
  const before = await others();
  await hand.ask({ method: 'PATCH', path: `${pods}/bench-row/status`, body: { status: statusOf(true) } });
  await delay(10_000);
  return await others() - before;
}

/** A program where the student is, with the student's rights. @param {import('../bed/kubeBed.mjs').KubeBed} bed @param {string} pki */
function openHand(bed, pki) {
  const [file, ...words] = [...bed.enter, process.execPath, fileURLToPath(new URL('clusterHand.mjs', import.meta.url)), pki, server];
  const child = spawn(String(file), words, { stdio: ['pipe', 'pipe', 'inherit'] });
  /** @type {Map<number, (answer: any) => void>} */ const waiting = new Map();
  createInterface({ input: child.stdout }).on('line', line => { const answer = JSON.parse(line); waiting.get(answer.id)?.(answer); });
  let last = 0;
  /** @type {(error: Error) => void} */ let broken = () => undefined;
  /** @type {Promise<never>} */ const ended = new Promise((_, fail) => { broken = fail; });
  ended.catch(() => undefined);
  child.once('exit', code => broken(new Error(`The program that asks the cluster ended with ${code}`)));
  const send = (/** @type {object} */ asked, /** @type {(answer: any) => void} */ hear) => {
    waiting.set(++last, hear);
    child.stdin.write(`${JSON.stringify({ ...asked, id: last })}\n`);
  };
  return {
    /** @param {{method?: string, path: string, body?: object}} asked @returns {Promise<{status: number, body: any, sent: number, answered: number}>} */
    ask: asked => Promise.race([ended, new Promise(done => send(asked, done))]),
    /** @returns {Promise<{answered: number}>} when /readyz first said yes */
    ready: () => Promise.race([ended, new Promise(done => send({ ready: true }, done))]),
    /** @param {string} path @returns {Promise<{events: {heard: number, event: any}[]}>} */
    watch: path => new Promise(done => {
      /** @type {{heard: number, event: any}[]} */ const events = [];
      send({ watch: path }, answer => { if (answer.began) done({ events }); else events.push(answer); });
    }),
    close: () => child.kill(),
  };
}
