import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { FoundFile } from '../../../src/core/classTable/classTable';
import { UserError } from '../../../src/core/errors';
import { english } from '../../../src/core/message';
import { handInText } from '../../../src/core/portfolio/handIn';
import { UsageError, type CliTools } from '../../../src/headless/cliCommand';
import { reportCli } from '../../../src/headless/reportCli';
import { readHandIns } from '../../../src/targets/handIns';
import { done, handIn, run, start } from '../../unit/report/work';

const asFound = (file: FoundFile): FoundFile => file;
const words = (files: readonly FoundFile[]): [string, string][] => files.map(file => [file.name, 'text' in file ? file.text : english(file.problem)]);

/** A zip without compression; `claim` is the size that it says each file has. */
function zipOf(files: Readonly<Record<string, string>>, claim?: number): Buffer {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const [title, body] = [Buffer.from(name), Buffer.from(text)];
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(body), 0);
    sizes.writeUInt32LE(body.length, 4);
    sizes.writeUInt32LE(claim ?? body.length, 8);
    sizes.writeUInt16LE(title.length, 12);
    const head = Buffer.concat([Buffer.from('504b03040a00000800000000', 'hex'), Buffer.alloc(2), sizes, title, body]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    central.push(Buffer.concat([Buffer.from('504b01020a000a00000800000000', 'hex'), Buffer.alloc(2), sizes.subarray(0, 14), Buffer.alloc(2), rest.subarray(0, 14), title]));
    local.push(head);
    at += head.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...local, directory, end]);
}

describe('hand-ins on the disk', () => {
  let folder = '';
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'labbook-hand-ins-')); });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are read from a folder, whatever lies below it, and nothing but ordinary files is opened', async () => {
    await mkdir(join(folder, 'Ada_1_file'));
    await writeFile(join(folder, 'Ada_1_file', 'x.json'), 'one');
    await writeFile(join(folder, 'b.JSON'), Buffer.from([0xff, 0xfe]));
    await writeFile(join(folder, 'notes.txt'), 'no');
    await symlink('/etc/hostname', join(folder, 'link.json'));
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    await writeFile(join(folder, 'huge.json'), '');
    await truncate(join(folder, 'huge.json'), 17 * 1024 * 1024);
    assert.deepEqual(words(await readHandIns(folder, asFound)), [['Ada_1_file/x.json', 'one'], ['b.JSON', 'It is no text.'], ['huge.json', 'It is larger than 16 MB.']]);
  });

  it('are read from the zip of a learning platform, also where it lies in a folder', async () => {
    await writeFile(join(folder, 'all.zip'), zipOf({ 'Ada_1/x.json': 'one', '__MACOSX/Ada_1/._x.json': 'no', 'Bob_2/': '', 'Bob_2/y.json': 'two', 'Bob_2/y.pdf': 'no' }));
    const found: [string, string][] = [['all.zip: Ada_1/x.json', 'one'], ['all.zip: Bob_2/y.json', 'two']];
    assert.deepEqual(words(await readHandIns(folder, asFound)), found);
    assert.deepEqual(words(await readHandIns(join(folder, 'all.zip'), asFound)), found);
  });

  it('in a zip that leads out of it, lies about sizes or is cut off are a row with the reason', async () => {
    await writeFile(join(folder, 'a.zip'), zipOf({ '../../x.json': 'one' }));
    await writeFile(join(folder, 'b.zip'), zipOf({ 'x.json': 'one' }, 0x7fffffff));
    await writeFile(join(folder, 'c.zip'), zipOf({ 'x.json': 'one' }).subarray(0, 60));
    await writeFile(join(folder, 'd.zip'), 'no zip');
    const found = words(await readHandIns(folder, asFound));
    assert.deepEqual(found.map(([name, problem]) => [name, /^(?:The zip cannot be read|It cannot be read|It is larger)/.test(problem)]), ['a.zip', 'b.zip', 'c.zip', 'd.zip'].map(name => [name, true]), JSON.stringify(found));
  });

  it('that are not there are said to be missing', async () => {
    await assert.rejects(readHandIns(join(folder, 'none'), asFound), error => error instanceof UserError && error.code === 'report.missing');
  });
});

describe('labbook report', () => {
  let folder = '';
  let said: string[] = [];
  const tools = (): CliTools => ({ cwd: folder, env: {}, labs: () => assert.fail(), parser: () => assert.fail(), print: text => { said.push(text); }, log: line => { said.push(line); } });
  beforeEach(async () => { folder = await mkdtemp(join(tmpdir(), 'labbook-report-')); await mkdir(join(folder, 'in')); said = []; });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes page, CSV and JSON, and ends with 0 where every file is whole', async () => {
    await writeFile(join(folder, 'in', '1.json'), handInText(handIn('s1')));
    assert.equal(await reportCli.run(['in', '--out', 'class.html', '--out', 'class.csv', '--out', 'class.json'], tools()), 0);
    const [page, csv, json] = await Promise.all(['class.html', 'class.csv', 'class.json'].map(name => readFile(join(folder, name), 'utf8')));
    assert.match(page ?? '', /^<!DOCTYPE html>/);
    assert.match(csv ?? '', /^\ufeffclass,id,section/);
    assert.deepEqual((JSON.parse(json ?? '') as { students: { id: string }[] }).students.map(({ id }) => id), ['s1']);
    assert.deepEqual(said, ['1 students, 1 files, 0 broken, 0 edited: class.html, class.csv, class.json']);
  });

  it('ends with 1 and names the files where some are broken or edited, or where two are alike', async () => {
    await writeFile(join(folder, 'in', '1.json'), handInText(handIn('s1')).replace('"code":125', '"code":0'));
    await writeFile(join(folder, 'in', '2.json'), '{');
    assert.equal(await reportCli.run(['in', '--out', 'c.csv'], tools()), 1);
    assert.deepEqual(said.slice(0, 2), ['2.json: It is no JSON: cut off or edited.', '1.json: Edited after it was made: record 2 does not fit']);
  });

  it('says what it needs', async () => {
    for (const args of [[], ['in'], ['in', '--out', 'x.pdf'], ['in', 'in', '--out', 'x.csv'], ['in', '--wrong']]) await assert.rejects(reportCli.run(args, tools()), error => error instanceof UsageError);
    await assert.rejects(reportCli.run(['in', '--out', 'x.csv'], tools()), error => error instanceof UserError && error.code === 'report.none');
  });

  it('takes 200 hand-ins in less than three seconds of processor time', async function () {
    this.timeout(60_000);
    const output = { head: 'Status: Downloaded newer image\n'.repeat(5), tail: '', dropped: 0 };
    for (let student = 0; student < 200; student++) {
      const runs = Array.from({ length: 25 }, (_, n) => run(`${student}-${n}`, ['pull', 'web', 'db'][n % 3]!, n, { output, state: n % 5 ? 'passed' : 'failed', start: start + student + n * 60_000 }));
      await writeFile(join(folder, 'in', `${student}.json`), handInText(handIn(`s${student}`, { runs, journal: [done('up', student / 1000)] })));
    }
    const began = process.cpuUsage();
    assert.equal(await reportCli.run(['in', '--out', 'class.html', '--out', 'class.csv'], tools()), 0, said.slice(0, 3).join());
    const { user, system } = process.cpuUsage(began);
    assert.ok(user + system < 3_000_000, `${Math.round((user + system) / 1000)} ms`);
  });
});
