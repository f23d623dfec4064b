import { msg, type Message } from '../../message';
import type { AwsHeadView, CostView } from '../../protocol';
import type { StatusInput, Translate } from '../../statusInput';
import type { AwsPlace } from '../place';
import { sumOf } from '../prices/cost';
import { sumWords } from '../prices/words';
import type { AwsResource } from '../resource';

/** "moto 5.2.1 on 127.0.0.1:5081, account 123456789012, us-east-1"; of a real account who asks, and where. */
export function awsWhere({ link: { endpoint } }: StatusInput, translate: Translate): string {
  if (!endpoint) return '';
  const { aws } = endpoint;
  if (!aws) return translate(endpoint.label);
  const { emulator, account, region, profile } = aws;
  const parts: Message[] = [
    ...aws.track === 'emulator' && emulator ? [msg('{0} on {1}', [emulator.name, emulator.version].filter(Boolean).join(' '), addressOf(aws))] : [],
    ...account === undefined ? [] : [msg('account {0}', account)],
    ...aws.track === 'real' ? [...roleOf(aws), ...profile === undefined ? [] : [msg('profile {0}', profile)], ...aws.endpoint === undefined ? [] : [msg('endpoint {0}', aws.endpoint)]] : [],
    msg('{0}', region),
  ];
  return parts.map(translate).join(', ');
}

function addressOf({ endpoint = '' }: AwsPlace): string { return endpoint.replace(/^https?:\/\//, '').replace(/\/$/, ''); }

/** `arn:aws:sts::111122223333:assumed-role/LabStudent/session`, `arn:aws:iam::…:user/ann`. */
function roleOf({ identity, root }: AwsPlace): readonly Message[] {
  if (root) return [msg('root user')];
  const match = /:(assumed-role|user|role)\/(?:.*\/)?([^/]+)(?:\/[^/]+)?$/.exec(identity ?? '');
  if (!match) return [];
  const name = match[1] === 'assumed-role' ? (identity ?? '').split('/')[1] ?? '' : (identity ?? '').slice((identity ?? '').lastIndexOf('/') + 1);
  return [match[1] === 'user' ? msg('user {0}', name) : msg('role {0}', name)];
}

/** The tag and the money of the header. `own`: what the lab has made. */
export function awsHead(input: StatusInput, own: readonly AwsResource[], translate: Translate): AwsHeadView {
  const aws = input.link.endpoint?.aws;
  if (!aws) return input.link.cause?.code === 'emulatorOff' ? { label: '', sleeps: true } : { label: '' };
  const emulated = aws.track === 'emulator';
  const cost = headCost(own, aws.region, emulated, translate);
  return { track: aws.track, label: translate(emulated ? msg('Emulator') : msg('Real AWS account')), ...cost ? { cost } : {} };
}

function headCost(own: readonly AwsResource[], region: string, emulated: boolean, translate: Translate): CostView | undefined {
  const sum = sumOf(own, region, 0);
  const words = sumWords(sum, emulated);
  if (!words) return undefined;
  const known = sum.billed.flatMap(({ cost }) => cost.perHour === undefined || cost.since === undefined ? [] : [{ perHour: cost.perHour, since: cost.since }]);
  const perHour = known.reduce((all, each) => all + each.perHour, 0);
  // Several that began at different times cost together what one does that began in between.
  const since = known.reduce((all, each) => all + each.perHour * each.since, 0) / perHour;
  return { text: translate(words.text), note: words.notes.map(translate).join('; ') || undefined, ...perHour > 0 && !emulated ? { growing: { perHour, since } } : {} };
}

/** What a link that is down or asked says of AWS. */
export function awsEmpty(input: StatusInput): Message {
  return input.link.endpoint?.aws?.track === 'real' ? msg('Run the first block: what it makes on your account appears here a second after it ends.') : msg('Run the first block: what it makes in the emulator appears here a second after it ends.');
}
