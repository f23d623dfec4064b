import assert from 'node:assert/strict';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { english } from '../../../src/core/message';
import { packLimits, PackRefused, refusalLine } from '../../../src/core/pack/found';
import { folderSource } from '../../../src/targets/pack/folderSource';
import { readInstallable } from '../../../src/targets/pack/installSource';
import { packCourse } from '../../../src/targets/pack/packCourse';
import { readZip } from '../../../src/targets/pack/zipReader';
import { writeZip, type ZipEntry } from '../../../src/targets/pack/zipWriter';
import { scratch, type Scratch } from '../course/courseOnDisk';

const course = { 'course.yaml': 'format: 1\nid: nets\ntitle: Nets\nversion: 1.0.0\npublisher: uni\nparts: [{id: one, title: One, sections: [a.md]}]\n', 'a.md': '# A\n\n```sh\necho hello there\n```\n' };
const limits = { files: 100, file: 1e6, all: 1e7 };

describe('looking through a course before it is installed', () => {
  let box: Scratch;
  let entries: readonly ZipEntry[];
  beforeEach(async () => {
    box = scratch(Object.fromEntries(Object.entries(course).map(([name, text]) => [`course/${name}`, text])));
    entries = await readZip((await packCourse(folderSource(join(box.root, 'course')))).bytes, limits);
  });
  afterEach(() => box.remove());

  const file = async (made: readonly ZipEntry[]): Promise<string> => { const path = join(box.root, 'x.vsix'); writeFileSync(path, await writeZip(made)); return path; };
  const refusals = async (made: readonly ZipEntry[]): Promise<string[]> => {
    const error = await readInstallable(await file(made)).then(() => assert.fail('it was taken'), (thrown: unknown) => thrown);
    if (!(error instanceof PackRefused)) throw error;
    return error.refusals.map(refusal => refusalLine(refusal, english));
  };
  const withManifest = (change: object): ZipEntry[] => entries.map(entry => entry.name !== 'extension/package.json' ? entry
    : { ...entry, bytes: Buffer.from(JSON.stringify({ ...JSON.parse(entry.bytes.toString()) as object, ...change })) });

  it('takes a pack as it is, and says what the packer said', async () => {
    const packed = await packCourse(folderSource(join(box.root, 'course')));
    const found = await readInstallable(await file(entries));
    assert.deepEqual([found.manifest, found.content, found.blocks, found.sha256], [{ id: 'uni.nets', version: '1.0.0' }, packed.content, 1, packed.sha256]);
  });

  it('knows a pack by the id that VS Code gives it, in small letters', async () => {
    assert.equal((await readInstallable(await file(withManifest({ publisher: 'Uni' })))).manifest.id, 'uni.nets');
    writeFileSync(join(box.root, 'course/course.yaml'), course['course.yaml'].replace('publisher: uni', 'publisher: Uni'));
    assert.equal((await readInstallable(join(box.root, 'course'))).manifest.id, 'uni.nets');
    writeFileSync(join(box.root, 'course/course.yaml'), course['course.yaml'].replace('publisher: uni\n', ''));
    assert.equal((await readInstallable(join(box.root, 'course'))).manifest.id, 'local.nets', 'whose author names no publisher');
  });

  it('makes a pack of a folder and of a zip of one', async () => {
    const folder = await readInstallable(join(box.root, 'course'));
    const zip = await readInstallable(await file(Object.entries(course).map(([name, text]) => ({ name: `nets-main/${name}`, bytes: Buffer.from(text) }))));
    assert.equal(folder.sha256, zip.sha256);
    assert.equal(folder.manifest.id, 'uni.nets');
  });

  it('refuses whatever would run or change the editor, all of it by name', async () => {
    assert.deepEqual(await refusals(withManifest({ main: './x.js', scripts: { 'vscode:uninstall': 'rm' }, activationEvents: ['*'] })), ['main', 'scripts', 'activationEvents'].map(key => `extension/package.json: it holds a program: ${key}`));
    assert.deepEqual(await refusals(withManifest({ contributes: { labbookCourses: [{ path: './course' }], terminal: {} } })), ['extension/package.json: it changes the editor: terminal']);
    assert.deepEqual(await refusals([...entries, { name: 'extension/x.js', bytes: Buffer.from('1') }]), ['extension/x.js: it is no part of the course']);
    assert.deepEqual(await refusals(withManifest({ contributes: { labbookCourses: [{ path: '../other' }] } })), ['extension/package.json: it names no course']);
    assert.deepEqual(await refusals(withManifest({ name: 3 })), ['extension/package.json: it does not say which extension this is']);
  });

  it('refuses each key with which an extension runs something, and a file that is larger than any course', async () => {
    for (const key of ['main', 'browser', 'scripts', 'activationEvents', 'dependencies', 'extensionPack', 'bin', 'enabledApiProposals']) {
      assert.deepEqual(await refusals(withManifest({ [key]: ['x'] })), [`extension/package.json: it holds a program: ${key}`]);
    }
    const path = await file(entries);
    truncateSync(path, packLimits.all + 1);
    await assert.rejects(readInstallable(path), (error: unknown) => error instanceof PackRefused && /it has .* MB; at most .* are read/.test(refusalLine(error.refusals[0]!, english)));
  });

  it('judges the course in a pack as if it were packed here', async () => {
    assert.deepEqual(await refusals([...entries, { name: 'extension/course/x.svg', bytes: Buffer.from('<svg><script/></svg>') }]), ['x.svg: it holds a script']);
    assert.deepEqual(await refusals(entries.filter(({ name }) => !name.endsWith('a.md'))), ['course.yaml:6: The file a.md is not there.']);
  });
});
