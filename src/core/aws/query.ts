import type { Message } from '../message';

/**
 * What is asked once, on demand, and not followed: by a check that waits for it while it is in view, or by a row's button.
 * Reads only, but for `invoke`, which no check asks. What comes back is bounded by what each question says.
 */
export type AwsQuery =
  /** `text`: with the first 64 KB of it. Without a version: the newest. Answer: object or none. */
  | { readonly ask: 'object'; readonly bucket: string; readonly key: string; readonly version?: string; readonly text?: boolean }
  /** Keys under a prefix, the first page of at most 1000. Answer: count. */
  | { readonly ask: 'objects'; readonly bucket: string; readonly prefix: string }
  /** Versions of one key, without delete markers. Answer: count. */
  | { readonly ask: 'versions'; readonly bucket: string; readonly key: string }
  /** A GET without credentials. On an emulator at its own endpoint, else at the bucket's own address. Answer: status. */
  | { readonly ask: 'anonymous'; readonly bucket: string; readonly key: string; readonly version?: string }
  /** Answer: settings, or none where there is no bucket. */
  | { readonly ask: 'bucketSettings'; readonly bucket: string }
  /** Items of a table, the first page; `where`: those whose partition key (or, with a scan, attribute) is this text. Answer: count. */
  | { readonly ask: 'items'; readonly table: string; readonly where?: { readonly name: string; readonly value: string } }
  /** What is in a stream, from its beginning or from a moment on (milliseconds since the epoch, by the service's clock): at most 4 shards, 5 reads and 1000 records. Answer: texts, newest last. */
  | { readonly ask: 'records'; readonly stream: string; readonly since?: number }
  /** Events of a log group, newest last, at most 1000 of the last 24 hours. Answer: texts. */
  | { readonly ask: 'logEvents'; readonly group: string }
  /** Answer: images; one entry for each tag, and an empty text for each image without one. */
  | { readonly ask: 'images'; readonly repository: string }
  /** Ingress rules of a security group, by its name or id. Answer: rules. */
  | { readonly ask: 'rules'; readonly group: string }
  /** A statement of Redshift's Data API. Answer: statement. */
  | { readonly ask: 'statement'; readonly id: string }
  /** Rows of the result of an Athena query, the first page without the header. Answer: texts, cells with a tab between them. */
  | { readonly ask: 'queryRows'; readonly id: string }
  /** Names of policies of a role, inline and attached. Answer: texts. */
  | { readonly ask: 'rolePolicies'; readonly role: string }
  /** One row, sent to an endpoint. Costs what a request costs. Answer: texts, one of them, at most 64 KB. */
  | { readonly ask: 'invoke'; readonly endpoint: string; readonly contentType: string; readonly body: string; readonly variant?: string }
  /** Last lines of a training job's log, at most 200. Answer: texts. */
  | { readonly ask: 'trainingLog'; readonly job: string }
  /** What the job has said of itself at its end. Answer: metrics. */
  | { readonly ask: 'trainingMetrics'; readonly job: string };

export interface AwsRule {
  /** `tcp`, `udp`, `icmp`, or `all`. */
  readonly protocol: string;
  /** Undefined: all ports. */
  readonly from?: number;
  readonly to?: number;
  /** Address ranges and ids of groups. */
  readonly sources: readonly string[];
}

/** Rejects where there is no answer in time (10 s) or the link is down; what AWS says to the question is an answer. */
export type AwsAnswer =
  | { readonly kind: 'object'; readonly size: number; readonly type?: string; readonly modified?: number; /** As UTF-8; `cut`: there is more. */ readonly text?: string; readonly cut?: boolean }
  /** `more`: there are more than were counted. */
  | { readonly kind: 'count'; readonly count: number; readonly more: boolean }
  | { readonly kind: 'status'; readonly status: number }
  | {
    readonly kind: 'settings';
    /** `Enabled`, `Suspended`; undefined: never switched on. */
    readonly versioning?: string;
    /** The policy as JSON text. */
    readonly policy?: string;
    /** Block Public Access; undefined: the service says nothing, as an emulator may. */
    readonly block?: Readonly<Record<'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets', boolean>>;
  }
  | { readonly kind: 'texts'; readonly texts: readonly string[]; readonly more: boolean }
  | { readonly kind: 'images'; readonly tags: readonly string[] }
  | { readonly kind: 'rules'; readonly rules: readonly AwsRule[] }
  /** The service's own word: `FINISHED`, `FAILED`; `message`: why it failed. */
  | { readonly kind: 'statement'; readonly status: string; readonly message?: string; readonly rows?: number }
  /** `at`: milliseconds since the epoch. */
  | { readonly kind: 'metrics'; readonly points: readonly { readonly name: string; readonly value: number; readonly at: number }[] }
  /** The thing that was asked about is not there: the service's not-found code. */
  | { readonly kind: 'none' }
  /** HTTP 500 of an emulator: it does not know this call. */
  | { readonly kind: 'unsupported'; readonly call: string }
  /** The service refuses: denied, throttled. */
  | { readonly kind: 'barred'; readonly reason: Message };

/** The same question has the same key, whoever asks it. */
export function keyOfQuery(query: AwsQuery): string { return `aws ${JSON.stringify(query)}`; }
