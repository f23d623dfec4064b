import { DescribeTableCommand, QueryCommand, ScanCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { AwsAnswer, AwsQuery } from '../../../core/aws/query';
import { unlessGone } from '../connect';

/** The first page: of its own key a query, of any other attribute a scan. A value that looks like a number is meant as either. */
export async function itemsOf({ table, where }: Extract<AwsQuery, { ask: 'items' }>, send: DynamoDBClient['send']): Promise<AwsAnswer> {
  const described = (await unlessGone(send(new DescribeTableCommand({ TableName: table }))))?.Table;
  if (!described) return { kind: 'none' };
  const page = { TableName: table, Select: 'COUNT' } as const;
  const answer = ({ Count, LastEvaluatedKey }: { Count?: number; LastEvaluatedKey?: unknown }): AwsAnswer => ({ kind: 'count', count: Count ?? 0, more: LastEvaluatedKey !== undefined });
  if (!where) return answer(await send(new ScanCommand(page)));
  const names = { '#name': where.name };
  const type = described.AttributeDefinitions?.find(({ AttributeName }) => AttributeName === where.name)?.AttributeType;
  if (described.KeySchema?.some(({ AttributeName, KeyType }) => AttributeName === where.name && KeyType === 'HASH')) {
    const value = type === 'N' ? { N: where.value } : { S: where.value };
    return answer(await send(new QueryCommand({ ...page, KeyConditionExpression: '#name = :text', ExpressionAttributeNames: names, ExpressionAttributeValues: { ':text': value } })));
  }
  const numeric = where.value.trim() !== '' && Number.isFinite(Number(where.value));
  return answer(await send(new ScanCommand({
    ...page, FilterExpression: numeric ? '#name = :text OR #name = :number' : '#name = :text', ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':text': { S: where.value }, ...numeric ? { ':number': { N: where.value } } : {} },
  })));
}
