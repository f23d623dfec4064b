/**
 * Asks the API server of the bed's cluster from where its student is: `node clusterHand.mjs PKI-FOLDER SERVER`, started
 * with the bed's words. A line of JSON is a question, `{id, method, path, body}`, and a line is its answer, `{id, status,
 * body, sent, answered}`, with times in milliseconds since the epoch. `{id, watch: PATH}` answers each event of that
 * watch as `{id, heard, event}`; `{id, ready: true}` answers once /readyz says yes.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const [pki = '', server = ''] = process.argv.slice(2);
const file = (/** @type {string} */ name) => readFileSync(join(pki, name));
const keys = { ca: file('ca.crt'), cert: file('admin.crt'), key: file('admin.key') };
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const now = () => performance.timeOrigin + performance.now();
const say = (/** @type {object} */ answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);

/** @param {{method?: string, path: string, body?: object, fresh?: boolean}} asked @param {(answer: import('node:http').IncomingMessage) => void} got @param {(error: Error) => void} failed */
function ask({ method = 'GET', path, body, fresh = false }, got, failed) {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const sent = request(new URL(path, server), { method, agent: fresh ? false : agent, ...keys, headers: { 'content-type': type, 'user-agent': 'curl/bench' } }, got);
  sent.once('error', failed);
  sent.end(body && JSON.stringify(body));
}

/** @param {object} asked @returns {Promise<{status: number, body: string}>} status 0: no answer */
function answerTo(asked) {
  return new Promise(done => ask(/** @type {any} */ (asked), answer => {
    let body = '';
    answer.setEncoding('utf8').on('data', part => { body += part; }).once('error', () => done({ status: 0, body }));
    answer.once('end', () => done({ status: answer.statusCode ?? 0, body }));
  }, error => done({ status: 0, body: error.message })));
}

/** @param {unknown} id @param {string} path */
function watch(id, path) {
  ask({ path, fresh: true }, answer => {
    say({ id, began: true });
    let rest = '';
    // Not by `readline`: where the server is killed, its interface would throw.
    answer.setEncoding('utf8').on('error', () => undefined).on('data', part => {
      const lines = (rest + part).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) say({ id, heard: now(), event: JSON.parse(line) });
    });
  }, error => say({ id, failed: error.message }));
}

createInterface({ input: process.stdin }).on('line', async line => {
  const { id, watch: path, ready, ...asked } = JSON.parse(line);
  if (path) return watch(id, path);
  const sent = now();
  if (ready) while ((await answerTo({ path: '/readyz', fresh: true })).status !== 200) await delay(10);
  const { status, body } = ready ? { status: 200, body: '' } : await answerTo(asked);
  say({ id, sent, answered: now(), status, body: body.startsWith('{') ? JSON.parse(body) : body });
});
