import { awsWords, type AwsWord } from './kinds';
import { awsValues, type AwsCount } from './resource';

/** What is asked on demand, or is said of the place itself: words that stand behind `aws` beside those of things. */
export const awsAskedWords = ['account', 'region', 'object', 'objects', 'versions', 'anonymous', 'bucket-settings', 'items', 'records', 'log', 'images', 'rule', 'statement', 'result', 'invoked', 'role-policy'] as const;
export type AwsAskedWord = (typeof awsAskedWords)[number];
export const awsCheckWords: readonly (AwsWord | AwsAskedWord)[] = [...awsWords, ...awsAskedWords];

/** Texts of a thing that a check can claim. */
export const awsClaimedValues = ['type', 'runtime', 'cluster', 'database', 'user'] as const;
export type AwsClaimedValue = (typeof awsClaimedValues)[number];
export const awsProtocols = ['tcp', 'udp', 'icmp', 'all'] as const;
export const awsBlockSettings = ['BlockPublicAcls', 'IgnorePublicAcls', 'BlockPublicPolicy', 'RestrictPublicBuckets'] as const;
export const awsVersioning = ['Enabled', 'Suspended'] as const;

/** What can be kept of a thing under a name. */
export const awsKept = ['id', 'name', 'arn', ...awsValues] as const;
export type AwsKept = (typeof awsKept)[number];

/** How many: exactly, or at least. Neither: at least one. */
export interface AwsHowMany { readonly count?: number; readonly atLeast?: number }
type Presence = { readonly state?: 'present' | 'absent' };

/** Things that are followed, by the name that the student's command gives them, or by their id. `*` in a name: any text. */
export interface AwsThingClaim extends Presence, AwsHowMany {
  readonly about: 'thing';
  readonly thing: AwsWord;
  readonly name: string;
  /** The service's own words, any of them; upper and lower case do not count. */
  readonly in?: readonly string[];
  readonly counts?: Readonly<Partial<Record<AwsCount, number>>>;
  readonly values?: Readonly<Partial<Record<AwsClaimedValue, string>>>;
  /** `labbook=L7`; without `=`: whatever its value. */
  readonly tag?: string;
  /** Name or id of what it is made of, belongs to or leads to. */
  readonly uses?: string;
  readonly part?: { readonly name: string; readonly in?: readonly string[]; /** 0 to 1. */ readonly weight?: number };
}

/** What an author claims of AWS, in the lab's account and region. */
export type AwsClaim =
  | AwsThingClaim
  | { readonly about: 'account'; /** Twelve digits. */ readonly account?: string; readonly emulated?: boolean; readonly region?: string }
  /** Without a bucket the key is `s3://bucket/key`. */
  | { readonly about: 'object'; readonly key: string; readonly bucket?: string; readonly version?: string; /** Bytes. */ readonly size?: number; readonly type?: string; readonly has?: string } & Presence
  | { readonly about: 'objects'; readonly prefix: string; readonly bucket?: string } & AwsHowMany
  | { readonly about: 'versions'; readonly key: string; readonly bucket: string } & AwsHowMany
  | { readonly about: 'anonymous'; readonly key: string; readonly bucket: string; readonly version?: string; readonly status: number }
  | { readonly about: 'bucket-settings'; readonly bucket: string; readonly versioning?: typeof awsVersioning[number]; readonly policy?: 'present' | 'absent'; /** An action that the policy allows. */ readonly allows?: string; /** `BlockPublicPolicy=false` */ readonly block?: string }
  /** `where`: `Name=Rocinante` */
  | { readonly about: 'items'; readonly table: string; readonly where?: string } & AwsHowMany
  | { readonly about: 'records'; readonly stream: string; readonly has?: string } & AwsHowMany
  | { readonly about: 'log'; readonly group: string; readonly has?: string } & AwsHowMany
  | { readonly about: 'images'; readonly repository: string; readonly tag?: string } & AwsHowMany
  | { readonly about: 'rule'; readonly group: string; readonly protocol: typeof awsProtocols[number]; readonly port?: number; /** `*` stands for any text: `*\/32`. */ readonly from?: string } & Presence
  | { readonly about: 'statement'; readonly id: string; readonly in: readonly string[]; readonly rows?: number }
  | { readonly about: 'result'; readonly query: string; readonly has?: string } & AwsHowMany
  | { readonly about: 'invoked'; readonly function: string } & AwsHowMany
  | { readonly about: 'role-policy'; readonly policy: string; readonly role: string } & Presence;

export interface AwsAssertion { readonly kind: 'aws'; readonly claim: AwsClaim }

/** `s3://bucket/key` */
export function readS3Url(url: string): { readonly bucket: string; readonly key: string } | undefined {
  const found = /^s3:\/\/([^/]+)\/(.*)$/.exec(url);
  return found ? { bucket: found[1] ?? '', key: found[2] ?? '' } : undefined;
}

/** `BlockPublicPolicy=false` */
export function readBlockSetting(text: string): { readonly setting: typeof awsBlockSettings[number]; readonly on: boolean } | undefined {
  const [name = '', value = '', more] = text.split('=');
  const setting = awsBlockSettings.find(one => one.toLowerCase() === name.toLowerCase());
  return setting && more === undefined && /^(?:true|false)$/.test(value) ? { setting, on: value === 'true' } : undefined;
}

/** Whether it is also true where nothing was ever done. */
export function isNegativeOfAws(claim: AwsClaim): boolean {
  switch (claim.about) {
    case 'account': return false;
    case 'thing': case 'objects': case 'versions': case 'items': case 'records': case 'log': case 'images': case 'result': case 'invoked':
      return ('state' in claim && claim.state === 'absent') || claim.count === 0 || (claim.count === undefined && claim.atLeast === 0);
    case 'object': case 'rule': case 'role-policy': return claim.state === 'absent';
    case 'anonymous': return claim.status >= 400;
    case 'bucket-settings': return claim.policy === 'absent' && claim.versioning === undefined && claim.block === undefined;
    case 'statement': return false;
  }
}
