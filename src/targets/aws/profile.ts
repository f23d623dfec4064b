import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AwsService } from '../../core/aws/kinds';
import type { Env } from './target';

export interface ProfileFacts { readonly env: Env; readonly home: string; /** Undefined: there is none. */ readFile(path: string): string | undefined }

type Section = ReadonlyMap<string, string>;

/** What the student's files and environment say of where AWS commands go, as version 2 of the command line reads them. */
export interface AwsSettings {
  readonly configFile: string;
  readonly credentialsFile: string;
  /** Where the log-in of the profile is kept; none where it does not log in so. */
  readonly tokenFiles: readonly string[];
  /** `default` where nobody chose one. */
  readonly profile: string;
  /** Somebody chose it. */
  readonly chosen: boolean;
  readonly found: boolean;
  /** Of both files, sorted. */
  readonly profiles: readonly string[];
  readonly region?: string;
  /** It logs in through a browser. */
  readonly sso: boolean;
  /** Keys stand in the environment: they come before the profile's. */
  readonly keys?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string };
  /** Where requests for a service go; undefined: to AWS. */
  endpointOf(service: AwsService | 'sts' | 'sagemaker-runtime' | 'redshift-data'): string | undefined;
}

export function awsSettings({ env, home, readFile }: ProfileFacts, chosen: { readonly profile?: string; readonly region?: string } = {}): AwsSettings {
  const folder = join(home, '.aws');
  const configFile = within(env['AWS_CONFIG_FILE'], home) ?? join(folder, 'config');
  const credentialsFile = within(env['AWS_SHARED_CREDENTIALS_FILE'], home) ?? join(folder, 'credentials');
  const config = sectionsOf(readFile(configFile) ?? '');
  const credentials = sectionsOf(readFile(credentialsFile) ?? '');
  const named = chosen.profile ?? env['AWS_PROFILE'] ?? env['AWS_DEFAULT_PROFILE'];
  const profile = named || 'default';
  const own = profile === 'default' ? config.get('default') ?? config.get('profile default') : config.get(`profile ${profile}`);
  const secret = credentials.get(profile);
  const region = chosen.region ?? text(env['AWS_REGION']) ?? text(env['AWS_DEFAULT_REGION']) ?? own?.get('region') ?? secret?.get('region');
  const services = config.get(`services ${own?.get('services') ?? ''}`);
  const ignore = (env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? own?.get('ignore_configured_endpoint_urls') ?? '').toLowerCase() === 'true';
  const id = text(env['AWS_ACCESS_KEY_ID']);
  const key = text(env['AWS_SECRET_ACCESS_KEY']);
  const token = text(env['AWS_SESSION_TOKEN']);
  const names = [...config.keys()].flatMap(name => name === 'default' ? name : /^profile\s+(.+)$/.exec(name)?.[1] ?? []);
  return {
    configFile, credentialsFile,
    tokenFiles: [own?.get('sso_session'), own?.get('sso_start_url')].flatMap(key => key === undefined ? [] : [join(folder, 'sso', 'cache', `${createHash('sha1').update(key).digest('hex')}.json`)]),
    profile, chosen: !!named, found: own !== undefined || secret !== undefined,
    profiles: [...new Set([...names, ...credentials.keys()])].sort(),
    ...(region === undefined ? {} : { region }),
    sso: own?.has('sso_start_url') === true || own?.has('sso_session') === true,
    ...(id !== undefined && key !== undefined ? { keys: { accessKeyId: id, secretAccessKey: key, ...(token === undefined ? {} : { sessionToken: token }) } } : {}),
    endpointOf: service => {
      if (ignore) return undefined;
      const name = service.replaceAll('-', '_');
      return text(env[`AWS_ENDPOINT_URL_${name.toUpperCase()}`]) ?? text(env['AWS_ENDPOINT_URL']) ?? services?.get(`${name}.endpoint_url`) ?? own?.get('endpoint_url');
    },
  };
}

function text(value: string | undefined): string | undefined { return value === undefined || value === '' ? undefined : value; }

function within(path: string | undefined, home: string): string | undefined {
  return text(path)?.replace(/^~(?=\/|$)/, home);
}

/** `[profile x]` with its values; what is indented under a name stands there as `name.value`. */
function sectionsOf(file: string): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let above = '';
  for (const line of file.split(/\r?\n/)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    const head = /^\[\s*([^\]]+?)\s*\]/.exec(line)?.[1];
    if (head !== undefined) {
      const name = head.replace(/\s+/g, ' ').replace(/^(profile|services|sso-session) ["']?(.*?)["']?$/, '$1 $2');
      section = sections.get(name) ?? new Map();
      sections.set(name, section);
      continue;
    }
    const [, indent = '', key = '', value = ''] = /^(\s*)([^=\s]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key === '') continue;
    if (indent === '') above = key;
    // A comment may stand behind a value, after a space.
    section?.set(indent === '' ? key.toLowerCase() : `${above}.${key}`.toLowerCase(), value.replace(/\s[#;].*$/, ''));
  }
  return sections;
}
