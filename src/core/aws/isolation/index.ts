import { commandsIn, plainWord } from '../../shellCommands';
import { segmentsOf, wordsOf } from '../../shellLines';
import { addressLocks } from './addresses';
import { commandLineLocks } from './commandLine';
import { pythonLocks } from './python';
import { registryLocks } from './registry';
import { expanded, knownEndpoint, knownValues, type IsolationInput, type Lock, type LockRule } from './rule';
import { botoKnowsEndpoint, versionLocks } from './versions';
import { msg } from '../../message';

export type { IsolationInput, Lock } from './rule';
export { toLocalRegistry } from './registry';
export { pythonLocks } from './python';
export { botoKnowsEndpoint, cliVersion, knowsEndpoint, updateCli } from './versions';

export const lockRules: readonly LockRule[] = [...commandLineLocks, ...registryLocks, ...addressLocks, ...versionLocks];

/** Every reason why this block does not run in the lab's track. Reads the text; expands and runs nothing. */
export function locksOf(input: IsolationInput): Lock[] {
  const values = new Map(input.values ?? knownValues);
  const found: Lock[] = [];
  for (const segment of segmentsOf(input.text)) {
    const words = wordsOf(segment.text);
    const bare = words.length > 0 && words.every(word => /^[A-Za-z_]\w*\+?=/.test(word)) ? words.map(plainWord) : [];
    if (input.track === 'emulator') found.push(...bareLocks(bare));
    for (const command of commandsIn(segment.text)) {
      const name = (command.words[0] ?? '').replace(/^.*\//, '');
      for (const { rule, kind, everyTrack, find } of lockRules) {
        if (input.track !== 'emulator' && !everyTrack) continue;
        const lock = find({ command, name, input, values });
        if (lock && !found.some(one => one.rule === rule)) found.push({ rule, kind, ...lock });
      }
    }
    note(segment.text, words, values);
  }
  return input.track === 'emulator' ? [...found, ...pythonLocks(input.text, input.region), ...pinnedBoto(input.text)] : found;
}

/** Whether it asks the emulator itself over HTTP, without an AWS command: an object by its address. `before`: what earlier blocks give variables. */
export function asksEmulator(text: string, before: ReadonlyMap<string, string> = new Map(knownValues)): boolean {
  const values = new Map(before);
  return segmentsOf(text).some(segment => {
    note(segment.text, wordsOf(segment.text), values);
    return commandsIn(segment.text).some(({ words: [name = '', ...words] }) => /^(?:.*\/)?(?:curl|wget)$/.test(name) && words.some(word => isOfEmulator(expanded(word, values))));
  });
}

function isOfEmulator(address: string): boolean { return address.startsWith(knownEndpoint) && !/^\d/.test(address.slice(knownEndpoint.length)); }

/** What the blocks before one give variables, for as long as that is plain. */
export function valuesOf(texts: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map(knownValues);
  for (const text of texts) for (const segment of segmentsOf(text)) note(segment.text, wordsOf(segment.text), values);
  return values;
}

/** `AWS_REGION=x` alone changes a variable that is exported already. */
function bareLocks(words: readonly string[]): Lock[] {
  const name = words.map(word => /^(AWS_\w+)\+?=/.exec(word)?.[1]).find(found => found !== undefined && !/^AWS_(?:PAGER|DEFAULT_OUTPUT|MAX_ATTEMPTS)$/.test(found));
  return name === undefined ? [] : [{ rule: 'aws.exports', kind: 'locked', title: msg('This block changes {0}, which leads the lab to the emulator.', name), remedy: msg('Leave it out, or choose the real account in the lab’s note.') }];
}

/** Whatever else may set a variable makes it unknown: a wrong value would be worse than none. */
function note(text: string, words: readonly string[], values: Map<string, string>): void {
  const given = new Map<string, string>();
  for (const word of words[0] === 'export' ? words.slice(1) : words) {
    const [, name = '', written = ''] = /^([A-Za-z_]\w*)=([^]*)$/.exec(word) ?? [];
    if (name === '') break;
    // As far as it is known: of an address the host may be plain though its path is not.
    const value = expanded(plainWord(written), values);
    if (!/`|\$\(/.test(value)) given.set(name, value);
  }
  for (const [, name = '', other = ''] of text.matchAll(/(\w+)\+?=|\b(?:for|select|read(?:\s+-\w+)*|unset|local|declare|getopts\s+\S+)\s+(\w+)/g)) values.delete(name || other);
  for (const [name, value] of given) values.set(name, value);
}

/** A version that is installed by this very block cannot be asked yet. */
function pinnedBoto(text: string): Lock[] {
  const old = [...text.matchAll(/\bboto3\s*(==|<=?|~=)\s*(\d+\.\d+(?:\.\d+)?)/g)].some(([, sign = '', version = '']) => !botoKnowsEndpoint(version) || (sign === '<' && /^1\.28(?:\.0)?$/.test(version)));
  return old ? [{ rule: 'aws.oldBoto', kind: 'locked', title: msg('This block installs a boto3 that does not know AWS_ENDPOINT_URL: it would go to real AWS.'), remedy: msg('Take version 1.28 or newer.') }] : [];
}
