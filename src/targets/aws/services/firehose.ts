import { DescribeDeliveryStreamCommand, FirehoseClient, ListDeliveryStreamsCommand } from '@aws-sdk/client-firehose';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new FirehoseClient(setting.config());
  const send = sendBy(client, setting);
  const streams: KindReader = {
    kind: 'aws-delivery-stream',
    list: async () => {
      const { DeliveryStreamNames, HasMoreDeliveryStreams } = await send(new ListDeliveryStreamsCommand({ Limit: 100 }));
      return listing((DeliveryStreamNames ?? []).map(named => ({ named })), HasMoreDeliveryStreams);
    },
    describe: async name => {
      const found = (await unlessGone(send(new DescribeDeliveryStreamCommand({ DeliveryStreamName: name }))))?.DeliveryStreamDescription;
      if (!found) return undefined;
      const from = found.Source?.KinesisStreamSourceDescription?.KinesisStreamARN;
      const destination = found.Destinations?.[0]?.ExtendedS3DestinationDescription ?? found.Destinations?.[0]?.S3DestinationDescription;
      const bucket = destination?.BucketARN;
      return {
        name, id: name, status: found.DeliveryStreamStatus ?? '', health: 'well', facts: [...found.DeliveryStreamType === undefined ? [] : [found.DeliveryStreamType], ...bucket === undefined ? [] : [`→ ${bucket.slice(bucket.lastIndexOf(':') + 1)}`]],
        uses: [from, bucket].filter(arn => arn !== undefined), values: some({ output: bucket === undefined ? undefined : `s3://${bucket.slice(bucket.lastIndexOf(':') + 1)}/${destination?.Prefix ?? ''}` }),
        ...some({ arn: found.DeliveryStreamARN, created: timeOf(found.CreateTimestamp), message: found.FailureDescription?.Details }),
      };
    },
  };
  return { kinds: [streams], dispose: () => client.destroy() };
}
