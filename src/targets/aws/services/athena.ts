import { AthenaClient, BatchGetQueryExecutionCommand, GetQueryExecutionCommand, GetQueryResultsCommand, ListQueryExecutionsCommand, type QueryExecution } from '@aws-sdk/client-athena';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import { failureOf } from '../failure';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new AthenaClient(setting.config());
  const send = sendBy(client, setting);
  const queries: KindReader = {
    kind: 'aws-query',
    list: async () => {
      const { QueryExecutionIds } = await send(new ListQueryExecutionsCommand({ MaxResults: 20 }));
      if (!QueryExecutionIds?.length) return listing([], undefined);
      try {
        const { QueryExecutions } = await send(new BatchGetQueryExecutionCommand({ QueryExecutionIds }));
        return listing((QueryExecutions ?? []).map(queryRow), undefined);
      } catch (error) {
        // One by one where all at once is not known.
        if (failureOf(error, setting).reason !== 'unsupported') throw error;
        return listing(QueryExecutionIds.map(named => ({ named })), undefined);
      }
    },
    describe: async id => {
      const found = (await unlessGone(send(new GetQueryExecutionCommand({ QueryExecutionId: id }))))?.QueryExecution;
      return found && queryRow(found);
    },
  };
  return {
    kinds: [queries],
    ask: query => {
      if (query.ask !== 'queryRows') return undefined;
      return unlessGone(send(new GetQueryResultsCommand({ QueryExecutionId: query.id, MaxResults: 100 }))).then(found => {
        if (!found) return { kind: 'none' };
        const rows = (found.ResultSet?.Rows ?? []).map(({ Data }) => (Data ?? []).map(({ VarCharValue }) => VarCharValue ?? '').join('\t'));
        // The first row of the first page is the header, where the columns are called so.
        const header = (found.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name }) => Name ?? '').join('\t');
        return { kind: 'texts', texts: rows[0] === header ? rows.slice(1) : rows, more: found.NextToken !== undefined };
      });
    },
    dispose: () => client.destroy(),
  };
}

function queryRow(found: QueryExecution): Row {
  const id = found.QueryExecutionId ?? '';
  const sql = (found.Query ?? '').replace(/\s+/g, ' ').trim();
  return {
    name: id, id, status: found.Status?.State ?? '', health: 'well', facts: sql === '' ? [] : [sql.length > 60 ? `${sql.slice(0, 59)}…` : sql], values: some({ output: found.ResultConfiguration?.OutputLocation, database: found.QueryExecutionContext?.Database }),
    ...some({ created: timeOf(found.Status?.SubmissionDateTime), since: timeOf(found.Status?.CompletionDateTime), message: found.Status?.StateChangeReason }),
  };
}
