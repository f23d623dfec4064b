import assert from 'node:assert/strict';
import type { AwsAnswer, AwsQuery } from '../../../src/core/aws/query';
import type { AwsPlace } from '../../../src/core/aws/place';
import { policyAllows } from '../../../src/core/aws/policy';
import { readShortCheck } from '../../../src/core/checkShort';
import { fitsPattern } from '../../../src/core/checks/awsThings';
import { captureNow } from '../../../src/core/checks/captures';
import { judge } from '../../../src/core/checks/judge';
import { asksAws, asksCluster, asksDocker } from '../../../src/core/checks/testKinds';
import type { Capture } from '../../../src/core/check';
import { english, msg } from '../../../src/core/message';
import type { Resource } from '../../../src/core/resource';
import { awsRow } from './awsRows';
import { now, world, type AskedWorld, type WorldParts } from './worlds';

const real: Partial<AwsPlace> = { track: 'real', account: '210987654321', region: 'eu-west-1' };
const of = (things: readonly Resource[], more: WorldParts = {}): AskedWorld => world({ things, ...more });
const none = of([]);
const away = of([], { aws: 'away' });
const answers = (query: AwsQuery, answer: AwsAnswer, more: WorldParts = {}) => of([], { seen: [[{ kind: 'aws', query }, { kind: 'aws', answer }]], ...more });
const job = awsRow('training-job', 'xgb-1', 'Completed', { values: { artifact: 's3://b/out/model.tar.gz' } });
const failed = awsRow('training-job', 'xgb-1', 'Failed', { message: 'ClientError: no label' });
const service = (running: number, desired: number) => awsRow('ecs-service', 'api', 'ACTIVE', { counts: { running, desired }, values: { cluster: 'demo' } });
const endpoint = awsRow('endpoint', 'xgb-1', 'InService', { counts: { variants: 2 }, parts: [{ name: 'A', weight: 0.7 }, { name: 'B', weight: 0.3 }, { name: 'C' }] });
const emr = (status: string) => awsRow('emr-cluster', 'lab', 'WAITING', { id: 'j-1', parts: [{ name: 's-1', status, detail: 'CloudFront' }] });
const instance = awsRow('instance', 'i-1', 'running', { labels: { Name: 'gwu-lab', labbook: 'L7' }, values: { type: 't3.micro', address: '3.4.5.6' }, arn: 'arn:aws:ec2:us-east-1:1:instance/i-1' });
const ended = awsRow('instance', 'i-0', 'terminated', { ending: true, labels: { Name: 'gwu-lab' }, created: now - 5000 });
const listener = awsRow('listener', 'demo:80', '', { id: 'arn:l', counts: { port: 80 }, uses: ['arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/drop-traffic/73e2', 'demo'] });
const settings = { ask: 'bucketSettings', bucket: 'b' } as const;
const policy = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":"*"}]}';
const rules = { ask: 'rules', group: 'g' } as const;
const ssh: AwsAnswer = { kind: 'rules', rules: [{ protocol: 'tcp', from: 22, to: 22, sources: ['203.0.113.7/32'] }] };
const log = { ask: 'logEvents', group: '/aws/lambda/f' } as const;
const lines = (...texts: string[]): AwsAnswer => ({ kind: 'texts', texts, more: false });
const count = (n: number, more = false): AwsAnswer => ({ kind: 'count', count: n, more });

type Stands = 'true' | 'false' | 'unknown' | 'asking' | 'missing' | 'ended';
/** Short form behind `aws`, world, how it stands, and what is said. */
const table: Record<string, readonly (readonly [string, AskedWorld, Stands, string?])[]> = {
  'a thing': [
    ['bucket b present', of([awsRow('bucket', 'b')]), 'true', 'the bucket `b` is there'],
    ['bucket b present', none, 'missing', 'there is no bucket `b`'],
    ['bucket b absent', none, 'true', 'there is no bucket `b`'],
    ['bucket b absent', of([awsRow('bucket', 'b')]), 'false', 'the bucket `b` is still there'],
    ['bucket b present', of([awsRow('role', 'b')]), 'missing'],
    ['bucket b present', away, 'unknown', 'The emulator is not running.'],
    ['bucket b absent', of([], { aws: 'asking' }), 'asking'],
    ['bucket b absent', of([], { forbidden: ['aws-bucket'] }), 'unknown', 'not allowed'],
    ['bucket b absent', of([], { unlisted: ['aws-bucket'] }), 'asking'],
    ['role b absent', of([], { unlisted: ['aws-bucket'] }), 'true'],
    ['bucket b', of([awsRow('bucket', 'b')], { forbidden: ['aws-bucket'] }), 'true'],
    ['stream s', of([awsRow('stream', 's', 'DELETING', { ending: true })]), 'missing', 'the stream `s` is DELETING'],
    ['stream s absent', of([awsRow('stream', 's', 'DELETING', { ending: true })]), 'false', 'the stream `s` is being deleted'],
    ['task-definition api ACTIVE', of([awsRow('task-definition', 'api:1', 'ACTIVE')]), 'true'],
    ['task-definition api absent', of([awsRow('task-definition', 'api:1', 'INACTIVE')]), 'true', 'the task definition `api:1` is INACTIVE'],
  ],
  'a state': [
    ['training-job xgb-1 Completed', of([job]), 'true', 'the training job `xgb-1` is Completed'],
    ['training-job xgb-1 completed', of([{ ...job, status: 'InProgress', health: 'working' }]), 'false', 'the training job `xgb-1` is InProgress'],
    ['training-job xgb-1 Completed', of([failed]), 'ended', 'the training job `xgb-1` is Failed: ClientError: no label'],
    ['training-job xgb-1 Failed', of([failed]), 'true'],
    ['training-job xgb-2 Completed', of([job]), 'missing'],
    ['endpoint xgb-1 InService or Updating', of([{ ...endpoint, status: 'Updating' }]), 'true'],
    ['stack s CREATE_COMPLETE', of([awsRow('stack', 's', 'CREATE_FAILED', { message: 'no VPC' })]), 'ended', 'the CloudFormation stack `s` is CREATE_FAILED: no VPC'],
    ['stack s CREATE_COMPLETE', of([awsRow('stack', 's', 'DELETE_COMPLETE', { ending: true })]), 'missing'],
    ['stack s absent', of([awsRow('stack', 's', 'DELETE_COMPLETE', { ending: true })]), 'true'],
    ['instance gwu-lab running', of([ended, instance]), 'true', 'the instance `i-1` is running'],
    ['instance gwu-lab running', of([ended]), 'missing', 'the instance `i-0` is terminated'],
    ['instance i-0 terminated', of([ended, instance]), 'true'],
    ['instance i-0 absent', of([ended, instance]), 'true', 'the instance `i-0` is terminated'],
    ['training-job xgb-* Completed = 2', of([job, awsRow('training-job', 'xgb-2', 'Completed')]), 'true', 'of the kind training job, 2 are called `xgb-*` and are Completed'],
    ['training-job xgb-* Completed = 2', of([job, awsRow('training-job', 'xgb-2', 'InProgress')]), 'missing'],
    ['training-job xgb-* at-least 1', of([job]), 'true'],
    ['training-job xgb-* = 0', of([job]), 'false'],
  ],
  'what a thing is like': [
    ['ecs-service api ACTIVE running 1/1', of([service(1, 1)]), 'true', 'the ECS service `api` is ACTIVE; desired 1, running 1'],
    ['ecs-service api running 1/1', of([service(0, 1)]), 'ended', 'desired 1, running 0; on the emulator tasks never run'],
    ['ecs-service api running 1/1', of([service(0, 1)], { aws: real }), 'false', 'desired 1, running 0'],
    ['ecs-service api 2/2', of([service(1, 1)]), 'missing', 'desired 1, running 1'],
    ['ecs-service api desired 0 running 0', of([service(0, 0)]), 'true'],
    ['ecs-service api desired 0 running 0', of([service(1, 0)]), 'false', 'desired 0, running 1'],
    ['ecs-service api desired 1', of([service(0, 1)]), 'true'],
    ['ecs-service api cluster demo', of([service(0, 1)]), 'true', 'its cluster is demo'],
    ['ecs-service api cluster other', of([service(0, 1)]), 'missing', 'the cluster of `api` is demo, not other'],
    ['stream s shards 1', of([awsRow('stream', 's', 'ACTIVE', { counts: { shards: 1 } })]), 'true', '`s` has 1 shard'],
    ['stream s shards 2', of([awsRow('stream', 's', 'ACTIVE', { counts: { shards: 1 } })]), 'missing', '`s` has 1 shard'],
    ['stream s shards 2', of([awsRow('stream', 's', 'ACTIVE')]), 'unknown'],
    ['endpoint xgb-1 InService variants 2', of([endpoint]), 'true', 'the endpoint `xgb-1` is InService; `xgb-1` has 2 variants'],
    ['endpoint xgb-1 variant A weight 0.7', of([endpoint]), 'true', '`A` has the share 0.7 of the traffic'],
    ['endpoint xgb-1 variant A weight 0.5', of([endpoint]), 'false', '`A` has the share 0.7 of the traffic, not 0.5'],
    ['endpoint xgb-1 variant C weight 0.5', of([endpoint]), 'unknown'],
    ['endpoint xgb-1 variant D', of([endpoint]), 'missing', '`xgb-1` has no part `D`'],
    ['emr-cluster lab step s-1 COMPLETED', of([emr('COMPLETED')]), 'true', 'its part `s-1` is COMPLETED'],
    ['emr-cluster j-1 step CloudFront PENDING', of([emr('PENDING')]), 'true'],
    ['emr-cluster j-1 step s-1 COMPLETED', of([emr('PENDING')]), 'ended', 'its part `s-1` is PENDING; on the emulator steps never end'],
    ['emr-cluster j-1 step s-1 COMPLETED', of([emr('RUNNING')], { aws: real }), 'false'],
    ['emr-cluster j-1 step s-1 COMPLETED', of([emr('FAILED')], { aws: real }), 'ended'],
    ['instance i-1 tag labbook=L7 type t3.micro', of([instance]), 'true', 'its type is t3.micro; it has the tag `labbook=L7`'],
    ['instance i-1 tag labbook=L8', of([instance]), 'missing', '`i-1` does not have the tag `labbook=L8`'],
    ['instance i-1 tag toString', of([instance]), 'missing'],
    ['instance i-1 tag labbook', of([instance]), 'true'],
    ['function f runtime python3.13', of([awsRow('function', 'f', 'Active')]), 'unknown'],
    ['listener arn:l port 80 uses drop-traffic', of([listener]), 'true', 'the port of `demo:80` is 80; it belongs with `drop-traffic`'],
    ['listener demo:80 uses api', of([listener]), 'missing', '`demo:80` has nothing to do with `api`'],
  ],
  'the account': [
    ['account emulated', none, 'true', 'this is the emulator'],
    ['account real', none, 'false', 'this is the emulator'],
    ['account emulated', of([], { aws: real }), 'false', 'this is a real account'],
    ['account 123456789012; aws region us-east-1', none, 'true', 'the account is 123456789012; the region is us-east-1'],
    ['account 123456789012', of([], { aws: real }), 'false', 'the account is 210987654321'],
    ['account 123456789012', of([], { aws: { track: 'real', account: undefined } as unknown as Partial<AwsPlace> }), 'asking'],
    ['region us-east-1', of([], { aws: real }), 'false', 'the region is eu-west-1'],
  ],
  'an object': [
    ['object k in b', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 5 }), 'true', 'the object `k` is in `b`'],
    ['object s3://b/k size 5', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 5 }), 'true', 'the object `k` is in `b`; it has 5 bytes'],
    ['object k in b size 6', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 5 }), 'missing', '`k` has 5 bytes, not 6'],
    ['object k in b type image/jpeg', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 5, type: 'text/plain' }), 'missing'],
    ['object k in b version null', answers({ ask: 'object', bucket: 'b', key: 'k', version: 'null' }, { kind: 'object', size: 5 }), 'true'],
    ['object k in b contains "x"', answers({ ask: 'object', bucket: 'b', key: 'k', text: true }, { kind: 'object', size: 5, text: 'axb' }), 'true', 'the object `k` is in `b`; it contains “x”'],
    ['object k in b contains "y"', answers({ ask: 'object', bucket: 'b', key: 'k', text: true }, { kind: 'object', size: 5, text: 'axb' }), 'false'],
    ['object k in b contains "y"', answers({ ask: 'object', bucket: 'b', key: 'k', text: true }, { kind: 'object', size: 5, text: 'axb', cut: true }), 'unknown'],
    ['object k in b', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'none' }), 'missing', 'there is no object `k` in `b`'],
    ['object k in b absent', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'none' }), 'true'],
    ['object k in b absent', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 5 }), 'false', 'the object `k` is still in `b`'],
    ['object s3://b/out/model.tar.gz', answers({ ask: 'object', bucket: 'b', key: 'out/model.tar.gz' }, { kind: 'none' }, { things: [job] }), 'ended', 'there is no object `out/model.tar.gz` in `b`; on the emulator a training job is Completed at once and leaves no model'],
    ['object s3://b/out/model.tar.gz', answers({ ask: 'object', bucket: 'b', key: 'out/model.tar.gz' }, { kind: 'none' }, { things: [job], aws: real }), 'missing'],
    ['object k in b', none, 'asking'],
    ['object k in b', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'barred', reason: msg('not allowed: s3:GetObject') }), 'unknown', 'not allowed: s3:GetObject'],
    ['object k in b', away, 'unknown', 'The emulator is not running.'],
    ['anonymous k in b = 200', answers({ ask: 'anonymous', bucket: 'b', key: 'k' }, { kind: 'status', status: 200 }), 'true', 'a request for `k` without credentials gets 200'],
    ['anonymous k in b = 200', answers({ ask: 'anonymous', bucket: 'b', key: 'k' }, { kind: 'status', status: 403 }), 'false', 'a request for `k` without credentials gets 403, not 200'],
    ['anonymous k in b = 200', answers({ ask: 'anonymous', bucket: 'b', key: 'k' }, { kind: 'none' }), 'missing'],
    ['versions k in b = 2', answers({ ask: 'versions', bucket: 'b', key: 'k' }, count(2)), 'true', 'there are 2 versions of `k`'],
    ['versions k in b = 2', answers({ ask: 'versions', bucket: 'b', key: 'k' }, count(1)), 'missing', 'there is 1 version of `k`'],
  ],
  'objects under a prefix': [
    ['objects out/ in b', answers({ ask: 'objects', bucket: 'b', prefix: 'out/' }, count(1)), 'true', 'there is 1 object under `out/` in `b`'],
    ['objects out/ in b at-least 2', answers({ ask: 'objects', bucket: 'b', prefix: 'out/' }, count(0)), 'missing', 'there is no object under `out/` in `b`'],
    ['objects in b = 2', answers({ ask: 'objects', bucket: 'b', prefix: '' }, count(3)), 'false', 'there are 3 objects in `b`'],
    ['objects in b at-least 2', answers({ ask: 'objects', bucket: 'b', prefix: '' }, count(1000, true)), 'true'],
    ['objects in b = 1000', answers({ ask: 'objects', bucket: 'b', prefix: '' }, count(1000, true)), 'unknown'],
    ['objects in b = 0', answers({ ask: 'objects', bucket: 'b', prefix: '' }, { kind: 'none' }), 'true', 'there is no bucket `b`'],
    ['objects bt/ in b', answers({ ask: 'objects', bucket: 'b', prefix: 'bt/' }, count(0), { things: [awsRow('transform-job', 't1', 'Completed', { values: { output: 's3://b/bt' } })] }), 'ended', 'there is no object under `bt/` in `b`; on the emulator a transform job is Completed at once and writes nothing'],
  ],
  'settings of a bucket': [
    ['bucket-settings b versioning Enabled', answers(settings, { kind: 'settings', versioning: 'Enabled' }), 'true', 'versioning of `b` is Enabled'],
    ['bucket-settings b versioning Enabled', answers(settings, { kind: 'settings' }), 'missing', 'versioning of `b` was never switched on'],
    ['bucket-settings b policy present allows s3:GetObject', answers(settings, { kind: 'settings', policy }), 'true', '`b` has a policy; its policy allows s3:GetObject'],
    ['bucket-settings b allows s3:GetObjectVersion', answers(settings, { kind: 'settings', policy }), 'missing', 'the policy of `b` does not allow s3:GetObjectVersion'],
    ['bucket-settings b policy present', answers(settings, { kind: 'settings' }), 'missing', '`b` has no policy'],
    ['bucket-settings b policy absent', answers(settings, { kind: 'settings', policy }), 'false', '`b` has a policy'],
    ['bucket-settings b block BlockPublicPolicy=false', answers(settings, { kind: 'settings', block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false } }), 'true', 'BlockPublicPolicy of `b` is false'],
    ['bucket-settings b block BlockPublicAcls=false', answers(settings, { kind: 'settings', block: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false } }), 'missing', 'BlockPublicAcls of `b` is true'],
    ['bucket-settings b block BlockPublicPolicy=false', answers(settings, { kind: 'settings' }), 'missing', 'on the emulator a bucket has no Block Public Access before it is set'],
    ['bucket-settings b versioning Enabled', answers(settings, { kind: 'none' }), 'missing', 'there is no bucket `b`'],
  ],
  'tables, streams and logs': [
    ['items T at-least 3', answers({ ask: 'items', table: 'T' }, count(3)), 'true', 'there are 3 items in `T`'],
    ['items T at-least 3', answers({ ask: 'items', table: 'T' }, count(1)), 'missing', 'there is 1 item in `T`'],
    ['items T where Name=Rocinante', answers({ ask: 'items', table: 'T', where: { name: 'Name', value: 'Rocinante' } }, count(1)), 'true', 'there is 1 item with Name=Rocinante in `T`'],
    ['items T', answers({ ask: 'items', table: 'T' }, { kind: 'none' }), 'missing', 'there is no table `T`'],
    ['records s at-least 2', answers({ ask: 'records', stream: 's' }, lines('a', 'b')), 'true', 'there are 2 records in `s`'],
    ['records s contains "Sha" at-least 2', answers({ ask: 'records', stream: 's' }, lines('Shadow', 'b')), 'missing', '1 record in `s` has “Sha”'],
    ['records s = 0', answers({ ask: 'records', stream: 's' }, lines()), 'true'],
    ['log /aws/lambda/f contains "REPORT"', answers(log, lines('START', 'REPORT x')), 'true', '1 line in `/aws/lambda/f` has “REPORT”'],
    ['log /aws/lambda/f contains "REPORT"', answers(log, { kind: 'none' }), 'missing', 'there is no log group `/aws/lambda/f`'],
    ['invoked f', answers(log, lines('REPORT RequestId: 1', 'END')), 'true', '`f` has run once'],
    ['invoked f at-least 2', answers(log, lines('REPORT RequestId: 1'), { aws: real }), 'missing', '`f` has run once'],
    ['invoked f', answers(log, { kind: 'none' }), 'ended', '`f` has not run; on the emulator no function runs'],
    ['invoked f', answers(log, { kind: 'none' }, { aws: real }), 'missing', '`f` has not run'],
    ['invoked f', answers(log, { kind: 'unsupported', call: 'FilterLogEvents' }), 'unknown', 'the emulator does not know the call FilterLogEvents: this cannot be told on it'],
  ],
  'the rest': [
    ['images api tag v1', answers({ ask: 'images', repository: 'api' }, { kind: 'images', tags: ['v1', ''] }), 'true', 'an image in `api` has the tag v1'],
    ['images api tag v2', answers({ ask: 'images', repository: 'api' }, { kind: 'images', tags: ['v1', ''] }), 'missing', 'no image in `api` has the tag v2'],
    ['images api = 2', answers({ ask: 'images', repository: 'api' }, { kind: 'images', tags: ['v1', ''] }), 'true'],
    ['rule g tcp 22', answers(rules, ssh), 'true', '`g` lets in tcp 22 from 203.0.113.7/32'],
    ['rule g tcp 22 from */32', answers(rules, ssh), 'true'],
    ['rule g tcp 22 from 0.0.0.0/0', answers(rules, ssh), 'missing', '`g` has no rule that lets in tcp 22 0.0.0.0/0'],
    ['rule g tcp 80', answers(rules, ssh), 'missing'],
    ['rule g udp 22', answers(rules, ssh), 'missing'],
    ['rule g tcp 22 absent', answers(rules, ssh), 'false'],
    ['rule g tcp 22', answers(rules, { kind: 'none' }), 'missing', 'there is no security group `g`'],
    ['statement s FINISHED', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'FINISHED' }, { aws: real }), 'true', 'the statement is FINISHED'],
    ['statement s FINISHED', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'STARTED' }, { aws: real }), 'false'],
    ['statement s FINISHED', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'STARTED' }), 'ended', 'the statement is STARTED; on the emulator no SQL runs'],
    ['statement s FINISHED', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'FAILED', message: 'no table' }, { aws: real }), 'ended', 'the statement is FAILED: no table'],
    ['statement s FINISHED rows = 10', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'FINISHED', rows: 10 }, { aws: real }), 'true', 'the statement is FINISHED; its result has 10 rows'],
    ['statement s FINISHED rows = 10', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'FINISHED', rows: 9 }, { aws: real }), 'false'],
    ['statement s FINISHED rows = 10', answers({ ask: 'statement', id: 's' }, { kind: 'statement', status: 'FINISHED', rows: 10 }), 'unknown', 'on the emulator no SQL runs: its rows are made up'],
    ['result q', answers({ ask: 'queryRows', id: 'q' }, lines('a\tb')), 'true', 'the result has 1 row'],
    ['result q', answers({ ask: 'queryRows', id: 'q' }, lines()), 'ended', 'the result has 0 rows; on the emulator Athena reads no data'],
    ['result q', answers({ ask: 'queryRows', id: 'q' }, lines(), { aws: real }), 'missing'],
    ['role-policy P of R', answers({ ask: 'rolePolicies', role: 'R' }, lines('P')), 'true', 'the role `R` has the policy `P`'],
    ['role-policy P of R', answers({ ask: 'rolePolicies', role: 'R' }, lines('arn:aws:iam::aws:policy/P')), 'true'],
    ['role-policy P of R', answers({ ask: 'rolePolicies', role: 'R' }, lines('PP')), 'missing', 'the role `R` does not have the policy `P`'],
    ['role-policy P of R absent', answers({ ask: 'rolePolicies', role: 'R' }, { kind: 'none' }), 'true', 'there is no role `R`'],
  ],
};

describe('claims about AWS', () => {
  for (const [about, rows] of Object.entries(table)) {
    describe(about, () => {
      for (const [claim, seen, stands, said] of rows) {
        it(`aws ${claim}: ${stands}${said === undefined ? '' : `, ${said}`}`, () => {
          const verdict = judge(readShortCheck(`aws ${claim}`).test ?? assert.fail(claim), seen);
          const facts = verdict.is === 'true' || verdict.is === 'false' ? verdict.facts : verdict.is === 'unknown' ? [verdict.reason] : [];
          assert.equal(verdict.is === 'false' ? verdict.stuck ?? 'false' : verdict.is, stands, facts.map(english).join('; '));
          if (said !== undefined) assert.equal(facts.map(english).join('; '), said);
        });
      }
    });
  }

  it('carry the mark of the emulator, true or false, and none on a real account', () => {
    const marks = (claim: string, seen: AskedWorld) => { const verdict = judge(readShortCheck(`aws ${claim}`).test!, seen); return verdict.is === 'true' || verdict.is === 'false' ? verdict.marks : verdict.is; };
    const there = [awsRow('bucket', 'b')];
    assert.deepEqual([marks('bucket b', of(there)), marks('bucket c', of(there)), marks('bucket b; exit 0', of(there)), marks('account emulated', of([]))], [['emulated'], ['emulated'], 'unknown', ['emulated']]);
    assert.deepEqual([marks('bucket b', of(there, { aws: real })), marks('bucket c', of(there, { aws: real }))], [[], []]);
    assert.deepEqual(marks('object k in b', answers({ ask: 'object', bucket: 'b', key: 'k' }, { kind: 'object', size: 1 })), ['emulated']);
  });

  it('are asked of AWS, and of nobody else', () => {
    const test = readShortCheck('aws bucket b').test!;
    assert.deepEqual([asksAws({ test, captures: [] }), asksCluster({ test, captures: [] }), asksDocker(test)], [true, false, false]);
    const exit = readShortCheck('exit 0').test!;
    assert.deepEqual([asksAws({ test: exit, captures: [] }), asksAws({ test: exit, captures: [{ name: 'B', from: { kind: 'aws', thing: 'bucket', keep: 'id' } }] })], [false, true]);
  });
});

describe('values taken from AWS', () => {
  const keep = (from: Omit<Extract<Capture['from'], { kind: 'aws' }>, 'kind' | 'keep'> & { keep?: Extract<Capture['from'], { kind: 'aws' }>['keep'] }, seen: AskedWorld) => captureNow({ name: 'X', from: { kind: 'aws', keep: 'id', ...from } }, seen);
  const old = awsRow('instance', 'i-8', 'running', { created: now - 90_000, labels: { labbook: 'L7' } });
  const late = awsRow('instance', 'i-9', 'running', { created: now + 100 });

  it('are those of the newest that fits', () => {
    assert.equal(keep({ thing: 'instance' }, of([old, late, instance])), 'i-9');
    assert.equal(keep({ thing: 'instance', tag: 'labbook=L7' }, of([old, late, instance])), 'i-1');
    assert.equal(keep({ thing: 'instance', tag: 'labbook=L7' }, of([late, old])), 'i-8');
  });

  it('are of what is there: not of what is gone, of another name, or not known', () => {
    assert.equal(keep({ thing: 'instance' }, of([ended])), undefined);
    assert.equal(keep({ thing: 'task-definition' }, of([awsRow('task-definition', 'api:1', 'INACTIVE')])), undefined);
    assert.equal(keep({ thing: 'stream' }, of([awsRow('stream', 's', 'DELETING', { ending: true })])), undefined);
    assert.equal(keep({ thing: 'bucket', name: 'gwu-*' }, of([awsRow('bucket', 'other'), awsRow('bucket', 'gwu-1')])), 'gwu-1');
    assert.equal(keep({ thing: 'bucket', name: 'gwu-*' }, of([awsRow('bucket', 'other')])), undefined);
    assert.equal(keep({ thing: 'bucket' }, away), undefined);
  });

  it('can be a name, an ARN, an artifact, or an output of a stack', () => {
    assert.deepEqual([keep({ thing: 'instance', keep: 'arn' }, of([instance])), keep({ thing: 'training-job', keep: 'artifact' }, of([job])), keep({ thing: 'instance', keep: 'uri' }, of([instance]))], ['arn:aws:ec2:us-east-1:1:instance/i-1', 's3://b/out/model.tar.gz', undefined]);
    const stack = awsRow('stack', 's', 'CREATE_COMPLETE', { parts: [{ name: 'ClusterName', detail: 'demo-1' }] });
    assert.deepEqual([keep({ thing: 'stack', name: 's', part: 'ClusterName' }, of([stack])), keep({ thing: 'stack', part: 'Url' }, of([stack]))], ['demo-1', undefined]);
  });
});

describe('names with any text in them', () => {
  it('fit by their pieces, in their order', () => {
    for (const [text, pattern] of [['xgb-1', 'xgb-*'], ['xgb-1', '*'], ['a-b-c', 'a*b*c'], ['203.0.113.7/32', '*/32'], ['x', 'x'], ['ab', 'a*b']] as const) assert.ok(fitsPattern(text, pattern), `${text} ${pattern}`);
    for (const [text, pattern] of [['xgb', 'xgb-*'], ['a', 'a*a'], ['acb', 'a*b*c'], ['x1', 'x'], ['abc', 'a*bc*c']] as const) assert.ok(!fitsPattern(text, pattern), `${text} ${pattern}`);
  });
});

describe('a policy', () => {
  it('allows what one of its statements allows', () => {
    const of = (statement: object | object[]) => JSON.stringify({ Statement: statement });
    assert.ok(policyAllows(of({ Effect: 'Allow', Action: 's3:Get*' }), 's3:GetObject'));
    assert.ok(policyAllows(of([{ Effect: 'Deny', Action: '*' }, { Effect: 'Allow', Action: ['x', '*'] }]), 's3:GetObject'));
    for (const policy of ['', 'null', '[]', of({ Effect: 'Deny', Action: 's3:GetObject' }), of({ Effect: 'Allow', Action: 's3:GetObjectVersion' }), of({ Effect: 'Allow' })]) assert.ok(!policyAllows(policy, 's3:GetObject'), policy);
  });
});
