import { GetEventSourceMappingCommand, GetFunctionConfigurationCommand, LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand, type EventSourceMappingConfiguration, type FunctionConfiguration } from '@aws-sdk/client-lambda';
import { lastOf, listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new LambdaClient(setting.config());
  const send = sendBy(client, setting);
  const functions: KindReader = {
    kind: 'aws-function',
    list: async () => {
      const { Functions, NextMarker } = await send(new ListFunctionsCommand({ MaxItems: 50 }));
      return listing((Functions ?? []).map(functionRow), NextMarker);
    },
    describe: async name => {
      const found = await unlessGone(send(new GetFunctionConfigurationCommand({ FunctionName: name })));
      return found && functionRow(found);
    },
  };
  const mappings: KindReader = {
    kind: 'aws-event-source',
    list: async () => {
      const { EventSourceMappings, NextMarker } = await send(new ListEventSourceMappingsCommand({ MaxItems: 100 }));
      return listing((EventSourceMappings ?? []).map(mappingRow), NextMarker);
    },
    describe: async id => {
      const found = await unlessGone(send(new GetEventSourceMappingCommand({ UUID: id })));
      return found && mappingRow(found);
    },
  };
  return { kinds: [functions, mappings], dispose: () => client.destroy() };
}

/** A list says nothing of its state: what is not said to be on its way is there. */
function functionRow(found: FunctionConfiguration): Row {
  const name = found.FunctionName ?? '';
  const changed = found.LastModified === undefined ? undefined : timeOf(new Date(found.LastModified));
  return {
    name, id: name, status: found.State ?? 'Active', health: found.LastUpdateStatus === 'InProgress' ? 'working' : 'well', facts: [...found.Runtime === undefined ? [] : [found.Runtime], ...found.MemorySize === undefined ? [] : [`${found.MemorySize} MB`]],
    values: some({ runtime: found.Runtime as string | undefined }), uses: found.Role === undefined ? [] : [found.Role], ...some({ arn: found.FunctionArn, since: changed, message: found.StateReason || found.LastUpdateStatusReason || undefined }),
  };
}

function mappingRow(found: EventSourceMappingConfiguration): Row {
  const id = found.UUID ?? '';
  const of = found.FunctionArn === undefined ? '' : lastOf(found.FunctionArn);
  const from = found.EventSourceArn === undefined ? '' : lastOf(found.EventSourceArn);
  return {
    name: id, id, status: found.State ?? '', health: 'well', facts: [`${from} → ${of}`], uses: [found.EventSourceArn, found.FunctionArn].filter(arn => arn !== undefined),
    counts: some({ batch: found.BatchSize }), ...some({ since: timeOf(found.LastModified), message: found.LastProcessingResult && !/^(No records processed|OK)$/.test(found.LastProcessingResult) ? found.LastProcessingResult : undefined }),
  };
}
