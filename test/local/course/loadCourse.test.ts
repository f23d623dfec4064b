import assert from 'node:assert/strict';
import { join } from 'node:path';
import { sectionsOf, type CourseFiles } from '../../../src/core/course';
import { loadCourse } from '../../../src/core/loadCourse';
import { openCourseFolder } from '../../../src/targets/courseFolder';
import { brief, scratch } from './courseOnDisk';

const fixture = (name: string) => loadCourse(openCourseFolder(join('test/fixtures/courses', name)));

async function load(files: Readonly<Record<string, string>>) {
  const folder = scratch(files);
  try {
    return await loadCourse(openCourseFolder(folder.root));
  } finally {
    folder.remove();
  }
}

const course = (sections: string) => `format: 1\nid: a\ntitle: A\nversion: "1"\nparts:\n  - {id: p, title: P, sections: ${sections}}\n`;

describe('loadCourse', () => {
  it('opens a small course with its parts and sections in order', async () => {
    const { course: small, diagnostics } = await fixture('small');
    assert.deepEqual(diagnostics, []);
    assert.ok(small);
    const { parts, ...names } = small;
    assert.deepEqual(names, { id: 'small', title: 'A small course', version: '1.10', format: 1, language: 'en' });
    assert.deepEqual(parts.map(part => [part.id, ...part.sections.map(({ id, file, meta }) => [id, file, meta.title, meta.lab, meta.labIn])]), [
      ['first', ['intro', 'intro.md', 'Introduction', undefined, undefined], ['run', 'docker/run.md', 'Run a container', 'L1', undefined]],
      ['second', ['again', 'again.md', 'The same lab again', 'L1', 'docker/run.md'], ['plain', 'plain.md', 'Plain notes of L9', undefined, undefined]],
    ]);
  });

  it('names every fault with its place and opens the rest', async () => {
    const { course: faulty, diagnostics } = await fixture('faulty');
    assert.deepEqual(brief(diagnostics), [
      'course.badValue course.yaml:1:4',
      'course.unknownKey course.yaml:2:0',
      'course.unknownKey course.yaml:7:4',
      'course.wrongType course.yaml:16:8',
      'course.wrongType course.yaml:28:14',
      'course.missingKey course.yaml:27:4',
      'course.reserved course.yaml:29:0',
      'course.path course.yaml:11:8',
      'course.path course.yaml:12:8',
      'course.sectionTwice course.yaml:13:8',
      'course.sectionIdTwice course.yaml:14:8',
      'course.notMarkdown course.yaml:15:8',
      'course.partIdTwice course.yaml:18:8',
      'course.file.missing course.yaml:10:8',
      'yaml.syntax broken.md:2:0',
      'section.wrongType broken.md:1:7',
      'section.wrongType broken.md:2:9',
      'section.labInMissing links.md:2:8',
      'section.labInSelf self.md:3:8',
      'section.labInChain chain.md:2:8',
      'section.labDiffers differs.md:3:8',
      'section.labTwice twice.md:2:5',
      'section.labInNoLab nolab.md:2:8',
    ]);
    assert.ok(diagnostics.every(one => one.remedy !== undefined));
    assert.deepEqual(faulty?.parts.map(part => [part.id, part.sections.map(section => section.id)]), [
      ['one', ['good', 'good-2', 'broken']],
      ['one-2', ['links', 'self', 'chain', 'differs', 'twice', 'nolab']],
      ['part-3', []],
    ]);
    const entries = faulty ? sectionsOf(faulty) : [];
    assert.equal(entries.find(entry => entry.id === 'broken')?.meta.title, 'Title from the heading');
    assert.deepEqual(entries.filter(entry => entry.meta.labIn !== undefined).map(entry => [entry.id, entry.meta.lab, entry.meta.labIn]), [['differs', 'L1', 'good.md']]);
  });

  it('opens a newer format read-only, with the reason and no guesses about unknown names', async () => {
    const { course: newer, diagnostics } = await fixture('newer');
    assert.deepEqual(brief(diagnostics), ['course.newerFormat course.yaml:0:8']);
    assert.deepEqual(newer?.readOnly?.args, [2, 1]);
    assert.deepEqual(newer && sectionsOf(newer).map(section => section.id), ['one']);
  });

  it('says why there is no course at all', async () => {
    assert.deepEqual(brief((await load({})).diagnostics), ['course.file.missing course.yaml:0:0']);
    for (const [text, code] of [['', 'course.empty'], ['just text', 'course.empty'], ['['.repeat(20_000), 'yaml.tooDeep'], ['a: "', 'yaml.syntax']] as const) {
      const loaded = await load({ 'course.yaml': text });
      assert.equal(loaded.diagnostics[0]?.code, code);
      assert.equal(loaded.course === undefined, code !== 'yaml.syntax');
    }
  });

  it('gives ids that stay unique even where a name is taken by the way out', async () => {
    const { course: loaded } = await load({ 'course.yaml': course('[a.md, x/A.md, a-2.md]'), 'a.md': '', 'x/A.md': '', 'a-2.md': '' });
    const ids = loaded ? sectionsOf(loaded).map(section => section.id) : [];
    assert.deepEqual(ids, ['a', 'A-2', 'a-2-2']);
  });

  it('keeps the parser problems of a newer format', async () => {
    const { diagnostics } = await load({ 'course.yaml': `${course('[a.md]').replace('format: 1', 'format: 9')}new: !tag x\n`, 'a.md': '' });
    assert.deepEqual(diagnostics.map(one => one.code), ['yaml.tag', 'course.newerFormat']);
  });

  it('opens what it can when a reader breaks its promise and throws', async () => {
    const texts = new Map([['course.yaml', course('[a.md, b.md]')], ['b.md', '# B']]);
    const files: CourseFiles = {
      read: async path => {
        const text = texts.get(path);
        if (text === undefined) throw new Error('broken');
        return { text };
      },
    };
    const loaded = await loadCourse(files);
    assert.deepEqual(loaded.course && sectionsOf(loaded.course).map(section => section.meta.title), ['B']);
    assert.deepEqual(brief(loaded.diagnostics), ['course.file.unreadable course.yaml:5:33', 'course.file.unreadable glossary.yaml:0:0']);
  });

  it('reads a bounded number of files at once', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `n${i}.md`);
    let open = 0;
    let most = 0;
    await loadCourse({
      read: async path => {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open--;
        return { text: path === 'course.yaml' ? course(JSON.stringify(names)) : '# X' };
      },
    });
    assert.ok(most > 1 && most <= 32, `${most}`);
  });
});
