import assert from 'node:assert/strict';
import { planCleanup, type CleanupInput } from '../../../src/core/cleanup/plan';
import { stepsOf } from '../../../src/core/cleanup/steps';
import type { CleanupPlan } from '../../../src/core/cleanup';
import type { JournalEntry, MadeEntry } from '../../../src/core/journal';
import { Ledger } from '../../../src/core/ledger';
import { tagUid } from '../../../src/core/liveState';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { FakeClock } from '../docker/fakes';
import { box, hex, image, network, volume } from './receiptBench';

const clock = new FakeClock();
const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const made = (uid: string, thing: MadeEntry['thing'], name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1, ...lab, uid, thing, name, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const web = made(`container:${hex('1')}`, 'container', 'web1');
const net = made(`network:${hex('2')}`, 'network', 'n1');
const data = made('volume:data', 'volume', 'data');
const app = made(`image:sha256:${hex('3')}`, 'image', 'app:1');
const world: Resource[] = [
  box(clock, '1', 'web1', { networks: ['n1'], volumes: ['data'], image: 'app:1' }), network(clock, '2', 'n1'), volume(clock, 'data'), image('3', ['app:1']), box(clock, '9', 'theirs'),
];
const plan = (entries: readonly JournalEntry[], rows: readonly Resource[] = world, more: Partial<CleanupInput> = {}): CleanupPlan => planCleanup({
  lab, ledger: new Ledger(entries), live: { daemon: 'D', resources: new Map(rows.map(row => [row.uid, row])), skewMs: 0 }, running: [], ...more,
});
const told = ({ go, stay }: CleanupPlan) => ({
  go: go.map(item => `${item.selected ? '[x]' : '[ ]'} ${item.name}${item.reason ? `: ${english(item.reason)}` : ''}`),
  stay: stay.map(item => `${item.selectable ? '[ ]' : '-'} ${item.name}: ${english(item.reason ?? item.state)}`),
});

describe('clean-up plan', () => {
  it('takes what the ledger names, dependents first, by id, and nothing else', () => {
    const found = plan([data, app, net, web]);
    assert.deepEqual(told(found), { go: ['[x] web1', '[x] n1', '[x] data: What is stored in it is deleted for good.', '[x] app:1'], stay: [] });
    assert.deepEqual(found.steps.map(({ command }) => [command?.file, ...command?.args ?? []].join(' ')), [
      `docker rm -f ${hex('1')}`, `docker network rm ${hex('2')}`, 'docker volume rm data', `docker image rm sha256:${hex('3')}`,
    ]);
    assert.deepEqual(found.steps.map(({ shown }) => shown)[0], `docker rm -f ${hex('1').slice(0, 12)}`);
  });
  it('leaves a container of the same name alone', () => {
    assert.deepEqual(told(plan([web], [box(clock, '8', 'web1')])), { go: [], stay: [] });
  });
  it('a volume of the same name that was made anew is not the lab’s', () => {
    assert.deepEqual(told(plan([{ ...data, print: '1' }])), { go: [], stay: [] });
  });
  it('ticks no guess and nothing that was kept', () => {
    const kept: JournalEntry = { v: 1, kind: 'kept', at: 2, ...lab, uid: net.uid, daemon: 'D' };
    const found = plan([{ ...web, likely: true }, net, kept]);
    assert.deepEqual(told(found).go, ['[ ] web1: Only likely this lab’s: it appeared while a block ran. Tick it if it is.', '[ ] n1: You chose to keep it.']);
    assert.deepEqual(found.steps, []);
  });
  it('does not tick what a guess still uses', () => {
    assert.deepEqual(told(plan([{ ...web, likely: true }, net])).go[1], '[ ] n1: `web1` uses it, and that is not ticked.');
  });
  it('what something else uses stays, and may not be ticked', () => {
    const theirs = box(clock, '9', 'theirs', { networks: ['n1'], volumes: ['data'], image: `${hex('3').slice(0, 12)}` });
    const found = plan([net, data, app], [...world.slice(1, 4), theirs]);
    assert.deepEqual(told(found), { go: [], stay: ['- n1: Container `theirs` uses it.', '- data: Container `theirs` uses it.', '- app:1: Container `theirs` uses it.'] });
    assert.deepEqual(stepsOf(found.stay, new Set(found.stay.map(({ uid }) => uid)), undefined), []);
  });
  it('an image that was fetched stays unless it is asked for', () => {
    const found = plan([{ ...app, pulled: true }], [image('3', ['app:1'])]);
    assert.deepEqual(told(found).stay, ['[ ] app:1: Fetched, not built: images are kept so that the next run starts at once.']);
    assert.equal(stepsOf(found.stay, new Set([app.uid]), undefined).length, 1);
  });
  it('an image under names of the lab goes name by name; under a foreign one it stays', () => {
    const second = made(tagUid(app.uid, 'reg/app:1'), 'image', 'reg/app:1');
    assert.deepEqual(plan([app, second], [image('3', ['app:1', 'reg/app:1'])]).steps.flatMap(({ command }) => command?.args ?? []), ['image', 'rm', 'app:1', 'reg/app:1']);
    assert.deepEqual(told(plan([app], [image('3', ['app:1', 'mine:2'])])).stay, ['- app:1: It also has the name `mine:2`, which this lab did not make.']);
  });
  it('nothing on another daemon, nothing while none answers', () => {
    assert.deepEqual(told(plan([{ ...web, daemon: 'E' }])).stay, ['- web1: It is on another Docker than the one shown now.']);
    assert.deepEqual(told(plan([web], [], { live: undefined })).stay, ['- web1: Docker does not answer, so nothing is known of it.']);
  });
  it('services before what they use; the swarm last, and only if nobody else works in it', () => {
    const service = { kind: 'service' as const, uid: 'service:s1', name: 'web', image: 'app:1', mode: 'replicated' as const, running: 1, desired: 1, ports: [], publishMode: 'ingress' as const, networks: ['n1'], volumes: [], labels: {}, standIn: false };
    const swarm = { role: 'manager' as const, node: 'x' };
    const live = (rows: readonly Resource[]) => ({ daemon: 'D', resources: new Map(rows.map(row => [row.uid, row])), skewMs: 0, swarm });
    const own = [made('service:s1', 'service', 'web'), net, made('swarm:x', 'swarm', 'swarm')];
    const task = box(clock, '7', 'web.1.abc', { networks: ['n1'], labels: { 'com.docker.swarm.service.id': 's1', 'com.docker.swarm.task.id': 't' } });
    assert.deepEqual(plan(own, [], { live: live([service, network(clock, '2', 'n1'), task]) }).steps.map(({ thing }) => thing), ['service', 'network', 'swarm']);
    assert.deepEqual(told(plan(own, [], { live: live([service, { ...service, uid: 'service:s2', name: 'blog', networks: [] }, network(clock, '2', 'n1')]) })).stay, ['- swarm: Service `blog` runs in it, and this lab did not make that.']);
  });
  it('files that are as the lab left them; others only if they are asked for', () => {
    const files = { folder: '/f', cut: false, entries: [{ path: 'a', kind: 'file' as const, size: 1, print: 'x' }, { path: 'b', kind: 'file' as const, size: 1, print: 'edited' }] };
    const file = (name: string) => made(`file:${name}`, 'file', name, { daemon: 'folder:/f', print: 'x' });
    const found = plan([file('a'), file('b'), file('gone')], [], { files });
    assert.deepEqual(told(found), { go: ['[x] a'], stay: ['[ ] b: Changed since the lab wrote it: your own work may be in it.'] });
    assert.deepEqual(found.steps, [{ thing: 'file', uids: ['file:a'], shown: 'rm -r a' }]);
  });
  it('one run alone, and blocks that still run', () => {
    const running = [{ runId: 'r9', sectionId: 's', blockId: 'logs', text: 'docker logs -f web1' }];
    const found = plan([web, { ...net, runId: 'other' }], world, { runId: 'r', running });
    assert.deepEqual(told(found).go, ['[x] docker logs -f web1', '[x] web1']);
    assert.equal(found.steps[0]?.thing, 'block');
  });
});
