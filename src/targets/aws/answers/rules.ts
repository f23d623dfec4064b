import { DescribeSecurityGroupsCommand, type DescribeSecurityGroupsCommandOutput } from '@aws-sdk/client-ec2';
import type { AwsAnswer } from '../../../core/aws/query';
import { some, unlessGone } from '../connect';

/** What may come in. */
export async function rulesOf(group: string, send: (command: DescribeSecurityGroupsCommand) => Promise<DescribeSecurityGroupsCommandOutput>): Promise<AwsAnswer> {
  const by = /^sg-[0-9a-f]+$/.test(group) ? { GroupIds: [group] } : { Filters: [{ Name: 'group-name', Values: [group] }] };
  const found = (await unlessGone(send(new DescribeSecurityGroupsCommand(by))))?.SecurityGroups?.[0];
  if (!found) return { kind: 'none' };
  return {
    kind: 'rules',
    rules: (found.IpPermissions ?? []).map(({ IpProtocol = '', FromPort, ToPort, IpRanges, Ipv6Ranges, UserIdGroupPairs, PrefixListIds }) => ({
      protocol: IpProtocol === '-1' ? 'all' : IpProtocol, ...some({ from: FromPort, to: ToPort }),
      sources: [
        ...(IpRanges ?? []).flatMap(({ CidrIp }) => CidrIp ?? []), ...(Ipv6Ranges ?? []).flatMap(({ CidrIpv6 }) => CidrIpv6 ?? []),
        ...(UserIdGroupPairs ?? []).flatMap(({ GroupId }) => GroupId ?? []), ...(PrefixListIds ?? []).flatMap(({ PrefixListId }) => PrefixListId ?? []),
      ],
    })),
  };
}
