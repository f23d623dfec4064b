import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLine, signLine, type Mac } from '../../../src/core/signedLine';
import { SignedLines } from '../../../src/targets/signedLines';
import { SigningKey, type Secrets } from '../../../src/targets/signingKey';

const macWith = (key: string): Mac => text => createHmac('sha256', key).update(text).digest('hex');
const mine = macWith('mine');

describe('signed line', () => {
  const line = signLine({ code: 0, text: 'a\n"mac":"b"' }, 'run', mine);

  it('is one line of JSON that holds its own seal', () => {
    assert.doesNotMatch(line, /\n/);
    assert.deepEqual(Object.keys(JSON.parse(line) as object), ['code', 'text', 'mac']);
    assert.deepEqual(readLine(line, 'run', mine), { value: { code: 0, text: 'a\n"mac":"b"' }, verified: true });
  });

  for (const [what, forged, scope, mac] of [
    ['whose code was changed', line.replace('"code":0', '"code":1'), 'run', mine],
    ['of another store', line, 'journal', mine],
    ['of another machine', line, 'run', macWith('theirs')],
    ['without a seal', '{"code":0}', 'run', mine],
    ['that is read without a key', line, 'run', undefined],
    ['with something behind the seal', `${line.slice(0, -1)},"code":1}`, 'run', mine],
  ] as const) it(`${what} is not believed, and its text is still read`, () => {
    const read = readLine(forged, scope, mac);
    assert.equal(read?.verified, false);
    assert.equal(typeof (read?.value as { code: number }).code, 'number');
  });

  it('that is torn is no line', () => {
    for (const torn of [line.slice(0, -1), line.slice(0, 20), '', 'null', '[1]']) assert.equal(readLine(torn, 'run', mine), undefined, torn);
  });
});

interface Thing { readonly n: number }
const readThing = (value: unknown) => typeof (value as Thing).n === 'number' ? value as Thing : undefined;

describe('store of signed lines', () => {
  let storage: string;
  const secrets = new Map<string, string>();
  const fakeSecrets = (): Secrets => ({ get: name => Promise.resolve(secrets.get(name)), store: (name, value) => { secrets.set(name, value); return Promise.resolve(); } });
  const key = (from = fakeSecrets(), failed: (error: unknown) => void = error => { throw error; }) => new SigningKey({ secrets: from, name: 'k', storage, failed });
  const open = (windowId: string, lineKey = key()) => new SignedLines<Thing>({ folder: join(storage, 'things'), windowId, scope: 'thing', key: lineKey, read: readThing });
  const numbers = async (store: SignedLines<Thing>) => (await store.all()).map(({ value, verified }) => verified ? value.n : -value.n);
  beforeEach(async () => { secrets.clear(); storage = await mkdtemp(join(tmpdir(), 'lb-lines-')); });
  afterEach(() => rm(storage, { recursive: true, force: true }));

  it('asks for no key while there is nothing to read, and makes one at the first write', async () => {
    const asked: string[] = [];
    const from: Secrets = { get: name => { asked.push(name); return fakeSecrets().get(name); }, store: fakeSecrets().store };
    const store = open('a', key(from));
    assert.deepEqual([await store.all(), asked, secrets.size], [[], [], 0]);
    await store.add({ n: 1 });
    assert.match(secrets.get('k') ?? '', /^[0-9a-f]{64}$/);
    assert.deepEqual(await numbers(open('b')), [1]);
  });

  it('sees its own lines at once and those of other windows after a reload', async () => {
    const [a, b] = [open('a'), open('b')];
    await a.add({ n: 1 });
    assert.deepEqual(await numbers(b), [1]);
    void b.add({ n: 2 });
    await a.add({ n: 3 });
    assert.deepEqual(await numbers(b), [1, 2]);
    b.reload();
    assert.deepEqual(await numbers(b), [1, 3, 2]);
  });

  it('keeps what it does not believe as it is, and says that it does not', async () => {
    await open('a').add({ n: 1 });
    const path = join(storage, 'things', 'a.jsonl');
    const text = await readFile(path, 'utf8');
    await appendFile(path, `{"n":7}\nrubbish\n${text.replace('"n":1', '"n":8')}${text.slice(0, 30)}`);
    const before = await readFile(path, 'utf8');
    assert.deepEqual(await numbers(open('b')), [1, -7, -8]);
    assert.equal(await readFile(path, 'utf8'), before);
  });

  it('believes nothing when the key is another one, and all again when it is back', async () => {
    await open('a').add({ n: 1 });
    const ours = secrets.get('k') ?? '';
    secrets.set('k', 'f'.repeat(64));
    assert.deepEqual(await numbers(open('b')), [-1]);
    secrets.clear();
    const reader = open('c');
    assert.deepEqual(await numbers(reader), [-1]);
    secrets.set('k', ours);
    reader.reload();
    assert.deepEqual(await numbers(reader), [1]);
  });

  it('is readable by this user alone', async () => {
    await open('a').add({ n: 1 });
    const modes = await Promise.all(['things', 'things/a.jsonl'].map(async name => (await stat(join(storage, name))).mode & 0o777));
    assert.deepEqual(modes, [0o700, 0o600]);
  });

  it('goes on behind a line that could not be written', async () => {
    const a = open('a');
    await writeFile(join(storage, 'things'), '');
    await assert.rejects(a.add({ n: 1 }));
    await rm(join(storage, 'things'));
    await mkdir(join(storage, 'things'));
    await writeFile(join(storage, 'things', 'a.jsonl'), '{"n":1,"ma');
    await a.add({ n: 2 });
    assert.deepEqual(await numbers(a), [1, 2]);
    assert.deepEqual(await numbers(open('b')), [2]);
  });

  it('makes one key when two windows need their first one at the same time', async () => {
    const slow: Secrets = { get: fakeSecrets().get, store: async (name, value) => { await new Promise(next => { setTimeout(next, 20); }); secrets.set(name, value); } };
    const [a, b] = [open('a', key(slow)), open('b', key(slow))];
    await Promise.all([a.add({ n: 1 }), b.add({ n: 2 })]);
    assert.deepEqual(await numbers(open('c')), [1, 2]);
  });

  it('still writes where the secret store does not answer, and says so', async () => {
    const said: unknown[] = [];
    const broken: Secrets = { get: () => Promise.reject(new Error('no keyring')), store: () => Promise.reject(new Error('no keyring')) };
    await open('a', key(broken, error => said.push(error))).add({ n: 1 });
    assert.deepEqual([said.length, await numbers(open('b', key(broken, () => undefined))), await numbers(open('c'))], [1, [-1], [-1]]);
  });
});
