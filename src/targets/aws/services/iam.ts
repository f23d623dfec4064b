import { GetRoleCommand, IAMClient, ListAttachedRolePoliciesCommand, ListInstanceProfilesCommand, ListRolePoliciesCommand, ListRolesCommand, type Role } from '@aws-sdk/client-iam';
import { listing, lastOf, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new IAMClient(setting.config());
  const send = sendBy(client, setting);
  const roles: KindReader = {
    kind: 'aws-role',
    list: async () => {
      const { Roles, IsTruncated } = await send(new ListRolesCommand({ MaxItems: 1000 }));
      // Those of AWS itself are nobody's to make or take away.
      return listing((Roles ?? []).filter(({ Path }) => !Path?.startsWith('/aws-service-role/')).map(roleRow), IsTruncated);
    },
    describe: async name => {
      const role = (await unlessGone(send(new GetRoleCommand({ RoleName: name }))))?.Role;
      return role && roleRow(role);
    },
  };
  const profiles: KindReader = {
    kind: 'aws-instance-profile',
    list: async () => {
      const { InstanceProfiles, IsTruncated } = await send(new ListInstanceProfilesCommand({ MaxItems: 1000 }));
      return listing((InstanceProfiles ?? []).map(profile => ({
        name: profile.InstanceProfileName ?? '', id: profile.InstanceProfileName ?? '', status: '', health: 'well', uses: (profile.Roles ?? []).flatMap(({ RoleName }) => RoleName ?? []),
        ...some({ arn: profile.Arn, created: timeOf(profile.CreateDate) }),
      })), IsTruncated);
    },
  };
  return {
    kinds: [roles, profiles],
    ask: query => query.ask === 'rolePolicies' ? policiesOf(query.role) : undefined,
    dispose: () => client.destroy(),
  };

  async function policiesOf(role: string) {
    const own = await unlessGone(send(new ListRolePoliciesCommand({ RoleName: role })));
    if (!own) return { kind: 'none' } as const;
    const attached = await send(new ListAttachedRolePoliciesCommand({ RoleName: role }));
    return { kind: 'texts', texts: [...own.PolicyNames ?? [], ...(attached.AttachedPolicies ?? []).map(({ PolicyName, PolicyArn }) => PolicyName ?? lastOf(PolicyArn ?? ''))], more: own.IsTruncated === true || attached.IsTruncated === true } as const;
  }
}

function roleRow(role: Role): Row {
  return { name: role.RoleName ?? '', id: role.RoleName ?? '', status: '', health: 'well', ...some({ arn: role.Arn, created: timeOf(role.CreateDate) }) };
}
