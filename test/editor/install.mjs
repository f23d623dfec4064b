/**
 * The two big programs that the bed takes from npm: a Node that VS Code and vsce accept, and VS Code's server itself.
 * Both lie in the cache folder, outside the project's node_modules: `npm ci` stays quick, the .vsix stays clean.
 *
 * By hand: `node test/editor/install.mjs` fetches both and prints where they are.
 */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, madeOnce } from '../bed/cache.mjs';
import { run } from '../bed/commands.mjs';

/** Pinned together: this server brings VS Code 1.139.1 and is built for Node 24. */
export const versions = { node: '24.21.0', codeServer: '4.139.1', testWeb: '0.0.81' };

/**
 * A Node new enough for VS Code's server and for vsce, whatever runs this script.
 * @param {{log: import('../bed/commands.mjs').Log}} options
 * @returns {Promise<string>} path of the program
 */
export async function installNode({ log }) {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = await madeOnce(join(cacheFolder(), `node-${versions.node}-${process.arch}`), async draft => {
    log(`Fetching Node ${versions.node} (npm package ${name})`);
    await npmInstall(draft, [`${name}@${versions.node}`]);
  });
  return join(folder, 'node_modules', name, 'bin', 'node');
}

/**
 * @typedef {object} EditorProgram
 * @property {string} node the Node it runs on
 * @property {string} server main file of VS Code's server
 */

/**
 * VS Code's server. Nothing is compiled and no package's own script runs.
 * @param {{log: import('../bed/commands.mjs').Log}} options
 * @returns {Promise<EditorProgram>}
 */
export async function installEditor({ log }) {
  const node = await installNode({ log });
  const key = `vscode-server-${versions.codeServer}-node${versions.node}-${process.arch}`;
  const folder = await madeOnce(join(cacheFolder(), key), async draft => {
    log(`Fetching VS Code's server (npm package code-server ${versions.codeServer}); about half a minute`);
    await npmInstall(draft, [`code-server@${versions.codeServer}`]);
    const home = serverHome(draft);
    await run('npm', ['ci', '--omit=dev', '--legacy-peer-deps', ...quiet], { cwd: home, env: withNode(node), timeoutMs: 900_000 });
    await Promise.all((await unused(home)).map(path => rm(path, { recursive: true, force: true })));
  });
  return { node, server: join(serverHome(folder), 'out', 'server-main.js') };
}

/**
 * The server of `npm run test:web` alone: no other command fetches it.
 * @param {{log: import('../bed/commands.mjs').Log}} options
 * @returns {Promise<string>} path of its module
 */
export async function installTestWeb({ log }) {
  const folder = await madeOnce(join(cacheFolder(), `test-web-${versions.testWeb}`), async draft => {
    log(`Fetching @vscode/test-web ${versions.testWeb}`);
    await npmInstall(draft, [`@vscode/test-web@${versions.testWeb}`]);
  });
  return join(folder, 'node_modules', '@vscode', 'test-web', 'out', 'server', 'index.js');
}

const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];

/** @param {string} folder @param {readonly string[]} packages */
async function npmInstall(folder, packages) {
  await writeFile(join(folder, 'package.json'), '{"private":true}\n');
  await run('npm', ['install', '--no-save', '--no-package-lock', ...quiet, ...packages], { cwd: folder, timeoutMs: 900_000 });
}

/** @param {string} folder */
function serverHome(folder) {
  return join(folder, 'node_modules', 'code-server', 'lib', 'vscode');
}

/** The chat extension and its engine: a fifth of the size, needs an account, and would open connections. @param {string} home */
async function unused(home) {
  const extensions = join(home, 'extensions');
  const chat = (await readdir(extensions)).filter(name => name.startsWith('copilot'));
  return [...chat.map(name => join(extensions, name)), join(home, 'node_modules', '@github')];
}

/** @param {string} node @returns {NodeJS.ProcessEnv} with that Node first on PATH */
export function withNode(node) {
  return { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(JSON.stringify(await installEditor({ log: line => console.error(line) })));
}
