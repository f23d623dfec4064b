import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { awsWords } from '../../../src/core/aws/kinds';
import { policyAllows } from '../../../src/core/aws/policy';
import { awsStatesOf, awsStepStates } from '../../../src/core/aws/states';
import { optionNames, readBlockOptions, reservedNames } from '../../../src/core/blockOptions';
import { checkBodySchema } from '../../../src/core/checkFormat';
import { readShortCheck } from '../../../src/core/checkShort';
import { courseSchema, knownFormat } from '../../../src/core/courseFile';
import { fenceSchema } from '../../../src/core/fenceSchema';
import { sectionSchema } from '../../../src/core/frontMatter';
import { glossarySchema } from '../../../src/core/glossary';
import { parseSection } from '../../../src/core/markdown';
import { findPlaceholders } from '../../../src/core/placeholders';
import type { Schema } from '../../../src/core/schema';
import { checkSchema } from '../../../src/core/schemaCheck';
import { predictionKeys } from '../../../src/core/predictions/readPrediction';
import { readYaml } from '../../../src/core/yamlData';

const page = readFileSync('notes/FORMAT.md', 'utf8');

function chapter(title: string): string {
  const start = page.indexOf(`\n## ${title}\n`);
  assert.ok(start >= 0, title);
  const end = page.indexOf('\n## ', start + 4);
  return page.slice(start, end < 0 ? undefined : end);
}

/** Every property at every level. */
function properties(schema: Schema, seen = new Set<unknown>()): [string, Schema][] {
  // The schema of checks contains itself.
  if (seen.has(schema.properties)) return [];
  if (schema.properties) seen.add(schema.properties);
  const own = Object.entries(schema.properties ?? {});
  const others = typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
  return [...own, ...[...own.map(([, property]) => property), ...others, ...schema.items ? [schema.items] : []].flatMap(inner => properties(inner, seen))];
}

const chapters: readonly (readonly [string, Schema])[] = [['course.yaml', courseSchema], ['Front matter', sectionSchema], ['Options in the fence', fenceSchema], ['Checks', checkBodySchema], ['Glossary', glossarySchema]];

describe('FORMAT.md', () => {
  for (const [title, schema] of chapters) {
    it(`documents every key of its schema: ${title}`, () => {
      const missing = properties(schema).filter(([name, { 'x-reserved': reserved }]) => !(reserved ? chapter('Reserved names').includes(`\`${name}\``) : chapter(title).includes(`\n| \`${name}\` |`)));
      assert.deepEqual(missing.map(([name]) => name), []);
    });

    it(`documents nothing that its schema does not know: ${title}`, () => {
      const known = new Set(properties(schema).map(([name]) => name));
      const [ours = ''] = chapter(title).split('Runme');
      const rows = [...ours.matchAll(/^\| `([^`]+)` \|/gm)].map(found => found[1] ?? '');
      assert.deepEqual(rows.filter(name => !known.has(name)), []);
      assert.ok(rows.length > 5);
    });

    it(`names every value that a key can have: ${title}`, () => {
      const values = properties(schema).flatMap(([, property]) => property.enum ?? property.items?.enum ?? []);
      assert.deepEqual(values.filter(value => !chapter(title).includes(`\`${value}\``)), []);
    });

    it(`has a description for each key: ${title}`, () => {
      assert.deepEqual(properties(schema).filter(([, { description }]) => !description?.endsWith('.')), []);
    });
  }

  it('shows course files that are right', () => {
    const examples = [...page.matchAll(/```yaml\n(format[\s\S]*?)```/g)].map(found => found[1] ?? '');
    assert.equal(examples.length, 1);
    for (const example of examples) {
      const { value } = readYaml(example);
      assert.ok(value);
      assert.deepEqual(checkSchema(courseSchema, value, { file: 'course.yaml', area: 'course' }).diagnostics, []);
    }
    assert.ok(page.startsWith(`# The author's format, version ${knownFormat}\n`));
  });

  it('shows notes whose blocks are found', () => {
    const examples = [...page.matchAll(/````markdown\n([\s\S]*?)````/g)].map(found => parseSection(found[1] ?? '', 'x.md', undefined));
    assert.deepEqual(examples.map(({ blocks }) => blocks.map(({ text, options }) => [options.name ?? '', text])), [
      [['hello', 'docker run --name hello hello-world']],
      [['web1', 'python3 -m http.server 8080']],
      [],
      [['db', 'docker container run --detach --name mydb -e MYSQL_ROOT_PASSWORD=my-secret-pw mysql:latest'], ['db-log', 'docker container logs mydb']],
      [['web1', 'docker container run -d --name web1 -p 8080:80 nginx'], ['web1-remove', 'docker container rm -f web1']],
      [],
      [],
      [['lose', 'docker ps --quiet --filter name=web. | head -1 | xargs docker rm -f']],
      [['net-create', 'docker network create --driver bridge YOUR_NETWORK_NAME_HERE'], ['net-solution', 'docker network create --driver bridge net1']],
      [['cleanup', 'docker container rm -f web1\ndocker network rm net1']],
      [['talk', 'docker run -it --name talk alpine sh'], ['talk-without-terminal', 'docker run --name talk alpine true'], ['talk-again', 'docker rm -f talk']],
      [['look', 'docker container run -it --rm alpine sh'], ['look-inside', 'ls /\nexit']],
      [['', 'docker run hello-world\ndocker ps \\\n  --all']],
    ]);
  });

  it('shows notes without a fault', () => {
    const examples = [...page.matchAll(/````markdown\n([\s\S]*?)````/g)].map(found => parseSection(found[1] ?? '', 'x.md').diagnostics.filter(one => one.severity !== 'information'));
    assert.deepEqual(examples.flat().map(({ code }) => code), []);
  });

  it('shows checks that are right', () => {
    const blocks = ['db', 'db-log', 'web1', 'web1-remove'].map(name => `\`\`\`sh {name=${name}}\ntrue\n\`\`\`\n`).join('');
    const bare = page.replace(/````markdown\n[\s\S]*?````/g, '');
    const examples = [...bare.matchAll(/```yaml \{check=[\s\S]*?```/g)].map(found => parseSection(`${blocks}${found[0].replace('[web1-runs]', '[web1]')}\n`, 'x.md'));
    assert.deepEqual(examples.map(({ checks, diagnostics }) => [checks.length, diagnostics.map(({ code }) => code)]), examples.map(() => [1, []]));
    assert.equal(examples.length, 5);
  });

  it('shows short forms that are understood', () => {
    const forms = [...chapter('Checks in short form').matchAll(/^\|[^|]*\| `([^`]+)` \|$/gm)].map(found => found[1] ?? '');
    assert.deepEqual(forms.filter(form => readShortCheck(form.startsWith('after') ? `exit 0; ${form}` : form).test === undefined), []);
    assert.ok(forms.length > 15);
  });

  it('names every state that a thing on AWS can have, beside its word', () => {
    const rows = new Map([...chapter('Checks').matchAll(/^\| `([\w-]+)` \|(.*)$/gm)].map(found => [found[1] ?? '', found[2] ?? '']));
    const missing = [...awsWords, 'statement' as const].flatMap(word => awsStatesOf(word).filter(state => !rows.get(word)?.includes(`\`${state}\``)).map(state => `${word} ${state}`));
    assert.deepEqual([...missing, ...awsStepStates.filter(state => !rows.get('part-state')?.includes(state))], []);
  });

  it('documents every key of a prediction', () => {
    const rows = [...chapter('Break it: predictions').matchAll(/^\| `([^`]+)` \|/gm)].map(found => found[1] ?? '');
    assert.deepEqual(rows.toSorted(), [...predictionKeys].toSorted());
  });

  it('shows placeholders and prompts that are found', () => {
    const found = [...chapter('Placeholders').matchAll(/`([^`]+)`/g)].map(one => one[1] ?? '').filter(one => findPlaceholders(one).length === 1);
    assert.deepEqual(found, ['docker logs <container id>', 'ssh [your user name]', 'YOUR_BUCKET_NAME_HERE', 'REPLACE_ME', 'CHANGE_ME', 'your-bucket-here']);
    for (const prompt of ['$ ', 'user@host:~$ ', '[root@host ~]# ', '/ # ']) {
      assert.ok(chapter('Transcripts: prompts and sample output').includes(`\`${prompt}\``), prompt);
      assert.deepEqual(parseSection(`\`\`\`console\n${prompt}docker ps\nCONTAINER ID\n\`\`\``, 'x.md').blocks.map(block => [block.text, block.sample]), [['docker ps', 'CONTAINER ID']], prompt);
    }
  });

  it('tells truly what is found in plain Markdown', () => {
    const count = (markdown: string) => parseSection(markdown, 'x.md').blocks.length;
    for (const language of ['sh', 'bash', 'zsh', 'shell', 'console', 'shell-session', 'terminal', '']) assert.equal(count(`\`\`\`${language}\ndocker ps -a\n\`\`\``), 1, language);
    for (const language of ['yaml', 'python', 'text']) assert.equal(count(`\`\`\`${language}\ndocker ps -a\n\`\`\``), 0, language);
    assert.deepEqual(['    docker ps -a', 'Type `docker ps -a` now.', 'The program `docker` runs.', 'docker ps -a'].map(count), [1, 1, 0, 0]);
  });

  it('leads nowhere that is not there', () => {
    const anchors = [...page.matchAll(/^###? (.+)$/gm)].map(found => `#${(found[1] ?? '').toLowerCase().replace(/[^\w\s-]/g, '').replace(/ /g, '-')}`);
    const schemas = readdirSync('notes/schema').map(name => `schema/${name}`);
    const outside = chapter('Pictures, links and HTML');
    const links = [...page.replace(outside, '').matchAll(/\]\(([^)]+)\)/g)].map(found => found[1] ?? '').filter(link => !link.startsWith('https:'));
    assert.deepEqual(links.filter(link => !anchors.includes(link) && !schemas.includes(link) && link !== 'HAND-IN.md'), []);
    assert.equal(schemas.length, 5);
    assert.ok(existsSync('notes/HAND-IN.md'));
  });
});

describe('snippets', () => {
  const snippets = JSON.parse(readFileSync('snippets/labbook.code-snippets', 'utf8')) as Record<string, { readonly scope: string; readonly body: readonly string[] }>;
  /** As the editor puts it in: defaults and first choices. */
  function filled(body: string): string {
    const once = body.replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^${}]*)\}/g, '$1').replace(/\$\{?\d+\}?/g, '').replace(/\\([$}])/g, '$1');
    return once === body ? once : filled(once);
  }

  for (const [name, { scope, body }] of Object.entries(snippets).filter(([, one]) => one.scope === 'markdown')) {
    it(`are understood: ${name}`, () => {
      assert.equal(scope, 'markdown');
      const text = `${'```sh {name=step-1}\n$0\n```\n'.repeat(/solution|another way/.test(name) ? 1 : 0)}${filled(body.join('\n'))}`;
      const known = new Set(name.includes('gone') ? ['check.needsUnknown', 'check.needsMissing'] : []);
      assert.deepEqual(parseSection(text, 'x.md').diagnostics.filter(one => !known.has(one.code)).map(({ code, message }) => [code, message]), []);
    });
  }
});

describe('snippets of policies', () => {
  const snippets = JSON.parse(readFileSync('snippets/aws-policy.code-snippets', 'utf8')) as Record<string, { readonly prefix: string; readonly body: readonly string[] }>;
  const policyOf = (prefix: string): string => (Object.values(snippets).find(one => one.prefix === prefix)?.body ?? []).join('\n').replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^}]*)\}/g, '$1');

  it('are JSON, and allow what they say', () => {
    for (const { prefix } of Object.values(snippets)) assert.doesNotThrow(() => JSON.parse(policyOf(prefix)) as unknown, prefix);
    const allows = (prefix: string) => ['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'].filter(action => policyAllows(policyOf(prefix), action));
    assert.deepEqual([allows('s3-policy'), allows('trust-policy')], [['s3:GetObject', 's3:GetObjectVersion'], []]);
  });

  it('are offered in JSON files', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly contributes: { readonly snippets: readonly { readonly language: string; readonly path: string }[] } };
    assert.deepEqual(contributes.snippets.filter(({ path }) => path.endsWith('aws-policy.code-snippets')).map(({ language }) => language), ['json', 'jsonc']);
  });
});

describe('the schema of the fence', () => {
  it('knows the options that are read, and no others', () => {
    const names = Object.entries(fenceSchema.properties ?? {});
    assert.deepEqual(names.filter(([, one]) => !one['x-reserved']).map(([name]) => name), [...optionNames]);
    assert.deepEqual(names.filter(([, one]) => one['x-reserved']).map(([name]) => name), [...reservedNames]);
  });

  it('reserves the same names everywhere', () => {
    for (const schema of [courseSchema, sectionSchema]) {
      assert.deepEqual(Object.entries(schema.properties ?? {}).filter(([, one]) => one['x-reserved']).map(([name]) => name), [...reservedNames]);
    }
  });

  it('agrees with the reader of fences on what a value may be', () => {
    const differing: string[] = [];
    for (const key of [...optionNames, 'unknown']) {
      for (const value of ['web1', 'a.b-c_d', '1a', '60s', '1.5h', '5min', '500ms', 'soon', '-1s', 'true', 'false', 'docker', 'moon', 'stop', 'continue']) {
        const { value: read } = readYaml(`${key}: ${value}`);
        assert.ok(read);
        const schema = checkSchema(fenceSchema, read, { file: 'x.md', area: 'fence' }).diagnostics.length === 0;
        const reader = readBlockOptions(`sh {${key}=${value}}`).problems.length === 0;
        // In YAML `name: true` is no text; in a fence everything is.
        if (schema !== reader && !(/^(?:name|check|solution|instead|inside|pretends)$/.test(key) && /^(?:true|false)$/.test(value))) differing.push(`${key}=${value}: schema ${schema}, reader ${reader}`);
      }
    }
    assert.deepEqual(differing, []);
  });
});
