import { DescribeClusterCommand, EMRClient, ListClustersCommand, ListInstanceGroupsCommand, ListStepsCommand } from '@aws-sdk/client-emr';
import { listing, sendBy, some, tagsOf, timeOf, unlessGone } from '../connect';
import { failureOf } from '../failure';
import { healthOf } from '../health';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

const running = ['STARTING', 'BOOTSTRAPPING', 'RUNNING', 'WAITING', 'TERMINATING'];

export function open(setting: ClientSetting): ServiceClient {
  const client = new EMRClient(setting.config());
  const send = sendBy(client, setting);
  const orNothing = async <T>(asked: Promise<T>): Promise<T | undefined> => asked.catch((error: unknown) => {
    if (['forbidden', 'unsupported', 'absent', 'server'].includes(failureOf(error, setting).reason)) return undefined;
    throw error;
  });
  const clusters: KindReader = {
    kind: 'aws-emr-cluster', billable: true,
    list: async () => {
      const { Clusters, Marker } = await send(new ListClustersCommand({}));
      return listing((Clusters ?? []).map(cluster => ({ named: cluster.Id ?? '', ...some({ stamp: /^TERMINATED/.test(cluster.Status?.State ?? '') ? cluster.Status?.State : undefined }) })), Marker);
    },
    describe: async id => {
      const cluster = (await unlessGone(send(new DescribeClusterCommand({ ClusterId: id }))))?.Cluster;
      if (!cluster) return undefined;
      const status = cluster.Status?.State ?? '';
      const ended = /^TERMINATED/.test(status);
      const steps = ended ? [] : (await orNothing(send(new ListStepsCommand({ ClusterId: id }))))?.Steps ?? [];
      const groups = ended ? [] : (await orNothing(send(new ListInstanceGroupsCommand({ ClusterId: id }))))?.InstanceGroups ?? [];
      const type = groups[0]?.InstanceType;
      const nodes = groups.reduce((sum, group) => sum + (group.RunningInstanceCount || group.RequestedInstanceCount || 0), 0);
      const stepsMove = steps.some(step => ['PENDING', 'RUNNING', 'CANCEL_PENDING'].includes(step.Status?.State ?? ''));
      return {
        name: id, id, status, health: stepsMove && healthOf(status) === 'well' ? 'working' : healthOf(status), labels: tagsOf(cluster.Tags),
        facts: [...cluster.Name === undefined ? [] : [cluster.Name], ...type === undefined ? [] : [`${nodes} × ${type}`], ...cluster.ReleaseLabel === undefined ? [] : [cluster.ReleaseLabel]],
        counts: { nodes }, values: some({ type, address: cluster.MasterPublicDnsName }),
        parts: steps.map(step => ({ name: step.Name ?? step.Id ?? '', ...some({ status: step.Status?.State as string | undefined, detail: step.Status?.FailureDetails?.Message ?? step.Id }) })),
        ...some({ arn: cluster.ClusterArn, created: timeOf(cluster.Status?.Timeline?.CreationDateTime), since: timeOf(cluster.Status?.Timeline?.EndDateTime ?? cluster.Status?.Timeline?.ReadyDateTime), message: cluster.Status?.StateChangeReason?.Message || undefined }),
        ...running.includes(status) && type !== undefined ? { billing: { price: `emr/${type}`, count: nodes, ...some({ since: timeOf(cluster.Status?.Timeline?.CreationDateTime) }) } } : {},
      };
    },
  };
  return { kinds: [clusters], dispose: () => client.destroy() };
}
