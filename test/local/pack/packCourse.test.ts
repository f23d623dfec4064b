import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from '../../../src/core/message';
import { PackRefused, refusalLine } from '../../../src/core/pack/found';
import { packCli } from '../../../src/headless/packCommand';
import { labFiles } from '../../../src/targets/labFiles';
import { folderSource } from '../../../src/targets/pack/folderSource';
import { packCourse } from '../../../src/targets/pack/packCourse';
import { readZip } from '../../../src/targets/pack/zipReader';
import { scratch, type Scratch } from '../course/courseOnDisk';

const courseYaml = 'format: 1\nid: nets\ntitle: Nets\nversion: 1.0.0\npublisher: uni\nparts:\n  - id: one\n    title: One\n    sections: [a.md]\n';
const note = '---\ntitle: A\nlab: L1\ntargets: [shell]\n---\n\n```sh {name=hello}\necho hello\n```\n';
const limits = { files: 1000, file: 1e7, all: 1e8 };

async function refusals(root: string): Promise<string[]> {
  const error = await packCourse(folderSource(root)).then(() => assert.fail('it was packed'), (thrown: unknown) => thrown);
  if (!(error instanceof PackRefused)) throw error;
  return error.refusals.map(refusal => refusalLine(refusal, english));
}

describe('packing a course folder', () => {
  let box: Scratch;
  beforeEach(() => { box = scratch({ 'course.yaml': courseYaml, 'a.md': note, 'labs/L1/x.py': 'print(1)\n', 'images/ö.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' }); });
  afterEach(() => box.remove());

  it('gives the same bytes on another day, in another order and in another time zone', async () => {
    const first = await packCourse(folderSource(box.root));
    const again = scratch({ 'images/ö.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>', 'labs/L1/x.py': 'print(1)\n', 'a.md': note, 'course.yaml': courseYaml, '.git/HEAD': 'x' });
    const before = process.env['TZ'];
    try {
      utimesSync(join(again.root, 'a.md'), 1, 1);
      process.env['TZ'] = 'Asia/Tokyo';
      const second = await packCourse(folderSource(again.root));
      assert.equal(second.sha256, first.sha256);
      assert.ok(second.bytes.equals(first.bytes));
    } finally {
      if (before === undefined) delete process.env['TZ'];
      else process.env['TZ'] = before;
      again.remove();
    }
  });

  it('holds the course byte for byte, and a manifest', async () => {
    const { bytes } = await packCourse(folderSource(box.root));
    const entries = await readZip(bytes, limits);
    assert.deepEqual(entries.map(({ name }) => name), ['[Content_Types].xml', 'extension.vsixmanifest', 'extension/README.md', 'extension/course/a.md', 'extension/course/course.yaml', 'extension/course/images/ö.svg', 'extension/course/labs/L1/x.py', 'extension/package.json']);
    assert.equal(entries.find(({ name }) => name.endsWith('/a.md'))?.bytes.toString(), note);
  });

  it('states the hash that the student is shown: of blocks, checks and files of labs', async () => {
    const before = await packCourse(folderSource(box.root));
    writeFileSync(join(box.root, 'a.md'), `${note}\nMore prose.\n`);
    const prose = await packCourse(folderSource(box.root));
    assert.equal(prose.content, before.content);
    assert.notEqual(prose.sha256, before.sha256);
    writeFileSync(join(box.root, 'labs/L1/x.py'), 'print(2)\n');
    assert.notEqual((await packCourse(folderSource(box.root))).content, before.content);
    assert.equal((await labFiles(box.root)).length, 1);
  });

  it('refuses links and pipes by name, and reads none', async () => {
    symlinkSync('/etc/hostname', join(box.root, 'labs/L1/out.txt'));
    symlinkSync('/etc', join(box.root, 'etc'));
    execFileSync('mkfifo', [join(box.root, 'labs/L1/pipe.txt')]);
    assert.deepEqual(await refusals(box.root), ['etc: it is a link', 'labs/L1/out.txt: it is a link', 'labs/L1/pipe.txt: it is no ordinary file']);
  });

  it('refuses what a student would see as an error, with its line', async () => {
    writeFileSync(join(box.root, 'course.yaml'), courseYaml.replace('[a.md]', '[a.md, b.md]'));
    writeFileSync(join(box.root, 'images/x.svg'), '<svg onload="x()"/>');
    assert.deepEqual(await refusals(box.root), ['course.yaml:9: The file b.md is not there.', 'images/x.svg: it reacts to events with a script']);
  });

  it('takes data without an ending, and no program', async () => {
    writeFileSync(join(box.root, 'labs/L1/rows'), '1 2 3\n');
    assert.equal((await packCourse(folderSource(box.root))).files, 5);
    writeFileSync(join(box.root, 'labs/L1/run'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1]));
    assert.deepEqual(await refusals(box.root), ['labs/L1/run: it has no ending and is no text']);
  });

  it('refuses a file that is not as it was listed', async () => {
    const source = folderSource(box.root);
    const changed = { list: () => source.list().then(files => { writeFileSync(join(box.root, 'a.md'), 'longer than it was, or shorter'); return files; }), read: source.read };
    await assert.rejects(packCourse(changed), (error: unknown) => error instanceof PackRefused && /changed while it was packed/.test(error.message));
  });

  it('takes the shipped course in at most 2 seconds', async () => {
    const source = folderSource('notes');
    const cpu = process.cpuUsage();
    const packed = await packCourse(source);
    const { user, system } = process.cpuUsage(cpu);
    assert.ok((user + system) / 1e6 <= 2, `${(user + system) / 1e6} s`);
    assert.ok(packed.files > 100 && packed.bytes.length < 1e6);
    assert.deepEqual(packed.leftOut, []);
  });
});

describe('labbook pack', () => {
  let box: Scratch;
  let said: string[];
  const run = (...args: string[]): Promise<number> => packCli({ root: box.root }).run(args, { cwd: box.root, env: {}, parser: () => assert.fail(), labs: () => assert.fail(), print: text => void said.push(text), log: line => void said.push(line) });
  beforeEach(() => { said = []; box = scratch({ 'notes/course.yaml': courseYaml, 'notes/a.md': note, 'notes/odd.docx': 'x' }); });
  afterEach(() => box.remove());

  it('writes the file and says id, hash and what is left out', async () => {
    assert.equal(await run('.', '--out', 'nets.vsix', '--publisher', 'mine'), 0);
    assert.match(said.join('\n'), /^nets\.vsix: Nets 1\.0\.0 as mine\.nets; 2 files, 1 blocks/);
    assert.match(said.join('\n'), /left out odd\.docx/);
    assert.equal(readFileSync(join(box.root, 'nets.vsix')).subarray(0, 2).toString(), 'PK');
  });

  it('ends with 1 and names what is in the way; nothing is written', async () => {
    mkdirSync(join(box.root, 'notes/labs/L1'), { recursive: true });
    writeFileSync(join(box.root, 'notes/labs/L1/a.exe'), 'x');
    assert.equal(await run('notes', '--out', 'nets.vsix', '--json'), 1);
    assert.deepEqual(JSON.parse(said.join('')), { refused: [{ path: 'labs/L1/a.exe', message: 'files of this kind are not packed', remedy: 'Give it the ending of what it is, or let the lab make it.' }] });
    assert.throws(() => readFileSync(join(box.root, 'nets.vsix')));
  });

  it('does not put a Labbook that is not whole into a pack', async () => {
    assert.equal(await run('notes', '--out', 'nets.vsix', '--with-labbook'), 1);
    assert.match(said.join('\n'), /this Labbook is not complete/);
  });

  it('asks for a folder and a file, and never replaces a folder', async () => {
    await assert.rejects(run('notes'), /--out FILE/);
    await assert.rejects(run('--out', 'x'), /one course folder/);
    await assert.rejects(run('notes', '--out', 'notes'), /is no file/);
  });
});
