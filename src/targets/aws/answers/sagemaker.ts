import { DescribeTrainingJobCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { AwsAnswer, AwsQuery } from '../../../core/aws/query';
import type { Disposable } from '../../../core/disposable';
import { sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting } from '../service';

const mostBytes = 64 * 1024;

export function sagemakerAnswers(setting: ClientSetting, send: SageMakerClient['send']): Disposable & { ask(query: AwsQuery): Promise<AwsAnswer> | undefined } {
  const runtime = new SageMakerRuntimeClient(setting.config('sagemaker-runtime'));
  const sendRuntime = sendBy(runtime, setting);
  return {
    ask: query => {
      switch (query.ask) {
        case 'invoke': return invoke(query);
        case 'trainingMetrics': return metricsOf(query.job);
        default: return undefined;
      }
    },
    dispose: () => runtime.destroy(),
  };

  async function invoke({ endpoint, contentType, body, variant }: Extract<AwsQuery, { ask: 'invoke' }>): Promise<AwsAnswer> {
    const found = await unlessGone(sendRuntime(new InvokeEndpointCommand({ EndpointName: endpoint, ContentType: contentType, Body: new TextEncoder().encode(body), ...some({ TargetVariant: variant }) })));
    if (!found) return { kind: 'none' };
    const bytes = found.Body ?? new Uint8Array();
    return { kind: 'texts', texts: [new TextDecoder().decode(bytes.subarray(0, mostBytes))], more: bytes.length > mostBytes };
  }

  async function metricsOf(job: string): Promise<AwsAnswer> {
    const found = await unlessGone(send(new DescribeTrainingJobCommand({ TrainingJobName: job })));
    if (!found) return { kind: 'none' };
    return { kind: 'metrics', points: (found.FinalMetricDataList ?? []).flatMap(({ MetricName, Value, Timestamp }) => MetricName === undefined || Value === undefined ? [] : [{ name: MetricName, value: Value, at: timeOf(Timestamp) ?? 0 }]) };
  }
}
