// A socket of this suite's own stands in front of the bed's daemon and counts what passes: who does not look at the panel
// and runs nothing pays nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { after, before, describe, it } from 'mocha';
import { runCommand, webviewWith } from '../editor/browser.mjs';
import { shared } from '../editor/shared.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection } from './student.mjs';

const request = /^(GET|HEAD|POST|PUT|DELETE) \/\S* HTTP\/1\.1\r$/gm;

describe('a panel that is not shown', () => {
  const env = /** @type {Record<string, string>} */ ({});
  const asked = /** @type {string[]} */ ([]);
  const sockets = /** @type {Set<import('node:net').Socket>} */ (new Set());
  /** @type {string} */ let dir;
  /** @type {import('node:net').Server} */ let server;

  before('a socket that counts', async function () {
    this.timeout(600_000);
    const { socket: daemon } = await shared.docker.get();
    dir = await mkdtemp(join(tmpdir(), 'lbh-'));
    server = createServer(client => {
      const up = connect(daemon);
      sockets.add(client);
      client.on('data', part => asked.push(...part.toString('latin1').match(request) ?? []));
      client.pipe(up).pipe(client);
      for (const [one, other] of [[client, up], [up, client]]) {
        one.on('error', () => other.destroy());
        one.on('close', () => { other.destroy(); sockets.delete(client); });
      }
    });
    await new Promise(listening => { server.listen(join(dir, 'docker.sock'), () => listening(undefined)); });
    env.DOCKER_HOST = `unix://${dir}/docker.sock`;
  });
  after(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(dir, { recursive: true, force: true });
  });
  const at = inEditor({ workspace: 'test/fixtures/workspaces/box', withDocker: false, env, timeoutMs: 90_000 });

  /** A container of the bed comes and goes, as by another terminal. */
  async function happen() {
    const { env: direct } = await shared.docker.get();
    await promisify(execFile)('docker', ['run', '--rm', 'alpine', 'true'], { env: { ...process.env, ...direct } });
  }

  it('asks Docker nothing: not at the start, not for the tree', async () => {
    await at.page.locator('.activitybar a[aria-label^="Labbook"]').first().click();
    await at.page.getByRole('treeitem', { name: /^A box/ }).first().waitFor();
    await happen();
    await at.page.waitForTimeout(3000);
    assert.deepEqual({ asked, connections: sockets.size }, { asked: [], connections: 0 });
  });

  it('asks once it is shown, and never again after it is hidden', async () => {
    await openSection(at.page, 'Box');
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.locator('.phead').getByText('Live', { exact: true }).waitFor();
    assert.ok(asked.length > 0);
    // A note of a Docker lab shows which Docker its commands reach: it is closed, and the panel hidden.
    await runCommand(at.page, 'View: Close All Editors');
    await runCommand(at.page, 'View: Hide Secondary Side Bar');
    await at.page.locator('.part.auxiliarybar').waitFor({ state: 'hidden' });
    await at.page.waitForTimeout(2000);
    const before = asked.length;
    await happen();
    await at.page.waitForTimeout(3000);
    assert.deepEqual(asked.slice(before), []);
    assert.equal(sockets.size, 0, 'no connection is kept either');
  });

  it('is live again when it is shown again', async () => {
    const before = asked.length;
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.locator('.phead').getByText('Live', { exact: true }).waitFor();
    assert.ok(asked.length > before);
  });
});
