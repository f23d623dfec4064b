import assert from 'node:assert/strict';
import { parseSection } from '../../src/core/markdown';
import type { Section } from '../../src/core/section';
import { parseMutations } from '../bench/mutate';

const parse = (text: string): Section => parseSection(text, 'x.md');

describe('damaged notes', () => {
  it('shows a file that is far too large as text', () => {
    const section = parse('x'.repeat(4_000_001));
    assert.deepEqual(section.diagnostics.map(({ code }) => code), ['note.tooLarge']);
    assert.deepEqual(section.blocks, []);
  });

  const source = '---\ntitle: T\n---\n# A\n\n1. a `docker ps -a`\n   ```sh {name=x}\n   cat <<E | wc\n   "<a b>" $(x)\n   E\n   ```\n\n    $ docker ps\n    NAME  X\n    $ echo \'a\n\n| a | b |\n|---|---|\n| `x` | ![i](p) |\n\n> <details>\n\n```yaml\na: 1\n```\n\n```yaml {check=c}\nclaim: x\nany:\n  - container: { name: a, state: absent }\n  - not: { output: { matches: "a+" } }\nneeds: [x]\n```\n\n```sh {name=y cleanup check="port 80 closed; after c"}\nls\n```\n';

  it('neither crash nor hang the reader', () => {
    const report = parseMutations([source], 150, () => performance.now());
    assert.deepEqual(report.crashes, []);
    assert.deepEqual(report.hangs, []);
  });

  it('stay quick however deep and long', () => {
    const n = 1000;
    const hard = ['- '.repeat(n), '['.repeat(n), '[a]('.repeat(n), '>'.repeat(n), `|a|${'b|'.repeat(n)}\n|-|${'-|'.repeat(n)}\n`, '<a '.repeat(n), '*a_ '.repeat(n),
      `    docker run ${'<a '.repeat(n)}`, `    docker run ${'$('.repeat(n)}`, `    docker run ${'[your '.repeat(n)}`, `\`\`\`sh\n${'cat <<A\n'.repeat(n)}`, `\`\`\`console\n$ echo "a\n${'b\n'.repeat(n)}`, `\`\`\`yaml {check=a}\n${'all: [{'.repeat(n)}`, `\`\`\`yaml {check=a}\n${'  - all:\n'.repeat(n)}`, `\`\`\`yaml {check=a}\nclaim: x\nneeds: [${'a, '.repeat(n)}]`, `\`\`\`yaml {check=a}\n${'- { any: ['.repeat(n)}`, `\`\`\`sh {check='${'exit 0; '.repeat(n)}'}\nls`,
      `\`\`\`sh {check="${'matches '.repeat(n)}"}\nls`, '```yaml {check=a}\nclaim: x\nexit: {code: 0}\n```\n'.repeat(200), `\`\`\`console\n${'$ for i in 1\n> do a\n'.repeat(n)}`];
    for (const text of hard) {
      const start = performance.now();
      parse(text);
      const took = performance.now() - start;
      assert.ok(took < 500, `${text.slice(0, 30)} took ${took} ms`);
    }
  });
});
