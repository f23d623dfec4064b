/**
 * Where the figures are taken: the real VS Code with Labbook and the bench's helper in it, one server for all windows.
 */
import { cp, mkdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join, resolve } from 'node:path';
import { until } from '../bed/commands.mjs';
import { isAlive } from '../bed/daemons.mjs';
import { openPage, openWorkbench } from '../editor/browser.mjs';
import { withoutTrustPrompt } from '../editor/insecureFlags.mjs';
import { startEditor } from '../editor/server.mjs';
import { Once, shared } from '../editor/shared.mjs';
import { withPath } from '../editor/student.mjs';

/**
 * @typedef {object} Window
 * @property {import('playwright-core').Page} page
 * @property {(act: string, asked?: object) => Promise<any>} ask the helper in the extension host
 * @property {(asNew?: boolean) => Promise<void>} reload `asNew`: nothing was left open that would activate Labbook at once
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Place
 * @property {string} dir
 * @property {import('../bed/commands.mjs').Log} log
 * @property {() => Promise<import('../bed/dockerBed.mjs').DockerBed>} docker
 * @property {(name: string, write: (workspace: string) => Promise<void>, options?: {kube?: boolean, aws?: boolean}) => Promise<Window>} window
 *   opens one on a folder of this name, which `write` fills; with `kube` beside the cluster, with no Docker; with `aws` in the AWS bed
 * @property {(name: string) => string} workspace its path
 * @property {() => Promise<void>} closeWindows those that a part has left open because it failed
 * @property {() => Promise<void>} stop
 */

/** @param {{log: import('../bed/commands.mjs').Log}} options @returns {Promise<Place>} */
export async function openPlace({ log }) {
  const dir = await shared.folder.get();
  const workspace = (/** @type {string} */ name) => join(dir, 'work', name);
  /** @type {Set<Window>} */ const open = new Set();
  const beside = { docker: serverBeside(dir, 'editor', shared.docker), kube: serverBeside(dir, 'kube-editor', shared.kube), aws: serverBeside(dir, 'aws-editor', shared.aws, 'aws-home') };
  return {
    dir, log, workspace, docker: () => shared.docker.get(),
    window: async (name, write, { kube = false, aws = false } = {}) => {
      await mkdir(workspace(name), { recursive: true });
      await write(workspace(name));
      const { server, socket } = beside[aws ? 'aws' : kube ? 'kube' : 'docker'];
      const browser = await (aws ? shared.awsBrowser : kube ? shared.kubeBrowser : shared.browser).get();
      const window = await openWindow(await server.get(), socket, { browser, folder: workspace(name), log });
      const close = async () => {
        open.delete(window);
        await window.close();
      };
      open.add(window);
      return { ...window, close };
    },
    closeWindows: async () => {
      for (const window of open) await window.close().catch(error => log(`A window could not be closed: ${error.message}`));
      open.clear();
    },
    stop: async () => {
      for (const { server } of Object.values(beside)) await server.stop();
      await shared.stop();
    },
  };
}

/**
 * One server for all windows beside a bed.
 * @param {string} dir @param {string} name of its folder
 * @param {Once<{env: Record<string, string>, enter: readonly string[]}>} bed
 * @param {string} [house] its student's home
 */
function serverBeside(dir, name, bed, house = 'home') {
  const [folder, socket] = [join(dir, name), join(dir, `${name}.sock`)];
  const server = new Once(async () => {
    const home = join(dir, house);
    await mkdir(home, { recursive: true });
    // A window takes one extension in development, and that is Labbook: the helper is an installed one.
    await cp('test/bench/helper', join(folder, 'extensions', 'labbook.labbook-bench-0.0.1'), { recursive: true });
    const { env, enter } = await bed.get();
    if (house !== 'home') await withPath(home, String(env.PATH)); // theirs alone
    return startEditor({
      program: await shared.program.get(), dir: folder, extension: resolve('.'), workspace: dir, flags: withoutTrustPrompt, enter,
      env: { HOME: home, DOCKER_HOST: `unix://${dir}/no-docker.sock`, DOCKER_CONFIG: join(home, '.docker'), SHELL: '/bin/bash', LABBOOK_BENCH_SOCKET: socket, ...env },
    });
  }, editor => editor.stop());
  return { server, socket };
}

/**
 * @param {import('../editor/server.mjs').Editor} editor @param {string} socket
 * @param {{browser: import('playwright-core').Browser, folder: string, log: import('../bed/commands.mjs').Log}} options
 * @returns {Promise<Window>}
 */
async function openWindow(editor, socket, { browser, folder, log }) {
  const page = await openPage(browser, { width: 1800, height: 1000, log });
  const url = editor.address({ workspace: folder });
  const ask = (/** @type {string} */ act, asked = {}) => askHelper(socket, { ...asked, act });
  const load = async (/** @type {boolean} */ asNew) => {
    await openWorkbench(page, url);
    const fresh = await until(() => ask('activation').catch(() => undefined), { what: 'answer of the bench helper', timeoutMs: 30_000, everyMs: 200 });
    if (asNew && !fresh.early) throw new Error('Labbook was active before the helper.');
  };
  const leave = async () => {
    const pid = await ask('pid');
    await page.goto('about:blank');
    // The host of the window before would hold its lab, and would take the helper's socket with it when it ends.
    const ended = (/** @type {number} */ timeoutMs) => until(async () => !await isAlive(pid), { what: 'end of the extension host', timeoutMs, everyMs: 100 });
    // Of a window that is left while it still starts the server does not hear: its host would wait for it.
    await ended(8_000).catch(() => { process.kill(pid); return ended(20_000); });
    await rm(socket, { force: true });
  };
  await load(true).catch(async error => { await page.context().close(); throw error; });
  return { page, ask, reload: async (asNew = true) => { await leave(); await load(asNew); }, close: async () => { await leave(); await page.context().close(); } };
}

/** @param {string} socketPath @param {object} asked @returns {Promise<any>} */
function askHelper(socketPath, asked) {
  return new Promise((done, fail) => {
    const sent = request({ socketPath, method: 'POST', path: '/' }, answer => {
      let text = '';
      answer.setEncoding('utf8').on('data', part => { text += part; });
      answer.once('end', () => {
        const { value, failed } = JSON.parse(text);
        if (failed) fail(new Error(failed));
        else done(value);
      });
    });
    sent.once('error', fail);
    sent.end(JSON.stringify(asked));
  });
}

/** Answers the question whether the course may run. @param {import('playwright-core').Page} page */
export async function trustCourse(page) {
  await page.getByRole('button', { name: 'Trust the course as it is now' }).click();
}
