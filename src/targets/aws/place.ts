import { homedir } from 'node:os';
import type { AwsService } from '../../core/aws/kinds';
import { emulatorOff, profileMissing, regionMissing } from './cause';
import { awsSettings, type AwsSettings, type ProfileFacts } from './profile';
import type { AwsWanted, Env, ResolvedAws } from './target';

/** Where nobody says another; the labs are written for it. */
const usualRegion = 'us-east-1';

export interface Resolved extends ResolvedAws { readonly settings?: AwsSettings }

export function resolveAws(env: Env, wanted: AwsWanted, readFile: ProfileFacts['readFile'], home = env['HOME'] || homedir()): Resolved {
  if (wanted.track === 'emulator') {
    const region = wanted.region ?? (env['AWS_REGION'] || env['AWS_DEFAULT_REGION'] || usualRegion);
    const { emulator } = wanted;
    if (!emulator) return { problem: emulatorOff, files: [] };
    return { place: { track: 'emulator', region, endpoint: emulator.address, emulator: { name: emulator.name, ...emulator.version === undefined ? {} : { version: emulator.version } } }, files: [] };
  }
  const settings = awsSettings({ env, home, readFile }, wanted);
  const files = [settings.configFile, settings.credentialsFile, ...settings.tokenFiles];
  const { region } = settings;
  // Without a profile keys of the environment or of the machine may do.
  if (settings.chosen && !settings.found && !settings.keys) return { problem: profileMissing(settings), files, settings };
  if (region === undefined) return { problem: regionMissing(settings), files, settings };
  const endpoint = firstEndpoint(settings, wanted.services);
  return { place: { track: 'real', region, profile: settings.profile, ...endpoint === undefined ? {} : { endpoint } }, files, settings };
}

function firstEndpoint(settings: AwsSettings, services: readonly AwsService[]): string | undefined {
  return [...services, 'sts' as const].map(service => settings.endpointOf(service)).find(endpoint => endpoint !== undefined);
}
