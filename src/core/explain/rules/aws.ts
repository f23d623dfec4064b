import { msg } from '../../message';
import { canRetype, cleanUp, put, retry } from '../fixes';
import { group, type Rule } from '../rule';
import { awsAccessRules } from './awsAccess';
import { awsUsageRules } from './awsUsage';

/** `An error occurred (Code) when calling the Operation operation: …`, as the command line and boto3 say it. */
const called = String.raw`when calling the (?<call>\w+) operation`;
const occurred = (codes: string): RegExp => new RegExp(String.raw`An error occurred \((?<code>${codes})\) ${called}(?: \(reached max retries: \d+\))?: ?(?<text>[^\n]{0,400})`);

/** What stands in the way on AWS, and what the emulator cannot do. */
const thingRules: readonly Rule[] = [
  {
    id: 'aws.bucketTaken',
    output: /\(BucketAlreadyExists\)/,
    say: () => ({
      title: msg('Somebody else has a bucket of this name'),
      detail: msg('Names of buckets are unique among all accounts of the world. Choose another one, for example with your name and a number in it. Nothing was made.'),
      fixes: [],
    }),
  },
  {
    id: 'aws.bucketOwn',
    output: /\(BucketAlreadyOwnedByYou\)/,
    say: () => ({
      title: msg('You have this bucket already'),
      detail: msg('It is in your account, perhaps from an earlier try. Go on with it, or clean up the lab that made it.'),
      fixes: [put('buckets', msg('List your buckets'), 'aws s3 ls'), cleanUp],
    }),
  },
  {
    id: 'aws.bucketNotEmpty',
    output: /\(BucketNotEmpty\)/,
    say: () => ({
      title: msg('The bucket is not empty'),
      detail: msg('A versioned bucket keeps old versions and delete markers; `aws s3 rb --force` does not take them. The lab’s clean-up does, if the lab made the bucket.'),
      fixes: [cleanUp],
    }),
  },
  {
    id: 'aws.noBucket',
    output: /\(NoSuchBucket\)/,
    say: () => ({
      title: msg('There is no such bucket'),
      detail: msg('It is misspelt, in another account, or the block that makes it has not run. An emulator that was started anew has none of its old buckets.'),
      fixes: [put('buckets', msg('List your buckets'), 'aws s3 ls')],
    }),
  },
  {
    id: 'aws.keyPairTaken',
    output: /\(InvalidKeyPair\.Duplicate\)/,
    say: () => ({
      title: msg('There is a key pair of this name already'),
      detail: msg('Its private key was given out once, when it was made. If you have that file, go on with it; else delete the pair or choose another name. Do not overwrite a key file that you use.'),
      fixes: [put('pairs', msg('List the key pairs'), 'aws ec2 describe-key-pairs')],
    }),
  },
  {
    id: 'aws.taken',
    output: occurred('EntityAlreadyExists|ResourceInUse|ResourceInUseException|AlreadyExistsException|ResourceAlreadyExistsException|RepositoryAlreadyExistsException|ClusterAlreadyExists|InvalidGroup\\.Duplicate|DuplicateLoadBalancerName|DuplicateTargetGroupName|ResourceConflictException'),
    say: found => ({
      title: msg('It is there already, or in use'),
      detail: msg('{0}: AWS says “{1}”. Perhaps the block has run before. What an earlier run of this lab made can be cleaned up; what others made is left alone.', group(found, 'code'), group(found, 'text') || group(found, 'call')),
      fixes: [cleanUp],
    }),
  },
  {
    id: 'aws.dependents',
    output: occurred('DependencyViolation|DeleteConflict|ClusterContainsServicesException|ClusterContainsContainerInstancesException'),
    say: found => ({
      title: msg('Something else still depends on it'),
      detail: msg('AWS says “{0}”. Take that away first, or let the clean-up do it: it goes in the right order and waits where it must.', group(found, 'text')),
      fixes: [cleanUp],
    }),
  },
  {
    id: 'aws.quota',
    output: occurred('ResourceLimitExceeded|LimitExceededException|LimitExceeded|InstanceLimitExceeded|VcpuLimitExceeded|ServiceQuotaExceededException|TooManyBuckets'),
    say: found => ({
      title: msg('A quota of the account is used up'),
      detail: msg('AWS says “{0}”. Choose a smaller type, take away what you do not need, or ask for more in the console under Service Quotas. Labbook asks for none by itself.', group(found, 'text')),
      fixes: [cleanUp],
    }),
  },
  {
    id: 'aws.noDefaultVpc',
    output: /(?:VPCIdNotSpecified|MissingInput[^\n]*subnet|[Nn]o default (?:VPC|subnet)|DefaultVpcDoesNotExist)/,
    say: () => ({
      title: msg('This region has no default network'),
      detail: msg('A machine needs a VPC. In your own account you can have the default one made again; in a shared account ask who looks after it.'),
      fixes: [put('vpc', msg('Put the command that makes it in the terminal'), 'aws ec2 create-default-vpc')],
    }),
  },
  {
    id: 'aws.throttled',
    output: occurred('Throttling|ThrottlingException|RequestLimitExceeded|TooManyRequestsException|ProvisionedThroughputExceededException|SlowDown|Throttled'),
    say: () => ({
      title: msg('AWS asked to slow down'),
      detail: msg('More was asked in a short time than the account may. Nothing is wrong with the command: wait a few seconds.'),
      fixes: [retry],
    }),
  },
  {
    id: 'aws.notFound',
    output: occurred('ResourceNotFoundException|NoSuchEntity|InvalidInstanceID\\.NotFound|InvalidGroup\\.NotFound|ClusterNotFound|ClusterNotFoundException|RepositoryNotFoundException|TargetGroupNotFound|ServiceNotFoundException|EntityNotFoundException|NoSuchKey|NoSuchBucketPolicy'),
    say: found => ({
      title: msg('What the command names is not there'),
      detail: msg('AWS says “{0}”. It is misspelt, in another region, or the block that makes it has not run; at the end of a clean-up it is as it should be.', group(found, 'text') || group(found, 'call')),
      fixes: [],
    }),
  },
  {
    id: 'aws.unsupported',
    output: new RegExp(String.raw`An error occurred \((?:500|InternalFailure|InternalError|Internal Server Error|Unknown|NotImplemented)\) ${called}|(?:Unable to parse response|not been implemented)[^\n]*|<title>500 Internal Server Error`),
    say: found => ({
      title: msg('The emulator does not support this call'),
      detail: group(found, 'call') ? msg('`{0}` is not in it. This is no mistake of yours: the step works on a real account only, and the note says what would happen there.', group(found, 'call')) : msg('This is no mistake of yours: the step works on a real account only, and the note says what would happen there.'),
      fixes: [],
    }),
  },
  {
    id: 'aws.waiter',
    output: /Waiter (?<name>\w+) failed: (?<text>[^\n]{1,300})/,
    say: found => ({
      title: msg('It has not come to the state that was waited for'),
      detail: msg('AWS says “{0}”. The panel shows the state it is in and why. On an emulator some states are never reached.', group(found, 'text')),
      fixes: canRetype(found.failure.text) ? [retry] : [],
    }),
  },
];

/** All known errors of aws commands and of Python that speaks to AWS. */
export const awsRules: readonly Rule[] = [...awsAccessRules, ...awsUsageRules, ...thingRules].map(rule => ({ program: /(?:^|\/)(?:aws|python[\d.]*)$/, ...rule }));
