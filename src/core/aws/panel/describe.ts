import { wordOf } from '../kinds';
import type { AwsResource } from '../resource';

/** The command that shows all of a thing: what a person types behind `aws` to look at it. */
export function describeArgs(resource: AwsResource): readonly string[] {
  const { name, id } = resource;
  const arn = resource.arn ?? id;
  switch (wordOf(resource.kind)) {
    case 'notebook-instance': return ['sagemaker', 'describe-notebook-instance', '--notebook-instance-name', name];
    case 'training-job': return ['sagemaker', 'describe-training-job', '--training-job-name', name];
    case 'transform-job': return ['sagemaker', 'describe-transform-job', '--transform-job-name', name];
    case 'model': return ['sagemaker', 'describe-model', '--model-name', name];
    case 'endpoint-config': return ['sagemaker', 'describe-endpoint-config', '--endpoint-config-name', name];
    case 'endpoint': return ['sagemaker', 'describe-endpoint', '--endpoint-name', name];
    case 'instance': return ['ec2', 'describe-instances', '--instance-ids', id];
    case 'key-pair': return ['ec2', 'describe-key-pairs', '--key-names', name];
    case 'security-group': return ['ec2', 'describe-security-groups', '--group-ids', id];
    case 'bucket': return ['s3api', 'list-objects-v2', '--bucket', name, '--max-items', '100'];
    case 'ecr-repository': return ['ecr', 'describe-images', '--repository-name', name];
    case 'ecs-cluster': return ['ecs', 'describe-clusters', '--clusters', name];
    case 'ecs-service': return ['ecs', 'describe-services', ...clusterOf(resource), '--services', name];
    case 'ecs-task': return ['ecs', 'describe-tasks', ...clusterOf(resource), '--tasks', arn];
    case 'task-definition': return ['ecs', 'describe-task-definition', '--task-definition', last(arn)];
    case 'load-balancer': return ['elbv2', 'describe-load-balancers', '--load-balancer-arns', arn];
    case 'target-group': return ['elbv2', 'describe-target-health', '--target-group-arn', arn];
    case 'listener': return ['elbv2', 'describe-rules', '--listener-arn', arn];
    case 'listener-rule': return ['elbv2', 'describe-rules', '--rule-arns', arn];
    case 'stack': return ['cloudformation', 'describe-stack-events', '--stack-name', name, '--max-items', '30'];
    case 'emr-cluster': return ['emr', 'describe-cluster', '--cluster-id', id];
    case 'redshift-cluster': return ['redshift', 'describe-clusters', '--cluster-identifier', name];
    case 'stream': return ['kinesis', 'describe-stream-summary', '--stream-name', name];
    case 'delivery-stream': return ['firehose', 'describe-delivery-stream', '--delivery-stream-name', name];
    case 'function': return ['lambda', 'get-function-configuration', '--function-name', name];
    case 'event-source': return ['lambda', 'get-event-source-mapping', '--uuid', id];
    case 'table': return ['dynamodb', 'describe-table', '--table-name', name];
    case 'query': return ['athena', 'get-query-execution', '--query-execution-id', id];
    case 'glue-database': return ['glue', 'get-database', '--name', name];
    case 'glue-table': return ['glue', 'get-table', '--database-name', databaseOf(resource), '--name', last(name)];
    case 'identity-pool': return ['cognito-identity', 'describe-identity-pool', '--identity-pool-id', id];
    case 'role': return ['iam', 'list-attached-role-policies', '--role-name', name];
    case 'instance-profile': return ['iam', 'get-instance-profile', '--instance-profile-name', name];
    case 'log-group': return ['logs', 'describe-log-streams', '--log-group-name', name, '--order-by', 'LastEventTime', '--descending', '--max-items', '10'];
  }
}

/** `arn:aws:ecs:<region>:<account>:service/<cluster>/<name>`; else what it says that it belongs to. */
function clusterOf({ id, arn, uses }: AwsResource): readonly string[] {
  const parts = (arn ?? id).split(':').at(-1)?.split('/') ?? [];
  const cluster = parts.length === 3 ? parts[1] : last(uses?.[0] ?? '');
  return cluster ? ['--cluster', cluster] : [];
}

/** A table's name or id may have its database before it. */
function databaseOf({ id, uses }: AwsResource): string { return uses?.[0] ?? /^[^./]+(?=[./])/.exec(id)?.[0] ?? 'default'; }

function last(arn: string): string { return arn.slice(arn.lastIndexOf('/') + 1); }
