import assert from 'node:assert/strict';
import { flagsOf } from '../../../src/core/classTable/cellWords';
import { classCsv } from '../../../src/core/classTable/csv';
import { classJson } from '../../../src/core/classTable/json';
import type { ClassTable } from '../../../src/core/classTable/classTable';
import { classPage } from '../../../src/core/classTable/page';
import { english, msg } from '../../../src/core/message';
import { html } from '../../../src/core/portfolio/markup';
import { summarise } from '../../../src/core/portfolio/summary';
import { buildPortfolio } from '../../../src/core/portfolio/build';
import { course, docker, done, fileOf, handIn, input, reset, run, start, tableOf, work } from '../../unit/report/work';

const minutes = (count: number): number => count * 60_000;
const cellOf = (runs: Parameters<typeof input>[0]) => summarise(buildPortfolio(input(runs)))[0]!;
/** As a spreadsheet reads it. */
const cellsOf = (csv: string): string[][] => [...csv.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n"]*))(,|\r\n)/g)].reduce<string[][]>((rows, [, quoted, plain, end]) => {
  rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
  if (end !== ',') rows.push([]);
  return rows;
}, [[]]);
const flags = (rows: ClassTable): string[] => rows.students.flatMap(row => flagsOf(row).map(flag => `${row.id}: ${english(flag)}`));

describe('a section of one student', () => {
  it('counts checks, steps, tries and what is left running', () => {
    const { checks, blocks, tries, failed, ms, left, steps } = cellOf(work('s'));
    assert.deepEqual([checks, blocks, tries, failed, ms, left.length], [{ done: 1, anyway: 0, of: 2 }, { passed: 2, of: 3 }, 3, 1, minutes(4), 1]);
    assert.deepEqual(steps.map(({ block, tries: count, failed: bad, passed, stuck }) => [block, count, bad, passed, stuck]), [['pull', 1, 0, true, false], ['web', 2, 1, true, false], ['db', 0, 0, false, false]]);
  });

  it('takes the student’s word for less than what was seen', () => {
    const marked = cellOf({ runs: [run('1', 'db', 0)], journal: [done('ready', 1, { by: 'student' })] });
    assert.deepEqual([marked.checks, marked.steps[2]!.open, marked.steps[2]!.stuck], [{ done: 1, anyway: 1, of: 2 }, ['Claim of ready'], true]);
    const seen = cellOf({ journal: [done('ready', 1, { by: 'student' }), done('ready', 2)] });
    assert.equal(seen.checks.anyway, 0);
  });

  it('counts only tries of what lies before a reset, and of a text that has changed', () => {
    const again = cellOf({ ...work('s'), journal: [...work('s').journal, reset(60)] });
    assert.deepEqual([again.checks.done, again.blocks.passed, again.tries], [0, 0, 3]);
    const changed = cellOf({ runs: [run('1', 'web', 0, { blockHash: 'old' })], journal: [done('up', 1, { hash: 'old' })] });
    assert.deepEqual([changed.checks.done, changed.blocks.passed, changed.tries], [0, 0, 1]);
  });

  it('is a struggle after two failures, after one that was never mended, and after a long search', () => {
    const bad = { state: 'failed', code: 1 } as const;
    const up = [done('up', 90)];
    const stuck = (runs: ReturnType<typeof run>[]) => cellOf({ runs, journal: up }).steps[1]!.stuck;
    assert.equal(stuck([run('1', 'web', 0, bad), run('2', 'web', 1)]), false);
    assert.equal(stuck([run('1', 'web', 0, bad), run('2', 'web', 1, bad), run('3', 'web', 2)]), true);
    assert.equal(stuck([run('1', 'web', 0, bad)]), true);
    assert.equal(stuck([run('1', 'web', 0, bad), run('2', 'web', 12)]), true);
    assert.equal(stuck([run('1', 'web', 0), run('2', 'web', 1, bad), run('3', 'web', 2, bad)]), false, 'after it had passed');
  });

  it('counts a pause as ten minutes, and a long run as what it took', () => {
    assert.equal(cellOf({ runs: [run('1', 'pull', 0), run('2', 'web', 300)] }).ms, minutes(10) + 1500);
    assert.equal(cellOf({ runs: [run('1', 'pull', 0, { end: start + minutes(25) }), run('2', 'web', 26)] }).ms, minutes(25) + 1500);
  });
});

describe('the class table', () => {
  it('takes the newest of several files of one id, and names the others', () => {
    const [old, fresh] = [handIn('s1'), handIn('S1 ', { ...work('s1') }, { made: start + minutes(90) })];
    const { students } = tableOf([fileOf(fresh, 'b.json'), fileOf(old, 'a.json')]);
    assert.deepEqual(students.map(({ id, file, older }) => [id, file, older]), [['S1 ', 'b.json', [{ file: 'a.json', made: start + minutes(60) }]]]);
  });

  it('flags the same work under two ids, whole or in part, also where the chain was computed anew', () => {
    const [one, two, three] = [handIn('s1'), handIn('s2', work('s1')), handIn('s3', { ...work('s3'), runs: [work('s1').runs[0]!, ...work('s3').runs] })];
    const table = tableOf([one, two, three, handIn('s4')].map(file => fileOf(file)));
    assert.deepEqual(flags(table), [
      's1: All 4 records are those of s2 too', 's1: 1 records are those of s3 too', 's2: All 4 records are those of s1 too', 's2: 1 records are those of s3 too', 's3: 1 records are those of s1 too', 's3: 1 records are those of s2 too',
    ]);
  });

  it('shows mixed versions of the course, and never counts another course', () => {
    const table = tableOf([handIn('s1'), handIn('s2'), handIn('s3', { contentHash: 'b'.repeat(64) }), handIn('s4', { course: { ...course, id: 'other', title: 'Other' }, runs: [] })].map(file => fileOf(file)));
    assert.deepEqual(table.versions.map(({ hash, students }) => [hash[0], students]), [['a', 2], ['b', 1], ['a', 1]]);
    assert.deepEqual(table.students.map(({ id, course: which, cells }) => [id, which, cells.size]), [['s1', 'same', 2], ['s2', 'same', 2], ['s3', 'otherVersion', 2], ['s4', 'other', 0]]);
    assert.deepEqual(flags(table), ['s3: Another version of the course: 1.0, content bbbbbbbb', 's4: Another course: Other']);
  });

  it('has one marked row for a broken and for an edited file', () => {
    const spoilt = fileOf(handIn('s2')).text.replace('"code":125', '"code":0');
    const table = tableOf([fileOf(handIn('s1')), { name: 's2.json', text: spoilt }, { name: 'cut.json', text: spoilt.slice(0, 500) }, { name: 'pipe.json', problem: msg('It is no text.') }]);
    assert.deepEqual(table.broken.map(({ file, problem }) => [file, english(problem)]), [['cut.json', 'It is no JSON: cut off or edited.'], ['pipe.json', 'It is no text.']]);
    assert.deepEqual(flags(table), ['s2: Edited after it was made: record 2 does not fit']);
    assert.match(classPage(table, english), /cut\.json.*pipe\.json/s);
    assert.match(classCsv(table), /unreadable.*cut\.json/);
  });

  it('puts the step on top at which most were stuck, without files that were edited', () => {
    const bad = { state: 'failed', code: 1 } as const;
    const students = ['a', 'b', 'c'].map((id, index) => handIn(id, { runs: [run(`${id}1`, 'web', 0), run(`${id}2`, 'db', 1, bad), ...index > 0 ? [run(`${id}3`, 'pull', 2, bad)] : []], journal: [done('up', index)] }));
    const files = [...students.map(file => fileOf(file)), { name: 'x', text: fileOf(handIn('x', { runs: [run('x1', 'web', 0, bad)] })).text.replace('"code":1', '"code":2') }];
    const { stuck } = tableOf(files);
    assert.deepEqual(stuck.map(({ block, stuck: count, tried, neverPassed, open }) => [block, count, tried, neverPassed, open]), [['db', 3, 3, 3, { claim: 'Claim of ready', students: 3 }], ['pull', 2, 2, 2, undefined]]);
  });

  it('writes no cell that a spreadsheet takes for a formula', () => {
    const bad = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', 'a\n=1', '|calc', '＝1'];
    const rows = cellsOf(classCsv(tableOf(bad.map(id => fileOf(handIn('s', {}, { id, class: id }))))));
    const words = rows.flat().filter(cell => !/^\d+$/.test(cell));
    assert.ok(words.length > bad.length * 5);
    assert.deepEqual(words.filter(word => /(?:^|[\r\n])\s*[=+\-@|＝]/.test(word)), []);
    assert.ok(words.includes("'=1+1") && words.includes("a\n'=1"), words.join());
    assert.match(classCsv(tableOf([fileOf(handIn('s', {}, { id: 'a"b,c' }))])), /,"a""b,c",docker,/);
  });

  it('writes a line for each student and section where there is something to do', () => {
    const lines = classCsv(tableOf(['s10', 's9'].map(id => fileOf(handIn(id))))).trim().split('\r\n');
    assert.deepEqual(lines.map(line => line.split(',').length), [22, 22, 22]);
    assert.match(lines[1]!, /^DS,s9,docker,Docker introduction,1 of 2 checks,1,2,0,2,3,0,3,1,0,4,0,1,,1\.0,/);
  });

  it('makes a page without a script and without anything from elsewhere, whatever the files say', () => {
    const evil = '"><script>alert(1)</script><img src=http://x.example/y onerror=1>\u202e';
    const section = { ...docker, checks: docker.checks.map(one => ({ ...one, claim: evil })) };
    const spoilt = { ...course, title: evil, version: evil, parts: [{ ...course.parts[0]!, sections: course.parts[0]!.sections.map(one => ({ ...one, meta: { ...one.meta, title: evil } })) }] };
    const file = handIn('s', { course: spoilt, sections: [section], contentHash: evil, runs: [run('s1', 'db', 0, { blockText: evil, blockId: evil })], journal: [done('up', 1, { evidence: [msg('{0}', evil)] }), { ...done('up', 2), kind: 'answer', text: evil } as never] }, { id: evil, class: evil, labbook: evil });
    const table = tableOf([fileOf(file, evil), fileOf({ ...file, id: `${evil}2` }, evil), { name: evil, text: '' }]);
    const page = classPage(table, english);
    assert.ok(page.includes('&lt;script&gt;') && page.includes('⟨U+202E⟩'));
    const tags = [...page.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag);
    assert.deepEqual(tags.filter(tag => /^<(?:script|img|link|iframe|object|form|svg)|\son\w+=|javascript:|example/i.test(tag)), []);
    assert.ok(!/url\(|@import|\u202e/i.test(page));
    assert.deepEqual([...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, to]) => to).filter(to => !/^#s\d+$/.test(to ?? '')), []);
    assert.match(page, /Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/);
    assert.doesNotThrow(() => JSON.parse(classJson(table)));
  });

  it('escapes each sign by itself, and shows what is hidden', () => {
    const text = (part: string) => html`${part}`.text;
    assert.deepEqual(['a & b', 'a < b', 'a > b', 'a " b', 'a\u202eb', 'plain: text (1)'].map(text), ['a &amp; b', 'a &lt; b', 'a &gt; b', 'a &quot; b', 'a⟨U+202E⟩b', 'plain: text (1)']);
  });

  it('leads from the table to one student’s timeline', () => {
    const page = classPage(tableOf([fileOf(handIn('s1'))]), english);
    assert.match(page, /<a href="#s0">s1<\/a>/);
    assert.match(page, /<p id="s0">/);
    assert.match(page, /block 2: docker web<\/td><td><span class="fail">✕<\/span> Failed, exit 125, 1\.5 s/);
    assert.match(page, /Left running<\/td><td>container web-s1/);
  });

  it('says so where there is nothing', () => {
    const table = tableOf([]);
    assert.deepEqual([table.course, table.sections, table.students], [undefined, [], []]);
    assert.match(classPage(table, english), /no hand-in could be read/);
  });
});
