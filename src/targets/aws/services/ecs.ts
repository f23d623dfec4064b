import { DescribeClustersCommand, DescribeServicesCommand, DescribeTasksCommand, DescribeTaskDefinitionCommand, ECSClient, ListClustersCommand, ListServicesCommand, ListTaskDefinitionsCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { serviceLabel } from '../../../core/aws/owner';
import { lastOf, listing, sendBy, some, timeOf, unlessGone } from '../connect';
import { healthOf } from '../health';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

/** So many are described by one call. */
const page = 10;

export function open(setting: ClientSetting): ServiceClient {
  const client = new ECSClient(setting.config());
  const send = sendBy(client, setting);

  const clusters: KindReader = {
    kind: 'aws-ecs-cluster',
    list: async () => {
      const { clusterArns, nextToken } = await send(new ListClustersCommand({ maxResults: 100 }));
      if (!clusterArns?.length) return listing([], undefined);
      const { clusters: found } = await send(new DescribeClustersCommand({ clusters: clusterArns }));
      return listing((found ?? []).map(cluster => ({
        name: cluster.clusterName ?? '', id: cluster.clusterArn ?? '', status: cluster.status ?? '', health: 'well', ...some({ arn: cluster.clusterArn }),
        facts: [`${cluster.activeServicesCount ?? 0} services`, `${cluster.runningTasksCount ?? 0} running tasks`, ...cluster.registeredContainerInstancesCount ? [`${cluster.registeredContainerInstancesCount} instances`] : []],
        counts: { running: cluster.runningTasksCount ?? 0 },
      })), nextToken);
    },
  };

  const services: KindReader = {
    kind: 'aws-ecs-service',
    list: async round => {
      const rows: Row[] = [];
      let cut = false;
      for (const { id: cluster, name: clusterName } of round.rows('aws-ecs-cluster')) {
        const { serviceArns, nextToken } = await send(new ListServicesCommand({ cluster, maxResults: page }));
        cut ||= nextToken !== undefined;
        if (!serviceArns?.length) continue;
        const { services: found } = await send(new DescribeServicesCommand({ cluster, services: serviceArns }));
        rows.push(...(found ?? []).map(service => {
          const [running, desired, status] = [service.runningCount ?? 0, service.desiredCount ?? 0, service.status ?? ''];
          return {
            name: service.serviceName ?? '', id: service.serviceArn ?? '', status, health: status === 'ACTIVE' && running !== desired ? 'working' as const : healthOf(status),
            facts: [`${running} of ${desired} running`, ...service.taskDefinition === undefined ? [] : [nameOf(service.taskDefinition)]], counts: { running, desired }, values: { cluster: clusterName },
            uses: [cluster, ...service.taskDefinition === undefined ? [] : [service.taskDefinition], ...(service.loadBalancers ?? []).flatMap(({ targetGroupArn }) => targetGroupArn ?? [])],
            ...some({ arn: service.serviceArn, created: timeOf(service.createdAt), message: running === desired ? undefined : service.events?.[0]?.message }),
          };
        }));
      }
      return listing(rows, cut);
    },
  };

  const tasks: KindReader = {
    kind: 'aws-ecs-task', billable: true,
    list: async round => {
      const rows: Row[] = [];
      let cut = false;
      for (const { id: cluster, name: clusterName } of round.rows('aws-ecs-cluster')) {
        const { taskArns, nextToken } = await send(new ListTasksCommand({ cluster, maxResults: 100 }));
        cut ||= nextToken !== undefined;
        if (!taskArns?.length) continue;
        const { tasks: found } = await send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
        rows.push(...(found ?? []).map(task => ({
          labels: labelsOf(task.group),
          name: lastOf(task.taskArn ?? ''), id: task.taskArn ?? '', status: task.lastStatus ?? '', health: 'well' as const, values: { cluster: clusterName },
          facts: [...task.taskDefinitionArn === undefined ? [] : [nameOf(task.taskDefinitionArn)], ...task.launchType === undefined ? [] : [task.launchType]],
          uses: [cluster, ...task.taskDefinitionArn === undefined ? [] : [task.taskDefinitionArn], ...task.group?.startsWith('service:') ? [task.group.slice('service:'.length)] : []],
          ...some({ arn: task.taskArn, created: timeOf(task.createdAt), since: timeOf(task.stoppedAt ?? task.startedAt), message: task.stoppedReason }),
          ...task.launchType === 'FARGATE' && task.lastStatus === 'RUNNING' ? { billing: { price: `fargate/${task.cpu ?? '?'}-${task.memory ?? '?'}`, count: 1, ...some({ since: timeOf(task.startedAt ?? task.createdAt) }) } } : {},
        })));
      }
      return listing(rows, cut);
    },
  };

  const definitions: KindReader = {
    kind: 'aws-task-definition',
    list: async () => {
      const { taskDefinitionArns, nextToken } = await send(new ListTaskDefinitionsCommand({ sort: 'DESC', status: 'ACTIVE', maxResults: 100 }));
      return listing((taskDefinitionArns ?? []).map(arn => ({ named: arn, stamp: arn })), nextToken);
    },
    describe: async arn => {
      const found = (await unlessGone(send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }))))?.taskDefinition;
      if (!found || found.status === 'INACTIVE') return undefined;
      const containers = found.containerDefinitions ?? [];
      return {
        name: `${found.family ?? ''}:${found.revision ?? ''}`, id: arn, arn, status: found.status ?? '', health: 'well', facts: containers.flatMap(({ image }) => image ?? []), counts: { containers: containers.length },
        values: some({ image: containers[0]?.image }), ...some({ created: timeOf(found.registeredAt) }),
      };
    },
  };

  return { kinds: [clusters, services, tasks, definitions], dispose: () => client.destroy() };
}

/** `family:revision` of a task definition. */
function nameOf(arn: string): string { return arn.slice(arn.lastIndexOf('/') + 1); }

/** A service's tasks come and go with it. */
function labelsOf(group: string | undefined): Readonly<Record<string, string>> { return group?.startsWith('service:') ? { [serviceLabel]: group.slice('service:'.length) } : {}; }
