import { GetBucketPolicyCommand, GetBucketVersioningCommand, GetPublicAccessBlockCommand, ListBucketsCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { s3Answers } from '../answers/s3';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import { failureOf } from '../failure';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const config = setting.config();
  const client = new S3Client({ ...config, forcePathStyle: config.endpoint !== undefined, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' });
  const send = sendBy(client, setting);
  /** What an identity may not see, or an emulator does not know, is left out. */
  const ifAllowed = async <T>(asked: Promise<T>): Promise<T | undefined> => {
    try {
      return await unlessGone(asked);
    } catch (error) {
      if (['forbidden', 'unsupported'].includes(failureOf(error, setting).reason)) return undefined;
      throw error;
    }
  };
  const buckets: KindReader = {
    kind: 'aws-bucket',
    list: async () => {
      const { Buckets, ContinuationToken } = await send(new ListBucketsCommand(setting.emulated ? {} : { MaxBuckets: 1000, BucketRegion: setting.region }));
      return listing((Buckets ?? []).map(({ Name = '', CreationDate }) => ({ named: Name, row: { name: Name, id: Name, status: '', health: 'well', ...some({ created: timeOf(CreationDate) }) } })), ContinuationToken);
    },
    describe: async (name, round) => {
      const listed = await unlessGone(send(new ListObjectsV2Command({ Bucket: name, MaxKeys: 1000 })));
      if (!listed) return undefined;
      const versioning = await ifAllowed(send(new GetBucketVersioningCommand({ Bucket: name })));
      const block = (await ifAllowed(send(new GetPublicAccessBlockCommand({ Bucket: name }))))?.PublicAccessBlockConfiguration;
      const policy = await ifAllowed(send(new GetBucketPolicyCommand({ Bucket: name })));
      const count = listed.KeyCount ?? listed.Contents?.length ?? 0;
      const open = block !== undefined && !(block.BlockPublicAcls && block.BlockPublicPolicy && block.IgnorePublicAcls && block.RestrictPublicBuckets);
      return {
        name, id: name, status: '', health: 'well', arn: `arn:aws:s3:::${name}`,
        facts: [
          listed.IsTruncated ? 'more than 1000 objects' : count === 1 ? '1 object' : `${count} objects`, ...versioning?.Status === undefined ? [] : [`versioning ${versioning.Status}`],
          ...policy?.Policy === undefined ? [] : ['policy'], ...open ? ['public access not blocked'] : [],
        ],
        ...some({ created: round.listed(name)?.created }),
      };
    },
  };
  return { kinds: [buckets], ask: s3Answers(setting, send), dispose: () => client.destroy() };
}
