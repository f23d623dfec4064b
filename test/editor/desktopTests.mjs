/**
 * `npm run test:desktop`: the integration tests in the desktop VS Code, which @vscode/test-electron downloads.
 *
 * `npm run test:desktop -- --version 1.101.0 --grep TEXT`. Needs the internet and a screen (`xvfb-run -a` will do).
 * It is not part of `npm test`: the same tests run there in VS Code's server.
 */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../bed/cache.mjs';
import { run } from '../bed/commands.mjs';
import { withoutTrustPrompt } from './insecureFlags.mjs';
import { installNode, withNode } from './install.mjs';
import { defaultSettings } from './settings.mjs';

const log = (/** @type {string} */ line) => console.log(`[desktop] ${line}`);

/** @param {{version?: string, grep?: string}} choice @returns {Promise<number>} exit code */
async function main({ version = 'stable', grep }) {
  process.chdir(fileURLToPath(new URL('../../', import.meta.url)));
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return refuse('there is no screen', 'apt-get install xvfb, then xvfb-run -a npm run test:desktop');
  }
  const { downloadAndUnzipVSCode, runTests } = await import('@vscode/test-electron');
  const vscodeExecutablePath = await downloadAndUnzipVSCode({ version, cachePath: join(cacheFolder(), 'vscode-desktop') })
    .catch(error => error);
  if (vscodeExecutablePath instanceof Error) {
    return refuse(`VS Code (${version}) cannot be downloaded: ${vscodeExecutablePath.message}`, 'run it where update.code.visualstudio.com can be reached');
  }
  await run('npm', ['run', '-s', 'build']);
  const { bundleHostTests } = await import('../bed/bundle.mjs');
  const extensionTestsPath = await bundleHostTests(resolve('test/integration'), resolve('out/integration'));
  const dir = await mkdtemp(join(tmpdir(), 'lb-desktop-'));
  try {
    const place = await layOut(dir);
    return await runTests({
      vscodeExecutablePath, extensionTestsPath, extensionDevelopmentPath: resolve('.'),
      launchArgs: [
        place.workspace, '--user-data-dir', place.user, '--extensions-dir', join(dir, 'extensions'), ...withoutTrustPrompt,
        ...process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      ],
      extensionTestsEnv: {
        HOME: place.home, LABBOOK_LINES: place.lines, LABBOOK_SUMMARY: resolve('out/results/desktop.json'),
        ...grep ? { LABBOOK_GREP: grep } : {},
      },
    }).catch(() => 1).finally(async () => console.log(await readFile(place.lines, 'utf8')));
  } finally {
    await rm(dir, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** @param {string} dir */
async function layOut(dir) {
  const place = { home: join(dir, 'home'), workspace: join(dir, 'workspace'), user: join(dir, 'user'), lines: join(dir, 'lines.txt') };
  await Promise.all([place.home, place.workspace, join(place.user, 'User')].map(path => mkdir(path, { recursive: true })));
  await writeFile(place.lines, '');
  await writeFile(join(place.user, 'User', 'settings.json'), JSON.stringify(defaultSettings));
  return place;
}

/** @param {string} reason @param {string} remedy */
function refuse(reason, remedy) {
  log(`NOT RUN: ${reason}. Remedy: ${remedy}. The same tests run in VS Code's server: npm run integration.`);
  return 2;
}

/** @vscode/test-electron wants Node 22. @returns {Promise<number>} */
async function withNewerNode() {
  const node = await installNode({ log });
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit', env: withNode(node) });
  return new Promise(done => child.once('exit', code => done(code ?? 1)));
}

const text = /** @type {const} */ ({ type: 'string' });
process.exitCode = Number(process.versions.node.split('.')[0]) < 22
  ? await withNewerNode() : await main(parseArgs({ options: { version: text, grep: text } }).values);
