import { awsActs, type AwsAct } from '../../aws/acts';
import { isCalled } from '../../aws/attribution';
import { awsCommand, type AwsCommand } from '../../aws/command';
import { isOverOnAws } from '../../aws/owner';
import { isOnAws } from '../../aws/place';
import { isOfAws, type AwsResource } from '../../aws/resource';
import { msg } from '../../message';
import { isLiteral } from '../../shellCommands';
import { namesOf, wouldRemove } from '../amounts';
import type { Before } from '../before';
import { isOwn } from '../owned';
import type { RiskRule, Seen } from '../rule';

/** What is deleted on AWS though this lab did not make it: a colleague's bucket has no waste bin. */
export const awsRules: readonly RiskRule[] = [
  {
    rule: 'aws.removesForeign',
    find: seen => {
      const { before } = seen;
      const command = awsCommand(seen.command.words);
      const live = before.live && isOnAws(before.live.daemon) ? before.live : undefined;
      if (!command || !live) return undefined;
      const rows = [...live.resources.values()].filter((row): row is AwsResource => isOfAws(row) && !isOverOnAws(row));
      const acts = takenBy(command).map(act => ({ ...act, name: act.name === undefined ? undefined : filled(act.name, seen) }));
      const foreign = rows.filter(row => !isOwn(before, row) && acts.some(({ kind, name }) => kind === row.kind && name !== undefined && isMeant(row, name)));
      if (foreign.length > 0) {
        const emptied = !acts.some(({ does }) => does === 'deletes');
        return {
          title: emptied ? msg('Block {0} would delete what is in a bucket that this lab did not make.', before.ordinal) : wouldRemove(before.ordinal, foreign),
          about: foreign.map(({ uid }) => uid), detail: msg('Not of this lab: `{0}`. What is in it is lost for good.', namesOf(foreign)),
        };
      }
      const unknown = acts.find(({ kind, name }) => (name === undefined || !isLiteral(name)) && rows.some(row => row.kind === kind && !isOwn(before, row)));
      return unknown === undefined ? undefined : {
        title: msg('Block {0} would remove things that cannot be told beforehand.', before.ordinal), about: [seen.command.words.join(' ')],
        detail: msg('`{0}` takes what its variables or another command name at that moment, and there is more here than what this lab made.', `aws ${command.service} ${command.operation}`),
      };
    },
  },
];

/** What a command deletes, or empties as far as it can. */
function takenBy(command: AwsCommand): readonly AwsAct[] {
  const acts = awsActs(command);
  const { service, operation, options } = command;
  const empties = (service === 's3' && (operation === 'rm' && options.has('--recursive') || operation === 'sync' && options.has('--delete'))) || (service === 's3api' && operation === 'delete-objects');
  return empties ? acts : acts.filter(({ does }) => does === 'deletes');
}

function isMeant(row: AwsResource, written: string): boolean {
  return isCalled(row, written) || (row.kind === 'aws-task-definition' && row.name.startsWith(`${written}:`));
}

/** With what the block itself has given its variables. */
function filled(name: string, { values }: Pick<Seen, 'values'> & { readonly before: Before }): string {
  return name.replace(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced: string | undefined, bare: string | undefined) => values.get(braced ?? bare ?? '') ?? whole);
}
