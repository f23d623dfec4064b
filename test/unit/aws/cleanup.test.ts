import assert from 'node:assert/strict';
import type { AwsKind } from '../../../src/core/aws/kinds';
import type { AwsResource } from '../../../src/core/aws/resource';
import type { CleanupResult } from '../../../src/core/cleanup';
import { planCleanup } from '../../../src/core/cleanup/plan';
import { cleanUp, type CleanupPorts } from '../../../src/core/cleanup/run';
import { sheetView } from '../../../src/core/cleanup/sheet';
import type { MadeEntry } from '../../../src/core/journal';
import { LedgerBook } from '../../../src/core/ledgerBook';
import type { LiveState } from '../../../src/core/liveState';
import { english, msg } from '../../../src/core/message';
import { MemoryJournal } from '../lab/receiptBench';
import { account, emulator, thing } from './things';

const lab = { courseId: 'c', courseVersion: '1', labId: 'L' };

/** An account that does what it is told; a thing goes when its last request is made, or `slow` looks later. */
class FakeAws {
  daemon = emulator;
  readonly rows = new Map<string, AwsResource>();
  readonly journal = new MemoryJournal();
  readonly book = new LedgerBook(this.journal);
  readonly ran: string[] = [];
  readonly answers = new Map<string, string[]>();
  readonly refuses = new Map<string, string>();
  /** By uid: what becomes of it at each look after its deletion was asked for. */
  readonly fates = new Map<string, string[]>();
  private readonly doomed = new Map<string, string[]>();
  unknown: LiveState['unknown'];
  looks = 0;
  time = 0;
  stop = false;

  constructor(...rows: readonly AwsResource[]) {
    for (const row of rows) {
      this.rows.set(row.uid, row);
      this.own(row);
    }
  }
  own(row: AwsResource, more: Partial<MadeEntry> = {}): void {
    const entry: MadeEntry = { v: 1, kind: 'made', at: 1, ...lab, uid: row.uid, thing: row.kind, name: row.name, daemon: this.daemon, sectionId: 's', blockId: 'b', runId: 'r', evidence: 'named', likely: false, ...more };
    this.journal.entries.push(entry);
    this.book.ledger.apply(entry);
  }
  live(): LiveState { return { daemon: this.daemon, resources: new Map(this.rows), skewMs: 0, ...this.unknown && { unknown: this.unknown } }; }
  plan() { return planCleanup({ lab, ledger: this.book.ledger, live: this.live(), running: [] }); }
  ports(): CleanupPorts {
    return {
      run: async ({ file, args }) => {
        assert.equal(file, 'aws');
        const line = args.join(' ');
        this.ran.push(line);
        const refusal = [...this.refuses].find(([part]) => line.includes(part))?.[1];
        if (refusal) return { code: 254, stdout: '', stderr: `\nAn error occurred (${refusal}) when calling the Some operation: no\n` };
        const stdout = [...this.answers].find(([part]) => line.startsWith(part))?.[1].shift() ?? '';
        const row = [...this.rows.values()].find(({ id, name }) => args.includes(id) || args.includes(name));
        if (row && /^\S+ (?:delete|terminate|stop-task|deregister|stop-notebook)/.test(line)) this.doomed.set(row.uid, [...this.fates.get(row.uid) ?? ['gone']]);
        return { code: 0, stdout, stderr: '' };
      },
      look: async () => {
        this.looks++;
        for (const [uid, fate] of this.doomed) {
          const next = fate.shift();
          if (next === 'gone') this.rows.delete(uid);
          else if (next !== undefined) this.rows.set(uid, { ...this.rows.get(uid)!, status: next, ending: /ing$/.test(next) });
        }
        return this.live();
      },
      files: async () => undefined, removeFile: async () => undefined, stopRun: async () => undefined, running: () => [], ledger: this.book.ledger, journal: this.journal,
      now: () => this.time, pause: async ms => { this.time += ms; }, progress: () => undefined, stopped: () => this.stop,
    };
  }
  clean(): Promise<CleanupResult> {
    const plan = this.plan();
    return cleanUp(plan, new Set(plan.go.filter(({ selected }) => selected).map(({ uid }) => uid)), 'cleanup', this.ports());
  }
}

const names = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
const stayed = ({ stayed: all }: CleanupResult): string[] => all.map(({ uid, reason }) => `${uid}: ${english(reason)}`);

describe('Clean-up on AWS', () => {
  it('takes the dearest first, and each thing before what it depends on', () => {
    const kinds: AwsKind[] = ['aws-bucket', 'aws-role', 'aws-stack', 'aws-ecs-service', 'aws-listener', 'aws-target-group', 'aws-listener-rule', 'aws-ecr-repository', 'aws-task-definition', 'aws-load-balancer', 'aws-model', 'aws-endpoint-config', 'aws-endpoint', 'aws-notebook-instance', 'aws-key-pair', 'aws-security-group', 'aws-instance', 'aws-function', 'aws-event-source', 'aws-stream', 'aws-delivery-stream'];
    const { go } = new FakeAws(...kinds.map(kind => thing(kind, kind))).plan();
    assert.deepEqual(names(go).map(name => name.slice(4)), [
      'endpoint', 'endpoint-config', 'model', 'notebook-instance', 'instance', 'ecs-service', 'listener-rule', 'listener', 'target-group', 'load-balancer', 'ecr-repository', 'task-definition', 'stack',
      'security-group', 'key-pair', 'delivery-stream', 'event-source', 'function', 'stream', 'role', 'bucket',
    ]);
  });

  it('is for every kind that can stand in the ledger', async () => {
    const { awsKinds } = await import('../../../src/core/aws/kinds');
    const { go, stay } = new FakeAws(...awsKinds.map(kind => thing(kind, kind, { uses: ['x'] }))).plan();
    assert.deepEqual(names([...go, ...stay]).sort(), [...awsKinds].sort());
    assert.deepEqual(stay.map(({ name, reason }) => `${name}: ${english(reason!)}`), ['aws-transform-job', 'aws-training-job', 'aws-query'].map(kind => `${kind}: It stays listed and costs nothing: no command takes it away.`));
  });

  it('looks after each request whether the thing is gone, and says so only then', async () => {
    const aws = new FakeAws(thing('aws-endpoint', 'xgb', { status: 'InService' }));
    aws.fates.set('aws-endpoint:xgb', ['Deleting', 'Deleting', 'gone']);
    const result = await aws.clean();
    assert.deepEqual([result.gone, aws.ran, aws.book.ledger.things()], [['aws-endpoint:xgb'], ['sagemaker delete-endpoint --endpoint-name xgb'], []]);
  });

  it('gives up after the time that its kind may take, and says how it is', async () => {
    const aws = new FakeAws(thing('aws-endpoint', 'xgb', { status: 'InService' }));
    aws.fates.set('aws-endpoint:xgb', Array.from({ length: 5000 }, () => 'Deleting'));
    assert.deepEqual(stayed(await aws.clean()), ['aws-endpoint:xgb: It is on its way out; its state now is Deleting. Try again in some minutes.']);
    assert.ok(aws.time >= 5 * 60_000 && aws.time < 6 * 60_000, String(aws.time));
    const before = aws.ran.length;
    await aws.clean();
    assert.equal(aws.ran.length, before, 'what is on its way out is only waited for');
  });

  it('waits between two requests until the first has done its work', async () => {
    const notebook = thing('aws-notebook-instance', 'lab', { status: 'InService' });
    const aws = new FakeAws(notebook);
    aws.fates.set(notebook.uid, ['Stopping', 'Stopping', 'Stopped']);
    const ports = aws.ports();
    const run = ports.run.bind(ports);
    const plan = aws.plan();
    const result = await cleanUp(plan, new Set([notebook.uid]), 'cleanup', {
      ...ports, run: async command => {
        if (command.args[1] === 'delete-notebook-instance') { assert.equal(aws.rows.get(notebook.uid)?.status, 'Stopped'); aws.fates.set(notebook.uid, ['gone']); }
        return run(command);
      },
    });
    assert.deepEqual([result.gone, aws.ran.map(line => line.split(' ')[1])], [[notebook.uid], ['stop-notebook-instance', 'delete-notebook-instance']]);
  });

  it('empties a bucket round by round, and stops where it may not', async () => {
    const aws = new FakeAws(thing('aws-bucket', 'b'));
    aws.answers.set('s3api list-object-versions', ['{"Objects":[{"Key":"a","VersionId":"1"}]}', '{"Objects":[{"Key":"c","VersionId":"2"}]}', '{"Objects":null}']);
    const result = await aws.clean();
    assert.deepEqual([result.gone, aws.ran.map(line => line.split(' ')[1])], [['aws-bucket:b'], ['list-object-versions', 'delete-objects', 'list-object-versions', 'delete-objects', 'list-object-versions', 'delete-bucket']]);
    const denied = new FakeAws(thing('aws-bucket', 'b'));
    denied.refuses.set('list-object-versions', 'AccessDenied');
    assert.deepEqual([stayed(await denied.clean()), denied.ran.length], [['aws-bucket:b: The emulator says: AccessDenied: no'], 1]);
  });

  it('asks all services once for each thing that goes, not twice', async () => {
    const aws = new FakeAws(...['a', 'b', 'c'].map(name => thing('aws-stream', name)));
    assert.equal((await aws.clean()).gone.length, 3);
    assert.equal(aws.looks, 4);
  });

  it('what is still listed after its end is gone', async () => {
    const aws = new FakeAws(thing('aws-instance', 'lab', { id: 'i-1', status: 'running' }));
    aws.fates.set('aws-instance:i-1', ['shutting-down', 'terminated']);
    assert.deepEqual((await aws.clean()).gone, ['aws-instance:i-1']);
  });

  it('touches nothing when the place is another, or the thing is another one by now', async () => {
    const aws = new FakeAws(thing('aws-stream', 'S', { created: 1 }));
    const plan = aws.plan();
    const all = new Set(plan.go.map(({ uid }) => uid));
    aws.rows.clear();
    aws.rows.set('aws-stream:S@9', thing('aws-stream', 'S', { created: 9 }));
    assert.deepEqual([(await cleanUp(plan, all, 'cleanup', aws.ports())).gone, aws.ran], [['aws-stream:S@1'], []]);
    aws.daemon = account;
    await assert.rejects(cleanUp(plan, all, 'cleanup', aws.ports()), /not the one that was shown/);
    assert.deepEqual(aws.ran, []);
  });

  it('of an emulator that was reset nothing is left; of another region or account it says where it is', () => {
    const aws = new FakeAws(thing('aws-stream', 'S'));
    aws.daemon = 'aws:emulator:run2/us-east-1';
    const { go, stay } = aws.plan();
    assert.deepEqual([go, stay], [[], []]);
    aws.daemon = 'aws:emulator:run1/eu-west-1';
    assert.deepEqual(aws.plan().stay.map(({ reason }) => english(reason!)), ['It is in the region us-east-1, and this looks at eu-west-1.']);
    aws.daemon = account;
    assert.deepEqual(aws.plan().stay.map(({ reason }) => english(reason!)), ['It is on the emulator, and this looks at a real account.']);
  });

  it('leaves what a stranger’s thing uses, and lets a stack’s own things go with the stack', () => {
    const group = thing('aws-security-group', 'lab', { id: 'sg-1' });
    const aws = new FakeAws(group);
    aws.rows.set('aws-instance:i-9', thing('aws-instance', 'theirs', { id: 'i-9', uses: ['sg-1'] }));
    assert.deepEqual(aws.plan().stay.map(({ reason }) => english(reason!)), ['`theirs` uses it, and this lab did not make that.']);
    const stack = thing('aws-stack', 'demo');
    const own = new FakeAws(group, stack);
    own.rows.set('aws-instance:i-9', thing('aws-instance', 'node', { id: 'i-9', uses: ['sg-1'], labels: { 'aws:cloudformation:stack-name': 'demo' } }));
    assert.deepEqual(names(own.plan().go), ['demo', 'lab']);
  });

  it('names the account on the button, and speaks of no Docker', () => {
    const aws = new FakeAws();
    aws.daemon = account;
    const stream = thing('aws-stream', 'S');
    aws.rows.set(stream.uid, stream);
    aws.own(stream);
    const plan = aws.plan();
    const sheet = (phase: 'before' | 'after') => sheetView({
      id: 'x', plan, live: aws.live(), title: 'Streams', reset: false, shipped: false, where: msg('AWS'), selected: new Set([stream.uid]), phase, progress: new Map(), stopping: false, wasReset: false,
      ...phase === 'after' && { result: { gone: [stream.uid], stayed: [], readAt: 1, stopped: false } }, ordinal: () => 1, time: () => 'noon',
    }, english);
    assert.equal(sheet('before').actions[0]?.one, 'Remove 1 thing from account 111122223333');
    assert.equal(sheet('before').commands, 'aws kinesis delete-stream --stream-name S --enforce-consumer-deletion');
    assert.match(sheet('after').lead, /AWS was asked again at noon/);
    assert.doesNotMatch(JSON.stringify([sheet('before'), sheet('after')]), /Docker/);
  });
});
