import { wordOf } from './kinds';
import type { AwsDoomed, AwsStep, AwsUntil } from './removal';

const minute = 60_000;

/** Requests that take a thing away, in the state in which it is; none where nothing does. */
export function removalSteps(doomed: AwsDoomed): readonly AwsStep[] {
  const { name, id, status } = doomed;
  const arn = doomed.arn ?? id;
  switch (wordOf(doomed.kind)) {
    case 'notebook-instance': return notebook(name, status);
    case 'training-job': return status === 'InProgress' ? one('sagemaker', 'stop-training-job', '--training-job-name', name) : [];
    case 'transform-job': return status === 'InProgress' ? one('sagemaker', 'stop-transform-job', '--transform-job-name', name) : [];
    case 'model': return one('sagemaker', 'delete-model', '--model-name', name);
    case 'endpoint-config': return one('sagemaker', 'delete-endpoint-config', '--endpoint-config-name', name);
    case 'endpoint': return one('sagemaker', 'delete-endpoint', '--endpoint-name', name);
    case 'instance': return one('ec2', 'terminate-instances', '--instance-ids', id);
    case 'key-pair': return one('ec2', 'delete-key-pair', '--key-name', name);
    case 'security-group': return one('ec2', 'delete-security-group', '--group-id', id);
    case 'bucket': return [{ args: versionsOf(name), then: stdout => emptied(name, stdout) }, { args: ['s3api', 'delete-bucket', '--bucket', name] }];
    case 'ecr-repository': return one('ecr', 'delete-repository', '--repository-name', name, '--force');
    case 'ecs-cluster': return one('ecs', 'delete-cluster', '--cluster', name);
    case 'ecs-service': return ecsService(doomed);
    case 'ecs-task': return one('ecs', 'stop-task', ...clusterOf(doomed), '--task', arn);
    case 'task-definition': return one('ecs', 'deregister-task-definition', '--task-definition', last(arn));
    case 'load-balancer': return one('elbv2', 'delete-load-balancer', '--load-balancer-arn', arn);
    case 'target-group': return one('elbv2', 'delete-target-group', '--target-group-arn', arn);
    case 'listener': return one('elbv2', 'delete-listener', '--listener-arn', arn);
    case 'listener-rule': return one('elbv2', 'delete-rule', '--rule-arn', arn);
    case 'stack': return one('cloudformation', 'delete-stack', '--stack-name', name);
    case 'emr-cluster': return one('emr', 'terminate-clusters', '--cluster-ids', id);
    case 'redshift-cluster': return one('redshift', 'delete-cluster', '--cluster-identifier', name, '--skip-final-cluster-snapshot');
    case 'stream': return one('kinesis', 'delete-stream', '--stream-name', name, '--enforce-consumer-deletion');
    case 'delivery-stream': return one('firehose', 'delete-delivery-stream', '--delivery-stream-name', name);
    case 'function': return one('lambda', 'delete-function', '--function-name', name);
    case 'event-source': return one('lambda', 'delete-event-source-mapping', '--uuid', id);
    case 'table': return one('dynamodb', 'delete-table', '--table-name', name);
    case 'query': return status === 'QUEUED' || status === 'RUNNING' ? one('athena', 'stop-query-execution', '--query-execution-id', id) : [];
    case 'glue-database': return one('glue', 'delete-database', '--name', name);
    case 'glue-table': return glueTable(doomed);
    case 'identity-pool': return one('cognito-identity', 'delete-identity-pool', '--identity-pool-id', id);
    case 'role': return [
      { args: ['iam', 'list-attached-role-policies', '--role-name', name, ...asJson], then: out => listOf(out, 'AttachedPolicies').map(policy => step('iam', 'detach-role-policy', '--role-name', name, '--policy-arn', textOf(policy, 'PolicyArn'))) },
      { args: ['iam', 'list-role-policies', '--role-name', name, ...asJson], then: out => listOf(out, 'PolicyNames').map(policy => step('iam', 'delete-role-policy', '--role-name', name, '--policy-name', String(policy))) },
      { args: ['iam', 'list-instance-profiles-for-role', '--role-name', name, ...asJson], then: out => listOf(out, 'InstanceProfiles').map(profile => step('iam', 'remove-role-from-instance-profile', '--role-name', name, '--instance-profile-name', textOf(profile, 'InstanceProfileName'))) },
      step('iam', 'delete-role', '--role-name', name),
    ];
    case 'instance-profile': return [
      { args: ['iam', 'get-instance-profile', '--instance-profile-name', name, ...asJson, '--query', 'InstanceProfile'], then: out => listOf(out, 'Roles').map(role => step('iam', 'remove-role-from-instance-profile', '--instance-profile-name', name, '--role-name', textOf(role, 'RoleName'))) },
      step('iam', 'delete-instance-profile', '--instance-profile-name', name),
    ];
    case 'log-group': return one('logs', 'delete-log-group', '--log-group-name', name);
  }
}

const asJson = ['--output', 'json'];

function step(...args: string[]): AwsStep { return { args }; }
function one(...args: string[]): readonly AwsStep[] { return [{ args }]; }

/** It can be deleted only when it is stopped, and stopped only when it runs. */
function notebook(name: string, status: string): readonly AwsStep[] {
  const until = (statuses: readonly string[], waiter: string): AwsUntil => ({ statuses, wait: ['sagemaker', 'wait', waiter, '--notebook-instance-name', name], limitMs: 10 * minute });
  const stopped = until(['Stopped', 'Failed'], 'notebook-instance-stopped');
  const deletion = step('sagemaker', 'delete-notebook-instance', '--notebook-instance-name', name);
  const describe = ['sagemaker', 'describe-notebook-instance', '--notebook-instance-name', name];
  const stop: AwsStep = { args: ['sagemaker', 'stop-notebook-instance', '--notebook-instance-name', name], until: stopped };
  switch (status) {
    case 'Stopped': case 'Failed': return [deletion];
    case 'Stopping': return [{ args: describe, until: stopped }, deletion];
    case 'Pending': case 'Updating': return [{ args: describe, until: until(['InService', 'Failed'], 'notebook-instance-in-service') }, stop, deletion];
    default: return [stop, deletion];
  }
}

/** Its tasks are told to end first, so that what they hold is free when it goes. */
function ecsService(doomed: AwsDoomed): readonly AwsStep[] {
  const cluster = clusterOf(doomed);
  return [
    step('ecs', 'update-service', ...cluster, '--service', doomed.name, '--desired-count', '0'),
    step('ecs', 'delete-service', ...cluster, '--service', doomed.name, '--force'),
  ];
}

/** `arn:aws:ecs:<region>:<account>:service/<cluster>/<name>`; else what it says that it belongs to. */
function clusterOf({ id, arn, uses }: AwsDoomed): string[] {
  const parts = (arn ?? id).split(':').at(-1)?.split('/') ?? [];
  const cluster = parts.length === 3 ? parts[1] : last(uses?.[0] ?? '');
  return cluster === undefined || cluster === '' ? [] : ['--cluster', cluster];
}

/** `<database>.<table>` or `<database>/<table>` is its id, or it belongs to its database. */
function glueTable({ id, name, uses }: AwsDoomed): readonly AwsStep[] {
  const database = uses?.[0] ?? (id.endsWith(name) ? id.slice(0, -name.length).replace(/[./]$/, '') : '');
  return database === '' ? [] : one('glue', 'delete-table', '--database-name', last(database), '--name', name);
}

function last(text: string): string { return text.slice(text.lastIndexOf('/') + 1); }

function versionsOf(bucket: string): readonly string[] {
  return ['s3api', 'list-object-versions', '--bucket', bucket, '--max-items', '500', ...asJson, '--query', '{Objects: [Versions,DeleteMarkers][][].{Key:Key,VersionId:VersionId}}'];
}

/** Until none is left: versions and what marks a deletion keep a bucket from going. What will not go is asked for once. */
function emptied(bucket: string, stdout: string, before = ''): readonly AwsStep[] {
  const objects = firstOf(listOf(stdout, 'Objects'));
  const text = JSON.stringify({ Objects: objects, Quiet: true });
  if (objects.length === 0 || text === before) return [];
  return [step('s3api', 'delete-objects', '--bucket', bucket, '--delete', text), { args: versionsOf(bucket), then: again => emptied(bucket, again, text) }];
}

/** As many as one argument of a command holds everywhere. */
function firstOf(objects: readonly unknown[]): readonly unknown[] {
  let length = 0;
  return objects.filter(object => (length += JSON.stringify(object).length + 1) < 100_000);
}

/** What is not as promised is taken for nothing: the removal then fails by its own last step and says so. */
function listOf(stdout: string, key: string): readonly unknown[] {
  try {
    const found: unknown = (JSON.parse(stdout) as Readonly<Record<string, unknown>> | null)?.[key];
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function textOf(item: unknown, key: string): string {
  const found = typeof item === 'object' && item !== null ? (item as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof found === 'string' ? found : '';
}
