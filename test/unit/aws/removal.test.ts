import assert from 'node:assert/strict';
import { awsKinds, type AwsKind } from '../../../src/core/aws/kinds';
import { awsRemoval, type AwsDoomed, type AwsStep } from '../../../src/core/aws/removal';

const doomed = (kind: AwsKind, more: Partial<AwsDoomed> = {}): AwsDoomed => ({ kind, id: 'web', name: 'web', status: '', ...more });
const lineOf = (kind: AwsKind, more: Partial<AwsDoomed> = {}): string | undefined => awsRemoval(doomed(kind, more))?.line;
const typed = (steps: readonly AwsStep[] | undefined): string[] => (steps ?? []).map(({ args }) => args.join(' '));

describe('Removal of a thing on AWS', () => {
  it('has a command for every kind but what stays listed for ever', () => {
    const without = awsKinds.filter(kind => awsRemoval(doomed(kind, { uses: ['lab'] })) === undefined);
    assert.deepEqual(without, ['aws-training-job', 'aws-transform-job', 'aws-query']);
    assert.equal(lineOf('aws-training-job', { status: 'InProgress' }), 'aws sagemaker stop-training-job --training-job-name web');
  });

  it('names each thing as its service does', () => {
    const listener = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/demo/1/2';
    assert.equal(lineOf('aws-listener', { id: listener, name: 'HTTP 80' }), `aws elbv2 delete-listener --listener-arn ${listener}`);
    assert.equal(lineOf('aws-instance', { id: 'i-0abc', name: 'lab' }), 'aws ec2 terminate-instances --instance-ids i-0abc');
    assert.equal(lineOf('aws-task-definition', { id: 'arn:aws:ecs:us-east-1:123456789012:task-definition/api:3' }), 'aws ecs deregister-task-definition --task-definition api:3');
    assert.equal(lineOf('aws-glue-table', { id: 'rides/wildrydes', name: 'wildrydes' }), 'aws glue delete-table --database-name rides --name wildrydes');
    assert.equal(lineOf('aws-key-pair', { name: 'my key' }), `aws ec2 delete-key-pair --key-name 'my key'`);
  });

  it('tells the tasks of a service to end before it deletes it', () => {
    assert.equal(lineOf('aws-ecs-service', { id: 'arn:aws:ecs:us-east-1:123456789012:service/demo/api', name: 'api' }), 'aws ecs update-service --cluster demo --service api --desired-count 0 && aws ecs delete-service --cluster demo --service api --force');
  });

  it('stops a notebook instance that runs, and deletes one that is stopped at once', () => {
    assert.equal(lineOf('aws-notebook-instance', { status: 'InService' }), 'aws sagemaker stop-notebook-instance --notebook-instance-name web && aws sagemaker wait notebook-instance-stopped --notebook-instance-name web && aws sagemaker delete-notebook-instance --notebook-instance-name web');
    assert.equal(lineOf('aws-notebook-instance', { status: 'Stopped' }), 'aws sagemaker delete-notebook-instance --notebook-instance-name web');
    const [stop] = awsRemoval(doomed('aws-notebook-instance', { status: 'InService' }))!.steps;
    assert.deepEqual(stop?.until?.statuses, ['Stopped', 'Failed']);
  });

  it('empties a bucket of its versions before it deletes it, and asks for none twice', () => {
    const [list, remove] = awsRemoval(doomed('aws-bucket'))!.steps;
    assert.deepEqual(remove?.args, ['s3api', 'delete-bucket', '--bucket', 'web']);
    const found = JSON.stringify({ Objects: [{ Key: 'a b', VersionId: 'v1' }, { Key: 'a b', VersionId: 'm1' }] });
    const [deletion, again] = list!.then!(found);
    assert.deepEqual(deletion?.args, ['s3api', 'delete-objects', '--bucket', 'web', '--delete', JSON.stringify({ Objects: [{ Key: 'a b', VersionId: 'v1' }, { Key: 'a b', VersionId: 'm1' }], Quiet: true })]);
    assert.deepEqual(again!.then!('{"Objects": null}'), []);
    assert.deepEqual(again!.then!(found), []);
    assert.equal(again!.then!(JSON.stringify({ Objects: [{ Key: 'later', VersionId: 'v9' }] })).length, 2);
  });

  it('keeps what it asks to be deleted at once within one argument', () => {
    const objects = Array.from({ length: 500 }, (_, n) => ({ Key: `${'k'.repeat(900)}${n}`, VersionId: 'v' }));
    const [deletion] = awsRemoval(doomed('aws-bucket'))!.steps[0]!.then!(JSON.stringify({ Objects: objects }));
    assert.ok(deletion!.args.at(-1)!.length < 128 * 1024);
    assert.ok(deletion!.args.at(-1)!.length > 90_000);
  });

  it('takes away what is attached to a role before the role', () => {
    const steps = awsRemoval(doomed('aws-role', { name: 'LabRole' }))!.steps;
    assert.deepEqual(typed(steps.slice(-1)), ['iam delete-role --role-name LabRole']);
    assert.deepEqual(typed(steps[0]!.then!('{"AttachedPolicies":[{"PolicyName":"S","PolicyArn":"arn:aws:iam::aws:policy/S"}]}')), ['iam detach-role-policy --role-name LabRole --policy-arn arn:aws:iam::aws:policy/S']);
    assert.deepEqual(typed(steps[1]!.then!('{"PolicyNames":["Read"]}')), ['iam delete-role-policy --role-name LabRole --policy-name Read']);
    assert.deepEqual(typed(steps[2]!.then!('{"InstanceProfiles":[{"InstanceProfileName":"P"}]}')), ['iam remove-role-from-instance-profile --role-name LabRole --instance-profile-name P']);
    assert.deepEqual(steps[0]!.then!('no JSON'), []);
  });

  it('makes no command of a name that the command line would read as something else', () => {
    assert.equal(awsRemoval(doomed('aws-stream', { name: '--cli-input-json' })), undefined);
    assert.equal(awsRemoval(doomed('aws-stream', { name: 'file:///etc/passwd' })), undefined);
  });
});
