import { msg, type Message } from '../message';
import { botoKnowsEndpoint, cliVersion, knowsEndpoint, updateCli } from './isolation/versions';
import type { AwsTrack } from './place';

/** What the AWS labs of a class want of this machine. */
export interface ClassOnAws {
  /** Whose emulator it is: all courses start it in the same way. */
  readonly courseId: string;
  /** How its labs are worked through. Where all is only read, nothing is wanted. */
  readonly tracks: ReadonlySet<AwsTrack>;
  /** Pythons, as the blocks name them, that run programs which speak to boto3. */
  readonly pythons: readonly string[];
}

/** What was found of a Python: `python3`, or `ml/bin/python` which the lab makes itself. */
export interface BotoFound { readonly python: string; readonly found: boolean; /** Of its boto3. */ readonly version?: string }

/** The emulator of this machine, for who has not started it. */
export type EmulatorFound =
  | { readonly state: 'given'; readonly address: string; /** Undefined: nothing. */ readonly answers?: string }
  | { readonly state: 'here'; readonly label: Message; readonly version?: string; readonly address?: string }
  /** `ways`: the names of what could fetch it, in their order. */
  | { readonly state: 'missing'; readonly ways: readonly string[] };

/** Who the student is on a real account is not asked for by preparing. */
export interface AwsPreparation {
  readonly tracks: ReadonlySet<AwsTrack>;
  /** Whole answer of `aws --version`; undefined: not on PATH. */
  readonly cli?: string;
  readonly boto: readonly BotoFound[];
  /** Undefined where no lab works on an emulator. */
  readonly emulator?: EmulatorFound;
}

/** `here`, `missing`: it stands in the way; `open`: it is not here, and that is no fault. */
export interface AwsLine { readonly mark: 'here' | 'missing' | 'open'; readonly name: Message; readonly words: Message; /** To be shown behind the words. */ readonly version?: string; /** Choosing it fetches it. */ readonly fetches?: true; /** What stands in the way. */ readonly obstacle?: Message }

/** Of a block in shell: the Pythons that it starts, each with the program that it runs, or the block's own text. */
export function pythonsIn(text: string): readonly { readonly python: string; readonly program?: string }[] {
  return [...text.matchAll(/(?<![\w./-])((?:[\w.-]+\/)*python[\d.]*)(?:[ \t]+(?!-)([\w./-]+\.py))?(?![\w/])/g)].map(([, python = '', program]) => ({ python, ...program !== undefined && { program } }));
}

/** Each of what the AWS labs need, with what was found of it. */
export function awsLines({ tracks, cli, boto, emulator }: AwsPreparation): readonly AwsLine[] {
  const emulated = tracks.has('emulator');
  return [
    cliLine(cli, emulated), ...boto.map(found => botoLine(found, emulated)), ...emulator ? [emulatorLine(emulator)] : [],
    ...tracks.has('real') ? [{ mark: 'open', name: msg('Real account'), words: msg('who you are there is asked when a lab begins, not here') } as const] : [],
  ];
}

export function awsObstacles(found: AwsPreparation): Message[] { return awsLines(found).flatMap(({ obstacle }) => obstacle ?? []); }

function cliLine(said: string | undefined, emulated: boolean): AwsLine {
  const name = msg('AWS command line');
  if (said === undefined) return { mark: 'missing', name, words: msg('not found'), obstacle: msg('The AWS command line is not installed.') };
  const version = cliVersion(said);
  const text = version?.join('.') ?? '';
  if (!emulated) return { mark: 'here', name, words: version ? msg('version {0}', text) : msg('version not known') };
  if (!version) return { mark: 'missing', name, words: msg('its version cannot be read: blocks do not run'), obstacle: msg('The version of the AWS command line cannot be read: commands might go to real AWS.') };
  if (knowsEndpoint(version)) return { mark: 'here', name, words: msg('version {0}, goes to the emulator by AWS_ENDPOINT_URL', text) };
  return { mark: 'missing', name, words: msg('version {0} is too old: it does not know AWS_ENDPOINT_URL, so blocks do not run', text), obstacle: updateCli };
}

/** What lies in the lab's own folder is made by the lab. */
function botoLine({ python, found, version }: BotoFound, emulated: boolean): AwsLine {
  const byLab = python.includes('/');
  const name = msg('boto3 of {0}', byLab ? 'python3' : python);
  if (!found) return { mark: 'missing', name, words: msg('{0} was not found', byLab ? 'python3' : python), obstacle: msg('{0} is not installed, or not on PATH.', byLab ? 'python3' : python) };
  if (version !== undefined && (!emulated || botoKnowsEndpoint(version))) return { mark: 'here', name, words: msg('version {0}', version) };
  if (byLab) return { mark: 'open', name, words: version === undefined ? msg('not here; the lab fetches it from PyPI by a step of its own') : msg('version {0} is too old; the lab fetches another from PyPI by a step of its own', version) };
  if (version === undefined) return { mark: 'missing', name, words: msg('not found'), obstacle: msg('{0} has no boto3.', python) };
  return { mark: 'missing', name, words: msg('version {0} is too old: it does not know AWS_ENDPOINT_URL, so blocks do not run', version), obstacle: msg('boto3 {0} does not know AWS_ENDPOINT_URL: it would go to real AWS.', version) };
}

function emulatorLine(found: EmulatorFound): AwsLine {
  const name = msg('AWS emulator');
  switch (found.state) {
    case 'given': return found.answers === undefined
      ? { mark: 'missing', name, words: msg('nothing answers at {0}, the address in the settings', found.address), obstacle: msg('Nothing answers at {0}.', found.address) }
      : { mark: 'here', name, words: msg('{0} answers at {1}, the address in the settings', found.answers, found.address) };
    case 'here': return { mark: 'here', name, words: found.address === undefined ? found.label : msg('runs at {0}', found.address), ...found.version !== undefined && { version: found.version } };
    case 'missing': return found.ways.length === 0
      ? { mark: 'missing', name, words: msg('not here, and nothing to fetch it with; by hand: pip install "moto[server]"'), obstacle: msg('The AWS emulator is not here yet.') }
      : { mark: 'missing', name, words: msg('not here yet; choose it to fetch it with {0}', found.ways.join(', ')), fetches: true, obstacle: msg('The AWS emulator is not here yet.') };
  }
}
