import { quote } from '../shellQuote';
import { emulatorKeys } from './emulator';

/** What a lab's shell is given. */
export type ShellVariables = Readonly<Record<string, string>>;

export interface EmulatorShell {
  readonly address: string;
  readonly region: string;
  /** A file without a profile in it: no real one can leak in. */
  readonly empty: string;
  /** Registry of this machine that stands for the image registries which the emulator makes up: `127.0.0.1:5000`. */
  readonly registry?: string;
}

/** All that the command line and the SDKs need to find the emulator, and nothing with which they would find real AWS. */
export function emulatorVariables({ address, region, empty, registry }: EmulatorShell): ShellVariables {
  return {
    AWS_ENDPOINT_URL: address, AWS_ACCESS_KEY_ID: emulatorKeys.id, AWS_SECRET_ACCESS_KEY: emulatorKeys.secret,
    // The first version of the command line and boto3 read only the second.
    AWS_REGION: region, AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true', AWS_MAX_ATTEMPTS: '1', AWS_PAGER: '', AWS_CONFIG_FILE: empty, AWS_SHARED_CREDENTIALS_FILE: empty,
    ...registry !== undefined && { REG: registry },
  };
}

export interface RealShell {
  readonly labId: string;
  readonly profile?: string;
  readonly region?: string;
}

export function realVariables({ labId, profile, region }: RealShell): ShellVariables {
  return {
    ...profile !== undefined && { AWS_PROFILE: profile },
    ...region !== undefined && { AWS_REGION: region, AWS_DEFAULT_REGION: region },
    AWS_SDK_UA_APP_ID: `labbook-${labId}`.replace(/[^\w-]/g, '-').slice(0, 50),
  };
}

/** Of the student's own environment, what would go before the profile that was chosen, or lead it elsewhere. */
const beforeProfile = ['AWS_ENDPOINT_URL', 'AWS_DEFAULT_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'] as const;

/** Shell text for a real account. */
export function realText(shell: RealShell): string {
  return `${shell.profile === undefined ? '' : `unset ${beforeProfile.join(' ')} 2>/dev/null\n`}${exportText(realVariables(shell), false)}`;
}

/**
 * Shell text that sets them in the shell that reads it, for bash, zsh and sh. Sourced after the student's start-up files, so
 * that none of them can win. `alone`: every other variable of AWS goes, and no proxy stands before this machine.
 */
export function exportText(variables: ShellVariables, alone: boolean): string {
  return [
    ...alone ? [
      // `command`: an alias of the student's may have the same name.
      "for __lab_x in $(command env | command sed -n 's/^\\(AWS_[A-Za-z0-9_]*\\)=.*/\\1/p'); do unset \"$__lab_x\" 2>/dev/null; done",
      'export NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}" no_proxy="127.0.0.1${no_proxy:+,$no_proxy}"',
    ] : [],
    ...Object.entries(variables).map(([name, value]) => `export ${name}=${quote(value)}`),
    '',
  ].join('\n');
}
