/**
 * Runs the integration tests inside the extension host of the real VS Code: a server, a window in Chromium, and an
 * entry file that VS Code loads beside the extension. Upstream runs its own browser tests the same way.
 *
 * `node test/editor/hostTests.mjs --summary FILE [--grep TEXT]`
 */
import { mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleHostTests } from '../bed/bundle.mjs';
import { openPage } from './browser.mjs';
import { withoutTrustPrompt } from './insecureFlags.mjs';
import { startEditor } from './server.mjs';
import { shared, log } from './shared.mjs';

const text = /** @type {const} */ ({ type: 'string' });
const { values } = parseArgs({ options: { summary: text, grep: text } });

/** @returns {Promise<number>} exit code of the tests */
async function main() {
  const entry = await bundleHostTests(resolve('test/integration'), resolve('out/integration'));
  const dir = await mkdtemp(join(await shared.folder.get(), 'host-'));
  const lines = join(dir, 'lines.txt');
  await Promise.all([mkdir(join(dir, 'home')), mkdir(join(dir, 'workspace')), writeFile(lines, '')]);
  const editor = await startEditor({
    program: await shared.program.get(),
    dir,
    extension: resolve('.'),
    workspace: join(dir, 'workspace'),
    flags: withoutTrustPrompt,
    env: {
      ...(await shared.docker.get()).env,
      HOME: join(dir, 'home'), SHELL: '/bin/bash',
      LABBOOK_SUMMARY: resolve(values.summary ?? 'out/results/integration.json'), LABBOOK_LINES: lines,
      ...(values.grep ? { LABBOOK_GREP: values.grep } : {}),
    },
  });
  try {
    return await ended(editor.address({ tests: entry }));
  } finally {
    await editor.stop();
    console.log(await readFile(lines, 'utf8'));
  }
}

/** @param {string} url @returns {Promise<number>} */
async function ended(url) {
  const page = await openPage(await shared.browser.get(), { log });
  /** @type {Promise<number>} */
  const code = new Promise((done, fail) => {
    void page.exposeFunction('codeAutomationExit', done);
    page.on('crash', () => fail(new Error('The window of the tests crashed.')));
    setTimeout(() => fail(new Error('The tests did not end within 5 minutes.')), 300_000).unref();
  });
  code.catch(() => undefined); // it may fail while the page still loads
  await page.exposeFunction('codeAutomationLog', () => undefined);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  try {
    return await code;
  } finally {
    await page.context().close();
  }
}

try {
  process.exitCode = await main();
} finally {
  await shared.stop();
}
