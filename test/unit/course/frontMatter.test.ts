import assert from 'node:assert/strict';
import { readFrontMatter, splitFrontMatter } from '../../../src/core/frontMatter';
import { brief } from '../../local/course/courseOnDisk';

const title = (text: string, file = 'my-first_note.md'): string => readFrontMatter(text, file).meta.title;

describe('splitFrontMatter', () => {
  it('finds the YAML and the first line of the Markdown, whatever ends the lines', () => {
    for (const newline of ['\n', '\r\n']) {
      const text = ['---', 'title: A', 'lab: L1', '---', '# A'].join(newline);
      assert.deepEqual(splitFrontMatter(text), { yaml: { text: `title: A${newline}lab: L1${newline}`, startLine: 1 }, bodyStartLine: 4, unclosed: false });
    }
  });

  it('takes only a first line of three hyphens for a beginning', () => {
    for (const text of ['', '# A', '\n---\na: 1\n---', '----\na: 1\n---', '--- \u0000', ' ---\na: 1\n---']) {
      assert.deepEqual(splitFrontMatter(text), { bodyStartLine: 0, unclosed: false });
    }
    assert.equal(splitFrontMatter('\uFEFF---\na: 1\n--- \nx').bodyStartLine, 3);
    assert.equal(splitFrontMatter('---\n---').bodyStartLine, 2);
  });

  it('tells an unclosed front matter from a thematic break', () => {
    assert.equal(splitFrontMatter('---\ntitle: A\n\n# B').unclosed, true);
    assert.equal(splitFrontMatter('---\n\nA sentence: with a colon.').unclosed, false);
  });
});

describe('readFrontMatter', () => {
  it('reads everything a section may say', () => {
    const { meta, diagnostics, bodyStartLine } = readFrontMatter('---\ntitle: Run it\nlab: L1\nlab-in: run.md\nminutes: 20\ntargets: [docker, swarm]\nneeds:\n  tools: [docker, jq]\n  images: ["nginx:alpine"]\n  ports: [80, 8080]\n  network: internet\n---\n', 'a.md');
    assert.deepEqual(meta, {
      title: 'Run it', lab: 'L1', labIn: 'run.md', minutes: 20, targets: ['docker', 'swarm'],
      needs: { tools: ['docker', 'jq'], images: ['nginx:alpine'], ports: [80, 8080], network: 'internet' },
    });
    assert.deepEqual(diagnostics, []);
    assert.equal(bodyStartLine, 12);
  });

  it('reads what a lab expects of its cluster, and says at its line what it cannot', () => {
    const { meta, diagnostics } = readFrontMatter('---\ntitle: A\nexpects:\n  kubernetes: {context: minikube, local: true, namespace: own}\n---\n', 'a.md');
    assert.deepEqual([meta.expects, diagnostics], [{ kubernetes: { context: 'minikube', local: true, namespace: 'own' } }, []]);
    const wrong = readFrontMatter('---\ntitle: A\nexpects:\n  kubernetes:\n    namespace: shop\n    contxt: x\n---\n', 'a.md');
    assert.deepEqual(wrong.meta.expects, { kubernetes: {} });
    assert.deepEqual(brief(wrong.diagnostics), ['section.notOneOf a.md:4:15', 'section.unknownKey a.md:5:4']);
    assert.deepEqual(wrong.diagnostics.map(({ remedy }) => remedy?.args.join()), ['own', 'context']);
  });

  it('has nothing to say of a file without front matter', () => {
    assert.deepEqual(readFrontMatter('# Plain\n', 'a.md').diagnostics, []);
  });

  it('takes the defaults for what is wrong and keeps what is right', () => {
    const { meta, diagnostics } = readFrontMatter('---\ntitle: A\nminutes: long\ntargets: [docker, moon]\nneeds: {ports: [80, x], images: [a]}\n---\n', 'a.md');
    assert.deepEqual(meta, { title: 'A', targets: ['docker'], needs: { tools: [], images: ['a'], ports: [80], network: 'images' } });
    assert.deepEqual(brief(diagnostics), ['section.wrongType a.md:2:9', 'section.notOneOf a.md:3:18', 'section.wrongType a.md:4:20']);
  });

  it('takes the title from the first heading, else from the file name', () => {
    assert.equal(title('Text.\n\nA `b` *c*\n---------\n'), 'A b c');
    assert.equal(title('---\ntitle: [\n---\n## From *here*\n'), 'From here');
    assert.equal(title('```sh\n# no heading\n```\n'), 'My first note');
    assert.equal(title('', 'x/Lab1.md'), 'Lab1');
  });

  it('keeps a name on one line and shows it as it is', () => {
    assert.equal(title('---\ntitle: "a\\u202Egnp\\u0007.exe\\nb\\u200B"\n---\n'), 'agnp .exe b');
  });

  it('points at the first line of front matter without an end', () => {
    assert.deepEqual(brief(readFrontMatter('---\ntitle: A\n# B\n', 'a.md').diagnostics), ['section.frontMatterOpen a.md:0:0']);
  });

  it('answers hostile YAML with one diagnostic and still has a title', () => {
    const { meta, diagnostics } = readFrontMatter(`---\na: ${'['.repeat(20_000)}\n---\n# Still here\n`, 'a.md');
    assert.equal(meta.title, 'Still here');
    assert.deepEqual(diagnostics.map(one => one.code), ['yaml.tooDeep']);
  });
});
