import assert from 'node:assert/strict';
import { readYaml, yamlLimits, type YamlValue } from '../../../src/core/yamlData';
import { brief } from './courseOnDisk';

const codes = (text: string): string[] => readYaml(text).problems.map(problem => problem.code);

function plain(value: YamlValue | undefined): unknown {
  if (value === undefined) return undefined;
  if (value.kind === 'scalar') return value.value;
  return value.kind === 'list' ? value.items.map(plain) : value.entries.map(entry => [entry.key, plain(entry.value)]);
}

describe('readYaml', () => {
  it('reads scalars, lists and maps', () => {
    const { value, problems } = readYaml('a: 1\nb: [x, true, null]\nc:\n  d: "1"\n');
    assert.deepEqual(plain(value), [['a', 1], ['b', ['x', true, null]], ['c', [['d', '1']]]]);
    assert.deepEqual(problems, []);
  });

  it('knows where keys and values stand, counted from the line it is given', () => {
    const { value } = readYaml('a: 1\nlong: "x y"\r\n', 5);
    assert.ok(value?.kind === 'map');
    assert.deepEqual(value.entries[1]?.keySpan, { start: { line: 6, character: 0 }, end: { line: 6, character: 4 } });
    assert.deepEqual(value.entries[1]?.value.span, { start: { line: 6, character: 6 }, end: { line: 6, character: 11 } });
  });

  it('answers an alias bomb with one problem, without unfolding it', () => {
    const letters = [...'abcdefghi'];
    const bomb = `a: &a [x, x]\n${letters.slice(1).map((name, i) => `${name}: &${name} [${Array(9).fill(`*${letters[i]}`).join(', ')}]`).join('\n')}`;
    const { problems, value } = readYaml(bomb);
    assert.deepEqual(brief(problems), ['yaml.alias 1:7']);
    assert.ok(JSON.stringify(value).length < 50_000);
  });

  it('answers an alias without an anchor with the same problem', () => {
    assert.deepEqual(codes('a: *nobody'), ['yaml.alias']);
  });

  for (const [name, text] of Object.entries({
    brackets: '['.repeat(20_000),
    maps: '{a: '.repeat(20_000),
    dashes: '- '.repeat(20_000),
    questions: '? '.repeat(20_000),
    indentation: Array.from({ length: 200 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
  })) {
    it(`answers deep ${name} with one problem`, () => {
      const read = readYaml(text);
      assert.deepEqual(read.problems.map(problem => problem.code), ['yaml.tooDeep']);
      assert.equal(read.value, undefined);
    });
  }

  it('reads what is as deep as the format needs', () => {
    assert.deepEqual(codes('[[[[[[[[[[1]]]]]]]]]]'), []);
  });

  it('does not read more than the limit', () => {
    assert.deepEqual(codes(' '.repeat(yamlLimits.characters + 1)), ['yaml.tooLarge']);
    assert.deepEqual(codes(`a: ${'x'.repeat(1000)}`), []);
  });

  it('refuses custom and binary tags', () => {
    assert.deepEqual(brief(readYaml('a: !run rm\nb: !!js/function x\nc: !!binary aGk=\nd: !!str 5').problems), ['yaml.tag 0:3', 'yaml.tag 1:3', 'yaml.tag 2:3']);
  });

  it('takes the first of two equal keys and names the second', () => {
    const { value, problems } = readYaml('a: 1\nb: 2\na: 3');
    assert.deepEqual(plain(value), [['a', 1], ['b', 2]]);
    assert.deepEqual(brief(problems), ['yaml.duplicateKey 2:0']);
  });

  it('stays quick with many keys', () => {
    const { value } = readYaml(Array.from({ length: 300 }, (_, i) => `key${i}: 1`).join('\n'));
    assert.equal(value?.kind === 'map' && value.entries.length, 300);
  });

  it('treats __proto__ as a name like any other', () => {
    const { value } = readYaml('__proto__:\n  polluted: yes\nconstructor: {prototype: {polluted: yes}}');
    assert.ok(value?.kind === 'map');
    assert.deepEqual(value.entries.map(entry => entry.key), ['__proto__', 'constructor']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('names keys that are no words, second documents and broken syntax', () => {
    assert.deepEqual(codes('? [1]\n: 2'), ['yaml.key']);
    assert.deepEqual(codes('a: 1\n---\nb: 2'), ['yaml.documents']);
    assert.deepEqual(codes('a: "x'), ['yaml.syntax']);
  });

  it('reports a wrong file with a bounded number of problems', () => {
    assert.ok(codes('}{][:\n'.repeat(200)).length <= yamlLimits.problems);
  });

  it('finds nothing in an empty text', () => {
    assert.deepEqual(readYaml(''), { value: undefined, problems: [] });
    assert.deepEqual(codes('# only a comment\n'), []);
  });
});
