import { Wrong, type Words } from '../checkWords';
import { msg } from '../message';
import { nearestWord } from '../nearestWord';
import { awsCheckWords, awsClaimedValues, awsProtocols, awsVersioning, readBlockSetting, type AwsAskedWord, type AwsAssertion, type AwsClaim, type AwsHowMany, type AwsThingClaim } from './check';
import type { AwsWord } from './kinds';
import { awsCounts } from './resource';
import { awsStatesOf, awsStepStates, isSameState } from './states';

/** What stands behind `aws` in a check in short form. */
export function readAwsShort(words: Words): AwsAssertion {
  const { next } = words;
  const word = awsCheckWords.find(one => next?.kind === 'word' && next.text === one);
  if (word === undefined) {
    const near = nearestWord(next?.text ?? '', awsCheckWords);
    throw words.wrong(next ? msg('Nothing on AWS is called this here: {0}', next.text) : msg('What is meant on AWS is missing.'), near === undefined ? msg('Use one of: {0}.', awsCheckWords.join(', ')) : msg('Did you mean "{0}"?', near));
  }
  words.takes(word);
  return { kind: 'aws', claim: claimOf(word, words) };
}

function claimOf(word: AwsWord | AwsAskedWord, words: Words): AwsClaim {
  switch (word) {
    case 'account': return account(words);
    case 'region': return { about: 'account', region: words.name() };
    case 'object': return object(words);
    case 'objects': return objects(words);
    case 'versions': return { about: word, key: words.name(), bucket: within(words), ...howMany(words) };
    case 'anonymous': return { about: word, key: words.name(), bucket: within(words), ...words.takes('version') && { version: words.name() }, status: words.equals() };
    case 'bucket-settings': return settings(words);
    case 'items': return { about: word, table: words.name(), ...words.takes('where') && { where: pair(words) }, ...howMany(words) };
    case 'records': return { about: word, stream: words.name(), ...words.contains(), ...howMany(words) };
    case 'log': return { about: word, group: words.name(), ...words.contains(), ...howMany(words) };
    case 'images': return { about: word, repository: words.name(), ...words.takes('tag') && { tag: words.name() }, ...howMany(words) };
    case 'rule': return rule(words);
    case 'statement': return { about: word, id: words.name(), in: statesOf(words, awsStatesOf(word)), ...words.takes('rows') && { rows: words.equals() } };
    case 'result': return { about: word, query: words.name(), ...words.contains(), ...howMany(words) };
    case 'invoked': return { about: word, function: words.name(), ...howMany(words) };
    case 'role-policy': return { about: word, policy: words.name(), role: of(words), ...words.presence() };
    default: return thing(word, words);
  }
}

/** Clauses may stand in any order behind the name. */
function thing(word: AwsWord, words: Words): AwsThingClaim {
  let claim: AwsThingClaim = { about: 'thing', thing: word, name: words.name() };
  for (;;) {
    const more = clause(claim, words);
    if (!more) return claim;
    claim = { ...claim, ...more };
  }
}

function clause(claim: AwsThingClaim, words: Words): Partial<AwsThingClaim> | undefined {
  const { next } = words;
  if (next === undefined || next.text === ';') return undefined;
  const count = awsCounts.find(one => one === next.text);
  if (count !== undefined && /^(?:=|\d)/.test(words.second?.text ?? '')) return { counts: { ...claim.counts, ...numbers(count, words) } };
  const both = words.ofCount();
  if (both) return { counts: { ...claim.counts, running: both.ready, desired: both.desired } };
  if (/^(?:=|>=|at-least)$/.test(next.text)) return howMany(words);
  if (words.takes('tag')) return { tag: words.joined(msg('A tag is missing, such as labbook=L7.')).text };
  if (words.takes('uses')) return { uses: words.name() };
  if (['part', 'variant', 'step'].some(one => words.takes(one))) return { part: part(words) };
  const value = awsClaimedValues.find(one => words.takes(one));
  if (value !== undefined) return { values: { ...claim.values, [value]: words.name() } };
  if (claim.state !== undefined || claim.in !== undefined) return undefined;
  const presence = words.presence();
  return presence.state ? presence : { in: statesOf(words, awsStatesOf(claim.thing)) };
}

/** `running 1/2`, `shards 1`, `shards = 1` */
function numbers(count: typeof awsCounts[number], words: Words): AwsThingClaim['counts'] {
  words.takes(count);
  const both = count === 'running' ? words.ofCount() : undefined;
  if (both) return { running: both.ready, desired: both.desired };
  words.takes('=');
  return { [count]: words.number() };
}

function part(words: Words): NonNullable<AwsThingClaim['part']> {
  const name = words.name();
  const states = awsStepStates.some(state => isSameState(state, words.next?.text ?? '')) ? { in: statesOf(words, awsStepStates) } : {};
  if (!words.takes('weight')) return { name, ...states };
  const weight = words.take('word', msg('A number is missing.'));
  if (!/^(?:0(?:\.\d{1,4})?|1(?:\.0{1,4})?)$/.test(weight.text)) throw new Wrong(weight, msg('This is no share: {0}', weight.text), msg('Write a number from 0 to 1, such as 0.7.'));
  return { name, ...states, weight: Number(weight.text) };
}

function account(words: Words): AwsClaim {
  if (words.takes('emulated')) return { about: 'account', emulated: true };
  if (words.takes('real')) return { about: 'account', emulated: false };
  const id = words.take('word', msg('The account is missing.'));
  if (!/^(?:\d{12}|\$\{\w+\})$/.test(id.text)) throw new Wrong(id, msg('This is no account: {0}', id.text), msg('Write its twelve digits, or emulated, or real.'));
  return { about: 'account', account: id.text };
}

function object(words: Words): AwsClaim {
  let claim: Extract<AwsClaim, { about: 'object' }> = { about: 'object', ...place(words), ...words.presence() };
  for (;;) {
    if (words.takes('contains')) claim = { ...claim, has: words.text() };
    else if (words.takes('version')) claim = { ...claim, version: words.name() };
    else if (words.takes('type')) claim = { ...claim, type: words.name() };
    else if (words.takes('size')) claim = { ...claim, size: bytes(words) };
    else return claim;
  }
}

function bytes(words: Words): number {
  words.takes('=');
  const size = words.take('word', msg('A number is missing.'));
  if (!/^\d{1,13}$/.test(size.text)) throw new Wrong(size, msg('This is no size: {0}', size.text), msg('Write the number of bytes, in digits only.'));
  return Number(size.text);
}

/** Without a prefix: all that is in the bucket. */
function objects(words: Words): AwsClaim {
  if (words.next?.text === 'in') return { about: 'objects', prefix: '', bucket: within(words), ...howMany(words) };
  const { key, ...rest } = place(words);
  return { about: 'objects', prefix: key, ...rest, ...howMany(words) };
}

/** `pic.jpg in BUCKET`, or `s3://bucket/pic.jpg`, or a value that holds such an address. */
function place(words: Words): { readonly key: string; readonly bucket?: string } {
  const key = words.take('word', msg('A name is missing.'));
  if (words.takes('in')) return { key: key.text, bucket: words.name() };
  if (!/^(?:s3:\/\/[^/]+\/|\$\{\w+\})/.test(key.text)) throw new Wrong(key, msg('In which bucket it is, is missing: {0}', key.text), msg('Go on with in and the name of the bucket, or write s3://bucket/key.'));
  return { key: key.text };
}

function within(words: Words): string {
  if (!words.takes('in')) throw words.wrong(msg('The bucket is missing.'), msg('Go on with in and the name of the bucket.'));
  return words.name();
}

function of(words: Words): string {
  if (!words.takes('of')) throw words.wrong(msg('The role is missing.'), msg('Go on with of and the name of the role.'));
  return words.name();
}

function settings(words: Words): AwsClaim {
  let claim: Extract<AwsClaim, { about: 'bucket-settings' }> = { about: 'bucket-settings', bucket: words.name() };
  for (;;) {
    if (words.takes('versioning')) claim = { ...claim, versioning: words.one(awsVersioning) };
    else if (words.takes('policy')) claim = { ...claim, policy: words.one(['present', 'absent']) };
    else if (words.takes('allows')) claim = { ...claim, allows: words.name() };
    else if (words.takes('block')) claim = { ...claim, block: block(words) };
    else if (Object.keys(claim).length > 2) return claim;
    else throw words.wrong(msg('What is set is missing.'), msg('Go on with one of: {0}.', 'versioning, policy, allows, block'));
  }
}

function block(words: Words): string {
  const whole = words.joined(msg('A setting is missing, such as BlockPublicPolicy=false.'));
  if (!readBlockSetting(whole.text)) throw new Wrong(whole, msg('This is no setting of Block Public Access: {0}', whole.text), msg('Write for example: block BlockPublicPolicy=false.'));
  return whole.text;
}

function rule(words: Words): AwsClaim {
  const group = words.name();
  const protocol = words.one(awsProtocols);
  const port = /^\d+$/.test(words.next?.text ?? '') ? { port: words.number() } : {};
  return { about: 'rule', group, protocol, ...port, ...words.takes('from') && { from: words.name() }, ...words.presence() };
}

/** `Name=Rocinante` */
function pair(words: Words): string {
  const whole = words.joined(msg('What the items must have is missing, such as Name=Rocinante.'));
  if (!/^[^=]+=/.test(whole.text)) throw new Wrong(whole, msg('This is no attribute with a value: {0}', whole.text), msg('Write it with = and without spaces, such as Name=Rocinante, or in double quotes.'));
  return whole.text;
}

/** `= 2`, `>= 2`, `at-least 2`, or nothing: at least one. */
function howMany(words: Words): AwsHowMany {
  if (words.takes('at-least')) return { atLeast: words.number() };
  if (!/^>?=$/.test(words.next?.text ?? '')) return {};
  const count = words.exactOrMore();
  return 'exact' in count ? { count: count.exact } : { atLeast: count.more };
}

/** `InService or Updating`; a word that the service never says is a slip. */
function statesOf(words: Words, known: readonly string[]): readonly string[] {
  const states = [stateOf(words, known)];
  while (words.takes('or')) states.push(stateOf(words, known));
  return states;
}

function stateOf(words: Words, known: readonly string[]): string {
  const word = words.take('word', msg('A state is missing here.'));
  const state = known.find(one => isSameState(one, word.text));
  if (state !== undefined) return state;
  const possible = [...known, 'present', 'absent'];
  const near = nearestWord(word.text, possible);
  throw new Wrong(word, msg('This is never its state: {0}', word.text), near === undefined ? msg('Use one of: {0}.', possible.join(', ')) : msg('Did you mean "{0}"?', near));
}
