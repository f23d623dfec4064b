import { wordOf } from '../kinds';
import type { AwsResource } from '../resource';

/** The page of the AWS console that shows a thing. Only of a real account: an emulator's things are not there. */
export function consoleAddress(resource: AwsResource, region: string): string {
  const { name, id } = resource;
  const arn = resource.arn ?? id;
  const home = (service: string, path: string): string => `https://${region}.console.aws.amazon.com/${service}/home?region=${region}${path}`;
  const part = encodeURIComponent;
  switch (wordOf(resource.kind)) {
    case 'notebook-instance': return home('sagemaker', `#/notebook-instances/${part(name)}`);
    case 'training-job': return home('sagemaker', `#/jobs/${part(name)}`);
    case 'transform-job': return home('sagemaker', `#/transform-jobs/${part(name)}`);
    case 'model': return home('sagemaker', `#/models/${part(name)}`);
    case 'endpoint-config': return home('sagemaker', `#/endpointConfig/${part(name)}`);
    case 'endpoint': return home('sagemaker', `#/endpoints/${part(name)}`);
    case 'instance': return home('ec2', `#InstanceDetails:instanceId=${part(id)}`);
    case 'key-pair': return home('ec2', `#KeyPairs:search=${part(name)}`);
    case 'security-group': return home('ec2', `#SecurityGroup:groupId=${part(id)}`);
    case 'load-balancer': return home('ec2', `#LoadBalancer:loadBalancerArn=${part(arn)}`);
    case 'listener': case 'listener-rule': return home('ec2', '#LoadBalancers:');
    case 'target-group': return home('ec2', `#TargetGroup:targetGroupArn=${part(arn)}`);
    case 'bucket': return `https://${region}.console.aws.amazon.com/s3/buckets/${part(name)}?region=${region}`;
    case 'ecr-repository': return home('ecr', '#/repositories');
    case 'ecs-cluster': return `https://${region}.console.aws.amazon.com/ecs/v2/clusters/${part(name)}?region=${region}`;
    case 'ecs-service': case 'ecs-task': return `https://${region}.console.aws.amazon.com/ecs/v2/clusters?region=${region}`;
    case 'task-definition': return `https://${region}.console.aws.amazon.com/ecs/v2/task-definitions?region=${region}`;
    case 'stack': return home('cloudformation', `#/stacks/stackinfo?stackId=${part(arn)}`);
    case 'emr-cluster': return home('emr', `#/clusterDetails/${part(id)}`);
    case 'redshift-cluster': return home('redshiftv2', `#/cluster-details?cluster=${part(name)}`);
    case 'stream': return home('kinesis', `#/streams/details/${part(name)}/monitoring`);
    case 'delivery-stream': return home('firehose', `#/details/${part(name)}/monitoring`);
    case 'function': case 'event-source': return home('lambda', wordOf(resource.kind) === 'function' ? `#/functions/${part(name)}` : '#/event-source-mappings');
    case 'table': return home('dynamodbv2', `#table?name=${part(name)}`);
    case 'query': return home('athena', `#/query-editor/history/${part(id)}`);
    case 'glue-database': case 'glue-table': return home('glue', '#/v2/data-catalog/tables');
    case 'identity-pool': return home('cognito', `#/identity-pools/${part(id)}`);
    case 'role': return `https://console.aws.amazon.com/iam/home#/roles/details/${part(name)}`;
    case 'instance-profile': return 'https://console.aws.amazon.com/iam/home#/roles';
    case 'log-group': return home('cloudwatch', `#logsV2:log-groups/log-group/${part(part(name)).replaceAll('%', '$')}`);
  }
}
