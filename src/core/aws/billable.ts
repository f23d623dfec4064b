import { awsCommandsIn, valueOf, type AwsCommand } from './command';
import { kindOf, type AwsKind, type AwsWord } from './kinds';

/** What a command would make that costs by the hour. */
export interface Billable {
  readonly kind: AwsKind;
  /** Key of the price table; undefined where the command does not tell what runs: a template, a variable, a configuration of before. */
  readonly price?: string;
  readonly count: number;
}

/** Everything that a text would make and that is billed by the hour, in the order of its commands. */
export function billableIn(text: string): Billable[] { return awsCommandsIn(text).flatMap(billableOf); }

/** Empty: it makes nothing that runs by the hour. */
export function billableOf(command: AwsCommand): readonly Billable[] {
  if (command.options.has('--generate-cli-skeleton') || command.options.has('--dry-run')) return [];
  const key = `${command.service} ${command.operation}`;
  return Object.hasOwn(makers, key) ? makers[key]!(command) : [];
}

const makers: Readonly<Record<string, (command: AwsCommand) => readonly Billable[]>> = {
  'ec2 run-instances': command => {
    const count = numberOf(command, '--count') ?? 1;
    return [of('instance', priceKey('ec2', valueOf(command, '--instance-type')), count), of('instance', 'ec2/public-ipv4', count)];
  },
  'ec2 start-instances': ({ options }) => [of('instance', undefined, options.get('--instance-ids')?.length ?? 1)],
  'sagemaker create-notebook-instance': command => [of('notebook-instance', priceKey('sagemaker', valueOf(command, '--instance-type')), 1)],
  'sagemaker start-notebook-instance': () => [of('notebook-instance', undefined, 1)],
  'sagemaker create-training-job': command => [machine('training-job', command.options.get('--resource-config'))],
  'sagemaker create-transform-job': command => [machine('transform-job', command.options.get('--transform-resources'))],
  'sagemaker create-endpoint': () => [of('endpoint', undefined, 1)],
  'emr create-cluster': command => [of('emr-cluster', priceKey('emr', valueOf(command, '--instance-type')), numberOf(command, '--instance-count') ?? 1)],
  'redshift create-cluster': command => [of('redshift-cluster', priceKey('redshift', valueOf(command, '--node-type')), numberOf(command, '--number-of-nodes') ?? 1)],
  'redshift resume-cluster': () => [of('redshift-cluster', undefined, 1)],
  'kinesis create-stream': command => [of('stream', 'kinesis/shard', numberOf(command, '--shard-count') ?? 1)],
  'elbv2 create-load-balancer': command => [of('load-balancer', valueOf(command, '--type') === 'network' ? undefined : 'elb/application', 1)],
  'ecs run-task': () => [of('ecs-task', undefined, 1)],
  'ecs create-service': () => [of('ecs-service', undefined, 1)],
  'cloudformation create-stack': () => [of('stack', undefined, 1)],
  'cloudformation deploy': () => [of('stack', undefined, 1)],
};

function of(word: AwsWord, price: string | undefined, count: number): Billable { return { kind: kindOf(word), ...price !== undefined && { price }, count }; }

function priceKey(service: string, type: string | undefined): string | undefined { return type === undefined || /[$`]/.test(type) ? undefined : `${service}/${type}`; }

/** `InstanceType=ml.m5.large,InstanceCount=1`, and the same as JSON. */
function machine(word: AwsWord, words: readonly string[] | undefined): Billable {
  const text = words?.join(' ') ?? '';
  const type = /InstanceType"?\s*[=:]\s*"?([\w.$]+)/.exec(text)?.[1];
  return of(word, priceKey('sagemaker', type), Number(/InstanceCount"?\s*[=:]\s*"?(\d+)/.exec(text)?.[1] ?? 1));
}

/** `2`, and `1:3`, which asks for up to three. */
function numberOf(command: AwsCommand, option: string): number | undefined {
  const number = Number(valueOf(command, option)?.split(':').at(-1));
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
