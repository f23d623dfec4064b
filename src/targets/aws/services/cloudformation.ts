import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation';
import { listing, sendBy, some, tagsOf, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new CloudFormationClient(setting.config());
  const send = sendBy(client, setting);
  const stacks: KindReader = {
    kind: 'aws-stack',
    list: async () => {
      const { Stacks, NextToken } = await send(new DescribeStacksCommand({}));
      return listing((Stacks ?? []).filter(stack => !gone(stack)).map(stackRow), NextToken);
    },
    describe: async id => {
      const stack = (await unlessGone(send(new DescribeStacksCommand({ StackName: id }))))?.Stacks?.[0];
      return stack && !gone(stack) ? stackRow(stack) : undefined;
    },
  };
  return { kinds: [stacks], dispose: () => client.destroy() };
}

/** By its id it can be asked for until 90 days later. */
function gone({ StackStatus }: Stack): boolean { return StackStatus === 'DELETE_COMPLETE'; }

function stackRow(stack: Stack): Row {
  const outputs = stack.Outputs ?? [];
  return {
    name: stack.StackName ?? '', id: stack.StackId ?? stack.StackName ?? '', status: stack.StackStatus ?? '', health: 'well', labels: tagsOf(stack.Tags), facts: outputs.length === 0 ? [] : [outputs.length === 1 ? '1 output' : `${outputs.length} outputs`],
    counts: { outputs: outputs.length }, parts: outputs.map(({ OutputKey = '', OutputValue }) => ({ name: OutputKey, ...some({ detail: OutputValue }) })),
    ...some({ arn: stack.StackId, created: timeOf(stack.CreationTime), since: timeOf(stack.LastUpdatedTime ?? stack.CreationTime), message: stack.StackStatusReason }),
  };
}
