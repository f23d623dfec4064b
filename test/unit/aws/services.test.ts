import { deepEqual } from 'node:assert/strict';
import { servicesIn } from '../../../src/core/aws/services';

describe('the AWS services that a text speaks to', () => {
  it('are those of its commands, whatever stands before the service', () => {
    deepEqual(servicesIn('aws s3 mb s3://b && aws --region us-east-1 --no-cli-pager ec2 describe-instances'), ['ec2', 's3']);
    deepEqual(servicesIn('X=$(aws elbv2 describe-load-balancers --query "a")\naws \\\n  --output text logs describe-log-groups'), ['elastic-load-balancing-v2', 'cloudwatch-logs']);
  });
  it('are the same by each of their names', () => {
    deepEqual(servicesIn('aws sagemaker-runtime invoke-endpoint x; aws redshift-data execute-statement; aws s3api head-bucket'), ['sagemaker', 's3', 'redshift']);
  });
  it('are those that Python asks boto3 for', () => {
    deepEqual(servicesIn("k = boto3.client('kinesis')\nt = session.resource(service_name=\"dynamodb\")"), ['kinesis', 'dynamodb']);
  });
  it('are those of the things that its checks name', () => {
    deepEqual(servicesIn('aws training-job xgb Completed\naws event-source wild ='), ['sagemaker', 'lambda']);
  });
  it('are none where aws is not the command or its service has no rows', () => {
    deepEqual(servicesIn('claim: x\naws: { endpoint: "xgb-1", state: InService }\nall:\n  - aws: { items: T, at-least: 1 }'), ['sagemaker', 'dynamodb']);
    deepEqual(servicesIn('aws:\n  objects: output/\n  in: b\nhint: x'), ['s3']);
    deepEqual(servicesIn('capture:\n  INSTANCE: { aws: instance, tag: labbook=L7 }'), ['ec2']);
    deepEqual(servicesIn('aws object pic.jpg in b; aws log /x contains "y"; aws rule g tcp 22; aws statement s FINISHED'), ['ec2', 's3', 'redshift', 'cloudwatch-logs']);
    deepEqual(servicesIn('my-aws: { bucket: b }; aws: { state: present }'), []);
    deepEqual(servicesIn('ls aws/ s3; ls ~/aws ec2; echo my-aws ec2; aws sts get-caller-identity; aws --version; aws configure list'), []);
  });
});
