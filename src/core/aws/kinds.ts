/** The services that a lab's things belong to, as their SDK clients are called. */
export const awsServices = [
  'sagemaker', 'ec2', 's3', 'ecr', 'ecs', 'elastic-load-balancing-v2', 'cloudformation', 'emr', 'redshift', 'kinesis', 'firehose', 'lambda', 'dynamodb',
  'athena', 'glue', 'cognito-identity', 'iam', 'cloudwatch-logs',
] as const;
export type AwsService = (typeof awsServices)[number];

/** What a lab can make on AWS: the word that an author writes behind `aws`, and its service. */
const serviceOfWord = {
  'notebook-instance': 'sagemaker', 'training-job': 'sagemaker', 'transform-job': 'sagemaker', model: 'sagemaker', 'endpoint-config': 'sagemaker', endpoint: 'sagemaker',
  instance: 'ec2', 'key-pair': 'ec2', 'security-group': 'ec2',
  bucket: 's3',
  'ecr-repository': 'ecr',
  'ecs-cluster': 'ecs', 'ecs-service': 'ecs', 'ecs-task': 'ecs', 'task-definition': 'ecs',
  'load-balancer': 'elastic-load-balancing-v2', 'target-group': 'elastic-load-balancing-v2', listener: 'elastic-load-balancing-v2', 'listener-rule': 'elastic-load-balancing-v2',
  stack: 'cloudformation',
  'emr-cluster': 'emr',
  'redshift-cluster': 'redshift',
  stream: 'kinesis',
  'delivery-stream': 'firehose',
  function: 'lambda', 'event-source': 'lambda',
  table: 'dynamodb',
  query: 'athena',
  'glue-database': 'glue', 'glue-table': 'glue',
  'identity-pool': 'cognito-identity',
  role: 'iam', 'instance-profile': 'iam',
  'log-group': 'cloudwatch-logs',
} as const satisfies Record<string, AwsService>;

/** As an author writes it: `bucket`, `training-job`. */
export type AwsWord = keyof typeof serviceOfWord;
/** As all else calls it, so that none is taken for a thing of another target: `aws-bucket`. */
export type AwsKind = `aws-${AwsWord}`;

export const awsWords = Object.keys(serviceOfWord) as readonly AwsWord[];
export const awsKinds: readonly AwsKind[] = awsWords.map(word => `aws-${word}` as const);

export function wordOf(kind: AwsKind): AwsWord { return kind.slice('aws-'.length) as AwsWord; }
export function kindOf(word: AwsWord): AwsKind { return `aws-${word}`; }
export function serviceOf(kind: AwsKind): AwsService { return serviceOfWord[wordOf(kind)]; }
