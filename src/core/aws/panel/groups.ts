import { msg, type Message } from '../../message';
import type { AwsGroupId, RowIcon } from '../../protocol';
import { awsWords, wordOf, type AwsKind, type AwsWord } from '../kinds';

/** What stands under one heading, in the order in which the headings stand: what is dear comes first. */
const kindsOf: readonly (readonly [AwsGroupId, readonly AwsWord[]])[] = [
  ['aws-clusters', ['emr-cluster', 'redshift-cluster']],
  ['aws-endpoints', ['endpoint']],
  ['aws-notebooks', ['notebook-instance']],
  ['aws-jobs', ['training-job', 'transform-job']],
  ['aws-machines', ['instance', 'key-pair', 'security-group']],
  ['aws-routing', ['load-balancer', 'listener', 'listener-rule', 'target-group']],
  ['aws-containers', ['ecs-cluster', 'ecs-service', 'ecs-task', 'task-definition', 'ecr-repository']],
  ['aws-streams', ['stream', 'delivery-stream']],
  ['aws-functions', ['function', 'event-source']],
  ['aws-data', ['table', 'query', 'glue-database', 'glue-table']],
  ['aws-models', ['model', 'endpoint-config']],
  ['aws-storage', ['bucket', 'role', 'instance-profile', 'identity-pool', 'log-group', 'stack']],
];

export const awsGroups: readonly AwsGroupId[] = kindsOf.map(([id]) => id);

const groupOfWord = new Map(kindsOf.flatMap(([id, words]) => words.map(word => [word, id] as const)));
const alone: ReadonlySet<AwsGroupId> = new Set(kindsOf.flatMap(([id, words]) => words.length === 1 ? [id] : []));

export function awsGroupOf(kind: AwsKind): AwsGroupId { return groupOfWord.get(wordOf(kind)) ?? 'aws-storage'; }

/** Whether a heading says already what a thing under it is. */
export function isAlone(kind: AwsKind): boolean { return alone.has(awsGroupOf(kind)); }

/** Kinds that stand under no heading: none. */
export function withoutGroup(): readonly AwsWord[] { return awsWords.filter(word => !groupOfWord.has(word)); }

export function awsGroupTitle(id: AwsGroupId): Message {
  switch (id) {
    case 'aws-clusters': return msg('Clusters');
    case 'aws-endpoints': return msg('Endpoints');
    case 'aws-notebooks': return msg('Notebook instances');
    case 'aws-jobs': return msg('Training and transform jobs');
    case 'aws-machines': return msg('Machines');
    case 'aws-routing': return msg('Load balancing');
    case 'aws-containers': return msg('Containers');
    case 'aws-streams': return msg('Streams');
    case 'aws-functions': return msg('Functions');
    case 'aws-data': return msg('Tables and queries');
    case 'aws-models': return msg('Models and configurations');
    case 'aws-storage': return msg('Storage and roles');
  }
}

const icons: Readonly<Partial<Record<AwsWord, RowIcon>>> = {
  endpoint: 'endpoint', 'notebook-instance': 'book', 'training-job': 'chart', 'transform-job': 'chart', 'emr-cluster': 'node', 'redshift-cluster': 'volume', instance: 'node', 'key-pair': 'lock',
  'security-group': 'shield', 'load-balancer': 'expose', listener: 'expose', 'listener-rule': 'expose', 'target-group': 'network', 'ecs-cluster': 'node', 'ecs-service': 'service', 'ecs-task': 'box',
  'task-definition': 'list', 'ecr-repository': 'image', stream: 'stream', 'delivery-stream': 'expose', function: 'lambda', 'event-source': 'plug', table: 'table', query: 'search', 'glue-database': 'volume',
  'glue-table': 'table', bucket: 'bucket', role: 'user', 'instance-profile': 'user', 'identity-pool': 'user', 'log-group': 'logs', stack: 'list',
};

/** What a thing is, where it has no state to draw. */
export function awsIcon(kind: AwsKind): RowIcon { return icons[wordOf(kind)] ?? 'box'; }
