import { DescribeStreamSummaryCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { recordsOf } from '../answers/records';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const config = setting.config();
  // This client alone speaks HTTP/2 unless it is told otherwise, which an emulator does not understand.
  const client = new KinesisClient({ ...config, requestHandler: new NodeHttpHandler(config.requestHandler) });
  const send = sendBy(client, setting);
  const streams: KindReader = {
    kind: 'aws-stream', billable: true,
    list: async () => {
      const { StreamNames, HasMoreStreams } = await send(new ListStreamsCommand({ Limit: 100 }));
      return listing((StreamNames ?? []).map(named => ({ named })), HasMoreStreams);
    },
    describe: async name => {
      const found = (await unlessGone(send(new DescribeStreamSummaryCommand({ StreamName: name }))))?.StreamDescriptionSummary;
      if (!found) return undefined;
      const shards = found.OpenShardCount ?? 0;
      const onDemand = found.StreamModeDetails?.StreamMode === 'ON_DEMAND';
      return {
        name, id: name, status: found.StreamStatus ?? '', health: 'well', facts: onDemand ? ['on demand'] : [shards === 1 ? '1 shard' : `${shards} shards`], counts: { shards },
        ...some({ arn: found.StreamARN, created: timeOf(found.StreamCreationTimestamp) }),
        ...found.StreamStatus === 'DELETING' ? {} : { billing: { price: onDemand ? 'kinesis/on-demand' : 'kinesis/shard', count: onDemand ? 1 : shards, ...some({ since: timeOf(found.StreamCreationTimestamp) }) } },
      };
    },
  };
  return { kinds: [streams], ask: query => query.ask === 'records' ? recordsOf(query.stream, query.since, send) : undefined, dispose: () => client.destroy() };
}
