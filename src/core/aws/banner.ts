import { msg, type Message } from '../message';
import type { LinkStatus } from '../source';
import type { AwsPlace } from './place';

/** Where the commands of a lab on AWS go, in words: track, account, role, region; of an emulator its name and version. */
export function awsWhere(link: LinkStatus | undefined): { readonly where: Message; readonly detail: readonly Message[]; readonly notes: readonly Message[] } {
  const endpoint = link?.endpoint;
  const place = endpoint?.aws;
  if (place) return place.track === 'emulator' ? emulated(place) : real(place);
  // The reading track has words of its own and no place.
  if (endpoint && !link.cause) return { where: endpoint.label, detail: [msg('blocks do not run')], notes: [] };
  if (link?.cause?.code === 'emulatorOff' || !link?.cause) return { where: msg('AWS emulator'), detail: [msg('starts with the first block that needs it')], notes: [] };
  return { where: msg('no AWS account yet'), detail: [link.cause.message], notes: [] };
}

function emulated({ emulator, endpoint = '', account, region }: AwsPlace): ReturnType<typeof awsWhere> {
  const at = endpoint.replace(/^https?:\/\//, '');
  const name = emulator ? [emulator.name, emulator.version].filter(part => part !== undefined).join(' ') : '';
  return {
    where: msg('AWS emulator'), notes: [],
    detail: [name === '' ? msg('{0}', at) : msg('{0} on {1}', name, at), ...account === undefined ? [] : [msg('account {0}', account)], msg('region {0}', region)],
  };
}

function real({ account, identity, root, profile, region, endpoint }: AwsPlace): ReturnType<typeof awsWhere> {
  const who = identity === undefined ? undefined : whoIs(identity);
  return {
    where: msg('Real AWS account'),
    detail: [
      account === undefined ? msg('account not asked yet') : msg('account {0}', account), ...who ? [who] : [], msg('region {0}', region),
      ...profile === undefined ? [] : [msg('profile {0}', profile)], ...endpoint === undefined ? [] : [msg('endpoint {0}', endpoint)],
    ],
    notes: root ? [msg('You are the root user of this account. Make a user or a role for the labs: root can do everything, also by mistake.')] : [],
  };
}

/** From `arn:aws:sts::1:assumed-role/LabStudent/session` or `arn:aws:iam::1:user/ada`. */
function whoIs(arn: string): Message | undefined {
  const [, kind, name = ''] = /:(assumed-role|user|federated-user|root)(?:\/([^/]+))?/.exec(arn) ?? [];
  if (kind === 'root') return msg('root user');
  if (kind === undefined) return undefined;
  return kind === 'assumed-role' ? msg('role {0}', name) : msg('user {0}', arn.slice(arn.lastIndexOf('/') + 1) || name);
}
