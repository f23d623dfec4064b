/**
 * The real VS Code, as a server on 127.0.0.1 that a browser opens. By default it is as safe as a student needs it: a
 * random connection token, Workspace Trust on, a profile of its own, nothing sent anywhere.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from '../bed/cache.mjs';
import { run, until } from '../bed/commands.mjs';
import { endProcess, processesUnder } from '../bed/daemons.mjs';
import { asNobody } from './nobody.mjs';
import { defaultSettings } from './settings.mjs';

/**
 * @typedef {object} EditorOptions
 * @property {import('./install.mjs').EditorProgram} program
 * @property {string} dir folder of this start: data, extensions, logs; kept by `stop`
 * @property {string} extension a .vsix file, which is installed, or a folder with a built extension, which is opened as
 *   an extension in development
 * @property {string} workspace folder to open
 * @property {readonly string[]} [packs] further .vsix files, which are installed first
 * @property {readonly string[]} [flags] further flags of the server
 * @property {object} [settings] user settings on top of the bed's own
 * @property {NodeJS.ProcessEnv} [env] variables for the server, the extension and the terminals
 * @property {readonly string[]} [enter] words before a program that bring it into the network where a Docker bed publishes ports
 * @property {boolean} [nobody] it runs as a user without rights; needs root
 * @property {number} [port] a free one by default. The browser keeps a window's state by address: another port, another state
 */

/**
 * @typedef {object} Editor
 * @property {string} url address that opens the workspace; holds the secret token
 * @property {string} origin `http://127.0.0.1:PORT`
 * @property {number} port
 * @property {number} pid
 * @property {string} log path of the server's log
 * @property {(options?: {workspace?: string, tests?: string, payload?: [string, string][]}) => string} address of another
 *   window: another folder, or a run of the tests in a file that exports `run()`
 * @property {() => Promise<void>} stop ends the server and everything it started
 */

/**
 * @param {EditorOptions} options
 * @returns {Promise<Editor>}
 */
export async function startEditor({ program, dir, extension, workspace, packs = [], flags = [], settings = {}, env = {}, enter = [], nobody = false, port: wanted = 0 }) {
  const folders = await layOut(dir, settings);
  const token = randomBytes(24).toString('base64url');
  await writeFile(folders.token, token, { mode: 0o600 });
  const own = ['--server-data-dir', folders.server, '--user-data-dir', folders.user, '--extensions-dir', folders.extensions];
  const packed = extension.endsWith('.vsix');
  const variables = { ...environment(), ...env };
  for (const file of [...packed ? [extension] : [], ...packs]) await run(program.node, [program.server, ...own, '--install-extension', file, '--force'], { env: variables });
  const user = nobody ? await asNobody(dir, [cacheFolder(), repository, ...packed ? [] : [extension]], [program.node, program.server]) : [];
  const [file, ...words] = [...enter, ...user, program.node];
  const child = spawn(String(file), [
    ...words, '--import', keyHalf, program.server, '--host', '127.0.0.1', '--port', String(wanted), '--connection-token-file', folders.token,
    '--accept-server-license-terms', '--telemetry-level', 'off', ...own, ...packed ? [] : developing, ...flags,
  ], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: variables });
  const port = await portOf(child, folders.log);
  const origin = `http://127.0.0.1:${port}`;
  const address = windowAddress({ origin, port, token, workspace, extension: packed ? undefined : extension });
  return {
    url: address(), origin, port, pid: /** @type {number} */ (child.pid), log: folders.log, address,
    stop: () => stop(/** @type {number} */ (child.pid), dir),
  };
}

const repository = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
const keyHalf = new URL('keyHalf.mjs', import.meta.url).href;

/** Without it a window heeds neither an extension in development nor a run of tests. */
const developing = ['--enable-smoke-test-driver'];

/** @param {string} dir @param {object} settings */
async function layOut(dir, settings) {
  const at = (/** @type {string} */ name) => join(dir, name);
  const folders = { server: at('server'), user: at('user'), extensions: at('extensions'), token: at('token'), log: at('server.log') };
  const text = JSON.stringify({ ...defaultSettings, ...settings }, null, 2);
  for (const folder of [join(folders.user, 'User'), join(folders.server, 'data', 'Machine'), folders.extensions]) {
    await mkdir(folder, { recursive: true });
  }
  // Whoever starts in the same folder again finds the settings as they left them.
  await writeFile(join(folders.user, 'User', 'settings.json'), text, { flag: 'wx' }).catch(error => { if (error.code !== 'EEXIST') throw error; });
  return folders;
}

/** The terminals are a student's: without what npm, mocha or another editor around this process put in. */
function environment() {
  const foreign = /^(npm_|VSCODE_|ELECTRON_|MOCHA_|NODE_OPTIONS$|INIT_CWD$|CI$)/;
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(own), EXTENSIONS_GALLERY: '{"serviceUrl":""}' }; // no shop: nothing asks the internet
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {string} log path
 * @returns {Promise<number>}
 */
async function portOf(child, log) {
  const file = createWriteStream(log, { flags: 'a' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', part => { said = (said + part).slice(-20_000); file.write(part); });
  /** @type {unknown} */ let failure;
  child.once('error', error => { failure = error; });
  child.once('close', () => file.end());
  const port = await until(() => {
    if (failure || child.exitCode !== null) throw new Error(`VS Code's server ended at once: ${failure ?? said.trim()}`);
    return /Server bound to 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
  }, { what: `port in the log of VS Code's server (${log})`, timeoutMs: 60_000 });
  return Number(port);
}

/**
 * @param {{origin: string, port: number, token: string, workspace: string, extension?: string}} place
 * @returns {Editor['address']}
 */
function windowAddress({ origin, port, token, workspace, extension }) {
  const remote = (/** @type {string} */ path) => `vscode-remote://127.0.0.1:${port}${path}`;
  return ({ workspace: folder = workspace, tests, payload = [] } = {}) => {
    const entries = [['skipWelcome', 'true'], ...payload];
    if (extension) entries.push(['extensionDevelopmentPath', remote(extension)]);
    if (tests) entries.push(['extensionTestsPath', remote(tests)]);
    const query = new URLSearchParams({ tkn: token, folder, payload: JSON.stringify(entries) });
    return `${origin}/?${query}`;
  };
}

/** @param {number} pid @param {string} dir */
async function stop(pid, dir) {
  await endProcess(pid);
  for (const left of await processesUnder(dir)) await endProcess(left);
}

/** @param {string} dir removes what a start left in `dir` */
export async function forgetEditor(dir) {
  await rm(dir, { recursive: true, force: true, maxRetries: 3 });
}
