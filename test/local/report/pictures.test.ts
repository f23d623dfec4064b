import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSection } from '../../../src/core/markdown';
import { english } from '../../../src/core/message';
import { picturesIn, pictureLimits, reportAddress, reportPictures } from '../../../src/core/portfolio/pictures';
import { reportPage } from '../../../src/core/portfolio/reportPage';
import { sectionPage } from '../../../src/core/portfolio/sectionPage';
import { readPictures } from '../../../src/targets/pictures';

const drawn = 'data:image/svg+xml;base64,PHN2Zz4=';
const note = `# Images

![A stack "of" layers](images/a.svg)

<img src="images/b.png" alt="raw"> <script>alert(1)</script> <meta http-equiv="refresh" content="0"> <a href="javascript:x">go</a>

\`\`\`sh {name=show check='image x'}
docker image ls && echo "<b>"
\`\`\`

\`\`\`sh {solution=show}
echo secret-solution
\`\`\`

\`\`\`yaml {figure=up}
draw: rollout
title: An <update>
copies: 2
\`\`\`

\`\`\`yaml {figure=cut}
draw: scores
file: batch.csv
title: Whom to call
\`\`\`

<details><summary>Why?</summary>Because.</details>
`;
const page = (picture: (written: string) => string | undefined = () => undefined): string => sectionPage({ section: parseSection(note, 'a.md'), title: 'Images', sections: [], language: 'en', nonce: 'n0', say: english, picture });

describe('a section as a page to print', () => {
  it('holds its text, what is to be typed, claims to tick, and drawings as data or as their words', () => {
    const text = page(written => written === 'images/a.svg' ? drawn : undefined);
    assert.match(text, new RegExp(`<img src="${drawn.replace('+', '\\+')}" alt="A stack &quot;of&quot; layers">`));
    assert.match(text, /<em>\[raw\]<\/em>/);
    assert.match(text, /<pre><code>docker image ls &amp;&amp; echo &quot;&lt;b&gt;&quot;<\/code><\/pre>/);
    assert.match(text, /<p class="claim">[^<]*image[^<]*<\/p>/i);
    assert.match(text, /<figcaption>An &lt;update&gt;<\/figcaption><ol><li>2 copies of version 1 run/);
    assert.match(text, /Labbook draws it from batch\.csv of the lab/);
    assert.match(text, /<details open>/);
    assert.doesNotMatch(text, /secret-solution|data-block|data-figure|data-src|http-equiv="refresh"/);
  });

  it('runs nothing of the note and loads nothing, by a policy before all of it', () => {
    const text = page();
    assert.match(text, /http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'nonce-n0'"/);
    assert.ok(text.indexOf('Content-Security-Policy') < text.indexOf('alert(1)'));
  });
});

describe('pictures of a report', () => {
  it('are named by course and path alone, and found again in the text', () => {
    const address = reportAddress('my course', 'images/a b.svg');
    assert.equal(address, 'labbook:my%20course/images/a%20b.svg');
    assert.deepEqual(reportPictures(`![x](${address}) ![y](${address}) ![z](https://e.invalid/z.png)`), [{ address, courseId: 'my course', path: 'images/a b.svg' }]);
    assert.deepEqual(reportPictures('![x](labbook:a/%E0%A4%A)'), [{ address: 'labbook:a/%E0%A4%A', courseId: 'a', path: '' }]);
    assert.deepEqual(picturesIn('<p><img data-src="a&amp;b.svg" alt="&lt;x&gt;"></p>'), [{ written: 'a&b.svg', alt: '<x>' }]);
  });

  it('stand in the page as data; another address is its words', () => {
    const text = reportPage('# R\n\n![A stack](labbook:c/a.svg)\n\n![from "elsewhere"](https://e.invalid/x.png)\n', 'R', 'en', new Map([['labbook:c/a.svg', drawn]]));
    assert.ok(text.includes(`<img src="${drawn}" alt="A stack">`));
    assert.match(text, /<em>from &quot;elsewhere&quot;<\/em>/);
    assert.doesNotMatch(text, /e\.invalid/);
  });

  it('are read from the course folder alone, pictures alone, and not without an end', async () => {
    const root = await mkdtemp(join(tmpdir(), 'labbook-pictures-'));
    try {
      await mkdir(join(root, 'course'));
      const course = join(root, 'course');
      await Promise.all([writeFile(join(course, 'a.svg'), '<svg>'), writeFile(join(course, 'b.txt'), 'no'), writeFile(join(root, 'out.svg'), '<svg>'), writeFile(join(course, 'big.png'), '')]);
      await truncate(join(course, 'big.png'), pictureLimits.one + 1);
      await symlink(join(root, 'out.svg'), join(course, 'link.svg'));
      assert.deepEqual([...await readPictures(course, ['a.svg', 'b.txt', '../out.svg', 'link.svg', 'big.png', 'none.svg'])], [['a.svg', drawn]]);
      const many = Array.from({ length: 12 }, (_, index) => `p${index}.png`);
      await Promise.all(many.map(async name => { await writeFile(join(course, name), ''); await truncate(join(course, name), pictureLimits.one); }));
      assert.equal((await readPictures(course, many)).size, pictureLimits.all / pictureLimits.one);
    } finally { await rm(root, { recursive: true, force: true }); }
  });
});
