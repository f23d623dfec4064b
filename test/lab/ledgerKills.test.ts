// Child processes stand for windows: each follows runs with the real journal, pending receipts and receipt book, and is
// killed at a random moment. The daemon is the test's own list of things. Changes nothing outside its temporary folder.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { build } from 'esbuild';
import type { RunRecord } from '../../src/core/run';

const kills = 100;

const program = `
import { createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';
import { LedgerBook } from '${resolve('src/core/ledgerBook.ts')}';
import { Emitter } from '${resolve('src/core/emitter.ts')}';
import { ReceiptBook } from '${resolve('src/core/receipts/book.ts')}';
import { openJournal } from '${resolve('src/targets/journalStore.ts')}';
import { PendingReceipts } from '${resolve('src/targets/pendingReceipts.ts')}';
const [storage, id] = process.argv.slice(2);
const mac = text => createHmac('sha256', 'k').update(text).digest('hex');
const key = { find: async () => mac, findOrMake: async () => mac };
const journal = openJournal(storage, id, key);
const book = new LedgerBook(journal);
const moved = new Emitter();
let rows, records = [];
const clock = { now: () => Date.now(), after: (ms, then) => { const t = setTimeout(then, ms); return { dispose: () => clearTimeout(t) }; } };
const receipts = new ReceiptBook({
  journal, book, clock, pending: new PendingReceipts(storage), host: process.pid, isAlive: pid => { try { process.kill(pid, 0); return true; } catch { return false; } },
  live: () => rows && { daemon: 'D', resources: rows, skewMs: 0 }, down: () => false, onLive: moved.event, hold: () => ({ dispose() {} }),
  folder: async () => undefined, records: async () => records, failed: error => { console.error(error); },
});
const say = value => process.stdout.write(JSON.stringify(value) + '\\n');
say('ready');
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line);
  if (order.records) records = order.records;
  if (order.rows) { rows = new Map(order.rows.map(row => [row.uid, row])); moved.fire(); }
  if (order.begin) { await receipts.begin(order.begin); say('begun'); }
  if (order.note) receipts.note(order.note);
  if (order.over) { records.push(order.over); receipts.note(order.over); }
  if (order.dump) {
    await receipts.flush();
    const ledger = await book.load();
    say({ things: ledger.things().filter(({ made }) => !made.likely).map(({ made }) => made.uid), runs: ledger.things().map(({ made }) => made.uid + ' ' + made.runId) });
  }
}`;

interface Window { readonly child: ChildProcess; tell(order: object): void; heard(): Promise<unknown>; kill(): Promise<void> }

describe('the ledger under kill -9', function () {
  this.timeout(180_000);
  let folder: string;
  let file: string;
  const open: Window[] = [];
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lb-kills-'));
    file = join(folder, 'window.mjs');
    await build({ stdin: { contents: program, resolveDir: process.cwd(), loader: 'js' }, bundle: true, platform: 'node', format: 'esm', outfile: file, logLevel: 'warning' });
  });
  after(async () => {
    await Promise.all(open.map(window => window.kill()));
    await rm(folder, { recursive: true, force: true });
  });

  async function start(storage: string, id: string): Promise<Window> {
    const child = spawn(process.execPath, [file, storage, id], { stdio: ['pipe', 'pipe', 'inherit'] });
    const heard: unknown[] = [];
    const waiting: ((value: unknown) => void)[] = [];
    createInterface({ input: child.stdout }).on('line', line => { const value: unknown = JSON.parse(line); const next = waiting.shift(); if (next) next(value); else heard.push(value); });
    child.stdin.on('error', () => undefined);
    const ended = once(child, 'close').then(() => { for (const next of waiting.splice(0)) next('dead'); });
    const window: Window = {
      child, tell: order => { child.stdin.write(`${JSON.stringify(order)}\n`); },
      heard: () => new Promise(done => { if (heard.length) done(heard.shift()); else if (child.exitCode !== null || child.signalCode !== null) done('dead'); else waiting.push(done); }),
      kill: async () => { child.kill('SIGKILL'); await ended; },
    };
    open.push(window);
    assert.equal(await window.heard(), 'ready');
    return window;
  }

  it(`loses nothing and invents nothing over ${kills} kills at random moments`, async () => {
    const storage = join(folder, 'storage');
    const rows = new Map<string, object>();
    const records: RunRecord[] = [];
    const truth = new Map<string, string>();
    const container = (n: string, name: string): void => {
      const uid = `container:${n.padStart(64, '0')}`;
      rows.set(uid, { kind: 'container', uid, name, image: 'i', state: 'running', labels: {}, standIn: false, restartLoop: false, oomKilled: false, ports: [], networks: [], volumes: [], created: Date.now() });
    };
    const phases = { begin: 0, made: 0, over: 0, later: 0 };
    for (let n = 0; n < kills; n++) {
      const window = await start(storage, `w${n}`);
      const patience = 40 + Math.random() * 400;
      const death = sleep(patience).then(() => window.kill());
      // Things that nobody's block names come and go all the time.
      container(`f${n}`, `foreign-${n}`);
      window.tell({ records, rows: [...rows.values()] });
      const text = `docker run -d --name web-${n} nginx; docker network create net-${n}`;
      const base = { runId: `r${n}`, courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', blockId: `b${n}` };
      const begun = Date.now();
      window.tell({ begin: { ...base, follows: 'docker', background: false, start: begun } });
      if (await window.heard() !== 'begun') { phases.begin++; await death; continue; }
      const record: RunRecord = { v: 1, ...base, blockHash: '', blockText: text, target: 'docker', shell: 'bash', state: 'running', marks: [], context: {}, tools: {}, start: begun, statements: [{ index: 1, text, outcome: { kind: 'running' } }] };
      window.tell({ note: record });
      await sleep(Math.random() * 20);
      container(`a${n}`, `web-${n}`);
      truth.set(`container:${`a${n}`.padStart(64, '0')}`, `r${n}`);
      window.tell({ rows: [...rows.values()] });
      if (window.child.signalCode) phases.made++;
      await sleep(Math.random() * 20);
      const net = `network:${`b${n}`.padStart(64, '0')}`;
      rows.set(net, { kind: 'network', uid: net, name: `net-${n}`, driver: 'bridge', scope: 'local', labels: {}, standIn: false, created: Date.now() });
      truth.set(net, `r${n}`);
      const over: RunRecord = { ...record, state: 'passed', code: 0, end: Date.now(), statements: [{ index: 1, text, outcome: { kind: 'exit', code: 0 } }] };
      window.tell({ over, rows: [...rows.values()] });
      window.tell({ rows: [...rows.values()] });
      if (window.child.signalCode) phases.over++; else phases.later++;
      // Whoever finds the run settles it from what its shell wrote: the record is there even if the window did not see its end.
      records.push(over);
      await death;
    }
    const last = await start(storage, 'last');
    last.tell({ records, rows: [...rows.values()] });
    await sleep(1500);
    last.tell({ dump: true });
    const told = await last.heard() as { things: string[]; runs: string[] };
    console.log(`        killed: ${JSON.stringify(phases)}; ${truth.size} things made`);
    assert.deepEqual(told.things.filter(uid => !truth.has(uid)), [], 'nothing false');
    assert.deepEqual([...truth.keys()].filter(uid => !told.things.includes(uid)), [], 'nothing lost');
    assert.deepEqual([...truth].filter(([uid, run]) => !told.runs.includes(`${uid} ${run}`)), [], 'each with its run');
    assert.ok(truth.size > kills / 2, 'enough of them came far enough to make something');
  });
});
