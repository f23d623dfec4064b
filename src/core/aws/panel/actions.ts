import { msg, type Message } from '../../message';
import type { RowAction, RowView } from '../../protocol';
import type { RowCommand } from '../../rowCommand';
import type { Translate } from '../../statusInput';
import { actionLabel, fewButtons } from '../../statusRow';
import { wordOf } from '../kinds';
import type { AwsPlace } from '../place';
import { awsLine, awsRemoval } from '../removal';
import type { AwsResource } from '../resource';
import { consoleAddress } from './console';
import { describeArgs } from './describe';
import { logArgs } from './logs';

interface Around { /** A guess is good enough to look, not to remove. */ readonly likely: boolean; readonly place: AwsPlace | undefined; readonly translate: Translate }

/** What a row offers, each with the command that it stands for. */
export function awsRowActions(resource: AwsResource, { likely, place, translate }: Around): RowView['actions'] {
  const all = candidates(resource).filter(id => !(likely && (id === 'remove' || id === 'invoke'))).flatMap((id): RowView['actions'] => {
    const command = id === 'console' ? place?.track === 'real' ? consoleAddress(resource, place.region) : undefined : awsRowCommand(resource, id)?.line;
    return command === undefined ? [] : [{ id, label: translate(labelOf(id)), command }];
  });
  return fewButtons(all);
}

function labelOf(id: RowAction): Message { return id === 'remove' ? msg('Delete') : actionLabel(id); }

function candidates({ kind, ending }: AwsResource): readonly RowAction[] {
  const special: readonly RowAction[] = wordOf(kind) === 'endpoint' ? ['invoke'] : wordOf(kind) === 'training-job' ? ['metrics'] : [];
  return [...ending ? [] : special, 'logs', 'describe', 'console', ...ending ? [] : ['remove' as const]];
}

/** Undefined where there is none. A name that a command line would read as an option, a file or an address has no command. */
export function awsRowCommand(resource: AwsResource, action: RowAction): RowCommand | undefined {
  if (action === 'remove') {
    const removal = awsRemoval(resource);
    return removal && { argv: [], line: removal.line, interactive: true };
  }
  const args = action === 'describe' ? describeArgs(resource) : action === 'logs' ? logArgs(resource) : action === 'invoke' ? invokeArgs(resource) : action === 'metrics' ? metricArgs(resource) : undefined;
  if (!args || [resource.name, resource.id].some(text => /^-|^(?:fileb?|https?):\/\/|[\n\r\0]/.test(text))) return undefined;
  return { argv: ['aws', ...args], line: awsLine(args), interactive: false };
}

/** As a person would send a row that stands in a file: both versions of the command line read it the same way. */
export function invokeArgs({ kind, name }: AwsResource): readonly string[] | undefined {
  return wordOf(kind) === 'endpoint' ? ['sagemaker-runtime', 'invoke-endpoint', '--endpoint-name', name, '--content-type', 'text/csv', '--body', 'fileb://row.csv', '/dev/stdout'] : undefined;
}

function metricArgs({ kind, name }: AwsResource): readonly string[] | undefined {
  return wordOf(kind) === 'training-job' ? ['sagemaker', 'describe-training-job', '--training-job-name', name, '--query', 'FinalMetricDataList'] : undefined;
}
