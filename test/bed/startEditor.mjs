/**
 * The two ways in which `npm start` opens VS Code: the desktop one, or the server for a browser.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEditor } from '../editor/server.mjs';
import { freePort, run } from './commands.mjs';
import { isAlive } from './daemons.mjs';
import { findProgram } from './debian.mjs';

/**
 * @typedef {object} Opening
 * @property {string} vsix
 * @property {Record<string, string>} env where Docker is, if it is ours
 * @property {{dir: string, workspace: string}} place
 * @property {import('./commands.mjs').Log} log
 */

/** @returns {Promise<string>} the desktop VS Code, if it can be opened here; else an empty text */
export async function findDesktop() {
  if (process.getuid?.() === 0) return ''; // VS Code refuses root
  const linux = process.platform === 'linux';
  const code = await findProgram(process.platform === 'win32' ? 'code.cmd' : 'code') ?? '';
  if (!code && !linux) {
    throw new Error('There is no `code` command. In VS Code run “Shell Command: Install \'code\' command in PATH”, then npm start again.');
  }
  const screen = !linux || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  // A `code` in a remote window's terminal opens files over there and knows no profile of its own.
  return screen && !process.env.VSCODE_IPC_HOOK_CLI ? code : '';
}

/** @param {Opening & {code: string}} opening @returns {Promise<void>} settles when the window has been closed */
export async function openDesktop({ code, vsix, env, place, log }) {
  const own = ['--user-data-dir', join(place.dir, 'desktop', 'user'), '--extensions-dir', join(place.dir, 'desktop', 'extensions')];
  const options = { env: { ...process.env, ...env }, timeoutMs: 0 };
  await run(code, [...own, '--install-extension', vsix, '--force'], options);
  log('VS Code opens. Close its window, or press Ctrl+C here, to end');
  await run(code, [...own, '--new-window', '--wait', place.workspace], options);
}

/**
 * @param {Opening & {house: import('./house.mjs').House, program: import('../editor/install.mjs').EditorProgram}} opening
 * @returns {Promise<void>} settles when the server has ended by itself
 */
export async function openServer({ house, program, vsix, env, place, log }) {
  const dir = join(place.dir, 'server');
  const editor = await house.add(startEditor({
    program, dir, extension: vsix, workspace: place.workspace, env, port: await samePort(place.dir),
    // An empty folder would open in Restricted Mode without a word; so the student is asked.
    settings: { 'security.workspace.trust.startupPrompt': 'always' },
  }));
  log('VS Code is ready. Open this address in a browser on this machine. Keep it to yourself: it holds the token.');
  console.log(`\n  ${editor.url}\n\nCtrl+C ends it.`);
  while (await isAlive(editor.pid)) await delay(1_000);
  if (!house.ending) log(`VS Code's server has ended by itself; its log is ${editor.log}`);
}

/**
 * The port of the last start, if it is free: the browser keeps what the student trusted and opened by address.
 * @param {string} dir
 * @returns {Promise<number>}
 */
async function samePort(dir) {
  const file = join(dir, 'port');
  const last = Number(await readFile(file, 'utf8').catch(() => ''));
  const port = last && await isFree(last) ? last : await freePort();
  await writeFile(file, String(port));
  return port;
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise(answer => {
    const probe = createServer();
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}
