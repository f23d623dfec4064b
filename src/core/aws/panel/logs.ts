import { wordOf } from '../kinds';
import type { AwsResource } from '../resource';

/** A form that versions 1 and 2 of the command line know: `logs tail` is there in version 2 only. */
export function logArgs({ kind, name }: AwsResource): readonly string[] | undefined {
  switch (wordOf(kind)) {
    case 'training-job': return events('/aws/sagemaker/TrainingJobs', '--log-stream-name-prefix', `${name}/`);
    case 'transform-job': return events('/aws/sagemaker/TransformJobs', '--log-stream-name-prefix', `${name}/`);
    case 'endpoint': return events(`/aws/sagemaker/Endpoints/${name}`);
    case 'notebook-instance': return events('/aws/sagemaker/NotebookInstances', '--log-stream-name-prefix', `${name}/`);
    case 'function': return events(`/aws/lambda/${name}`);
    case 'log-group': return events(name);
    default: return undefined;
  }
}

function events(group: string, ...more: string[]): readonly string[] {
  return ['logs', 'filter-log-events', '--log-group-name', group, ...more, '--max-items', '200', '--query', 'events[].message', '--output', 'text'];
}
