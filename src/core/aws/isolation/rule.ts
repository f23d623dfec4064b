import type { Message } from '../../message';
import { isLiteral, type ShellCommand } from '../../shellCommands';
import type { AwsTrack } from '../place';

/** What is known of a block that is about to run in a lab on AWS. */
export interface IsolationInput {
  /** With its placeholders filled: what would run. */
  readonly text: string;
  readonly track: Exclude<AwsTrack, 'reading'>;
  readonly region: string | undefined;
  /** What earlier blocks of the section give variables, where that is a plain value. */
  readonly values?: ReadonlyMap<string, string>;
  /** Registry of this machine that stands for those that the emulator makes up. */
  readonly registry?: string;
  /** Major version of the command line, as far as it is known. */
  readonly cli?: number;
}

/** Why a block does not run. No answer of the student's lets it: another track does. */
export interface Lock {
  /** Stable: `aws.profile`. */
  readonly rule: string;
  /** `locked`: it would get around the track. `simulated`: it would open a connection to what the emulator made up. `version`: the installed command line does not know it. */
  readonly kind: 'locked' | 'simulated' | 'version';
  readonly title: Message;
  readonly remedy: Message;
}

/** One command of the block, seen on its way through it. */
export interface SeenCommand {
  readonly command: ShellCommand;
  /** Its program, without folders. */
  readonly name: string;
  readonly input: IsolationInput;
  readonly values: ReadonlyMap<string, string>;
}

export interface LockRule {
  readonly rule: string;
  readonly kind: Lock['kind'];
  /** Left out: in the emulator's track alone. */
  readonly everyTrack?: true;
  find(seen: SeenCommand): Pick<Lock, 'title' | 'remedy'> | undefined;
}

/** With the variables in it that are known; undefined where others are left. */
export function valueOf(word: string, values: ReadonlyMap<string, string>): string | undefined {
  const known = expanded(word, values);
  return isLiteral(known) ? known : undefined;
}

/** With the variables in it that are known, `${X:-word}` and `${X:+word}` among them; the others stay as they are written. */
export function expanded(word: string, values: ReadonlyMap<string, string>): string {
  return word.replace(/\$\{(\w+)(?::?([-+])([^{}]*))?\}|\$(\w+)/g, (whole, braced?: string, sign?: string, other?: string, plain?: string) => {
    const value = values.get(braced ?? plain ?? '');
    if (value === undefined || value === '') return whole;
    return sign === '+' ? expanded(other ?? '', values) : value;
  });
}

/** Stands for the emulator; which port does not matter here. */
export const knownEndpoint = 'http://127.0.0.1:1';
/** What every lab on the emulator has. */
export const knownValues: readonly (readonly [string, string])[] = [['AWS_ENDPOINT_URL', knownEndpoint], ['REG', '127.0.0.1:1']];

/** The value of an option in one of its two forms; `''` where it stands without one. Undefined: it is not there. */
export function optionOf(words: readonly string[], option: string, shortest = option.length): string | undefined {
  for (const [index, word] of words.entries()) {
    const [given = '', ...value] = word.split('=');
    // The command line takes an option that is cut short, too.
    if (given.length < shortest || !option.startsWith(given)) continue;
    return word.includes('=') ? value.join('=') : words[index + 1] ?? '';
  }
  return undefined;
}
