import type { AwsClaim } from '../core/aws/check';
import { isNegativeOfAws, readS3Url } from '../core/aws/check';
import { wordOf } from '../core/aws/kinds';
import { awsRemoval } from '../core/aws/removal';
import type { AwsResource } from '../core/aws/resource';
import type { Assertion } from '../core/check';
import type { Command } from '../core/command';
import type { ClusterChange } from './clusterMutations';

/** What can be done behind a lab's back to one of its things on AWS. `claims`: what its checks claim now. */
export function awsChanges(thing: AwsResource, claims: readonly Assertion[]): readonly ClusterChange[] {
  if (thing.ending) return [];
  return [...milder(thing), ...thing.kind === 'aws-bucket' ? inBucket(thing, claims) : [], ...removed(thing)];
}

function removed(thing: AwsResource): readonly ClusterChange[] {
  const removal = awsRemoval(thing);
  if (removal === undefined) return [];
  return [{ rank: ranks[wordOf(thing.kind)] ?? 5, what: `remove ${wordOf(thing.kind)} ${thing.name}`, change: { file: 'sh', args: ['-c', removal.line] }, concerns: claimedOf(claim => isAbout(claim, thing)) }];
}

/** Users before what they use. */
const ranks: Readonly<Record<string, number>> = { 'ecs-service': 3, 'listener-rule': 3, instance: 3, 'event-source': 3, endpoint: 3, listener: 4, bucket: 7, role: 7, 'security-group': 6, 'key-pair': 6, stack: 8 };

function milder(thing: AwsResource): readonly ClusterChange[] {
  const { kind, id, name, status, counts, values } = thing;
  if (kind === 'aws-instance' && status === 'running') {
    const runs = claimedOf(claim => claim.about === 'thing' && isOf(claim, thing) && claim.in !== undefined && !claim.in.includes('stopped'));
    return [{ rank: 1, what: `stop instance ${name}`, change: aws('ec2', 'stop-instances', '--instance-ids', id), undo: aws('ec2', 'start-instances', '--instance-ids', id), concerns: runs }];
  }
  if (kind === 'aws-ecs-service' && (counts?.desired ?? 0) > 0) {
    const to = (count: number): Command => aws('ecs', 'update-service', ...values?.cluster === undefined ? [] : ['--cluster', values.cluster], '--service', name, '--desired-count', String(count));
    return [{ rank: 1, what: `have no task of ecs-service ${name}`, change: to(0), undo: to(counts?.desired ?? 1), concerns: claimedOf(claim => claim.about === 'thing' && isOf(claim, thing) && (claim.counts?.desired ?? 0) > 0) }];
  }
  return [];
}

/** What lies in a bucket, and how it is set. */
function inBucket({ name }: AwsResource, claims: readonly Assertion[]): readonly ClusterChange[] {
  const keys = new Set(claims.flatMap(claim => { const key = keyIn(claim, name); return key === undefined ? [] : [key]; }));
  return [
    {
      rank: 1, what: `suspend the versions of bucket ${name}`, change: aws('s3api', 'put-bucket-versioning', '--bucket', name, '--versioning-configuration', 'Status=Suspended'),
      undo: aws('s3api', 'put-bucket-versioning', '--bucket', name, '--versioning-configuration', 'Status=Enabled'), concerns: claimedOf(claim => claim.about === 'bucket-settings' && claim.bucket === name && claim.versioning === 'Enabled'),
    },
    {
      rank: 2, what: `delete the policy of bucket ${name}`, change: aws('s3api', 'delete-bucket-policy', '--bucket', name),
      concerns: claimedOf(claim => (claim.about === 'bucket-settings' && claim.bucket === name && (claim.allows !== undefined || claim.policy === 'present')) || (claim.about === 'anonymous' && claim.bucket === name && claim.status === 200)),
    },
    ...[...keys].map((key): ClusterChange => ({ rank: 3, what: `delete object ${key} in bucket ${name}`, change: aws('s3', 'rm', `s3://${name}/${key}`), concerns: claim => keyIn(claim, name) === key })),
  ];
}

/** Of a claim that an object can be read as it is now. */
function keyIn(claim: Assertion, bucket: string): string | undefined {
  if (claim.kind !== 'aws' || isNegativeOfAws(claim.claim)) return undefined;
  const said = claim.claim;
  if ((said.about !== 'anonymous' && said.about !== 'object') || said.version !== undefined) return undefined;
  const at = said.bucket === undefined ? readS3Url(said.key) : { bucket: said.bucket, key: said.key };
  return at?.bucket === bucket ? at.key : undefined;
}

function claimedOf(fits: (claim: AwsClaim) => boolean): (claim: Assertion) => boolean { return claim => claim.kind === 'aws' && !isNegativeOfAws(claim.claim) && fits(claim.claim); }

/** Whether a claim is about the thing, or about what goes with it. */
function isAbout(claim: AwsClaim, thing: AwsResource): boolean {
  const { name, id } = thing;
  switch (claim.about) {
    case 'thing': return isOf(claim, thing);
    case 'object': case 'objects': case 'versions': case 'anonymous': return thing.kind === 'aws-bucket' && ('bucket' in claim ? claim.bucket : undefined) === name;
    case 'bucket-settings': return thing.kind === 'aws-bucket' && claim.bucket === name;
    case 'items': return thing.kind === 'aws-table' && claim.table === name;
    case 'records': return thing.kind === 'aws-stream' && claim.stream === name;
    case 'log': return thing.kind === 'aws-log-group' && claim.group === name;
    case 'images': return thing.kind === 'aws-ecr-repository' && claim.repository === name;
    case 'rule': return thing.kind === 'aws-security-group' && (claim.group === name || claim.group === id);
    case 'role-policy': return thing.kind === 'aws-role' && claim.role === name;
    default: return false;
  }
}

/** With a `*` in its name another thing may take its place: then it is not sure. */
function isOf(claim: AwsClaim, { kind, name, id, arn }: AwsResource): boolean {
  return claim.about === 'thing' && claim.thing === wordOf(kind) && [name, id, arn].includes(claim.name);
}

function aws(...args: string[]): Command { return { file: 'aws', args }; }
