import assert from 'node:assert/strict';
import { passagesOf } from '../../../src/core/search/passages';
import { plainText } from '../../../src/core/search/plainText';
import { SearchIndex, snippetOf, writtenOf, type Hit } from '../../../src/core/search/searchIndex';

const note = `---
title: Docker volumes
lab: L9
---

# Docker volumes

A *volume* outlives its [container](containers.md), so data **stays**.
Second line of it.

## Mount it

1. Say where: \`-v data:/var/lib\`.
2. Look again.

| Flag | Meaning |
|---|---|
| \`-v\` | mounts |

\`\`\`sh {name=mount}
docker run -v data:/data alpine
docker volume ls
\`\`\`

\`\`\`yaml {check=there}
claim: The volume is there
volume: { name: data }
\`\`\`

\`\`\`sh {solution=mount}
docker run --secret-answer
\`\`\`

<!-- not
shown -->

Removing
--------

> Gone for good.
`;

function index(...more: [id: string, title: string, text: string][]): SearchIndex {
  const made = new SearchIndex();
  made.add({ courseId: 'c', sectionId: 'volumes', title: 'Docker volumes', text: note });
  for (const [sectionId, title, text] of more) made.add({ courseId: 'c', sectionId, title, text });
  return made;
}
const brief = (hits: readonly Hit[]) => hits.map(({ sectionId, heading = '', kind, line }) => `${sectionId} > ${heading} ${kind} ${line}`);

describe('what of a note can be found', () => {
  it('is its headings, paragraphs, items, rows, lines of code and claims, each at its line', () => {
    assert.deepEqual(passagesOf(note).map(({ kind, line, text, level = '' }) => `${kind}${level} ${line} ${text}`), [
      'heading1 5 Docker volumes',
      'prose 7 A volume outlives its container, so data stays. Second line of it.',
      'heading2 10 Mount it',
      'prose 12 Say where: -v data:/var/lib.', 'prose 13 Look again.',
      'prose 15 Flag · Meaning', 'prose 17 -v · mounts',
      'command 20 docker run -v data:/data alpine', 'command 21 docker volume ls',
      'prose 25 The volume is there',
      'heading2 36 Removing', 'prose 39 Gone for good.',
    ]);
  });

  it('leaves hidden solutions, comments and front matter out', () => {
    assert.doesNotMatch(JSON.stringify(passagesOf(note)), /secret-answer|not\b.*shown -->|L9/);
  });

  it('survives a fence that never ends and a line that only looks like one', () => {
    assert.deepEqual(passagesOf('```sh\nls').map(({ text }) => text), ['ls']);
    assert.deepEqual(passagesOf('``` `` is no fence').map(({ kind }) => kind), ['prose']);
    assert.deepEqual(passagesOf('- item\n  ```sh\n  ls\n  ```\n- next').map(({ kind, text }) => `${kind} ${text}`), ['prose item', 'command ls', 'prose next']);
  });

  it('reads as the page shows it', () => {
    assert.equal(plainText('- **One** _two_ `three` ![four](x.svg) snake_case_name 2 * 3 * 4 \\* five'), 'One two three four snake_case_name 2 * 3 * 4 * five');
  });
});

describe('the search over a course', () => {
  it('finds each heading once, a heading before prose', () => {
    assert.deepEqual(brief(index().find('mount', 9)), ['volumes > Mount it heading 10']);
    assert.deepEqual(brief(index().find('volume', 9)), ['volumes >  heading 0', 'volumes > Mount it command 21']);
  });

  it('takes a word for begun, in any case, with or without its plural and accents', () => {
    for (const query of ['outliv', 'OUTLIVES', 'outlive']) assert.deepEqual(brief(index().find(query, 9)), ['volumes >  prose 7'], query);
    const accents = index(['cafe', 'Naïve Café', '']);
    assert.deepEqual(brief(accents.find('naive cafe', 9)), ['cafe >  heading 0']);
  });

  it('wants all words in one place, with those of the section’s title; else as many as there are', () => {
    const made = index(['swarm', 'Swarm mode', '# Swarm mode\n\n## Quorum\n\nMost managers.\n\n## Scale\n\nMore tasks.']);
    assert.deepEqual(brief(made.find('swarm quorum', 9)), ['swarm > Quorum heading 2']);
    assert.deepEqual(brief(made.find('quorum nothingofthekind', 9)), ['swarm > Quorum heading 2']);
    assert.deepEqual(made.find('nothingofthekind', 9), []);
    assert.deepEqual(made.find('  ,. ', 9), []);
  });

  it('puts a passage that has all of the words before a place that has them apart', () => {
    const made = index(['apart', 'A', '## X\n\nred here\n\nblue there'], ['together', 'B', '## Y\n\nred and blue']);
    assert.deepEqual(brief(made.find('red blue', 9)), ['together > Y prose 2', 'apart > X prose 2']);
  });

  it('shows commands with their line, and what was found in them', () => {
    const [hit] = index().find('alpine', 9);
    assert.ok(hit);
    assert.deepEqual(brief([hit]), ['volumes > Mount it command 20']);
    assert.deepEqual(writtenOf(hit), ['alpine']);
  });

  it('cuts a long passage around its match, between words', () => {
    const long = `${'before '.repeat(60)}needle ${'after '.repeat(60)}`.trim();
    const [hit] = index(['long', 'Long', long]).find('needle', 9);
    assert.ok(hit);
    const snippet = snippetOf(hit);
    assert.match(snippet, /^…(?:before )+needle(?: after)+…$/);
    assert.ok(snippet.length <= 143, String(snippet.length));
    assert.equal(snippetOf({ text: 'short', matches: [] }), 'short');
    const [unbroken] = index(['x', 'X', `${'x'.repeat(400)} needle`]).find('needle', 9);
    assert.match(snippetOf(unbroken!), /needle$/);
  });

  it('answers at once for thousands of notes', () => {
    const made = new SearchIndex();
    for (let i = 0; i < 150; i++) made.add({ courseId: 'c', sectionId: `s${i}`, title: `Section ${i}`, text: note.replaceAll('alpine', `image${i}`) });
    const before = performance.now();
    assert.deepEqual(brief(made.find('image77', 5)), ['s77 > Mount it command 20']);
    assert.equal(made.find('volume', 40).length, 40);
    assert.ok(performance.now() - before < 300);
  });
});
