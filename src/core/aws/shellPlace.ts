import { msg, type Message } from '../message';
import type { ContextReport } from '../run';
import { emulatorKeys, loopbackAddress } from './emulator';

export interface EmulatorWants {
  /** Undefined: none runs, and any address of this machine will do. */
  readonly address: string | undefined;
  readonly region: string;
}

/** One variable of the lab's shell that does not lead to the emulator. */
export interface ShellMismatch {
  readonly name: string;
  readonly title: Message;
  /** Its program is an alias or a function. */
  readonly alias?: true;
  /** It leads to an emulator of this machine, only not to the one that runs now. */
  readonly stale?: true;
}

/** Of a real account. */
export interface AccountWants {
  /** Undefined: the keys of the environment. */
  readonly profile?: string;
  /** Undefined: that of the profile. */
  readonly region?: string;
}

const unset = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SESSION_TOKEN'] as const;

/** Compares what the shell said at its last prompt with where the banner says that its commands go. */
export function emulatorMismatch(values: ContextReport, wants: EmulatorWants): ShellMismatch | undefined {
  const alias = aliasOf(values);
  if (alias) return alias;
  for (const name of unset) if (values[name]) return differs(name, name === 'AWS_SESSION_TOKEN' ? undefined : values[name]);
  if (/^true$/i.test(values.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '')) return differs('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'true');
  const named = values['AWS_ENDPOINT_URL_*'];
  if (named) return differs('AWS_ENDPOINT_URL_…', undefined);
  const address = values.AWS_ENDPOINT_URL ?? '';
  const loopback = loopbackAddress(address);
  if (loopback === undefined) return differs('AWS_ENDPOINT_URL', address);
  if (wants.address !== undefined && loopback !== wants.address) return { ...differs('AWS_ENDPOINT_URL', address), stale: true };
  if (values.AWS_ACCESS_KEY_ID !== emulatorKeys.id) return differs('AWS_ACCESS_KEY_ID', undefined);
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const) if (values[name] !== wants.region) return { ...differs(name, values[name] ?? ''), stale: true };
  return undefined;
}

/** Whether the shell's commands would go to another account, region or address than the one that the student has agreed to. */
export function accountMismatch(values: ContextReport, { profile, region }: AccountWants): ShellMismatch | undefined {
  const alias = aliasOf(values);
  if (alias) return alias;
  const elsewhere = (name: string, value: string | undefined): ShellMismatch => ({
    name, title: value === undefined ? msg('The lab’s terminal does not lead where the banner says: {0} goes before the profile.', name) : msg('The lab’s terminal does not lead where the banner says: {0} is “{1}”.', name, value),
  });
  for (const name of ['AWS_ENDPOINT_URL', 'AWS_DEFAULT_PROFILE'] as const) if (values[name]) return elsewhere(name, values[name]);
  if (values['AWS_ENDPOINT_URL_*']) return elsewhere('AWS_ENDPOINT_URL_…', '');
  // Keys of the environment go before a profile that the environment names.
  if (profile !== undefined && values.AWS_ACCESS_KEY_ID) return elsewhere('AWS_ACCESS_KEY_ID', undefined);
  if ((values.AWS_PROFILE ?? '') !== (profile ?? '')) return elsewhere('AWS_PROFILE', values.AWS_PROFILE ?? '');
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION'] as const) if (region !== undefined && values[name] !== region) return elsewhere(name, values[name] ?? '');
  return undefined;
}

function aliasOf(values: ContextReport): ShellMismatch | undefined {
  const tool = values['tool:aws'] ?? '';
  return tool === '' || /^(?:\/|[A-Za-z]:[\\/])/.test(tool) ? undefined : { name: 'aws', alias: true, title: msg('aws is an alias or a function in the lab’s terminal: where it goes cannot be told.') };
}

/** Of a key only that it is another one. */
function differs(name: string, value: string | undefined): ShellMismatch {
  if (value === '') return { name, title: msg('The lab’s terminal does not lead to the emulator: {0} is not set.', name) };
  return { name, title: value === undefined ? msg('The lab’s terminal does not lead to the emulator: {0} is another one.', name) : msg('The lab’s terminal does not lead to the emulator: {0} is {1}.', name, value) };
}
