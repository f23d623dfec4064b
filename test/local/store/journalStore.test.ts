import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JournalEntry, KeptEntry } from '../../../src/core/journal';
import { openJournal, type JournalStore } from '../../../src/targets/journalStore';

const entry = (uid: string, at: number): KeptEntry => ({ v: 1, kind: 'kept', at, courseId: 'c', courseVersion: '1', labId: 'L', uid, daemon: 'D' });
const mac = (text: string): string => Buffer.from(`k${text.length}${text}`).toString('hex').padEnd(64, '0').slice(-64);
const key = { find: () => Promise.resolve(mac), findOrMake: () => Promise.resolve(mac) };

describe('journal on disk', () => {
  let storage: string;
  beforeEach(async () => { storage = await mkdtemp(join(tmpdir(), 'lb-journal-')); });
  afterEach(() => rm(storage, { recursive: true, force: true }));
  const open = (window: string): JournalStore => openJournal(storage, window, key);
  const uids = (entries: readonly JournalEntry[]) => entries.map(one => 'uid' in one ? one.uid : one.kind);

  it('gives what all windows wrote, in the order of time', async () => {
    const [a, b] = [open('a'), open('b')];
    await a.add(entry('2', 2));
    await b.add(entry('1', 1));
    assert.deepEqual(uids(await open('c').all()), ['1', '2']);
    assert.deepEqual(uids(await b.all()), ['1', '2']);
  });
  it('tells of a line only when it is on disk', async () => {
    const store = open('a');
    const told: string[] = [];
    store.onAdd(() => void readdir(join(storage, 'journal')).then(names => told.push(...names)));
    await store.add(entry('1', 1));
    await new Promise(resolve => setTimeout(resolve, 5));
    assert.deepEqual(told, ['a.jsonl']);
  });
  it('tells of what another window wrote, once, and of own lines once', async () => {
    const [a, b] = [open('a'), open('b')];
    await a.all();
    const told: JournalEntry[] = [];
    a.onAdd(one => told.push(one));
    await a.add(entry('own', 1));
    await b.add(entry('theirs', 2));
    await a.refresh();
    await a.refresh();
    assert.deepEqual(uids(told), ['own', 'theirs']);
  });
  it('skips a torn last line, and believes no line without this machine’s key', async () => {
    await open('a').add(entry('1', 1));
    const path = join(storage, 'journal', 'a.jsonl');
    const [line = ''] = (await readFile(path, 'utf8')).split('\n');
    await appendFile(path, line.slice(0, 40));
    await writeFile(join(storage, 'journal', 'foreign.jsonl'), `${JSON.stringify(entry('forged', 2))}\n${line.replace('"uid":"1"', '"uid":"2"')}\n`);
    assert.deepEqual(uids(await open('b').all()), ['1']);
  });
});
