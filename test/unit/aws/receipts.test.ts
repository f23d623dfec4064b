import assert from 'node:assert/strict';
import type { AwsKind } from '../../../src/core/aws/kinds';
import { emulatorPlace } from '../../../src/core/aws/place';
import type { AwsResource } from '../../../src/core/aws/resource';
import { english } from '../../../src/core/message';
import { receiptView } from '../../../src/core/receipts/receiptView';
import type { RunRecord } from '../../../src/core/run';
import { settle } from '../docker/fakes';
import { Window, World } from '../lab/receiptBench';
import { account, emulator, thing } from './things';

describe('Receipts of AWS blocks', () => {
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); world.daemon = account; window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));
  const run = (runId: string, text: string, more: Partial<RunRecord> = {}) => window.begin(runId, text, { target: 'aws', ...more });
  const now = (kind: AwsKind, name: string, more: Partial<AwsResource> = {}) => thing(kind, name, { created: world.clock.now(), ...more });
  /** Runs, sees, ends. */
  const through = async (runId: string, text: string, rows: readonly AwsResource[], out?: string): Promise<string[] | undefined> => {
    const record = await run(runId, text);
    await window.sees(...rows);
    await window.end(record, out);
    await world.clock.advance(31_000);
    return window.receipt(runId);
  };

  it('know a thing by its name in the command and by the time at which it was made', async () => {
    world.put(thing('aws-stream', 'wildrydes', { created: 5 }));
    assert.deepEqual(await through('r', 'aws kinesis create-stream --stream-name wildrydes --shard-count 1; aws dynamodb create-table --table-name T', [now('aws-table', 'T'), now('aws-table', 'Other')]), ['+ T named', '+ Other manager?']);
  });

  it('know what a function of an earlier block has made, by what it printed', async () => {
    const arn = 'arn:aws:sagemaker:us-east-1:111122223333:training-job/xgb-2';
    const job = () => now('aws-training-job', 'xgb-2', { arn });
    assert.deepEqual(await through('f', 'job xgb-2 train2', [job()], `{"TrainingJobArn": "${arn}"}`), ['+ xgb-2 printedId']);
    assert.equal(await through('o', 'echo xgb-3 | tee log', [now('aws-training-job', 'xgb-3', { arn: `${arn}3` })], `${arn}3`), undefined, 'an ordinary program makes nothing');
  });

  it('know it by an id or ARN that was printed, but not one that was only described', async () => {
    const made = now('aws-instance', 'lab', { id: 'i-0abc' });
    assert.deepEqual(await through('r', 'INSTANCE=$(aws ec2 run-instances --image-id ami-1); echo $INSTANCE', [made], 'i-0abc\n'), ['+ lab printedId']);
    const other = now('aws-instance', 'theirs', { id: 'i-0def' });
    assert.deepEqual(await through('e', 'aws kinesis create-stream --stream-name Q; aws ec2 describe-instances', [now('aws-stream', 'Q'), other], '{"InstanceId": "i-0def"}'), ['+ Q named']);
    assert.equal(await through('d', 'aws ec2 describe-instances', [other], '{"InstanceId": "i-0def"}'), undefined);
  });

  it('know a bucket whose name only the shell knew by what mb says', async () => {
    assert.deepEqual(await through('r', 'B=labbook-$RANDOM; aws s3 mb "s3://$B"', [now('aws-bucket', 'labbook-123')], 'make_bucket: labbook-123'), ['+ labbook-123 printed']);
  });

  it('a nameless thing that uses what the lab made is the lab’s; without that it is a guess', async () => {
    await through('k', 'aws ec2 create-key-pair --key-name MyKeyPair', [now('aws-key-pair', 'MyKeyPair')]);
    const text = 'I=$(aws ec2 run-instances --key-name MyKeyPair)';
    assert.deepEqual(await through('i', text, [now('aws-instance', 'i-1', { uses: ['MyKeyPair'] })]), ['+ i-1 owner']);
    assert.deepEqual(await through('j', text, [now('aws-instance', 'i-2', { uses: ['their-key'] })]), ['+ i-2 manager?']);
  });

  it('knows an instance by the tag that the command gives it, and leaves what was made by hand just before', async () => {
    world.daemon = emulator;
    const before = now('aws-instance', 'i-0aa', { id: 'i-0aa', emulated: true });
    world.put(before);
    assert.deepEqual(await through('r', `I=$(aws ec2 run-instances --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=lab}]')`, [now('aws-instance', 'i-0bb', { labels: { Name: 'lab' }, emulated: true }), before]), ['+ i-0bb named']);
  });

  it('what tells no time is the run’s where it was not there before, and never where nobody looked', async () => {
    world.put(thing('aws-security-group', 'old', { id: 'sg-1' }));
    const text = 'aws ec2 create-security-group --group-name old; aws ec2 create-security-group --group-name new';
    assert.deepEqual(await through('r', text, [thing('aws-security-group', 'new', { id: 'sg-2' })]), ['+ new named']);
    world.unknown = new Set(['aws-security-group']);
    const record = await run('u', 'aws ec2 create-security-group --group-name third');
    world.unknown = undefined;
    await window.sees(thing('aws-security-group', 'third', { id: 'sg-3' }));
    await window.end(record);
    await world.clock.advance(6000);
    assert.equal(window.receipt('u'), undefined);
  });

  it('in the course’s own emulator what appears is the lab’s, whatever a script made', async () => {
    world.daemon = emulator;
    assert.deepEqual(await through('r', 'python3 producer.py', [now('aws-stream', 'S', { emulated: true })]), ['+ S emulator']);
    world.daemon = account;
    assert.deepEqual(await through('q', 'python3 producer.py', [now('aws-stream', 'S2')]), ['+ S2 window?']);
  });

  it('say in their title that it is an emulator’s', async () => {
    world.daemon = emulator;
    await through('r', 'aws kinesis create-stream --stream-name S', [now('aws-stream', 'S', { emulated: true })]);
    assert.equal(receiptView(window.receipts.receipt('r')!, undefined, english).title, 'Made 1 thing · emulated');
  });

  it('what a stack or a service has made goes by itself with it', async () => {
    const stack = now('aws-stack', 'demo');
    assert.deepEqual(await through('r', 'aws cloudformation create-stack --stack-name demo', [stack, now('aws-load-balancer', 'lb', { labels: { 'aws:cloudformation:stack-name': 'demo' } })]), ['+ demo named']);
  });

  it('logs that a function of the lab writes are the lab’s, however late', async () => {
    await through('r', 'aws lambda create-function --function-name F', [now('aws-function', 'F')]);
    await world.clock.advance(60_000);
    await window.sees(now('aws-log-group', '/aws/lambda/F'), now('aws-log-group', '/aws/lambda/G'), thing('aws-log-group', '/aws/lambda/F', { created: 3 }));
    assert.deepEqual(window.receipt('r'), ['+ F named', '+ /aws/lambda/F owner']);
  });

  it('say what changed by a command or among the lab’s own, and not what only came to its end', async () => {
    const service = now('aws-ecs-service', 'api', { id: 'arn:aws:ecs:us-east-1:1:service/demo/api', status: 'ACTIVE', facts: ['0 of 1 running'], counts: { desired: 1 } });
    const endpoint = now('aws-endpoint', 'xgb', { status: 'Creating' });
    await through('m', 'aws ecs create-service --service-name api; aws sagemaker create-endpoint --endpoint-name xgb', [service, endpoint]);
    const theirs = thing('aws-bucket', 'theirs', { created: 4, facts: [] });
    world.put(theirs);
    const text = 'aws ecs update-service --cluster demo --service "$S" --desired-count 0; aws s3api put-bucket-versioning --bucket theirs --versioning-configuration Status=Enabled';
    assert.deepEqual(await through('r', text, [{ ...service, facts: ['0 of 0 running'], counts: { desired: 0 } }, { ...endpoint, status: 'InService' }, { ...theirs, facts: ['versioned'] }]), ['~ api 1 wanted>0 wanted', '~ theirs >versioned']);
  });

  it('tasks that come up by themselves are no change', async () => {
    const service = now('aws-ecs-service', 'api', { status: 'ACTIVE', facts: ['0 of 1 running'], counts: { desired: 1 } });
    await through('m', 'aws ecs create-service --service-name api', [service]);
    assert.equal(await through('r', 'aws ecs describe-services', [{ ...service, facts: ['1 of 1 running'] }]), undefined);
  });

  it('weights of variants are a change, a part’s state is none', async () => {
    const endpoint = now('aws-endpoint', 'ab', { status: 'InService', parts: [{ name: 'a', weight: 0.5, status: 'ok' }, { name: 'b', weight: 0.5 }] });
    await through('m', 'aws sagemaker create-endpoint --endpoint-name ab', [endpoint]);
    assert.deepEqual(await through('r', 'aws sagemaker update-endpoint-weights-and-capacities --endpoint-name ab', [{ ...endpoint, parts: [{ name: 'a', weight: 0.9, status: 'x' }, { name: 'b', weight: 0.1 }] }]), ['~ ab a 50 %, b 50 %>a 90 %, b 10 %']);
  });

  it('what ends is gone though it is still listed', async () => {
    const instance = now('aws-instance', 'lab', { id: 'i-0abc', status: 'running' });
    await through('m', 'aws ec2 run-instances --image-id a', [instance], 'i-0abc');
    assert.deepEqual(await through('r', 'aws ec2 terminate-instances --instance-ids i-0abc', [{ ...instance, status: 'terminated', ending: true }]), ['- lab named']);
    assert.deepEqual(window.receipt('m'), ['+ lab printedId gone']);
  });

  it('what is not asked for at present is not lost', async () => {
    await through('m', 'aws kinesis create-stream --stream-name S', [now('aws-stream', 'S')]);
    world.unknown = new Set(['aws-stream']);
    world.rows.clear();
    await window.sees();
    assert.equal(window.book.ledger.things().length, 1);
    world.unknown = undefined;
    await window.sees();
    assert.equal(window.book.ledger.things().length, 0);
  });

  it('guess nothing while two labs are at work', async () => {
    world.daemon = emulator;
    const one = await run('a', 'python3 a.py'), two = await run('b', 'python3 b.py', { labId: 'other' });
    await window.sees(now('aws-stream', 'S', { emulated: true }));
    await window.end(one);
    await window.end(two);
    await settle();
    await world.clock.advance(31_000);
    assert.deepEqual([window.receipt('a'), window.receipt('b')], [undefined, undefined]);
  });
});

describe('The receipt of an emulator that was reset meanwhile', () => {
  const anew = emulatorPlace('run2', 'us-east-1');
  let world: World;
  let window: Window;
  beforeEach(() => { world = new World(); world.daemon = emulator; window = new Window(world); });
  afterEach(() => assert.deepEqual(window.errors, []));
  const reset = async (): Promise<void> => {
    world.rows.clear();
    world.over.add(emulator);
    world.daemon = anew;
    await window.sees();
  };
  const titleOf = (runId: string) => receiptView(window.receipts.receipt(runId)!, undefined, english);

  it('is closed, says so, and lets go of the emulator', async () => {
    const record = await window.begin('r', 'python3 producer.py', { target: 'aws' });
    await reset();
    await window.end(record);
    await world.clock.advance(31_000);
    assert.deepEqual([titleOf('r').title, titleOf('r').settled], ['No longer known: the emulator was reset · emulated', true]);
    assert.deepEqual([world.pending.kept.size, window.holds], [0, 0]);
    await window.sees();
    assert.equal(window.holds, 0, 'nor is it taken up again');
  });

  it('is closed by the next window too', async () => {
    const record = await window.begin('r', 'python3 producer.py', { target: 'aws' });
    world.records.push({ ...record, state: 'interrupted', end: world.clock.now() });
    window = new Window(world, 2, [1]);
    await reset();
    await world.clock.advance(31_000);
    assert.equal(titleOf('r').title, 'No longer known: the emulator was reset · emulated');
    assert.equal(world.pending.kept.size, 0);
  });

  it('names what was known before, as gone', async () => {
    const record = await window.begin('r', 'aws kinesis create-stream --stream-name S', { target: 'aws' });
    await window.sees(thing('aws-stream', 'S', { created: world.clock.now(), emulated: true }));
    await reset();
    await window.end(record);
    await world.clock.advance(31_000);
    assert.deepEqual(window.receipt('r'), ['+ S named gone']);
    assert.deepEqual([titleOf('r').title, titleOf('r').undoable], ['Made 1 thing · emulated · what else it did is no longer known: the emulator was reset', false]);
  });

  it('waits where the emulator only cannot be seen: another lab is looked at', async () => {
    const record = await window.begin('r', 'python3 producer.py', { target: 'aws' });
    world.daemon = account;
    await window.end(record);
    await world.clock.advance(31_000);
    assert.equal(window.receipts.receipt('r'), undefined);
    assert.equal(world.pending.kept.size, 1);
  });
});
