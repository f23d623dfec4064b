/**
 * Loaded before VS Code's server: its page encrypts secrets with a key, one half of which the server must keep. The
 * server's usual starter answers that request; the bed starts the server itself, so without this no secret would
 * outlive the page. Only who knows the connection token is answered.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';

/** @param {string} name */
const argument = name => process.argv[process.argv.indexOf(name) + 1] ?? '';
const token = readFileSync(argument('--connection-token-file'), 'utf8').trim();
const file = join(argument('--user-data-dir'), 'key-half');

function half() {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/** @param {http.IncomingMessage} request */
function knowsToken({ headers }) {
  const given = Buffer.from(/(?:^|;\s*)vscode-tkn=([^;]*)/.exec(headers.cookie ?? '')?.[1] ?? '');
  return given.length === token.length && timingSafeEqual(given, Buffer.from(token));
}

/** @param {http.RequestListener} listener @returns {http.RequestListener} */
const answering = listener => (request, response) => {
  if (request.method !== 'POST' || !request.url?.split('?')[0].endsWith('/mint-key')) return listener(request, response);
  response.writeHead(knowsToken(request) ? 200 : 403).end(knowsToken(request) ? half() : '');
};

const { createServer } = http;
http.createServer = /** @type {typeof createServer} */ ((/** @type {any[]} */ ...args) =>
  createServer(...args.map(arg => typeof arg === 'function' ? answering(arg) : arg)));
syncBuiltinESMExports();
// Not for the processes that the server starts.
process.execArgv.splice(0, process.execArgv.length, ...process.execArgv.filter((arg, index, all) => arg !== '--import' && all[index - 1] !== '--import'));
