import assert from 'node:assert/strict';
import { readGlossary, type Term } from '../../../src/core/glossary';
import { loadCourse } from '../../../src/core/loadCourse';
import { parseSection } from '../../../src/core/markdown';
import { english } from '../../../src/core/message';

const sections = ['images.md', 'kube.md'];
const brief = (text: string) => readGlossary(text, sections).diagnostics.map(({ code, span, message, remedy }) => `${code} ${span.start.line}:${span.start.character} ${english(message)} ${remedy ? english(remedy) : ''}`);
const term = (id: string, forms: string[], more: Partial<Term> = {}): Term => ({ id, term: forms[0] ?? '', forms, means: 'x', ...more });
const marked = (text: string, glossary: readonly Term[], front = '') => {
  const section = parseSection(`${front}${text}`, 'images.md', undefined, glossary);
  return [...section.html.matchAll(/<span data-term="([^"]*)">([^<]*)<\/span>/g)].map(([, id, word]) => `${id} ${word}`);
};

describe('glossary.yaml', () => {
  it('is read: forms, meaning, where to read, where it holds', () => {
    const { terms, diagnostics } = readGlossary('terms:\n  - term: image\n    also: [images]\n    means: Files.\n    read: images.md\n    in: [docker, kube.md]\n', sections);
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(terms, [{ id: 'term-1', term: 'image', forms: ['image', 'images'], means: 'Files.', read: 'images.md', in: ['docker', 'kube.md'] }]);
  });

  it('has each mistake named with line and remedy, and keeps the rest', () => {
    const text = 'terms:\n  - { term: a1, means: A., read: image.md }\n  - { term: b1, meaning: B. }\n  - { term: c1, means: C., in: [dokcer] }\n  - { term: a1, means: Again. }\n';
    assert.deepEqual(brief(text), [
      'glossary.unknownKey 2:16 "meaning" is not known here and has no effect. Remove it, or use one of: term, also, means, read, in.',
      'glossary.missingKey 2:4 "means" is missing. Add a line "means: …".',
      'glossary.section 1:33 The course has no section image.md. Did you mean "images.md"?',
      'glossary.place 3:32 "dokcer" is neither a target nor a section of this course. Did you mean "docker"?',
      'glossary.twice 4:4 "a1" is explained twice for the same sections; the first counts. Remove one of the two, or say with "in" where each holds.',
    ]);
    assert.deepEqual(readGlossary(text, sections).terms.map(one => one.term), ['a1', 'c1', 'a1']);
    assert.equal(brief('terms: [')[0]?.startsWith('yaml.syntax'), true);
    assert.deepEqual(brief(''), []);
  });

  it('belongs to the course; a course without it has none, and one that cannot be read is named', async () => {
    const load = (glossary: { text: string } | { problem: 'missing' | 'notText' }) => loadCourse({
      read: path => Promise.resolve(path === 'glossary.yaml' ? glossary : { text: path === 'course.yaml' ? 'format: 1\nid: a\ntitle: A\nversion: "1"\nparts:\n  - {id: p, title: P, sections: [images.md]}\n' : '# Images' }),
    });
    assert.deepEqual((await load({ text: 'terms: [{term: image, means: Files.}]' })).course?.glossary?.map(one => one.term), ['image']);
    assert.deepEqual(await load({ problem: 'missing' }).then(({ course, diagnostics }) => [course?.glossary, diagnostics]), [undefined, []]);
    assert.deepEqual((await load({ problem: 'notText' })).diagnostics.map(({ code, file }) => `${code} ${file}`), ['course.file.notText glossary.yaml']);
  });
});

describe('words of the glossary in a note', () => {
  const image = term('t1', ['image', 'images']);

  it('are marked where they stand first, the longest form first', () => {
    assert.deepEqual(marked('Two images, one image.\n\nA task definition is no task.', [image, term('t2', ['task']), term('t3', ['task definition'])]), ['t1 images', 't3 task definition', 't2 task']);
    assert.deepEqual(marked('- A *task\n  definition*', [term('t3', ['task definition'])]), []);
  });

  it('are never marked in headings, code, links, table heads and what can be pressed already', () => {
    const text = '# Image\n\n`image` [image](x.md) <kbd>image</kbd> <a href="#">an image</a> ![image](i.svg)\n\n```\nimage\n```\n\n| image |\n|---|\n| x |\n\n<details><summary>image</summary></details>\n';
    assert.deepEqual(marked(text, [image]), []);
    assert.deepEqual(marked(`${text}\nNow an **image**.`, [image]), ['t1 image']);
  });

  it('are whole words', () => {
    assert.deepEqual(marked('imagery, pre-image, image-based, image_x, ImageX', [image]), []);
    assert.deepEqual(marked('An “image”, image.', [image]), ['t1 image']);
  });

  it('are found with a capital at their beginning; a term that has capitals only as written', () => {
    assert.deepEqual(marked('Images are files. hive, HIVE, Hive.', [image, term('t2', ['Hive'])]), ['t1 Images', 't2 Hive']);
  });

  it('mean what is said for this section before what is said for all', () => {
    const both = [term('all', ['namespace']), term('kube', ['namespace'], { in: ['kubernetes'] }), term('here', ['task'], { in: ['images.md'] }), term('there', ['pod'], { in: ['kube.md'] })];
    assert.deepEqual(marked('A namespace, a task, a pod.', both), ['all namespace', 'here task']);
    assert.deepEqual(marked('A namespace.', both, '---\ntitle: T\ntargets: [kubernetes]\n---\n\n'), ['kube namespace']);
  });

  it('cannot be forged, and text stays what it is', () => {
    const { html } = parseSection('<span data-term="t1">x</span> an image < "b" & c', 'images.md', undefined, [image]);
    assert.match(html, /<span data-x-term="t1">x<\/span> an <span data-term="t1">image<\/span> &lt; &quot;b&quot; &amp; c/);
  });
});
