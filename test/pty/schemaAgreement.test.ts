import Ajv2020 from 'ajv/dist/2020';
import assert from 'node:assert/strict';
import checkSchemaFile from '../../notes/schema/check.schema.json';
import { checkBodySchema } from '../../src/core/checkFormat';
import { courseSchema } from '../../src/core/courseFile';
import { fenceSchema } from '../../src/core/fenceSchema';
import { sectionSchema } from '../../src/core/frontMatter';
import type { Schema } from '../../src/core/schema';
import { checkSchema } from '../../src/core/schemaCheck';
import { readYaml } from '../../src/core/yamlData';

function check(schema: Schema, text: string) {
  const { value } = readYaml(text);
  assert.ok(value);
  return checkSchema(schema, value, { file: 'x.md', area: 'section' });
}

describe('our reading of the schemas', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, meta: false, validateSchema: false });
  ajv.addVocabulary(['x-form', 'x-values', 'x-reserved', 'x-aliases']);
  const values: unknown[] = [undefined, null, true, 'x', '', 'L1', 'a b', 'docker', '60s', 'nginx:alpine', 0, 1, 7.5, 70_000, [], ['docker'], ['docker', 'docker'], [1, 80], ['x'], {}, { network: 'images' }, { ports: [0] }, { tools: ['a/b'] }, 'é'.repeat(200), 'é'.repeat(201), [{ id: 'a', title: 'A', sections: ['a.md'] }], [{ id: 'A', title: 'A', sections: 'a.md' }],
    { name: 'web1', state: 'running' }, { name: 'web1', ports: ['8080:80', 80] }, { name: 'a', ports: ['x'] }, { state: 'absent' }, { path: '../x' }, { url: 'ftp://x' }, { ask: 'a', is: ['b'] }, { port: '${A}', state: 'open' }, { WEB: { container: 'a', id: true } }, { 'a b': {} }, { WEB: { moon: 1 } }, [{ container: { name: 'a' } }, { any: [{ image: { name: 7 } }] }], { not: { not: { ran: { block: 'a' } } } }];

  for (const [name, schema, valid] of [
    ['course', courseSchema, { format: 1, id: 'a', title: 'A', version: '1', parts: [{ id: 'a', title: 'A', sections: [] }] }],
    ['section', sectionSchema, { title: 'A' }],
    ['fence', fenceSchema, {}],
    ['check', checkBodySchema, { claim: 'A' }],
  ] as const) {
    it(`agrees with a full JSON Schema validator: ${name}`, () => {
      const validate = ajv.compile(name === 'check' ? checkSchemaFile : schema);
      const differing: string[] = [];
      let refused = 0;
      for (const key of [...Object.keys(schema.properties ?? {}), 'unknown']) {
        for (const value of values) {
          const json = JSON.stringify({ ...valid, [key]: value });
          const ours = !check(schema, json).diagnostics.some(one => one.severity !== 'information');
          const theirs = validate(JSON.parse(json));
          if (!theirs) refused++;
          if (ours !== theirs) differing.push(`${json}: ours ${ours}, theirs ${theirs}`);
        }
      }
      assert.deepEqual(differing, []);
      assert.ok(refused > 20);
    });
  }
});
