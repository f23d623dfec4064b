import assert from 'node:assert/strict';
import { readCourseFile } from '../../../src/core/courseFile';
import { english, msg } from '../../../src/core/message';
import { buildPortfolio } from '../../../src/core/portfolio/build';
import { canonical, CanonicalWriter } from '../../../src/core/portfolio/digest';
import { findEdit, handInFileName, handInText, makeHandIn, withoutOutputs, type HandIn } from '../../../src/core/portfolio/handIn';
import { readHandIn } from '../../../src/core/portfolio/readHandIn';
import type { RunOf } from '../../../src/core/portfolio/portfolio';
import { done, handIn, input, made, reset, run, start, work } from './work';

type Loose = Record<string, unknown> & { records: Record<string, unknown>[]; outputs: Record<string, string>; course: Record<string, unknown> };
/** The file after somebody's editor had it. */
function edited(file: HandIn, edit: (value: Loose) => void): string {
  const value = JSON.parse(handInText(file)) as Loose;
  edit(value);
  return JSON.stringify(value);
}
function reread(text: string): HandIn {
  const read = readHandIn(text);
  return 'handIn' in read ? read.handIn : assert.fail(english(read.problem));
}

describe('a hand-in', () => {
  it('holds what was run, seen, marked and left, oldest first', () => {
    const own = work('a');
    const { records, outputs, outline } = buildPortfolio(input({
      ...own, journal: [...own.journal, done('ready', 20, { by: 'student', evidence: [] }), { ...done('x', 21), kind: 'answer', text: 'four' } as never, reset(5)],
    }));
    assert.deepEqual(records.map(record => [record.kind, 'block' in record ? record.block : 'check' in record ? record.check : '']), [
      ['reset', ''], ['run', 'pull'], ['run', 'web'], ['run', 'web'], ['check', 'up'], ['check', 'ready'], ['answer', 'x'], ['left', ''],
    ]);
    const second = records[2] as RunOf;
    assert.deepEqual([second.state, second.code, second.codes, second.ms, second.changed], ['failed', 125, [125], 1500, undefined]);
    assert.deepEqual([(records[3] as RunOf).made, records.at(-1)], [[{ thing: 'container', name: 'web-a' }], { kind: 'left', at: start + 3_600_000, section: 'docker', things: [{ thing: 'container', name: 'web-a' }] }]);
    assert.deepEqual(outputs, { a1: 'Pulling\n', a3: 'id of a\n' });
    assert.deepEqual(outline.map(({ id, blocks, checks }) => [id, blocks.length, checks.length]), [['docker', 3, 2], ['reading', 0, 0]]);
  });

  it('says what does not count: a text that has changed, a remedy, typed by hand, an emulator', () => {
    const { records } = buildPortfolio(input({ runs: [run('1', 'web', 0, { blockHash: 'old' }), run('2', 'web', 1, { remedy: true }), run('3', 'web', 2, { marks: ['byHand', 'emulated'] }), run('4', 'web', 3, { courseId: 'other' }), run('5', 'web', 4, { state: 'running' })] }));
    assert.deepEqual(records.map(record => Object.keys(record).filter(key => ['changed', 'remedy', 'byHand', 'emulated'].includes(key))), [['changed'], ['remedy'], ['emulated', 'byHand']]);
  });

  it('names neither the machine nor its user, nor a folder, a key or an account', () => {
    const secret = 'AKIAABCDEFGHIJKLMNOP';
    const text = `cd /home/ada/labbook/L1 && echo ${secret} ada@turing.example.org C:\\Users\\Ada\\x /Users/ada/y arn:aws:iam::998877665544:user/ada.l on TURING, MYSQL_ROOT_PASSWORD=hunter2 /mnt/data/class-labs/L1 \x1b[31mAda\x1b[0m`;
    const planted = { runs: [run('1', 'web', 0, { blockText: text, output: { head: text, tail: text, dropped: 9 }, context: { HOME: text } })], journal: [made(`vol-${text}`, '1', 0), done('up', 1, { evidence: [msg('{0}', text)] }), { ...done('up', 2), kind: 'answer', text } as never] };
    const file = handInText(makeHandIn(buildPortfolio(input({ ...planted, personal: { folders: ['/home/ada', '/mnt/data/class-labs'], users: ['ada'], hosts: ['turing.local'] } })), { class: 'DS', id: '1', made: 0, labbook: '0' }));
    for (const word of ['ada', secret, 'turing', 'hunter2', '998877665544', 'class-labs', 'example.org']) assert.ok(!file.toLowerCase().includes(word.toLowerCase()), `${word} in ${file}`);
    assert.ok(file.includes('cd ~/labbook/L1'), file);
  });

  it('leaves words alone that every machine has', () => {
    const text = 'docker exec web cat /root/x; root and Adam; account 123456789012; 1732612345678';
    const { records } = buildPortfolio(input({ runs: [run('1', 'web', 0, { blockText: text })], personal: { folders: ['/root/'], users: ['root', 'ada'], hosts: ['localhost'] } }));
    assert.equal((records[0] as RunOf).text, text.replace('/root/', '~'));
  });

  it('is read as it was written, also with a byte order mark', () => {
    const file = handIn('s1');
    assert.deepEqual(reread(`\ufeff${handInText(file)}`), file);
    assert.equal(findEdit(reread(handInText(file))), undefined);
  });

  it('has the same chain without its outputs', () => {
    const file = withoutOutputs(handIn('s1'));
    assert.deepEqual([findEdit(file), file.outputs, file.seal], [undefined, {}, handIn('s1').seal]);
  });

  const edits: Readonly<Record<string, readonly [string, (value: Loose) => void]>> = {
    'a code': ['record 2', value => { value.records[1]!['code'] = 0; }],
    'a state and its code': ['record 2', value => { Object.assign(value.records[1]!, { state: 'passed', code: 0, codes: [0] }); }],
    'a dropped line': ['record 2', value => { value.records.splice(1, 1); }],
    'the last line': ['head', value => { value.records.pop(); }],
    'two lines in the other order': ['record 1', value => { value.records.reverse(); }],
    'a line twice': ['record 2', value => { value.records.splice(1, 0, value.records[0]!); }],
    'a member more': ['record 1', value => { value.records[0]!['byHand'] = true; }],
    'another id': ['head', value => { value['id'] = 's2'; }],
    'another time': ['head', value => { value['made'] = 1; }],
    'a claim': ['head', value => { (value['outline'] as { checks: unknown[] }[])[0]!.checks.pop(); }],
    'another course': ['record 1', value => { value.course['id'] = 'd'; }],
    'an output': ['output 3', value => { value.outputs['s13'] = 'better'; }],
    'an output of nothing': ['output 0', value => { value.outputs['zz'] = 'more'; }],
  };
  for (const [name, [where, edit]] of Object.entries(edits)) {
    it(`was edited: ${name}`, () => {
      const found = findEdit(reread(edited(handIn('s1'), edit)));
      assert.equal(found && ('number' in found ? `${found.what} ${found.number}` : found.what), where);
    });
  }

  it('is refused with the reason where it is damaged, and never throws', () => {
    const whole = handIn('s1');
    const text = handInText(whole);
    const problem = (damaged: string): string => { const read = readHandIn(damaged); return 'problem' in read ? english(read.problem) : 'read'; };
    assert.equal(problem(text.slice(0, 300)), 'It is no JSON: cut off or edited.');
    for (const other of ['null', '[]', '1', '"x"', '{}', '{"format":"x"}']) assert.equal(problem(other), 'It is no hand-in of Labbook.');
    assert.match(problem(edited(whole, value => { value['v'] = 2; })), /newer Labbook: format 2/);
    assert.match(problem(edited(whole, value => { value.records[2]!['state'] = 'running'; })), /^Record 3/);
    assert.match(problem(edited(whole, value => { value.records[0]!['kind'] = 'constructor'; })), /^Record 1/);
    assert.match(problem(edited(whole, value => { value.records[0]!['section'] = 7; })), /^Record 1/);
    // Each member of the head, of another kind or not there.
    for (const key of Object.keys(whole).filter(name => name !== 'about')) for (const bad of [undefined, 7.5, null, [null], 'x']) {
      if (typeof bad === typeof whole[key as keyof HandIn] && bad !== null) continue;
      const read = readHandIn(edited(whole, value => { value[key] = bad; }));
      if (!('problem' in read)) assert.equal(typeof bad, typeof whole[key as keyof HandIn], `${key}: ${String(bad)}`);
    }
    for (let cut = 0; cut < text.length; cut += 499) assert.notEqual(problem(text.slice(0, cut)), 'read');
  });

  it('is called by class and id, in letters that every system takes', () => {
    assert.equal(handInFileName({ class: 'DS 2026/27', id: 's123' }), 'labbook-handin-DS_2026_27-s123.json');
    assert.equal(handInFileName({ class: '../..', id: 'Å/../é con' }), 'labbook-handin-x-A_.._e_con.json');
  });

  it('is wished for by the course', () => {
    const wish = (lines: string) => readCourseFile(`format: 1\nid: c\ntitle: C\nversion: 1\nparts: [{id: p, title: P, sections: [a.md]}]\n${lines}`, 'course.yaml');
    assert.deepEqual(wish('hand-in: {class: DS-2026, ask: Your number}').outline?.handIn, { class: 'DS-2026', ask: 'Your number' });
    assert.deepEqual([wish('').outline?.handIn, wish('hand-in: {class: ../x}').outline?.handIn, wish('hand-in: {class: ../x}').diagnostics.length], [undefined, {}, 1]);
  });

  it('takes equal things for equal', () => {
    assert.equal(canonical({ b: [1, { d: undefined, c: null }], a: 'é' }), '{"a":"é","b":[1,{"c":null}]}');
  });

  it('takes different things for different, whatever their members are called', () => {
    const odd = [{ a: 1, b: 2 }, { b: 2, a: 1 }, { 'a\nb': 1 }, { 'a,b': 1 }, { 10: 1, 9: 2 }, { a: 1 }, { b: 1 }, JSON.parse('{"__proto__":1}'), { hash: { hash: 1 } }, ...Array.from({ length: 99 }, (_, n) => ({ z: n, [`y${n}`]: n }))];
    const writer = new CanonicalWriter();
    for (let twice = 0; twice < 2; twice++) assert.deepEqual(odd.map(one => writer.write(one, 'hash')), odd.map(one => canonical(one, 'hash')));
    assert.equal(new Set(odd.map(one => canonical(one))).size, odd.length - 1);
    assert.deepEqual([canonical(odd[1]), canonical(odd[4]), canonical(odd[7]), canonical(odd[8], 'hash'), canonical([NaN, true, 'x"', [], {}])], ['{"a":1,"b":2}', '{"10":1,"9":2}', '{"__proto__":1}', '{}', '[null,true,"x\\"",[],{}]']);
  });
});
