import { DescribeInstancesCommand, DescribeKeyPairsCommand, DescribeSecurityGroupsCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import { rulesOf } from '../answers/rules';
import { listing, sendBy, some, tagsOf, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new EC2Client(setting.config());
  const send = sendBy(client, setting);

  const instances: KindReader = {
    kind: 'aws-instance', billable: true,
    list: async () => {
      const { Reservations, NextToken } = await send(new DescribeInstancesCommand({ MaxResults: 100 }));
      return listing((Reservations ?? []).flatMap(({ Instances }) => Instances ?? []).map(instanceRow), NextToken);
    },
    describe: async id => {
      const found = await unlessGone(send(new DescribeInstancesCommand({ InstanceIds: [id] })));
      const instance = found?.Reservations?.[0]?.Instances?.[0];
      return instance && instanceRow(instance);
    },
  };
  const groups: KindReader = {
    kind: 'aws-security-group',
    list: async () => {
      const { SecurityGroups, NextToken } = await send(new DescribeSecurityGroupsCommand({ MaxResults: 100 }));
      return listing((SecurityGroups ?? []).map(group => ({
        name: group.GroupName ?? '', id: group.GroupId ?? '', status: '', health: 'well', labels: tagsOf(group.Tags),
        facts: (group.IpPermissions ?? []).length === 0 ? [] : [...new Set((group.IpPermissions ?? []).map(portsOf))],
        parts: (group.IpPermissions ?? []).map(permission => ({ name: portsOf(permission), detail: [...(permission.IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []), ...(permission.UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? [])].join(', ') })),
        values: some({ vpc: group.VpcId }), ...some({ arn: group.SecurityGroupArn }),
      })), NextToken);
    },
  };
  const keyPairs: KindReader = {
    kind: 'aws-key-pair',
    list: async () => {
      const { KeyPairs } = await send(new DescribeKeyPairsCommand({}));
      return listing((KeyPairs ?? []).map(pair => ({
        name: pair.KeyName ?? '', id: pair.KeyPairId ?? pair.KeyName ?? '', status: '', health: 'well', facts: pair.KeyType === undefined ? [] : [pair.KeyType], labels: tagsOf(pair.Tags), ...some({ created: timeOf(pair.CreateTime) }),
      })), undefined);
    },
  };
  return {
    kinds: [instances, groups, keyPairs],
    ask: query => query.ask === 'rules' ? rulesOf(query.group, command => send(command)) : undefined,
    dispose: () => client.destroy(),
  };
}

/** Its address is not shown as one to go to: an emulator invents it. */
function instanceRow(instance: Instance): Row {
  const status = instance.State?.Name ?? '';
  const type = instance.InstanceType;
  const id = instance.InstanceId ?? '';
  const tags = tagsOf(instance.Tags);
  return {
    name: id, id, status, health: 'well', labels: tags,
    facts: [...type === undefined ? [] : [type], ...tags['Name'] === undefined ? [] : [tags['Name']]],
    values: some({ type, address: instance.PublicIpAddress ?? instance.PublicDnsName, vpc: instance.VpcId, image: instance.ImageId }),
    uses: [...instance.KeyName === undefined ? [] : [instance.KeyName], ...(instance.SecurityGroups ?? []).flatMap(({ GroupId }) => GroupId ?? [])],
    ...some({ created: timeOf(instance.LaunchTime), message: instance.StateReason?.Message || undefined }),
    ...['running', 'stopping', 'pending'].includes(status) && type !== undefined ? { billing: { price: `ec2/${type}`, count: 1, ...some({ since: timeOf(instance.LaunchTime) }) } } : {},
  };
}

function portsOf({ IpProtocol = '', FromPort, ToPort }: { IpProtocol?: string; FromPort?: number; ToPort?: number }): string {
  if (IpProtocol === '-1') return 'all';
  return FromPort === undefined || FromPort < 0 ? IpProtocol : FromPort === ToPort ? `${IpProtocol} ${FromPort}` : `${IpProtocol} ${FromPort}-${ToPort ?? ''}`;
}
