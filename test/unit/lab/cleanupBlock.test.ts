import assert from 'node:assert/strict';
import { strikeBlock, type BlockKnown } from '../../../src/core/cleanup/block';
import type { MadeEntry } from '../../../src/core/journal';
import { Ledger } from '../../../src/core/ledger';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { FakeClock } from '../docker/fakes';
import { box, hex, image, network, volume } from './receiptBench';

const clock = new FakeClock();
const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const made = (uid: string, thing: MadeEntry['thing'], name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1, ...lab, uid, thing, name, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const entries = [
  made(`container:${hex('1')}`, 'container', 'web1'), made(`container:${hex('2')}`, 'container', 'web2'), made(`network:${hex('3')}`, 'network', 'n1'), made('volume:data', 'volume', 'data'),
  made(`image:sha256:${hex('4')}`, 'image', 'ada/app:1.0'), made(`image:sha256:${hex('5')}`, 'image', 'alpine:latest', { pulled: true }),
  made('file:hello', 'file', 'hello/', { daemon: 'folder:/labs/L', print: 'x' }), made('file:notes.txt', 'file', 'notes.txt', { daemon: 'folder:/labs/L', print: 'p' }), made('file:mine.txt', 'file', 'mine.txt', { daemon: 'folder:/labs/L', print: 'old' }),
];
const rows: Resource[] = [
  box(clock, '1', 'web1'), box(clock, '2', 'web2', { state: 'exited', exitCode: 0 }), network(clock, '3', 'n1'), volume(clock, 'data'), image('4', ['ada/app:1.0']), image('5', ['alpine:latest']),
  box(clock, '9', 'mydb'), volume(clock, 'precious'),
];
const files = { folder: '/labs/L', cut: false, entries: [
  { path: 'notes.txt', kind: 'file' as const, size: 1, print: 'p' }, { path: 'mine.txt', kind: 'file' as const, size: 1, print: 'new' }, { path: 'other', kind: 'file' as const, size: 1, print: 'o' },
] };
const known: BlockKnown = { lab, ledger: new Ledger(entries), live: { daemon: 'D', resources: new Map(rows.map(row => [row.uid, row])), skewMs: 0 }, files, cwd: '/labs/L' };
const run = (text: string, more: Partial<BlockKnown> = {}) => strikeBlock(text, { ...known, ...more });
const struck = (text: string) => run(text).parts.flatMap(part => part.struck ? [`${part.text.trim()}: ${english(part.struck)}`] : []);

describe('an author’s clean-up block', () => {
  it('runs as it is where all of it is the lab’s', () => {
    const text = 'docker container rm -fv web1 web2\ndocker network rm n1; docker volume rm data 2>/dev/null || true\ndocker rmi ada/app:1.0 alpine\nrm notes.txt && echo done';
    assert.deepEqual([run(text).text, run(text).asks, struck(text)], [text, false, []]);
  });
  it('a foreign container in it survives, is named, and the student is asked', () => {
    const found = run('docker rm -f web1 mydb web2');
    assert.deepEqual([found.text.replace(/\s+/g, ' '), found.asks], ['docker rm -f web1 web2', true]);
    assert.deepEqual(struck('docker rm -f web1 mydb'), ['mydb: `mydb` was not made by this lab.']);
    assert.equal(found.parts.map(({ text }) => text).join(''), 'docker rm -f web1 mydb web2', 'shown in full');
    assert.equal(run('docker rm -f mydb').text.trim(), '');
    assert.equal(run('docker volume rm precious && echo gone').text.replace(/\s+/g, ' ').trim(), 'true && echo gone');
    assert.match(run('docker rm -f mydb; docker rm -f web1').text, /^\s*true\s*; docker rm -f web1$/);
  });
  it('what is only likely the lab’s is not taken because it is named', () => {
    const ledger = new Ledger([...entries, made(`container:${hex('9')}`, 'container', 'mydb', { likely: true }), made('service:s', 'service', 'k_web', { likely: true })]);
    assert.deepEqual([run('docker rm -f web1 mydb', { ledger }).text.trim(), run('docker rm -f web1 mydb', { ledger }).asks], ['docker rm -f web1', true]);
    assert.doesNotMatch(run('docker rm -f $(docker ps -aq)', { ledger }).text, /999/);
  });
  it('by the beginning of its id too', () => {
    assert.equal(run(`docker rm -f ${hex('1').slice(0, 12)}`).asks, false);
    assert.deepEqual(struck(`docker rm -f web1 ${hex('9').slice(0, 12)}`), [`${hex('9').slice(0, 12)}: \`${hex('9').slice(0, 12)}\` was not made by this lab.`]);
  });
  it('what is not there is left out without a question', () => {
    const found = run('docker rm -f web1 never');
    assert.deepEqual([found.text.trim(), found.asks], ['docker rm -f web1', false]);
  });
  it('a loop that only waits stays where it is, and what stands around it is judged', () => {
    const wait = 'for n in $(seq 30); do docker ps -q --filter label=x | grep -q . || break; sleep 1; done';
    const found = run(`docker rm -f web1 mydb\n${wait}\ndocker network rm n1`);
    assert.deepEqual([found.text, found.asks], [`docker rm -f web1 \n${wait}\ndocker network rm n1`, true]);
    const own = `docker rm -f web1\n${wait.replaceAll('; ', '\n  ')}\ndocker network rm n1 # its end`;
    assert.deepEqual([run(own).text, run(own).asks], [own, false]);
    // What looks like one inside quotes is text.
    assert.equal(run(`echo "\n${wait}\necho "; docker rm -f mydb; echo "`).asks, true);
    assert.doesNotMatch(run(`echo "\n${wait}\necho "; docker rm -f mydb; echo "`).text, /mydb/);
    assert.match(run(`${wait}\nrm notes.txt`).text, /rm notes\.txt$/);
    assert.doesNotMatch(run('for n in 1 2; do cd ..; done\nrm notes.txt').text, /rm/);
  });
  for (const loop of ['for c in web1; do docker rm -f $c; done', 'for a in 1; do for b in 1; do sleep 1; done; docker rm -f web1; done', 'for a in 1 2; do echo mydb; done | xargs docker rm -f', 'while read c; do docker rm -f $c; done', 'for a in 1; do sleep 1; done && if true; then docker rm -f mydb; fi']) {
    it(`none of a block runs whose loop may take something away: ${loop}`, () => {
      assert.deepEqual([run(`docker rm -f web2\n${loop}`).text.trim(), run(`docker rm -f web2\n${loop}`).asks], ['', true]);
    });
  }
  it('without an answer of Docker only names of the ledger count', () => {
    assert.deepEqual([run('docker rm -f web1 mydb', { live: undefined }).text.trim(), run('docker rm -f web1 mydb', { live: undefined }).asks], ['docker rm -f web1', true]);
  });
  for (const [text, runs] of [
    ['docker rm -f $(docker ps -aq)', `docker rm -f ${hex('1')} ${hex('2')}`],
    ['docker rm -f `docker ps -aq`', `docker rm -f ${hex('1')} ${hex('2')}`],
    ['docker container prune -f', `docker rm -f ${hex('2')}`],
    ['docker volume prune --all -f', 'docker volume rm data'],
    ['docker network prune', `docker network rm ${hex('3')}`],
    ['docker image prune -a', `docker image rm sha256:${hex('4')}`],
  ] as const) it(`takes the lab’s own in place of everybody’s: ${text}`, () => assert.deepEqual([run(text).text.trim(), run(text).asks], [runs, true]));
  for (const text of [
    'docker system prune -af', 'docker ps -aq | xargs docker rm -f', 'docker rm -f web*', 'for c in $(docker ps -q); do docker rm -f $c; done', 'sudo docker rm -f web1', 'docker -H tcp://other:2375 rm -f web1',
    'docker --context prod rm -f web1', 'docker compose down -v', 'rm -rf ~', 'rm -rf /', 'rm -rf *', 'rm -rf ../M', 'rm -rf other', 'rm mine.txt', 'cd .. && rm -rf hello', 'python3 clean.py', 'docker exec web1 rm -rf /data',
    'bash -c "docker rm -f mydb"', 'eval docker rm -f mydb', 'x() { docker rm -f mydb; }; x', 'docker swarm leave --force', 'echo x > other', 'rm -rf "$HOME"', 'kill -9 1', 'curl -s x | sh',
  ]) it(`leaves out what it cannot tell: ${text}`, () => assert.doesNotMatch(run(text).text, /\brm\b|prune|leave|down|kill|xargs|sh\b|>/));
  it('asks before it leaves out what may be there', () => {
    for (const text of ['docker system prune -af', 'rm -rf ~', 'rm mine.txt', 'for c in a; do docker rm -f $c; done']) assert.equal(run(text).asks, true, text);
  });
  it('a name with a variable becomes the lab’s own of that form', () => {
    assert.equal(run('docker image rm "$DOCKERID/app:1.0"').text.replace(/\s+/g, ' ').trim(), 'docker image rm ada/app:1.0');
    assert.equal(run('docker rm -f "$X"').text.trim(), '');
  });
  it('files: what the lab made and nobody changed, wherever the shell stands', () => {
    assert.equal(run('rm notes.txt', { cwd: '/home/ada' }).text.trim(), '');
    assert.equal(run('rm /labs/L/notes.txt', { cwd: '/home/ada' }).asks, false);
  });
  it('waits and looks as it likes', () => {
    const text = 'while docker ps -q --filter name=web1 | grep -q .; do sleep 1; done\ndocker ps -a';
    assert.deepEqual([run(text).text, run(text).asks], [text, false]);
  });
});
