import { GetDatabasesCommand, GetTablesCommand, GlueClient } from '@aws-sdk/client-glue';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

/** Tables of so many databases are asked for. */
const most = 10;

export function open(setting: ClientSetting): ServiceClient {
  const client = new GlueClient(setting.config());
  const send = sendBy(client, setting);
  const databases: KindReader = {
    kind: 'aws-glue-database',
    list: async () => {
      const { DatabaseList, NextToken } = await send(new GetDatabasesCommand({ MaxResults: 100 }));
      return listing((DatabaseList ?? []).map(({ Name = '', CreateTime }) => ({ name: Name, id: Name, status: '', health: 'well', ...some({ created: timeOf(CreateTime) }) })), NextToken);
    },
  };
  const tables: KindReader = {
    kind: 'aws-glue-table',
    list: async round => {
      const rows: Row[] = [];
      const of = round.rows('aws-glue-database');
      let cut = of.length > most;
      for (const { name: database } of of.slice(0, most)) {
        const found = await unlessGone(send(new GetTablesCommand({ DatabaseName: database, MaxResults: 100 })));
        cut ||= found?.NextToken !== undefined;
        rows.push(...(found?.TableList ?? []).map(({ Name = '', CreateTime, StorageDescriptor }) => ({
          name: Name, id: `${database}.${Name}`, status: '', health: 'well' as const, uses: [database], values: some({ database, output: StorageDescriptor?.Location }),
          facts: [columnsOf(StorageDescriptor?.Columns?.length ?? 0)], ...some({ created: timeOf(CreateTime) }),
        })));
      }
      return listing(rows, cut);
    },
  };
  return { kinds: [databases, tables], dispose: () => client.destroy() };
}

function columnsOf(count: number): string { return count === 1 ? '1 column' : `${count} columns`; }
