import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { SectionEntry } from '../../../src/core/course';
import { parseSection } from '../../../src/core/markdown';
import type { Section } from '../../../src/core/section';

const parse = (text: string) => parseSection(text, 'notes/a.md');
const texts = (section: Section) => section.blocks.map(block => block.text);
const codes = (section: Section) => section.diagnostics.map(({ code, span }) => `${code} ${span.start.line}:${span.start.character}`);

describe('parseSection', () => {
  it('finds fenced, indented and inline blocks in the order of the file', () => {
    const section = parse('# One\n\n```sh {name=web}\na\n```\n\nUse `docker ps -a` here.\n\n## Two\n\n    docker info\n');
    assert.deepEqual(section.blocks.map(({ id, ordinal, kind, text, span, lineMap, heading }) => ({ id, ordinal, kind, text, span, lineMap, heading })), [
      { id: 'web', ordinal: 1, kind: 'fence', text: 'a', span: { start: { line: 2, character: 0 }, end: { line: 4, character: 3 } }, lineMap: [3], heading: 's-one' },
      { id: 'block-2', ordinal: 2, kind: 'inline', text: 'docker ps -a', span: { start: { line: 6, character: 5 }, end: { line: 6, character: 17 } }, lineMap: [6], heading: 's-one' },
      { id: 'block-3', ordinal: 3, kind: 'indented', text: 'docker info', span: { start: { line: 10, character: 0 }, end: { line: 10, character: 15 } }, lineMap: [10], heading: 's-two' },
    ]);
  });

  it('counts lines as the editor does, behind front matter, in lists and quotes, with tabs and CRLF', () => {
    const section = parse('---\ntitle: T\n---\r\n1. a\r\n   > ```sh\r\n   > ls\r\n   >\r\n   > pwd\r\n   > ```\r\n\r\n\tdocker info\r\n\rdocker\r');
    assert.deepEqual(section.blocks.map(({ text, lineMap }) => ({ text, lineMap })), [{ text: 'ls\n\npwd', lineMap: [5, 6, 7] }]);
    assert.deepEqual(parse('a\r\n\r\n\tdocker info\r\n\tdocker ps').blocks[0]!.lineMap, [2, 3]);
  });

  it('takes no block from other languages, HTML, comments, links and headings', () => {
    const section = parse('```yaml\ndocker ps\n```\n```text\ndocker ps\n```\n```dockerfile\nRUN ls\n```\n```mermaid\ngraph\n```\n<p>docker ps</p>\n\n<!--\n\n    docker ps\n\n```sh\nls\n```\n-->\n\n[`docker ps -a`](x)\n\n# `docker ps -a`\n');
    assert.deepEqual(texts(section), []);
  });

  it('finds the place of inline code', () => {
    const place = (text: string) => parse(text).blocks.map(({ span }) => [span.start.line, span.start.character, span.end.line, span.end.character]);
    assert.deepEqual(place('docker ps -a is `docker ps -a` and\nalso ``docker ps -a``'), [[0, 17, 0, 29], [1, 7, 1, 19]]);
    assert.deepEqual(place('| a |\n|---|\n| `docker ps -a` |'), [[2, 3, 2, 15]]);
    assert.deepEqual(place('so `docker run\n  -d nginx` does'), [[0, 4, 1, 10]]);
  });

  it('gives anchors that are unique, and none to an empty heading', () => {
    const { headings } = parse('# A b!\n#\n## A b\n### `A` *b*\n# A b 1\n# Ünï\n');
    assert.deepEqual(headings.map(({ id }) => id), ['s-a-b', 's-a-b-1', 's-a-b-2', 's-a-b-1-1', 's-ünï']);
    assert.equal(new Set(headings.map(({ id }) => id)).size, headings.length);
  });

  it('hashes what runs, and nothing else', () => {
    const hash = (text: string) => parse(text).blocks[0]!.hash;
    const base = hash('```sh\nls\n```');
    assert.match(base, /^[0-9a-f]{64}$/);
    assert.equal(hash('text before\n\n```bash {name=x timeout=5s confirm}\nls\n```'), base);
    for (const other of ['```sh\nls -l\n```', '```sh {background}\nls\n```', '```sh {on-error=continue}\nls\n```', '```sh {target=docker}\nls\n```']) assert.notEqual(hash(other), base);
    assert.notEqual(parse('a').hash, parse('a ').hash);
  });

  it('reports options, names given twice and hidden characters with their place, and goes on', () => {
    const section = parse('```sh {name=a nonsense}\nls\n```\n\n```sh {name=a}\necho a\u202eb\n```\n\n```sh\necho “x”\n```\n\n![](p.png)\n');
    assert.deepEqual(codes(section), ['block.optionUnknown 0:0', 'block.nameTwice 4:0', 'block.hiddenCharacter 5:6', 'block.lookAlike 9:5', 'note.imageAlt 12:0']);
    assert.deepEqual(section.blocks.map(({ id, options }) => [id, options.run]), [['a', true], ['block-2', false], ['block-3', true]]);
  });

  it('tells that a command stands where the language belongs', () => {
    assert.deepEqual(codes(parse('- ```docker container run \\\n  --detach nginx```\n')), ['note.fenceCommand 0:0']);
  });

  it('judges front matter only in files of a course', () => {
    const text = '---\ntitle: T\nlayout: jekyll\n---\n# x';
    assert.deepEqual(codes(parse(text)), []);
    assert.equal(parse(text).html.trim(), '<h1 id="s-x" data-line="4">x</h1>');
    assert.equal(parse(text).meta.title, 'T');
    const entry: SectionEntry = { id: 'own', file: 'a.md', meta: { title: 'Entry', targets: [], needs: { tools: [], images: [], ports: [], network: 'none' } } };
    const section = parseSection(text, 'a.md', entry);
    assert.equal(section.id, 'own');
    assert.equal(section.meta.title, 'Entry');
    assert.equal(section.diagnostics.length, 1);
  });

  it('knows which blocks need a person', () => {
    const tty = (command: string) => parse(`\`\`\`sh\n${command}\n\`\`\``).blocks[0]!.options.tty;
    assert.deepEqual(['docker run -it alpine', 'docker exec -ti a sh', 'docker container run --interactive --tty ubuntu', 'kubectl exec -it a -- sh', 'vi a'].map(tty), [true, true, true, true, true]);
    assert.deepEqual(['docker container create -it --name a alpine sh', 'docker run -d -it alpine', 'docker run -dit alpine', 'docker run -d alpine', 'docker run --rm -i alpine', 'docker ps'].map(tty), [false, false, false, false, false, false]);
  });
});

describe('notes as learners write them', () => {
  const section = parse(readFileSync('test/fixtures/learner-notes.md', 'utf8'));
  const expected = JSON.parse(readFileSync('test/fixtures/learner-notes.expected.json', 'utf8')) as { must: string[]; mustNot: string[] };
  const blocks = texts(section).map(text => `\n${text}\n`);

  it('give at least 95 of 100 commands', () => {
    assert.ok(expected.must.length >= 60);
    const missed = expected.must.filter(command => !blocks.some(text => text.includes(`\n${command}\n`)));
    assert.ok(missed.length <= expected.must.length * 0.05, `missed: ${missed.join(' · ')}`);
  });

  it('give no prose, output, file name or synopsis', () => {
    assert.ok(expected.mustNot.length >= 60);
    assert.deepEqual(expected.mustNot.filter(prose => blocks.some(text => text.includes(prose))), []);
  });

  it('give nothing that is not listed', () => {
    const lines = new Set(expected.must.flatMap(command => command.split('\n')).map(line => line.trim()));
    const other = texts(section).flatMap(text => text.split('\n')).filter(line => line.trim() !== '' && !line.startsWith('#') && !lines.has(line.trim()));
    assert.deepEqual(other, []);
  });

  it('is for what its blocks are for, where its author does not say', () => {
    const blocks = '```sh\nkubectl get pods\n```\n\n```sh {run=false}\naws s3 ls\n```\n';
    assert.deepEqual(parseSection(blocks, 'a.md').meta.targets, ['kubernetes']);
    assert.deepEqual(parseSection(`---\ntitle: A\ntargets: [shell]\n---\n${blocks}`, 'a.md').meta.targets, ['shell']);
  });
});
