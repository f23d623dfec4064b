import assert from 'node:assert/strict';
import { followedBy } from '../../../src/core/followed';
import { pendingFrom } from '../../../src/core/receipts/snapshot';
import type { ServiceResource } from '../../../src/core/resource';
import { settle } from '../docker/fakes';
import { box, hex, image, network, volume, Window, World } from './receiptBench';

describe('receipts', () => {
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));
  const c = (digit: string, name: string, more = {}) => box(world.clock, digit, name, more);

  it('are ready 300 ms after the end, and nothing is shown that is not written', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx');
    await window.sees(c('1', 'web1', { volumes: [hex('9')] }), volume(world.clock, hex('9')));
    await window.end(run);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ web1 named', `+ ${hex('9')} mounted`]);
    assert.equal(window.receipts.receipt('r')?.settled, true);
    assert.deepEqual(world.journal.entries.map(entry => entry.kind), ['made', 'made']);
    assert.ok(window.told.includes('r'));
  });

  it('leave out what was there before, even under the name in the command', async () => {
    world.put(c('1', 'web1'), image('2', ['nginx:latest']));
    const run = await window.begin('r', 'docker run -d --name web1 nginx');
    await window.end(run);
    await world.clock.advance(6000);
    assert.equal(window.receipt('r'), undefined);
    assert.deepEqual(world.journal.entries, []);
  });

  it('of a run wait for the list that is under way when the next one begins: an image may come with it', async () => {
    const run = await window.begin('r1', 'docker build -t app:1 .');
    await window.end(run);
    let listed = (): void => undefined;
    world.listing = new Promise(resolve => { listed = resolve; });
    const next = window.begin('r2', 'docker run -d --name web1 app:1');
    await settle();
    world.put(image('2', ['app:1'], world.clock.now()));
    listed();
    await next;
    assert.deepEqual(window.receipt('r1'), ['+ app:1 named']);
  });

  it('do not wait for a list for long', async () => {
    const run = await window.begin('r1', 'docker build -t app:1 .');
    await window.end(run);
    world.listing = new Promise(() => undefined);
    const next = window.begin('r2', 'docker ps');
    await settle();
    await world.clock.advance(1000);
    await next;
    assert.equal(window.receipts.has('r2'), true);
  });

  it('know the id that was printed before the run has ended', async () => {
    await window.begin('r', 'docker run -d nginx; sleep 100');
    window.receipts.output('r', `\x1b[1m${hex('1')}\r\n`);
    await window.sees(c('1', 'happy_bell'));
    assert.deepEqual(window.receipt('r'), ['+ happy_bell printedId']);
    assert.equal(window.receipts.receipt('r')?.settled, false);
  });

  it('call a guess a guess, only when the run is over, and take it back when the id turns up', async () => {
    const run = await window.begin('r', 'docker run -d nginx');
    await window.sees(c('1', 'happy_bell'));
    assert.equal(window.receipt('r'), undefined);
    const over = await window.end(run);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ happy_bell window?']);
    void window.receipts.over({ ...over, output: { head: `${hex('1')}\n`, tail: '', dropped: 0 } });
    await settle();
    assert.deepEqual(window.receipt('r'), ['+ happy_bell printedId']);
  });

  it('guess nothing while two labs are at work', async () => {
    const run = await window.begin('r', 'docker compose up -d');
    await window.begin('other', 'docker ps', { labId: 'M' });
    await window.sees(c('1', 'happy_bell'));
    await window.end(run);
    await world.clock.advance(6000);
    assert.equal(window.receipt('r'), undefined);
  });

  it('a compose project in the lab’s folder is the lab’s', async () => {
    world.files = { folder: '/labs/L', entries: [], cut: false };
    const run = await window.begin('r', 'docker compose up -d');
    await window.sees(c('1', 'l-web-1', { labels: { 'com.docker.compose.project': 'l', 'com.docker.compose.project.working_dir': '/labs/L' } }), { ...network(world.clock, '2', 'l_default'), labels: { 'com.docker.compose.project': 'l' } });
    await window.end(run);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ l-web-1 project', '+ l_default project']);
  });

  it('images: built, fetched by a run, and a further name of one that was there', async () => {
    world.put(image('1', ['alpine:latest']));
    const run = await window.begin('r', 'docker build -t app:1 . && docker run --rm busybox true && docker tag alpine mine:2');
    await window.sees(image('2', ['app:1'], world.clock.now()), image('3', ['busybox:latest']), image('1', ['alpine:latest', 'mine:2']));
    await window.end(run);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ mine:2 named', '+ app:1 named', '+ busybox:latest named']);
    assert.deepEqual(window.book.ledger.madeBy('r').map(made => made.pulled ?? false), [false, false, true]);
  });

  it('a name with a variable in it is the run’s where it was not there before, and one that the run takes away and brings back', async () => {
    world.put(image('1', ['alpine:latest', 'there/app:v1']));
    const first = await window.begin('r1', 'docker tag alpine "$REG/app:v1"');
    await window.sees(image('1', ['alpine:latest', 'there/app:v1', 'here/app:v1']));
    await window.end(first);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r1'), ['+ here/app:v1 named']);
    const second = await window.begin('r2', 'docker image rm "$REG/app:v1"; docker image pull "$REG/app:v1"');
    await window.sees(image('1', ['alpine:latest', 'there/app:v1']));
    await window.sees(image('1', ['alpine:latest', 'there/app:v1', 'here/app:v1']));
    await window.end(second);
    await world.clock.advance(300);
    assert.deepEqual(window.book.ledger.things().map(({ made }) => [made.name, made.likely, made.runId, made.pulled]), [['here/app:v1', false, 'r2', true]]);
  });

  it('what a task of the lab’s stack makes is the lab’s, however late', async () => {
    const labels = { 'com.docker.stack.namespace': 'k' };
    const service = (digit: string, name: string): ServiceResource => ({ kind: 'service', uid: `service:${digit.repeat(25)}`, name, image: 'x', mode: 'replicated', running: 1, desired: 1, ports: [], publishMode: 'ingress', stack: 'k', networks: [], volumes: [], labels, standIn: false, created: world.clock.now() });
    world.put({ ...volume(world.clock, 'k_old'), labels, created: world.clock.now() - 60_000 });
    const run = await window.begin('r', 'docker stack deploy -c f k');
    await window.sees(service('1', 'k_db'));
    await window.end(run);
    await world.clock.advance(30_000);
    await window.sees({ ...volume(world.clock, 'k_data'), labels }, { ...volume(world.clock, 'other'), labels: { 'com.docker.stack.namespace': 'm' } }, volume(world.clock, 'loose'));
    assert.deepEqual(window.receipt('r'), ['+ k_db named', '+ k_data owner']);
    // It may be heard of when the service is gone.
    await window.loses(`service:${'1'.repeat(25)}`);
    await window.sees({ ...volume(world.clock, 'k_later'), labels });
    assert.deepEqual(window.receipt('r'), ['+ k_db named gone', '+ k_data owner', '+ k_later owner']);
    await window.sees(service('2', 'k_theirs'));
    await window.sees({ ...volume(world.clock, 'k_foreign'), labels });
    assert.deepEqual(window.receipt('r'), ['+ k_db named gone', '+ k_data owner', '+ k_later owner']);
  });

  it('guess nothing of nameless images: they come to light when a name is taken away', async () => {
    const run = await window.begin('r', 'docker image rm app:1');
    await window.sees(image('7', [], world.clock.now()));
    await window.end(run);
    await world.clock.advance(6000);
    assert.equal(window.receipt('r'), undefined);
  });

  it('say what changed and what went, by name or as the lab’s own', async () => {
    world.put(c('3', 'theirs'), c('4', 'db'));
    const first = await window.begin('r1', 'docker run -d --name web1 nginx; docker network create n1');
    await window.sees(c('1', 'web1', { networks: ['bridge'] }), network(world.clock, '2', 'n1'));
    await window.end(first);
    const second = await window.begin('r2', 'docker stop db; docker rm -f web1');
    await window.sees(c('4', 'db', { state: 'exited', exitCode: 0 }), c('3', 'theirs', { state: 'exited', exitCode: 1 }));
    await window.loses(`container:${hex('1')}`, `network:${hex('2')}`);
    await window.end(second);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r2'), ['~ db running>exited (0)', '- web1 named', '- n1 window']);
    assert.deepEqual(window.receipt('r1'), ['+ web1 named gone', '+ n1 named gone']);
    assert.deepEqual(world.journal.entries.flatMap(entry => entry.kind === 'gone' ? [[entry.by, entry.runId]] : []), [['run', 'r2'], ['run', 'r2']]);
  });

  it('what comes within 5 s of the end still belongs to the run, what comes later does not', async () => {
    const run = await window.begin('r', 'docker run -d --name a nginx; docker run -d --name b nginx');
    await window.end(run);
    await world.clock.advance(3000);
    await window.sees(c('1', 'a', { created: world.clock.now() - 3000 }));
    assert.deepEqual(window.receipt('r'), ['+ a named']);
    await world.clock.advance(3000);
    await window.sees(c('2', 'b', { created: world.clock.now() - 6000 }));
    assert.deepEqual(window.receipt('r'), ['+ a named']);
    assert.deepEqual([window.holds, world.pending.kept.size], [0, 0]);
  });

  it('what the next run does is not laid at the door of the last', async () => {
    world.put(c('1', 'web1'));
    const first = await window.begin('r1', 'docker stop web1');
    await window.sees(c('1', 'web1', { state: 'exited', exitCode: 0 }));
    await window.end(first);
    const second = await window.begin('r2', 'docker rm web1');
    await window.loses(`container:${hex('1')}`);
    await window.end(second);
    await world.clock.advance(6000);
    assert.deepEqual([window.receipt('r1'), window.receipt('r2')], [['~ web1 running>exited (0)'], ['- web1 named']]);
  });

  it('of two runs at once only the one that names a thing has taken it away', async () => {
    world.put(c('1', 'old'), c('2', 'other'));
    const background = await window.begin('bg', 'docker logs -f x; docker rm -f nothing', { background: true });
    const run = await window.begin('r', 'docker rm -f old');
    await window.loses(`container:${hex('1')}`, `container:${hex('2')}`);
    await window.end(run);
    await window.end(background);
    await world.clock.advance(300);
    assert.deepEqual([window.receipt('r'), window.receipt('bg')], [['- old named'], undefined]);
  });

  it('do not take another daemon’s emptiness for a loss', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx');
    await window.sees(c('1', 'web1'));
    await window.end(run);
    await world.clock.advance(6000);
    world.daemon = 'E';
    await window.loses(`container:${hex('1')}`);
    world.up = false;
    window.live.fire();
    await settle();
    assert.equal(world.journal.entries.some(entry => entry.kind === 'gone'), false);
  });

  it('a volume that was made anew under the old name is another one', async () => {
    const run = await window.begin('r', 'docker volume create data');
    await window.sees(volume(world.clock, 'data'));
    await window.end(run);
    await world.clock.advance(60_000);
    await window.sees(volume(world.clock, 'data'));
    assert.equal(window.book.ledger.find('D', 'volume:data'), undefined);
  });

  it('what a list left out once and is listed still is the lab’s again, however long its run is over', async () => {
    const run = await window.begin('r', 'docker run -d --name web nginx');
    const web = c('1', 'web');
    await window.sees(web);
    await window.end(run);
    await world.clock.advance(20_000);
    await window.loses(web.uid);
    assert.equal(window.book.ledger.find('D', web.uid), undefined);
    await world.clock.advance(1000);
    await window.sees(web);
    assert.equal(window.book.ledger.find('D', web.uid), undefined, 'a list that was on its way may still hold it');
    await world.clock.advance(5000);
    await window.sees(web);
    assert.equal(window.book.ledger.find('D', web.uid)?.made.runId, 'r');
    assert.deepEqual(window.receipt('r'), ['+ web named']);
  });

  it('what has gone is not made again by a list that was on its way when it went', async () => {
    const run = await window.begin('r', 'docker run -d --name a -v data:/x nginx; docker network create n1');
    const rows = [c('1', 'a'), volume(world.clock, 'data'), network(world.clock, '2', 'n1')];
    await window.sees(...rows);
    await window.end(run);
    await world.clock.advance(1000);
    await window.loses(...rows.map(({ uid }) => uid));
    await window.sees(...rows);
    assert.deepEqual(window.book.ledger.things(), []);
    assert.equal(world.journal.entries.filter(({ kind }) => kind === 'made').length, 3);
  });

  it('a daemon that is away at the end is asked when it is back', async () => {
    const run = await window.begin('r', 'docker run -d --name web1 nginx');
    world.put(c('1', 'web1'));
    world.up = false;
    await window.end(run);
    await world.clock.advance(10_000);
    assert.equal(window.receipt('r'), undefined);
    world.up = true;
    await window.sees();
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('r'), ['+ web1 named']);
  });

  it('a command typed by hand has one too', async () => {
    world.put(c('3', 'old'));
    const glance = await window.receipts.glance({ courseId: 'c', labId: 'L' });
    await window.sees(c('1', 'web1'));
    const record = { ...await new Window(world).begin('h', 'docker run -d --name web1 nginx'), state: 'passed' as const, end: world.clock.now(), marks: ['byHand' as const], statements: [] };
    world.pending.kept.clear();
    await window.receipts.over(record, glance);
    await world.clock.advance(300);
    assert.deepEqual(window.receipt('h'), ['+ web1 named']);
  });
});

describe('an open receipt', () => {
  it('of the time when Docker was the only target is Docker’s still, and a run belongs to the target that it works on', () => {
    const stored = { v: 1 as const, runId: 'r', courseId: 'c', courseVersion: '1', labId: 'L', sectionId: 's', blockId: 'b', background: false, start: 1, host: 1 };
    assert.deepEqual(pendingFrom({ ...stored, docker: true }), { ...stored, follows: 'docker' });
    assert.deepEqual(pendingFrom({ ...stored, docker: false }), stored);
    assert.deepEqual(pendingFrom({ ...stored, follows: 'kubernetes' }), { ...stored, follows: 'kubernetes' });
    assert.deepEqual([followedBy('swarm'), followedBy('kubernetes'), followedBy('shell', 'kubectl get pods'), followedBy('shell', 'echo docker; docker ps'), followedBy('aws', 'aws s3 ls')], ['docker', 'kubernetes', 'kubernetes', 'docker', 'aws']);
  });
});
