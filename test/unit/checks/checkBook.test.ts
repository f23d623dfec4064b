import assert from 'node:assert/strict';
import type { Seen } from '../../../src/core/checks/want';
import { msg } from '../../../src/core/message';
import { settle } from '../docker/fakes';
import { Bench } from './bookBench';
import { check, container, printed } from './worlds';

const web = container('web', { image: 'nginx:latest', ports: [{ hostIp: '', hostPort: 8080, containerPort: 80, protocol: 'tcp' }] });
const up = check('up', { kind: 'container', name: 'web', state: 'running' }, { block: 'b' });
const gone = check('gone', { kind: 'container', name: 'web', state: 'absent' }, { block: 'later', needs: ['up'] });
const page = check('page', { kind: 'http', url: 'http://localhost:8080/', has: 'Hi' }, { block: 'b' });
const answer = (body: string): Seen => ({ kind: 'http', status: 200, body, cut: false });
const pageKey = 'http http://localhost:8080/';

describe('book of checks', () => {
  it('latches what holds, keeps time and evidence, and says when it is gone', async () => {
    const bench = new Bench([up]);
    await bench.watch();
    assert.equal(bench.says('up'), 'notYet, no container is named `web`');
    const before = bench.clock.now();
    await bench.set(web);
    assert.equal(bench.says('up'), 'done, `web` is running');
    assert.deepEqual(bench.journal.kept(), [], 'it may die at once');
    await bench.clock.advance(2000);
    assert.deepEqual(bench.journal.kept(), ['up by state']);
    await bench.set({ ...web, state: 'exited', exitCode: 137 });
    assert.equal(bench.says('up'), 'done, gone, `web` is running');
    await bench.set(web);
    assert.equal(bench.says('up'), 'done, `web` is running');
    assert.equal(bench.of('up')?.doneAt, before + 1500);
    const other = new Bench([up], bench.journal);
    await other.book.load();
    assert.equal(other.says('up'), 'done, `web` is running', 'another window, nobody looks');
    assert.equal(other.holds, 0);
  });

  it('takes back what died as it started, and shows its last lines', async () => {
    const bench = new Bench([{ ...up, fail: 'Look at the log.' }]);
    bench.answers.set(`detail ${web.uid}`, { kind: 'detail', envNames: [], restartPolicy: 'no' });
    bench.answers.set(`logs ${web.uid}`, { kind: 'logs', lines: ['You need to specify one of', '  ROOT_PASSWORD'] });
    await bench.watch();
    await bench.ran(bench.run('b'));
    await bench.set(web);
    assert.equal(bench.of('up')?.state, 'done');
    await bench.clock.advance(300);
    await bench.set({ ...web, state: 'exited', exitCode: 1 });
    assert.equal(bench.says('up'), 'notYet, `web` has exited with code 1');
    await bench.clock.advance(1000);
    assert.equal(bench.says('up'), 'cannotPass, `web` has exited with code 1');
    assert.deepEqual(bench.of('up')?.log, ['You need to specify one of', '  ROOT_PASSWORD']);
    assert.deepEqual(bench.journal.kept(), []);
    await bench.set(web);
    await bench.clock.advance(2000);
    assert.deepEqual([bench.of('up')?.state, bench.of('up')?.log], ['done', undefined]);
  });

  it('counts what is absent only after what it needs', async () => {
    const bench = new Bench([up, gone]);
    await bench.watch();
    assert.equal(bench.of('gone')?.state, 'waiting');
    assert.deepEqual(bench.of('gone')?.waitsFor, { kind: 'check', id: 'up', claim: 'claim of up' });
    await bench.set(web);
    await bench.clock.advance(2000);
    assert.equal(bench.says('gone'), 'notYet, `web` is still there: running');
    await bench.drop(web.uid);
    assert.equal(bench.says('gone'), 'done, no container is named `web`');
    assert.equal(bench.says('up'), 'done, gone, `web` is running');
    assert.deepEqual(bench.journal.kept(), ['up by state', 'gone by state']);
  });

  it('waits a moment after the run that something absent needs: the list may be older', async () => {
    const bench = new Bench([{ ...gone, needs: ['b'] }]);
    await bench.watch();
    assert.deepEqual(bench.of('gone')?.waitsFor, { kind: 'block', id: 'b', ordinal: 1 });
    await bench.ran(bench.run('b'));
    assert.equal(bench.of('gone')?.state, 'notYet');
    await bench.set(web);
    await bench.clock.advance(1500);
    assert.equal(bench.says('gone'), 'notYet, `web` is still there: running');
    await bench.drop(web.uid);
    assert.equal(bench.of('gone')?.state, 'done');
  });

  it('reads the record of this lab since its last reset, and the text as it is now', async () => {
    const said = check('said', { kind: 'output', has: ['hello'] }, { block: 'b' });
    const bench = new Bench([said]);
    await bench.watch();
    assert.deepEqual(bench.of('said')?.waitsFor, { kind: 'block', id: 'b', ordinal: 1 });
    await bench.ran(bench.run('b', { ...printed('hello'), blockHash: 'another text' }));
    assert.equal(bench.of('said')?.state, 'waiting');
    await bench.ran(bench.run('b', printed('hello there')));
    assert.equal(bench.says('said'), 'done, block 1 printed “hello”');
    await bench.clock.advance(10);
    await bench.journal.add({ v: 1, at: bench.clock.now(), courseId: 'c', courseVersion: '1', labId: 'L', kind: 'reset' });
    await settle();
    assert.equal(bench.of('said')?.state, 'waiting');
    await bench.clock.advance(2000);
    await bench.ran(bench.run('b', printed('hello again')));
    assert.equal(bench.of('said')?.state, 'done');
  });

  it('counts the run of a solution as the step’s own', async () => {
    const said = check('said', { kind: 'output', has: ['hello'] }, { block: 'b' });
    const bench = new Bench([said, up]);
    await bench.watch();
    await bench.ran(bench.run('b', { state: 'failed', code: 1, ...printed('no') }));
    await bench.clock.advance(3000);
    assert.deepEqual([bench.of('said')?.state, bench.of('up')?.state], ['cannotPass', 'cannotPass']);
    await bench.ran(bench.run('way', printed('hello')));
    assert.deepEqual([bench.of('said')?.state, bench.of('up')?.state], ['done', 'notYet']);
    const other = new Bench([said]);
    await other.watch();
    await other.ran(other.run('aside', printed('hello')));
    assert.equal(other.of('said')?.state, 'waiting');
    await other.ran(other.run('other', printed('hello')));
    assert.equal(other.of('said')?.state, 'done', 'another way to the same');
  });

  it('is not done any more when what it says has changed', async () => {
    const bench = new Bench([up]);
    await bench.watch();
    await bench.set(web);
    await bench.clock.advance(2000);
    const changed = { ...bench.section, checks: [check('up', { kind: 'container', name: 'other', state: 'running' }, { block: 'b' })] };
    assert.equal(bench.book.results(changed)?.[0]?.state, 'notYet');
    assert.equal(bench.book.results(bench.section)?.[0]?.state, 'done');
  });

  it('says why nothing can be told while Docker is away, and keeps what is done', async () => {
    const bench = new Bench([up, { ...up, id: 'two', hash: 'two', test: { kind: 'container', name: 'two', state: 'running' } }]);
    await bench.watch();
    await bench.set(web);
    await bench.clock.advance(2000);
    await bench.link({ phase: 'stale', since: 0, cause: { code: 'gone', message: msg('Docker stopped answering.'), remedies: [] } });
    assert.equal(bench.says('up'), 'done, `web` is running');
    assert.equal(bench.says('two'), 'notMeasured, Docker stopped answering.');
    await bench.link({ phase: 'connecting', since: 0 });
    assert.equal(bench.of('two')?.now, 'asking');
  });

  it('looks at nothing while nobody looks or the course is not trusted', async () => {
    const bench = new Bench([up, page]);
    bench.barred = msg('not trusted');
    const held = await bench.watch();
    await bench.clock.advance(10_000);
    assert.equal(bench.says('page'), 'notMeasured, not trusted');
    assert.deepEqual([bench.looked, bench.holds, bench.clock.waiting], [[], 0, 0]);
    bench.barred = undefined;
    bench.answers.set(pageKey, { kind: 'refused' });
    bench.book.refresh();
    await settle();
    assert.deepEqual([bench.looked, bench.holds], [[pageKey], 1]);
    held.dispose();
    await bench.set(web);
    await bench.clock.advance(10_000);
    assert.equal(bench.of('page')?.state, 'notYet', 'asked for from the tree');
    assert.deepEqual([bench.looked.length, bench.holds, bench.clock.waiting], [1, 0, 0]);
  });

  it('asks a page every 2 s until it is there, then only when its container changes', async () => {
    const bench = new Bench([page]);
    bench.answers.set(pageKey, { kind: 'refused' });
    await bench.watch();
    await bench.set(web);
    const begun = bench.looked.length;
    await bench.clock.advance(6100);
    assert.equal(bench.looked.length, begun + 4, 'once more when the container had time to begin');
    bench.answers.set(pageKey, answer('Hi'));
    await bench.clock.advance(2000);
    assert.equal(bench.says('page'), 'done, `http://localhost:8080/` answers with status 200; it contains “Hi”');
    const done = bench.looked.length;
    await bench.clock.advance(10_000);
    await bench.set(container('else'));
    assert.equal(bench.looked.length, done);
    bench.answers.set(pageKey, { kind: 'refused' });
    await bench.set({ ...web, state: 'exited', ports: [] });
    assert.equal(bench.looked.length, done + 1, 'it published the port before');
    assert.equal(bench.of('page')?.gone, true);
  });

  it('asks once more for what has changed: what answers may not have heard of it yet', async () => {
    const bench = new Bench([page]);
    bench.answers.set(pageKey, answer('Hi'));
    await bench.set(web);
    await bench.watch();
    await bench.clock.advance(5000);
    bench.answers.set(pageKey, { kind: 'refused' });
    await bench.set({ ...web, state: 'exited' });
    await bench.set(web);
    assert.equal(bench.of('page')?.gone, true);
    bench.answers.set(pageKey, answer('Hi'));
    const before = bench.looked.length;
    await bench.clock.advance(10_000);
    assert.deepEqual([bench.of('page')?.gone, bench.looked.length - before], [false, 1]);
  });

  it('does not ask for what waits', async () => {
    const bench = new Bench([up, { ...page, needs: ['up'] }]);
    await bench.watch();
    assert.deepEqual(bench.looked, []);
    bench.answers.set(pageKey, answer('Hi'));
    await bench.set(web);
    assert.deepEqual([bench.looked, bench.of('page')?.state], [[pageKey], 'done']);
  });

  it('asks about a thing once until something happens to it', async () => {
    const env = check('env', { kind: 'container', name: 'web', env: ['PW'] }, { block: 'b' });
    const bench = new Bench([env]);
    bench.answers.set(`detail ${web.uid}`, { kind: 'detail', envNames: [], restartPolicy: 'no' });
    await bench.set(web);
    await bench.watch();
    await bench.set(container('else'));
    assert.equal(bench.looked.length, 1);
    bench.answers.set(`detail ${web.uid}`, { kind: 'detail', envNames: ['PW'], restartPolicy: 'no' });
    await bench.set({ ...web, state: 'paused' });
    assert.deepEqual([bench.looked.length, bench.of('env')?.state], [2, 'done']);
  });

  it('captures values for later checks, which wait for them', async () => {
    const port = check('port', { kind: 'container', name: 'web', state: 'running' }, { captures: [{ name: 'PORT', from: { kind: 'hostPort', container: 'web', port: 80 } }] });
    const open = check('open', { kind: 'tcp', port: '${PORT}', state: 'open' });
    const other = check('other', { kind: 'tcp', port: '${TYPED}', state: 'open' });
    const bench = new Bench([port, open, other]);
    bench.answers.set('tcp 127.0.0.1:8080', { kind: 'open' });
    bench.answers.set('tcp 127.0.0.1:99', { kind: 'open' });
    await bench.watch();
    assert.deepEqual(bench.of('open')?.waitsFor, { kind: 'check', id: 'port', claim: 'claim of port' });
    assert.equal(bench.says('other'), 'notMeasured, the value TYPED is not known yet');
    await bench.set(web);
    assert.equal(bench.of('open')?.state, 'done');
    assert.equal(bench.book.captured({ courseId: 'c', labId: 'L', sectionId: 's' }, 'PORT'), '8080');
    bench.remembered.set('TYPED', '99');
    bench.book.refresh();
    await settle();
    assert.equal(bench.of('other')?.state, 'done');
    await bench.set({ ...web, ports: [{ hostIp: '', hostPort: 9090, containerPort: 80, protocol: 'tcp' }] });
    assert.equal(bench.book.captured({ courseId: 'c', labId: 'L', sectionId: 's' }, 'PORT'), '9090', 'as it is now');
  });

  it('takes an answer and the student’s word, and records which', async () => {
    const ask = check('ask', { kind: 'answer', ask: 'How many?', is: ['3'] });
    const bench = new Bench([ask, up]);
    await bench.watch();
    await bench.book.answer(bench.section, 'ask', '4');
    await settle();
    assert.equal(bench.says('ask'), 'notYet, “4” is not the answer');
    assert.equal(bench.of('ask')?.answer, '4');
    await bench.book.answer(bench.section, 'ask', ' 3 ');
    await bench.book.markDone(bench.section, 'up');
    await settle();
    assert.deepEqual([bench.says('ask'), bench.says('up')], ['done, you answered “3”', 'done, by student']);
    assert.deepEqual(bench.journal.kept().sort(), ['ask by state', 'up by student']);
    await bench.set(web);
    await bench.clock.advance(2000);
    assert.equal(bench.says('up'), 'done, `web` is running', 'seen after all');
  });

  it('does not believe what it saw at the moment of a reset', async () => {
    const bench = new Bench([{ ...up, test: { kind: 'volume', name: 'data' } }]);
    await bench.watch();
    await bench.journal.add({ v: 1, at: bench.clock.now(), courseId: 'c', courseVersion: '1', labId: 'L', kind: 'reset' });
    await bench.set({ kind: 'volume', uid: 'volume:data', name: 'data', driver: 'local', labels: {}, standIn: false });
    assert.equal(bench.of('up')?.state, 'notYet');
    await bench.clock.advance(1100);
    assert.equal(bench.of('up')?.state, 'done');
  });

  it('waits for headless users until all is done and kept, or the time is over', async () => {
    const bench = new Bench([up, page]);
    bench.answers.set(pageKey, { kind: 'refused' });
    const looked = bench.book.lookNow(bench.section, 5000);
    await settle();
    await bench.clock.advance(100);
    assert.deepEqual((await looked).map(({ state, now }) => [state, now]), [['notYet', 'false'], ['notYet', 'false']]);
    assert.equal(bench.holds, 0);
    const before = bench.looked.length;
    const again = bench.book.lookNow(bench.section, 5000);
    await settle();
    await bench.clock.advance(100);
    await again;
    assert.equal(bench.looked.length, before + 1, 'what was seen before does not do');
    const waited = bench.book.waitFor(bench.section, ['up'], 60_000);
    await settle();
    await bench.set(web);
    await bench.clock.advance(1600);
    assert.deepEqual((await waited).map(({ state, kept }) => [state, kept]), [['done', true], ['notYet', false]]);
    const late = bench.book.waitFor(bench.section, undefined, 3000);
    await settle();
    await bench.clock.advance(3000);
    assert.equal((await late)[1]?.state, 'notYet');
  });

  it('tells once what is different', async () => {
    const bench = new Bench([up, gone]);
    await bench.watch();
    const before = bench.told.length;
    await bench.set(container('else'));
    await bench.set(container('else', { state: 'paused' }));
    assert.equal(bench.told.length, before);
    await bench.set(web);
    assert.deepEqual(bench.told.slice(before).map(({ result }) => [result.check.id, result.state]), [['up', 'done'], ['gone', 'notYet']]);
  });
});
