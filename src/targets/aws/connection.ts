import { accountPlace, emulatorPlace, type AwsPlace } from '../../core/aws/place';
import type { AwsService } from '../../core/aws/kinds';
import type { Disposable } from '../../core/disposable';
import type { Clock } from '../docker/clock';
import { TokenBucket } from './bucket';
import { Ending } from './ending';
import { AwsFailure } from './failure';
import { rateOf, type AskedService } from './limits';
import type { AwsModules } from './modules';
import type { Resolved } from './place';
import type { AwsSettings } from './profile';
import type { ClientConfig, ClientSetting, ServiceClient } from './service';
import type { Caller } from './services/sts';
import { emulatorSetting, realSetting } from './setting';
import type { AwsWanted, Env } from './target';

/** What all sources of a window have in common. */
export class AwsCommons {
  private readonly buckets = new Map<string, TokenBucket>();
  /** Who has these keys: asked once. By the id of the key, which is no secret. */
  private readonly callers = new Map<string, Caller>();

  constructor(readonly modules: AwsModules, readonly clock: Clock, readonly deadlineMs: number) {}

  /** One for each account, region and service, whoever asks. */
  bucket(where: string, service: AskedService, emulated: boolean): TokenBucket {
    const key = `${where} ${service}`;
    const bucket = this.buckets.get(key) ?? new TokenBucket(rateOf(service, emulated), this.clock);
    this.buckets.set(key, bucket);
    return bucket;
  }

  async callerOf(key: string, ask: () => Promise<Caller>): Promise<Caller> {
    const known = this.callers.get(key);
    if (known) return known;
    const found = await ask();
    this.callers.set(key, found);
    return found;
  }
}

/** One log-in at one place. */
export interface Connection extends Disposable {
  /** `Source.place`. */
  readonly place: string;
  readonly aws: AwsPlace;
  /** Made at first use. */
  client(service: AwsService): ServiceClient;
}

/** Contacts nobody for an emulator, and asks who asks for an account. Rejects as the SDK does, and with an AwsFailure. */
export async function connect({ place, settings }: Resolved & { readonly place: AwsPlace }, env: Env, wanted: AwsWanted, commons: AwsCommons): Promise<Connection> {
  const ending = new Ending();
  const { region } = place;
  if (place.track === 'emulator' || !settings) {
    const emulator = wanted.emulator!;
    const where = emulatorPlace(emulator.run, region);
    return connection(where, place, service => emulatorSetting(emulator, { region, ending, deadlineMs: commons.deadlineMs, bucket: commons.bucket(where, service, true) }), ending, commons);
  }
  const credentials = once(() => credentialsOf(settings, env, region, commons.modules));
  const setting = (service: AskedService, account?: string): ClientSetting => realSetting(
    { ...account === undefined ? {} : { account }, credentials, endpointOf: name => settings.endpointOf(name ?? service) },
    { region, ending, deadlineMs: commons.deadlineMs, bucket: commons.bucket(accountPlace(account ?? settings.profile, region), service, false) },
  );
  try {
    const { accessKeyId } = await credentials();
    const { account, arn } = await commons.callerOf(`${accessKeyId} ${settings.endpointOf('sts') ?? ''}`, () => commons.modules.sts().caller(setting('sts')));
    if (wanted.account !== undefined && wanted.account !== account) throw new AwsFailure('wrongAccount', `This lab was started in account ${wanted.account}; now it is ${account}.`);
    const aws: AwsPlace = { ...place, account, identity: arn, root: /:root$/.test(arn) };
    return connection(accountPlace(account, region), aws, service => setting(service, account), ending, commons);
  } catch (error) {
    ending.end();
    throw error;
  }
}

function connection(place: string, aws: AwsPlace, setting: (service: AwsService) => ClientSetting, ending: Ending, { modules }: AwsCommons): Connection {
  const clients = new Map<AwsService, ServiceClient>();
  return {
    place, aws,
    client: service => {
      const client = clients.get(service) ?? modules.service(service).open(setting(service));
      clients.set(service, client);
      return client;
    },
    dispose: () => {
      ending.end();
      for (const client of clients.values()) client.dispose();
      clients.clear();
    },
  };
}

/** As the command line does: keys of the environment come before the profile's. Files are read anew for each connection. */
async function credentialsOf(settings: AwsSettings, env: Env, region: string, modules: AwsModules): ReturnType<ClientConfig['credentials']> {
  if (settings.keys) return settings.keys;
  const { fromIni, fromNodeProviderChain } = modules.credentials();
  const init = { profile: settings.profile, filepath: settings.credentialsFile, configFilepath: settings.configFile, ignoreCache: true, clientConfig: { region } };
  // The machine's own identity, of a machine in the cloud, is looked for where nothing is written down, and for a second at most.
  const local = settings.found || env['AWS_EC2_METADATA_DISABLED'] === 'true';
  return local ? fromIni(init)() : fromNodeProviderChain({ ...init, timeout: 1000, maxRetries: 0 })();
}

/** For as long as they hold: the SDK asks again when they are about to expire. */
function once(ask: ClientConfig['credentials']): ClientConfig['credentials'] {
  let found: ReturnType<ClientConfig['credentials']> | undefined;
  return async () => {
    const known = await found;
    const { expiration } = (known ?? {}) as { expiration?: Date };
    if (!known || expiration && expiration.getTime() - Date.now() < 60_000) {
      found = ask();
      found.catch(() => { found = undefined; });
    }
    return found!;
  };
}
