/**
 * The real VS Code for tests: the extension from a folder or a .vsix, a home folder of its own, a window in Chromium.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installEditor } from './install.mjs';
import { noToken, noTrust } from './insecureFlags.mjs';
import { startServer } from './server.mjs';

/**
 * @typedef {object} TestEditorOptions
 * @property {string} extension folder of an unpacked extension, or a .vsix file
 * @property {string} [workspace] folder that a window opens; an empty one by default
 * @property {boolean} [trust] Workspace Trust stays on, so that a new folder opens in Restricted Mode; off by default
 * @property {boolean} [token] ask for a connection token; off by default
 * @property {Record<string, unknown>} [settings]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [keep] leave the editor's folder for a look
 * @property {import('../bed/commands.mjs').Log} [log]
 */

/**
 * @typedef {object} TestEditor
 * @property {import('./server.mjs').Server} server
 * @property {string} dir everything of this run lies in here
 * @property {string} home HOME of the extension host and of the terminals
 * @property {string} workspace
 * @property {(options?: {folder?: string, payload?: readonly (readonly [string, string])[]}) => string} address
 * @property {() => Promise<void>} stop
 */

/**
 * @param {TestEditorOptions} options
 * @returns {Promise<TestEditor>}
 */
export async function startEditor({
  extension, workspace, trust = false, token = false, settings, env, keep = false, log = () => undefined,
}) {
  const program = await installEditor({ log });
  const dir = await mkdtemp(join(tmpdir(), 'lb-editor-'));
  const home = join(dir, 'home');
  const folder = workspace ?? join(dir, 'workspace');
  await Promise.all([home, folder].map(path => mkdir(path, { recursive: true })));
  const vsix = extension.endsWith('.vsix') ? extension : undefined;
  const flags = ['--enable-smoke-test-driver', ...token ? [] : [noToken], ...trust ? [] : [noTrust]];
  const server = await startServer({
    program, dir, vsix, token, flags,
    settings: { 'workbench.startupEditor': 'none', 'security.workspace.trust.startupPrompt': 'never', ...settings },
    env: { HOME: home, ...env },
  });
  /** @type {readonly (readonly [string, string])[]} */
  const always = [
    ['skipWelcome', 'true'],
    ...vsix ? [] : [/** @type {const} */ (['extensionDevelopmentPath', `vscode-remote://127.0.0.1:${server.port}${extension}`])],
  ];
  return {
    server,
    dir,
    home,
    workspace: folder,
    address: ({ folder: other = folder, payload = [] } = {}) => server.address(other, [...always, ...payload]),
    stop: async () => {
      await server.stop();
      if (!keep) await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
