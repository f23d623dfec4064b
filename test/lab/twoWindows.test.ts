// Processes stand for windows: each has the real stores over one folder. They are killed while they write. Changes
// nothing outside its temporary folder.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { RecordStore } from '../../src/targets/recordStore';
import { SigningKey } from '../../src/targets/signingKey';

/** A window: does what its lines of input say, and answers each with a line. */
const program = `
import { createInterface } from 'node:readline';
import { RecordStore } from '${resolve('src/targets/recordStore.ts')}';
import { LabLocks } from '${resolve('src/targets/labLock.ts')}';
import { SigningKey } from '${resolve('src/targets/signingKey.ts')}';
import { readFile, writeFile } from 'node:fs/promises';
const [storage, id] = process.argv.slice(2);
const secret = storage + '/secret';
const secrets = { get: () => readFile(secret, 'utf8').catch(() => undefined), store: (_, value) => writeFile(secret, value) };
const records = new RecordStore(storage, id, new SigningKey({ secrets, name: 'k', storage, failed: error => { throw error; } }));
const locks = new LabLocks(storage, process.pid);
const record = n => ({ v: 1, runId: id + '-' + n, courseId: 'c', courseVersion: '1', sectionId: 's', labId: 'L', blockId: 'b', blockHash: 'h', blockText: 'x'.repeat(20_000),
  target: 'shell', shell: 'bash', state: 'passed', marks: [], statements: [], start: n, context: {}, tools: {} });
const say = text => process.stdout.write(text + '\\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [word, arg] = line.split(' ');
  try {
    if (word === 'write') for (let n = 0; n < Number(arg); n++) { await records.add(record(n)); say('wrote ' + n); }
    if (word === 'take') await locks.take('c', arg);
    if (word === 'release') await locks.releaseAll();
    say('ok');
  } catch (error) { say(error.code); }
}`;

interface Window { readonly child: ChildProcess; /** Every line it said. */ readonly said: string[]; ask(line: string): Promise<string>; kill(): Promise<void> }

describe('two windows', function () {
  this.timeout(30_000);
  const windows: Window[] = [];
  let file: string;
  let folder: string;
  let storage: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lb-windows-'));
    file = join(folder, 'window.mjs');
    await build({ stdin: { contents: program, resolveDir: process.cwd(), loader: 'js' }, bundle: true, platform: 'node', format: 'esm', outfile: file, logLevel: 'warning' });
  });
  beforeEach(async () => { storage = await mkdtemp(join(folder, 'storage-')); });
  afterEach(async () => { await Promise.all(windows.splice(0).map(window => window.kill())); });
  after(() => rm(folder, { recursive: true, force: true }));

  function open(id: string): Window {
    const child = spawn(process.execPath, [file, storage, id], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    const waiting: ((line: string) => void)[] = [];
    lines.on('line', line => { said.push(line); if (!line.startsWith('wrote')) waiting.shift()?.(line); });
    const window = {
      child, said,
      ask: (line: string) => new Promise<string>(answer => { waiting.push(answer); child.stdin.write(`${line}\n`); }),
      kill: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'close');
      },
    };
    windows.push(window);
    return window;
  }

  async function stored() {
    const secrets = { get: () => readFile(join(storage, 'secret'), 'utf8'), store: () => assert.fail('a reader makes no key') };
    return (await new RecordStore(storage, 'reader', new SigningKey({ secrets, name: 'k', storage, failed: error => { throw error; } })).all()).own;
  }

  it('write records at the same time and lose none', async () => {
    await Promise.all(['a', 'b', 'c'].map(id => open(id).ask('write 100')));
    const all = await stored();
    assert.equal(all.length, 300);
    assert.equal(new Set(all.map(({ runId }) => runId)).size, 300);
  });

  it('one of which is killed while it writes: every record that was stored is whole, the other window’s too', async () => {
    const torn: number[] = [];
    for (let round = 0; round < 5; round++) {
      const [killed, other] = [open(`killed${round}`), open(`other${round}`)];
      const done = other.ask('write 60');
      void killed.ask('write 100000');
      while (killed.said.length < 20 + round * 7) await new Promise(next => { setTimeout(next, 1); });
      await killed.kill();
      await done;
      const lines = (await readFile(join(storage, 'records', `killed${round}.jsonl`), 'utf8')).split('\n');
      torn.push(lines.slice(0, -1).filter(line => !isWhole(line)).length);
      const all = await stored();
      const kept = new Set(all.map(({ runId }) => runId));
      const promised = killed.said.filter(line => line.startsWith('wrote ')).map(line => `killed${round}-${line.slice(6)}`);
      assert.deepEqual(promised.filter(id => !kept.has(id)), []);
      assert.equal(all.filter(({ runId }) => runId.startsWith(`other${round}-`)).length, 60);
    }
    assert.deepEqual(torn, [0, 0, 0, 0, 0], 'no line but the last may be torn');
  });

  it('lose only the last line when it is torn', async () => {
    await open('a').ask('write 10');
    const path = join(storage, 'records', 'a.jsonl');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.slice(0, -5000));
    assert.equal((await stored()).length, 9);
  });

  it('run a lab in one of them, until it lets go', async () => {
    const [first, second] = [open('a'), open('b')];
    assert.equal(await first.ask('take L1'), 'ok');
    assert.equal(await first.ask('take L1'), 'ok', 'its own lock is no obstacle');
    assert.equal(await second.ask('take L1'), 'lab.otherWindow');
    assert.equal(await second.ask('take L2'), 'ok', 'another lab is free');
    assert.equal(await first.ask('release'), 'ok');
    assert.equal(await second.ask('take L1'), 'ok');
  });

  it('take over the lab of a window that was killed', async () => {
    const [first, second] = [open('a'), open('b')];
    assert.equal(await first.ask('take L1'), 'ok');
    await first.kill();
    assert.equal(await second.ask('take L1'), 'ok');
    assert.equal(await open('c').ask('take L1'), 'lab.otherWindow');
  });

  it('that ask for the same lab at the same moment do not both get it, be the lock new or left behind', async () => {
    const many = Array.from({ length: 5 }, (_, index) => open(`w${index}`));
    await Promise.all(many.map(window => window.ask('ready')));
    const winners: number[] = [];
    for (let round = 0; round < 60; round++) {
      // Every other lab has the lock of a process that is gone.
      if (round % 2 === 1) await writeFile(join(storage, 'locks', encodeURIComponent(`c/R${round}`)), '2147483646');
      const answers = await Promise.all(many.map(window => window.ask(`take R${round}`)));
      winners.push(answers.filter(answer => answer === 'ok').length);
    }
    assert.deepEqual(winners.map((count, round) => `${round}: ${count}`).filter(text => !text.endsWith(' 1')), []);
    assert.deepEqual((await readdir(join(storage, 'locks'))).filter(name => !/^c%2FR\d+$/.test(name)), [], 'nothing else is left');
  });
});

function isWhole(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object';
  } catch {
    return false;
  }
}
