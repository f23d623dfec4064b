import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { coursePath, pathFromNote } from '../../../src/core/coursePath';
import { loadCourse } from '../../../src/core/loadCourse';
import { textLimit } from '../../../src/core/courseText';
import { findCourses, openCourseFolder } from '../../../src/targets/courseFolder';
import { brief, scratch, type Scratch } from './courseOnDisk';

describe('coursePath', () => {
  it('gives a path below the folder its one spelling', () => {
    assert.deepEqual(['a.md', './a.md', 'x//a.md', 'x/../a.md', 'ä b/c.md', '..a.md'].map(coursePath), ['a.md', 'a.md', 'x/a.md', 'a.md', 'ä b/c.md', '..a.md']);
  });

  it('refuses everything else', () => {
    for (const path of ['', '.', '..', '../a.md', 'x/../../a.md', '/a.md', 'C:/a.md', 'file:///a', 'x\\..\\a.md', 'a\0.md', 'x/', 'x/..', 'a'.repeat(2000)]) {
      assert.equal(coursePath(path), undefined, path);
    }
  });
});

describe('pathFromNote', () => {
  it('starts at the folder of the note and stays in the course', () => {
    const from = (written: string) => pathFromNote('docker/run.md', written);
    assert.deepEqual(['../images/a%20b.png#x', 'net.md?y', './x/../y.md'].map(from), ['images/a b.png', 'docker/net.md', 'docker/y.md']);
    for (const path of ['../../a.md', '/a.md', 'https://x/a', '//x/a', 'command:x', '#top', '', '%2e%2e/%2e%2e/a.md', '%00', '%zz', '..%5c..%5ca']) assert.equal(from(path), undefined, path);
  });
});

describe('a course folder on the disk', () => {
  let box: Scratch;
  const root = (): string => join(box.root, 'course');
  const read = (path: string) => openCourseFolder(root()).read(path);

  beforeEach(() => {
    box = scratch({ 'secret.md': 'secret', 'course/a.md': '# A', 'course/x/b.md': 'B', 'course-2/c.md': 'C' });
  });
  afterEach(() => box.remove());

  it('reads text, without a byte order mark', async () => {
    writeFileSync(join(root(), 'bom.md'), '\uFEFFä');
    writeFileSync(join(root(), 'empty.md'), '');
    assert.deepEqual(await read('a.md'), { text: '# A' });
    assert.deepEqual(await read('x/../x/b.md'), { text: 'B' });
    assert.deepEqual(await read('bom.md'), { text: 'ä' });
    assert.deepEqual(await read('empty.md'), { text: '' });
  });

  it('reads nothing outside by name', async () => {
    for (const path of ['../secret.md', '/etc/passwd', 'x/../../secret.md', '../course-2/c.md']) assert.deepEqual(await read(path), { problem: 'outside' });
  });

  it('follows a link inside the folder and none out of it', async () => {
    symlinkSync('x/b.md', join(root(), 'inside.md'));
    symlinkSync('x', join(root(), 'folder'));
    symlinkSync('../secret.md', join(root(), 'out.md'));
    symlinkSync(box.root, join(root(), 'up'));
    symlinkSync('../course-2', join(root(), 'neighbour'));
    symlinkSync('loop.md', join(root(), 'loop.md'));
    symlinkSync('/dev/zero', join(root(), 'zero.md'));
    for (const path of ['inside.md', 'folder/b.md']) assert.deepEqual(await read(path), { text: 'B' }, path);
    for (const path of ['out.md', 'up/secret.md', 'neighbour/c.md', 'loop.md', 'zero.md']) assert.deepEqual(await read(path), { problem: 'outside' }, path);
  });

  it('opens nothing that is no ordinary file: a FIFO would hang', async () => {
    execFileSync('mkfifo', [join(root(), 'fifo.md')]);
    symlinkSync('fifo.md', join(root(), 'to-fifo.md'));
    const server = createServer().listen(join(root(), 'socket.md'));
    await new Promise(done => server.once('listening', done));
    for (const path of ['fifo.md', 'to-fifo.md', 'socket.md', 'x']) assert.deepEqual(await read(path), { problem: 'notAFile' }, path);
    await new Promise(done => server.close(done));
  });

  it('tells large files, other encodings and binary files from text', async () => {
    writeFileSync(join(root(), 'most.md'), Buffer.alloc(textLimit, 'a'));
    writeFileSync(join(root(), 'large.md'), Buffer.alloc(textLimit + 1, 'a'));
    writeFileSync(join(root(), 'latin1.md'), Buffer.from([0x67, 0xfc, 0x6e]));
    writeFileSync(join(root(), 'binary.md'), Buffer.from([0x61, 0, 0x62]));
    const most = await read('most.md');
    assert.equal('text' in most && most.text.length, textLimit);
    assert.deepEqual(await Promise.all(['large.md', 'latin1.md', 'binary.md', 'gone.md', 'a.md/x.md'].map(read)), [
      { problem: 'tooLarge' }, { problem: 'notText' }, { problem: 'notText' }, { problem: 'missing' }, { problem: 'missing' },
    ]);
  });

  it('reads a course through a link of the student, but not one that leads out of what was opened', async () => {
    symlinkSync('course', join(box.root, 'link'));
    assert.deepEqual(await openCourseFolder(join(box.root, 'link')).read('a.md'), { text: '# A' });
    mkdirSync(join(box.root, 'workspace'));
    symlinkSync('../course', join(box.root, 'workspace/notes'));
    writeFileSync(join(root(), 'course.yaml'), 'format: 1');
    const workspace = join(box.root, 'workspace');
    assert.deepEqual(await findCourses(workspace), [join(workspace, 'notes')]);
    const loaded = await loadCourse(openCourseFolder(join(workspace, 'notes'), workspace));
    assert.equal(loaded.course, undefined);
    assert.deepEqual(brief(loaded.diagnostics), ['course.file.outside course.yaml:0:0']);
    assert.deepEqual(await openCourseFolder(root(), box.root).read('a.md'), { text: '# A' });
  });

  it('names a note that is a link out of the course, and opens the rest', async () => {
    symlinkSync('../secret.md', join(root(), 'secret.md'));
    execFileSync('mkfifo', [join(root(), 'pipe.md')]);
    writeFileSync(join(root(), 'course.yaml'), 'format: 1\nid: a\ntitle: A\nversion: "1"\nparts:\n  - {id: p, title: P, sections: [secret.md, pipe.md, a.md]}\n');
    const loaded = await loadCourse(openCourseFolder(root()));
    assert.deepEqual(brief(loaded.diagnostics), ['course.file.outside course.yaml:5:33', 'course.file.notAFile course.yaml:5:44']);
    assert.deepEqual(loaded.course?.parts[0]?.sections.map(section => section.id), ['a']);
  });

  it('finds pictures by both their names, and nothing else', async () => {
    for (const name of ['p.png', 'p.SVG', 'x/p.webp']) writeFileSync(join(root(), name), '');
    symlinkSync('a.md', join(root(), 'note.png'));
    symlinkSync('../secret.md', join(root(), 'out.png'));
    symlinkSync('p.png', join(root(), 'same.jpg'));
    mkdirSync(join(root(), 'folder.gif'));
    const image = (path: string) => openCourseFolder(root()).resolveImage(path);
    for (const name of ['p.png', 'p.SVG', 'x/p.webp']) assert.deepEqual(await image(name), { path: join(root(), name) });
    assert.deepEqual(await image('same.jpg'), { path: join(root(), 'p.png') });
    assert.deepEqual(await Promise.all(['note.png', 'a.md', 'folder.gif', 'out.png', '../p.png', 'gone.png'].map(image)), [
      { problem: 'notAFile' }, { problem: 'notAFile' }, { problem: 'notAFile' }, { problem: 'outside' }, { problem: 'outside' }, { problem: 'missing' },
    ]);
  });

  it('finds course.yaml at the top and in notes, and nothing deeper', async () => {
    assert.deepEqual(await findCourses(box.root), []);
    assert.deepEqual(await findCourses(join(box.root, 'gone')), []);
    for (const folder of ['notes', 'deep/er']) {
      mkdirSync(join(box.root, folder), { recursive: true });
      writeFileSync(join(box.root, folder, 'course.yaml'), '');
    }
    linkSync(join(box.root, 'notes/course.yaml'), join(box.root, 'course.yaml'));
    assert.deepEqual(await findCourses(box.root), [box.root, join(box.root, 'notes')]);
    renameSync(join(box.root, 'course.yaml'), join(box.root, 'other.yaml'));
    assert.deepEqual(await findCourses(box.root), [join(box.root, 'notes')]);
  });
});
