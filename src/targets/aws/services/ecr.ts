import { DescribeImagesCommand, DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new ECRClient(setting.config());
  const send = sendBy(client, setting);
  const repositories: KindReader = {
    kind: 'aws-ecr-repository',
    list: async () => {
      const { repositories: found, nextToken } = await send(new DescribeRepositoriesCommand({ maxResults: 100 }));
      return listing((found ?? []).map(repository => ({
        name: repository.repositoryName ?? '', id: repository.repositoryName ?? '', status: '', health: 'well', values: some({ uri: repository.repositoryUri }),
        ...some({ arn: repository.repositoryArn, created: timeOf(repository.createdAt) }),
      })), nextToken);
    },
  };
  return {
    kinds: [repositories],
    ask: query => {
      if (query.ask !== 'images') return undefined;
      return unlessGone(send(new DescribeImagesCommand({ repositoryName: query.repository, maxResults: 100 })))
        .then(found => found ? { kind: 'images', tags: (found.imageDetails ?? []).flatMap(({ imageTags }) => imageTags?.length ? imageTags : ['']) } : { kind: 'none' });
    },
    dispose: () => client.destroy(),
  };
}
