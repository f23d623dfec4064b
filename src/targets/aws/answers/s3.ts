import { GetBucketPolicyCommand, GetBucketVersioningCommand, GetObjectCommand, GetPublicAccessBlockCommand, HeadBucketCommand, HeadObjectCommand, ListObjectVersionsCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { AwsAnswer, AwsQuery } from '../../../core/aws/query';
import { some, timeOf, unlessGone } from '../connect';
import { failureOf } from '../failure';
import { deadlineMs } from '../limits';
import type { ClientSetting } from '../service';

const textBytes = 64 * 1024;
type Asked<K extends AwsQuery['ask']> = Extract<AwsQuery, { readonly ask: K }>;

export function s3Answers(setting: ClientSetting, send: S3Client['send']): (query: AwsQuery) => Promise<AwsAnswer> | undefined {
  return query => {
    switch (query.ask) {
      case 'object': return objectOf(query);
      case 'objects': return objectsOf(query);
      case 'versions': return versionsOf(query);
      case 'anonymous': return anonymously(query);
      case 'bucketSettings': return settingsOf(query);
      default: return undefined;
    }
  };

  async function objectOf({ bucket, key, version, text }: Asked<'object'>): Promise<AwsAnswer> {
    const which = { Bucket: bucket, Key: key, ...some({ VersionId: version }) };
    const head = await unlessGone(send(new HeadObjectCommand(which)));
    if (!head) return { kind: 'none' };
    const size = head.ContentLength ?? 0;
    const facts = { kind: 'object', size, ...some({ type: head.ContentType, modified: timeOf(head.LastModified) }) } as const;
    if (!text) return facts;
    const found = await unlessGone(send(new GetObjectCommand({ ...which, ...size > textBytes ? { Range: `bytes=0-${textBytes - 1}` } : {} })));
    return { ...facts, text: await found?.Body?.transformToString('utf-8') ?? '', cut: size > textBytes };
  }

  async function objectsOf({ bucket, prefix }: Asked<'objects'>): Promise<AwsAnswer> {
    const found = await unlessGone(send(new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, MaxKeys: 1000 })));
    return found ? { kind: 'count', count: found.KeyCount ?? found.Contents?.length ?? 0, more: found.IsTruncated === true } : { kind: 'none' };
  }

  async function versionsOf({ bucket, key }: Asked<'versions'>): Promise<AwsAnswer> {
    const found = await unlessGone(send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, MaxKeys: 1000 })));
    return found ? { kind: 'count', count: (found.Versions ?? []).filter(({ Key }) => Key === key).length, more: found.IsTruncated === true } : { kind: 'none' };
  }

  /** As a stranger's browser does. The place is asserted as for every other request. */
  async function anonymously({ bucket, key, version }: Asked<'anonymous'>): Promise<AwsAnswer> {
    const path = key.split('/').map(encodeURIComponent).join('/');
    const { endpoint } = setting.config();
    const url = new URL(endpoint === undefined ? `https://${bucket}.s3.${setting.region}.amazonaws.com/${path}` : `${endpoint}/${encodeURIComponent(bucket)}/${path}`);
    if (version !== undefined) url.searchParams.set('versionId', version);
    await setting.attempt({ hostname: url.hostname, protocol: url.protocol, ...url.port === '' ? {} : { port: Number(url.port) } });
    const response = await setting.ending.until(signal => fetch(url, { redirect: 'manual', signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]) }));
    await response.body?.cancel();
    return { kind: 'status', status: response.status };
  }

  async function settingsOf({ bucket }: Asked<'bucketSettings'>): Promise<AwsAnswer> {
    if (!await unlessGone(send(new HeadBucketCommand({ Bucket: bucket })))) return { kind: 'none' };
    const versioning = await send(new GetBucketVersioningCommand({ Bucket: bucket }));
    const policy = await unlessGone(send(new GetBucketPolicyCommand({ Bucket: bucket })));
    const block = await unlessGone(send(new GetPublicAccessBlockCommand({ Bucket: bucket }))).catch((error: unknown) => {
      if (failureOf(error, setting).reason === 'unsupported') return undefined;
      throw error;
    });
    const { BlockPublicAcls = false, IgnorePublicAcls = false, BlockPublicPolicy = false, RestrictPublicBuckets = false } = block?.PublicAccessBlockConfiguration ?? {};
    return { kind: 'settings', ...some({ versioning: versioning.Status as string | undefined, policy: policy?.Policy }), ...block?.PublicAccessBlockConfiguration ? { block: { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } } : {} };
  }
}
