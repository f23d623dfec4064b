import assert from 'node:assert/strict';
import { billableIn } from '../../../src/core/aws/billable';
import { risksOf } from '../../../src/core/beforeRun';
import { mayAsk } from '../../../src/core/beforeRun/question';
import { english } from '../../../src/core/message';
import { before } from '../beforeRun/befores';

const billing = { account: '111122223333', region: 'us-east-1', limit: 0.05, priceOf: (key: string) => ({ 'ec2/t3.micro': 0.0104, 'ec2/public-ipv4': 0.005, 'sagemaker/ml.m5.large': 0.115 } as Record<string, number>)[key] === undefined ? undefined : { usd: ({ 'ec2/t3.micro': 0.0104, 'ec2/public-ipv4': 0.005, 'sagemaker/ml.m5.large': 0.115 } as Record<string, number>)[key]!, date: '2026-11-26', confirmed: false } };
const bought = (text: string) => billableIn(text).map(({ kind, price, count }) => [kind.slice(4), price, count]);

describe('what a block would start that costs by the hour', () => {
  it('is read from the command, with its type and number', () => {
    assert.deepEqual(bought('ID=$(aws ec2 run-instances --image-id ami-1 --instance-type t3.micro --count 2 --query X --output text)'), [['instance', 'ec2/t3.micro', 2], ['instance', 'ec2/public-ipv4', 2]]);
    assert.deepEqual(bought('aws sagemaker create-training-job --training-job-name t --resource-config InstanceType=ml.m5.large,InstanceCount=2,VolumeSizeInGB=5'), [['training-job', 'sagemaker/ml.m5.large', 2]]);
    assert.deepEqual(bought(`aws sagemaker create-training-job --resource-config '{"InstanceType": "ml.m5.large", "InstanceCount": 1}'`), [['training-job', 'sagemaker/ml.m5.large', 1]]);
    assert.deepEqual(bought('aws emr create-cluster --name x --instance-type m5.xlarge --instance-count 3'), [['emr-cluster', 'emr/m5.xlarge', 3]]);
    assert.deepEqual(bought('aws kinesis create-stream --stream-name s --shard-count 4'), [['stream', 'kinesis/shard', 4]]);
    assert.deepEqual(bought('aws ec2 run-instances --instance-type t3.micro --count 1:3')[0], ['instance', 'ec2/t3.micro', 3]);
    assert.deepEqual(bought('aws ec2 start-instances --instance-ids i-1 i-2'), [['instance', undefined, 2]]);
    assert.deepEqual(bought('aws redshift create-cluster --cluster-identifier c --node-type ra3.xlplus --number-of-nodes 2'), [['redshift-cluster', 'redshift/ra3.xlplus', 2]]);
    assert.deepEqual(bought('aws sagemaker create-transform-job --transform-job-name t --transform-resources InstanceType=ml.m5.large,InstanceCount=3'), [['transform-job', 'sagemaker/ml.m5.large', 3]]);
    assert.deepEqual([...bought('aws elbv2 create-load-balancer --name a'), ...bought('aws elbv2 create-load-balancer --name n --type network')], [['load-balancer', 'elb/application', 1], ['load-balancer', undefined, 1]]);
    for (const text of ['aws ecs run-task --task-definition t', 'aws ecs create-service --service-name s', 'aws redshift resume-cluster --cluster-identifier c', 'aws sagemaker start-notebook-instance --notebook-instance-name n']) assert.equal(bought(text).length, 1, text);
  });
  it('has no price where the command does not say what runs', () => {
    for (const text of ['aws ec2 run-instances --instance-type "$TYPE"', 'aws sagemaker create-endpoint --endpoint-name e', 'aws cloudformation deploy --template-file t.yml --stack-name s']) assert.equal(billableIn(text)[0]?.price, undefined, text);
  });
  it('is nothing where nothing runs', () => {
    for (const text of ['aws s3 mb s3://b', 'aws ec2 describe-instances', 'aws ec2 run-instances --dry-run', 'aws emr create-cluster --generate-cli-skeleton', 'echo aws ec2 run-instances', 'aws sagemaker create-model --model-name m']) assert.deepEqual(bought(text), [], text);
  });
});

describe('the question before what costs money', () => {
  const ask = (text: string, more = {}) => risksOf(before(text, {}, { billing, ...more })).filter(({ rule }) => rule === 'aws.cost');
  it('is asked above the student’s limit, with account and estimate', () => {
    const [risk] = ask('aws sagemaker create-notebook-instance --instance-type ml.m5.large');
    assert.equal(english(risk!.title), 'Block 14 starts what costs about 0.115 USD an hour on account 111122223333.');
    assert.match(english(risk!.detail), /^1 × sagemaker\/ml\.m5\.large\. An estimate/);
    assert.deepEqual(ask('aws ec2 run-instances --instance-type t3.micro'), []);
    assert.equal(ask('aws ec2 run-instances --instance-type t3.micro --count 4').length, 1);
    assert.deepEqual(ask('aws ec2 run-instances --instance-type t3.micro', { billing: { ...billing, limit: 0.0104 + 0.005 } }), [], 'the limit itself is not above it');
  });
  it('is asked where nobody knows the price', () => {
    assert.match(english(ask('aws cloudformation deploy --stack-name s --template-file t')[0]!.title), /may cost money/);
    const [huge] = ask('aws ec2 run-instances --instance-type x9.huge');
    assert.match(english(huge!.title), /at least about 0\.005 USD/);
    assert.match(english(huge!.detail), /Not every price is known here/);
  });
  it('is never asked on an emulator', () => assert.deepEqual(ask('aws emr create-cluster', { billing: undefined }), []));
  it('is looked for in every aws block', () => assert.equal(mayAsk('aws emr create-cluster'), true));
});
