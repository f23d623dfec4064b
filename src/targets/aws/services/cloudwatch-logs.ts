import { CloudWatchLogsClient, DescribeLogGroupsCommand, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { listing, sendBy, some, unlessGone } from '../connect';
import type { AwsAnswer } from '../../../core/aws/query';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

const [dayMs, mostEvents, tail] = [24 * 3_600_000, 1000, 200];
/** Where SageMaker writes what a training job says. */
const trainingGroup = '/aws/sagemaker/TrainingJobs';

export function open(setting: ClientSetting): ServiceClient {
  const client = new CloudWatchLogsClient(setting.config());
  const send = sendBy(client, setting);
  const groups: KindReader = {
    kind: 'aws-log-group',
    list: async () => {
      const { logGroups, nextToken } = await send(new DescribeLogGroupsCommand({ limit: 50 }));
      return listing((logGroups ?? []).map(group => ({
        name: group.logGroupName ?? '', id: group.logGroupName ?? '', status: '', health: 'well', facts: group.retentionInDays === undefined ? [] : [`${group.retentionInDays} days`],
        ...some({ arn: group.arn?.replace(/:\*$/, ''), created: group.creationTime }),
      })), nextToken);
    },
  };
  const eventsOf = async (group: string, more: { readonly logStreamNamePrefix?: string; readonly startTime?: number }): Promise<AwsAnswer> => {
    const found = await unlessGone(send(new FilterLogEventsCommand({ logGroupName: group, limit: mostEvents, ...more })));
    return found ? { kind: 'texts', texts: (found.events ?? []).map(({ message }) => (message ?? '').trimEnd()), more: found.nextToken !== undefined } : { kind: 'none' };
  };
  return {
    kinds: [groups],
    ask: query => {
      if (query.ask === 'logEvents') return eventsOf(query.group, { startTime: Date.now() - dayMs });
      if (query.ask !== 'trainingLog') return undefined;
      return eventsOf(trainingGroup, { logStreamNamePrefix: `${query.job}/` }).then(answer => answer.kind === 'texts' && answer.texts.length > tail ? { ...answer, texts: answer.texts.slice(-tail), more: true } : answer);
    },
    dispose: () => client.destroy(),
  };
}
