import assert from 'node:assert/strict';
import { parseSection } from '../../../src/core/markdown';
import { english } from '../../../src/core/message';
import { sectionPage } from '../../../src/core/portfolio/sectionPage';

const entry = (id: string, title: string) => ({ id, file: `${id}.md`, meta: { ...parseSection(`---\ntitle: ${title}\n---\n`, `${id}.md`).meta } });
const sections = [entry('a', 'Images'), entry('b', 'Nets & <more>'), entry('part/c', 'Volumes')];
const page = (markdown: string, file = 'a.md'): string => sectionPage({ section: parseSection(markdown, file), title: 'Images', sections, language: 'en', nonce: 'n', say: english, picture: () => undefined });

describe('links of a section that is printed', () => {
  it('to another section are its title and no link', () => {
    const text = page('# Images\n\nGo [on](b.md), or [back to *volumes*](part/c.md#x), or see [Nets &amp; &lt;more&gt;](b.md?y).\n');
    assert.match(text, /Go on \(<cite>Nets &amp; &lt;more&gt;<\/cite>\), or back to <em>volumes<\/em>, or see Nets &amp; &lt;more&gt;\.<\/p>/);
    assert.doesNotMatch(text, /<a\b/);
  });

  it('count from the folder of the section', () => assert.match(page('# V\n\n[This](../a.md) first, [here](c.md#v) or [below](#v).\n', 'part/c.md'), /<p[^>]*>This \(<cite>Images<\/cite>\) first, <a href="#v">here<\/a> or <a href="#v">below<\/a>\./));

  it('to a file or to nothing of the course are words alone', () => assert.match(page('# I\n\nSee [the file](labs/x.yaml) and [that](gone.md).\n'), /See the file and that\.<\/p>/));

  it('out into the net stay', () => {
    for (const href of ['https://example.org/a.md', 'http://localhost:80/', 'mailto:a@example.org']) assert.ok(page(`# I\n\n[x](${href})\n`).includes(`<a href="${href}">x</a>`), href);
  });
});

describe('a prediction that is printed', () => {
  const note = (body: string) => `# I\n\n\`\`\`yaml {predict=kill}\n${body}\nbecause: The answer it is.\nwhole: up\n\`\`\`\n\n\`\`\`sh {name=k}\ndocker rm -f a\n\`\`\`\n\n\`\`\`yaml {check=up}\nclaim: It runs\ncontainer: {name: a, state: running}\n\`\`\`\n`;

  it('asks, lists what may be chosen, leaves room for a number, and tells no answer', () => {
    const text = page(note('ask: What becomes of `a`?\nchoices:\n  - It stays.\n  - It <goes>.\nright: It stays.\nseconds: For how long?'));
    assert.match(text, /<div class="predict"><p class="role">Before you run it, say what will happen\.<\/p><p>What becomes of a\?<\/p><p class="claim">It stays\.<\/p><p class="claim">It &lt;goes&gt;\.<\/p><p>For how long\? <span class="gap"><\/span> seconds<\/p><\/div>\s*<pre>/);
    assert.doesNotMatch(text, /The answer|data-predict/);
  });

  it('leaves lines for words where there is nothing to choose', () => assert.match(page(note('ask: What becomes of it?')), /<p>What becomes of it\?<\/p><p class="lines"><\/p><\/div>/));
});
