import { DescribeListenersCommand, DescribeLoadBalancersCommand, DescribeRulesCommand, DescribeTargetGroupsCommand, DescribeTargetHealthCommand, ElasticLoadBalancingV2Client, type Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { lastOf, listing, sendBy, some, timeOf, unlessGone } from '../connect';
import type { ClientSetting, KindReader, Row, ServiceClient } from '../service';

export function open(setting: ClientSetting): ServiceClient {
  const client = new ElasticLoadBalancingV2Client(setting.config());
  const send = sendBy(client, setting);
  const balancers: KindReader = {
    kind: 'aws-load-balancer', billable: true,
    list: async () => {
      const { LoadBalancers, NextMarker } = await send(new DescribeLoadBalancersCommand({ PageSize: 100 }));
      return listing((LoadBalancers ?? []).map(balancer => ({
        name: balancer.LoadBalancerName ?? '', id: balancer.LoadBalancerArn ?? '', status: balancer.State?.Code ?? '', health: 'well', facts: [balancer.Type, balancer.Scheme].filter(fact => fact !== undefined),
        values: some({ type: balancer.Type, address: balancer.DNSName, vpc: balancer.VpcId }), ...some({ arn: balancer.LoadBalancerArn, created: timeOf(balancer.CreatedTime), message: balancer.State?.Reason }),
        billing: { price: `elb/${balancer.Type ?? 'application'}`, count: 1, ...some({ since: timeOf(balancer.CreatedTime) }) },
      })), NextMarker);
    },
  };
  const groups: KindReader = {
    kind: 'aws-target-group',
    list: async () => {
      const { TargetGroups, NextMarker } = await send(new DescribeTargetGroupsCommand({ PageSize: 100 }));
      const rows: Row[] = [];
      for (const group of (TargetGroups ?? []).slice(0, 10)) {
        const health = await unlessGone(send(new DescribeTargetHealthCommand({ TargetGroupArn: group.TargetGroupArn })));
        const targets = health?.TargetHealthDescriptions ?? [];
        const healthy = targets.filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
        rows.push({
          name: group.TargetGroupName ?? '', id: group.TargetGroupArn ?? '', status: '', health: 'well', facts: [`${healthy} of ${targets.length} targets healthy`],
          counts: { targets: healthy, ...some({ port: group.Port }) }, values: some({ vpc: group.VpcId }), uses: [...new Set(group.LoadBalancerArns)],
          parts: targets.map(({ Target, TargetHealth }) => ({ name: `${Target?.Id ?? ''}${Target?.Port === undefined ? '' : `:${Target.Port}`}`, ...some({ status: TargetHealth?.State as string | undefined, detail: TargetHealth?.Description }) })),
          ...some({ arn: group.TargetGroupArn }),
        });
      }
      return listing(rows, NextMarker ?? (rows.length < (TargetGroups ?? []).length));
    },
  };
  const listeners: KindReader = {
    kind: 'aws-listener',
    list: async round => {
      const rows: Row[] = [];
      for (const balancer of round.rows('aws-load-balancer').slice(0, 10)) {
        const found = await unlessGone(send(new DescribeListenersCommand({ LoadBalancerArn: balancer.id })));
        rows.push(...(found?.Listeners ?? []).map(listener => ({
          name: `${balancer.name}:${listener.Port ?? ''}`, id: listener.ListenerArn ?? '', status: '', health: 'well' as const, facts: [`${listener.Protocol ?? ''} ${listener.Port ?? ''}`.trim(), ...goesTo(listener.DefaultActions).map(arn => `→ ${groupName(arn)}`)],
          counts: some({ port: listener.Port }), uses: [balancer.id, ...goesTo(listener.DefaultActions)], ...some({ arn: listener.ListenerArn }),
        })));
      }
      return listing(rows, false);
    },
  };
  const rules: KindReader = {
    kind: 'aws-listener-rule',
    list: async round => {
      const rows: Row[] = [];
      for (const listener of round.rows('aws-listener').slice(0, 10)) {
        const found = await unlessGone(send(new DescribeRulesCommand({ ListenerArn: listener.id })));
        // A listener's default is no rule of its own: it cannot be made or deleted.
        rows.push(...(found?.Rules ?? []).filter(({ IsDefault }) => !IsDefault).map(rule => {
          const paths = (rule.Conditions ?? []).flatMap(condition => condition.PathPatternConfig?.Values ?? condition.HostHeaderConfig?.Values ?? condition.Values ?? []);
          return {
            name: paths.join(' ') || lastOf(rule.RuleArn ?? ''), id: rule.RuleArn ?? '', status: '', health: 'well' as const, facts: [`priority ${rule.Priority ?? ''}`, ...goesTo(rule.Actions).map(arn => `→ ${groupName(arn)}`)],
            counts: some({ priority: Number.isFinite(Number(rule.Priority)) ? Number(rule.Priority) : undefined }), uses: [listener.id, ...goesTo(rule.Actions)], ...some({ arn: rule.RuleArn }),
          };
        }));
      }
      return listing(rows, false);
    },
  };
  return { kinds: [balancers, groups, listeners, rules], dispose: () => client.destroy() };
}

function goesTo(actions: readonly Action[] | undefined): string[] {
  return [...new Set((actions ?? []).flatMap(({ TargetGroupArn, ForwardConfig }) => [...TargetGroupArn === undefined ? [] : [TargetGroupArn], ...(ForwardConfig?.TargetGroups ?? []).flatMap(group => group.TargetGroupArn ?? [])]))];
}

/** `…:targetgroup/<name>/<hex>`. */
function groupName(arn: string): string { return arn.split('/').at(-2) ?? arn; }
