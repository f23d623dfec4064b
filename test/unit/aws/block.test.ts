import assert from 'node:assert/strict';
import { strikeBlock } from '../../../src/core/cleanup/block';
import { Ledger } from '../../../src/core/ledger';
import type { AwsResource } from '../../../src/core/aws/resource';
import { made } from '../beforeRun/befores';
import { account, thing } from './things';

const group = 'arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/api/0123456789ab';
const own: readonly AwsResource[] = [
  thing('aws-bucket', 'labbook-77', { created: 1 }), thing('aws-instance', 'i-0aa', { id: 'i-0aa', status: 'running' }), thing('aws-role', 'LabRole', { created: 1 }),
  thing('aws-target-group', 'api', { id: group, arn: group }), thing('aws-stream', 'wild', { created: 1 }),
];
const theirs = [thing('aws-bucket', 'theirs', { created: 1 }), thing('aws-stream', 'other', { created: 1 })];
const lab = { courseId: 'course', labId: 'L3' };
const known = (rows: readonly AwsResource[] = own) => ({ lab, ledger: new Ledger(rows.map(row => made(row.uid, 'L3', { daemon: account, thing: row.kind, name: row.name }))), live: { daemon: account, resources: new Map([...rows, ...theirs].map(row => [row.uid, row])), skewMs: 0 } });
const left = (text: string, rows?: readonly AwsResource[]): string => strikeBlock(text, known(rows)).text;

describe('An author’s clean-up block on AWS', () => {
  it('keeps what names the lab’s own, and what only reads', () => {
    for (const text of ['aws kinesis delete-stream --stream-name wild --enforce-consumer-deletion', 'aws iam detach-role-policy --role-name LabRole --policy-arn arn:aws:iam::aws:policy/X', 'aws ec2 wait instance-terminated --instance-ids "$I"', 'aws s3 rb s3://labbook-77 --force', 'aws s3 ls']) assert.equal(left(text), text);
  });

  it('waits for nothing that is not there, and takes one thing that two variables may mean only once', () => {
    assert.equal(left('aws kinesis wait stream-not-exists --stream-name wild'), 'aws kinesis wait stream-not-exists --stream-name wild');
    assert.equal(left('aws kinesis wait stream-exists --stream-name gone').trim(), '');
    assert.deepEqual(left('aws s3 rb "s3://$D" --force\naws s3 rb "s3://$RB" --force').split('\n').filter(Boolean), ['aws s3 rb s3://labbook-77 --force']);
  });

  it('strikes out what is not the lab’s, and asks', () => {
    for (const text of ['aws kinesis delete-stream --stream-name other', 'aws s3 rb s3://theirs --force', 'aws s3 rm s3://theirs --recursive', 'aws iam delete-policy --policy-arn x', 'aws --profile x s3 rb s3://labbook-77', 'aws kinesis delete-stream --stream-name wild --region eu-west-1', 'aws kinesis create-stream --stream-name new']) {
      const struck = strikeBlock(text, known());
      assert.equal(struck.text.replace(/\btrue\b/, '').trim(), '', text);
      assert.equal(struck.asks, true, text);
    }
  });

  it('puts what the lab made in the place of a variable or a command', () => {
    assert.equal(left('aws s3 rb "s3://$B" --force'), 'aws s3 rb s3://labbook-77 --force');
    assert.equal(left('aws ec2 terminate-instances --instance-ids "$INSTANCE"'), 'aws ec2 terminate-instances --instance-ids i-0aa');
    assert.equal(left(`aws elbv2 delete-target-group --target-group-arn "$(aws elbv2 describe-target-groups --names api --query 'TargetGroups[0].TargetGroupArn' --output text)"`), `aws elbv2 delete-target-group --target-group-arn ${group}`);
    const users = group.replace('/api/', '/users/');
    const groups = [...own, thing('aws-target-group', 'users', { id: users, arn: users }), thing('aws-task-definition', 'api:2', { id: 'api:2' }), thing('aws-task-definition', 'users:1', { id: 'users:1' })];
    assert.equal(left('aws elbv2 delete-target-group --target-group-arn "$(aws elbv2 describe-target-groups --names users --output text)"', groups), `aws elbv2 delete-target-group --target-group-arn ${users}`);
    assert.equal(left('aws ecs deregister-task-definition --task-definition "$(aws ecs describe-task-definition --task-definition api --output text)"', groups), 'aws ecs deregister-task-definition --task-definition api:2');
    assert.doesNotMatch(left('aws elbv2 delete-target-group --target-group-arn "$TG"', groups), /targetgroup/);
    const two = [...own, thing('aws-bucket', 'labbook-88', { created: 1 })];
    assert.doesNotMatch(left('aws s3 rb "s3://$B" --force', two), /s3:/);
    assert.equal(left('aws s3 rb "s3://$X-77" --force', two), 'aws s3 rb s3://labbook-77 --force');
  });
});
