import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { english } from '../../src/core/message';
import type { AwsSource, AwsTarget, AwsWanted } from '../../src/targets/aws';
import { FakeAws, fault, instances, json } from './fakeAws';
import { builtTarget, when } from './target';

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe('the source of an account', () => {
  let fake: FakeAws;
  let home: string;
  let target: AwsTarget;
  const held: { dispose(): void }[] = [];

  beforeEach(async () => {
    fake = await new FakeAws().start();
    home = await mkdtemp(join(tmpdir(), 'lb-aws-'));
    await mkdir(join(home, '.aws'));
    await writeFile(join(home, '.aws', 'config'), `[profile class]\nregion = us-east-1\nendpoint_url = ${fake.address}\n`);
    await keys('GOOD');
    target = builtTarget({ deadlineMs: 700 });
  });
  afterEach(async () => {
    for (const one of held.splice(0)) one.dispose();
    target.dispose();
    await fake.stop();
    await rm(home, { recursive: true });
  });

  const keys = (id: string) => writeFile(join(home, '.aws', 'credentials'), `[class]\naws_access_key_id = ${id}\naws_secret_access_key = secret-of-${id}\n`);
  const follow = (more: Partial<AwsWanted> = {}, env: Record<string, string> = {}): AwsSource => {
    const source = target.source({ HOME: home, AWS_EC2_METADATA_DISABLED: 'true', ...env }, { track: 'real', profile: 'class', services: ['sagemaker'], ...more });
    held.push(source, source.hold());
    return source;
  };
  const said = (source: AwsSource) => source.status.cause && english(source.status.cause.message);

  it('goes where the profile’s endpoint_url says with the profile’s keys, and says who asks', async () => {
    const source = follow();
    await when(source, () => source.status.phase === 'live', 'live');
    deepEqual([...new Set(fake.asked.map(({ key }) => key))], ['GOOD']);
    equal(source.place, 'aws:111122223333/us-east-1');
    const { account, identity, root, endpoint } = source.status.endpoint!.aws!;
    deepEqual({ account, identity, root, endpoint }, { account: '111122223333', identity: 'arn:aws:iam::111122223333:user/student', root: false, endpoint: fake.address });
  });

  it('asks nobody before it is held and nobody after', async () => {
    const source = target.source({ HOME: home }, { track: 'real', profile: 'class', services: ['sagemaker'] });
    await wait(300);
    deepEqual(fake.asked, []);
    const hold = source.hold();
    await when(source, () => source.status.phase === 'live', 'live');
    hold.dispose();
    await wait(100);
    const { length } = fake.asked;
    source.wake();
    await wait(2500);
    equal(fake.asked.length, length);
    source.dispose();
  });

  it('asks nothing more when it is let go while clients still load, and comes back', async () => {
    const source = target.source({ HOME: home }, { track: 'real', profile: 'class', services: ['sagemaker', 'kinesis', 'dynamodb', 'ec2'] });
    const hold = source.hold();
    held.push(source);
    await when(source, () => fake.asked.some(({ call }) => call !== 'GetCallerIdentity'), 'the first service');
    hold.dispose();
    await wait(100);
    const { length } = fake.asked;
    await wait(1500);
    equal(fake.asked.length, length);
    held.push(source.hold());
    await when(source, () => source.status.phase === 'live' && !source.unknown!.has('aws-stream'), 'live again');
  });

  it('asks who asks once for each key, whatever connects', async () => {
    await target.look({ HOME: home }, { track: 'real', profile: 'class', services: ['dynamodb'] });
    await target.look({ HOME: home }, { track: 'real', profile: 'class', services: ['kinesis'] });
    equal(fake.calls('GetCallerIdentity').length, 1);
  });

  it('never asks another account than the one that the lab is pinned to', async () => {
    const source = follow({ account: '999900001111' });
    await when(source, () => source.status.phase === 'down', 'down');
    equal(source.status.cause?.code, 'wrongAccount');
    equal(said(source), 'This lab was started in account 999900001111; now it is 111122223333.');
    deepEqual(fake.asked.map(({ call }) => call), ['GetCallerIdentity']);
  });

  it('tells expired keys, tries fresh ones once, and is back within two seconds when the file has new ones', async () => {
    fake.expired.add('GOOD');
    fake.accounts.set('NEW', '111122223333');
    const source = follow();
    await when(source, () => source.status.phase === 'down', 'down');
    equal(source.status.cause?.code, 'authExpired');
    equal(said(source), 'The log-in of profile class has expired.');
    equal(fake.calls('GetCallerIdentity').length, 2);
    await wait(1500);
    equal(fake.calls('GetCallerIdentity').length, 2);
    const began = Date.now();
    await keys('NEW');
    await when(source, () => source.status.phase === 'live', 'live again');
    ok(Date.now() - began < 2000, `${Date.now() - began} ms`);
    equal(fake.asked.at(-1)?.key, 'NEW');
  });

  it('tells keys that are missing, with the command that sets them up', async () => {
    await writeFile(join(home, '.aws', 'credentials'), '');
    const source = follow();
    await when(source, () => source.status.phase === 'down', 'down');
    equal(source.status.cause?.code, 'authMissing');
    deepEqual(source.status.cause?.remedies.flatMap(remedy => remedy.kind === 'command' ? remedy.command : []), ['aws configure --profile class']);
    deepEqual(fake.asked, []);
  });

  it('is not held up by a service that asks to slow down, and says so', async () => {
    fake.answers.set('ListEndpoints', () => fault('ThrottlingException', 'Rate exceeded'));
    const source = follow({ services: ['sagemaker', 'ec2'] });
    await when(source, () => source.status.cause?.code === 'throttled', 'throttled');
    equal(source.status.phase, 'live');
    match(said(source)!, /^AWS asked to slow down; the next look is in (2[3-9]|3[0-7]) s\.$/);
    await when(source, () => !source.unknown!.has('aws-instance'), 'instances');
    await wait(2000);
    equal(fake.calls('ListEndpoints').length, 2);
    ok(source.unknown!.has('aws-endpoint'));
  });

  it('gives a service that never answers up in time, and shows the others', async () => {
    fake.answers.set('ListEndpoints', () => 'hang');
    const source = follow({ services: ['sagemaker', 'ec2'] });
    await when(source, () => !source.unknown!.has('aws-instance'), 'instances');
    await when(source, () => fake.calls('ListEndpoints').length === 2, 'the second attempt');
    await wait(1500);
    equal(source.status.phase, 'live');
    ok(source.unknown!.has('aws-endpoint'));
  });

  it('says that AWS does not answer where no service does', async () => {
    fake.answers.set('ListStreams', () => 'hang');
    const source = follow({ services: ['kinesis'] });
    await when(source, () => source.status.cause?.code === 'slow', 'slow');
    equal(said(source), 'AWS does not answer in time.');
  });

  it('names what this identity may not do, and follows the rest', async () => {
    fake.answers.set('ListModels', () => fault('AccessDeniedException', 'User: arn:aws:iam::111122223333:user/student is not authorized to perform: sagemaker:ListModels because no policy allows it'));
    const source = follow();
    await when(source, () => source.limits?.length === 1, 'the limit');
    deepEqual(source.limits?.map(english), ['Not allowed: sagemaker:ListModels (arn:aws:iam::111122223333:user/student).']);
    await when(source, () => !source.unknown!.has('aws-endpoint-config'), 'all else');
    ok(source.unknown!.has('aws-model'));
  });

  it('sees an instance run within 7 seconds and an endpoint in service within 20, within the rates that are allowed', async function () {
    this.timeout(60_000);
    const begun = Date.now();
    let [running, inService] = [false, false];
    fake.answers.set('DescribeInstances', () => instances('i-0123456789abcdef0', running ? 'running' : 'pending'));
    fake.answers.set('ListEndpoints', () => json({ Endpoints: [{ EndpointName: 'xgb', EndpointArn: 'arn', EndpointStatus: inService ? 'InService' : 'Creating', CreationTime: 1, LastModifiedTime: 1 }] }));
    fake.answers.set('DescribeEndpoint', () => json({ EndpointName: 'xgb', EndpointArn: 'arn', EndpointConfigName: 'c', EndpointStatus: inService ? 'InService' : 'Creating', CreationTime: 1, LastModifiedTime: 1 }));
    const source = follow({ services: ['sagemaker', 'ec2'] });
    const events: string[] = [];
    held.push(source.onEvent(({ action, name, more }) => events.push(`${action} ${name} ${more ?? ''}`)));
    const status = (kind: string) => [...source.resources.values()].find(row => row.kind === kind)?.status;
    await when(source, () => status('aws-instance') === 'pending' && status('aws-endpoint') === 'Creating' && !source.unknown!.has('aws-endpoint-config'), 'both rows');
    // The worst moment for a change: just after it was looked at.
    await wait(300);
    [running, inService] = [true, true];
    const changed = Date.now();
    await when(source, () => status('aws-instance') === 'running', 'running');
    ok(Date.now() - changed <= 7000, `instance: ${Date.now() - changed} ms`);
    await when(source, () => status('aws-endpoint') === 'InService', 'in service', 21_000);
    ok(Date.now() - changed <= 20_000, `endpoint: ${Date.now() - changed} ms`);
    deepEqual(events.sort(), ['status i-0123456789abcdef0 pending → running', 'status xgb Creating → InService']);
    const seconds = (Date.now() - begun) / 1000;
    const sagemaker = fake.asked.filter(({ call }) => /Endpoint|Model|Job|Notebook/.test(call));
    ok(sagemaker.length <= 2 + seconds, `${sagemaker.length} requests to SageMaker in ${seconds} s`);
    for (const [n, { at }] of sagemaker.entries()) ok(n < 3 || at - sagemaker[n - 3]!.at > 900, 'three at most within a second');
  });

  it('asks for what costs by the hour alone while nobody looks', async () => {
    const source = target.source({ HOME: home }, { track: 'real', profile: 'class', services: ['sagemaker', 'dynamodb'] });
    held.push(source, source.hold('billing'));
    await when(source, () => !source.unknown!.has('aws-transform-job'), 'the jobs', 15_000);
    await wait(1500);
    deepEqual([...new Set(fake.asked.map(({ call }) => call))].sort(), ['GetCallerIdentity', 'ListEndpoints', 'ListNotebookInstances', 'ListTrainingJobs', 'ListTransformJobs']);
  });

  it('takes a call that an emulator does not know for that, and no fault of the student', async () => {
    fake.answers.set('ListTables', () => ({ status: 500, type: 'text/html', body: '<!doctype html><title>500 Internal Server Error</title>' }));
    const source = target.source({}, { track: 'emulator', services: ['dynamodb', 'kinesis'], emulator: { run: 'r', address: fake.address, name: 'fake', ours: true } });
    held.push(source, source.hold());
    await when(source, () => source.limits?.length === 1, 'the limit');
    deepEqual(source.limits?.map(english), ['The emulator does not know how to list this: table.']);
    equal(fake.calls('ListTables').length, 1);
    deepEqual([...new Set(fake.asked.map(({ key }) => key))], ['labbook-emulator']);
    equal(source.status.phase, 'live');
    await fake.stop();
    await when(source, () => source.status.cause?.code === 'emulatorOff', 'off');
    equal(source.status.phase, 'stale');
    fake = await new FakeAws().start();
  });
});
