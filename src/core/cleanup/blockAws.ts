import { awsActs, bucketOf, type AwsAct } from '../aws/acts';
import { isCalled } from '../aws/attribution';
import type { AwsCommand } from '../aws/command';
import { isOverOnAws } from '../aws/owner';
import { serviceOf } from '../aws/kinds';
import { isOnAws } from '../aws/place';
import { isOfAws, type AwsResource } from '../aws/resource';
import { msg } from '../message';
import { isLiteral } from '../shellCommands';
import { quote } from '../shellQuote';
import type { BlockKnown, CommandVerdict, WordVerdict } from './blockWords';

/** Commands that take nothing away. */
export function isHarmlessOnAws({ service, operation, options }: AwsCommand): boolean {
  if (leadsAway(options)) return false;
  if (service === 's3') return operation === 'ls';
  return service === 'sts' || service === 'configure' && operation === 'list' || /^(?:describe-|list-|get-|head-|wait |filter-|tail$|query$|scan$)/.test(operation);
}

/** The name of what a command waits for, where it is not there: then it would wait for nothing, or fail. */
export function waitsForNothing({ service, operation, options }: AwsCommand, { live }: Pick<BlockKnown, 'live'>): string | undefined {
  if (!operation.startsWith('wait ') || !live || !isOnAws(live.daemon)) return undefined;
  const names = [...options].filter(([option]) => option.endsWith('-name')).flatMap(([, values]) => values).filter(isLiteral);
  const rows = [...live.resources.values()].filter((row): row is AwsResource => isOfAws(row) && serviceOf(row.kind) === service && !isOverOnAws(row));
  return names.length === 1 && !rows.some(row => isMeant(row, names[0]!)) ? names[0] : undefined;
}

/** Which words of an aws command are the lab's, or what may run in its place. */
export function judgeAws(command: AwsCommand, known: BlockKnown): CommandVerdict {
  const { live, lab, ledger } = known;
  const leaveOut = (why: ReturnType<typeof msg>): CommandVerdict => ({ kind: 'leaveOut', why, asks: true });
  if (leadsAway(command.options)) return leaveOut(msg('It speaks to another account or region than the lab.'));
  if (!live || !isOnAws(live.daemon)) return leaveOut(msg('AWS does not answer, so whose it is is not known.'));
  const acts = awsActs(command);
  const [first] = acts;
  if (!first || acts.some(({ does, name }) => does === 'makes' || name === undefined)) return leaveOut(msg('It is not known what `{0}` takes away.', `aws ${command.service} ${command.operation}`));
  const rows = [...live.resources.values()].filter((row): row is AwsResource => isOfAws(row) && row.kind === first.kind && !isOverOnAws(row));
  const own = rows.filter(({ uid }) => { const made = ledger.find(live.daemon, uid)?.made; return made?.courseId === lab.courseId && made.labId === lab.labId && !made.likely; });
  return { kind: 'words', word: word => judgeWord(word, acts, command, rows, own) };
}

function leadsAway(options: AwsCommand['options']): boolean { return ['--profile', '--region', '--endpoint-url'].some(name => options.has(name)); }

function judgeWord(word: string, acts: readonly AwsAct[], command: AwsCommand, rows: readonly AwsResource[], own: readonly AwsResource[]): WordVerdict {
  const bucket = command.service === 's3' ? bucketOf(word) : undefined;
  const name = bucket ?? word;
  if (!acts.some(act => act.name === name) || (command.service === 's3' && bucket === undefined)) return { kind: 'keep', own: false };
  if (isLiteral(name)) {
    if (own.some(row => isMeant(row, name))) return { kind: 'keep', own: true };
    const there = rows.some(row => isMeant(row, name));
    return { kind: 'strike', asks: there, why: there ? msg('`{0}` was not made by this lab.', name) : msg('`{0}` is not there.', name) };
  }
  // The shell fills in its value; the ledger says what of the lab it can be.
  const meant = asked(name, own.filter(row => fits(name, row)));
  if (meant.length === 0) return { kind: 'strike', asks: false, why: msg('What `{0}` stands for is not known to be of this lab.', word) };
  const many = /^(?:terminate-instances|terminate-clusters|stop-instances)$/.test(command.operation);
  if (meant.length > 1 && !many) return { kind: 'strike', asks: true, why: msg('Which of this lab’s things it means is known only when it runs. The clean-up in the panel takes them all.') };
  const rest = bucket === undefined ? '' : word.slice('s3://'.length + bucket.length);
  if (/[$`*]/.test(rest)) return { kind: 'strike', asks: true, why: msg('What this pattern stands for cannot be told.') };
  const instead = meant.map(row => bucket === undefined ? wordFor(row, name, command) : `s3://${row.name}${rest}`);
  return { kind: 'strike', asks: false, why: msg('Its value is known only when it runs; this is what this lab made.'), instead: instead.map(one => /^[\w@%+=:,./-]+$/.test(one) ? one : quote(one)).join(' ') };
}

function isMeant(row: AwsResource, written: string): boolean { return isCalled(row, written) || row.id.endsWith(`/${written}`); }

/** `$(aws elbv2 describe-target-groups --names users …)` asks for one of them by its name. */
function asked(written: string, rows: readonly AwsResource[]): readonly AwsResource[] {
  const words = (/^\$\(([^]*)\)$/.exec(written)?.[1] ?? '').split(/[\s"']+/).filter(word => isLiteral(word) && word !== '');
  const named = rows.filter(row => words.some(word => isMeant(row, word) || row.name.startsWith(`${word}:`)));
  return named.length > 0 ? named : rows;
}

/** `$NAME` may be anything of the lab's; what stands around it must be there. */
function fits(written: string, row: AwsResource): boolean {
  const literal = written.replace(/\$\([^]*\)|`[^`]*`|\$\{[^}]*\}|\$\w+/g, '\0');
  const pattern = new RegExp(`^${literal.split('\0').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
  return [row.name, row.id, row.arn ?? ''].some(one => pattern.test(one));
}

/** As the option wants it: an ARN, an id or a name. */
function wordFor(row: AwsResource, name: string, { options }: AwsCommand): string {
  const option = [...options].find(([, values]) => values.includes(name))?.[0] ?? '';
  if (/-arns?$/.test(option)) return row.arn ?? row.id;
  return /-ids?$|^--uuid$/.test(option) ? row.id : row.name;
}
