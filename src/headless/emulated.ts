import { devNull } from 'node:os';
import { loopbackAddress } from '../core/aws/emulator';
import { servicesIn } from '../core/aws/services';
import { locksOf, valuesOf } from '../core/aws/isolation';
import { emulatorVariables } from '../core/aws/shellVariables';
import { UserError } from '../core/errors';
import { followedOf } from '../core/followed';
import { english, msg } from '../core/message';
import type { Block, Section } from '../core/section';
import type { AwsWanted } from '../targets/aws';
import type { LabOnDisk } from './courseOnDisk';

type Env = Readonly<Record<string, string | undefined>>;

const usualRegion = 'us-east-1';

/**
 * Where a lab on AWS is taken through: at the emulator that the environment names, never in a real account. Undefined for
 * other labs. Throws a UserError where no emulator is named.
 */
export function emulatedPlace({ section: { meta }, text }: Pick<LabOnDisk, 'section' | 'text'>, env: Env): AwsWanted | undefined {
  if (followedOf(meta.targets) !== 'aws') return undefined;
  const address = loopbackAddress(env['AWS_ENDPOINT_URL'] ?? '');
  if (address === undefined) throw new UserError('aws.away', msg('No emulator of AWS is named.'), msg('AWS_ENDPOINT_URL says which is used: an address of this machine. A real account is never used here.'));
  const { region = usualRegion, services = [] } = meta.expects?.aws ?? {};
  return { track: 'emulator', region, services: [...new Set([...servicesIn(text), ...services])], emulator: { run: 'given', address, name: 'moto', ours: false } };
}

/** The environment of such a lab: all of its variables of AWS lead to the emulator. */
export function emulatedEnv(env: Env, { region = usualRegion, emulator }: AwsWanted): Env {
  const others = Object.fromEntries(Object.keys(env).filter(name => name.startsWith('AWS_')).map(name => [name, undefined]));
  return { ...env, ...others, ...emulatorVariables({ address: emulator?.address ?? '', region, empty: devNull }), NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
}

/** Why a block does not run on an emulator, as the editor would say it: it would get around it, or connect to an address that it made up. */
export function barredOnEmulator(block: Pick<Block, 'text' | 'ordinal'>, { blocks }: Pick<Section, 'blocks'>, region: string | undefined): string | undefined {
  const before = valuesOf(blocks.filter(({ ordinal }) => ordinal < block.ordinal).map(({ text }) => text));
  const [lock] = locksOf({ text: block.text, track: 'emulator', region, values: before });
  return lock && english(lock.title);
}
