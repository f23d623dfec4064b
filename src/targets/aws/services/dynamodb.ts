import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { itemsOf } from '../answers/items';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new DynamoDBClient(setting.config());
  const send = sendBy(client, setting);
  const tables: KindReader = {
    kind: 'aws-table',
    list: async () => {
      const { TableNames, LastEvaluatedTableName } = await send(new ListTablesCommand({ Limit: 100 }));
      return listing((TableNames ?? []).map(named => ({ named })), LastEvaluatedTableName);
    },
    describe: async name => {
      const table = (await unlessGone(send(new DescribeTableCommand({ TableName: name }))))?.Table;
      if (!table) return undefined;
      return {
        // The service counts its items every six hours: that is no fact to show.
        name, id: name, status: table.TableStatus ?? '', health: 'well', facts: table.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST' ? ['on demand'] : [],
        parts: (table.KeySchema ?? []).map(({ AttributeName = '', KeyType }) => ({ name: AttributeName, ...some({ detail: KeyType as string | undefined }) })),
        ...some({ arn: table.TableArn, created: timeOf(table.CreationDateTime) }),
      };
    },
  };
  return { kinds: [tables], ask: query => query.ask === 'items' ? itemsOf(query, send) : undefined, dispose: () => client.destroy() };
}
