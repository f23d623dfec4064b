import assert from 'node:assert/strict';
import { english } from '../../../src/core/message';
import { packLimits, refusalLine, type FoundFile } from '../../../src/core/pack/found';
import { planFiles } from '../../../src/core/pack/packPlan';

const file = (path: string, more: Partial<FoundFile> = {}): FoundFile => ({ path, kind: 'file', size: 10, ...more });
const lines = (...found: FoundFile[]): string[] => planFiles(found).refused.map(refusal => refusalLine(refusal, english));
const refuses = (path: string, more?: Partial<FoundFile>): string => lines(file('course.yaml'), file(path, more)).join('\n');

describe('planFiles', () => {
  it('takes what a course is made of, in one order for all machines', () => {
    const plan = planFiles(['labs/L1/app/Dockerfile', 'course.yaml', 'b.md', 'B2.md', 'images/ä.svg', 'labs/L1/.dockerignore', 'LICENSE'].map(path => file(path)));
    assert.deepEqual(plan.files.map(({ path }) => path), ['B2.md', 'LICENSE', 'b.md', 'course.yaml', 'images/ä.svg', 'labs/L1/.dockerignore', 'labs/L1/app/Dockerfile']);
    assert.deepEqual([plan.leftOut, plan.refused], [[], []]);
  });

  it('passes over what programs leave behind, and names what else is no part of a course', () => {
    const plan = planFiles(['a.md', '.git/config', 'labs/L1/node_modules/x/y.js', 'labs/L1/__pycache__/a.pyc', '.DS_Store', 'notes.docx', '.env'].map(path => file(path)));
    assert.deepEqual(plan.files.map(({ path }) => path), ['a.md']);
    assert.deepEqual([plan.leftOut, plan.refused], [['.env', 'notes.docx'], []]);
  });

  it('refuses in the folder of a lab what it does not pack, for the lab would break', () => {
    assert.equal(refuses('labs/L1/server.exe'), 'labs/L1/server.exe: files of this kind are not packed');
    assert.equal(refuses('labs/L1/.env'), 'labs/L1/.env: files of this kind are not packed');
  });

  it('refuses names that lead out of the folder', () => {
    for (const path of ['../a.md', 'x/../../a.md', '/etc/a.md', 'C:/a.md', 'C:a.md', 'x\\..\\a.md', 'x/../a.md']) assert.match(refuses(path), /: its name leads out of the course folder$/, path);
    for (const path of ['./a.md', 'x//a.md']) assert.notEqual(refuses(path), '', path);
  });

  it('refuses names that some student has no disk for', () => {
    for (const path of ['CON.md', 'labs/L1/nul', 'aux.tar.md', 'x/Com1.txt', 'lpt9.md', 'COM¹.md', 'con/a.md', 'CONIN$.md']) assert.match(refuses(path), /is the name of a device on Windows$/, path);
    for (const path of ['control.md', 'com10.md', 'auxiliary.md', 'x/nulls.txt']) assert.equal(refuses(path), '', path);
    for (const path of ['a./b.md', 'a /b.md']) assert.match(refuses(path), /ends in a dot or a space/, path);
    for (const path of ['a?.md', 'a*.md', 'x/"a".md', 'a<b.md', 'a|b.md', 'ab:c.md']) assert.match(refuses(path), /cannot be in a name on Windows$/, path);
    assert.match(refuses('a\u202egnp.md'), /cannot be seen/);
    assert.match(refuses('a\nb.md'), /cannot be seen/);
    assert.match(refuses(`${'x'.repeat(packLimits.path)}.md`), /more than 160 characters/);
  });

  it('refuses links, pipes and what is too large', () => {
    assert.equal(refuses('a.md', { kind: 'link', size: 0 }), 'a.md: it is a link');
    assert.equal(refuses('labs/L1/pipe.txt', { kind: 'other' }), 'labs/L1/pipe.txt: it is no ordinary file');
    assert.equal(refuses('big.csv', { size: packLimits.file + 1 }), 'big.csv: it has 8.0 MB; at most 8.0 MB are packed');
    assert.equal(refuses('big.csv', { size: packLimits.file }), '');
  });

  it('refuses two names that are one file on some disks, however they are composed', () => {
    assert.deepEqual(lines(file('Images/a.png'), file('images/A.png')), ['images/A.png: on Windows and macOS it is the same file as Images/a.png']);
    assert.deepEqual(lines(file('a\u0308.md'), file('\u00e4.md')), ['\u00e4.md: on Windows and macOS it is the same file as a\u0308.md']);
  });

  it('refuses a course that is too large as a whole', () => {
    const many = (count: number, size: number): FoundFile[] => Array.from({ length: count }, (_, index) => file(`a${index}.md`, { size }));
    assert.match(lines(...many(2001, 1)).join(), /^the course has 2001 files/);
    assert.match(lines(...many(7, packLimits.file)).join(), /^the course has 56.0 MB/);
    assert.deepEqual(lines(...many(2000, 1)), []);
  });
});
