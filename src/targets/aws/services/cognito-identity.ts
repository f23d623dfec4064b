import { CognitoIdentityClient, ListIdentityPoolsCommand } from '@aws-sdk/client-cognito-identity';
import { listing, sendBy } from '../connect';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new CognitoIdentityClient(setting.config());
  const send = sendBy(client, setting);
  const pools: KindReader = {
    kind: 'aws-identity-pool',
    list: async () => {
      const { IdentityPools, NextToken } = await send(new ListIdentityPoolsCommand({ MaxResults: 60 }));
      return listing((IdentityPools ?? []).map(({ IdentityPoolId = '', IdentityPoolName }) => ({ name: IdentityPoolName ?? IdentityPoolId, id: IdentityPoolId, status: '', health: 'well' })), NextToken);
    },
  };
  return { kinds: [pools], dispose: () => client.destroy() };
}
