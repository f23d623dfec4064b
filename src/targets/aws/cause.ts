import { wordOf } from '../../core/aws/kinds';
import { msg, type Message } from '../../core/message';
import { quote } from '../../core/shellQuote';
import type { Cause, Remedy } from '../../core/source';
import type { AwsFailure } from './failure';
import type { KindOutcome } from './follower';
import type { AwsSettings } from './profile';

const retry: Remedy = { kind: 'retry', label: msg('Try again') };
const start: Remedy = { kind: 'startEmulator', label: msg('Start the emulator') };
const choose: Remedy = { kind: 'pickContext', label: msg('Choose the emulator or another profile') };
const command = (label: Message, text: string): Remedy => ({ kind: 'command', label, command: text });

export const emulatorOff: Cause = { code: 'emulatorOff', message: msg('The emulator is not running.'), detail: msg('It starts by itself with the next block that needs it.'), remedies: [start] };

export function profileMissing({ profile, configFile, credentialsFile }: AwsSettings): Cause {
  return {
    code: 'profileMissing', message: msg('Profile {0} is neither in {1} nor in {2}.', profile, configFile, credentialsFile),
    remedies: [choose, command(msg('Set up the profile'), `aws configure --profile ${word(profile)}`), retry],
  };
}

export function regionMissing({ profile }: Pick<AwsSettings, 'profile'>): Cause {
  return {
    code: 'regionMissing', message: msg('No region is set for this lab.'), detail: msg('Profile {0} names none, nor does the environment.', profile),
    remedies: [command(msg('Set a region'), `aws configure set region us-east-1${ofProfile(profile)}`), choose, retry],
  };
}

/** The place is known and gives no good answer. */
export function emulatorCause({ reason, message }: AwsFailure): Cause {
  if (reason === 'slow') return { code: 'slow', message: msg('The emulator does not answer.'), detail: detailOf(message), remedies: [retry, start] };
  if (reason === 'throttled') return slowDown(undefined);
  return { ...emulatorOff, detail: detailOf(message), remedies: [start, retry] };
}

export function accountCause({ reason, message }: AwsFailure, settings: AwsSettings): Cause {
  const { profile, keys, sso } = settings;
  const detail = detailOf(message);
  const ask = command(msg('Ask who you are'), `aws sts get-caller-identity${ofProfile(profile)}`);
  switch (reason) {
    case 'authMissing': return {
      code: 'authMissing', message: msg('No credentials for profile {0}.', profile), detail: msg('Looked in {0}, {1} and the environment.', settings.configFile, settings.credentialsFile),
      remedies: [logIn(settings), choose, retry],
    };
    case 'authExpired': return {
      code: 'authExpired', message: keys ? msg('The keys in the environment have expired.') : msg('The log-in of profile {0} has expired.', profile),
      detail: sso ? detail : msg('In a learner lab: copy new keys. ({0})', message.slice(0, 200)), remedies: [logIn(settings), choose, retry],
    };
    case 'authWrong': return {
      code: 'authMissing', message: keys ? msg('AWS does not know the keys in the environment.') : msg('AWS does not know the keys of profile {0}.', profile), detail, remedies: [logIn(settings), choose, retry],
    };
    case 'wrongAccount': return { code: 'wrongAccount', message: msg('{0}', message), detail: msg('Nothing was asked there.'), remedies: [choose, ask, retry] };
    case 'forbidden': return { code: 'forbidden', message: msg('Not allowed: {0}.', actionOf(message)), detail, remedies: [choose, ask, retry] };
    case 'throttled': return slowDown(undefined);
    case 'quota': return { code: 'quota', message: msg('A quota of the account is used up.'), detail, remedies: [retry] };
    case 'tls': return { code: 'tls', message: msg('The certificate that AWS shows is not trusted; a proxy may stand between.'), detail, remedies: [retry] };
    case 'slow': return { code: 'slow', message: msg('AWS does not answer in time.'), detail, remedies: [retry] };
    case 'refused': case 'unreachable': case 'broken': return { code: 'gone', message: msg('AWS cannot be reached; look at the network.'), detail, remedies: [retry, choose] };
    default: return { code: 'unknown', message: msg('AWS answered with an error.'), detail, remedies: [ask, retry] };
  }
}

/** No fault of anybody's; the rows are older than they would be. */
export function slowDown(seconds: number | undefined): Cause {
  return { code: 'throttled', message: seconds === undefined ? msg('AWS asked to slow down.') : msg('AWS asked to slow down; the next look is in {0} s.', seconds), remedies: [retry] };
}

/** Why some of what is there may be missing, a sentence for each reason. */
export function limitOf({ kind, cut, failure }: KindOutcome): Message | undefined {
  const word = wordOf(kind);
  switch (failure?.reason) {
    case undefined: return cut ? msg('There are more than are shown: {0}.', word) : undefined;
    case 'forbidden': return msg('Not allowed: {0}.', actionOf(failure.message));
    case 'unsupported': return msg('The emulator does not know how to list this: {0}.', word);
    case 'throttled': case 'ended': return undefined;
    default: return failure!.ofPlace ? undefined : msg('{0} could not be listed: {1}', word, failure!.message);
  }
}

function logIn({ profile, keys, sso }: AwsSettings): Remedy {
  if (keys) return command(msg('Leave the keys of the environment'), 'unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN');
  return sso ? command(msg('Log in'), `aws sso login${ofProfile(profile)}`) : command(msg('Set up the profile'), `aws configure${ofProfile(profile)}`);
}

function ofProfile(profile: string): string { return profile === 'default' ? '' : ` --profile ${word(profile)}`; }

function word(text: string): string { return /^[\w.-]+$/.test(text) ? text : quote(text); }

/** "sagemaker:ListEndpoints for arn:aws:…" out of the sentence of AWS. */
function actionOf(message: string): string {
  const [, who, action] = /User: (\S+) is not authorized to perform: (\S+)/.exec(message) ?? [];
  return who === undefined || action === undefined ? message.slice(0, 200).replace(/\.$/, '') : `${action} (${who})`;
}

function detailOf(message: string): Message { return msg('{0}', message.slice(0, 500).replace(/[^.!?]$/, '$&.')); }
