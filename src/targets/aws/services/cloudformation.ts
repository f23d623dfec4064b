import { CloudFormationClient, DescribeStacksCommand, ListStacksCommand, type Stack, type StackSummary } from '@aws-sdk/client-cloudformation';
import { listing, sendBy, some, tagsOf, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new CloudFormationClient(setting.config());
  const send = sendBy(client, setting);
  const described = async (id: string): Promise<Row | undefined> => {
    const stack = (await unlessGone(send(new DescribeStacksCommand({ StackName: id }))))?.Stacks?.[0];
    return stack && !gone(stack) ? stackRow(stack) : undefined;
  };
  // Asked for its outputs while it makes a stack, the emulator makes what they name a second time, and the student's
  // command fails. In a summary there are none.
  const summaries = async (): Promise<StackSummary[]> => ((await send(new ListStacksCommand({}))).StackSummaries ?? []).filter(stack => !gone(stack));
  const careful = (stack: StackSummary): Row | Promise<Row | undefined> => isSettled(stack) ? described(stack.StackId ?? stack.StackName ?? '') : stackRow(stack);
  const stacks: KindReader = {
    kind: 'aws-stack',
    list: async () => {
      if (setting.emulated) return listing(await Promise.all((await summaries()).map(careful)), undefined);
      const { Stacks, NextToken } = await send(new DescribeStacksCommand({}));
      return listing((Stacks ?? []).filter(stack => !gone(stack)).map(stackRow), NextToken);
    },
    describe: async id => {
      if (!setting.emulated) return described(id);
      const stack = (await summaries()).find(({ StackId, StackName }) => StackId === id || StackName === id);
      return stack && careful(stack);
    },
  };
  return { kinds: [stacks], dispose: () => client.destroy() };
}

/** By its id it can be asked for until 90 days later. */
function gone({ StackStatus }: Pick<Stack, 'StackStatus'>): boolean { return StackStatus === 'DELETE_COMPLETE'; }

function isSettled({ StackStatus }: StackSummary): boolean { return StackStatus !== undefined && /_(?:COMPLETE|FAILED)$/.test(StackStatus); }

function stackRow(stack: Pick<Stack, 'StackName' | 'StackId' | 'StackStatus' | 'StackStatusReason' | 'CreationTime' | 'LastUpdatedTime' | 'Outputs' | 'Tags'>): Row {
  const outputs = stack.Outputs ?? [];
  return {
    name: stack.StackName ?? '', id: stack.StackId ?? stack.StackName ?? '', status: stack.StackStatus ?? '', health: 'well', labels: tagsOf(stack.Tags), facts: outputs.length === 0 ? [] : [outputs.length === 1 ? '1 output' : `${outputs.length} outputs`],
    counts: { outputs: outputs.length }, parts: outputs.map(({ OutputKey = '', OutputValue }) => ({ name: OutputKey, ...some({ detail: OutputValue }) })),
    ...some({ arn: stack.StackId, created: timeOf(stack.CreationTime), since: timeOf(stack.LastUpdatedTime ?? stack.CreationTime), message: stack.StackStatusReason }),
  };
}
