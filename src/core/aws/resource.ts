import type { Health } from '../clusterResource';
import type { ResourceBase } from '../resourceBase';
import type { AwsKind } from './kinds';
import { awsKinds } from './kinds';

/** What runs by the hour, and how many of it. */
export interface AwsBilling {
  /** Key of the price table: `sagemaker/ml.m5.large`, `ec2/t3.micro`, `kinesis/shard`. */
  readonly price: string;
  readonly count: number;
  /** Since when it is billed, milliseconds since the epoch; undefined where the service does not say. */
  readonly since?: number;
}

/** One variant of an endpoint, step of a cluster, key of a table, output of a stack (`detail`: its value): a part that has no row of its own. */
export interface AwsPart { readonly name: string; readonly status?: string; readonly detail?: string; /** 0 to 1: its share of the traffic. */ readonly weight?: number }

/** Whole numbers that the service says of a thing and that a check can claim, by their name. */
export const awsCounts = ['running', 'desired', 'shards', 'variants', 'containers', 'nodes', 'outputs', 'targets', 'batch', 'port', 'priority'] as const;
export type AwsCount = (typeof awsCounts)[number];

/**
 * Short texts that the service says of a thing, for checks and placeholders: `type` of an instance or node, `address` (an
 * emulator invents it), `artifact` and `output` (`s3://…`), `uri` of a repository, `cluster` of an ECS service or task,
 * `vpc`, `image`, `runtime`, `user`, `database`.
 */
export const awsValues = ['type', 'address', 'artifact', 'output', 'uri', 'cluster', 'vpc', 'image', 'runtime', 'user', 'database'] as const;
export type AwsValue = (typeof awsValues)[number];

/**
 * A thing on AWS or on an emulator of it. Its `uid` is `aws-<word>:<id>`, where the id is unique in the account and region and
 * has `@<created>` behind it where the service says when it was made: a name that is used again is another thing.
 * `labels` are its tags, where the service lists them.
 * `name` is what the student's command calls it: its name where it has one, else its id. `labels` are its tags, where the service tells them
 * with the rest; what a stack or a service has made carries its name in them: owner.ts.
 */
export interface AwsResource extends ResourceBase {
  readonly kind: AwsKind;
  /** As the service's calls know it: an ARN, an id or the name. */
  readonly id: string;
  readonly arn?: string;
  /** The service's own word: `InService`, `running`, `ACTIVE`; empty where the service has none: it is just there. */
  readonly status: string;
  /** `working`: it is on its way to another state, and is asked for often. */
  readonly health: Health;
  /** The service's own sentence: why it failed. */
  readonly message?: string;
  /** The service is asked to take it away, or it is gone and only listed still. */
  readonly ending: boolean;
  /** Small facts in the order they are shown: `ml.t3.medium`, `1 shard`, `3 objects`. Never a secret. */
  readonly facts: readonly string[];
  /** `targets`: those that are healthy; `batch`: the largest of a mapping; `port`: of a listener, target group or database. */
  readonly counts?: Readonly<Partial<Record<AwsCount, number>>>;
  readonly values?: Readonly<Partial<Record<AwsValue, string>>>;
  readonly parts?: readonly AwsPart[];
  /**
   * Names, ids or ARNs of what it is made of or belongs to, that which it lies in first: a service's cluster, a glue table's database; a
   * mapping's function and stream, a listener's load balancer, an instance's key pair and security groups, an endpoint's configuration.
   */
  readonly uses?: readonly string[];
  /** Undefined: it costs nothing by the hour. */
  readonly billing?: AwsBilling;
  /** It comes from an emulator: its success is no evidence. */
  readonly emulated: boolean;
  /** When its state began, milliseconds since the epoch, where the service says so. */
  readonly since?: number;
}

const kinds: ReadonlySet<string> = new Set(awsKinds);

export function isOfAws<T extends { readonly kind: string }>(resource: T): resource is Extract<T, AwsResource | { readonly kind: AwsKind }> { return kinds.has(resource.kind); }
