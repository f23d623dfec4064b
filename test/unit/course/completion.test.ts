import assert from 'node:assert/strict';
import { complete } from '../../../src/core/completion';
import type { Position } from '../../../src/core/diagnostic';
import { hover } from '../../../src/core/hover';

const names = { sectionFiles: ['a.md', 'x/b-c.md'] };

/** `|` stands for the cursor. */
function cursor(marked: string): { text: string; at: Position } {
  const before = marked.split('|', 1)[0] ?? '';
  const lines = before.split('\n');
  return { text: before + marked.slice(before.length + 1), at: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 } };
}

const offers = (file: string, marked: string): string => {
  const { text, at } = cursor(marked);
  return complete(file, text, at, names).map(one => one.insert.trim()).join(' ');
};
const replaced = (file: string, marked: string): string => {
  const { text, at } = cursor(marked);
  const replace = complete(file, text, at, names)[0]?.replace;
  return text.split('\n')[replace?.start.line ?? 0]?.slice(replace?.start.character, replace?.end.character) ?? '';
};
const says = (file: string, marked: string): boolean => {
  const { text, at } = cursor(marked);
  return hover(file, text, at) !== undefined;
};

describe('completion in course.yaml', () => {
  it('offers the keys that are not there yet', () => {
    assert.equal(offers('course.yaml', '|'), 'format: id: title: version: language: publisher: license: authors: parts: hand-in:');
    assert.equal(offers('notes/course.yaml', 'format: 1\nti|\nid: x'), 'title: version: language: publisher: license: authors: parts: hand-in:');
    assert.equal(offers('course.yaml', 'format: 1\n|: x'), 'id title version language publisher license authors parts hand-in');
    assert.equal(offers('course.yaml', 'parts:\n  - |'), 'id: title: sections:');
    assert.equal(offers('course.yaml', 'parts:\n- id: a\n  |'), 'title: sections:');
  });

  it('offers the files of the course as sections', () => {
    assert.equal(offers('course.yaml', 'parts:\n  - id: a\n    sections:\n      - |\n      - a.md'), 'a.md x/b-c.md');
    assert.equal(replaced('course.yaml', 'parts:\n  - sections: [x/b-|c.md]'), 'x/b-c.md');
  });

  it('offers nothing in comments and texts', () => {
    assert.equal(offers('course.yaml', '# |'), '');
    assert.equal(offers('course.yaml', 'title: A |'), '');
    assert.equal(offers('other.yaml', '|'), '');
  });
});

describe('completion in front matter', () => {
  it('offers keys, nested keys and values', () => {
    assert.equal(offers('n.md', '---\ntitle: x\nlab-|\n---\n'), 'lab: lab-in: minutes: targets: needs: expects:');
    assert.equal(replaced('n.md', '---\ntitle: x\nlab-|\n---\n'), 'lab-');
    assert.equal(offers('n.md', '---\nneeds:\n  |\n---\n'), 'tools: images: ports: network:');
    assert.equal(offers('n.md', '---\nneeds:\n  network: i|\n---\n'), 'none images internet');
    assert.equal(offers('n.md', '---\nexpects:\n  swarm: |\n---\n'), 'inactive manager');
    assert.equal(offers('n.md', '---\nexpects:\n  kubernetes:\n    |\n---\n'), 'context: local: namespace:');
    assert.equal(offers('n.md', '---\ntargets: [docker, |]\n---\n'), 'shell docker swarm kubernetes aws');
    assert.equal(offers('n.md', '---\nlab-in: |\n---\n'), 'a.md x/b-c.md');
  });

  it('offers nothing beside it', () => {
    for (const text of ['---\ntitle: x\n---\n|', '---\ntitle: x\n|---\n', '|', '---\ntitle: x\n---\n---\n|\n---']) assert.equal(offers('n.md', text), '', text);
  });

  it('never offers a reserved name', () => {
    assert.doesNotMatch(offers('n.md', '---\n|\n---\n') + offers('course.yaml', '|') + offers('n.md', '```sh {|}'), /question|predict|break|figure/);
  });
});

describe('completion in a fence', () => {
  it('offers options and their values', () => {
    assert.equal(offers('n.md', '```sh {name=a t|}\nx\n```'), 'background tty confirm timeout= target= run= on-error= check= cleanup solution= instead= aside inside= pretends= usual=');
    assert.equal(offers('n.md', '- a\n\n  ~~~sh {target=|'), 'shell docker swarm kubernetes aws');
    assert.equal(offers('n.md', '```sh {run=f|}'), 'true false');
    assert.equal(replaced('n.md', '```sh {on-|err}'), 'on-err');
  });

  it('offers the name of a check on yaml', () => {
    assert.equal(offers('n.md', '```yaml {|}\na: 1\n```'), 'check=');
  });

  it('offers nothing in commands, behind a closing fence and in JSON', () => {
    for (const text of ['```sh\n```sh {|}\n```', '````sh\n``` {|}\n````', '```\nx\n``` |', '```sh\ndocker |\n```', '```sh {"name": |}', '```s|h {}']) assert.equal(offers('n.md', text), '', text);
  });
});

describe('hover', () => {
  it('explains keys, values, options and their aliases', () => {
    for (const [file, text] of [['course.yaml', 'for|mat: 1'], ['course.yaml', 'parts:\n  - sections: [a|.md]'], ['n.md', '---\nneeds:\n  net|work: none\n---'], ['n.md', '---\nneeds:\n  network: no|ne\n---'], ['n.md', '```sh {inter|active}'], ['n.md', '```sh {timeout=6|0s}']] as const) {
      assert.ok(says(file, text), text);
    }
  });

  it('says nothing where no schema does', () => {
    for (const [file, text] of [['course.yaml', 'colour: bl|ue'], ['n.md', '---\ntitle: x\n---\nti|tle: y'], ['n.md', '```sh {x|yz}'], ['a.yaml', 'for|mat: 1']] as const) {
      assert.ok(!says(file, text), text);
    }
  });
});

describe('completion and hover in a check', () => {
  const note = (body: string) => `# A\n\n- x\n\n  \`\`\`yaml {check=a}\n${body.split('\n').map(line => `  ${line}`).join('\n')}\n  \`\`\`\n\ntext`;

  it('offers keys, nested keys and values, at every depth', () => {
    assert.equal(offers('n.md', note('claim: x\nf|')).split(' ').slice(0, 5).join(' '), 'for: needs: timeout: hint: fail:');
    assert.equal(offers('n.md', note('claim: x\ntasks:\n  service: a\n  |')), 'state: at-least: has:');
    assert.equal(offers('n.md', note('any:\n  - not:\n      service: { name: a, state: | }')), 'present absent');
    assert.equal(offers('n.md', note('claim: x\ncapture:\n  A: { | }')), 'output: block: container: id: port: pod: k8s-service: node-port: cluster-ip: aws: name: tag: part: keep:');
    assert.equal(replaced('n.md', note('claim: x\nvolume: { na|m }')), 'nam');
  });

  it('offers the words of AWS, and the states that a thing can have', () => {
    assert.equal(offers('n.md', note('claim: x\naws: { buck| }')).split(' ').slice(0, 4).join(' '), 'notebook-instance: training-job: transform-job: model:');
    assert.equal(offers('n.md', note('claim: x\naws: { stream: s, state: | }')), 'present absent CREATING ACTIVE UPDATING DELETING');
    assert.equal(offers('n.md', note('claim: x\naws:\n  endpoint: e\n  states: [InService, |]')).split(' ')[2], 'Creating');
    assert.equal(offers('n.md', note('claim: x\naws: { bucket: b, state: | }')), 'present absent');
    assert.equal(offers('n.md', note('claim: x\naws: { statement: s, state: | }')).split(' ').at(-1), 'FAILED');
    assert.ok(says('n.md', note('claim: x\naws: { train|ing-job: x }')));
  });

  it('offers what can stand next within the quotes of a short form', () => {
    const fence = (marked: string) => offers('n.md', `\`\`\`sh {name=a check='${marked}'}\ntrue\n\`\`\``);
    assert.deepEqual(fence('|').split(' ').slice(0, 2), ['container', 'image']);
    assert.equal(fence('exit 0; aw|').split(' ').at(-1), 'after');
    assert.equal(fence('aws |').split(' ')[0], 'notebook-instance');
    assert.equal(fence('exit 0; aws buck|et b').split(' ').length, 50);
    assert.equal(fence('aws table T |'), 'present absent CREATING ACTIVE UPDATING DELETING ARCHIVING ARCHIVED');
    assert.equal(fence('aws object k |'), 'present absent');
    assert.deepEqual([fence('aws table |'), fence('container |'), fence('aws table T ACTIVE |')], ['', '', '']);
    assert.equal(replaced('n.md', "```sh {name=a check='aws note|book-inst x'}\ntrue\n```"), 'notebook-inst');
    assert.equal(offers('n.md', "```sh {name=a check='aws bucket b' |}\ntrue\n```").includes('timeout='), true);
  });

  it('says what a word of a short form means', () => {
    const means = (marked: string) => says('n.md', `\`\`\`sh {name=a check='${marked}'}\ntrue\n\`\`\``);
    assert.deepEqual(['aw|s bucket b', 'aws buck|et b', 'exit 0; aws endp|oint e', 'cont|ainer x running', 'aws bucket |b', 'aws moon| b'].map(means), [true, true, true, true, false, false]);
  });

  it('offers nothing in other yaml and in the text below', () => {
    for (const text of ['```yaml\n|\n```', '```yaml {check=a}\na: 1\n```\n|', '````md\n```yaml {check=a}\n|\n```\n````']) assert.equal(offers('n.md', text), '', text);
  });

  it('says what the word under the pointer means', () => {
    assert.deepEqual(['cla|im: x', 'claim: x\ncontainer: { sta|te: running }', 'all:\n  - image: { layers-at|-least: 2 }'].map(body => says('n.md', note(body))), [true, true, true]);
    assert.deepEqual(['mo|on: x', 'claim: x\n|'].map(body => says('n.md', note(body))), [false, false]);
  });
});
