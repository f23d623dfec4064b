/**
 * `npm run test:web`: Labbook in the VS Code of vscode.dev, which @vscode/test-web downloads and serves; a Chromium of this
 * machine opens it. It is not part of `npm test`: the same tests run there in the web extension host of VS Code's server.
 *
 * @vscode/test-web brings 113 packages, 46 MB, and at its install a browser of its own: it is no dependency of this
 * project, but fetched into the cache by whoever runs this, and without the packages' own scripts.
 */
import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../bed/cache.mjs';
import { freePort, run } from '../bed/commands.mjs';
import { installTestWeb } from './install.mjs';

const log = (/** @type {string} */ line) => console.log(`[web] ${line}`);

/** @param {{quality?: string, grep?: string}} choice @returns {Promise<number>} exit code */
async function main({ quality = 'stable', grep }) {
  process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
  const main = await installTestWeb({ log }).catch(error => /** @type {Error} */ (error));
  if (main instanceof Error) return refuse(`@vscode/test-web cannot be fetched: ${main.message}`, 'run it where an npm registry can be reached');
  await run('npm', ['run', '-s', 'build']);
  const { open } = await import(pathToFileURL(main).href);
  const port = await freePort();
  const server = await open({
    browserType: 'none', quality, port, host: '127.0.0.1', extensionDevelopmentPath: resolve('.'), testRunnerDataDir: join(cacheFolder(), 'vscode-web'),
  }).catch((/** @type {unknown} */ error) => error instanceof Error ? error : new Error(String(error)));
  if (server instanceof Error) return refuse(`VS Code for the web (${quality}) cannot be downloaded: ${server.message}`, 'run it where update.code.visualstudio.com can be reached');
  try {
    return await mocha({ LABBOOK_WEB: `http://127.0.0.1:${port}` }, grep);
  } finally {
    server.dispose();
  }
}

/** @param {Record<string, string>} env @param {string} [grep] @returns {Promise<number>} */
function mocha(env, grep) {
  const words = ['test/bed/runMocha.mjs', '--timeout', '60000', '--summary', 'out/results/web.json', ...grep ? ['--grep', grep] : [], 'test/editor/webWindow.mjs'];
  const child = spawn(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ...env } });
  return new Promise(done => child.once('exit', code => done(code ?? 1)));
}

/** @param {string} reason @param {string} remedy */
function refuse(reason, remedy) {
  log(`NOT RUN: ${reason}. Remedy: ${remedy}. The same tests run in the web extension host of VS Code's server: npm test -- --only e2e --grep "no Node runs".`);
  return 2;
}

const text = /** @type {const} */ ({ type: 'string' });
process.exitCode = await main(parseArgs({ options: { quality: text, grep: text } }).values);
