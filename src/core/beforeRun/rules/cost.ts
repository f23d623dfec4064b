import { billableOf, type Billable } from '../../aws/billable';
import { awsCommand } from '../../aws/command';
import { usd } from '../../aws/prices/words';
import { msg } from '../../message';
import type { Risk } from '../before';
import type { RiskRule, Seen } from '../rule';

/** On a real account: what is billed by the hour is asked about above the student's limit, and where nobody knows its price. */
export const costRule: RiskRule = {
  rule: 'aws.cost',
  find: (seen: Seen): Omit<Risk, 'rule' | 'statement'> | undefined => {
    const { billing } = seen.before;
    const command = billing && awsCommand(seen.command.words);
    const makes = command ? billableOf(command) : [];
    if (!billing || makes.length === 0) return undefined;
    const costs = makes.map(({ price, count }) => { const found = price === undefined ? undefined : billing.priceOf(price, billing.region); return found && found.usd * count; });
    const known = costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0);
    const unknown = costs.includes(undefined);
    if (!unknown && known <= billing.limit) return undefined;
    const { ordinal } = seen.before;
    const what = makes.map(nameOf).join(', ');
    return {
      title: known > 0
        ? unknown ? msg('Block {0} starts what costs at least about {1} USD an hour on account {2}.', ordinal, usd(known), billing.account) : msg('Block {0} starts what costs about {1} USD an hour on account {2}.', ordinal, usd(known), billing.account)
        : msg('Block {0} starts something that may cost money by the hour on account {1}.', ordinal, billing.account),
      detail: unknown ? msg('{0}. Not every price is known here. It is billed until it is deleted.', what) : msg('{0}. An estimate from a price table, without tax, traffic and storage; it is billed until it is deleted.', what),
      about: makes.map(({ kind, price = '', count }) => `${kind} ${price} ${count}`),
    };
  },
};

function nameOf({ kind, price, count }: Billable): string { return `${count} × ${price ?? kind.slice('aws-'.length)}`; }
