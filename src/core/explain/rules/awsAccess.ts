import { msg } from '../../message';
import { link, put, retry } from '../fixes';
import { group, type Rule } from '../rule';

/** Who asks, for what, where: log-in, rights, region, endpoint. */
export const awsAccessRules: readonly Rule[] = [
  {
    id: 'aws.expired',
    output: /(?:\((?:ExpiredToken|ExpiredTokenException|RequestExpired)\)|Error loading SSO Token|The SSO session associated with this profile has expired|Token has expired and refresh failed)/,
    say: () => ({
      title: msg('The log-in to AWS has expired'),
      detail: msg('Log in again. Keys of a learner lab are valid for some hours: copy the new ones. Labbook notices the change by itself. On the emulator this does not happen.'),
      fixes: [put('login', msg('Put the log-in command in the terminal'), 'aws sso login'), retry],
    }),
  },
  {
    id: 'aws.wrongKey',
    output: /\((?:InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId|SignatureDoesNotMatch|AuthFailure|IncompleteSignature)\)/,
    say: () => ({
      title: msg('AWS does not know this key'),
      detail: msg('The key was deleted, belongs to another partition, or is the emulator’s, sent to real AWS. The banner says where this lab’s commands go. Labbook neither reads nor changes your keys.'),
      fixes: [put('who', msg('See which settings count'), 'aws configure list')],
    }),
  },
  {
    id: 'aws.denied',
    output: /(?:is not authorized to perform: [\w-]+:\w+|\((?:AccessDenied|AccessDeniedException|UnauthorizedOperation|Client\.UnauthorizedOperation|AuthorizationError|403)\) when calling the (?<call>\w+) operation)/,
    without: /BlockPublicPolicy|public policies are blocked/,
    say: found => {
      const action = /is not authorized to perform: ([\w-]+:\w+)/.exec(found.failure.output)?.[1];
      return {
        title: msg('You may not do this in this account'),
        detail: action
          ? msg('The right that is missing is `{0}`. Give this name to who looks after the account. Labbook changes no rights.', action)
          : msg('The call was `{0}`. Give this name to who looks after the account. Labbook changes no rights.', group(found, 'call')),
        fixes: [put('who', msg('See who you are'), 'aws sts get-caller-identity')],
      };
    },
  },
  {
    id: 'aws.publicBlocked',
    output: /BlockPublicPolicy|public policies are blocked/,
    say: () => ({
      title: msg('Block Public Access forbids a public policy'),
      detail: msg('It is on for each new bucket, and it may be on for the whole account. The step before this one takes it off for this one bucket; that of the account only its owner can.'),
      fixes: [],
    }),
  },
  {
    id: 'aws.noCredentials',
    output: /Unable to locate credentials|NoCredentialsError|Partial credentials found/,
    say: () => ({
      title: msg('The command has no keys for AWS'),
      detail: msg('In the lab’s terminal the emulator’s keys are set, or your profile is named. Somewhere else, or after they were taken away, there are none. Run the block in the lab’s terminal.'),
      fixes: [put('who', msg('See which settings count'), 'aws configure list')],
    }),
  },
  {
    id: 'aws.noProfile',
    output: /The config profile \((?<name>[^)\n]{1,100})\) could not be found/,
    say: found => ({
      title: msg('There is no profile `{0}`', group(found, 'name')),
      detail: msg('It stands neither in the config nor in the credentials file of the AWS command line.'),
      fixes: [put('profiles', msg('List the profiles'), 'aws configure list-profiles')],
    }),
  },
  {
    id: 'aws.region',
    output: /You must specify a region|NoRegionError|\((?:IllegalLocationConstraintException|InvalidLocationConstraint|PermanentRedirect|AuthorizationHeaderMalformed|OptInRequired)\)/,
    say: ({ failure }) => /You must specify a region|NoRegionError/.test(failure.output) ? {
      title: msg('No region is set'),
      detail: msg('AWS_DEFAULT_REGION says in which region a command works; the lab’s terminal sets it. Choose the lab’s region in the panel.'),
      fixes: [put('region', msg('Put the setting in the terminal'), 'export AWS_DEFAULT_REGION=us-east-1')],
    } : {
      title: msg('The region of the command is not that of the thing'),
      detail: msg('A bucket lies in one region and is made in the region of the command; one that is called us-east-1 in the command must not be asked for elsewhere. Compare the region in the banner.'),
      fixes: [put('who', msg('See which settings count'), 'aws configure list')],
    },
  },
  {
    id: 'aws.unreachable',
    output: /Could not connect to the endpoint URL: "(?<url>[^"\n]{1,300})"|EndpointConnectionError|Connect timeout on endpoint URL|Connection was closed before we received a valid response/,
    say: found => /:\/\/(?:127\.0\.0\.1|localhost|\[::1\])[:/]/.test(group(found, 'url')) ? {
      title: msg('The emulator does not run'),
      detail: msg('Nobody answers at `{0}`. Start it in the panel. What was in it is gone if it has ended: begin with the lab’s first block.', group(found, 'url')),
      fixes: [retry],
    } : {
      title: msg('AWS cannot be reached'),
      detail: msg('There is no way to it from here: the network, a proxy, or a region that does not exist.'),
      fixes: [retry],
    },
  },
  {
    id: 'aws.retired',
    output: /(?:no longer (?:available|offered|accepting)[^\n]*new (?:customers|accounts|users)|not (?:available|supported) for new customers|dc2\.\w+ (?:is|are) (?:not|no longer)[^\n]*)/i,
    say: () => ({
      title: msg('AWS no longer offers this to new accounts'),
      detail: msg('The note says what takes its place today.'),
      fixes: [link('lifecycle', msg('AWS on the end of services'), 'https://aws.amazon.com/products/lifecycle/')],
    }),
  },
];
