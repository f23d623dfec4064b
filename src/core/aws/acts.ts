import { valueOf, type AwsCommand } from './command';
import { kindOf, type AwsKind, type AwsWord } from './kinds';

/** What a command does to one thing. Nothing that only reads is an act. */
export interface AwsAct {
  readonly does: 'makes' | 'changes' | 'deletes';
  readonly kind: AwsKind;
  /** As the command has it, without quotes: a name, an id or an ARN; `$NAME` stands as it was written. Undefined: the service gives it, or a file holds it. */
  readonly name?: string;
  /** How many of them; only where the command says so. */
  readonly count?: number;
}

type Does = AwsAct['does'];
/** Operation: what it does to what, and the options of which one names it. */
type Row = readonly [Does, AwsWord, ...string[]];

const bucket = '--bucket';
const rows: Readonly<Record<string, readonly Row[]>> = {
  's3api create-bucket': [['makes', 'bucket', bucket]], 's3api delete-bucket': [['deletes', 'bucket', bucket]],
  's3api delete-object': [['changes', 'bucket', bucket]], 's3api delete-objects': [['changes', 'bucket', bucket]],
  'ec2 run-instances': [['makes', 'instance']], 'ec2 terminate-instances': [['deletes', 'instance', '--instance-ids']],
  'ec2 stop-instances': [['changes', 'instance', '--instance-ids']], 'ec2 start-instances': [['changes', 'instance', '--instance-ids']], 'ec2 reboot-instances': [['changes', 'instance', '--instance-ids']],
  'ec2 create-key-pair': [['makes', 'key-pair', '--key-name']], 'ec2 import-key-pair': [['makes', 'key-pair', '--key-name']], 'ec2 delete-key-pair': [['deletes', 'key-pair', '--key-name', '--key-pair-id']],
  'ec2 create-security-group': [['makes', 'security-group', '--group-name']], 'ec2 delete-security-group': [['deletes', 'security-group', '--group-id', '--group-name']],
  'ec2 authorize-security-group-ingress': [['changes', 'security-group', '--group-id', '--group-name']], 'ec2 revoke-security-group-ingress': [['changes', 'security-group', '--group-id', '--group-name']],
  'sagemaker create-notebook-instance': [['makes', 'notebook-instance', '--notebook-instance-name']], 'sagemaker delete-notebook-instance': [['deletes', 'notebook-instance', '--notebook-instance-name']],
  'sagemaker stop-notebook-instance': [['changes', 'notebook-instance', '--notebook-instance-name']], 'sagemaker start-notebook-instance': [['changes', 'notebook-instance', '--notebook-instance-name']], 'sagemaker update-notebook-instance': [['changes', 'notebook-instance', '--notebook-instance-name']],
  'sagemaker create-training-job': [['makes', 'training-job', '--training-job-name']], 'sagemaker stop-training-job': [['changes', 'training-job', '--training-job-name']],
  'sagemaker create-transform-job': [['makes', 'transform-job', '--transform-job-name']], 'sagemaker stop-transform-job': [['changes', 'transform-job', '--transform-job-name']],
  'sagemaker create-model': [['makes', 'model', '--model-name']], 'sagemaker delete-model': [['deletes', 'model', '--model-name']],
  'sagemaker create-endpoint-config': [['makes', 'endpoint-config', '--endpoint-config-name']], 'sagemaker delete-endpoint-config': [['deletes', 'endpoint-config', '--endpoint-config-name']],
  'sagemaker create-endpoint': [['makes', 'endpoint', '--endpoint-name']], 'sagemaker delete-endpoint': [['deletes', 'endpoint', '--endpoint-name']],
  'sagemaker update-endpoint': [['changes', 'endpoint', '--endpoint-name']], 'sagemaker update-endpoint-weights-and-capacities': [['changes', 'endpoint', '--endpoint-name']],
  'ecr create-repository': [['makes', 'ecr-repository', '--repository-name']], 'ecr delete-repository': [['deletes', 'ecr-repository', '--repository-name']], 'ecr put-image': [['changes', 'ecr-repository', '--repository-name']], 'ecr batch-delete-image': [['changes', 'ecr-repository', '--repository-name']],
  'ecs create-cluster': [['makes', 'ecs-cluster', '--cluster-name']], 'ecs delete-cluster': [['deletes', 'ecs-cluster', '--cluster']],
  'ecs create-service': [['makes', 'ecs-service', '--service-name']], 'ecs update-service': [['changes', 'ecs-service', '--service']], 'ecs delete-service': [['deletes', 'ecs-service', '--service']],
  'ecs run-task': [['makes', 'ecs-task']], 'ecs stop-task': [['deletes', 'ecs-task', '--task']],
  'ecs register-task-definition': [['makes', 'task-definition', '--family']], 'ecs deregister-task-definition': [['deletes', 'task-definition', '--task-definition']], 'ecs delete-task-definitions': [['deletes', 'task-definition', '--task-definitions']],
  'elbv2 create-load-balancer': [['makes', 'load-balancer', '--name']], 'elbv2 delete-load-balancer': [['deletes', 'load-balancer', '--load-balancer-arn']],
  'elbv2 create-target-group': [['makes', 'target-group', '--name']], 'elbv2 delete-target-group': [['deletes', 'target-group', '--target-group-arn']], 'elbv2 register-targets': [['changes', 'target-group', '--target-group-arn']], 'elbv2 deregister-targets': [['changes', 'target-group', '--target-group-arn']],
  'elbv2 create-listener': [['makes', 'listener']], 'elbv2 delete-listener': [['deletes', 'listener', '--listener-arn']], 'elbv2 modify-listener': [['changes', 'listener', '--listener-arn']],
  'elbv2 create-rule': [['makes', 'listener-rule']], 'elbv2 delete-rule': [['deletes', 'listener-rule', '--rule-arn']], 'elbv2 modify-rule': [['changes', 'listener-rule', '--rule-arn']],
  'cloudformation create-stack': [['makes', 'stack', '--stack-name']], 'cloudformation deploy': [['makes', 'stack', '--stack-name']], 'cloudformation update-stack': [['changes', 'stack', '--stack-name']], 'cloudformation delete-stack': [['deletes', 'stack', '--stack-name']],
  'emr create-cluster': [['makes', 'emr-cluster', '--name']], 'emr terminate-clusters': [['deletes', 'emr-cluster', '--cluster-ids']], 'emr add-steps': [['changes', 'emr-cluster', '--cluster-id']], 'emr modify-cluster-attributes': [['changes', 'emr-cluster', '--cluster-id']],
  'redshift create-cluster': [['makes', 'redshift-cluster', '--cluster-identifier']], 'redshift delete-cluster': [['deletes', 'redshift-cluster', '--cluster-identifier']],
  'redshift pause-cluster': [['changes', 'redshift-cluster', '--cluster-identifier']], 'redshift resume-cluster': [['changes', 'redshift-cluster', '--cluster-identifier']], 'redshift modify-cluster': [['changes', 'redshift-cluster', '--cluster-identifier']],
  'kinesis create-stream': [['makes', 'stream', '--stream-name']], 'kinesis delete-stream': [['deletes', 'stream', '--stream-name', '--stream-arn']], 'kinesis update-shard-count': [['changes', 'stream', '--stream-name', '--stream-arn']],
  'firehose create-delivery-stream': [['makes', 'delivery-stream', '--delivery-stream-name']], 'firehose delete-delivery-stream': [['deletes', 'delivery-stream', '--delivery-stream-name']], 'firehose update-destination': [['changes', 'delivery-stream', '--delivery-stream-name']],
  'lambda create-function': [['makes', 'function', '--function-name']], 'lambda delete-function': [['deletes', 'function', '--function-name']],
  'lambda update-function-code': [['changes', 'function', '--function-name']], 'lambda update-function-configuration': [['changes', 'function', '--function-name']],
  'lambda create-event-source-mapping': [['makes', 'event-source']], 'lambda delete-event-source-mapping': [['deletes', 'event-source', '--uuid']], 'lambda update-event-source-mapping': [['changes', 'event-source', '--uuid']],
  'dynamodb create-table': [['makes', 'table', '--table-name']], 'dynamodb delete-table': [['deletes', 'table', '--table-name']], 'dynamodb update-table': [['changes', 'table', '--table-name']],
  'athena start-query-execution': [['makes', 'query']], 'athena stop-query-execution': [['changes', 'query', '--query-execution-id']],
  'glue create-database': [['makes', 'glue-database']], 'glue delete-database': [['deletes', 'glue-database', '--name']], 'glue create-table': [['makes', 'glue-table']], 'glue delete-table': [['deletes', 'glue-table', '--name']],
  'cognito-identity create-identity-pool': [['makes', 'identity-pool', '--identity-pool-name']], 'cognito-identity delete-identity-pool': [['deletes', 'identity-pool', '--identity-pool-id']],
  'iam create-role': [['makes', 'role', '--role-name']], 'iam delete-role': [['deletes', 'role', '--role-name']],
  ...Object.fromEntries(['attach-role-policy', 'detach-role-policy', 'put-role-policy', 'delete-role-policy', 'update-assume-role-policy'].map(verb => [`iam ${verb}`, [['changes', 'role', '--role-name']] as const])),
  'iam create-instance-profile': [['makes', 'instance-profile', '--instance-profile-name']], 'iam delete-instance-profile': [['deletes', 'instance-profile', '--instance-profile-name']],
  'iam add-role-to-instance-profile': [['changes', 'instance-profile', '--instance-profile-name']], 'iam remove-role-from-instance-profile': [['changes', 'instance-profile', '--instance-profile-name']],
  'logs create-log-group': [['makes', 'log-group', '--log-group-name']], 'logs delete-log-group': [['deletes', 'log-group', '--log-group-name']], 'logs put-retention-policy': [['changes', 'log-group', '--log-group-name']],
};

/** Empty: it only reads, or does something to what is not followed. */
export function awsActs(command: AwsCommand): readonly AwsAct[] {
  const { service, operation } = command;
  // Only what would be sent is shown.
  if (command.options.has('--generate-cli-skeleton') || command.options.has('--dry-run')) return [];
  if (service === 's3') return s3Acts(command);
  if (service === 's3api' && /^put-(?:bucket|public|object)/.test(operation)) return named('changes', 'bucket', command, [bucket]);
  if (service === 'emr' && operation === 'create-default-roles') return defaultRoles;
  const key = `${service} ${operation}`;
  const found = Object.hasOwn(rows, key) ? rows[key]! : [];
  return found.flatMap(([does, word, ...options]) => {
    const acts = named(does, word, command, options);
    const count = does === 'makes' ? countOf(command) : undefined;
    return count === undefined ? acts : acts.map(act => ({ ...act, count }));
  });
}

const defaultRoles: readonly AwsAct[] = [
  { does: 'makes', kind: kindOf('role'), name: 'EMR_DefaultRole' }, { does: 'makes', kind: kindOf('role'), name: 'EMR_EC2_DefaultRole' }, { does: 'makes', kind: kindOf('instance-profile'), name: 'EMR_EC2_DefaultRole' },
];

function named(does: Does, word: AwsWord, command: AwsCommand, options: readonly string[]): AwsAct[] {
  const kind = kindOf(word);
  const names = options.flatMap(option => command.options.get(option) ?? []);
  const given = names.length > 0 ? names : namesInside(word, command);
  return given.length > 0 ? given.map(name => ({ does, kind, name })) : [{ does, kind }];
}

/** `--database-input '{"Name":"rides"}'` and `Name=rides`; the tag `Name` of an instance is what people call it. */
function namesInside(word: AwsWord, command: AwsCommand): string[] {
  const text = word === 'glue-database' ? valueOf(command, '--database-input') : word === 'glue-table' ? valueOf(command, '--table-input')
    : word === 'instance' ? command.options.get('--tag-specifications')?.find(tags => /\bKey"?[=:]\s*"?Name\b/.test(tags))?.replace(/^.*?\bKey"?[=:]\s*"?Name"?,\s*/s, '') : undefined;
  const name = /(?:^|[{,\s"])(?:Name|Value)"?\s*[=:]\s*"?([^",}\]]+)/.exec(text ?? '')?.[1];
  return name === undefined ? [] : [name];
}

/** `--count 2` or `2:4`, `--initial-instance-count 2`, `--shard-count 2`. */
function countOf(command: AwsCommand): number | undefined {
  const count = Number(valueOf(command, '--count')?.split(':').at(-1));
  return Number.isInteger(count) && count > 0 ? count : undefined;
}

/** `aws s3 mb s3://name`: the bucket of a path, whatever lies in it. */
function s3Acts({ operation, operands, options }: AwsCommand): AwsAct[] {
  if (options.has('--dryrun')) return [];
  const kind = kindOf('bucket');
  const buckets = operands.map(bucketOf);
  const act = (does: Does, name: string | undefined): AwsAct[] => name === undefined ? [] : [{ does, kind, name }];
  switch (operation) {
    case 'mb': return act('makes', buckets[0]);
    case 'rb': return act('deletes', buckets[0]);
    case 'rm': case 'website': return act('changes', buckets[0]);
    case 'cp': case 'sync': return act('changes', buckets[1]);
    case 'mv': return [...new Set(buckets)].flatMap(name => act('changes', name));
    default: return [];
  }
}

/** Undefined where it is a path of this machine. */
export function bucketOf(path: string): string | undefined {
  return path.startsWith('s3://') ? path.slice('s3://'.length).split('/')[0] : undefined;
}
