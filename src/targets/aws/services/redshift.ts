import { DescribeClustersCommand, RedshiftClient, type Cluster } from '@aws-sdk/client-redshift';
import { DescribeStatementCommand, RedshiftDataClient } from '@aws-sdk/client-redshift-data';
import { listing, sendBy, some, tagsOf, timeOf, unlessGone } from '../connect';
import { healthOf } from '../health';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new RedshiftClient(setting.config());
  const data = new RedshiftDataClient(setting.config('redshift-data'));
  const [send, sendData] = [sendBy(client, setting), sendBy(data, setting)];
  const clusters: KindReader = {
    kind: 'aws-redshift-cluster', billable: true,
    list: async () => {
      const { Clusters, Marker } = await send(new DescribeClustersCommand({ MaxRecords: 100 }));
      return listing((Clusters ?? []).map(clusterRow), Marker);
    },
    describe: async id => {
      const cluster = (await unlessGone(send(new DescribeClustersCommand({ ClusterIdentifier: id }))))?.Clusters?.[0];
      return cluster && clusterRow(cluster);
    },
  };
  return {
    kinds: [clusters],
    ask: query => {
      if (query.ask !== 'statement') return undefined;
      return unlessGone(sendData(new DescribeStatementCommand({ Id: query.id })))
        .then(found => found ? { kind: 'statement', status: found.Status ?? '', ...some({ message: found.Error, rows: found.ResultRows }) } : { kind: 'none' });
    },
    dispose: () => { client.destroy(); data.destroy(); },
  };
}

function clusterRow(cluster: Cluster): Row {
  const [id, type, nodes, status] = [cluster.ClusterIdentifier ?? '', cluster.NodeType, cluster.NumberOfNodes ?? 1, cluster.ClusterStatus ?? ''];
  return {
    name: id, id, status, health: healthOf(status), labels: tagsOf(cluster.Tags), facts: type === undefined ? [] : [nodes > 1 ? `${nodes} × ${type}` : type],
    counts: { nodes, ...some({ port: cluster.Endpoint?.Port }) }, values: some({ type, address: cluster.Endpoint?.Address, user: cluster.MasterUsername, database: cluster.DBName, vpc: cluster.VpcId }),
    ...some({ arn: cluster.ClusterNamespaceArn, created: timeOf(cluster.ClusterCreateTime) }),
    ...type !== undefined && !['creating', 'paused', 'deleting'].includes(status) ? { billing: { price: `redshift/${type}`, count: nodes, ...some({ since: timeOf(cluster.ClusterCreateTime) }) } } : {},
  };
}
