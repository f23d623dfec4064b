import assert from 'node:assert/strict';
import { explain } from '../../../src/core/explain';
import { awsRules } from '../../../src/core/explain/rules/aws';
import { apply } from '../../../src/core/explain/rule';
import { rules } from '../../../src/core/explain';
import { failuresOf } from '../../../src/core/explain/failure';
import { english } from '../../../src/core/message';
import { factsOf, failed } from './fixtures';

const error = (code: string, call: string, text = 'no') => `\nAn error occurred (${code}) when calling the ${call} operation: ${text}`;

/** As the tools print them: command, output, rule. */
const samples: readonly (readonly [string, string, string])[] = [
  ['aws sts get-caller-identity', error('ExpiredToken', 'GetCallerIdentity', 'The security token included in the request is expired'), 'aws.expired'],
  ['aws s3 ls', 'Error loading SSO Token: Token for x does not exist', 'aws.expired'],
  ['aws s3 ls', error('AccessDenied', 'ListBuckets', 'User: arn:aws:iam::1:user/x is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows it'), 'aws.denied'],
  ['aws ec2 run-instances', error('UnauthorizedOperation', 'RunInstances', 'You are not authorized to perform this operation.'), 'aws.denied'],
  ['aws s3api put-bucket-policy', error('AccessDenied', 'PutBucketPolicy', 'because public policies are blocked by the BlockPublicPolicy block public access setting.'), 'aws.publicBlocked'],
  ['aws s3 mb s3://test', 'make_bucket failed: s3://test An error occurred (BucketAlreadyExists) when calling the CreateBucket operation: x', 'aws.bucketTaken'],
  ['aws s3 mb s3://test', 'make_bucket failed: s3://test An error occurred (BucketAlreadyOwnedByYou) when calling the CreateBucket operation: x', 'aws.bucketOwn'],
  ['aws s3 rb s3://test --force', 'remove_bucket failed: s3://test An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: x', 'aws.bucketNotEmpty'],
  ['aws s3 ls s3://x', error('NoSuchBucket', 'ListObjectsV2'), 'aws.noBucket'],
  ['aws sagemaker create-endpoint', error('ResourceLimitExceeded', 'CreateEndpoint', 'The account-level service limit is 0 Instances'), 'aws.quota'],
  ['aws ec2 run-instances', error('VPCIdNotSpecified', 'RunInstances', 'No default VPC for this user'), 'aws.noDefaultVpc'],
  ['aws ec2 describe-instances', error('RequestLimitExceeded', 'DescribeInstances'), 'aws.throttled'],
  ['aws sagemaker list-training-jobs', error('ThrottlingException', 'ListTrainingJobs (reached max retries: 4)'.replace(' (reached max retries: 4)', ''), 'Rate exceeded'), 'aws.throttled'],
  ['aws sts get-caller-identity', error('InvalidClientTokenId', 'GetCallerIdentity'), 'aws.wrongKey'],
  ['aws kinesis list-streams', error('UnrecognizedClientException', 'ListStreams'), 'aws.wrongKey'],
  ['aws s3 mb s3://x', error('IllegalLocationConstraintException', 'CreateBucket'), 'aws.region'],
  ['aws s3 ls', 'You must specify a region. You can also configure your region by running "aws configure".', 'aws.region'],
  ['python3 producer.py', 'botocore.exceptions.NoRegionError: You must specify a region.', 'aws.region'],
  ['aws s3 ls', 'Unable to locate credentials. You can configure credentials by running "aws configure".', 'aws.noCredentials'],
  ['aws s3 ls', 'The config profile (x) could not be found', 'aws.noProfile'],
  ['aws ecr get-login --no-include-email', 'Unknown options: --no-include-email', 'aws.getLogin'],
  ['aws ecr get-login', 'aws: error: argument operation: Invalid choice, valid choices are:\n\nget-login-password | x', 'aws.getLogin'],
  ['aws kinesis put-record --cli-binary-format raw-in-base64-out --data a', 'Unknown options: --cli-binary-format, raw-in-base64-out', 'aws.binaryFormat'],
  ['aws kinesis put-record --stream-name s --data hello', 'Invalid base64: "hello"', 'aws.base64'],
  ['aws s3 ls --frob', 'Unknown options: --frob', 'aws.unknownOption'],
  ['aws logs tail g', 'aws: error: argument operation: Invalid choice, valid choices are:\n\nx | y', 'aws.unknownOperation'],
  ['aws ec2 terminate-instances --instance-ids', 'aws: error: argument --instance-ids: expected at least one argument', 'aws.missingOption'],
  ['aws ec2 create-key-pair --key-name k', error('InvalidKeyPair.Duplicate', 'CreateKeyPair'), 'aws.keyPairTaken'],
  ['aws machinelearning describe-ml-models', error('500', 'DescribeMLModels', 'Internal Server Error'), 'aws.unsupported'],
  ['aws pricing get-products', 'Unable to parse response (not well-formed (invalid token)), invalid XML received.', 'aws.unsupported'],
  ['aws s3 ls', 'Could not connect to the endpoint URL: "http://127.0.0.1:5000/"', 'aws.unreachable'],
  ['aws s3 ls', 'Could not connect to the endpoint URL: "https://s3.us-east-1.amazonaws.com/"', 'aws.unreachable'],
  ['aws iam create-role', error('EntityAlreadyExists', 'CreateRole', 'Role with name x already exists.'), 'aws.taken'],
  ['aws kinesis create-stream', error('ResourceInUseException', 'CreateStream', 'Stream x under account y already exists.'), 'aws.taken'],
  ['aws ec2 delete-security-group', error('DependencyViolation', 'DeleteSecurityGroup', 'resource sg-1 has a dependent object'), 'aws.dependents'],
  ['aws dynamodb delete-table', error('ResourceNotFoundException', 'DeleteTable', 'Requested resource not found'), 'aws.notFound'],
  ['aws emr wait step-complete', 'Waiter StepComplete failed: Max attempts exceeded', 'aws.waiter'],
  ['aws machinelearning create-ml-model', 'Amazon Machine Learning is no longer available to new customers', 'aws.retired'],
  ['ssh -i k.pem ec2-user@x', '@ WARNING: UNPROTECTED PRIVATE KEY FILE! @\nPermissions 0644 for \'k.pem\' are too open.', 'aws.keyFileOpen'],
];

describe('explained failures of aws', () => {
  it('each sample is told by its own rule and by no other', () => {
    for (const [command, output, rule] of samples) {
      const [failure] = failuresOf(failed(command, 254, output));
      assert.deepEqual(rules.filter(one => apply(one, failure!, factsOf())).map(({ id }) => id), [rule], output);
    }
  });

  it('every rule has a sample', () => {
    assert.deepEqual(awsRules.map(({ id }) => id).filter(id => !samples.some(([, , rule]) => rule === id)), []);
  });

  const said = (command: string, output: string) => {
    const found = explain(failed(command, 254, output), factsOf());
    return { detail: found ? english(found.detail) : '', commands: found?.fixes.flatMap(({ act }) => 'command' in act ? [act.command] : []) ?? [] };
  };

  it('name the right that is missing, and else the call', () => {
    assert.match(said(samples[2]![0], samples[2]![1]).detail, /`s3:ListAllMyBuckets`/);
    assert.match(said(samples[3]![0], samples[3]![1]).detail, /`RunInstances`/);
  });

  it('tell an emulator that is off from AWS that is far', () => {
    assert.match(said('aws s3 ls', 'Could not connect to the endpoint URL: "http://127.0.0.1:5000/"').detail, /Start it in the panel/);
    assert.doesNotMatch(said('aws s3 ls', 'Could not connect to the endpoint URL: "https://s3.amazonaws.com/"').detail, /Start it/);
  });

  it('put the command at the prompt as the other version of the command line takes it', () => {
    assert.deepEqual(said('aws kinesis put-record --cli-binary-format raw-in-base64-out --data a', 'Unknown options: --cli-binary-format, raw-in-base64-out').commands, ['aws kinesis put-record --data a']);
    assert.deepEqual(said('aws kinesis put-record --data hello', 'Invalid base64: "hello"').commands, ['aws --cli-binary-format raw-in-base64-out kinesis put-record --data hello']);
    assert.deepEqual(said('ssh -i k.pem x', "UNPROTECTED PRIVATE KEY FILE!\nPermissions 0644 for 'k.pem' are too open.").commands, ['chmod 400 k.pem']);
  });
});
