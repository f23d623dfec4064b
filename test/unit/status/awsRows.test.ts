import { strict as assert } from 'node:assert';
import { awsKinds, awsWords, kindOf } from '../../../src/core/aws/kinds';
import * as awsPanel from '../../../src/core/aws/panel';
import { consoleAddress } from '../../../src/core/aws/panel/console';
import { awsGroupOf, awsGroups, withoutGroup } from '../../../src/core/aws/panel/groups';
import type { AwsResource } from '../../../src/core/aws/resource';
import { english, msg } from '../../../src/core/message';
import type { RowView } from '../../../src/core/protocol';
import type { Resource } from '../../../src/core/resource';
import type { StatusInput } from '../../../src/core/statusInput';
import { StatusBuilder } from '../../../src/core/statusView';
import { account, awsInput, awsLive, awsThing, emulator, played } from './awsThings';
import { container, input, now } from './things';

const build = (own: readonly Resource[], over: Partial<StatusInput> = {}, rest: readonly Resource[] = [], open = false) => new StatusBuilder(english, () => awsPanel).build(awsInput(own, rest, over), open);
const real = { link: awsLive(account) };

function rowOf(resource: AwsResource, over: Partial<StatusInput> = {}): RowView {
  return build([resource], over).groups.flatMap(group => group.rows)[0] ?? assert.fail();
}

describe('rows of AWS', () => {
  it('has a row for each kind, under a heading with a title', () => {
    assert.deepEqual(withoutGroup(), []);
    for (const word of awsWords) {
      const view = build([awsThing(word, 'x')]);
      const filled = view.groups.filter(group => group.rows.length);
      assert.deepEqual(filled.map(group => group.id), [awsGroupOf(kindOf(word))], word);
      assert.ok(filled[0]?.title);
    }
    assert.equal(new Set(awsGroups).size, awsGroups.length);
  });

  it('never shows a result of an emulator as a tick alone: flask and word', () => {
    for (const [word, status, health] of [['endpoint', 'InService', 'well'], ['training-job', 'Completed', 'done'], ['table', 'ACTIVE', 'well'], ['notebook-instance', 'Stopped', 'done']] as const) {
      const row = rowOf(played(word, 'x', { status, health }));
      assert.deepEqual([row.icon, row.state, row.emulated], ['flask', `${status}, emulated`, true], word);
    }
    const bucket = rowOf(played('bucket', 'b', { facts: ['1 object', '1.2 MB'] }));
    assert.deepEqual([bucket.icon, bucket.state, bucket.detail], ['flask', '1 object, emulated', 'bucket · 1.2 MB']);
    assert.equal(rowOf(played('role', 'r')).state, 'there, emulated');
    assert.equal(rowOf(played('endpoint', 'x', { status: 'Failed', health: 'failing' })).icon, undefined, 'a failure keeps its cross, and its word');
    assert.equal(rowOf(played('endpoint', 'x', { status: 'Failed', health: 'failing' })).state, 'Failed, emulated');
  });

  it('shows on a real account what the service says, with its own sentence', () => {
    const failed = rowOf(awsThing('training-job', 'xgb-0', { status: 'Failed', health: 'failing', message: 'ClientError:\n the CSV has a header', facts: ['ml.m5.large'] }), real);
    assert.deepEqual([failed.tone, failed.state, failed.detail, failed.note, failed.icon, failed.emulated], ['fail', 'Failed', 'training job · ml.m5.large', 'ClientError: the CSV has a header.', undefined, undefined]);
    assert.deepEqual([rowOf(awsThing('training-job', 'x', { status: 'Completed', health: 'done' }), real).tone, rowOf(awsThing('instance', 'x', { status: 'terminated', health: 'done', ending: true }), real).tone], ['pass', 'idle']);
    assert.equal(rowOf(awsThing('endpoint', 'x', { status: 'Creating', health: 'working', since: now + 5 }), real).since, now + 5);
    assert.equal(rowOf(awsThing('endpoint', 'x', { status: 'Creating', health: 'working' }), real).tone, 'running');
  });

  it('says what an emulator only pretends, and not where it failed', () => {
    assert.match(rowOf(played('endpoint', 'x', { status: 'InService' })).note ?? '', /answers are canned/);
    assert.match(rowOf(played('instance', 'x', { status: 'running' })).note ?? '', /never connect to it/);
    assert.equal(rowOf(played('endpoint', 'x', { status: 'Failed', health: 'failing', message: 'why' })).note, 'why.');
    assert.equal(rowOf(played('bucket', 'x')).note, undefined);
    assert.equal(rowOf(awsThing('endpoint', 'x', { status: 'InService' }), real).note, undefined);
  });

  it('calls it no failure that the emulator has not been started', () => {
    const off = (code: 'emulatorOff' | 'slow') => build([], { link: { phase: 'down', since: now, cause: { code, message: msg('x'), remedies: [] } } }).aws?.sleeps;
    assert.deepEqual([off('emulatorOff'), off('slow')], [true, undefined]);
  });

  it('says what each costs, dearest first, and leaves what grows to the page', () => {
    const billed = (name: string, price: string, count: number, created: number, over: Partial<AwsResource> = {}) => awsThing('endpoint', name, { status: 'InService', created, billing: { price, count, since: now - 1000 }, ...over });
    const rows = build([billed('one', 'sagemaker/ml.t2.medium', 1, now), billed('free', 'x', 0, now - 9), billed('two', 'sagemaker/ml.t2.medium', 2, now + 1), billed('odd', 'sagemaker/ml.p9', 1, now)], real).groups.flatMap(group => group.rows);
    assert.deepEqual(rows.map(row => row.name), ['odd', 'two', 'one', 'free']);
    assert.equal(rows[0]?.cost?.text, 'billed by the hour, no price known');
    assert.deepEqual(rows[1]?.cost, { text: 'about 0.112 USD an hour, unconfirmed price (2026-11-26)', growing: { perHour: 0.112, since: now - 1000 } });
    assert.equal(rows[3]?.cost, undefined);
    assert.deepEqual(rowOf(billed('e', 'sagemaker/ml.t2.medium', 1, now, { emulated: true })).cost, { text: 'would cost about 0.056 USD an hour on a real account, unconfirmed price (2026-11-26)' });
    const elsewhere = rowOf(billed('one', 'sagemaker/ml.t2.medium', 1, now), { link: awsLive({ ...account, region: 'eu-central-1' }) });
    assert.equal(elsewhere.cost?.text, 'billed by the hour, no price known');
  });

  it('makes a row anew when its price or its parts change, and not otherwise', () => {
    const builder = new StatusBuilder(english, () => awsPanel);
    const endpoint = awsThing('endpoint', 'x', { status: 'InService', parts: [{ name: 'A', weight: 0.7, status: 'InService' }, { name: 'B', weight: 0.3 }] });
    const first = builder.build(awsInput([endpoint]), false);
    assert.equal(builder.build(awsInput([{ ...endpoint }]), false).groups[1], first.groups[1]);
    const row = first.groups[1]?.rows[0];
    assert.deepEqual(row?.parts, [{ name: 'A', detail: '70 % of the traffic · InService' }, { name: 'B', detail: '30 % of the traffic' }]);
    assert.notEqual(builder.build(awsInput([{ ...endpoint, parts: [{ name: 'A', weight: 1 }] }]), false).groups[1]?.rows[0], row);
    const billed = (since?: number) => builder.build(awsInput([{ ...endpoint, emulated: false, billing: { price: 'kinesis/shard', count: 1, ...since === undefined ? {} : { since } } }]), false).groups[1]?.rows[0];
    const paid = billed();
    assert.notEqual(paid, row);
    assert.notEqual(billed(now), paid, 'since when it is billed');
  });

  it('says in its header where the lab is and what it costs', () => {
    const endpoint = (over: Partial<AwsResource>) => awsThing('endpoint', 'x', { status: 'InService', billing: { price: 'sagemaker/ml.t2.medium', count: 1, since: now - 3_600_000 }, ...over });
    const emulated = build([endpoint({ emulated: true })]);
    assert.equal(emulated.where, 'moto 5.2.1 on 127.0.0.1:5081, account 123456789012, us-east-1');
    assert.deepEqual([emulated.aws?.track, emulated.aws?.label, emulated.aws?.cost?.text, emulated.aws?.cost?.growing], ['emulator', 'Emulator', 'No cost. On a real account about 0.056 USD an hour', undefined]);
    const paid = build([endpoint({}), awsThing('stream', 's', { status: 'ACTIVE', billing: { price: 'kinesis/shard', count: 1, since: now } })], real);
    assert.equal(paid.where, 'account 111122223333, role LabStudent, profile lab, us-east-1');
    assert.equal(paid.aws?.cost?.text, 'about 0.071 USD an hour');
    assert.match(paid.aws?.cost?.note ?? '', /unconfirmed prices of 2026-11-26 or later/);
    const { perHour, since } = paid.aws?.cost?.growing ?? assert.fail();
    assert.ok(Math.abs(perHour * (now - since) / 3_600_000 - 0.056) < 1e-9, 'what the two have cost together up to now');
    assert.equal(build([awsThing('bucket', 'b')], real).aws?.cost, undefined);
    assert.equal(build([], { link: awsLive({ ...account, identity: 'arn:aws:iam::111122223333:root', root: true }) }).where, 'account 111122223333, root user, profile lab, us-east-1');
    assert.equal(build([], { link: awsLive({ ...account, identity: 'arn:aws:iam::111122223333:user/people/ann' }) }).where, 'account 111122223333, user ann, profile lab, us-east-1');
  });

  it('says no word of Docker, and counts what is not of this lab', () => {
    assert.deepEqual(build([], { link: { phase: 'connecting', since: now } }).aws, { label: '' }, 'also while nobody knows where it is');
    const view = build([], {}, [played('bucket', 'other'), played('role', 'admin')]);
    assert.doesNotMatch(JSON.stringify(view), /Docker|"[\w ]*container/);
    assert.match(view.empty?.detail ?? '', /in the emulator/);
    assert.match(build([], real).empty?.detail ?? '', /on your account/);
    assert.deepEqual(view.others, { summary: '2 things on AWS', count: 2, groups: undefined });
    const open = build([], {}, [played('bucket', 'other')], true);
    assert.deepEqual(open.others.groups?.flatMap(group => group.rows.map(row => [row.name, row.actions.length])), [['other', 0]]);
  });

  it('needs no part of AWS for a lab that is about Docker', () => {
    assert.equal(new StatusBuilder(english).build(input([container('c')]), false).groups.some(group => group.id.startsWith('aws-')), false);
  });

  it('offers the very command for each kind, and none for a name that a command line would read as something else', () => {
    for (const kind of awsKinds) {
      const actions = rowOf({ ...awsThing('bucket', 'x-1', { arn: 'arn:aws:x:us-east-1:111122223333:y/c/x-1', status: 'ACTIVE' }), kind }).actions;
      assert.match(actions.find(action => action.id === 'describe')?.command ?? '', /^aws [a-z0-9-]+ (?:describe|get|list)-[a-z0-9-]+ /, kind);
      assert.equal(rowOf({ ...awsThing('bucket', '--profile=x'), kind }).actions.length, 0, kind);
    }
    const endpoint = rowOf(awsThing('endpoint', 'xgb-1', { status: 'InService' }));
    assert.deepEqual(endpoint.actions.map(({ id, command, more }) => [id, command, more ?? false]), [
      ['invoke', 'aws sagemaker-runtime invoke-endpoint --endpoint-name xgb-1 --content-type text/csv --body fileb://row.csv /dev/stdout', false],
      ['logs', "aws logs filter-log-events --log-group-name /aws/sagemaker/Endpoints/xgb-1 --max-items 200 --query 'events[].message' --output text", false],
      ['describe', 'aws sagemaker describe-endpoint --endpoint-name xgb-1', false],
      ['remove', 'aws sagemaker delete-endpoint --endpoint-name xgb-1', false],
    ]);
    assert.equal(rowOf(awsThing('endpoint', 'x', { status: 'Deleting', health: 'working', ending: true })).actions.some(action => action.id === 'remove' || action.id === 'invoke'), false);
  });

  it('leads to the console only where there is one', () => {
    const find = (over: Partial<StatusInput>) => rowOf(awsThing('endpoint', 'a b', { status: 'InService' }), over).actions.find(action => action.id === 'console');
    assert.equal(find({}), undefined);
    assert.equal(find(real)?.command, 'https://us-east-1.console.aws.amazon.com/sagemaker/home?region=us-east-1#/endpoints/a%20b');
    for (const kind of awsKinds) assert.match(consoleAddress({ ...awsThing('bucket', 'x'), kind }, 'eu-west-1'), /^https:\/\/(?:eu-west-1\.)?console\.aws\.amazon\.com\//, kind);
    assert.equal(emulator.track, 'emulator');
  });
});
