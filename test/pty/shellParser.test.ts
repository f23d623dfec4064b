import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseBlock } from '../../src/core/blockStatements';
import { fillPlaceholders, findPlaceholders } from '../../src/core/placeholders';
import { createShellParser } from '../../src/targets/shellParser';

// Runs the real parser (WebAssembly) and real shells; makes nothing and contacts nothing.
const wasm = () => readFileSync('node_modules/sh-syntax/main.wasm');
const parser = createShellParser(wasm);

/** `text[pipeline parts][&]` of each statement, or what is wrong and where. */
async function told(text: string): Promise<string[]> {
  const parsed = await parser.parse(text);
  if (parsed.kind === 'wrong') return [`${parsed.incomplete ? 'incomplete' : 'wrong'} ${parsed.line}:${parsed.column}`];
  return parsed.statements.map(({ text: own, pipeline, background, start, end, index }, i) => {
    assert.equal(text.slice(start, end), own);
    assert.equal(index, i + 1);
    return `${own}${pipeline > 1 ? ` |${pipeline}` : ''}${background ? ' [bg]' : ''}`;
  });
}

const golden: readonly (readonly [text: string, ...statements: string[]])[] = [
  ['docker ps', 'docker ps'],
  ['a; b ;', 'a', 'b'],
  ['a && b || c', 'a && b || c'],
  ['false | true', 'false | true |2'],
  ['a |& b | c', 'a |& b | c |3'],
  ['! a | b', '! a | b |2'],
  ['time a | b', 'time a | b |2'],
  ['a | b && c', 'a | b && c'],
  ['a \\\n  b', 'a \\\n  b'],
  ['cat <<E\nx;y|z\nE\nls', 'cat <<E\nx;y|z\nE', 'ls'],
  ['cat <<E | wc -l\nx | y\nE\nls', 'cat <<E | wc -l\nx | y\nE |2', 'ls'],
  ['cat <<A <<B\n1\nA\n2\nB', 'cat <<A <<B\n1\nA\n2\nB'],
  ['cat <<-E\n\tx\n\tE', 'cat <<-E\n\tx\n\tE'],
  ['cat <<E; echo b\nx\nE\nz', 'cat <<E; echo b\nx\nE', 'z'],
  ['for i in 1 2; do echo $i | cat; done', 'for i in 1 2; do echo $i | cat; done'],
  ['for i in 1 2; do\n echo $i\ndone | sort', 'for i in 1 2; do\n echo $i\ndone | sort |2'],
  ['while read x; do :; done < f', 'while read x; do :; done < f'],
  ['if a; then b; else c; fi', 'if a; then b; else c; fi'],
  ['case $x in\n a|b) c;;\n *) d;;\nesac', 'case $x in\n a|b) c;;\n *) d;;\nesac'],
  ['f() {\n a | b\n}\nf', 'f() {\n a | b\n}', 'f'],
  ['{ a | b; }', '{ a | b; }'],
  ['( a | b ) | c', '( a | b ) | c |2'],
  ['# only a comment'],
  ['# c\na # d\n# e\nb', 'a', 'b'],
  ['sleep 1 & echo b', 'sleep 1 & [bg]', 'echo b'],
  ['a &\nb &', 'a & [bg]', 'b & [bg]'],
  ['echo "x\ny" | wc', 'echo "x\ny" | wc |2'],
  ['echo é ❤; ls 😀; x', 'echo é ❤', 'ls 😀', 'x'],
  ['\ta\n  b', 'a', 'b'],
  ['x=(1 2)\n[[ a == b ]]', 'x=(1 2)', '[[ a == b ]]'],
  ['diff <(a|b) <(c)', 'diff <(a|b) <(c)'],
  ['echo "$(a | b)" $((1|2))', 'echo "$(a | b)" $((1|2))'],
  ['a > f 2>&1 | b', 'a > f 2>&1 | b |2'],
  ['echo "x', 'incomplete 0:5'],
  ['for i in 1', 'incomplete 0:0'],
  ['cat <<E\nx', 'incomplete 0:4'],
  ['é;\na &&', 'incomplete 1:2'],
  ['docker ps \\\n', 'incomplete 0:10'],
  ['echo a \\\\', 'echo a \\\\'],
  ['ls\na )', 'wrong 1:2'],
  ['hadoop@<master-dns>', 'incomplete 0:18'],
];

describe('the shell parser', function () {
  this.timeout(20_000);

  for (const [text, ...statements] of golden) {
    it(`reads ${JSON.stringify(text)}`, async () => assert.deepEqual(await told(text), statements));
  }

  it('says what changes how a block is run', async () => {
    const traits = async (text: string) => {
      const parsed = await parser.parse(text);
      return parsed.kind === 'parsed' ? [...parsed.traits].sort() : parsed.kind;
    };
    const seen: Record<string, unknown> = {};
    for (const text of ['set -e\nls', 'set -euo pipefail', 'a || exit 1', '(exit 1)', 'exit 1 | cat', 'exec bash', 'exec 3>&1', 'set -x', 'export DOCKER_HOST=x', 'AWS_PROFILE=x aws s3 ls', 'AWS_PROFILE=x',
      'eval $(minikube docker-env)', 'docker context use x', 'docker context ls', 'kubectl --v=1 config use-context y', '. ./env', 'x=(1)', 'echo {1..3}', "echo '{1..3}'", 'echo "${x//a}"', 'ls | wc']) seen[text] = await traits(text);
    assert.deepEqual(seen, {
      'set -e\nls': ['endsShell'], 'set -euo pipefail': ['endsShell'], 'a || exit 1': ['endsShell'], '(exit 1)': [], 'exit 1 | cat': [], 'exec bash': ['endsShell'], 'exec 3>&1': [],
      'set -x': ['traces'], 'export DOCKER_HOST=x': ['changesContext'], 'AWS_PROFILE=x aws s3 ls': [], 'AWS_PROFILE=x': ['changesContext'], 'eval $(minikube docker-env)': ['changesContext'],
      'docker context use x': ['changesContext'], 'docker context ls': [], 'kubectl --v=1 config use-context y': ['changesContext'], '. ./env': ['changesContext'],
      'x=(1)': ['bashOnly'], 'echo {1..3}': ['bashOnly'], "echo '{1..3}'": [], 'echo "${x//a}"': ['bashOnly'], 'ls | wc': [],
    });
  });

  it('reads blocks whose slots are not filled, and keeps the slots in the statements', async () => {
    const text = 'curl http://<ip>:8080/x > out\nssh hadoop@<master-dns>';
    const parsed = await parseBlock(parser, { text, placeholders: findPlaceholders(text) });
    assert.deepEqual(parsed.kind === 'parsed' && parsed.statements.map(statement => statement.text), text.split('\n'));
  });

  it('takes the block as one statement when the parser cannot be loaded, and tries again', async () => {
    let loads = 0;
    const broken = createShellParser(() => {
      loads++;
      throw new Error('no file');
    });
    const parsed = await broken.parse(' a; b\n');
    assert.deepEqual(parsed, { kind: 'unavailable', statements: [{ index: 1, text: 'a; b', start: 1, end: 5, line: 0, background: false, pipeline: 1 }] });
    await broken.parse('other');
    assert.equal(loads, 2);
    const garbage = createShellParser(() => new Uint8Array([0, 97, 115, 109]));
    assert.equal((await garbage.parse('a')).kind, 'unavailable');
  });

  it('remembers what it read', async () => {
    assert.equal(parser.parse('docker ps -a'), parser.parse('docker ps -a'));
  });

  it('reads a block of 2,000 lines', async () => {
    const parsed = await parser.parse(Array.from({ length: 2000 }, (_, i) => `echo ${i} é | wc`).join('\n'));
    assert.equal(parsed.kind === 'parsed' && parsed.statements.length, 2000);
  });
});

describe('a filled slot', function () {
  this.timeout(20_000);
  const value = 'it\'s $HOME `id` "x" \\ $(id) ; rm * ! # é';
  const places = ['printf %s <a b>', 'printf %s x<a b>y', 'printf %s a=<a b>;:', 'printf %s "<a b>"', 'printf %s "x <a b> y"', "printf %s '<a b>'", 'cat <<E\n<a b>\nE', "cat <<'E'\n<a b>\nE", 'cat <<-E\n\t<a b>\n\tE',
    'printf %s "$(printf %s <a b>)"', 'printf %s "$(printf %s "<a b>")"', '(printf %s <a b>)', 'f() { printf %s "$1"; }; f <a b>', 'printf %s \\\n<a b>'];
  for (const shell of ['bash', 'dash']) {
    it(`is one word for ${shell}, whatever it holds`, () => {
      for (const text of places) {
        const placeholders = findPlaceholders(text);
        const filled = fillPlaceholders(text, placeholders, { '<a b>': value });
        const printed = execFileSync(shell, [...(shell === 'bash' ? ['--norc'] : []), '-c', filled], { encoding: 'utf8', env: { PATH: process.env.PATH, SHLVL: '1' }, stdio: ['ignore', 'pipe', 'inherit'] }).trim();
        assert.ok(printed.includes(value), `${text} gave ${printed}`);
      }
    });
  }
});
