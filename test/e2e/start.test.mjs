/**
 * `npm start` as a student runs it, with its guards up. Changes: builds and packs the extension; starts a daemon, a
 * registry and VS Code's server in a temporary folder. Takes down: all of it.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { attempt, until } from '../bed/commands.mjs';
import { processesUnder } from '../bed/daemons.mjs';
import { openPage, openWorkbench, screenshot, startBrowser } from '../editor/browser.mjs';

const script = fileURLToPath(new URL('../bed/start.mjs', import.meta.url));

describe('npm start', function () {
  this.timeout(180_000);
  let dir;
  let child;
  let said = '';
  let address;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'lb-'));
    child = spawn(process.execPath, [script, '--offline', '--dir', dir], { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', part => { said += part; });
    address = new URL(await until(() => {
      assert.equal(child.exitCode, null, said);
      return /http:\/\/\S+tkn=\S+/.exec(said)?.[0];
    }, { what: 'the address of VS Code', timeoutMs: 170_000 }));
  });
  after(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await rm(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it('listens on loopback alone', async () => {
    const port = Number(address.port).toString(16).toUpperCase().padStart(4, '0');
    const sockets = (await readFile('/proc/net/tcp', 'utf8') + await readFile('/proc/net/tcp6', 'utf8')).split('\n')
      .map(line => line.trim().split(/\s+/)).filter(([, local, , state]) => local?.endsWith(`:${port}`) && state === '0A');
    assert.deepEqual(sockets.map(([, local]) => local), [`0100007F:${port}`]);
  });

  it('opens to nobody without the token', async () => {
    assert.equal(await status(new URL('/', address)), 403);
    assert.equal(await status(new URL('/?tkn=guess', address)), 403);
    assert.equal(await status(new URL('/mint-key', address), 'POST'), 403, 'its half of the key for secrets');
  });

  it('asks for trust before anything may run', async () => {
    const browser = await startBrowser();
    try {
      const page = await openPage(browser);
      await openWorkbench(page, address.href);
      await page.locator('.monaco-dialog-box').getByRole('button', { name: /^Yes/ }).waitFor();
      await screenshot(page, 'start-trust');
    } finally {
      await browser.close();
    }
  });

  it('has a Docker that pulls, and takes all of it down at the end', async () => {
    const env = { ...process.env, DOCKER_HOST: `unix://${dir}/docker/docker.sock`, DOCKER_CONFIG: join(dir, 'no-config') };
    const pulled = await attempt('docker', ['run', '--rm', 'hello-world'], { env });
    assert.match(pulled.stdout, /Hello from Docker!/);
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
    assert.deepEqual(await processesUnder(dir), []);
  });
});

/** @param {URL} url @param {string} [method] @returns {Promise<number | undefined>} */
function status(url, method = 'GET') {
  return new Promise((answer, fail) => {
    request(url, { method }, reply => {
      reply.resume();
      answer(reply.statusCode);
    }).once('error', fail).end();
  });
}
