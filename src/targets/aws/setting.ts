import { emulatorKeys, loopbackAddress } from '../../core/aws/emulator';
import type { RunningEmulator } from '../../core/aws/emulator';
import { AwsFailure } from './failure';
import type { Attempt, ClientConfig, ClientSetting } from './service';
import type { TokenBucket } from './bucket';
import type { Ending } from './ending';

interface Common { readonly region: string; readonly bucket: TokenBucket; readonly ending: Ending; readonly deadlineMs: number }

const usual = { retryMode: 'standard', useFipsEndpoint: false, useDualstackEndpoint: false, defaultsMode: 'standard' } as const;

/** `requestTimeout` alone prints a warning and waits on. */
function within(ms: number): ClientConfig['requestHandler'] { return { connectionTimeout: ms, requestTimeout: ms, throwOnRequestTimeout: true }; }

/** Clients of an emulator: they can go to its loopback address and nowhere else, and carry keys that are no secret. */
export function emulatorSetting(emulator: RunningEmulator, { region, bucket, ending, deadlineMs }: Common): ClientSetting {
  const address = loopbackAddress(emulator.address);
  if (address === undefined) throw new AwsFailure('unreachable', `${emulator.address} is not an address of this machine.`);
  const place = new URL(address);
  return {
    emulated: true, region, ending,
    config: () => ({ ...usual, requestHandler: within(deadlineMs), region, endpoint: address, disableHostPrefix: true, maxAttempts: 1, credentials: () => Promise.resolve({ accessKeyId: emulatorKeys.id, secretAccessKey: emulatorKeys.secret }) }),
    attempt: gate(bucket, ending, request => sameHost(request, place)),
  };
}

export interface RealPlace {
  readonly account?: string;
  readonly credentials: ClientConfig['credentials'];
  /** By the student's settings; undefined: AWS itself. */
  endpointOf(name?: 'sagemaker-runtime' | 'redshift-data'): string | undefined;
}

/** Clients of an account: they go to AWS, or where the student's own settings say, and to no third place. */
export function realSetting({ account, credentials, endpointOf }: RealPlace, { region, bucket, ending, deadlineMs }: Common): ClientSetting {
  const endpoints = [endpointOf(), endpointOf('sagemaker-runtime'), endpointOf('redshift-data')].flatMap(text => text === undefined ? [] : [new URL(text)]);
  return {
    emulated: false, region, ending, ...account === undefined ? {} : { account },
    config: name => {
      const endpoint = endpointOf(name);
      // A host prefix or a bucket before the host is for AWS alone.
      return { ...usual, requestHandler: within(deadlineMs), region, credentials, maxAttempts: 2, disableHostPrefix: endpoint !== undefined, ...endpoint === undefined ? {} : { endpoint } };
    },
    // A variable of the editor's own environment may name an endpoint that the student's shell knows nothing of.
    attempt: gate(bucket, ending, request => endpoints.length ? endpoints.some(endpoint => sameHost(request, endpoint)) : isAws(request.hostname)),
  };
}

function gate(bucket: TokenBucket, ending: Ending, allowed: (request: Parameters<Attempt>[0]) => boolean): Attempt {
  return async request => {
    if (!allowed(request)) throw new AwsFailure('unreachable', `A request to ${request.hostname} was stopped: it is not where this lab works.`);
    await ending.until(signal => bucket.take(signal));
  };
}

function sameHost(request: Parameters<Attempt>[0], place: URL): boolean {
  const port = request.port === undefined ? '' : String(request.port);
  const usual = place.protocol === 'https:' ? '443' : '80';
  const bare = (host: string): string => host.replace(/^\[|\]$/g, '');
  return bare(request.hostname) === bare(place.hostname) && (port || usual) === (place.port || usual) && request.protocol === place.protocol;
}

function isAws(host: string): boolean { return /(?:^|\.)(?:amazonaws\.com(?:\.cn)?|aws)$/i.test(host); }
