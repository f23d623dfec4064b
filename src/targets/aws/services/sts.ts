import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { sendBy } from '../connect';
import type { ClientSetting } from '../service';

export interface Caller { readonly account: string; readonly arn: string }

/** Who asks. */
export async function caller(setting: ClientSetting): Promise<Caller> {
  const client = new STSClient(setting.config());
  try {
    const { Account, Arn } = await sendBy(client, setting)(new GetCallerIdentityCommand({}));
    return { account: Account ?? '', arn: Arn ?? '' };
  } finally {
    client.destroy();
  }
}
