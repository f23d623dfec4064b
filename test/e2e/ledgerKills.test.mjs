// The extension host is killed with -9 while blocks run. Makes containers and networks on the suite's own Docker.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, describe, it } from 'mocha';
import { run as program, until } from '../bed/commands.mjs';
import { openWorkbench, webviewWith } from '../editor/browser.mjs';
import { inEditor } from '../editor/suite.mjs';
import { blockOf, openSection, press, stateOf, trustCourse } from './student.mjs';

describe('the ledger, when the extension host is killed', () => {
  const at = inEditor({ workspace: 'test/fixtures/workspaces/kills', timeoutMs: 240_000 });
  const lines = (/** @type {string} */ text) => text.split('\n').filter(Boolean);
  const docker = async (/** @type {string[]} */ ...args) => lines(await program('docker', args, { env: { ...process.env, ...at.bed.env } }));
  const networks = async () => (await docker('network', 'ls', '--no-trunc', '--format', '{{.ID}} {{.Name}}')).filter(line => line.includes(' kill-net-'));

  after('its networks go', async () => {
    for (const line of await networks()) await docker('network', 'rm', line.split(' ')[0] ?? '');
  });

  /** Extension hosts below the suite's own server. */
  async function hosts() {
    const rows = lines(await program('ps', ['-eo', 'pid=,ppid=,args='])).map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line)).filter(found => found !== null)
      .map(([, pid, parent, args]) => ({ pid: Number(pid), parent: Number(parent), args: args ?? '' }));
    const parents = new Map(rows.map(({ pid, parent }) => [pid, parent]));
    const isBelow = (/** @type {number | undefined} */ pid) => { for (let one = pid; one; one = parents.get(one)) if (one === at.editor.pid) return true; return false; };
    return rows.filter(({ pid, args }) => args.includes('--type=extensionHost') && isBelow(pid)).map(({ pid }) => pid);
  }

  /** Things that the journals on the disk say for sure that a run made, with the block. */
  async function ledger() {
    const folder = join(at.dir, 'user', 'User', 'globalStorage', 'labbook.labbook', 'journal');
    const texts = await Promise.all((await readdir(folder).catch(() => [])).filter(name => name.endsWith('.jsonl')).map(name => readFile(join(folder, name), 'utf8')));
    /** @type {Map<string, Set<string>>} */ const made = new Map();
    for (const said of texts.flatMap(lines).map(line => JSON.parse(line))) {
      if (said.kind === 'made' && !said.likely && said.thing !== 'image') made.set(said.uid, (made.get(said.uid) ?? new Set()).add(said.blockId));
    }
    return [...made].map(([uid, blocks]) => `${uid} ${[...blocks].join('+')}`).sort();
  }

  /** The same, as the daemon has it: the names say which block made each. */
  async function there() {
    const containers = (await docker('container', 'ls', '--all', '--no-trunc', '--format', '{{.ID}} {{.Names}}')).filter(line => !line.includes('foreign'));
    return [...containers.map(line => `container:${line}`), ...(await networks()).map(line => `network:${line}`)].map(line => line.replace(/kill-(?:net-)?(\d)$/, 'k$1').replace('kill-warm', 'warm')).sort();
  }

  it('five times at random moments: nothing is lost and nothing is false', async () => {
    let note = await openSection(at.page, 'Killed windows');
    await press(note, 'warm');
    await trustCourse(at.page);
    await stateOf(note, 'warm', /^Passed/, 90_000);
    await docker('container', 'run', '--detach', '--name', 'kill-foreign', 'alpine', 'sleep', '3600');
    /** @type {number[]} */ const moments = [];
    for (let n = 1; n <= 5; n++) {
      const moment = Math.round(Math.random() * (n % 2 ? 700 : 1500));
      moments.push(moment);
      await press(note, `k${n}`);
      if (n % 2) await stateOf(note, `k${n}`, /^(?:Running|Passed)/); // the others also before anything was typed
      await sleep(moment);
      const killed = await hosts();
      assert.ok(killed.length > 0, 'there is an extension host to kill');
      for (const pid of killed) process.kill(pid, 'SIGKILL');
      await openWorkbench(at.page, at.editor.url);
      // The window puts its editors back some time after its start, if it had the time to write down what was open.
      await sleep(6000);
      note = await webviewWith(at.page, '.note h1:text-is("Killed windows")', { timeout: 3_000 }).catch(() => openSection(at.page, 'Killed windows'));
      // Nothing is pressed before the window has found what was under way.
      await until(async () => !/Running|Queued/.test((await blockOf(note, `k${n}`).locator('.state').allInnerTexts()).join()), { what: `the end of k${n}`, timeoutMs: 60_000 });
    }
    console.log(`    killed after ${moments.join(', ')} ms`);
    const wanted = await there();
    assert.ok(wanted.length >= 5, `${wanted.length} things are there`);
    await until(async () => (await ledger()).length >= wanted.length, { what: 'the ledger', timeoutMs: 30_000, everyMs: 500 }).catch(() => undefined);
    assert.deepEqual(await ledger(), wanted);
  });
});
