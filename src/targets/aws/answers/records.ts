import { GetRecordsCommand, GetShardIteratorCommand, ListShardsCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import type { AwsAnswer } from '../../../core/aws/query';
import { unlessGone } from '../connect';

const [mostShards, mostReads, mostRecords] = [4, 5, 1000];

/** From the beginning of the stream, or from a moment on: at most 4 shards, 5 reads and 1000 records. */
export async function recordsOf(stream: string, since: number | undefined, send: KinesisClient['send']): Promise<AwsAnswer> {
  const listed = await unlessGone(send(new ListShardsCommand({ StreamName: stream })));
  if (!listed) return { kind: 'none' };
  const shards = listed.Shards ?? [];
  const found: { readonly text: string; readonly at: number }[] = [];
  let [reads, more] = [0, shards.length > mostShards];
  for (const { ShardId } of shards.slice(0, mostShards)) {
    let iterator = (await send(new GetShardIteratorCommand({ StreamName: stream, ShardId, ...since === undefined ? { ShardIteratorType: 'TRIM_HORIZON' } : { ShardIteratorType: 'AT_TIMESTAMP', Timestamp: new Date(since) } }))).ShardIterator;
    while (iterator !== undefined && reads < mostReads && found.length < mostRecords) {
      const { Records = [], NextShardIterator, MillisBehindLatest } = await send(new GetRecordsCommand({ ShardIterator: iterator, Limit: mostRecords - found.length }));
      reads++;
      found.push(...Records.map(({ Data, ApproximateArrivalTimestamp }) => ({ text: new TextDecoder().decode(Data), at: ApproximateArrivalTimestamp?.getTime() ?? 0 })));
      iterator = (MillisBehindLatest ?? 0) > 0 ? NextShardIterator : undefined;
    }
    more ||= iterator !== undefined;
  }
  return { kind: 'texts', texts: found.sort((a, b) => a.at - b.at).map(({ text }) => text), more };
}
