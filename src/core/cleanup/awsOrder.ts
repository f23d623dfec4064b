import { kindOf, type AwsKind, type AwsWord } from '../aws/kinds';

/** Dearest first, and before what it depends on: services, then the listener, target groups, repositories, definitions, the stack that they stood on. */
const words: readonly AwsWord[] = [
  'endpoint', 'endpoint-config', 'transform-job', 'training-job', 'model', 'notebook-instance', 'redshift-cluster', 'emr-cluster', 'instance',
  'ecs-service', 'ecs-task', 'listener-rule', 'listener', 'target-group', 'load-balancer', 'ecr-repository', 'task-definition', 'ecs-cluster', 'stack',
  'security-group', 'key-pair', 'delivery-stream', 'event-source', 'function', 'stream', 'table', 'query', 'glue-table', 'glue-database', 'identity-pool',
  'instance-profile', 'role', 'bucket', 'log-group',
];

export const awsOrder: readonly AwsKind[] = words.map(kindOf);
