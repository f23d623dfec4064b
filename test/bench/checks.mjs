/**
 * From what Docker did to what a check says: an event that decides until the result is painted beside its step.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../bed/commands.mjs';
import { webviewWith } from '../editor/browser.mjs';
import { api } from '../lab/clients.mjs';
import { writeCheckCourse } from './course.mjs';
import { blockOver, checkTimes, watchChecks } from './inPage.mjs';
import { listen, post } from './panel.mjs';
import { trustCourse } from './place.mjs';
import { row } from './rows.mjs';

const rounds = 20;

/** @param {import('./place.mjs').Place} place @returns {Promise<import('./rows.mjs').Row[]>} */
export async function checkResults(place) {
  const { socket } = await place.docker();
  const window = await place.window('checks', folder => writeCheckCourse(folder, rounds));
  try {
    await window.ask('command', { id: 'labbook.openSection', args: ['bench', 'checks'] });
    const note = await webviewWith(window.page, '.block[data-id="warm"]');
    await note.locator('.block[data-id="warm"] .main').click();
    await trustCourse(window.page);
    await blockOver(note, 'warm', 60_000);
    await note.locator('li.check', { hasText: 'Not yet' }).nth(rounds - 1).waitFor();
    await watchChecks(note);
    const events = listen(socket);
    await delay(300);
    const done = await each(note, events, 'start', 'Done', async n => {
      await post(socket, `/containers/create?name=bench-c${n}`, JSON.stringify({ Image: 'alpine', Cmd: ['sleep', '1000'] }));
      await api(socket, 'POST', `/containers/bench-c${n}/start`);
    });
    // Done for good only then: what goes before is no longer called done.
    await delay(2500);
    const gone = await each(note, events, 'pause', 'Done, gone now', async n => { await api(socket, 'POST', `/containers/bench-c${n}/pause`); });
    events.stop();
    const goal = { goal: 'p95 <= 200', ok: (/** @type {{p95: number}} */ { p95 }) => p95 <= 200 };
    return [
      row('check: event to "Done" on screen', 'ms', done.shown, { baseline: done.heard, ...goal }),
      row('check: event to "gone now" on screen', 'ms', gone.shown, { baseline: gone.heard, ...goal }),
    ];
  } finally {
    for (let n = 0; n < rounds; n++) await api(socket, 'DELETE', `/containers/bench-c${n}?force=1`);
    await window.close();
  }
}

/**
 * The baseline is when the event reaches a plain socket.
 * @param {import('playwright-core').Frame} note @param {ReturnType<typeof listen>} events @param {string} action @param {string} word
 * @param {(n: number) => Promise<void>} act
 */
async function each(note, events, action, word, act) {
  const times = { /** @type {number[]} */ shown: [], /** @type {number[]} */ heard: [] };
  for (let n = 0; n < rounds; n++) {
    const seen = events.length;
    await act(n);
    const event = await until(() => events.slice(seen).find(one => one.action === action), { what: `event ${action}`, timeoutMs: 10_000, everyMs: 5 });
    const at = await until(async () => (await checkTimes(note))[`c${n} ${word}`], { what: `check ${n}: ${word}`, timeoutMs: 10_000, everyMs: 20 });
    times.shown.push(at - event.time);
    times.heard.push(event.heard - event.time);
    await delay(100);
  }
  return times;
}
