import assert from 'node:assert/strict';
import { sectionSchema } from '../../../src/core/frontMatter';
import { nearestWord } from '../../../src/core/nearestWord';
import type { Schema } from '../../../src/core/schema';
import { checkSchema } from '../../../src/core/schemaCheck';
import { readYaml } from '../../../src/core/yamlData';

function check(schema: Schema, text: string) {
  const { value } = readYaml(text);
  assert.ok(value);
  return checkSchema(schema, value, { file: 'x.md', area: 'section' });
}
const found = (text: string): string[] => check(sectionSchema, text).diagnostics.map(({ code, span }) => `${code} ${span.start.line}:${span.start.character}-${span.end.character}`);
const remedy = (text: string): readonly (string | number)[] | undefined => check(sectionSchema, text).diagnostics[0]?.remedy?.args;

describe('checkSchema', () => {
  it('finds nothing wrong with complete front matter', () => {
    assert.deepEqual(found('title: A\nlab: L1\nminutes: 30\ntargets: [docker]\nneeds: {tools: [docker], images: ["nginx:1"], ports: [80], network: images}'), []);
  });

  it('points at the key or value that is wrong, and nothing more', () => {
    assert.deepEqual(found('title: A\nminuts: 3'), ['section.unknownKey 1:0-6']);
    assert.deepEqual(found('title: A\nminutes: "3"'), ['section.wrongType 1:9-12']);
    assert.deepEqual(found('title: A\nminutes: 3.5'), ['section.wrongType 1:9-12']);
    assert.deepEqual(found('title: A\nminutes: 0'), ['section.badValue 1:9-10']);
    assert.deepEqual(found('title: A\nneeds:\n  ports: [80, 70000]'), ['section.badValue 2:14-19']);
    assert.deepEqual(found('title: A\nneeds:\n  network: all'), ['section.notOneOf 2:11-14']);
    assert.deepEqual(found('title: A\ntargets: [aws, aws]'), ['section.repeated 1:15-18']);
    assert.deepEqual(found('title: A\nlab:'), ['section.wrongType 1:4-4']);
    assert.deepEqual(found('title: ""'), ['section.badValue 0:7-9']);
    assert.deepEqual(found('minutes: 1'), ['section.missingKey 0:0-1']);
    assert.deepEqual(found('- a'), ['section.wrongType 0:0-3']);
  });

  it('says what was meant where it can tell', () => {
    assert.deepEqual(remedy('title: A\nlabin: x.md'), ['lab-in']);
    assert.deepEqual(remedy('title: A\ntargets: [dokcer]'), ['docker', 'shell, docker, swarm, kubernetes, aws']);
    assert.deepEqual(remedy('title: A\nneeds: {network: wifi}'), ['none, images, internet']);
  });

  it('calls a misspelt key misspelt, not missing as well', () => {
    assert.deepEqual(found('titel: A'), ['section.unknownKey 0:0-5']);
  });

  it('accepts every reserved name, whatever stands in it', () => {
    for (const name of ['question', 'predict', 'break', 'figure']) {
      for (const value of ['x', '[1]', '{a: 1}']) {
        const { diagnostics } = check(sectionSchema, `title: A\n${name}: ${value}`);
        assert.deepEqual(diagnostics.map(one => [one.code, one.severity]), [['section.reserved', 'information']]);
      }
    }
  });

  it('looks nothing up on a prototype', () => {
    assert.deepEqual(found('title: A\nconstructor: 1\n__proto__: 2\ntoString: 3').map(one => one.split(' ')[0]), Array(3).fill('section.unknownKey'));
  });

  it('keeps the number of diagnostics bounded', () => {
    assert.ok(found(`title: A\n${Array.from({ length: 150 }, (_, i) => `zz${i}: 1`).join('\n')}`).length <= 100);
  });
});

describe('nearestWord', () => {
  it('forgives case, hyphens, swapped and missing letters, but not another word', () => {
    const words = ['title', 'lab', 'lab-in', 'minutes', 'targets'];
    assert.deepEqual(['Title', 'lab_in', 'tilte', 'minuts', 'colour', 'x', ''].map(word => nearestWord(word, words)), ['title', 'lab-in', 'title', 'minutes', undefined, undefined, undefined]);
  });
});
