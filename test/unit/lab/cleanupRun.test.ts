import assert from 'node:assert/strict';
import type { CleanupPlan, CleanupResult } from '../../../src/core/cleanup';
import { planCleanup, type RunningBlock } from '../../../src/core/cleanup/plan';
import { cleanUp, type CleanupPorts } from '../../../src/core/cleanup/run';
import type { MadeEntry } from '../../../src/core/journal';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { english } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { FakeClock } from '../docker/fakes';
import { box, hex, image, MemoryJournal, network, volume } from './receiptBench';

const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };
const clock = new FakeClock();
const made = (uid: string, thing: MadeEntry['thing'], name: string, more: Partial<MadeEntry> = {}): MadeEntry => ({
  v: 1, kind: 'made', at: 1, ...lab, uid, thing, name, daemon: 'D', sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more,
});
const web = made(`container:${hex('1')}`, 'container', 'web1');
const net = made(`network:${hex('2')}`, 'network', 'n1');
const data = made('volume:data', 'volume', 'data');

/** A Docker that does what it is told, unless it was told not to. */
class FakeDocker {
  daemon = 'D';
  readonly rows = new Map<string, Resource>();
  readonly ran: string[] = [];
  readonly log: string[] = [];
  readonly refuses = new Map<string, string>();
  lies = false;
  stop = false;
  answers = true;
  running: RunningBlock[] = [];
  readonly journal = new MemoryJournal();
  readonly book = new LedgerBook(this.journal);
  before: (command: string) => void = () => undefined;

  constructor(rows: readonly Resource[], entries: readonly MadeEntry[]) {
    for (const row of rows) this.rows.set(row.uid, row);
    for (const entry of entries) { this.journal.entries.push(entry); this.book.ledger.apply(entry); }
  }
  live(): LiveState { return { daemon: this.daemon, resources: new Map(this.rows), skewMs: 0 }; }
  plan(runId?: string): CleanupPlan { return planCleanup({ lab, ledger: this.book.ledger, live: this.live(), running: this.running, ...(runId ? { runId } : {}) }); }

  ports(): CleanupPorts {
    return {
      run: async ({ args }) => {
        this.ran.push(args.join(' '));
        this.before(args.join(' '));
        const errors = args.flatMap(word => this.remove(word) ?? []);
        return { code: errors.length ? 1 : 0, stdout: '', stderr: errors.join('\n') };
      },
      look: async () => this.answers ? this.live() : undefined, files: async () => undefined, removeFile: async () => undefined,
      stopRun: async id => { this.running = this.running.filter(run => run.runId !== id); },
      running: () => this.running, ledger: this.book.ledger, journal: this.journal, now: () => 100, pause: async () => undefined,
      progress: (uid, state) => this.log.push(`${uid.slice(0, 12)} ${state}${state === 'gone' && !uid.startsWith('run:') ? ` (written: ${this.book.ledger.find('D', uid) === undefined})` : ''}`), stopped: () => this.stop,
    };
  }
  private remove(word: string): string | undefined {
    const refusal = this.refuses.get(word);
    if (refusal) return refusal;
    if (!this.lies) for (const uid of [...this.rows.keys()]) if (uid.slice(uid.indexOf(':') + 1) === word) this.rows.delete(uid);
    return undefined;
  }
  clean(plan = this.plan(), selected = plan.go.filter(item => item.selected).map(({ uid }) => uid)): Promise<CleanupResult> { return cleanUp(plan, new Set(selected), 'cleanup', this.ports()); }
}
const things = (): Resource[] => [box(clock, '1', 'web1', { networks: ['n1'], volumes: ['data'] }), network(clock, '2', 'n1'), volume(clock, 'data')];
const stayed = (result: CleanupResult) => result.stayed.map(({ uid, reason }) => `${uid.slice(0, 12)}: ${english(reason)}`);

describe('clean-up', () => {
  it('removes by id, a kind at a time, writes before it shows, and reads back', async () => {
    const docker = new FakeDocker(things(), [web, net, data]);
    const result = await docker.clean();
    assert.deepEqual(docker.ran, [`rm -f ${hex('1')}`, `network rm ${hex('2')}`, 'volume rm data']);
    assert.deepEqual([result.gone, result.stayed, result.readAt], [[web.uid, net.uid, data.uid], [], 100]);
    assert.deepEqual(docker.log.slice(0, 2), ['container:11 going', 'container:11 gone (written: true)']);
    assert.deepEqual(docker.book.ledger.of(lab), []);
  });
  it('does not believe an exit code: what is listed still is still there', async () => {
    const docker = new FakeDocker(things(), [web]);
    docker.lies = true;
    assert.deepEqual(stayed(await docker.clean()), ['container:11: Docker still lists it.']);
    assert.equal(docker.book.ledger.of(lab).length, 1);
  });
  it('says why something stayed, in Docker’s words', async () => {
    const docker = new FakeDocker(things(), [net, web]);
    docker.refuses.set(hex('2'), `Error response from daemon: error while removing network: network n1 id ${hex('2')} has active endpoints`);
    assert.deepEqual(stayed(await docker.clean()), [`network:2222: Docker says: error while removing network: network n1 id ${hex('2')} has active endpoints`]);
    assert.deepEqual(docker.ran.filter(line => line.startsWith('network')).length, 2, 'asked a second time');
  });
  it('refuses another daemon than the one that was shown', async () => {
    const docker = new FakeDocker(things(), [web]);
    const plan = docker.plan();
    docker.daemon = 'E';
    await assert.rejects(docker.clean(plan), { code: 'cleanup.otherDocker' });
    assert.deepEqual(docker.ran, []);
    docker.daemon = 'D';
    docker.answers = false;
    await assert.rejects(docker.clean(plan), { code: 'cleanup.otherDocker' });
  });
  it('takes nothing that is not in the plan, whatever a page says', async () => {
    const docker = new FakeDocker([...things(), box(clock, '9', 'theirs')], [web]);
    await docker.clean(docker.plan(), [`container:${hex('9')}`, 'volume:data']);
    assert.deepEqual(docker.ran, []);
  });
  it('looks again at what changed since the plan: a new user of a network, a volume made anew', async () => {
    const docker = new FakeDocker(things(), [web, net, { ...data, print: String(clock.now()) }]);
    const plan = docker.plan();
    docker.rows.set(`container:${hex('9')}`, box(clock, '9', 'theirs', { networks: ['n1'] }));
    docker.rows.set('volume:data', { ...volume(clock, 'data'), created: clock.now() + 5000 });
    const result = await docker.clean(plan);
    assert.deepEqual(docker.ran, [`rm -f ${hex('1')}`]);
    assert.deepEqual(stayed(result), ['network:2222: Container `theirs` uses it.']);
    assert.deepEqual(result.gone, ['volume:data', web.uid]);
  });
  it('says that a volume stayed whose time is another one since its container wrote its last', async () => {
    const docker = new FakeDocker(things(), [web, { ...data, print: String(clock.now()) }]);
    docker.refuses.set('data', 'Error response from daemon: remove data: volume is in use');
    docker.before = command => { if (command.startsWith('rm')) docker.rows.set('volume:data', { ...volume(clock, 'data'), created: clock.now() + 5000 }); };
    const result = await docker.clean(docker.plan());
    assert.deepEqual([stayed(result), result.gone], [['volume:data: Docker says: remove data: volume is in use'], [web.uid]]);
  });
  it('an image whose name was given to another one is not taken by that name', async () => {
    const two = ['app:1', 'app:2'];
    const app = made(`image:sha256:${hex('3')}`, 'image', 'app:1');
    const docker = new FakeDocker([image('3', two)], [app, made(`tag:sha256:${hex('3')} app:2`, 'image', 'app:2')]);
    const plan = docker.plan();
    docker.rows.set(app.uid, image('3', ['app:1']));
    docker.rows.set(`image:sha256:${hex('4')}`, image('4', ['app:2']));
    await docker.clean(plan);
    assert.deepEqual(docker.ran, [`image rm sha256:${hex('3')}`]);
  });
  it('stops between two steps', async () => {
    const docker = new FakeDocker(things(), [web, net]);
    docker.before = () => { docker.stop = true; };
    const result = await docker.clean();
    assert.deepEqual([docker.ran.length, result.stopped, stayed(result)], [1, true, ['network:2222: You stopped before it.']]);
  });
  it('ends blocks that still run first', async () => {
    const docker = new FakeDocker(things(), [web]);
    docker.running = [{ runId: 'bg', sectionId: 's', blockId: 'b', text: 'docker logs -f web1' }];
    const result = await docker.clean();
    assert.deepEqual(result.gone, ['run:bg', web.uid]);
  });
  it('takes a file that has changed since the lab wrote it only where it is ticked, and as it was shown', async () => {
    const wrote = made('file:notes', 'file', 'notes', { daemon: 'folder:/labs/L', evidence: 'folder', print: 'old' });
    const docker = new FakeDocker([], [wrote]);
    const folder = { folder: '/labs/L', cut: false, entries: [{ path: 'notes', kind: 'file' as const, size: 1, print: 'mine' }] };
    const plan = planCleanup({ lab, ledger: docker.book.ledger, live: docker.live(), running: [], files: folder });
    assert.deepEqual(plan.stay.map(({ uid, selectable, selected }) => [uid, selectable, selected]), [['file:notes', true, false]]);
    const asked: string[] = [];
    const result = await cleanUp(plan, new Set(['file:notes']), 'cleanup', { ...docker.ports(), files: async () => asked.length ? { ...folder, entries: [] } : folder, removeFile: async (path, print) => { asked.push(`${path} ${print}`); } });
    assert.deepEqual([asked, result.gone], [['notes mine', 'notes old'], ['file:notes']]);
  });
});
