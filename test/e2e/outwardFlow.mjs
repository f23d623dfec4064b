// Run by outward.test.mjs in a network of its own. One link leads out of it: to nowhere, and its packets are counted.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { openWorkbench, runCommand, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { openSection, press, run, stateOf, trustCourse } from './student.mjs';

/** No host: VS Code's service worker answers it inside the window. */
const inWindow = /\.vscode-resource\.vscode-cdn\.net$/;

/** @returns {Promise<number>} packets that left, or tried to */
async function sent() {
  const line = (await readFile('/proc/self/net/dev', 'utf8')).split('\n').find(text => text.trim().startsWith('out0:'));
  assert.ok(line, 'the link is there');
  return Number(line.split(':')[1].trim().split(/\s+/)[8]);
}

/** @returns {Promise<string[]>} sockets to elsewhere, with their programs */
function foreignSockets() {
  return new Promise(done => execFile('ss', ['-tunpH'], (_, text) => done(text.split('\n').filter(line => / 192\.0\.2\.2:/.test(line)))));
}

describe('a session whose way out is watched', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/greek' });
  const seen = new Set();
  const asked = new Set();
  /** @type {NodeJS.Timeout} */ let timer;
  before('the watch, and the window again under it', async function () {
    this.timeout(60_000);
    timer = setInterval(() => void foreignSockets().then(lines => lines.forEach(line => seen.add(line))), 100);
    at.page.context().on('request', request => asked.add(new URL(request.url()).host));
    await openWorkbench(at.page, at.editor.url);
  });
  after(() => clearInterval(timer));

  it('reads, runs and watches, and sends nothing', async () => {
    const shell = await openSection(at.page, 'Κέλυφος');
    await press(shell, 'pass');
    await trustCourse(at.page);
    await stateOf(shell, 'pass', /^Passed/);
    await run(await openSection(at.page, 'Δοχείο'), 'box', /^Passed/);
    await runCommand(at.page, 'Labbook: Show the Lab’s Status');
    const panel = await webviewWith(at.page, 'main.panel');
    await panel.locator('.phead').getByText('Live', { exact: true }).waitFor();
    await runCommand(at.page, 'Labbook: Copy Diagnostics');
    await at.page.waitForTimeout(3000);
    assert.deepEqual({ packets: await sent(), sockets: [...seen] }, { packets: 0, sockets: [] });
    assert.deepEqual([...asked].filter(host => host !== '' && host !== new URL(at.editor.origin).host && !inWindow.test(host)), [], 'hosts that the window asked');
    assert.ok(asked.size > 0);
  });

  it('would be caught: a name that is looked up and an address that is called are counted', async () => {
    await lookup('example.invalid').catch(() => undefined);
    const named = await sent();
    assert.ok(named > 0, 'the look-up');
    await new Promise(done => {
      const socket = connect(443, '198.51.100.7').on('error', () => undefined);
      setTimeout(() => { socket.destroy(); done(undefined); }, 300);
    });
    assert.ok(await sent() > named, 'the call');
  }).timeout(60_000);
});
