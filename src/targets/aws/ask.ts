import type { AwsService } from '../../core/aws/kinds';
import type { AwsAnswer, AwsQuery } from '../../core/aws/query';
import { UserError } from '../../core/errors';
import { msg } from '../../core/message';
import { failureOf } from './failure';
import type { ServiceClient } from './service';

const services: Readonly<Record<AwsQuery['ask'], AwsService>> = {
  object: 's3', objects: 's3', versions: 's3', anonymous: 's3', bucketSettings: 's3', items: 'dynamodb', records: 'kinesis', logEvents: 'cloudwatch-logs', images: 'ecr', rules: 'ec2',
  statement: 'redshift', queryRows: 'athena', rolePolicies: 'iam', invoke: 'sagemaker', trainingLog: 'cloudwatch-logs', trainingMetrics: 'sagemaker',
};

export function serviceOfQuery({ ask }: AwsQuery): AwsService { return services[ask]; }

/** What AWS says to a question is an answer, a refusal too; it rejects where nobody answers. */
export async function answerOf(query: AwsQuery, client: ServiceClient, emulated: boolean): Promise<AwsAnswer> {
  try {
    return await client.ask?.(query) ?? { kind: 'none' };
  } catch (error) {
    const { reason, message } = failureOf(error, { emulated });
    switch (reason) {
      case 'absent': return { kind: 'none' };
      case 'unsupported': return { kind: 'unsupported', call: query.ask };
      case 'forbidden': case 'throttled': case 'quota': case 'server': return { kind: 'barred', reason: msg('{0}', message) };
      default: throw new UserError('aws.gone', msg('{0}', message));
    }
  }
}
