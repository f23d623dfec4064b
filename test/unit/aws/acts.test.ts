import assert from 'node:assert/strict';
import { awsActs } from '../../../src/core/aws/acts';
import { awsCommand, awsCommandsIn } from '../../../src/core/aws/command';

const acts = (text: string): string[] => awsCommandsIn(text).flatMap(awsActs).map(({ does, kind, name, count }) => `${does} ${kind.slice('aws-'.length)} ${name ?? '?'}${count === undefined ? '' : ` x${count}`}`);

describe('aws commands', () => {
  it('takes one apart, with options before the service and values of several words', () => {
    const command = awsCommand(['/usr/bin/aws', '--region', 'eu-west-1', '--debug', 'ec2', 'terminate-instances', '--instance-ids', 'i-1', 'i-2', '--output=text'])!;
    assert.deepEqual([command.service, command.operation, [...command.options]], ['ec2', 'terminate-instances', [['--region', ['eu-west-1']], ['--debug', []], ['--instance-ids', ['i-1', 'i-2']], ['--output', ['text']]]]);
    assert.deepEqual(awsCommand(['aws', 's3', 'cp', '--recursive', 'a', '--exclude', '*.tmp', 's3://b/c'])?.operands, ['a', 's3://b/c']);
    assert.equal(awsCommand(['aws', 'ecs', 'wait', 'services-stable', '--cluster', 'c'])?.operation, 'wait services-stable');
    assert.equal(awsCommand(['aws', '--version']), undefined);
    assert.equal(awsCommand(['jaws', 's3', 'ls']), undefined);
  });

  it('says what each makes, changes and deletes', () => {
    for (const [text, expected] of [
      ['aws s3 mb "s3://$B"', ['makes bucket $B']],
      ['aws s3 rb s3://mine --force', ['deletes bucket mine']],
      ['aws s3 rm s3://mine/a --recursive', ['changes bucket mine']],
      ['aws s3 cp a.txt s3://mine/x/', ['changes bucket mine']],
      ['aws s3 cp s3://mine/x .', []],
      ['aws s3 mv s3://one/x s3://two/x', ['changes bucket one', 'changes bucket two']],
      ['aws s3 sync . s3://mine --delete --dryrun', []],
      ['aws s3api put-bucket-versioning --bucket mine --versioning-configuration Status=Enabled', ['changes bucket mine']],
      ['aws s3api get-bucket-policy --bucket mine', []],
      ['INSTANCE=$(aws ec2 run-instances --image-id ami-1 --count 2 --query "Instances[0].InstanceId" --output text)', ['makes instance ? x2']],
      [`aws ec2 run-instances --tag-specifications 'ResourceType=instance,Tags=[{Key=Name,Value=lab}]'`, ['makes instance lab']],
      ['aws ec2 terminate-instances --instance-ids i-1 i-2', ['deletes instance i-1', 'deletes instance i-2']],
      ['aws ec2 run-instances --dry-run --image-id ami-1', []],
      ['for s in api users; do aws ecs delete-service --cluster "$C" --service $s --force; done', ['deletes ecs-service $s']],
      ['aws elbv2 delete-target-group --target-group-arn "$(aws elbv2 describe-target-groups --names $t --output text)"', ['deletes target-group $(aws elbv2 describe-target-groups --names $t --output text)']],
      ['aws emr create-default-roles', ['makes role EMR_DefaultRole', 'makes role EMR_EC2_DefaultRole', 'makes instance-profile EMR_EC2_DefaultRole']],
      [`aws glue create-database --database-input '{"Name": "rides"}'`, ['makes glue-database rides']],
      ['aws iam put-role-policy --role-name R --policy-name P --policy-document file://p.json', ['changes role R']],
      ['aws cloudformation deploy --stack-name web --template-file t.yml', ['makes stack web']],
      ['aws kinesis create-stream --generate-cli-skeleton', []],
      ['aws sts get-caller-identity; aws ecs wait services-stable --cluster c', []],
    ] as const) assert.deepEqual(acts(text), expected, text);
  });
});
