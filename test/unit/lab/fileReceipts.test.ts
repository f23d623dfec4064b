import assert from 'node:assert/strict';
import { settle } from '../docker/fakes';
import { Window, World } from './receiptBench';

describe('receipts of files', () => {
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));

  it('a run without Docker waits for none and has its files', async () => {
    world.up = false;
    world.files = { folder: '/labs/L', entries: [{ path: 'index.js', kind: 'file', size: 3, print: 'a' }], cut: false };
    const run = await window.begin('r', 'mkdir hello; echo x > hello/Dockerfile; sed -i s/a/b/ index.js', { target: 'shell' });
    world.files = { folder: '/labs/L', cut: false, entries: [
      { path: 'hello', kind: 'folder', size: 0, print: '' }, { path: 'hello/Dockerfile', kind: 'file', size: 2, print: 'b' }, { path: 'index.js', kind: 'file', size: 3, print: 'c' },
    ] };
    await window.end(run);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ hello/ folder', '~ index.js 1 kB>1 kB']);
  });

  it('a file that a later block of the lab edits stays the lab’s, one that somebody else edits does not change in the ledger', async () => {
    const files = (print: string) => ({ folder: '/labs/L', entries: [{ path: 'f', kind: 'file' as const, size: 1, print }], cut: false });
    world.files = { folder: '/labs/L', entries: [], cut: false };
    const first = await window.begin('r1', 'touch f', { target: 'shell' });
    world.files = files('a');
    await window.end(first);
    await world.clock.advance(300);
    const second = await window.begin('r2', 'echo x >> f', { target: 'shell' });
    world.files = files('b');
    await window.end(second);
    await world.clock.advance(300);
    assert.equal(window.book.ledger.find('folder:/labs/L', 'file:f')?.made.print, 'b');
    assert.deepEqual([window.receipt('r1'), window.receipt('r2')], [['+ f folder'], ['~ f 1 kB>1 kB']]);
  });

  it('know a file by its name in the command while several blocks write, each its own', async () => {
    const at = (prints: Record<string, string>) => ({ folder: '/labs/L', cut: false, entries: Object.entries(prints).map(([path, print]) => ({ path, kind: 'file' as const, size: 1, print })) });
    world.files = at({});
    const reader = await window.begin('r1', './consumer -keep fleet.jsonl', { target: 'shell', background: true });
    world.files = at({ 'fleet.jsonl': 'a' });
    const second = await window.begin('r2', './sum > summary.jsonl', { target: 'shell' });
    world.files = at({ 'fleet.jsonl': 'b', 'summary.jsonl': 'c', 'summary.jsonl.bak': 'd' });
    await window.end(second);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r2'), ['+ summary.jsonl named', '+ summary.jsonl.bak folder?', '~ fleet.jsonl 1 kB>1 kB']);
    const third = await window.begin('r3', 'sleep 90; ./sum > ./summary.jsonl', { target: 'shell' });
    world.files = at({ 'fleet.jsonl': 'e', 'summary.jsonl': 'f', 'summary.jsonl.bak': 'd' });
    await world.clock.advance(90_000);
    await window.end(third);
    await window.end(reader);
    await world.clock.advance(300);
    assert.deepEqual([window.book.ledger.find('folder:/labs/L', 'file:summary.jsonl')?.made.print, window.receipt('r1')], ['f', ['+ fleet.jsonl named']]);
  });

  it('of a run that has just ended are there for a clean-up that begins at once', async () => {
    world.files = { folder: '/labs/L', entries: [], cut: false };
    const run = await window.begin('r', 'date > one', { target: 'shell' });
    world.files = { folder: '/labs/L', entries: [{ path: 'one', kind: 'file', size: 1, print: 'a' }], cut: false };
    await window.end(run);
    await window.receipts.flush();
    assert.equal(window.book.ledger.find('folder:/labs/L', 'file:one')?.made.runId, 'r');
  });

  it('of a run that waits for its daemon do not take the files of the next run for gone', async () => {
    const file = (path: string) => ({ path, kind: 'file' as const, size: 1, print: path });
    world.files = { folder: '/labs/L', entries: [], cut: false };
    const first = await window.begin('r1', 'docker ps > one');
    world.files = { folder: '/labs/L', entries: [file('one')], cut: false };
    world.up = false;
    await window.end(first);
    const second = await window.begin('r2', 'date > two', { target: 'shell' });
    world.files = { folder: '/labs/L', entries: [file('one'), file('two')], cut: false };
    await window.end(second);
    await world.clock.advance(300);
    world.up = true;
    window.live.fire();
    await settle();
    await world.clock.advance(6000);
    assert.deepEqual([window.receipt('r1'), window.receipt('r2')], [['+ one folder'], ['+ two folder']]);
  });
});
