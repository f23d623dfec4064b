/**
 * The two ways in which `npm start` opens VS Code: the desktop one, or the server for a browser.
 */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startEditor } from '../editor/server.mjs';
import { run } from './commands.mjs';
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
  const { workspace } = place;
  const editor = await house.add(startEditor({ program, dir: join(place.dir, 'server'), extension: vsix, workspace, env }));
  log('VS Code is ready. Open this address in a browser on this machine. Keep it to yourself: it holds the token.');
  console.log(`\n  ${editor.url}\n\nCtrl+C ends it.`);
  while (await isAlive(editor.pid)) await delay(1_000);
  if (!house.ending) log(`VS Code's server has ended by itself; its log is ${editor.log}`);
}
